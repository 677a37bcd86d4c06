"""What parse_plan returns: frozen records that all carry their place in the source."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from .dates import Deadline
from .text import short_title

# Why something is marked, in a sentence; {…} are the note's values. Users read those of
# models/plan/sentences.py.
NOTES = {
    "title_missing": "No title was found",
    "title_uncertain": "The first line was taken for the title",
    "basis_missing": "No issuing basis (根据…, 按照…) was found",
    "nothing_found": "No problem items were found",
    "areas_guessed": "No heading says that these are the problems to be put right",
    "area_unnamed": "The text has no name for this area",
    "area_from_section": "These items have no area of their own and were put under their section",
    "area_without_items": "No items were found in this area",
    "area_or_item": "This may be an area or an item",
    "split_at_semicolons": "The {count} items were separated at the semicolons",
    "split_at_paragraphs": "The {count} items have no numbers; each paragraph became one",
    "not_split": "This text was taken as one item",
    "looks_like_measure": "This reads like a measure, not a problem",
    "trailing_paragraph": "This paragraph follows the last item and was left out of it",
    "number_gap": "Number {expected} was expected, {found} found",
    "number_repeated": "Number {found} occurs again",
    "number_backwards": "Number {found} follows {previous}",
    "count_differs": "The text declares {declared}, found were {found}",
    "phases_from_text": "These phases were told apart by their deadlines alone",
    "phase_without_deadline": "No deadline was found for this phase",
    "deadline_in_body": "The deadline was taken from the phase's text, not from its heading",
    "deadline_open": "The deadline is left open in the text and has to be filled in",
    "deadline_year_assumed": "The year is not in the text; it was taken from the campaign",
    "deadline_without_year": "The deadline has no year",
    "deadline_month_end": "Only a month is given; its last day was taken",
    "deadline_vague": "The deadline names no day (初, 中)",
    "deadline_impossible": "There is no such date",
    "several_submissions": "More than one deadline for a submission was found",
    "too_long": "The text has more lines or points than a plan can have; the rest was not read",
    "too_many_notes": "{count} more remarks were left out",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the source; the passages of a plan put together are the source.

    ``kind``: 'title', 'basis', 'heading', 'area', 'item', 'phase', 'table' (its head and number
    cells), 'unassigned' or 'blank'. ``role`` says for unassigned text what it seems to be
    ('measures', 'requirements', 'overall', 'group', 'lead_in', 'phases', 'trailer'), '' if unknown.
    """

    kind: str
    start: int
    end: int
    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """Wording found inside a passage of another kind: the basis, a duty."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something uncertain: a code of NOTES, its values, and the passage it is about."""

    code: str
    passage: str
    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The English sentence."""
        return NOTES[self.code].format(**self.values)


@dataclass(frozen=True, slots=True)
class Item:
    """A problem item: ``number`` (None if it has none), its ``label`` as printed, the full text."""

    number: int | None
    label: str
    text: str
    start: int
    end: int

    @property
    def title(self) -> str:
        """A proposed short title."""
        return short_title(self.text)


@dataclass(frozen=True, slots=True)
class Area:
    """An area; ``start`` and ``end`` are its heading's (equal if the text has none for it)."""

    number: int | None
    label: str
    name: str
    items: tuple[Item, ...]
    start: int
    end: int

    @property
    def title(self) -> str:
        """A proposed short title."""
        return short_title(self.name)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase; ``deadline`` is None where the text leaves it open, ``deadline_text`` as written."""

    number: int | None
    label: str
    name: str
    deadline_text: str
    deadline: datetime.date | None
    begins: datetime.date | None
    text: str
    start: int
    end: int

    @property
    def title(self) -> str:
        """A proposed short title."""
        return short_title(self.name)


@dataclass(frozen=True, slots=True)
class Declared:
    """A count that the text states: ``what`` is 'areas', 'items' or 'phases'.

    ``area`` is the index of the area whose heading states it, None if it is about the whole plan.
    """

    what: str
    count: int
    text: str
    start: int
    end: int
    area: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read. ``passages`` cover ``source`` in order and without a gap."""

    source: str
    title: str
    basis: Extract | None
    areas: tuple[Area, ...]
    phases: tuple[Phase, ...]
    submission: Deadline | None
    duties: tuple[Extract, ...]
    declared: tuple[Declared, ...]
    notes: tuple[Note, ...]
    passages: tuple[Passage, ...]

    @property
    def unassigned(self) -> tuple[Passage, ...]:
        """The passages that belong to no node of the tree."""
        return tuple(passage for passage in self.passages if passage.kind == "unassigned")

    @property
    def items(self) -> tuple[Item, ...]:
        """All problem items in the order of the text."""
        items = [item for area in self.areas for item in area.items]
        return tuple(sorted(items, key=lambda item: item.start))

    def notes_on(self, node: Area | Item | Phase) -> tuple[Note, ...]:
        """Return the notes whose passage begins within a node (anything with start and end)."""
        return tuple(note for note in self.notes if node.start <= note.start < node.end)
