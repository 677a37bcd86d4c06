from odoo import api, fields, models


class RectificationCheck(models.Model):
    """A sheet that is filled in without the system: downloaded as a workbook, and taken back."""

    _inherit = "rectification.check"

    can_fill_offline = fields.Boolean(
        compute="_compute_can_fill_offline", export_string_translation=False
    )

    imported_on = fields.Datetime("Workbook Taken Back On", readonly=True, copy=False)

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("member_id", "user_id")
    @api.depends_context("uid")
    def _compute_can_fill_offline(self):
        fillers = self._filter_role_owner() | self._filter_role_manager()
        for check in self:
            check.can_fill_offline = check in fillers

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_download_workbook(self):
        """Download the workbook in which the sheet is filled in without the system."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/offline/{self.id}",
            "target": "download",
        }

    def action_import_workbook(self):
        """Ask for the workbook that was filled in, and show what it would change."""
        self.ensure_one()
        return self.env["rectification.workbook.import"]._get_upload_action(self.dossier_id, self)

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_offline_name(self):
        """Return the name of the workbook's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Offline Workbook", self.display_name)
