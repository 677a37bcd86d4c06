from odoo import api, fields, models
from odoo.exceptions import UserError


class RectificationCheckLine(models.Model):
    """One answer of a self-check sheet: a problem item, and whether it was found."""

    _name = "rectification.check.line"
    _description = "Answer"
    _order = "check_id, problem_number, id"
    _rec_name = "problem_id"

    check_id = fields.Many2one(
        "rectification.check", "Sheet", required=True, index=True, ondelete="cascade"
    )
    problem_id = fields.Many2one(
        "rectification.problem", "Problem Item", required=True, index=True, ondelete="restrict"
    )
    problem_number = fields.Integer(
        related="problem_id.number", store=True, precompute=True, string="No.", aggregator=None
    )
    area_id = fields.Many2one(related="problem_id.area_id", store=True, precompute=True)
    answer = fields.Selection(
        [("none", "None"), ("found", "Found"), ("not_applicable", "Not Applicable")]
    )
    remark = fields.Char()
    finding_ids = fields.One2many("rectification.finding", "check_line_id", "Findings")

    _problem_uniq = models.Constraint(
        "UNIQUE (check_id, problem_id)", "This item is on the sheet already."
    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        if vals.keys() & {"check_id", "problem_id"}:
            raise UserError(
                self.env._("The items of a sheet follow the catalogue and cannot be exchanged.")
            )
        if vals.keys() & {"answer", "remark"}:
            self.check_id._check_fillable()
            self.check_id._mark_changed()
        if "answer" in vals and vals["answer"] != "found":
            self._check_without_findings()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._("The lines of a sheet stay: a sheet answers every item of the catalogue.")
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_answer(self, answer, remark=None):
        """Answer the lines and return ``rectification.check.get_sheet_data()`` of their sheet.

        ``answer``: ``none``, ``found``, ``not_applicable`` or False to take an answer back;
        ``remark``: a sentence beside it, None to leave it.
        """
        values = {"answer": answer or False}
        if remark is not None:
            values["remark"] = remark
        # The answer gives back the whole sheet: what is read for one line is read for all.
        self.with_prefetch(self.check_id.line_ids.ids).write(values)
        return self.check_id.get_sheet_data()

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _check_without_findings(self):
        """Raise UserError when an answer would contradict the findings recorded under it."""
        for line in self:
            if line.finding_ids:
                raise UserError(
                    self.env._(
                        "Item %(item)s: %(count)s findings are recorded under it. Delete them "
                        "first, or leave the answer at “found”.",
                        item=line.problem_id.display_name,
                        count=len(line.finding_ids),
                    )
                )
