"""Spreadsheets of ledgers, written row by row so that their length costs no memory."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import IO, Any, NamedTuple, TypeVar

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from .columns import DATE, NUMBER, PERCENT, TEXT, Column

Book = TypeVar("Book", bound="LedgerBook")

A4 = 9
MAX_TEXT = 32767  # what a cell holds at most
MAX_SHEET_NAME = 31
_CELL: dict[str, Any] = {"border": 1, "valign": "vcenter", "font_size": 10}
_KINDS: dict[str, dict[str, Any]] = {
    TEXT: {"text_wrap": True},
    NUMBER: {"align": "center", "num_format": "0"},
    DATE: {"align": "center", "num_format": "yyyy-mm-dd"},
    PERCENT: {"align": "center", "num_format": "0.0%"},
}
# Day 0 of a spreadsheet's calendar; right for every day after February 1900.
_EPOCH = date(1899, 12, 30).toordinal()
_TITLE_ROW, _NOTE_ROW, _HEAD_ROW = 0, 1, 2
_FIRST_ROW = _HEAD_ROW + 1


class Total(NamedTuple):
    """A cell of the last line: ``formula`` with the figures ``value`` that it works out to.

    In ``formula``, ``{column}`` stands for the cells above, ``{name}`` for the total of the column
    ``name``.
    """

    formula: str
    value: float


def clean_text(text: str) -> str:
    """Return ``text`` as a cell can hold it: cut at the cell's limit, never read as markup.

    >>> clean_text("<r>1</r>")
    ' <r>1</r>'
    >>> len(clean_text("x" * 40000)), clean_text("x" * 40000)[-1]
    (32767, '…')
    """
    if len(text) > MAX_TEXT:
        text = text[: MAX_TEXT - 1] + "…"
    # xlsxwriter takes <r>…</r> for its own rich text when memory is constant.
    return f" {text}" if text.startswith("<r>") else text


def sheet_name(name: str, taken: Collection[str]) -> str:
    """Return ``name`` as a sheet may be called, different from those ``taken``.

    >>> sheet_name("By area / unit: [all]", {"a"})
    'By area - unit- -all-'
    >>> sheet_name("Findings", {"findings"})
    'Findings 2'
    """
    name = re.sub(r"[\\/*?:\[\]]", "-", name).strip("' ")[:MAX_SHEET_NAME] or "-"
    candidate, number = name, 1
    while candidate.lower() in taken:
        number += 1
        candidate = f"{name[: MAX_SHEET_NAME - 4]} {number}"
    return candidate


class LedgerBook:
    """A workbook of tables, each on a sheet of its own; use it in a ``with`` statement.

    Every sheet has a title, a note, a frozen head with filters, typed cells, and is set up for
    printing on A4 landscape with the head repeated and the width fitted.
    """

    def __init__(self, target: str | IO[bytes], **properties: str) -> None:
        """``target``: a path or an open file; ``properties``: title, author and the like."""
        self._book = xlsxwriter.Workbook(target, {"constant_memory": True})
        if properties:
            self._book.set_properties(properties)
        self._names: set[str] = set()
        add = self._book.add_format
        self._title = add({"bold": True, "font_size": 16})
        self._note = add({"font_size": 10, "font_color": "#595959"})
        self._head = add(
            {**_CELL, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
        )
        self._formats = self._add_formats()
        self._total_formats = self._add_formats(bold=True, top=2)

    def __enter__(self: Book) -> Book:
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._book.close()

    def add_table(
        self,
        name: str,
        title: str,
        note: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
        totals: Mapping[str, str | Total] | None = None,
    ) -> int:
        """Write a sheet ``name`` with one table and return the number of its rows.

        ``rows``: values in the order of ``columns``, of the types that the columns' kinds ask for,
        read once; ``totals``: ``{column name: text or Total}`` for a last line.
        """
        name = sheet_name(name, self._names)
        self._names.add(name.lower())
        sheet = self._book.add_worksheet(name)
        self._set_up(sheet, columns)
        sheet.write_string(_TITLE_ROW, 0, clean_text(title), self._title)
        sheet.write_string(_NOTE_ROW, 0, clean_text(note), self._note)
        for number, column in enumerate(columns):
            sheet.write_string(_HEAD_ROW, number, column.label, self._head)
        last = self._write_rows(sheet, columns, rows)
        sheet.autofilter(_HEAD_ROW, 0, max(last, _HEAD_ROW), len(columns) - 1)
        if totals:
            self._write_totals(sheet, last, columns, totals)
        return last - _HEAD_ROW

    def _add_formats(self, **extra: Any) -> dict[str, Format]:
        """Return one cell format for each kind of column, with ``extra`` properties."""
        return {
            kind: self._book.add_format({**_CELL, **properties, **extra})
            for kind, properties in _KINDS.items()
        }

    def _set_up(self, sheet: Worksheet, columns: Iterable[Column]) -> None:
        for number, column in enumerate(columns):
            sheet.set_column(number, number, 2 * column.width + 2)
        sheet.set_row(_TITLE_ROW, 24)
        sheet.freeze_panes(_FIRST_ROW, 0)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")

    def _write_rows(
        self, sheet: Worksheet, columns: Iterable[Column], rows: Iterable[Sequence[Any]]
    ) -> int:
        """Write the rows and return the number of the last one; this is what takes the time."""
        text_format = self._formats[TEXT]
        layout = [
            (number, column.kind, self._formats[column.kind])
            for number, column in enumerate(columns)
        ]
        write_string, write_number = sheet.write_string, sheet.write_number
        row = _HEAD_ROW
        for row, values in enumerate(rows, _FIRST_ROW):
            for (number, kind, cell_format), value in zip(layout, values, strict=True):
                if value is None or value == "":
                    sheet.write_blank(row, number, None, text_format)
                elif kind == TEXT:
                    # write_string, not write: a text stays a text, whatever it begins with.
                    if len(value) > MAX_TEXT or value[0] == "<":
                        value = clean_text(value)
                    write_string(row, number, value, cell_format)
                elif kind == DATE:
                    write_number(row, number, value.toordinal() - _EPOCH, cell_format)
                else:
                    write_number(row, number, value, cell_format)
        return row

    def _write_totals(
        self,
        sheet: Worksheet,
        last: int,
        columns: Sequence[Column],
        totals: Mapping[str, str | Total],
    ) -> None:
        row = last + 1
        cells = {}
        for number, column in enumerate(columns):
            letter = xl_col_to_name(number)
            cells[column.name] = f"{letter}{row + 1}"
        for number, column in enumerate(columns):
            total = totals.get(column.name)
            cell_format = self._total_formats[column.kind]
            if isinstance(total, Total) and last < _FIRST_ROW:
                sheet.write_number(row, number, total.value, cell_format)
            elif isinstance(total, Total):
                letter = xl_col_to_name(number)
                area = f"{letter}{_FIRST_ROW + 1}:{letter}{last + 1}"
                formula = total.formula.format(column=area, **cells)
                sheet.write_formula(row, number, formula, cell_format, total.value)
            elif total:
                sheet.write_string(row, number, clean_text(total), cell_format)
            else:
                sheet.write_blank(row, number, None, cell_format)
