from types import SimpleNamespace

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq

from ...tools.workbook import offline_faults as offline_problems
from ...tools.workbook import offline_form
from ...tools.workbook.offline_changes import OfflinePlanner
from ...tools.workbook.offline_form import FORMS, MODELS


class RectificationWorkbookImport(models.Model):
    """Takes back the offline workbook of a sheet: its answers, findings and actions."""

    _inherit = "rectification.workbook.import"

    @api.model
    def _recognise(self, book):
        if self._find_protected_cells(book):
            return "sheet"
        return super()._recognise(book)

    def _plan_sheet(self, book):
        """Return the plan of an offline workbook.

        :raises UserError: when it belongs to another sheet, another version or another system, or
            its protected part was changed.
        """
        content = self._read_protected_part(book)
        check = self._find_check(content)
        self._write_protected({"check_id": check.id, "copy_uid": content["uid"]})
        workbook = self.env["rectification.offline.workbook"]
        planner = OfflinePlanner(
            book,
            content,
            workbook._get_rows(check),
            self._recall(check, content["uid"]),
            self._get_texts(check),
            MODELS,
            fields.Date.to_string(fields.Date.context_today(self)),
        )
        return planner.make_plan()

    def _prepare_sheet(self, entry, values, records):
        """Return the record of a row of an offline workbook, and what is written into it."""
        model = self.env[entry.model]
        if entry.model == MODELS["answers"]:
            return self._get_line(int(entry.key[1:])), values
        if entry.model == MODELS["findings"] and not entry.record_id:
            values = {**values, "check_line_id": self._get_line(values["problem_id"]).id}
        return model.browse(entry.record_id or ()), values

    def _get_line(self, problem_id):
        """Return the answer to a problem item on the sheet, which is started if need be."""
        check = self.check_id
        if not check.line_ids:
            check.action_start()
        return check.line_ids.filtered(lambda line: line.problem_id.id == problem_id)

    # ------------------------------------------------------------
    # The protected part
    # ------------------------------------------------------------

    @api.model
    def _find_protected_cells(self, book):
        for sheet in book.sheets:
            cells = [row.cell(0) for row in sheet.rows]
            if cells and str(cells[0]).startswith(offline_form.MARK):
                return cells
        return []

    @api.model
    def _read_protected_part(self, book):
        try:
            text, signature = offline_form.read_cells(self._find_protected_cells(book))
        except offline_form.OtherVersion as error:
            raise UserError(
                self.env._(
                    "The workbook was made by another version of this system (form %(form)s, now "
                    "%(now)s). Download the sheet again and copy your entries over.",
                    form=error.version,
                    now=offline_form.FORMAT,
                )
            ) from error
        except offline_form.FormError as error:
            raise UserError(self._get_changed_sentence()) from error
        expected = self.env["rectification.offline.workbook"]._sign(text)
        # Two texts are compared in constant time only where both are ASCII.
        if not signature.isascii() or not consteq(expected, signature):
            raise UserError(self._get_changed_sentence())
        return offline_form.unpack(text)

    @api.model
    def _get_changed_sentence(self):
        return self.env._(
            "The protected part of the workbook was changed, or it was downloaded from another "
            "system. Download the sheet again and copy your entries over."
        )

    def _find_check(self, content):
        """Return the sheet of the workbook, which has to be the one it is uploaded for."""
        check = self.check_id or self.dossier_id.unit_check_id
        if content["campaign"] != self.dossier_id.sudo().campaign_id.id:  # sudo: only which one
            raise UserError(
                self.env._(
                    "The workbook belongs to another campaign: %(campaign)s. Upload it there.",
                    campaign=content["campaign_name"],
                )
            )
        if content["check"] != check.id:
            raise UserError(
                self.env._(
                    "The workbook belongs to another sheet: %(other)s; this is %(own)s.",
                    other=content["sheet"],
                    own=check.display_name,
                )
            )
        # sudo: which catalogue it is, nothing of it
        if content["catalogue"] != check.sudo().campaign_id.catalogue_id.id:
            raise UserError(
                self.env._(
                    "The campaign has another catalogue of problems by now. Download the sheet "
                    "again and copy your entries over."
                )
            )
        return check

    def _recall(self, check, uid):
        """Return what earlier imports of the same copy remembered.

        Which lines became records is known whoever brought them in; what the file said, only of
        the user's own imports: a colleague's copy is not what this one was filled in from.
        """
        # sudo: a colleague's import; nothing of it is shown but its records on this very sheet
        others = self.sudo().search(
            [
                ("copy_uid", "=", uid),
                ("check_id", "=", check.id),
                ("state", "=", "done"),
                ("id", "!=", self.id),
            ]
        )
        own = others.filtered(lambda record: record.create_uid == self.env.user)[:1]
        return {
            "records": (others[:1].memory or {}).get("records", {}),
            "values": (own.memory or {}).get("values", {}),
        }

    # ------------------------------------------------------------
    # Sentences
    # ------------------------------------------------------------

    def _get_texts(self, check):
        """Return what the planner says to the user."""
        workbook = self.env["rectification.offline.workbook"]
        return SimpleNamespace(
            sheet_names=workbook._get_sheet_names(),
            labels={form: workbook._get_labels(form) for form in FORMS},
            words=workbook._get_words(check),
            empty=self.env._("(empty)"),
            explain=self._explain,
            explain_conflict=lambda text: self.env._(
                "When the workbook was downloaded this was: %s",
                text or self.env._("(empty)"),
            ),
            name_item=lambda number: self.env._("Item %s", number),
        )

    @api.model
    def _explain(self, problem):
        """Return the sentence for what is wrong with a sheet, a row or a cell."""
        if isinstance(problem, offline_problems.FormProblem):
            return self._get_form_sentence(problem) or self._get_entry_sentence(problem)
        return self._get_cell_sentence(problem)

    @api.model
    def _get_form_sentence(self, problem):
        match problem:
            case offline_problems.MissingSheet():
                return self.env._("The sheet was deleted. Download the workbook again.")
            case offline_problems.HiddenSheet():
                return self.env._("The sheet is hidden. Show it, look at it and upload it again.")
            case offline_problems.MissingColumn():
                return self.env._("The column was deleted. Download the workbook again.")
            case offline_problems.MissingRow():
                return self.env._(
                    "The row was deleted. Rows stay in the workbook; leave the cells empty instead."
                )
            case offline_problems.HiddenRow():
                return self.env._("The row is hidden and changes something. Show it and look.")
            case offline_problems.MergedCells():
                return self.env._("Cells were merged. Split them, and fill in each of them.")
            case offline_problems.UnknownKey():
                return self.env._(
                    "The hidden key of the row was changed. Download the workbook again."
                )
            case offline_problems.RepeatedRow(first=first):
                return self.env._("The row stands in the file twice; see row %s.", first)
            case offline_problems.OutsideForm():
                return self.env._(
                    "Something stands outside of the form. Use the lines of the form, and delete "
                    "this one."
                )
        return ""

    @api.model
    def _get_entry_sentence(self, problem):
        match problem:
            case offline_problems.LockedCell(text=text):
                return self.env._(
                    "The cell is locked and was changed. It has to say: %s",
                    text or self.env._("(empty)"),
                )
            case offline_problems.MissingValue():
                return self.env._("A new line needs this. Fill it in, or empty the whole line.")
            case offline_problems.PastDate(text=text):
                return self.env._("%s has passed already. Set a deadline that lies ahead.", text)
            case offline_problems.UnknownItem(number=number):
                return self.env._("The catalogue has no item %s.", number)
            case offline_problems.ContradictoryAnswer(number=number):
                return self.env._(
                    "A finding is entered here, but item %s is not answered “found”. Correct one "
                    "or the other.",
                    number,
                )
            case offline_problems.EmptyFinding(text=text):
                return self.env._(
                    "The action belongs to “%s” on the sheet of findings, which is empty or wrong.",
                    text,
                )
            case offline_problems.DeletedRecord():
                return self.env._(
                    "It was deleted online after the workbook was downloaded. Enter it as a new "
                    "line, or leave the row as it was."
                )
        return self.env._("The row cannot be read.")
