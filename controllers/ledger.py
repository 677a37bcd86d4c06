from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from .download import send_workbook

MODELS = {"campaign": "rectification.campaign", "dossier": "rectification.dossier"}


class LedgerController(http.Controller):
    @http.route(
        "/rectification/ledger/<string:scope>/<int:record_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def download_ledger(self, scope, record_id):
        """Send the ledger of a campaign or of a dossier as a workbook.

        :raises NotFound: for records that do not exist and for those the user may not see: who
            guesses numbers learns nothing.
        """
        if scope not in MODELS:
            raise NotFound()
        record = request.env[MODELS[scope]].browse(record_id).exists()
        if not record or not record.has_access("read"):
            raise NotFound()
        ledger = request.env["rectification.ledger"]
        return send_workbook(
            record._get_ledger_name(), lambda file: ledger._write_workbook(record, file)
        )
