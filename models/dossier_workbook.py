from odoo import models


class RectificationDossier(models.Model):
    """A dossier that takes workbooks back: the unit's sheet, filled in without the system."""

    _inherit = "rectification.dossier"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_import_workbook(self):
        """Ask for a workbook that was filled in, and show what it would change."""
        self.ensure_one()
        return self.env["rectification.workbook.import"]._get_upload_action(self)
