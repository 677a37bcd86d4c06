"""What was read from a plan beside its nodes: kept as JSON with the plan, shown on its screen.

Needs neither Odoo nor a database.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypedDict

from .nodes import Plan
from .proposal import has_own_numbers

Place = tuple[int, int]


class Spot(Protocol):
    """Anything that has its place in the source."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class PassageRead(NamedTuple):
    """A piece of the source; see :class:`~.nodes.Passage`."""

    start: int
    end: int
    kind: str
    role: str


class NoteRead(NamedTuple):
    """Something uncertain; see :class:`~.nodes.Note`."""

    code: str
    start: int
    end: int
    values: dict[str, Any]


class DeclaredRead(NamedTuple):
    """A count that the text states; ``area_start`` is where the area begins that it is about."""

    what: str
    number: int
    text: str
    start: int
    end: int
    area_start: int | None


class ReadingData(TypedDict, total=False):
    """A :class:`Reading` as it is stored."""

    passages: list[list[Any]]
    notes: list[list[Any]]
    declared: list[list[Any]]
    facts: dict[str, list[int]]
    areas_numbered: bool


@dataclass(frozen=True)
class Reading:
    """What was read beside the nodes.

    ``facts``: where a field of the plan was found; ``are_areas_numbered``: whether the areas got
    numbers that are not the plan's.
    """

    passages: tuple[PassageRead, ...] = ()
    notes: tuple[NoteRead, ...] = ()
    declared: tuple[DeclaredRead, ...] = ()
    facts: Mapping[str, Place] = field(default_factory=dict)
    are_areas_numbered: bool = False

    @classmethod
    def of(cls, plan: Plan, facts: Mapping[str, Place]) -> "Reading":
        """Return what was read beside the nodes of a plan."""
        return cls(
            tuple(PassageRead(p.start, p.end, p.kind, p.role) for p in plan.passages),
            tuple(NoteRead(n.code, n.start, n.end, dict(n.values)) for n in plan.notes),
            tuple(
                DeclaredRead(
                    entry.what,
                    entry.count,
                    entry.text,
                    entry.start,
                    entry.end,
                    None if entry.area is None else plan.areas[entry.area].start,
                )
                for entry in plan.declared
            ),
            facts,
            not has_own_numbers(plan.areas),
        )

    @classmethod
    def load(cls, data: ReadingData | None) -> "Reading":
        """Return a reading as it was stored; an empty one for a plan that is not read.

        >>> Reading.load(Reading((PassageRead(0, 2, "title", ""),), facts={"name": (0, 2)}).dump())
        Reading(passages=(PassageRead(start=0, end=2, ...), facts={'name': (0, 2)}, ...)
        """
        data = data or {}
        return cls(
            tuple(PassageRead(*entry) for entry in data.get("passages", ())),
            tuple(NoteRead(*entry) for entry in data.get("notes", ())),
            tuple(DeclaredRead(*entry) for entry in data.get("declared", ())),
            {name: (start, end) for name, (start, end) in data.get("facts", {}).items()},
            data.get("areas_numbered", False),
        )

    def dump(self) -> ReadingData:
        """Return the reading as JSON takes it."""
        return {
            "passages": [list(entry) for entry in self.passages],
            "notes": [list(entry) for entry in self.notes],
            "declared": [list(entry) for entry in self.declared],
            "facts": {name: list(place) for name, place in self.facts.items()},
            "areas_numbered": self.are_areas_numbered,
        }

    def iter_unassigned(self) -> Iterator[PassageRead]:
        """Yield the passages that belong to no node of what was read."""
        for passage in self.passages:
            if passage.kind == "unassigned":
                yield passage
