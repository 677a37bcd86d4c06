"""What can be wrong with an offline workbook that comes back, beside the cells themselves.

One class for each reason, with what its sentence has to name; see ``cell_values`` for cells that
cannot be read.
"""

from dataclasses import dataclass


class FormFault(ValueError):
    """A sheet, row or cell of the workbook is not as it was handed out, or makes no sense."""


class MissingSheet(FormFault):
    """A sheet of the form was deleted."""


class HiddenSheet(FormFault):
    """A sheet of the form is hidden: nobody can have looked at what it says."""


class MissingColumn(FormFault):
    """A column of the form was deleted."""


class MissingRow(FormFault):
    """A row of the form was deleted."""


class HiddenRow(FormFault):
    """A row that changes something is hidden."""


class MergedCells(FormFault):
    """Cells to be filled in were merged: which of them the value is meant for is unknown."""


class UnknownKey(FormFault):
    """The hidden key of a row was changed."""


@dataclass(eq=False)
class RepeatedRow(FormFault):
    """The row stands in the file twice; ``first`` is the number of the other one."""

    first: int


class OutsideForm(FormFault):
    """Something stands below or between the lines of the form."""


@dataclass(eq=False)
class LockedCell(FormFault):
    """A locked cell was changed; ``text`` is what stood there."""

    text: str


class MissingValue(FormFault):
    """A new line lacks something it cannot do without."""


@dataclass(eq=False)
class PastDate(FormFault):
    """A new deadline, ``text``, lies in the past."""

    text: str


@dataclass(eq=False)
class UnknownItem(FormFault):
    """The catalogue has no item ``number``."""

    number: int


@dataclass(eq=False)
class ContradictoryAnswer(FormFault):
    """A finding is entered under item ``number``, which is answered with something else."""

    number: int


@dataclass(eq=False)
class EmptyFinding(FormFault):
    """An action refers to a line for a new finding, ``text``, that is empty or wrong."""

    text: str


class DeletedRecord(FormFault):
    """The file changes something that was deleted online meanwhile."""
