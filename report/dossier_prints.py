from odoo import models


class RectificationDossier(models.Model):
    """What a dossier hands out: its list on paper, its ledger as a workbook."""

    _inherit = "rectification.dossier"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_export_ledger(self):
        """Download the ledger of the unit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/ledger/dossier/{self.id}",
            "target": "download",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_ledger_name(self):
        """Return the name of the workbook's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Ledger", self.display_name)

    def _get_list_name(self):
        """Return the name of the printed list's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - List of Problems and Rectification", self.display_name)
