"""The plan of an offline workbook: what was filled in, compared with then and with now.

Every cell has three values: what stood there when the workbook was made (*base*, from the
protected part), what stands there online (*online*), and what the file says;
``workbook_plan.merge`` decides. When the same person brings the same copy in again, the base is
what was read the time before: a file can be filled in further. Lines for something new are
remembered, whoever brought them in: nothing comes in twice.
"""

import re

from ..office_files.cell_values import IllegibleCell
from .changes import CONFLICT, ERROR, NEW, UNCHANGED, Cell, Entry, Later, Plan, merge
from .offline_faults import (
    ContradictoryAnswer,
    DeletedRecord,
    EmptyFinding,
    FormProblem,
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
from .offline_form import CHOICE, DATE, FORMS, SHEET_MARK, Field, read_value

_NEW_KEYS = {"findings": re.compile(r"N[1-9]\d{0,2}"), "actions": re.compile(r"M[1-9]\d{0,2}")}
_MERGES_TOLD = 20
_PREFIXES = {"findings": "F", "actions": "A"}


class OfflinePlanner:
    """Makes the :class:`~.workbook_plan.Plan` of one file.

    :param Workbook book: the file as it was read.
    :param dict content: its protected part: ``words`` and ``rows``.
    :param dict online: ``rows`` as they are now.
    :param dict memory: what the import before remembered: ``values`` and ``records`` by key.
    :param texts: says things in the user's language: ``sheet_names``, ``labels``, ``words``,
        ``empty``, ``explain(problem)``, ``explain_conflict(text)``, ``name_item(number)``.
    :param str today: the day before which no new deadline may lie.
    """

    def __init__(self, book, content, online, memory, texts, models, today):
        self._book, self._content, self._online = book, content, online
        self._texts, self._models, self._today = texts, models, today
        self._past_values = memory.get("values", {})
        self._records = memory.get("records", {})
        self._values = {}
        self._answers = {}
        self._new_findings = set()
        self._plan = Plan(memory={"values": self._values, "records": dict(self._records)})
        self._items = {
            row["values"]["number"]: int(key[1:]) for key, row in content["rows"]["answers"].items()
        }

    def make_plan(self):
        """Return the plan; what is wrong stands in it as errors."""
        for form in FORMS:
            self._read_form(form)
        return self._plan

    # ------------------------------------------------------------
    # Sheets
    # ------------------------------------------------------------

    def _find_sheet(self, form):
        """Return the sheet of a form and its row with the names of the columns."""
        for sheet in self._book.sheets:
            for row in sheet.rows[:20]:
                if row.cell(0) == SHEET_MARK + form:
                    return sheet, row
        return None, None

    def _read_form(self, form):
        sheet, names = self._find_sheet(form)
        if sheet is None:
            name = self._texts.sheet_names[form]
            self._plan.add_error(name, 0, "", self._texts.explain(MissingSheet()))
            return
        if sheet.hidden:
            self._plan.add_error(sheet.name, 0, "", self._texts.explain(HiddenSheet()))
            return
        places = {name: number for number, name in enumerate(names.values) if name}
        lacking = [field.name for field in FORMS[form] if field.name not in places]
        for name in lacking:
            label = self._texts.labels[form][name]
            self._plan.add_error(sheet.name, 0, label, self._texts.explain(MissingColumn()))
        if lacking:
            return
        merged = [area for area in sheet.merged if area.last_row > names.number]
        for area in merged[:_MERGES_TOLD]:
            sentence = self._texts.explain(MergedCells())
            self._plan.add_error(sheet.name, area.first_row, "", sentence)
        self._read_rows(form, sheet, names, places)

    def _read_rows(self, form, sheet, names, places):
        base = self._content["rows"][form]
        seen = {}
        for row in sheet.rows:
            if row.number <= names.number:
                continue
            key = row.cell(0)
            try:
                self._check_key(form, key, row, places, seen)
            except FormProblem as problem:
                self._plan.add_error(sheet.name, row.number, "", self._texts.explain(problem))
                continue
            if not key:
                continue
            seen[key] = row.number
            entry = Entry(sheet.name, row.number, key, self._models[form])
            if key in base:
                self._read_known(form, entry, row, places, base[key], key)
            elif key in self._records:
                past = {"values": {}, "open": self._get_open_names(form)}
                known = f"{_PREFIXES[form]}{self._records[key]}"
                self._read_known(form, entry, row, places, past, known)
            else:
                self._read_new(form, entry, row, places)
            if row.hidden and entry.cells and not entry.is_wrong:
                entry.refuse(self._texts.explain(HiddenRow()))
            if entry.cells:
                self._plan.entries.append(entry)
        for key in base.keys() - seen.keys():
            label = self._label(form, key, base[key]["values"])
            sentence = self._texts.explain(MissingRow())
            self._plan.add_error(sheet.name, 0, "", sentence, label)

    def _check_key(self, form, key, row, places, seen):
        """Raise a :class:`FormProblem` for a row that does not belong to the form, or twice."""
        if not key:
            if any(row.cell(place) not in (None, "") for place in places.values()):
                raise OutsideForm
            return
        is_new = form in _NEW_KEYS and _NEW_KEYS[form].fullmatch(str(key))
        if key not in self._content["rows"][form] and not is_new:
            raise UnknownKey
        if key in seen:
            raise RepeatedRow(first=seen[key])

    def _get_open_names(self, form):
        """Return what can be filled in of a line that became a record by an earlier import."""
        fixed = ("reference", "number", "finding")
        names = [field.name for field in FORMS[form] if field.name not in fixed]
        return [name for name in names if form == "actions" or name != "state"]

    # ------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------

    def _read_known(self, form, entry, row, places, base, online_key):
        """Compare a row of something that exists."""
        online = self._online[form].get(online_key)
        then = {**base["values"], **self._past_values.get(entry.key, {})}
        now = online["values"] if online else then
        entry.label = self._label(form, entry.key, {**then, **now})
        entry.record_id = int(online_key[1:]) if form in _PREFIXES else 0
        read = {}
        for field in FORMS[form]:
            is_open = field.name in base["open"]
            value = self._read_cell(form, entry, field, row.cell(places[field.name]), is_open)
            if value is None:
                continue
            read[field.name] = value
            was, current = then.get(field.name, ""), now.get(field.name, "")
            if not is_open:
                if field.name in then and value not in (was, current):
                    text = self._show(field, was)
                    self._add_error(form, entry, field, LockedCell(text=text))
                continue
            kind = merge(was, current, value, base["values"].get(field.name, ""))
            if kind == UNCHANGED:
                self._plan.unchanged += value != ""
            else:
                self._add_change(form, entry, field, kind, was, current, value)
        self._values[entry.key] = {
            **self._past_values.get(entry.key, {}),
            **{name: value for name, value in read.items() if name in base["open"]},
        }
        if form == "answers":
            changed = {cell.name for cell in entry.cells if cell.kind not in (ERROR, CONFLICT)}
            answer = read.get("answer") if "answer" in changed else now.get("answer")
            self._answers[then["number"]] = answer
        if not online and entry.cells:
            entry.cells.clear()
            entry.refuse(self._texts.explain(DeletedRecord()))

    def _read_new(self, form, entry, row, places):
        """Read a line for something new; an empty one is none."""
        values = {}
        for field in FORMS[form]:
            if field.name == "reference" or (form, field.name) == ("findings", "state"):
                continue
            value = self._read_cell(form, entry, field, row.cell(places[field.name]), True)
            if value:
                values[field.name] = value
        if not values and not entry.cells:
            return
        wrong = {cell.name for cell in entry.cells}
        for field in FORMS[form]:
            if field.required and field.name not in values and field.name not in wrong:
                self._add_error(form, entry, field, MissingValue())
        entry.label = self._label(form, entry.key, values)
        for field in FORMS[form]:
            if field.name in values:
                self._add_new_cell(form, entry, field, values)
        if form == "findings" and not entry.is_wrong:
            self._new_findings.add(entry.key)
        self._values[entry.key] = values

    def _add_new_cell(self, form, entry, field, values):
        value = values[field.name]
        cell = Cell(field.name, self._texts.labels[form][field.name], value, NEW)
        cell.after = self._show(field, value)
        try:
            self._check_value(form, field, value, values)
            if form == "findings" and field.name == "number":
                cell.name, cell.value = "problem_id", self._find_item(value)
            elif form == "actions" and field.name == "finding":
                cell.name, cell.value = "finding_id", self._find_finding(value)
        except FormProblem as problem:
            self._add_error(form, entry, field, problem)
        else:
            entry.cells.append(cell)

    def _find_item(self, number):
        if number not in self._items:
            raise UnknownItem(number=number)
        answer = self._answers.get(number)
        if answer not in (None, "", "found"):
            raise ContradictoryAnswer(number=number)
        return self._items[number]

    def _find_finding(self, key):
        if key in self._records:
            return self._records[key]
        if key in self._new_findings:
            return Later(key)
        if key in self._online["findings"]:
            return int(key[1:])
        raise EmptyFinding(text=self._show(Field("", CHOICE, choices="finding"), key))

    # ------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------

    def _read_cell(self, form, entry, field, value, is_open):
        """Return a cell's value; None when it cannot be read, which becomes an error."""
        if not is_open:
            field = field._replace(limit=0)
        try:
            return read_value(field, value, self._get_choices(field))
        except IllegibleCell as problem:
            self._add_error(form, entry, field, problem)
            return None

    def _get_choices(self, field):
        """Return the words of the workbook, and those the user would choose today."""
        if not field.choices:
            return {}
        return {
            **self._texts.words.get(field.choices, {}),
            **self._content["words"].get(field.choices, {}),
        }

    def _check_value(self, form, field, value, values):
        """Raise a :class:`FormProblem` for what the field would take and nobody can mean."""
        is_done = form == "actions" and values.get("state") in ("done", "cancelled")
        is_done = is_done or values.get("rectification_type") == "immediate"
        if field.kind == DATE and value and value < self._today and not is_done:
            raise PastDate(text=value)

    def _add_change(self, form, entry, field, kind, was, current, value):
        try:
            self._check_value(form, field, value, self._online_values(form, entry))
        except FormProblem as problem:
            self._add_error(form, entry, field, problem)
            return
        cell = Cell(field.name, self._texts.labels[form][field.name], value or False, kind)
        cell.before = self._show(field, current)
        cell.after = self._show(field, value) or self._texts.empty
        if kind == CONFLICT:
            cell.sentence = self._texts.explain_conflict(self._show(field, was))
        entry.cells.append(cell)

    def _online_values(self, form, entry):
        key = f"{_PREFIXES.get(form, 'P')}{entry.record_id}"
        return self._online[form].get(key, {}).get("values", {})

    def _add_error(self, form, entry, field, problem):
        label = self._texts.labels[form][field.name]
        sentence = self._texts.explain(problem)
        entry.cells.append(Cell(field.name, label, kind=ERROR, sentence=sentence))

    def _label(self, form, key, values):
        """Return what the user calls a row."""
        if form == "actions":
            return values.get("name", "")
        item = self._texts.name_item(values["number"]) if values.get("number") else ""
        if form == "answers":
            return item
        return " · ".join(filter(None, (values.get("reference"), item)))

    def _show(self, field, value):
        if field.kind == CHOICE and value:
            choices = self._get_choices(field)
            return next((word for word, meaning in choices.items() if meaning == value), "")
        return str(value or "")
