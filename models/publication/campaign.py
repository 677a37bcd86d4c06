from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .final_report import FinalReport


class RectificationCampaign(models.Model):
    """What a campaign publishes: its final report (总结报告), and the list of its rules.

    A person writes the text of the report and chooses the typical problems; all else in it is what
    the ledger says on the day of the print.
    """

    _inherit = "rectification.campaign"

    # final report
    final_report = fields.Text(
        copy=False,
        groups="rectification_campaign.group_observer",
        help="What a person writes: course of the campaign, what it achieved, what is left. The "
        "print adds figures, chart, tables and mechanisms. Lines beginning with 一、 （一） 1. or "
        "（1） are printed as headings.",
    )
    typical_finding_ids = fields.Many2many(
        "rectification.finding",
        "rectification_campaign_typical_rel",
        "campaign_id",
        "finding_id",
        "Typical Problems",
        domain="[('campaign_id', '=', id), ('state', 'not in', ('draft', 'rejected'))]",
        copy=False,
        groups="rectification_campaign.group_observer",
        help="Findings that the final report tells of, without the names of persons.",
    )
    typical_without_units = fields.Boolean(
        "Without Units' Names",
        groups="rectification_campaign.group_observer",
        help="The typical problems name no unit either.",
    )
    # mechanisms
    mechanism_count = fields.Integer("Long-Term Mechanisms", compute="_compute_mechanism_count")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    def _compute_mechanism_count(self):
        counts = dict(
            self.env["rectification.mechanism"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.mechanism_count = counts.get(campaign._origin, 0)

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("typical_finding_ids")
    def _check_typical_findings(self):
        for campaign in self:
            strange = campaign.typical_finding_ids.filtered(
                lambda finding, campaign=campaign: finding.campaign_id != campaign
            )
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(findings)s: found in another campaign, and no typical problem of "
                        "%(campaign)s.",
                        findings=strange._get_names(),
                        campaign=campaign.name,
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_mechanisms(self):
        """Open the long-term mechanisms of this campaign."""
        return self._get_own_action(
            "rectification_mechanism_action", default_campaign_id=self[:1].id
        )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _search_rules(self):
        """Return the rules of the campaign that are in force or were, by unit."""
        return self.env["rectification.mechanism"].search(
            [("campaign_id", "=", self.id), ("state", "!=", "draft")],
            order="unit_id, date_in_force, id",
        )

    # ------------------------------------------------------------
    # PRINT
    # ------------------------------------------------------------

    def _get_report_name(self):
        """Return the name of the printed final report's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Final Report", self.display_name)

    def _get_report_page(self):
        """Return what the printed final report shows: the text, and sections of figures."""
        self.ensure_one()
        return FinalReport(self).get_page()

    def _get_mechanism_list(self):
        """Return the printed list of the campaign's rules; drafts are not among them."""
        self.ensure_one()
        rules = self._search_rules()._get_list()
        return {**rules, "campaign": self.name, "organiser": self.organiser}
