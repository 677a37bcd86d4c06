"""What an uploaded spreadsheet would change, as plain values: rows, cells and what is wrong.

A :class:`ChangeSet` is made by reading the file, shown to the user line by line, tried out, and
only then carried out. It needs neither Odoo nor a database.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

NEW, CHANGED, UNCHANGED, CONFLICT, ERROR = "new", "changed", "unchanged", "conflict", "error"
# The order in which a preview lists them.
BY_IMPORTANCE = (ERROR, CONFLICT, NEW, CHANGED, UNCHANGED)


def merge(base: Any, online: Any, file: Any, *untouched: Any) -> str:
    """Return what a value in the file means: ``unchanged``, ``changed`` or ``conflict``.

    ``base`` is what the value was when the file was made, or when it was brought in the last time;
    ``online`` what it is now; ``untouched`` other values that say that nobody filled in the cell.
    What was not filled in in the file stays as it is online, what is the same by now needs nothing.

    >>> merge("none", "none", "found"), merge("none", "found", "none"), merge("", "none", "none")
    ('changed', 'unchanged', 'unchanged')
    >>> merge("", "none", "found"), merge("none", "none", "", "")
    ('conflict', 'unchanged')
    """
    if file in (base, online, *untouched):
        return UNCHANGED
    return CHANGED if online == base else CONFLICT


@dataclass
class Cell:
    """One cell of a row that is brought in.

    ``name`` and ``value`` are the field and what is written into it; ``column`` is what the user
    calls the field, ``before`` and ``after`` what it says now and then.
    """

    name: str
    column: str
    value: Any = None
    kind: str = CHANGED
    before: str = ""
    after: str = ""
    sentence: str = ""


@dataclass
class Entry:
    """One row of the file and the record it goes into; without ``record_id`` it is a new one.

    ``key`` is the row's name in the file, by which other rows and a second import refer to it;
    ``label`` is what the user calls the record.
    """

    sheet: str
    row: int
    key: str
    model: str
    record_id: int = 0
    label: str = ""
    cells: list[Cell] = field(default_factory=list)

    def get_values(self, taken: Collection[str] = frozenset()) -> dict[str, Any]:
        """Return ``{field: value}`` to be written; of conflicts those whose field is ``taken``."""
        return {
            cell.name: cell.value
            for cell in self.cells
            if cell.kind in (NEW, CHANGED) or (cell.kind == CONFLICT and cell.name in taken)
        }

    def add_error(self, column: str, sentence: str, name: str = "") -> None:
        """Report what is wrong with the cell in a column, or of a field, ``name``."""
        self.cells.append(Cell(name, column, kind=ERROR, sentence=sentence))

    def refuse(self, sentence: str) -> None:
        """Report what keeps the row as a whole from being brought in."""
        self.add_error("", sentence)

    @property
    def is_wrong(self) -> bool:
        """Whether something in the row is an error."""
        return any(cell.kind == ERROR for cell in self.cells)


@dataclass(frozen=True)
class Later:
    """A value that is known once the row with this key has become a record."""

    key: str


@dataclass
class ChangeSet:
    """All rows that change something or are wrong, in the order in which they are brought in.

    ``unchanged`` counts what stands online already; ``memory`` is what the import remembers for
    the next one of the same file.
    """

    entries: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    memory: dict[str, Any] = field(default_factory=dict)

    def add_error(self, sheet: str, row: int, column: str, sentence: str, label: str = "") -> None:
        """Report something wrong that belongs to no record."""
        entry = Entry(sheet, row, "", "", label=label)
        entry.add_error(column, sentence)
        self.entries.append(entry)

    def leave_out(self, entry: Entry, sentence: str) -> None:
        """List a row that changes nothing, with the reason; what is wrong in it stays listed.

        >>> changes = ChangeSet()
        >>> changes.leave_out(Entry("Ledger", 9, "row-9", "finding"), "Nothing stands in it.")
        >>> changes.unchanged, changes.entries[0].cells[0].kind
        (1, 'unchanged')
        """
        entry.cells = [cell for cell in entry.cells if cell.kind == ERROR]
        entry.cells.append(Cell("", "", kind=UNCHANGED, sentence=sentence))
        self.entries.append(entry)
        self.unchanged += 1

    def get_fingerprint(self) -> list[list[str]]:
        """Return what the user has been shown, to find out whether it still holds.

        >>> entry = Entry("Answers", 7, "P3", "line", 5, cells=[Cell("answer", "Answer", "none")])
        >>> ChangeSet([entry]).get_fingerprint()
        [['P3', '7', 'answer', 'changed', '', '']]
        """
        return [
            [entry.key, str(entry.row), cell.name, cell.kind, cell.before, cell.after]
            for entry in self.entries
            for cell in entry.cells
        ]
