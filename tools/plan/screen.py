"""What the screen of a proposal gets: nodes, remarks, and the source cut into pieces.

Needs neither Odoo nor a database. The fields of these dictionaries are read by
``static/src/plan``.
"""

from collections.abc import Sequence
from typing import TypedDict

from .proposed import Proposed, ProposedNode
from .reading import Spot
from .text import BOLD, strip_bold


class NodeData(TypedDict):
    """A node with the sentences of what is to be looked at."""

    id: int
    kind: str
    number: int
    label: str
    name: str
    wording: str
    phase: str
    deadline: str
    deadline_text: str
    start: int
    end: int
    remarks: list[str]


class AreaData(NodeData):
    """An area with its items."""

    items: list[NodeData]


class RemarkData(TypedDict):
    """A remark about the whole: about what, and where in the text; ``field`` or False."""

    text: str
    title: str
    start: int
    end: int
    field: str | bool


class SegmentData(TypedDict):
    """A piece of the source; ``begins``: whether a passage of its ``kind`` begins with it."""

    start: int
    end: int
    text: str
    kind: str
    begins: bool


class UnusedData(TypedDict):
    """A passage that no node stands for; ``kept``: it goes into the campaign's description."""

    start: int
    end: int
    text: str
    role: str
    kept: bool


class PlanData(TypedDict):
    """A proposal. ``counts``: sentences on what was read; ``facts``: places in the text by field;
    ``phase_names``: pairs of a phase of the campaign and its name.
    """

    editable: bool
    areas: list[AreaData]
    phases: list[NodeData]
    duties: list[NodeData]
    materials: list[NodeData]
    remarks: list[RemarkData]
    counts: list[str]
    facts: dict[str, list[int]]
    segments: list[SegmentData]
    unused: list[UnusedData]
    phase_names: list[tuple[str, str]]


def show_node(node: ProposedNode, remarks: Sequence[str]) -> NodeData:
    """Return a node with its remarks."""
    return {
        "id": node.id,
        "kind": node.kind,
        "number": node.number,
        "label": node.label,
        "name": node.name,
        "wording": node.wording,
        "phase": node.phase,
        "deadline": node.deadline.isoformat() if node.deadline else "",
        "deadline_text": node.deadline_text,
        "start": node.start,
        "end": node.end,
        "remarks": list(remarks),
    }


def cut_source(proposed: Proposed) -> list[SegmentData]:
    """Return the source as consecutive pieces, none of which is part of one thing only."""
    reading, source = proposed.reading, proposed.facts.source
    if not reading.passages:
        return []
    kinds = {passage.start: passage.kind for passage in reading.passages}
    borders = {0, len(source)}
    spots: list[Spot] = [*reading.passages, *proposed.nodes, *reading.notes]
    for spot in spots:
        borders.update((spot.start, spot.end))
    for place in reading.facts.values():
        borders.update(place)
    segments: list[SegmentData] = []
    kind = ""
    order = sorted(borders)
    for start, end in zip(order, order[1:], strict=False):
        kind = kinds.get(start, kind)
        segments.append(
            {
                "start": start,
                "end": end,
                "text": source[start:end].replace(BOLD, ""),
                "kind": kind,
                "begins": start in kinds,
            }
        )
    return segments


def find_unused(proposed: Proposed) -> list[UnusedData]:
    """Return the passages that no node stands for; ``role`` as the parser names it."""
    taken = [(node.start, node.end) for node in proposed.nodes if node.end]
    return [
        {
            "start": passage.start,
            "end": passage.end,
            "text": strip_bold(proposed.facts.source[passage.start : passage.end]),
            "role": passage.role,
            "kept": passage.role == "requirements",
        }
        for passage in proposed.reading.iter_unassigned()
        if not any(first <= passage.start and passage.end <= last for first, last in taken)
    ]


def find_requirements(proposed: Proposed) -> list[str]:
    """Return the paragraphs that the plan asks for beside its items and phases."""
    lines = []
    for passage in proposed.reading.iter_unassigned():
        if passage.role == "requirements":
            text = proposed.facts.source[passage.start : passage.end]
            lines += text.replace(BOLD, "").splitlines()
    return [line.strip() for line in lines if line.strip()]
