from odoo import models


class RectificationDossier(models.Model):
    _inherit = "rectification.dossier"

    def action_refer(self):
        """Open the form on which an officer proposes a referral about the unit as such."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refer to Discipline Inspection"),
            "res_model": "rectification.referral",
            "views": [(False, "form")],
            "context": {
                "default_unit_id": self.unit_id.id,
                "default_campaign_id": self.campaign_id.id,
            },
        }
