from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tours import ToursCase
from .own_ledger_common import LedgerImportCase


@tagged("post_install", "-at_install")
class TestLedgerImportRights(LedgerImportCase):
    """Who fills in the sheet brings ledgers in; previews are decided upon, not rewritten."""

    def test_others_do_not(self):
        content = self._file(self._row("会议多而杂"))
        for user in (self.user_cadre, self.user_school, self.user_officer, self.user_observer):
            with self.subTest(user=user.login), self.assertRaises(Exception) as caught:
                self._upload(content, user=user)
            self.assertIn(type(caught.exception).__name__, ("AccessError", "UserError"))
            self.env.invalidate_all()

    def test_what_is_decided(self):
        upload = self._upload(self._file(self._row("会议多而杂")))
        line, column = self._lines(upload, "new"), self._column(upload, "责任人")
        with self.assertRefused("The preview shows what is in the file"):
            line.after = "Something else"
        with self.assertRefused("The columns show what is in the file"):
            column.heading = "Something else"
        with self.assertRefused("another catalogue"):
            line.problem_id = self.catalogue.copy().area_ids.problem_ids[0]
        with self.assertRefused("filled by the steps themselves"):
            upload.column_ids = [fields.Command.create({"heading": "责任人"})]
        with self.assertRefused("filled by the steps themselves"):
            upload.item_choices = {"a": 1}
        for record in (line, column):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(self.user_school).read(
                    ["sentence" if record == line else "heading"]
                )
        upload.action_confirm()
        with self.assertRefused("decided in the preview"):
            column.target = False
        with self.assertRefused("Only new rows of a ledger"):
            line.problem_id = self.catalogue.area_ids.problem_ids[1]


@tagged("post_install", "-at_install")
class TestLedgerImportTour(ToursCase, LedgerImportCase):
    """The preview of a ledger in a browser, in Chinese."""

    def test_tour(self):
        head = ["序号", "问题类别", "存在问题", "怎么改"]
        rows = ([1, "Item 1", "会议多而杂", "精简会议"], [2, "其他", "食堂排队太久", "错峰就餐"])
        upload = self._upload(self._file(*rows, head=head))
        action = "rectification_campaign.rectification_workbook_import_action"
        self._tour("ledger_import", self.user_liaison, f"/odoo/action-{action}/{upload.id}")
        self.assertRecordValues(
            self._findings(),
            [
                {"problem_number": 1, "measures": "精简会议"},
                {"problem_number": 4, "measures": "错峰就餐"},
            ],
        )
        self.assertEqual(upload.state, "done")
