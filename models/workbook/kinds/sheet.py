from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import consteq

from ....tools.workbook import offline_faults, offline_form
from ....tools.workbook.offline_changes import FormTexts, OfflineComparison
from ....tools.workbook.offline_form import FORMS, MODELS
from ...core import clock
from ..sentences import get_cell_sentence
from .base import ImportKind


class SheetKind(ImportKind):
    """The offline workbook of a sheet: its answers, findings and actions."""

    @classmethod
    def recognises(cls, book):
        return bool(cls._find_protected_cells(book))

    def get_changes(self, book):
        """Return what an offline workbook would change.

        :raises UserError: when it belongs to another sheet, another version or another system, or
            its protected part was changed.
        """
        content = self._read_protected_part(book)
        check = self._find_check(content)
        self.upload._write_protected({"check_id": check.id, "copy_uid": content["uid"]})
        comparison = OfflineComparison(
            book,
            content,
            self.env["rectification.offline.workbook"]._get_rows(check),
            self._recall(check, content["uid"]),
            self._get_texts(check),
            fields.Date.to_string(clock.today(self.upload.env)),
        )
        return comparison.get_changes()

    def prepare(self, entry, values, records):
        if entry.model == MODELS["answers"]:
            return self._get_answer(int(entry.key[1:])), values
        if entry.model == MODELS["findings"] and not entry.record_id:
            values = {**values, "check_line_id": self._get_answer(values["problem_id"]).id}
        return super().prepare(entry, values, records)

    def _get_answer(self, problem_id):
        """Return the answer to a problem item on the sheet, which is started if need be."""
        check = self.upload.check_id
        if not check.line_ids:
            check.action_start()
        return check.line_ids.filtered(lambda line: line.problem_id.id == problem_id)

    # ------------------------------------------------------------
    # The protected part
    # ------------------------------------------------------------

    @staticmethod
    def _find_protected_cells(book):
        for sheet in book.sheets:
            cells = [row.cell(0) for row in sheet.rows]
            if cells and str(cells[0]).startswith(offline_form.MARK):
                return cells
        return []

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
        expected = self.env["rectification.offline.workbook"]._get_signature(text)
        # Two texts are compared in constant time only where both are ASCII.
        if not signature.isascii() or not consteq(expected, signature):
            raise UserError(self._get_changed_sentence())
        return offline_form.unpack(text)

    def _get_changed_sentence(self):
        return self.env._(
            "The protected part of the workbook was changed, or it was downloaded from another "
            "system. Download the sheet again and copy your entries over."
        )

    def _find_check(self, content):
        """Return the sheet of the workbook, which has to be the one it is uploaded for."""
        dossier = self.upload.dossier_id
        check = self.upload.check_id or dossier.unit_check_id
        if content["campaign"] != dossier.sudo().campaign_id.id:  # sudo: only which one
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

        Which lines became records is known of every user's imports; what the file said, only of
        the user's own: a colleague's copy is not what this one was filled in from.
        """
        # sudo: a colleague's import; nothing of it is shown but its records on this very sheet
        others = self.upload.sudo().search(
            [
                ("copy_uid", "=", uid),
                ("check_id", "=", check.id),
                ("state", "=", "done"),
                ("id", "!=", self.upload.id),
            ]
        )
        own = others.filtered(lambda other: other.create_uid == self.env.user)[:1]
        return {
            "records": (others[:1].memory or {}).get("records", {}),
            "values": (own.memory or {}).get("values", {}),
        }

    # ------------------------------------------------------------
    # Sentences
    # ------------------------------------------------------------

    def _get_texts(self, check):
        """Return what is said to the user about a workbook."""
        workbook = self.env["rectification.offline.workbook"]
        return FormTexts(
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

    def _explain(self, fault):
        """Return the sentence for what is wrong with a sheet, a row or a cell."""
        if isinstance(fault, offline_faults.FormFault):
            return self._get_form_sentence(fault) or self._get_entry_sentence(fault)
        return get_cell_sentence(self.env, fault)

    def _get_form_sentence(self, fault):
        match fault:
            case offline_faults.MissingSheet():
                return self.env._("The sheet was deleted. Download the workbook again.")
            case offline_faults.HiddenSheet():
                return self.env._("The sheet is hidden. Show it, look at it and upload it again.")
            case offline_faults.MissingColumn():
                return self.env._("The column was deleted. Download the workbook again.")
            case offline_faults.MissingRow():
                return self.env._(
                    "The row was deleted. Rows stay in the workbook; leave the cells empty instead."
                )
            case offline_faults.HiddenRow():
                return self.env._("The row is hidden and changes something. Show it and look.")
            case offline_faults.MergedCells():
                return self.env._("Cells were merged. Split them, and fill in each of them.")
            case offline_faults.UnknownKey():
                return self.env._(
                    "The hidden key of the row was changed. Download the workbook again."
                )
            case offline_faults.RepeatedRow(first=first):
                return self.env._("The row stands in the file twice; see row %s.", first)
            case offline_faults.OutsideForm():
                return self.env._(
                    "Something stands outside of the form. Use the lines of the form, and delete "
                    "this one."
                )
        return ""

    def _get_entry_sentence(self, fault):
        match fault:
            case offline_faults.LockedCell(text=text):
                return self.env._(
                    "The cell is locked and was changed. It has to say: %s",
                    text or self.env._("(empty)"),
                )
            case offline_faults.MissingValue():
                return self.env._("A new line needs this. Fill it in, or empty the whole line.")
            case offline_faults.PastDate(text=text):
                return self.env._("%s has passed already. Set a deadline that lies ahead.", text)
            case offline_faults.UnknownItem(number=number):
                return self.env._("The catalogue has no item %s.", number)
            case offline_faults.ContradictoryAnswer(number=number):
                return self.env._(
                    "A finding is entered here, but item %s is not answered “found”. Correct one "
                    "or the other.",
                    number,
                )
            case offline_faults.EmptyFinding(text=text):
                return self.env._(
                    "The action belongs to “%s” on the sheet of findings, which is empty or wrong.",
                    text,
                )
            case offline_faults.DeletedRecord():
                return self.env._(
                    "It was deleted online after the workbook was downloaded. Enter it as a new "
                    "line, or leave the row as it was."
                )
        return self.env._("The row cannot be read.")
