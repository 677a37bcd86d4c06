from odoo import fields, models


class CheckReturn(models.TransientModel):
    """Asks what has to be redone before sheets go back to the person who filled them in."""

    _name = "rectification.check.return"
    _description = "Return the Sheet"

    check_ids = fields.Many2many(
        "rectification.check", string="Sheets", required=True, readonly=True
    )
    reason = fields.Text("What Has to Be Redone", required=True)

    def action_return(self):
        """Return the sheets."""
        self.check_ids._move_to("returned", return_reason=self.reason)
