from odoo import api, fields, models
from odoo.exceptions import UserError


class CampaignClose(models.TransientModel):
    """Asks what becomes of the findings that are open when a campaign closes."""

    _name = "rectification.campaign.close"
    _description = "Close the Campaign"

    campaign_id = fields.Many2one(
        "rectification.campaign", required=True, readonly=True, ondelete="cascade"
    )
    open_finding_count = fields.Integer(related="campaign_id.open_finding_count")
    policy = fields.Selection(
        [
            ("keep", "Keep them open: units go on with them in this campaign"),
            ("carry", "Carry them over to a follow-up campaign"),
        ],
        "Open Findings",
        required=True,
        default="keep",
    )
    successor_id = fields.Many2one(
        "rectification.campaign",
        "Follow-Up Campaign",
        domain="[('id', '!=', campaign_id), ('state', 'not in', ('closed', 'cancelled'))]",
        compute="_compute_successor_id",
        store=True,
        readonly=False,
    )

    @api.depends("policy")
    def _compute_successor_id(self):
        for wizard in self:
            wizard.successor_id = wizard.successor_id if wizard.policy == "carry" else False

    def action_close(self):
        """Close the campaign as decided; raise UserError when the follow-up campaign is missing."""
        self.ensure_one()
        if self.policy == "carry" and not self.successor_id:
            raise UserError(
                self.env._(
                    "%s: name the follow-up campaign that takes over the open findings.",
                    self.campaign_id.name,
                )
            )
        if self.successor_id == self.campaign_id:
            raise UserError(
                self.env._("%s: cannot be its own follow-up campaign.", self.campaign_id.name)
            )
        self.successor_id._check_not_over()
        self.campaign_id._do_close(self.policy, self.successor_id)
