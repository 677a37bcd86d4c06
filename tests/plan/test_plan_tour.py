from odoo.tests import tagged

from ..tours import ToursCase
from .common import PLAN, PlanCase
from .plans.documents import as_docx


@tagged("post_install", "-at_install")
class TestPlanTour(ToursCase, PlanCase):
    def test_from_a_document_to_a_launched_campaign(self):
        """The officer sets up and enrols, the head of the leading group launches; in Chinese."""
        self.env["ir.attachment"].with_user(self.user_officer).create(
            {"name": "巡游方案.docx", "raw": as_docx(PLAN)}
        )
        self._tour("plan", self.user_officer, "/odoo/rectification-campaigns")
        plan = self.env["rectification.plan"].search([("source_filename", "=", "巡游方案.docx")])
        campaign = plan.campaign_id
        self.assertEqual(campaign.state, "draft")
        self.assertEqual(self._tree(plan)[0][2], [(1, "发文没有计划，临时动议多"), (2, "照抄照转")])
        self._tour("plan_launch", self.user_leader, "/odoo/rectification-campaigns")
        self.assertEqual((campaign.state, campaign.catalogue_id.state), ("study", "published"))
        campaign.dossier_ids._prepare_sheets()
        sheet = self._sheet(self.township, campaign=campaign).with_user(self.user_liaison)
        sheet.action_start()
        self.assertEqual(
            sheet.line_ids.problem_id.mapped("name"),
            [
                "发文没有计划，临时动议多",
                "照抄照转",
                "会议层层套开，同一事项重复部署",
                "陪会现象普遍",
            ],
        )
