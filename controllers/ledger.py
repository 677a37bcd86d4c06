import tempfile

from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.http import content_disposition, request

MODELS = {"campaign": "rectification.campaign", "dossier": "rectification.dossier"}
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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

        :raises NotFound: for records that do not exist and for those the user may not see: whoever
            guesses numbers learns nothing.
        """
        if scope not in MODELS:
            raise NotFound()
        record = request.env[MODELS[scope]].browse(record_id).exists()
        if not record or not record.has_access("read"):
            raise NotFound()
        # On disk and without a name, so that neither memory nor the disk keeps it.
        file = tempfile.TemporaryFile(prefix="rectification_ledger_")  # noqa: SIM115
        try:
            request.env["rectification.ledger"]._write_workbook(record, file)
        except BaseException:
            file.close()
            raise
        size = file.seek(0, 2)
        file.seek(0)
        response = request.make_response(
            wrap_file(request.httprequest.environ, file),
            headers=[
                ("Content-Type", MIMETYPE),
                ("Content-Length", size),
                ("Content-Disposition", content_disposition(record._get_ledger_name() + ".xlsx")),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
        response.direct_passthrough = True
        response.call_on_close(file.close)
        return response
