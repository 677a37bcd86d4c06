"""What an uploaded spreadsheet holds, as plain values: sheets of rows of cells.

What the cells mean is for ``cell_values``.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class WorkbookError(ValueError):
    """The file cannot be read as a spreadsheet; each subclass is one reason."""


class TooManyColumns(WorkbookError):
    """Something stands further right than any form reaches."""

    def __init__(self, sheet: str, row: int, limit: int) -> None:
        super().__init__(sheet, row, limit)
        self.sheet, self.row, self.limit = sheet, row, limit


class TooManyRows(WorkbookError):
    """More rows are filled in than any form has; empty ones do not count."""

    def __init__(self, sheet: str, limit: int) -> None:
        super().__init__(sheet, limit)
        self.sheet, self.limit = sheet, limit


class TooManySheets(WorkbookError):
    """More sheets than anybody looks through."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooMuchText(WorkbookError):
    """More characters than a ledger has."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class Limits(NamedTuple):
    """How much of a file is read before it is refused."""

    file_bytes: int = 10 * 1024 * 1024
    unpacked_bytes: int = 100 * 1024 * 1024
    sheets: int = 30
    rows: int = 10_000
    columns: int = 100
    characters: int = 3_000_000


@dataclass(frozen=True)
class Broken:
    """A cell that shows an error such as ``#REF!``, or a formula nobody has worked out ('')."""

    text: str = ""


# What a cell can hold; None for an empty one.
Cell = str | int | float | bool | date | datetime | Broken | None


class Row(NamedTuple):
    """One row with something in it: its number as the program shows it, and its values."""

    number: int
    values: tuple[Cell, ...]
    hidden: bool = False

    def cell(self, column: int) -> Cell:
        """Return the value in the column with this number (from 0), None beyond the last one."""
        return self.values[column] if column < len(self.values) else None


class Area(NamedTuple):
    """A rectangle of cells: rows as the program shows them, columns from 0, all inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Return whether a cell lies in the area."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


@dataclass
class Sheet:
    """One sheet: only rows with something in them, and the areas that are merged to one cell."""

    name: str
    hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)

    def merged_at(self, row: int, column: int) -> Area | None:
        """Return the merged area that covers a cell, None where there is none."""
        return next((area for area in self.merged if area.covers(row, column)), None)


@dataclass
class Workbook:
    """The sheets of a file; ``kind`` is ``xlsx`` or ``csv``."""

    kind: str
    sheets: list[Sheet]

    @property
    def visible(self) -> list[Sheet]:
        """The sheets that a person sees, with something in them."""
        return [sheet for sheet in self.sheets if sheet.rows and not sheet.hidden]


def column_number(letters: str) -> int:
    """Return the number, from 0, of the column with these letters.

    >>> [column_number(letters) for letters in ("A", "Z", "AA", "XFD")]
    [0, 25, 26, 16383]
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """Return the letters of a column by its number from 0.

    >>> [column_letters(number) for number in (0, 25, 26, 16383)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def parse_cell(reference: str) -> tuple[int, int] | None:
    """Return row (from 1) and column (from 0) of a cell such as ``B7``, None for anything else.

    >>> parse_cell("B7"), parse_cell("")
    ((7, 1), None)
    """
    match = _CELL.fullmatch(reference)
    return (int(match[2]), column_number(match[1])) if match else None


def parse_area(reference: str) -> Area | None:
    """Return the area of a reference such as ``A3:C4``, None for anything else.

    >>> parse_area("A3:C4")
    Area(first_row=3, first_column=0, last_row=4, last_column=2)
    """
    start, __, end = reference.partition(":")
    first, last = parse_cell(start), parse_cell(end or start)
    return Area(*first, *last) if first and last else None
