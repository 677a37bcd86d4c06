from odoo import fields, models


class BulletinReason(models.TransientModel):
    """Asks why bulletins go back to draft."""

    _name = "rectification.bulletin.reason"
    _description = "Back to Draft"

    bulletin_ids = fields.Many2many(
        "rectification.bulletin", string="Bulletins", required=True, readonly=True
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        """Take the bulletins back to draft with the reason given."""
        self.bulletin_ids._move_to("draft", return_reason=self.reason)
