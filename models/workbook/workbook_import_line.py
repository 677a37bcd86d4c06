from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.workbook.changes import CONFLICT, NEW


class RectificationWorkbookImportLine(models.Model):
    """One line of an import's preview: a cell or a row of the file, and what it would change."""

    _name = "rectification.workbook.import.line"
    _description = "Workbook Import: Change"
    _order = "import_id, importance, id"
    # what the user decides in the preview
    _decisions = frozenset({"choice"})

    import_id = fields.Many2one(
        "rectification.workbook.import", required=True, index=True, ondelete="cascade"
    )
    importance = fields.Integer(export_string_translation=False)
    kind = fields.Selection(
        [
            ("error", "Error"),
            ("conflict", "Conflict"),
            ("new", "New"),
            ("changed", "Change"),
            ("unchanged", "Unchanged"),
        ],
        "What",
        required=True,
    )
    # where in the file
    sheet = fields.Char("Sheet of the File")
    row = fields.Integer()
    column = fields.Char()
    # which record, and what becomes of it
    record_label = fields.Char("Record")
    res_model = fields.Char(export_string_translation=False)
    res_id = fields.Integer(export_string_translation=False)
    key = fields.Char(export_string_translation=False)
    name = fields.Char(export_string_translation=False)
    before = fields.Text("Now")
    after = fields.Text("In the File")
    sentence = fields.Text("Explanation")
    choice = fields.Selection(
        [("online", "Keep what is online"), ("file", "Take the file's")],
        "Decision",
        help="Only for conflicts: which of the two values stays.",
    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Let the user decide conflicts, and nothing else."""
        if not self.env.su and vals.keys() - self._decisions:
            raise UserError(
                self.env._("The preview shows what is in the file. Correct the file instead.")
            )
        if "choice" in vals:
            refused = self.filtered(
                lambda line: line.kind != CONFLICT or line.import_id.state != "preview"
            )
            if refused or vals["choice"] not in ("online", "file"):
                raise UserError(
                    self.env._("Only conflicts of a preview are decided, one way or the other.")
                )
        return super().write(vals)

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _list(self, entry):
        """Return the values of the lines that show one row of a file.

        A new record is one line, its errors and every changed cell are lines of their own.
        """
        place = {
            "sheet": entry.sheet,
            "row": entry.row,
            "record_label": entry.label,
            "res_model": entry.model,
            "res_id": entry.record_id,
            "key": entry.key,
        }
        order = list(dict(self._fields["kind"].selection))
        lines = [
            {
                **place,
                "kind": cell.kind,
                "importance": order.index(cell.kind),
                "column": cell.column,
                "name": cell.name,
                "before": cell.before,
                "after": cell.after,
                "sentence": cell.sentence,
                "choice": "online" if cell.kind == CONFLICT else False,
            }
            for cell in entry.cells
            if cell.kind != NEW
        ]
        new = [cell for cell in entry.cells if cell.kind == NEW]
        if new and not entry.is_wrong:
            text = "\n".join(
                self.env._("%(field)s: %(value)s", field=cell.column, value=cell.after)
                for cell in new
            )
            lines.append({**place, "kind": NEW, "importance": order.index(NEW), "after": text})
        return lines
