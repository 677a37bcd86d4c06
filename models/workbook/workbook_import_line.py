from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.workbook.changes import CONFLICT, NEW


class RectificationWorkbookImportLine(models.Model):
    """One line of an import's preview: a cell or a row of the file, and what it would change."""

    _name = "rectification.workbook.import.line"
    _description = "Workbook Import: Change"
    _order = "import_id, importance, id"
    # what the user decides in the preview
    _decisions = frozenset({"choice", "problem_id"})

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
    # what the user decides
    choice = fields.Selection(
        [("online", "Keep what is online"), ("file", "Take the file's")],
        "Decision",
        help="Only for conflicts: which of the two values stays.",
    )
    problem_id = fields.Many2one("rectification.problem", "Problem Item", ondelete="cascade")
    is_unsure = fields.Boolean("Uncertain")

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Let the user decide conflicts and choose problem items, and nothing else."""
        by_user = not self.env.su
        if by_user and vals.keys() - self._decisions:
            raise UserError(
                self.env._("The preview shows what is in the file. Correct the file instead.")
            )
        if by_user and "problem_id" in vals:
            self._check_item_choice(vals["problem_id"])
        if "choice" in vals:
            self._check_conflict_choice(vals["choice"])
        result = super().write(vals)
        if by_user and "problem_id" in vals:
            self._remember_item_choice(vals["problem_id"])
        return result

    def _check_conflict_choice(self, choice):
        """Raise UserError where there is no conflict to decide, or the choice decides nothing."""
        refused = self.filtered(
            lambda line: line.kind != CONFLICT or line.import_id.state != "preview"
        )
        if refused or choice not in ("online", "file"):
            raise UserError(
                self.env._("Only conflicts of a preview are decided, one way or the other.")
            )

    def _check_item_choice(self, problem_id):
        """Raise UserError where no item is to be chosen, or it is none of the campaign's."""
        refused = self.filtered(lambda line: not line._is_item_open())
        if refused:
            raise UserError(
                self.env._("Only new rows of a ledger get their problem item in the preview.")
            )
        items = self.import_id.catalogue_id.area_ids.problem_ids
        if problem_id and problem_id not in items.ids:
            raise UserError(self.env._("The problem item belongs to another catalogue."))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _is_item_open(self):
        """Tell whether the problem item of the line may be chosen."""
        upload = self.import_id
        if self.kind != NEW or upload.state != "preview":
            return False
        return upload._get_kind().asks_for_item

    def _remember_item_choice(self, problem_id):
        """Keep the item chosen with the import: it outlives another look at the file."""
        # sudo: what follows from the choice; the user wrote the item alone
        self.sudo().write({"is_unsure": not problem_id})
        for upload, lines in self.grouped("import_id").items():
            choices = {line.key: line.problem_id.id for line in lines}
            upload._write_protected({"item_choices": {**(upload.item_choices or {}), **choices}})
