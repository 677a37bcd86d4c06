"""The page that shows every flow as a table; pure Python, no ORM."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .flow import Transition

HEAD = """# Flows

Who takes which step of a record, what stops it, and whether it is signed.

This page is made from `models/core/flows.py`, the labels of the screens, and the first paragraph
of each guard. Do not edit it: change the code, then run `bin/flows`, which writes it anew. A test
fails while the page is old.

*Blocked*: the step is refused while this holds. *Reason in*: the field that must be filled in
together with the step. *Signed*: the step is entered in the sign-off register.
"""
COLUMNS = ("From", "To", "Who", "Blocked", "Reason in", "Signed")


class FlowTable(NamedTuple):
    """What the page says about one kind of record; all labels are English.

    ``states``: {state: label}; ``initial``: the states in which a record may be created;
    ``roles``: {role: label}; ``guards``: {name of a guard: when it blocks};
    ``fields``: {name of a reason field: label}.
    """

    label: str
    flow: Mapping[tuple[str, str], Transition]
    states: Mapping[str, str]
    initial: Iterable[str]
    roles: Mapping[str, str]
    guards: Mapping[str, str]
    fields: Mapping[str, str]


def make_page(tables: Iterable[FlowTable], chinese: Mapping[str, str]) -> str:
    """Return the page in Markdown. ``chinese``: {English label: Chinese term}.

    :raises KeyError: for a label, role or guard of a table that is missing in the mappings.
    """
    return "\n".join([HEAD, *(_make_section(table, chinese) for table in tables)])


def name_in_both(label: str, chinese: Mapping[str, str]) -> str:
    """Return a label followed by its Chinese term.

    >>> name_in_both("To Verify", {"To Verify": "待核验"})
    'To Verify（待核验）'
    """
    return f"{label}（{chinese[label]}）"


def _make_section(table: FlowTable, chinese: Mapping[str, str]) -> str:
    states = {state: name_in_both(label, chinese) for state, label in table.states.items()}
    lines = [
        f"## {name_in_both(table.label, chinese)}",
        "",
        f"Begins as: {', '.join(states[state] for state in table.initial)}.",
        "",
        _make_row(COLUMNS),
        _make_row(["---"] * len(COLUMNS)),
    ]
    for (origin, target), step in table.flow.items():
        lines.append(
            _make_row(
                (
                    states[origin],
                    states[target],
                    "; ".join(table.roles[role] for role in step.who),
                    table.guards[step.guard] if step.guard else "",
                    table.fields[step.reason_field] if step.reason_field else "",
                    "yes" if step.signed else "",
                )
            )
        )
    return "\n".join([*lines, ""])


def _make_row(cells: Iterable[str]) -> str:
    """Return a line of a Markdown table.

    >>> _make_row(["a", "b|c", ""])
    '| a | b\\\\|c |  |'
    """
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
