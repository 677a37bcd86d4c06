"""Text of a plan: a search copy of equal length, lines, sentences, clean wording, short titles.

Every function works with offsets into the source, so that whatever is found can be shown with the
passage it came from.
"""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

# Only what the parser's own keywords and marks need; wording is never rewritten, only searched.
_TRADITIONAL = (
    "問问題题現现實实驟骤階阶時时間间達达導导領领組组職职責责負负總总體体個个類类項项條条種种關关於于"
    "報报辦办單单據据見见計计劃划規规則则為为爲为進进發发貫贯徹彻將将對对檢检務务層层級级黨党幹干號号"
    "紀纪請请經经標标認认開开動动機机構构內内遲迟處处結结糾纠亂乱應应議议當当區区與与劉刘後后節节點点"
    "圍围範范並并從从鄉乡鎮镇縣县會会來来長长過过頻频減减輕轻壓压實实屬属違违戶户舉举傾倾嚴严肅肃"
    "專专隊队徵征決决複复覆复雙双參参與与紮扎劑剂歷历調调轉转讓让設设記记證证評评該该課课論论諉诿護护"
    "兩两彙汇匯汇擔担擬拟無无傳传佈布協协強强產产質质際际門门閉闭險险風风飯饭導导麼么幾几創创傷伤準准約约納纳"
)
_MARKS = {
    "〇": "〇",
    "○": "〇",
    "◯": "〇",
    "×": "X",
    "✕": "X",
    "﹑": "、",
    "｡": "。",
    "､": "、",
    "\u3000": " ",
    "\xa0": " ",
    "\u200b": " ",
    "\ufeff": " ",
    "\u2002": " ",
    "\u2003": " ",
    "：": ":",
    "；": ";",
    "，": ",",
    "．": ".",
    "﹒": ".",
    "–": "-",
    "—": "-",
    "－": "-",
    "─": "-",
    "～": "~",
    "〜": "~",
    "﹣": "-",
    "∶": ":",
    "﹔": ";",
    "﹕": ":",
    "﹐": ",",
}
# Every kind of line break is one; of two characters, the first becomes a space.
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_NORMAL = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)},
    **{ord(old): new for old, new in _MARKS.items()},
    **dict.fromkeys(map(ord, _BREAKS), "\n"),
}

BOLD = "**"
# A plan never has as many; what comes behind them is left unread rather than read for minutes.
MAX_LINES = 20_000
_SPACES = " \t\xa0\u2002\u2003\u200b\u3000\ufeff"
_SENTENCE_END = re.compile(r'[。!?;]["”’)]?|\n[ \t\r]*\n')
_LETTER = re.compile(r"[^\W_]")
_REACH = 300
_CLAUSE_END = re.compile(r"[,、;:]")
_AREA_FRAME = re.compile(r"^(?:在|关于)?(.{2,}?)(?:等?方面)(?:(?:存在)?的?(?:突出|主要)?问题)?$")
_CIRCUMSTANCE = re.compile(r"^在[^，。；,;]{2,40}[中时上里]，(?:仍|还|依然)?(?:存在)?(?=.{6})")
_CLOSING_REMARK = re.compile(r"[（(][^（()）]{1,40}[)）]$")
SHORT_LENGTH = 24
_MIN_CLAUSE = 6
_MIN_LISTING = 10


class Line(NamedTuple):
    """A line with something on it; ``end`` is without the break, ``next`` begins the next."""

    start: int
    end: int
    next: int
    after_blank: bool


def normalise(text: str) -> str:
    """Return ``text`` with half-width marks, simplified keywords and plain line breaks.

    The result has exactly the length of the source: an offset in one is an offset in the other.
    """
    return text.replace("\r\n", " \n").translate(_NORMAL)


def split_lines(norm: str) -> list[Line]:
    """Return the lines of a normalised text that hold more than spaces, at most MAX_LINES and one.

    The one more says where a text that is too long to be read is cut.
    """
    lines = []
    offset, after_blank = 0, True
    for raw in norm.split("\n"):
        body = raw.rstrip()
        if body.strip("* "):
            following = min(offset + len(raw) + 1, len(norm))
            lines.append(Line(offset, offset + len(body), following, after_blank))
            after_blank = False
            if len(lines) > MAX_LINES:
                break
        else:
            after_blank = True
        offset += len(raw) + 1
    return lines


