"""What can be wrong with an offline workbook that comes back, beside the cells themselves.

One class for each reason, with what its sentence has to name; see ``cell_values`` for cells that
cannot be read.
"""


class FormProblem(ValueError):
    """A sheet, row or cell of the workbook is not as it was handed out, or makes no sense."""

    def __init__(self, **details):
        super().__init__(details)
        self.__dict__.update(details)


class MissingSheet(FormProblem):
    """A sheet of the form was deleted."""


class HiddenSheet(FormProblem):
    """A sheet of the form is hidden: nobody can have looked at what it says."""


class MissingColumn(FormProblem):
    """A column of the form was deleted."""


class MissingRow(FormProblem):
    """A row of the form was deleted; ``label`` says which."""


class HiddenRow(FormProblem):
    """A row that changes something is hidden."""


class MergedCells(FormProblem):
    """Cells to be filled in were merged: which of them the value is meant for is unknown."""


class UnknownKey(FormProblem):
    """The hidden key of a row was changed."""


class RepeatedRow(FormProblem):
    """The row stands in the file twice; ``first`` is the number of the other one."""


class OutsideForm(FormProblem):
    """Something stands below or between the lines of the form."""


class LockedCell(FormProblem):
    """A locked cell was changed; ``text`` is what stood there."""


class MissingValue(FormProblem):
    """A new line lacks something it cannot do without."""


class PastDate(FormProblem):
    """A new deadline, ``text``, lies in the past."""


class UnknownItem(FormProblem):
    """The catalogue has no item ``number``."""


class ContradictoryAnswer(FormProblem):
    """A finding is entered under item ``number``, which is answered with something else."""


class EmptyFinding(FormProblem):
    """An action refers to a line for a new finding, ``text``, that is empty or wrong."""


class DeletedRecord(FormProblem):
    """The file changes something that was deleted online meanwhile."""
