from odoo import models


class RectificationCampaign(models.Model):
    """What a campaign hands out as a workbook: its ledger."""

    _inherit = "rectification.campaign"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_export_ledger(self):
        """Download the whole ledger of the campaign, as far as the user may see it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/ledger/campaign/{self.id}",
            "target": "download",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_ledger_name(self):
        """Return the name of the workbook's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Ledger", self.display_name)
