from odoo import api, fields, models


class Remind(models.TransientModel):
    """Asks for a line to go with it, and reminds the units of the chosen findings."""

    _name = "rectification.remind"
    _description = "Remind"

    finding_ids = fields.Many2many(
        "rectification.finding", string="Findings", required=True, readonly=True
    )
    unit_count = fields.Integer("Units", compute="_compute_unit_count")
    note = fields.Text("A Line to Go With It")

    @api.depends("finding_ids")
    def _compute_unit_count(self):
        for wizard in self:
            wizard.unit_count = len(wizard.finding_ids.unit_id)

    def action_remind(self):
        """Remind each unit concerned, once."""
        self.env["rectification.reminder"]._remind_units(self.finding_ids, self.note or "")
