"""What the screen of the desk receives, in the order in which it is nested."""

from typing import Any, Literal, TypedDict

# An action as the web client takes it, the external id of one, or False where nothing opens.
Action = dict[str, Any] | str | Literal[False]
Level = Literal["danger", "warning", "info", ""]


class Call(TypedDict):
    """The object button that a task presses."""

    model: str
    method: str
    id: int


class Task(TypedDict):
    """One sentence with one button: either ``call`` or ``action`` says what the button does."""

    # tells the task from the others of its part
    key: str
    text: str
    # a second sentence, such as the reason of a return
    note: str
    # the deadline in words, empty without one
    due: str
    # how urgent it is, which is also the order on the screen
    level: Level
    button: str
    call: Call | Literal[False]
    action: Action


class Part(TypedDict):
    """All tasks that the user has in one capacity."""

    key: str
    title: str
    tasks: list[Task]


class Phase(TypedDict):
    """One of the three phases of a campaign."""

    # the campaign's state during the phase
    key: str
    name: str
    # first and last day in words
    dates: str
    status: Literal["done", "current", "coming"]
    # when the current phase ends, in words
    due: str
    is_late: bool


class Line(TypedDict):
    """One sentence about how far things have come; without a button ``action`` is False."""

    text: str
    button: str
    action: Action


class StateCount(TypedDict):
    """How many dossiers are in one state, and the action that opens them."""

    key: str
    label: str
    count: int
    action: Action


class Standing(TypedDict):
    """How far a unit, or a group of units, has come in one campaign."""

    key: str
    title: str
    lines: list[Line]
    states: list[StateCount]


class Campaign(TypedDict):
    """A running campaign: its phases, and how far everybody has come, as the user may know."""

    id: int
    name: str
    phases: list[Phase]
    standings: list[Standing]


class Desk(TypedDict):
    """Everything the desk shows."""

    # whether the user has any part in the app
    is_involved: bool
    parts: list[Part]
    sees_campaigns: bool
    campaigns: list[Campaign]
    # opens an empty suggestion; False for users who may write none
    suggestion: Action
