from odoo import fields, models


class RectificationDossier(models.Model):
    """The rules that came out of what was found in a unit."""

    _inherit = "rectification.dossier"

    # mechanisms
    mechanism_ids = fields.One2many("rectification.mechanism", "dossier_id", "Long-Term Mechanisms")
    mechanism_count = fields.Integer("Mechanisms", compute="_compute_mechanism_count")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    def _compute_mechanism_count(self):
        counts = dict(
            self.env["rectification.mechanism"]._read_group(
                [("dossier_id", "in", self.ids)], ["dossier_id"], ["__count"]
            )
        )
        for dossier in self:
            dossier.mechanism_count = counts.get(dossier._origin, 0)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_mechanisms(self):
        """Open the long-term mechanisms of this unit in this campaign."""
        action = self._get_content_action("rectification_mechanism_action")
        action["context"] = {
            "default_campaign_id": self.campaign_id.id,
            "default_unit_id": self.unit_id.id,
        }
        return action
