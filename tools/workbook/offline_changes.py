"""What an offline workbook would change: what was filled in, compared with then and with now.

Every cell has three values: what stood there when the workbook was made (*base*, from the
protected part), what stands there online (*online*), and what the file says; ``changes.merge``
decides. When the same person brings the same copy in again, the base is what was read the time
before: a file can be filled in further. Lines for something new are remembered whatever user
brought them in: nothing comes in twice.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..office_files.cell_values import IllegibleCell
from ..office_files.sheet_values import Row, Sheet, Workbook
from .changes import CONFLICT, ERROR, NEW, UNCHANGED, Cell, ChangeSet, Entry, Later, merge
from .offline_faults import (
    ContradictoryAnswer,
    DeletedRecord,
    EmptyFinding,
    FormFault,
    HiddenRow,
    HiddenSheet,
    LockedCell,
    MergedCells,
    MissingColumn,
    MissingRow,
    MissingSheet,
    MissingValue,
    OutsideForm,
    PastDate,
    RepeatedRow,
    UnknownItem,
    UnknownKey,
)
from .offline_form import (
    CHOICE,
    DATE,
    FORMS,
    MODELS,
    SHEET_MARK,
    Field,
    ProtectedPart,
    StoredRow,
    StoredRows,
    Words,
    read_value,
)

_NEW_KEYS = {"findings": re.compile(r"N[1-9]\d{0,2}"), "actions": re.compile(r"M[1-9]\d{0,2}")}
_PREFIXES = {"findings": "F", "actions": "A"}
_ROWS_SEARCHED, _MERGES_LISTED = 20, 20


@dataclass(frozen=True)
class FormTexts:
    """What is said to the user, in the user's language.

    ``sheet_names`` by form, ``labels`` by form and column, ``words`` to choose from today;
    ``explain`` says what is wrong with a sheet, a row or a cell, ``explain_conflict`` what a cell
    said when the workbook was made, ``name_item`` what an item of this number is called.
    """

    sheet_names: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    words: Words
    empty: str
    explain: Callable[[Exception], str]
    explain_conflict: Callable[[str], str]
    name_item: Callable[[int], str]


@dataclass(frozen=True)
class _FormSheet:
    """A form as it stands in the file: the row with the names of its columns, and their places."""

    form: str
    sheet: Sheet
    names: Row
    places: dict[str, int]

    def value(self, row: Row, name: str) -> Any:
        return row.cell(self.places[name])

    def is_blank(self, row: Row) -> bool:
        return all(row.cell(place) in (None, "") for place in self.places.values())


class OfflineComparison:
    """Compares one file with what stood and what stands online.

    :param book: the file as it was read.
    :param content: its protected part.
    :param online: its rows as they stand now.
    :param memory: what the import before remembered: ``values`` and ``records`` by key.
    :param today: the day before which no new deadline may lie.
    """

    def __init__(
        self,
        book: Workbook,
        content: ProtectedPart,
        online: StoredRows,
        memory: Mapping[str, dict[str, Any]],
        texts: FormTexts,
        today: str,
    ):
        self._book, self._content, self._online = book, content, online
        self._texts, self._today = texts, today
        self._past_values = memory.get("values", {})
        self._records: dict[str, int] = memory.get("records", {})
        self._values: dict[str, dict[str, Any]] = {}
        self._answers: dict[int, str] = {}
        self._new_findings: set[str] = set()
        self._changes = ChangeSet(memory={"values": self._values, "records": dict(self._records)})
        self._items = {
            row["values"]["number"]: int(key[1:]) for key, row in content["rows"]["answers"].items()
        }

    def get_changes(self) -> ChangeSet:
        """Return what the file would change; what is wrong stands in it as errors."""
        for form in FORMS:
            form_sheet = self._open_form(form)
            if form_sheet:
                self._read_rows(form_sheet)
        return self._changes

    # ------------------------------------------------------------
    # Sheets
    # ------------------------------------------------------------

    def _find_sheet(self, form: str) -> tuple[Sheet, Row] | None:
        """Return the sheet of a form and its row with the names of the columns."""
        for sheet in self._book.sheets:
            for row in sheet.rows[:_ROWS_SEARCHED]:
                if row.cell(0) == SHEET_MARK + form:
                    return sheet, row
        return None

    def _open_form(self, form: str) -> _FormSheet | None:
        """Return a form as it stands in the file; None, with an error, where it cannot be read."""
        found = self._find_sheet(form)
        if found is None:
            self._report(self._texts.sheet_names[form], 0, MissingSheet())
            return None
        sheet, names = found
        if sheet.hidden:
            self._report(sheet.name, 0, HiddenSheet())
            return None
        places = {name: place for place, name in enumerate(names.values) if isinstance(name, str)}
        lacking = [field.name for field in FORMS[form] if field.name not in places]
        for name in lacking:
            self._report(sheet.name, 0, MissingColumn(), self._texts.labels[form][name])
        if lacking:
            return None
        merged = [area for area in sheet.merged if area.last_row > names.number]
        for area in merged[:_MERGES_LISTED]:
            self._report(sheet.name, area.first_row, MergedCells())
        return _FormSheet(form, sheet, names, places)

    def _report(
        self, sheet: str, row: int, fault: FormFault, column: str = "", label: str = ""
    ) -> None:
        self._changes.add_error(sheet, row, column, self._texts.explain(fault), label)

    # ------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------

    def _read_rows(self, form_sheet: _FormSheet) -> None:
        form, sheet = form_sheet.form, form_sheet.sheet
        base = self._content["rows"][form]
        seen: dict[str, int] = {}
        for row in sheet.rows:
            if row.number <= form_sheet.names.number:
                continue
            key = str(row.cell(0) or "")
            try:
                self._check_key(form_sheet, row, key, seen)
            except FormFault as fault:
                self._report(sheet.name, row.number, fault)
                continue
            if not key:
                continue
            seen[key] = row.number
            entry = Entry(sheet.name, row.number, key, MODELS[form])
            if key in base:
                self._compare_row(form_sheet, row, entry, base[key], key)
            elif key in self._records:
                past: StoredRow = {"values": {}, "open": self._get_open_names(form)}
                online_key = f"{_PREFIXES[form]}{self._records[key]}"
                self._compare_row(form_sheet, row, entry, past, online_key)
            else:
                self._read_new_row(form_sheet, row, entry)
            if row.hidden and entry.cells and not entry.is_wrong:
                entry.refuse(self._texts.explain(HiddenRow()))
            if entry.cells:
                self._changes.entries.append(entry)
        for key in base.keys() - seen.keys():
            label = self._get_label(form, base[key]["values"])
            self._report(sheet.name, 0, MissingRow(), label=label)

    def _check_key(
        self, form_sheet: _FormSheet, row: Row, key: str, seen: Mapping[str, int]
    ) -> None:
        """Raise a :class:`FormFault` for a row that does not belong to the form, or twice."""
        form = form_sheet.form
        if not key:
            if not form_sheet.is_blank(row):
                raise OutsideForm
            return
        is_new = form in _NEW_KEYS and _NEW_KEYS[form].fullmatch(key)
        if key not in self._content["rows"][form] and not is_new:
            raise UnknownKey
        if key in seen:
            raise RepeatedRow(first=seen[key])

    def _get_open_names(self, form: str) -> list[str]:
        """Return what can be filled in of a line that became a record by an earlier import."""
        fixed = ("reference", "number", "finding")
        names = [field.name for field in FORMS[form] if field.name not in fixed]
        return [name for name in names if form == "actions" or name != "state"]

    def _compare_row(
        self, form_sheet: _FormSheet, row: Row, entry: Entry, base: StoredRow, online_key: str
    ) -> None:
        """Compare a row of something that exists."""
        form = form_sheet.form
        online = self._online[form].get(online_key)
        then = {**base["values"], **self._past_values.get(entry.key, {})}
        now = online["values"] if online else then
        entry.label = self._get_label(form, {**then, **now})
        entry.record_id = int(online_key[1:]) if form in _PREFIXES else 0
        read = {}
        for field in FORMS[form]:
            is_open = field.name in base["open"]
            value = self._read_cell(form_sheet, row, entry, field, is_open)
            if value is None:
                continue
            read[field.name] = value
            was, current = then.get(field.name, ""), now.get(field.name, "")
            if not is_open:
                if field.name in then and value not in (was, current):
                    self._add_error(form, entry, field, LockedCell(text=self._show(field, was)))
                continue
            kind = merge(was, current, value, base["values"].get(field.name, ""))
            if kind == UNCHANGED:
                self._changes.unchanged += value != ""
            else:
                self._add_change(form, entry, field, kind, was, current, value)
        self._values[entry.key] = {
            **self._past_values.get(entry.key, {}),
            **{name: value for name, value in read.items() if name in base["open"]},
        }
        if form == "answers":
            changed = {cell.name for cell in entry.cells if cell.kind not in (ERROR, CONFLICT)}
            answer = read.get("answer") if "answer" in changed else now.get("answer")
            self._answers[then["number"]] = answer or ""
        if not online and entry.cells:
            entry.cells.clear()
            entry.refuse(self._texts.explain(DeletedRecord()))

    def _read_new_row(self, form_sheet: _FormSheet, row: Row, entry: Entry) -> None:
        """Read a line for something new; an empty one is none."""
        form = form_sheet.form
        values = {}
        for field in FORMS[form]:
            if field.name == "reference" or (form, field.name) == ("findings", "state"):
                continue
            value = self._read_cell(form_sheet, row, entry, field, True)
            if value:
                values[field.name] = value
        if not values and not entry.cells:
            return
        wrong = {cell.name for cell in entry.cells}
        for field in FORMS[form]:
            if field.required and field.name not in values and field.name not in wrong:
                self._add_error(form, entry, field, MissingValue())
        entry.label = self._get_label(form, values)
        for field in FORMS[form]:
            if field.name in values:
                self._add_new_cell(form, entry, field, values)
        if form == "findings" and not entry.is_wrong:
            self._new_findings.add(entry.key)
        self._values[entry.key] = values

    def _get_label(self, form: str, values: Mapping[str, Any]) -> str:
        """Return what the user calls a row."""
        if form == "actions":
            return str(values.get("name", ""))
        item = self._texts.name_item(values["number"]) if values.get("number") else ""
        if form == "answers":
            return item
        return " · ".join(filter(None, (values.get("reference"), item)))

    # ------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------

    def _read_cell(
        self, form_sheet: _FormSheet, row: Row, entry: Entry, field: Field, is_open: bool
    ) -> Any:
        """Return a cell's value; None when it cannot be read, which becomes an error."""
        if not is_open:
            field = field._replace(limit=0)
        try:
            return read_value(field, form_sheet.value(row, field.name), self._get_choices(field))
        except IllegibleCell as error:
            self._add_error(form_sheet.form, entry, field, error)
            return None

    def _get_choices(self, field: Field) -> dict[str, Any]:
        """Return the words of the workbook, and those the user would choose today."""
        if not field.choices:
            return {}
        return {
            **self._texts.words.get(field.choices, {}),
            **self._content["words"].get(field.choices, {}),
        }

    def _add_new_cell(
        self, form: str, entry: Entry, field: Field, values: Mapping[str, Any]
    ) -> None:
        value = values[field.name]
        cell = Cell(field.name, self._texts.labels[form][field.name], value, NEW)
        cell.after = self._show(field, value)
        try:
            self._check_value(form, field, value, values)
            if form == "findings" and field.name == "number":
                cell.name, cell.value = "problem_id", self._find_item(value)
            elif form == "actions" and field.name == "finding":
                cell.name, cell.value = "finding_id", self._find_finding(value)
        except FormFault as fault:
            self._add_error(form, entry, field, fault)
        else:
            entry.cells.append(cell)

    def _find_item(self, number: int) -> int:
        """Return the id of the problem item of this number, unless its answer says otherwise."""
        if number not in self._items:
            raise UnknownItem(number=number)
        if self._answers.get(number) not in (None, "", "found"):
            raise ContradictoryAnswer(number=number)
        return self._items[number]

    def _find_finding(self, key: str) -> int | Later:
        """Return the finding an action belongs to: its id, or the row that is to become it."""
        if key in self._records:
            return self._records[key]
        if key in self._new_findings:
            return Later(key)
        if key in self._online["findings"]:
            return int(key[1:])
        raise EmptyFinding(text=self._show(Field("", CHOICE, choices="finding"), key))

    def _check_value(self, form: str, field: Field, value: Any, values: Mapping[str, Any]) -> None:
        """Raise a :class:`FormFault` for what the field would take and nobody can mean."""
        is_done = form == "actions" and values.get("state") in ("done", "cancelled")
        is_done = is_done or values.get("rectification_type") == "immediate"
        if field.kind == DATE and value and value < self._today and not is_done:
            raise PastDate(text=value)

    def _add_change(
        self, form: str, entry: Entry, field: Field, kind: str, was: Any, current: Any, value: Any
    ) -> None:
        try:
            self._check_value(form, field, value, self._get_online_values(form, entry))
        except FormFault as fault:
            self._add_error(form, entry, field, fault)
            return
        cell = Cell(field.name, self._texts.labels[form][field.name], value or False, kind)
        cell.before = self._show(field, current)
        cell.after = self._show(field, value) or self._texts.empty
        if kind == CONFLICT:
            cell.sentence = self._texts.explain_conflict(self._show(field, was))
        entry.cells.append(cell)

    def _get_online_values(self, form: str, entry: Entry) -> dict[str, Any]:
        row = self._online[form].get(f"{_PREFIXES.get(form, 'P')}{entry.record_id}")
        return row["values"] if row else {}

    def _add_error(self, form: str, entry: Entry, field: Field, fault: Exception) -> None:
        label = self._texts.labels[form][field.name]
        entry.add_error(label, self._texts.explain(fault), field.name)

    def _show(self, field: Field, value: Any) -> str:
        """Return a value as the user sees it in the workbook."""
        if field.kind == CHOICE and value:
            choices = self._get_choices(field)
            return next((word for word, meaning in choices.items() if meaning == value), "")
        return str(value or "")
