from odoo import api, fields, models

from ...tools.core.listing import join_names

NAMES_SHOWN = 5


class RectificationCampaign(models.Model):
    """Phase three: the campaign closes when every unit has been reviewed and has passed."""

    _inherit = "rectification.campaign"

    passed_count = fields.Integer("Units Passed", compute="_compute_passed_count")
    closing_obstacles = fields.Text("Before It Can Be Closed", compute="_compute_closing_obstacles")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("dossier_ids.review_status")
    def _compute_passed_count(self):
        counts = dict(
            self.env["rectification.dossier"]._read_group(
                [("campaign_id", "in", self.ids), ("review_status", "=", "passed")],
                ["campaign_id"],
                ["__count"],
            )
        )
        for campaign in self:
            campaign.passed_count = counts.get(campaign._origin, 0)

    @api.depends("state", "dossier_ids.review_status", "open_finding_policy")
    def _compute_closing_obstacles(self):
        running = self.filtered(lambda campaign: campaign.state == "supervision")
        reasons = running._get_closing_reasons()
        for campaign in self:
            campaign.closing_obstacles = "\n".join(reasons.get(campaign.id, []))

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_closing_reasons(self):
        """Blocks while a unit has not passed its review."""
        reasons = super()._get_closing_reasons()
        groups = self.env["rectification.dossier"]._read_group(
            [("campaign_id", "in", self.ids), ("review_status", "!=", "passed")],
            ["campaign_id", "review_status"],
            ["id:recordset"],
        )
        for campaign, status, dossiers in groups:
            names = join_names(dossiers[:NAMES_SHOWN].unit_id.mapped("name"), self.env.lang)
            if len(dossiers) > NAMES_SHOWN:
                names += " …"
            figures = {"count": len(dossiers), "units": names}
            if status == "in_review":
                sentence = self.env._(
                    "%(count)s units are in review: %(units)s. Conclude their reviews.", **figures
                )
            elif status == "returned":
                sentence = self.env._(
                    "%(count)s units were returned by their review and have not passed yet: "
                    "%(units)s. Review them again.",
                    **figures,
                )
            else:
                sentence = self.env._(
                    "%(count)s units have not been reviewed: %(units)s. Assign reviewers.",
                    **figures,
                )
            reasons.setdefault(campaign.id, []).append(sentence)
        return reasons

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_review_board(self):
        """Open the board of the third phase for this campaign."""
        return self._get_own_action("rectification_dossier_action_review")

    def action_open_reviews(self):
        """Open the reviews of this campaign."""
        return self._get_own_action("rectification_review_action")

    def action_open_draws(self):
        """Open the sample draws of this campaign."""
        return self._get_own_action(
            "rectification_sample_draw_action", default_campaign_id=self[:1].id
        )
