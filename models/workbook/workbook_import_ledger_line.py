from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.workbook.changes import NEW
from .workbook_import_ledger import LedgerEntry


class RectificationWorkbookImportLine(models.Model):
    """A row of a unit's own ledger in the preview: the problem item it belongs to can be chosen."""

    _inherit = "rectification.workbook.import.line"

    _decisions = frozenset({"choice", "problem_id"})

    problem_id = fields.Many2one("rectification.problem", "Problem Item", ondelete="cascade")
    is_unsure = fields.Boolean("Uncertain")

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        chosen = not self.env.su and "problem_id" in vals
        if chosen:
            self._check_item_choice(vals["problem_id"])
        result = super().write(vals)
        if chosen:
            # sudo: what follows from the choice; the user wrote the item alone
            self.sudo().write({"is_unsure": not vals["problem_id"]})
            for record, lines in self.grouped("import_id").items():
                choices = {line.key: line.problem_id.id for line in lines}
                record._write_protected(
                    {"item_choices": {**(record.item_choices or {}), **choices}}
                )
        return result

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _list(self, entry):
        lines = super()._list(entry)
        if isinstance(entry, LedgerEntry):
            for vals in lines:
                if vals["kind"] == NEW:
                    vals.update(
                        problem_id=entry.problem_id or False,
                        is_unsure=entry.is_unsure,
                        sentence=entry.note,
                    )
        return lines

    def _check_item_choice(self, problem_id):
        """Raise UserError where no item is to be chosen, or it is none of the campaign's."""
        refused = self.filtered(
            lambda line: (
                line.kind != NEW
                or line.import_id.kind != "ledger"
                or line.import_id.state != "preview"
            )
        )
        if refused:
            raise UserError(
                self.env._("Only new rows of a ledger get their problem item in the preview.")
            )
        items = self.import_id.catalogue_id.area_ids.problem_ids
        if problem_id and problem_id not in items.ids:
            raise UserError(self.env._("The problem item belongs to another catalogue."))
