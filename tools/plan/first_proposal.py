"""What is proposed at first from a plan as it was read: its fields, and its nodes.

Needs neither Odoo nor a database.
"""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple, TypedDict

from .nodes import Area, Extract, Plan
from .proposal import (
    find_document_number,
    find_organiser,
    find_study,
    has_own_numbers,
    propose_numbers,
    propose_phases,
    propose_start,
)
from .reading import Place, Spot

TITLE_LENGTH = 200


class FirstFacts(NamedTuple):
    """The values of a plan's fields, and where in the text they were found, by field."""

    values: dict[str, Any]
    places: dict[str, Place]


class NodeValues(TypedDict, total=False):
    """The values of a node; ``items``: those of an area."""

    kind: str
    sequence: int
    start: int
    end: int
    number: int
    label: str
    name: str
    wording: str
    phase: str | None
    deadline: datetime.date | None
    read_deadline: datetime.date | None
    deadline_text: str
    items: "list[NodeValues]"


def propose_facts(plan: Plan, year: int, today: datetime.date) -> FirstFacts:
    """Return what a plan says of the campaign as a whole."""
    submission = plan.submission
    number = find_document_number(plan.source)
    organiser = find_organiser(plan.source)
    theme = find_study(plan)[0]
    start, start_passage = propose_start(plan, year, today)
    values = {
        "name": plan.title[:TITLE_LENGTH],
        "document_number": number.text if number else False,
        "organiser": organiser.text if organiser else False,
        "basis": plan.basis.text if plan.basis else False,
        "study_theme": theme.text if theme else False,
        "date_start": start,
        "date_submission": submission.date if submission else False,
        "submission_text": submission.text if submission else False,
    }
    spots: dict[str, Spot | None] = {
        "name": next((passage for passage in plan.passages if passage.kind == "title"), None),
        "document_number": number,
        "organiser": organiser,
        "basis": plan.basis,
        "study_theme": theme,
        "date_start": start_passage,
        "date_submission": submission,
    }
    return FirstFacts(
        values, {name: (spot.start, spot.end) for name, spot in spots.items() if spot}
    )


def is_numbered_through(plan: Plan) -> bool:
    """Return whether the items get numbers 1, 2, 3 … that the plan does not give them."""
    return propose_numbers(plan.items)[1] or not any(item.number for item in plan.items)


def propose_areas(plan: Plan) -> list[NodeValues]:
    """Return the values of the areas with their items."""
    numbers = dict(zip(map(id, plan.items), propose_numbers(plan.items)[0], strict=True))
    return [
        {
            **_place("area", sequence, area),
            "number": number,
            "label": area.label,
            "name": area.name if area.title.endswith("…") else area.title,
            "wording": area.name,
            "items": [
                {
                    **_place("item", place, item),
                    "number": numbers[id(item)],
                    "label": item.label,
                    "name": item.title,
                    "wording": item.text,
                }
                for place, item in enumerate(area.items)
            ],
        }
        for sequence, (area, number) in enumerate(
            zip(plan.areas, _number_areas(plan.areas), strict=True)
        )
    ]


def propose_other_nodes(plan: Plan) -> list[NodeValues]:
    """Return the values of the phases, the duties of the leading group and the study materials."""
    return [
        *_propose_phases(plan),
        *_propose_extracts("duty", plan.duties),
        *_propose_extracts("material", find_study(plan)[1]),
    ]


def _number_areas(areas: Sequence[Area]) -> list[int]:
    if has_own_numbers(areas):
        return [area.number or 0 for area in areas]
    return list(range(1, len(areas) + 1))


def _propose_phases(plan: Plan) -> list[NodeValues]:
    return [
        {
            **_place("phase", sequence, phase),
            "number": phase.number or sequence + 1,
            "label": phase.label,
            "name": phase.name,
            # 第一阶段：… leaves its colon with the text.
            "wording": phase.text.lstrip("：:，,、 "),
            "phase": kind,
            "deadline": phase.deadline,
            "read_deadline": phase.deadline,
            "deadline_text": phase.deadline_text,
        }
        for sequence, (phase, kind) in enumerate(
            zip(plan.phases, propose_phases(plan.phases), strict=True)
        )
    ]


def _propose_extracts(kind: str, extracts: Sequence[Extract]) -> list[NodeValues]:
    return [
        {**_place(kind, sequence, extract), "wording": extract.text}
        for sequence, extract in enumerate(extracts)
    ]


def _place(kind: str, sequence: int, spot: Spot) -> NodeValues:
    return {"kind": kind, "sequence": sequence, "start": spot.start, "end": spot.end}
