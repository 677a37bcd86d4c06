"""What is uncertain about a proposal, and what keeps it from being set up.

Codes with values: the sentences, in the user's language, are in ``models/plan/sentences.py``. A
remark ends with its cause: notes of the parser are dropped once a person has corrected what they
are about, and what can be seen from the proposal as it stands is looked at anew each time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .proposed import Proposed, ProposedNode
from .reading import NoteRead
from .text import strip_bold

# Notes of the parser that are not repeated, because the proposal as it stands is looked at instead.
LIVE_NOTES = frozenset(
    {
        "count_differs",
        "deadline_open",
        "phase_without_deadline",
        "area_without_items",
        "nothing_found",
    }
)
NUMBER_NOTES = frozenset({"number_gap", "number_repeated", "number_backwards"})
DEADLINE_NOTES = frozenset(
    {
        "deadline_in_body",
        "deadline_year_assumed",
        "deadline_without_year",
        "deadline_month_end",
        "deadline_vague",
        "deadline_impossible",
    }
)
TITLE_LENGTH = 20


@dataclass(frozen=True)
class Remark:
    """Something to be looked at: a code with its values.

    ``node``: the node it is about, None for the whole; ``field_name``: the field of the plan it is
    about; ``title``: the words of the plan it is about; ``is_note``: whether it is a note of the
    parser.
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict)
    node: ProposedNode | None = None
    start: int = 0
    end: int = 0
    field_name: str = ""
    title: str = ""
    is_note: bool = False


