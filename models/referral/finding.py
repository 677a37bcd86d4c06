from odoo import api, fields, models

INSIDERS = "rectification_campaign.group_officer,rectification_campaign.group_inspector"


class RectificationFinding(models.Model):
    _inherit = "rectification.finding"

    # For the record rules of inspectors alone.
    referral_ids = fields.One2many("rectification.referral", "finding_id", groups=fields.NO_ACCESS)
    referral_count = fields.Integer("Referrals", compute="_compute_referral_count", groups=INSIDERS)

    @api.depends_context("uid")
    def _compute_referral_count(self):
        """Count those that the user may see; for everybody else there are none."""
        counts = dict(
            self.env["rectification.referral"]._read_group(
                [("finding_id", "in", self.ids)], ["finding_id"], ["__count"]
            )
        )
        for finding in self:
            finding.referral_count = counts.get(finding._origin, 0)

    def action_refer(self):
        """Open the form on which an officer proposes a referral of this finding."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refer to Discipline Inspection"),
            "res_model": "rectification.referral",
            "views": [(False, "form")],
            "context": {"default_finding_id": self.id},
        }

    def action_open_referrals(self):
        """Open the referrals of this finding that the user may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "rectification_campaign.rectification_referral_action"
        )
        action.update(domain=[("finding_id", "=", self.id)], context={})
        return action
