from odoo import api, fields, models


class RectificationCampaign(models.Model):
    """What a campaign counts, and the records it opens behind each figure."""

    _inherit = "rectification.campaign"

    dossier_count = fields.Integer("Units", compute="_compute_dossier_figures")
    submitted_count = fields.Integer("Handed In", compute="_compute_dossier_figures")
    accepted_count = fields.Integer("Accepted", compute="_compute_dossier_figures")
    prepared_count = fields.Integer("Units Prepared", compute="_compute_dossier_figures")
    launch_progress = fields.Float("Preparation", compute="_compute_dossier_figures")
    finding_count = fields.Integer("Findings", compute="_compute_finding_figures")
    open_finding_count = fields.Integer("Findings Still Open", compute="_compute_finding_figures")
    overdue_finding_count = fields.Integer("Findings Overdue", compute="_compute_finding_figures")
    to_verify_count = fields.Integer("Waiting for Acceptance", compute="_compute_finding_figures")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("dossier_ids.state", "dossier_ids.is_prepared")
    def _compute_dossier_figures(self):
        groups = self.env["rectification.dossier"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id", "state", "is_prepared"],
            ["__count"],
        )
        figures = {}
        for campaign, state, is_prepared, count in groups:
            row = figures.setdefault(campaign.id, {"all": 0, "prepared": 0})
            row["all"] += count
            row["prepared"] += count if is_prepared else 0
            row[state] = row.get(state, 0) + count
        for campaign in self:
            row = figures.get(campaign.id, {"all": 0, "prepared": 0})
            accepted = row.get("accepted", 0) + row.get("completed", 0)
            campaign.dossier_count = row["all"]
            campaign.accepted_count = accepted
            campaign.submitted_count = row.get("submitted", 0) + accepted
            campaign.prepared_count = row["prepared"]
            campaign.launch_progress = 100 * row["prepared"] / row["all"] if row["all"] else 0

    @api.depends("finding_ids.state", "finding_ids.light")
    def _compute_finding_figures(self):
        groups = self.env["rectification.finding"]._read_group(
            [("campaign_id", "in", self.ids)], ["campaign_id", "state", "light"], ["__count"]
        )
        figures = {}
        for campaign, state, light, count in groups:
            row = figures.setdefault(campaign.id, {})
            row["all"] = row.get("all", 0) + count
            if light != "closed":
                row["open"] = row.get("open", 0) + count
            if light == "red":
                row["red"] = row.get("red", 0) + count
            if state == "to_verify":
                row["to_verify"] = row.get("to_verify", 0) + count
        for campaign in self:
            row = figures.get(campaign.id, {})
            campaign.finding_count = row.get("all", 0)
            campaign.open_finding_count = row.get("open", 0)
            campaign.overdue_finding_count = row.get("red", 0)
            campaign.to_verify_count = row.get("to_verify", 0)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def _get_records_action(self, xmlid, **context):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"rectification_campaign.{xmlid}")
        action["domain"] = [("campaign_id", "in", self.ids)]
        action["context"] = context
        return action

    def action_open_dossiers(self):
        """Open the dossiers of this campaign."""
        return self._get_records_action("rectification_dossier_action")

    def action_open_findings(self):
        """Open the findings of this campaign."""
        return self._get_records_action("rectification_finding_action")

    def action_open_overdue_findings(self):
        """Open the findings of this campaign whose deadline has passed."""
        return self._get_records_action("rectification_finding_action", search_default_overdue=True)

    def action_open_to_verify(self):
        """Open the findings of this campaign that wait for acceptance."""
        return self._get_records_action(
            "rectification_finding_action", search_default_to_verify=True
        )

    def action_open_signoffs(self):
        """Open the sign-off register of this campaign."""
        return self._get_records_action("rectification_signoff_action")
