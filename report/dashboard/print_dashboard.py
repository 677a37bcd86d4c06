from odoo import api, models


class RectificationDashboardPrint(models.AbstractModel):
    """Hands the figures of the dashboard to its print."""

    _name = "report.rectification_campaign.print_dashboard"
    _description = "Print of the Dashboard"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return ``{"page"}`` for the filters in ``data``; see ``_get_page`` of the dashboard."""
        filters = (data or {}).get("filters") or {}
        return {"page": self.env["rectification.dashboard"]._get_page(filters)}
