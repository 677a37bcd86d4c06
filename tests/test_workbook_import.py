import base64
import io

import openpyxl

from odoo.tests import tagged

from .common import RectificationCase


@tagged("post_install", "-at_install")
class TestWorkbookImport(RectificationCase):
    def test_refused(self):
        self._launch()
        book = openpyxl.Workbook()
        book.active["A1"] = "x"
        file = io.BytesIO()
        book.save(file)
        sheet = self._sheet(self.township).with_user(self.user_liaison)
        upload = (
            self.env["rectification.workbook.import"]
            .with_user(self.user_liaison)
            .create(
                {
                    "dossier_id": sheet.dossier_id.id,
                    "check_id": sheet.id,
                    "file": base64.b64encode(file.getvalue()),
                    "file_name": "a.xlsx",
                }
            )
        )
        with self.assertSays("not one that was downloaded here"):
            upload.action_preview()
