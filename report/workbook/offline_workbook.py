import uuid

from odoo import api, fields, models
from odoo.tools import hmac

from ...models.core import clock
from ...tools.office_files.cell_values import read_line
from ...tools.office_files.columns import DATE, NUMBER, TEXT, Column
from ...tools.office_files.form import FormBook, FormColumn, FormRow
from ...tools.workbook import offline_form
from ...tools.workbook.offline_form import CHOICE, FORMS, MODELS, read_value, unique_words

BLANK_FINDINGS, BLANK_ACTIONS = 30, 60
SCOPE = "rectification-offline-workbook"
_KINDS = {offline_form.NUMBER: NUMBER, offline_form.DATE: DATE}


class RectificationOfflineWorkbook(models.AbstractModel):
    """The workbook in which a sheet is filled in without the system.

    ``tools/workbook/offline_form.py`` says what its form is.

    It holds the answers, the findings and the actions of one sheet: the unit's, or one person's.
    Every cell that the models would let the user write is open, everything else is locked.
    """

    _name = "rectification.offline.workbook"
    _description = "Offline Workbook"

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _write_workbook(self, check, target):
        """Write the workbook of ``check``, a self-check sheet, to the file ``target``."""
        check.check_access("read")
        words = self._get_words(check)
        content = self._get_protected_part(check, words)
        text = offline_form.pack(content)
        cells = offline_form.write_cells(text, self._get_signature(text))
        title = self.env._("%s: Offline Workbook", check.display_name)
        note = self.env._(
            "%(campaign)s · as of %(date)s · fill in the coloured cells",
            campaign=check.sudo().campaign_id.name,  # sudo: its name, as on the sheet
            date=clock.today(self.env),
        )
        lists = {name: list(choices) for name, choices in words.items()}
        lists["number"] = sorted(problem.number for problem in self._get_problems(check))
        with FormBook(target, lists, title=title) as book:
            book.add_instructions(
                self.env._("How to Fill In"), title, self._get_instructions(check)
            )
            for form, name in self._get_sheet_names().items():
                book.add_form(
                    name,
                    offline_form.SHEET_MARK + form,
                    f"{title} · {name}",
                    note,
                    self._get_columns(form),
                    self._iter_rows(form, content, words),
                )
            book.add_hidden_part(cells)

    @api.model
    def _get_signature(self, text):
        """Return the signature of a protected part; only this database can make it."""
        # sudo: the secret of the database, which leaves here only as a digest
        return hmac(self.env(su=True), SCOPE, text)

    @api.model
    def _get_sheet_names(self):
        """Return ``{form: name of its sheet}``."""
        return {
            "answers": self.env._("Answers"),
            "findings": self.env._("Findings"),
            "actions": self.env._("Actions"),
        }

    @api.model
    def _get_labels(self, form):
        """Return ``{column: what the user calls it}``."""
        model = self.env[MODELS[form]]
        labels = {
            "number": self.env._("No."),
            "area": self.env._("Area"),
            "item": self.env._("Problem Item"),
            "finding": self.env._("Finding"),
        }
        return {
            column.name: labels.get(column.name)
            or model._fields[column.name]._description_string(self.env)
            for column in FORMS[form]
        }

    @api.model
    def _get_columns(self, form):
        """Return the columns of a form, as the writer wants them."""
        labels = self._get_labels(form)
        return [
            FormColumn(
                Column(
                    column.name, labels[column.name], _KINDS.get(column.kind, TEXT), column.width
                ),
                "number" if column.name == "number" and form == "findings" else column.choices,
                column.limit,
            )
            for column in FORMS[form]
        ]

    @api.model
    def _get_instructions(self, check):
        """Return how the workbook is filled in, step by step."""
        names = self._get_sheet_names()
        return [
            self.env._("1. Fill in the coloured cells; everything else is locked."),
            self.env._(
                "2. Sheet “%s”: choose for each item whether the problem was found. Cells you "
                "leave empty stay open.",
                names["answers"],
            ),
            self.env._(
                "3. Sheet “%s”: for each problem that was found one line with its number, "
                "what was found, how and by when it is put right. New findings go into the lines "
                "below the existing ones.",
                names["findings"],
            ),
            self.env._(
                "4. Sheet “%s”: what is done about a finding; choose the finding in the first "
                "column. For actions under way fill in the state and what was done.",
                names["actions"],
            ),
            self.env._("5. Dates: 2026-5-8, 2026.5.8 or 2026年5月8日."),
            self.env._(
                "6. Save as .xlsx and upload the file on the same sheet. You will see every change "
                "before anything is written; you can upload as often as you like."
            ),
        ]

    # ------------------------------------------------------------
    # What it holds
    # ------------------------------------------------------------

    @api.model
    def _get_problems(self, check):
        # sudo: everybody with a sheet in a campaign reads its catalogue
        return check.campaign_id.sudo().catalogue_id.area_ids.problem_ids

    @api.model
    def _get_findings(self, check):
        """Return the findings that the workbook of a sheet lists."""
        if check.member_id:
            return check.finding_ids.sorted("id")
        return self.env["rectification.finding"].search(
            [
                ("dossier_id", "=", check.dossier_id.id),
                ("member_id", "=", False),
                ("successor_id", "=", False),
            ],
            order="id",
        )

    @api.model
    def _get_words(self, check):
        """Return ``{list: {word in the user's language: what it stands for}}``."""

        def labels(model, name):
            options = self.env[model]._fields[name]._description_selection(self.env)
            return {label: value for value, label in options}

        findings = self._get_findings(check)
        # People who are named already can be named, also after leaving the roster.
        people = (
            check.unit_id.member_ids
            | findings.leader_member_id
            | findings.responsible_member_id
            | findings.action_ids.member_id
        )
        names = {finding.reference: f"F{finding.id}" for finding in findings}
        for number in range(1, BLANK_FINDINGS + 1):
            names[self._get_new_name(number)] = f"N{number}"
        return {
            "answer": labels("rectification.check.line", "answer"),
            "rectification_type": labels("rectification.finding", "rectification_type"),
            "finding_state": labels("rectification.finding", "state"),
            "action_state": labels("rectification.action", "state"),
            "person": unique_words(
                [(member.name, member.job_title or "", member.id) for member in people]
            ),
            "finding": names,
        }

    @api.model
    def _get_new_name(self, number):
        return self.env._("New %s", number)

    @api.model
    def _get_protected_part(self, check, words):
        """Return whose workbook it is, what it held when it was made, and its words."""
        return {
            "uid": uuid.uuid4().hex,
            "check": check.id,
            "sheet": check.display_name,
            "campaign": check.campaign_id.id,
            "campaign_name": check.sudo().campaign_id.name,  # sudo: as above
            "catalogue": check.sudo().campaign_id.catalogue_id.id,
            "words": words,
            "rows": self._get_rows(check),
        }

    @api.model
    def _get_rows(self, check):
        """Return ``{form: {key: {"values", "open"}}}``: what stands here now, as plain values."""
        lines = {line.problem_id: line for line in check.line_ids}
        is_editable = check.is_editable
        answers = {}
        for problem in self._get_problems(check).sorted("number"):
            line = lines.get(problem, self.env["rectification.check.line"])
            answers[f"P{problem.id}"] = {
                "values": {
                    "number": problem.number,
                    "area": read_line(problem.area_id.name),
                    "item": read_line(problem.name),
                    "answer": line.answer or "",
                    "remark": self._get_plain_value(line, "remark"),
                },
                "open": ["answer", "remark"] if is_editable else [],
            }
        findings = self._get_findings(check)
        return {
            "answers": answers,
            "findings": {
                f"F{finding.id}": {
                    "values": self._get_finding_values(finding),
                    "open": self._get_open_names(finding),
                }
                for finding in findings
            },
            "actions": {
                f"A{action.id}": {
                    "values": self._get_action_values(action),
                    "open": self._get_open_action_names(action),
                }
                for action in findings.action_ids.sorted("id")
            },
        }

    @api.model
    def _get_finding_values(self, finding):
        values = {
            column.name: self._get_plain_value(finding, column.name)
            for column in FORMS["findings"]
            if column.name != "number"
        }
        return {**values, "number": finding.problem_number}

    @api.model
    def _get_action_values(self, action):
        values = {
            column.name: self._get_plain_value(action, column.name)
            for column in FORMS["actions"]
            if column.name != "finding"
        }
        return {**values, "finding": f"F{action.finding_id.id}"}

    @api.model
    def _get_plain_value(self, record, name):
        """Return a field as the plain value that its cell is read as."""
        value = record[name]
        if isinstance(value, models.BaseModel):
            return value.id or ""
        column = next(column for form in FORMS.values() for column in form if column.name == name)
        if column.kind == CHOICE:
            return value or ""
        return read_value(column._replace(limit=0), value or None, {})

    @api.model
    def _get_open_names(self, finding):
        """Return the columns of a finding that the user may fill in."""
        names = []
        if finding.is_text_editable:
            names += ["description", "rectification_type", "deadline"]
        if finding.is_plan_editable:
            names += ["cause", "measures", "leader_member_id", "responsible_member_id"]
        if finding.is_progress_editable:
            names.append("result")
        return names

    @api.model
    def _get_open_action_names(self, action):
        """Return the columns of an action that the user may fill in."""
        if action.finding_id.state in ("to_verify", "closed", "rejected"):
            return []
        names = ["state", "done_note"]
        if action in action._filter_role_manager() | action._filter_role_owner():
            names += ["name", "member_id", "deadline"]
        return names

    # ------------------------------------------------------------
    # Rows of the sheets
    # ------------------------------------------------------------

    @api.model
    def _iter_rows(self, form, content, words):
        """Yield the rows of a sheet: those that exist, then the lines for new ones."""
        names = {
            list_name: {meaning: word for word, meaning in choices.items()}
            for list_name, choices in words.items()
        }
        for key, row in content["rows"][form].items():
            yield FormRow(
                key,
                [self._show_value(column, row["values"], names) for column in FORMS[form]],
                frozenset(row["open"]),
            )
        everything = frozenset(column.name for column in FORMS[form])
        if form == "findings":
            for number in range(1, BLANK_FINDINGS + 1):
                blank = [""] * (len(FORMS[form]) - 1)
                yield FormRow(
                    f"N{number}",
                    [self._get_new_name(number), *blank],
                    everything - {"reference", "state"},
                )
        elif form == "actions":
            for number in range(1, BLANK_ACTIONS + 1):
                yield FormRow(f"M{number}", [""] * len(FORMS[form]), everything)

    @api.model
    def _show_value(self, column, values, names):
        """Return a plain value as its cell shows it; ``names``: ``{list: {meaning: word}}``."""
        value = values[column.name]
        if column.kind == CHOICE:
            return names[column.choices].get(value, "")
        if column.kind == offline_form.DATE:
            return fields.Date.to_date(value) if value else ""
        return value
