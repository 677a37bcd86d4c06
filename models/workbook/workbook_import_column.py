from odoo import api, fields, models
from odoo.exceptions import UserError


class RectificationWorkbookImportColumn(models.Model):
    """A column of a unit's own ledger, and what it is taken for.

    What the user corrects counts for this file; once the file has been brought in, it counts for
    the next ledgers of the unit, by the column's heading.
    """

    _name = "rectification.workbook.import.column"
    _description = "Workbook Import: Column"
    _order = "import_id, position, id"
    _rec_name = "heading"

    import_id = fields.Many2one(
        "rectification.workbook.import", required=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(export_string_translation=False)
    letters = fields.Char("Column")
    heading = fields.Char(required=True)
    sample = fields.Char("First Entry")
    target = fields.Selection(
        [
            ("index", "Running Number"),
            ("area", "Problem Category"),
            ("item_number", "Item No."),
            ("item", "Problem Item"),
            ("description", "What Was Found"),
            ("cause", "Cause"),
            ("measures", "Measures"),
            ("leader", "Responsible Leader"),
            ("responsible", "Responsible Person"),
            ("deadline", "Deadline"),
            ("type", "Type"),
            ("result", "What Was Done"),
            ("signed_off", "Signed Off?"),
        ],
        "Taken For",
        help="Left empty, the column is not taken.",
    )
    is_guessed = fields.Boolean("Guessed")
    is_corrected = fields.Boolean("Corrected")
    note = fields.Char(compute="_compute_note")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("target", "is_guessed")
    def _compute_note(self):
        for column in self:
            if column.is_guessed:
                column.note = self.env._("Guessed from the heading: is it right?")
            else:
                column.note = False if column.target else self.env._("Not taken")

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Let the user say what a column is taken for, and nothing else."""
        if self.env.su:
            return super().write(vals)
        if vals.keys() - {"target"}:
            raise UserError(
                self.env._("The columns show what is in the file. Correct the file instead.")
            )
        if any(column.import_id.state != "preview" for column in self):
            raise UserError(self.env._("What columns are taken for is decided in the preview."))
        self._check_target(vals.get("target"))
        result = super().write(vals)
        # sudo: what follows from the correction; the user wrote the target alone
        self.sudo().write({"is_corrected": True, "is_guessed": False})
        self.import_id._write_protected({"is_stale": True})
        return result

    def _check_target(self, target):
        """Raise UserError for what no column of such a list can be taken for."""
        if not target:
            return
        if any(target not in upload._get_kind().headings.targets for upload in self.import_id):
            raise UserError(self.env._("Columns are taken for what is offered, or left out."))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _get_target_labels(self):
        """Return ``{target: what the user calls it}``."""
        return dict(self._fields["target"]._description_selection(self.env))