def has_text(norm: str, start: int, end: int) -> bool:
    """Return whether there is a letter or digit between two offsets."""
    return bool(_LETTER.search(norm, start, end))


def is_blank(norm: str, start: int, end: int) -> bool:
    """Return whether only spaces, bars of a table and marks of bold lie between two offsets."""
    return not norm[start:end].strip(" \t\n*#|-")


def sentences_with(
    pattern: re.Pattern[str], norm: str, start: int, end: int
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield (start, end, match) of every sentence between two offsets that holds the pattern.

    A sentence reaches no further than 300 characters from the match, so that a text without any
    stop takes no longer than another.
    """
    position = start
    while found := pattern.search(norm, position, end):
        floor = max(position, found.start() - _REACH)
        first = max(
            [
                floor,
                *(border.end() for border in _SENTENCE_END.finditer(norm, floor, found.start())),
            ]
        )
        last = sentence_end(norm, found.end(), end)
        yield first, last, found
        position = last


def sentence_end(norm: str, start: int, end: int) -> int:
    """Return where the sentence that goes on at ``start`` ends, at most 300 characters on."""
    stop = min(end, start + _REACH)
    found = _SENTENCE_END.search(norm, start, stop)
    return found.end() if found else stop


def strip_bold(text: str) -> str:
    """Return a piece of the source as it is shown: no bold marks, no outer spaces; lines stay.

    >>> strip_bold(" **整治内容**\\n会议多 ")
    '整治内容\\n会议多'
    """
    return text.replace(BOLD, "").strip()


def tidy(text: str) -> str:
    """Return wording fit for a field: no bold marks, no hard line breaks, no outer spaces.

    A break between two Latin words leaves a space, any other break leaves nothing.
    """
    lines = [line.strip(_SPACES) for line in text.replace(BOLD, "").splitlines()]
    lines = [line for line in lines if line]
    parts = lines[:1]
    for before, after in itertools.pairwise(lines):
        parts.append(" " if _is_word(before[-1]) and _is_word(after[0]) else "")
        parts.append(after)
    return "".join(parts)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def short_title(text: str) -> str:
    """Return a title of at most 24 characters for an area's, item's or phase's full wording.

    在…方面 loses its frame, and 在…中 before a comma is left out. A longer text is cut at the last
    comma that fits and leaves no quotation or bracket open, or inside the clause with an ellipsis.
    """
    whole = tidy(text[:400].strip().split("\n", 1)[0])
    title = _CLOSING_REMARK.sub("", whole)
    framed = _AREA_FRAME.match(title.rstrip("。；;：:"))
    title = framed.group(1) if framed else title
    title = _CIRCUMSTANCE.sub("", title)
    sentence = re.split(r"[。！？!?；;]", title, maxsplit=1)[0].strip()
    title = (sentence if _is_balanced(sentence) else title).strip("，、：,: ") or whole
    if len(title) <= SHORT_LENGTH:
        return title
    return _cut_at_border(title) or title[: SHORT_LENGTH - 1] + "…"


def _cut_at_border(title: str) -> str:
    """Return the title up to its last comma that fits, else up to an enumeration comma with …."""
    borders = list(_CLAUSE_END.finditer(normalise(title[: SHORT_LENGTH + 1])))
    for marks, least, ending in ((",;:", _MIN_CLAUSE, ""), ("、", _MIN_LISTING, "…")):
        for border in reversed(borders):
            cut = title[: border.start()]
            fits = least <= len(cut) <= SHORT_LENGTH - len(ending)
            if border[0] in marks and fits and _is_balanced(cut):
                return cut + ending
    return ""


def _is_balanced(text: str) -> bool:
    return all(
        text.count(left) == text.count(right) for left, right in ("“”", "（）", "()", "《》", "‘’")
    )
