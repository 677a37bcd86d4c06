from odoo import models


class RectificationCheck(models.Model):
    """A sheet that is filled in without the system: downloaded as a workbook, and taken back."""

    _inherit = "rectification.check"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_import_workbook(self):
        """Ask for the workbook that was filled in, and show what it would change."""
        self.ensure_one()
        return self.env["rectification.workbook.import"]._get_upload_action(self.dossier_id, self)
