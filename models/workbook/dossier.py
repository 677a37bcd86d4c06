from odoo import api, fields, models


class RectificationDossier(models.Model):
    """A dossier whose unit fills in its sheet without the system."""

    _inherit = "rectification.dossier"

    can_fill_offline = fields.Boolean(
        compute="_compute_can_fill_offline", export_string_translation=False
    )
    imported_on = fields.Datetime("Workbook Taken Back On", readonly=True, copy=False)
    import_count = fields.Integer("Workbooks Taken Back", compute="_compute_import_count")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("unit_check_id")
    @api.depends_context("uid")
    def _compute_can_fill_offline(self):
        for dossier in self:
            dossier.can_fill_offline = dossier.unit_check_id.can_fill_offline

    def _compute_import_count(self):
        counts = dict(
            self.env["rectification.workbook.import"]._read_group(
                [("dossier_id", "in", self.ids), ("state", "=", "done")],
                ["dossier_id"],
                ["__count"],
            )
        )
        for dossier in self:
            dossier.import_count = counts.get(dossier, 0)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_download_workbook(self):
        """Download the workbook of the unit's sheet."""
        self.ensure_one()
        return self.unit_check_id.action_download_workbook()

    def action_import_workbook(self):
        """Ask for a workbook that was filled in, and show what it would change."""
        self.ensure_one()
        return self.env["rectification.workbook.import"]._get_upload_action(self)

    def action_open_imports(self):
        """Open the workbooks that were taken back for this dossier."""
        return self._get_content_action(
            "rectification_workbook_import_action", [("state", "=", "done")]
        )
