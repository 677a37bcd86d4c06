import doctest

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...tools.core import listing
from ..common import RectificationCase

DESK = "rectification_campaign.rectification_desk_action"


@tagged("post_install", "-at_install")
class TestSentences(RectificationCase):
    """Sentences name several things, and read as the language of their reader does."""

    def test_the_job_writes_in_the_language_of_the_office(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "in", ("base", "mail", "rectification_campaign"))]
        )._update_translations(["zh_CN"])
        self.user_leader.lang = "zh_CN"
        campaign = self.campaign.with_user(self.user_leader)
        campaign._enrol(self.school)
        campaign.action_launch()
        with self.enter_registry_test_mode():
            self.env.ref("rectification_campaign.ir_cron_prepare_dossiers").method_direct_trigger()
        self.env.invalidate_all()
        self.assertIn("自查自纠表", self._sheet(self.school).message_ids[-1].body)

    def test_lists_and_refusals_read_as_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "rectification_campaign")]
        )._update_translations(["zh_CN"])
        campaign = self.campaign.with_user(self.user_leader).with_context(lang="zh_CN")
        campaign.write({"date_study_end": False, "date_submission": False})
        with self.assertRefused("Campaign under Test：", "集中学习教育阶段截止和清单提交截止"):
            campaign.action_launch()
        names = (self.school | self.village).with_context(lang="zh_CN").mapped("name")
        self.assertEqual(listing.join_names(names, "zh_CN"), "School、Village")

    def test_pure_function(self):
        self.assertEqual(doctest.testmod(listing).failed, 0)

    def test_a_step_for_several_roles_says_or(self):
        sheet = self._sheet_of_school()
        with self.assertRaises(UserError) as caught:
            sheet.with_user(self.user_officer).action_submit()
        self.assertIn(" or ", str(caught.exception))

    def _sheet_of_school(self):
        self._launch()
        sheet = self._sheet(self.school)
        self._answer_rest(sheet, self.user_school)
        return sheet
