"""Files that are written for one user and sent at once."""

import tempfile

from werkzeug.wsgi import wrap_file

from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_workbook(name, write):
    """Return the response that sends a workbook ``name`` (without its ending).

    ``write``: a function that writes the workbook to the file it is given.
    """
    # On disk and without a name, so that neither memory nor the disk keeps it.
    file = tempfile.TemporaryFile(prefix="rectification_workbook_")  # noqa: SIM115
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    size = file.seek(0, 2)
    file.seek(0)
    response = request.make_response(
        wrap_file(request.httprequest.environ, file),
        headers=[
            ("Content-Type", XLSX),
            ("Content-Length", size),
            ("Content-Disposition", content_disposition(name + ".xlsx")),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ],
    )
    response.direct_passthrough = True
    response.call_on_close(file.close)
    return response
