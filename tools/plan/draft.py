"""What is gathered while a plan is read, and its assembly into passages that cover the source."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .nodes import Area, Item, Note, Passage, Phase
from .outline import Block, head_span
from .roles import compact
from .text import is_blank, tidy

MAX_NOTES = 200
_SHOWN = 40


class Numbered(NamedTuple):
    """A number in the text: of what, the number, the one before it in its list or None, where."""

    kind: str
    number: int
    previous: int | None
    start: int
    end: int


class Claim(NamedTuple):
    """A piece of the source that is taken: from where to where, as what, in what role."""

    start: int
    end: int
    kind: str
    role: str


class Draft:
    """Claims on the source, areas, phases and notes, in the order in which they are found.

    :param unread: the offset behind which the text was too long to be read, or None.
    """

    def __init__(
        self, source: str, norm: str, year: int | None = None, unread: int | None = None
    ) -> None:
        self.source, self.norm, self.year, self.unread = source, norm, year, unread
        self.claims: list[Claim] = []
        self.notes: list[Note] = []
        self.areas: list[AreaDraft] = []
        self.phases: list[Phase] = []
        self.numbers: list[Numbered] = []
        self.notes_left_out = 0
        if unread is not None:
            self.note("too_long", unread, min(unread + _SHOWN, len(source)))

    def blank(self) -> "Draft":
        """Return an empty draft of the same text."""
        return Draft(self.source, self.norm, self.year, self.unread)

    def claim(self, kind: str, start: int, end: int, role: str = "") -> None:
        """Say what a piece of the source is; claims never overlap, the earlier one stays."""
        if end > start:
            self.claims.append(Claim(start, end, kind, role))

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no node of the tree has any of a piece of the source."""
        return not any(
            first < end and start < last and kind not in ("unassigned", "heading")
            for first, last, kind, _role in self.claims
        )

    def note(self, code: str, start: int, end: int, **values: object) -> None:
        """Record something uncertain about a piece of the source."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append(Note(code, self.source[start:end], start, end, values))
        else:
            self.notes_left_out += 1

    def all_notes(self) -> tuple[Note, ...]:
        """Return the notes in the order of the text; the last says how many were left out."""
        notes = sorted(self.notes, key=lambda note: (note.start, note.end))
        if not any(area.items for area in self.areas):
            notes.append(Note("nothing_found", "", 0, 0))
        if self.notes_left_out:
            values = {"count": self.notes_left_out}
            notes.append(Note("too_many_notes", "", len(self.source), len(self.source), values))
        return tuple(notes)

    def count(self, kind: str, block: Block, end: int) -> None:
        """Record a block's number, for the check of the numbering."""
        if block.value is not None:
            previous = block.previous.value if block.previous is not None else None
            self.numbers.append(Numbered(kind, block.value, previous, block.start, end))

    def count_row(self, number: int | None, previous: int | None, start: int, end: int) -> None:
        """Record the number of a table's row."""
        if number is not None:
            self.numbers.append(Numbered("item", number, previous, start, end))

    def wording(self, start: int, end: int) -> str:
        """Return the source between two offsets as one clean line."""
        return tidy(self.source[start:end])

    def head(self, block: Block) -> str:
        """Return a block's heading, compact, for comparison with the vocabulary."""
        if block.compact_head is None:
            start, end, _body = head_span(self.norm, block)
            block.compact_head = compact(self.norm[start:end])
        return block.compact_head

    def label(self, block: Block) -> str:
        """Return a block's number as printed: （一）, 1., 第一阶段."""
        return self.wording(block.start, block.text_start).strip(" #>\t")

    def label_word(self, block: Block) -> str:
        """Return the bare word of a label: 整改措施 for **【整改措施】**：."""
        return self.norm[block.start : block.text_start].strip(" \n\t*#:[]【】()")

    def add_area(
        self, number: int | None, label: str, name: str, span: tuple[int, int]
    ) -> "AreaDraft":
        """Open an area at (start, end) of its heading and return it; items are added to it."""
        area = AreaDraft(number, label, name, *span)
        self.areas.append(area)
        return area

    def passages(self) -> tuple[Passage, ...]:
        """Return the passages: the claims in order, and what lies between them as unassigned.

        A claim to be unassigned only gives a role to what no other claim takes.
        """
        nodes = sorted(claim for claim in self.claims if claim.kind != "unassigned")
        weak = sorted(claim for claim in self.claims if claim.kind == "unassigned")
        rests = list(_without_gaps(weak, 0, len(self.source)))
        position = 0
        result: list[Passage] = []
        for start, end, kind, role in _without_gaps(nodes, 0, len(self.source)):
            if kind:
                result.append(self._passage(start, end, kind, role))
                continue
            while rests[position].end <= start:
                position += 1
            while position < len(rests) and rests[position].start < end:
                first, last, _kind, rest = rests[position]
                first, last = max(first, start), min(last, end)
                result.append(self._passage(first, last, "unassigned", rest))
                if last == end:
                    break
                position += 1
        return tuple(result)

    def _passage(self, start: int, end: int, kind: str, role: str) -> Passage:
        text = self.source[start:end]
        if kind == "unassigned" and is_blank(self.norm, start, end):
            kind = "blank"
        return Passage(kind, start, end, text, role)


def _without_gaps(claims: Iterable[Claim], start: int, end: int) -> Iterator[Claim]:
    """Yield sorted claims cut to fit between two offsets, and what they leave as claims of ''."""
    position = start
    for first, last, kind, role in claims:
        first, last = max(first, position), min(last, end)
        if first >= last:
            continue
        if position < first:
            yield Claim(position, first, "", "")
        yield Claim(first, last, kind, role)
        position = last
    if position < end:
        yield Claim(position, end, "", "")


class AreaDraft:
    """An area that still takes items."""

    def __init__(self, number: int | None, label: str, name: str, start: int, end: int) -> None:
        self.number, self.label, self.name = number, label, name
        self.start, self.end = start, end
        self.items: list[Item] = []

    def add(self, number: int | None, label: str, text: str, start: int, end: int) -> None:
        """Add an item."""
        self.items.append(Item(number, label, text, start, end))

    def freeze(self) -> Area:
        """Return the Area."""
        return Area(self.number, self.label, self.name, tuple(self.items), self.start, self.end)
