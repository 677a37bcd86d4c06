from odoo import fields, models


class FindingReason(models.TransientModel):
    """Asks for the reason with which findings are returned, reopened or not substantiated."""

    _name = "rectification.finding.reason"
    _description = "Reason"

    finding_ids = fields.Many2many(
        "rectification.finding", string="Findings", required=True, readonly=True
    )
    target = fields.Selection(
        [("in_progress", "In Progress"), ("rejected", "Not Substantiated")],
        required=True,
        readonly=True,
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        """Move the findings with the reason given."""
        self.finding_ids._move_to(self.target, return_reason=self.reason)
