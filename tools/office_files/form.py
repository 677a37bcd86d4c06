"""Workbooks to be filled in: locked but for certain cells, with words to choose from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from .columns import DATE, NUMBER, TEXT, Column, split_text
from .writer import A4, LedgerBook, clean_text, sheet_name

_KEY_COLUMN = 0
_NAME_ROW = 3
_FIRST_ROW = 4
_HINT_WIDTH = 40
_LINE_HEIGHT = 13.5  # points, of the cells' type
_LIST_SHEET = "rc_lists"
_KEY_SHEET = "rc_key"
_PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
# What a cell to be filled in looks like; the head says it in words as well.
_OPEN: dict[str, Any] = {"locked": False, "bg_color": "#FFFBE6"}


class FormColumn(NamedTuple):
    """A column to be filled in: ``choices`` names a list, ``limit`` the most characters."""

    column: Column
    choices: str = ""
    limit: int = 0


class FormRow(NamedTuple):
    """A row: its hidden key, its values, and the names of the columns that may be filled in."""

    key: str
    values: Sequence[Any]
    open: frozenset[str]


class FormBook(LedgerBook):
    """A workbook whose sheets are filled in by hand and read again; use it with ``with``."""

    def __init__(
        self, target: str | IO[bytes], lists: Mapping[str, Sequence[str]], **properties: str
    ) -> None:
        """``lists``: ``{name: words}`` that columns offer to choose from."""
        super().__init__(target, **properties)
        self._lists = lists
        self._open_formats = self._add_formats(**_OPEN)
        # As text: otherwise "3-5" would become the fifth of March while it is typed.
        self._open_formats[TEXT].set_num_format("@")
        self._hint = self._book.add_format({"text_wrap": True, "valign": "top", "font_size": 12})

    def add_instructions(self, name: str, title: str, sentences: Iterable[str]) -> None:
        """Write a sheet of plain sentences."""
        sheet = self._add_sheet(name)
        sheet.set_column(0, 0, 2 * _HINT_WIDTH + 6)
        sheet.write_string(0, 0, clean_text(title), self._title)
        for row, sentence in enumerate(sentences, 2):
            # Rows of one wrapped cell keep the height they are given, in some programs.
            sheet.set_row(row, 18 * len(split_text(sentence, _HINT_WIDTH, 1)) + 6)
            sheet.write_string(row, 0, clean_text(sentence), self._hint)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.protect("", _PROTECTION)

    def add_form(
        self,
        name: str,
        mark: str,
        title: str,
        note: str,
        columns: Sequence[FormColumn],
        rows: Iterable[FormRow],
    ) -> None:
        """Write a sheet to be filled in.

        :param mark: stands in the hidden corner, by which the sheet is found again.
        """
        sheet = self._add_sheet(name)
        shown = [Column("", ""), *(form.column for form in columns)]
        self._set_up(sheet, shown)
        sheet.set_column(_KEY_COLUMN, _KEY_COLUMN, 12, None, {"hidden": True})
        sheet.freeze_panes(_FIRST_ROW, 0)
        sheet.write_string(0, 1, clean_text(title), self._title)
        sheet.write_string(1, 1, clean_text(note), self._note)
        for number, column in enumerate(shown):
            sheet.write_string(2, number, column.label, self._head)
        sheet.set_row(_NAME_ROW, None, None, {"hidden": True})
        for number, column in enumerate(shown):
            sheet.write_string(_NAME_ROW, number, column.name or mark)
        last = self._write_form_rows(sheet, columns, rows)
        if last >= _FIRST_ROW:
            for number, form in enumerate(columns, 1):
                self._add_validation(sheet, number, last, form)
        sheet.protect("", _PROTECTION)

    def add_hidden_part(self, cells: Iterable[str]) -> None:
        """Write the lists to choose from, and ``cells`` one below the other, out of sight."""
        lists = self._book.add_worksheet(_LIST_SHEET)
        words = [list(values) for values in self._lists.values()]
        for row in range(max(map(len, words), default=0)):
            for number, values in enumerate(words):
                if row < len(values):
                    lists.write(row, number, values[row])
        key = self._book.add_worksheet(_KEY_SHEET)
        for row, cell in enumerate(cells):
            key.write_string(row, 0, cell)
        for sheet in (lists, key):
            sheet.very_hidden()
            sheet.protect("", {})

    def _add_sheet(self, name: str) -> Worksheet:
        name = sheet_name(name, self._names)
        self._names.add(name.lower())
        return self._book.add_worksheet(name)

    def _write_form_rows(
        self, sheet: Worksheet, columns: Sequence[FormColumn], rows: Iterable[FormRow]
    ) -> int:
        row = _FIRST_ROW - 1
        for row, entry in enumerate(rows, _FIRST_ROW):
            lines = max(map(_count_lines, columns, entry.values), default=1)
            if lines > 1:
                # Not every program works out the height of rows when it opens a file.
                sheet.set_row(row, _LINE_HEIGHT * lines + 4)
            sheet.write_string(row, _KEY_COLUMN, entry.key)
            for number, (form, value) in enumerate(zip(columns, entry.values, strict=True), 1):
                column = form.column
                is_open = column.name in entry.open
                formats = self._open_formats if is_open else self._formats
                _write_cell(sheet, row, number, column.kind, value, formats[column.kind])
        return row

    def _add_validation(self, sheet: Worksheet, number: int, last: int, form: FormColumn) -> None:
        place = (_FIRST_ROW, number, last, number)
        if form.choices and self._lists[form.choices]:
            column = xl_col_to_name(list(self._lists).index(form.choices))
            count = len(self._lists[form.choices])
            source = f"={_LIST_SHEET}!${column}$1:${column}${count}"
            sheet.data_validation(*place, {"validate": "list", "source": source})
        elif form.limit:
            limits = {"validate": "length", "criteria": "<=", "value": form.limit}
            sheet.data_validation(*place, limits)


def _count_lines(form: FormColumn, value: Any) -> int:
    """Return how many lines a value takes in its column."""
    if not value or form.column.kind != TEXT:
        return 1
    return len(split_text(value, form.column.width, 1))


def _write_cell(
    sheet: Worksheet, row: int, number: int, kind: str, value: Any, cell_format: Format
) -> None:
    if value in (None, "", False):
        sheet.write_blank(row, number, None, cell_format)
    elif kind == DATE:
        sheet.write_datetime(row, number, value, cell_format)
    elif kind == NUMBER:
        sheet.write_number(row, number, value, cell_format)
    else:
        sheet.write_string(row, number, clean_text(value), cell_format)
