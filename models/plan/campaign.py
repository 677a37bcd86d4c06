from odoo import api, fields, models


class RectificationCampaign(models.Model):
    """A campaign that was set up from a plan: what the plan leaves open, and a short way on."""

    _inherit = "rectification.campaign"

    plan_ids = fields.One2many(
        "rectification.plan", "campaign_id", groups="rectification_campaign.group_officer"
    )
    catalogue_state = fields.Selection(
        related="catalogue_id.state", string="State of the Catalogue"
    )
    launch_obstacles = fields.Text("Before It Can Be Launched", compute="_compute_launch_obstacles")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends(
        "state",
        "active",
        "catalogue_id.state",
        "dossier_ids",
        "date_study_end",
        "date_self_check_end",
        "date_supervision_end",
        "date_submission",
    )
    @api.depends_context("lang")
    def _compute_launch_obstacles(self):
        drafts = self.filtered(lambda campaign: campaign.state == "draft")
        reasons = drafts._get_launch_reasons()
        for campaign in self:
            campaign.launch_obstacles = "\n".join(reasons.get(campaign.id, [])) or False

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_date_label(self, name):
        """Add what the plan says of a date that it leaves open."""
        label = super()._get_date_label(name)
        # sudo: who reads the campaign is told what is missing, without reading the plan itself
        text = self.sudo().plan_ids[:1]._get_open_date(name)
        if not text:
            return label
        return self.env._("%(date)s (the plan leaves it open: “%(text)s”)", date=label, text=text)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_publish_and_launch(self):
        """Publish the catalogue and launch the campaign with it, both or neither."""
        self.ensure_one()
        if self.catalogue_id.state == "draft":
            self.catalogue_id.action_publish()
        self.action_launch()

    def action_open_plan(self):
        """Open the plan from which the campaign was set up."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "rectification.plan",
            "res_id": self.plan_ids[:1].id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
