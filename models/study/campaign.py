from odoo import api, fields, models


class RectificationCampaign(models.Model):
    """Phase one: what the campaign asks of its units in study and education."""

    _inherit = "rectification.campaign"

    study_theme = fields.Char(
        "Theme of Study", help="Proposed as the theme of each session the units record."
    )
    study_form_ids = fields.Many2many(
        "rectification.study.form",
        "rectification_campaign_study_form_rel",
        "campaign_id",
        "form_id",
        "Forms Expected",
        ondelete="restrict",
        help="Each unit studies at least once in each of these forms. How often is up to the unit.",
    )
    study_requirement = fields.Text("What Is Expected")
    study_material_ids = fields.One2many(
        "rectification.study.material", "campaign_id", "Study Materials"
    )
    study_complete_count = fields.Integer(
        "Units That Have Studied", compute="_compute_study_complete_count"
    )

    @api.depends("dossier_ids")
    def _compute_study_complete_count(self):
        for campaign in self:
            campaign.study_complete_count = len(campaign.dossier_ids.filtered("is_study_complete"))

    def action_open_study(self):
        """Open the study coverage of this campaign's units."""
        return self._get_own_action("rectification_dossier_action_study")
