from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from .download import send_workbook


class OfflineWorkbookController(http.Controller):
    @http.route(
        "/rectification/offline/<int:check_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_offline_workbook(self, check_id):
        """Send the workbook in which a self-check sheet is filled in without the system.

        :raises NotFound: for sheets that do not exist, that the user may not see or does not fill
            in: somebody who guesses numbers learns nothing.
        """
        check = request.env["rectification.check"].browse(check_id).exists()
        if not check or not check.has_access("read") or not check.can_fill_offline:
            raise NotFound()
        workbook = request.env["rectification.offline.workbook"]
        return send_workbook(
            check._get_offline_name(), lambda file: workbook._write_workbook(check, file)
        )
