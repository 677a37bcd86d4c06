import json

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from .download import send_workbook


class DashboardController(http.Controller):
    @http.route(
        "/rectification/dashboard.xlsx", type="http", auth="user", methods=["GET"], readonly=True
    )
    def download_dashboard(self, filters="{}"):
        """Send the dashboard as a workbook; ``filters`` as JSON.

        :raises NotFound: for those who may not see it, and when there is nothing to see.
        """
        try:
            filters = json.loads(filters)
        except ValueError:
            filters = {}
        dashboard = request.env["rectification.dashboard"]
        try:
            result = dashboard._get_result(filters if isinstance(filters, dict) else {})
        except (AccessError, UserError) as error:
            raise NotFound() from error
        return send_workbook(
            dashboard._get_title(result), lambda file: dashboard._write_workbook(result, file)
        )