@dataclass(frozen=True)
class Obstacle:
    """Something that keeps a proposal from being set up: a code with its values."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


def find_remarks(proposed: Proposed) -> Iterator[Remark]:
    """Yield what is uncertain: about the whole, then what the parser notes, then about the nodes.

    >>> area = ProposedNode(1, "area", number=2)
    >>> [remark.code for remark in find_remarks(Proposed([area]))]
    ['nothing_found', 'submission_missing', 'area_without_items', 'number_gap']
    """
    yield from _find_count_remarks(proposed)
    yield from _find_fact_remarks(proposed)
    for note in proposed.reading.notes:
        yield from _find_note_remarks(proposed, note)
    yield from _find_node_remarks(proposed)


def find_agreeing_counts(proposed: Proposed) -> Iterator[str]:
    """Yield the declared counts, in the words of the plan, that agree with what is proposed."""
    for entry in proposed.reading.declared:
        if entry.area_start is None and proposed.count(entry.what) == entry.number:
            yield entry.text


def _find_count_remarks(proposed: Proposed) -> Iterator[Remark]:
    """Yield the counts that the text declares and that differ from what is proposed."""
    for entry in proposed.reading.declared:
        found = proposed.count(entry.what, entry.area_start)
        if found is not None and found != entry.number:
            values = {"text": entry.text, "found": found}
            yield Remark("count_differs", values, start=entry.start, end=entry.end)


def _find_fact_remarks(proposed: Proposed) -> Iterator[Remark]:
    """Yield what the text leaves open or does not say about the campaign as a whole."""
    facts, places = proposed.facts, proposed.reading.facts
    if not any(node.kind == "item" for node in proposed.nodes):
        yield Remark("nothing_found")
    if facts.filename.lower().endswith(".pdf"):
        yield Remark("read_from_pdf")
    if facts.is_numbered_through and any(node.label for node in proposed.nodes):
        yield Remark("numbered_through")
    if facts.date_start and "date_start" not in places:
        yield Remark("start_assumed", {"date": facts.date_start}, field_name="date_start")
    if not facts.date_submission:
        place = places.get("date_submission")
        start, end = place or (0, 0)
        code = "submission_open" if place else "submission_missing"
        values = {"text": facts.submission_text}
        yield Remark(code, values, start=start, end=end, field_name="date_submission")


def _find_note_remarks(proposed: Proposed, note: NoteRead) -> Iterator[Remark]:
    """Yield a note of the parser, unless it no longer applies."""
    facts = proposed.facts
    values = {**note.values, "year": facts.year}
    node = proposed.find_at(note.start)
    first, last = proposed.reading.facts.get("date_submission", (0, 0))
    if note.code in DEADLINE_NOTES and first <= note.start < last:
        if facts.date_submission:
            yield Remark(
                note.code,
                values,
                start=note.start,
                end=note.end,
                field_name="date_submission",
                is_note=True,
            )
    elif note.code in LIVE_NOTES or _is_outdated(proposed, note, node):
        return
    else:
        title = "" if node else strip_bold(facts.source[note.start : note.end])[:TITLE_LENGTH]
        yield Remark(note.code, values, node, note.start, note.end, title=title, is_note=True)


def _is_outdated(proposed: Proposed, note: NoteRead, node: ProposedNode | None) -> bool:
    """Return whether a note of the parser no longer applies to what the node says now."""
    if node is None:
        return False
    if note.code in DEADLINE_NOTES:
        return node.deadline != node.read_deadline
    if note.code in NUMBER_NOTES:
        # Numbers given here hide what the plan's own were like.
        if node.kind == "item":
            return not proposed.facts.is_numbered_through
        return node.kind == "area" and not proposed.reading.are_areas_numbered
    return False


def _find_node_remarks(proposed: Proposed) -> Iterator[Remark]:
    """Yield what the proposal itself shows."""
    for node in proposed.nodes:
        if node.kind == "area" and not proposed.items_of(node):
            yield Remark("area_without_items", node=node)
        elif node.kind == "phase":
            if not node.deadline:
                code = "deadline_open" if node.deadline_text else "phase_without_deadline"
                yield Remark(code, {"text": node.deadline_text}, node)
            if not node.phase:
                yield Remark("phase_unknown", node=node)
    for nodes in (proposed.areas, proposed.items):
        previous = 0
        for node in nodes:
            if node.number == previous:
                yield Remark("number_repeated", {"found": node.number}, node)
            elif node.number < previous:
                values = {"found": node.number, "previous": previous}
                yield Remark("number_backwards", values, node)
            elif node.number > previous + 1:
                values = {"expected": previous + 1, "found": node.number}
                yield Remark("number_gap", values, node)
            previous = node.number


def find_obstacles(proposed: Proposed, title_limit: int) -> Iterator[Obstacle]:
    """Yield what in the nodes keeps a proposal from being set up.

    >>> area = ProposedNode(1, "area", number=1, name="会议")
    >>> item = ProposedNode(2, "item", 1, number=1, name="会议过多")
    >>> list(find_obstacles(Proposed([area, item]), 4))
    []
    >>> list(find_obstacles(Proposed([area, item]), 3))
    [Obstacle(code='title_too_long', values={'number': 1, 'length': 4})]

    :param title_limit: how many characters the short title of an item may have.
    """
    if not proposed.items:
        yield Obstacle("no_items")
    for area in proposed.areas if proposed.items else ():
        if not proposed.items_of(area):
            yield Obstacle("area_without_items", {"name": area.name})
    for nodes in (proposed.areas, proposed.items):
        numbers = [node.number for node in nodes]
        repeated = sorted({number for number in numbers if numbers.count(number) > 1})
        if repeated or any(number < 1 for number in numbers):
            yield Obstacle("numbers_unclear", {"numbers": repeated or [0]})
    for phase in proposed.phases:
        if phase.deadline_text and not (phase.deadline or phase.phase):
            values = {"phase": phase.name, "deadline": phase.deadline_text}
            yield Obstacle("phase_open", values)
    for node in (*proposed.areas, *proposed.items):
        title = node.name.strip()
        if not title:
            yield Obstacle("title_missing", {"number": node.number})
        elif node.kind == "item" and len(title) > title_limit:
            yield Obstacle("title_too_long", {"number": node.number, "length": len(title)})
