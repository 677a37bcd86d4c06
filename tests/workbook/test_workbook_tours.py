from odoo.tests import tagged

from ..tours import ToursCase
from .workbooks import WorkbookMixin


@tagged("post_install", "-at_install")
class TestWorkbookTours(WorkbookMixin, ToursCase):
    """The way of a sheet that is filled in offline, in a browser, in Chinese."""

    def test_workbook(self):
        """A sheet filled in offline, taken back with a mistake and without, in Chinese."""
        self._launch()
        sheet = self._sheet(self.township)

        copy = self._download(sheet.with_context(lang="zh_CN"), self.user_liaison)
        keys = copy.keys("answers")
        copy.fill("answers", keys[0], answer="也许")
        copy.fill("findings", "N1", number=2, description="会议多、会期长，层层陪会")
        for name, answer in (("wrong.xlsx", "也许"), ("right.xlsx", "无")):
            copy.fill("answers", keys[0], answer=answer)
            self.env["ir.attachment"].with_user(self.user_liaison).create(
                {"name": name, "raw": copy.save()}
            )
        self._tour("workbook", self.user_liaison, "/odoo/rectification-my-sheets")
        self.assertEqual(
            sheet.line_ids.sorted("problem_number")[:2].mapped("answer"), ["none", "found"]
        )
        upload = self.env["rectification.workbook.import"].search([])
        self.assertRecordValues(
            upload, [{"state": "done", "create_uid": self.user_liaison.id, "check_id": sheet.id}]
        )
