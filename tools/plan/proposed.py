"""A proposal as it stands after corrections: its fields and nodes as plain values.

Needs neither Odoo nor a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .reading import Reading

# Which nodes a declared count is about.
COUNTED = {"areas": "area", "items": "item", "phases": "phase"}


@dataclass(frozen=True)
class ProposedNode:
    """A node of a plan; ``parent_id`` is the area of an item, 0 for everything else.

    ``number`` is that of the catalogue; ``deadline_text`` is the deadline as the plan writes it,
    ``read_deadline`` as it was read, ``deadline`` as it stands. ``start`` and ``end`` are its
    passage in the text, equal where it has none.
    """

    id: int
    kind: str
    parent_id: int = 0
    sequence: int = 0
    number: int = 0
    label: str = ""
    name: str = ""
    wording: str = ""
    phase: str = ""
    deadline: date | None = None
    deadline_text: str = ""
    read_deadline: date | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class ProposedFacts:
    """What a plan says of the campaign as a whole, as it stands."""

    source: str = ""
    filename: str = ""
    year: int = 0
    is_numbered_through: bool = False
    date_start: date | None = None
    date_submission: date | None = None
    submission_text: str = ""


NO_FACTS, NOTHING_READ = ProposedFacts(), Reading()


class Proposed:
    """The nodes of a plan, each kind in its order, items in the order of their areas; its facts,
    and what was read beside them.
    """

    def __init__(
        self,
        nodes: Iterable[ProposedNode],
        facts: ProposedFacts = NO_FACTS,
        reading: Reading = NOTHING_READ,
    ):
        self.facts, self.reading = facts, reading
        self.nodes = tuple(sorted(nodes, key=lambda node: (node.sequence, node.id)))
        self.areas = self._of_kind("area")
        self.phases = self._of_kind("phase")
        self.duties = self._of_kind("duty")
        self.materials = self._of_kind("material")
        self._by_area: dict[int, list[ProposedNode]] = {area.id: [] for area in self.areas}
        for node in self._of_kind("item"):
            self._by_area.setdefault(node.parent_id, []).append(node)
        self.items = tuple(item for area in self.areas for item in self._by_area[area.id])

    def _of_kind(self, kind: str) -> tuple[ProposedNode, ...]:
        return tuple(node for node in self.nodes if node.kind == kind)

    def items_of(self, area: ProposedNode) -> list[ProposedNode]:
        """Return the items of an area in their order."""
        return self._by_area[area.id]

    def count(self, what: str, area_start: int | None = None) -> int | None:
        """Return how many areas, items or phases are proposed.

        :param what: a key of ``COUNTED``.
        :param area_start: where an area begins, to count its items alone; None once it is gone.
        """
        if area_start is None:
            return sum(node.kind == COUNTED[what] for node in self.nodes)
        for area in self.areas:
            if area.start == area_start and area.end:
                return len(self.items_of(area))
        return None

    def find_at(self, offset: int) -> ProposedNode | None:
        """Return the area, item or phase whose passage holds an offset; the shortest of several."""
        holders = [
            node
            for node in self.nodes
            if node.kind in ("area", "item", "phase") and node.start <= offset < node.end
        ]
        return min(holders, key=lambda node: (node.end - node.start, node.id), default=None)
