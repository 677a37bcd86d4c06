from odoo import api, fields, models


class ReferralLineMixin(models.AbstractModel):
    """A line of a referral: it may be changed as long as the referral's own lists may."""

    _name = "rectification.referral.line.mixin"
    _description = "Line of a Referral"

    referral_id = fields.Many2one("rectification.referral")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_referrals_there(vals_list)
        lines = super().create(vals_list)
        lines.referral_id._check_lines_editable()
        return lines

    def write(self, vals):
        self._check_referrals_there([vals])
        self.referral_id._check_lines_editable()
        result = super().write(vals)
        if "referral_id" in vals:
            self.referral_id._check_lines_editable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fixed(self):
        self.referral_id._check_lines_editable()

    @api.model
    def _check_referrals_there(self, vals_list):
        """Answer a guessed number of a referral as that of one which does not exist.

        Raises MissingError, before the database has a chance to say whether there is one.
        """
        ids = {vals["referral_id"] for vals in vals_list if vals.get("referral_id")}
        self.env["rectification.referral"].browse(ids)._check_there()
