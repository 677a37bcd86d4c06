"""Sample plans, one for each habit of numbering, with the tree expected of each.

``<name>.txt`` is the plan, ``<name>.json`` what parse_plan has to make of it in the year 2026.
"""

import json
from pathlib import Path

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
YEAR = 2026


def read_text(name):
    """Return a sample's text."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def read_expected(name):
    """Return the tree expected of a sample."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def as_tree(plan):
    """Return a Plan in the form of the expected trees."""

    def date(value):
        return value.isoformat() if value else None

    submission = plan.submission
    return {
        "title": plan.title,
        "basis": plan.basis.text if plan.basis else None,
        "areas": [
            {
                "name": area.name,
                "number": area.number,
                "items": [[item.number, item.text] for item in area.items],
            }
            for area in plan.areas
        ],
        "phases": [
            [phase.name, phase.deadline_text, date(phase.deadline)] for phase in plan.phases
        ],
        "submission": [submission.text, date(submission.date)] if submission else None,
        "duties": [duty.text for duty in plan.duties],
        "declared": [[entry.what, entry.count] for entry in plan.declared],
        "notes": sorted([note.code, note.passage.strip()] for note in plan.notes),
    }
