"""To which problem item of the catalogue a row of somebody's ledger belongs.

By number, by the item's own words, or by how much its words have in common with those of the row.
Only the first two are certain; the last is a proposal that somebody has to look at.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt

from ..office_files.cell_values import IllegibleNumber, plain, read_number

# A proposal with less in common than this is none; the best has to stand out to be certain.
LEAST, CLEAR, MARGIN = 0.03, 0.45, 0.12
_MARKS = re.compile(r"[^\w]+")
_LEADING_NUMBER = re.compile(r"\s*第?\s*(\d{1,3})\s*[项条.、．:：)）]")


@dataclass(frozen=True)
class Item:
    """A problem item: its id, number, name and area, and further words that belong to it."""

    id: int
    number: int
    name: str
    area: str = ""
    words: str = ""


@dataclass(frozen=True)
class Match:
    """The item found, None for none, and whether it is certain."""

    item: Item | None
    sure: bool


class Matcher:
    """Finds the items of one catalogue.

    >>> items = [
    ...     Item(1, 1, "会议过多，层层开会", "文山会海"),
    ...     Item(2, 2, "文件过长，照抄照转", "文山会海"),
    ...     Item(3, 3, "督查检查过频", "督查检查"),
    ... ]
    >>> matcher = Matcher(items)
    >>> matcher.find(number="第2项"), matcher.find(item="3.督查检查过频")
    (Match(item=Item(id=2, ..., sure=True), Match(item=Item(id=3, ..., sure=True))
    >>> match = matcher.find(description="同样的会议每周开三次")
    >>> match.item.id, match.sure
    (1, False)
    >>> matcher.find(description="食堂饭菜不好").item
    """

    def __init__(self, items: Iterable[Item]):
        self.items = list(items)
        self.by_number = {item.number: item for item in self.items}
        grams = [_grams(f"{item.name} {item.words}") for item in self.items]
        seen = Counter(gram for one in grams for gram in one)
        # What every item says ("的问题") tells none apart.
        self.weights = {gram: log(1 + len(self.items) / count) for gram, count in seen.items()}
        self.grams = dict(zip((item.id for item in self.items), grams, strict=True))

    def find(
        self, number: str = "", item: str = "", area: str = "", description: str = ""
    ) -> Match:
        """Return the :class:`Match` for what a row says of its item, its area and the problem."""
        found = (
            self._find_by_number(number)
            or self._find_by_number(item)
            or self._find_by_name(item, area)
        )
        if found:
            return Match(found, True)
        items = self._of_area(area) or self.items
        text = f"{item} {description}"
        ranked = sorted(
            ((self._likeness(text, one), -one.number, one) for one in items), reverse=True
        )
        if not ranked or ranked[0][0] < LEAST:
            # An area with one item leaves nothing to choose.
            return Match(items[0] if len(items) == 1 else None, False)
        best = ranked[0][0]
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        return Match(ranked[0][2], best >= CLEAR and best - second >= MARGIN)

    def _find_by_number(self, number: str) -> Item | None:
        try:
            value = read_number(number)
        except IllegibleNumber:
            return None
        return None if value is None else self.by_number.get(value)

    def _find_by_name(self, text: str, area: str) -> Item | None:
        """Return the item whose name a text is, with or without its number before it.

        A category may be the item itself, where a ledger has one column for both.
        """
        for words in filter(None, (text, area)):
            bare = _bare(words)
            same = [one for one in self.items if _bare(one.name) == bare]
            if len(same) == 1:
                return same[0]
            match = _LEADING_NUMBER.match(words)
            rest = _bare(words[match.end() :]) if match else ""
            one = self.by_number.get(int(match[1])) if match else None
            if one and rest and (rest in _bare(one.name) or _bare(one.name) in rest):
                return one
        return None

    def _of_area(self, area: str) -> list[Item]:
        bare = _bare(area)
        if len(bare) < 2:
            return []
        return [
            one
            for one in self.items
            if one.area and (bare in _bare(one.area) or _bare(one.area) in bare)
        ]

    def _likeness(self, text: str, item: Item) -> float:
        grams, own = _grams(text), self.grams[item.id]
        shared = sum(self.weights[gram] ** 2 for gram in grams & own)
        if not shared:
            return 0.0
        return shared / sqrt(self._length(grams) * self._length(own))

    def _length(self, grams: set[str]) -> float:
        return sum(self.weights.get(gram, 1.0) ** 2 for gram in grams) or 1.0


def _bare(text: str) -> str:
    """Return a text for comparing: no marks, and no number before it.

    >>> _bare("（三）防止文山会海反弹。")
    '防止文山会海反弹'
    """
    text = re.sub(r"^\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]", "", text or "")
    return _MARKS.sub("", plain(text))


def _grams(text: str) -> set[str]:
    bare = _MARKS.sub(" ", (text or "").lower())
    return {
        part[place : place + 2] for part in bare.split() for place in range(max(len(part) - 1, 1))
    }
