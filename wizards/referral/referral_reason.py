from odoo import fields, models


class ReferralReason(models.TransientModel):
    """Asks why referrals are returned."""

    _name = "rectification.referral.reason"
    _description = "Return a Referral"

    referral_ids = fields.Many2many(
        "rectification.referral", string="Referrals", required=True, readonly=True
    )
    reason = fields.Text(required=True)

    def action_apply(self):
        """Return the referrals with the reason given."""
        self.referral_ids._move_to("returned", return_reason=self.reason)
