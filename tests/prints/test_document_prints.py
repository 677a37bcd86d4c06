import io

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.pdf import PdfReader

from ..referral.common import ReferralCase


@tagged("post_install", "-at_install")
class TestDocumentPrints(ReferralCase):
    """Letter of transfer, register of leads and list of mechanisms say what is on record."""

    def _render(self, name, records, user):
        report = self.env["ir.actions.report"].with_user(user)
        html, __ = report._render_qweb_html(f"rectification_campaign.{name}", records.ids)
        return html.decode()

    def test_letter(self):
        referral = self._refer()
        self._hand_over(referral)
        for user in (self.user_officer, self.user_leader, self.user_inspector):
            with self.subTest(user=user.login):
                html = self._render("print_referral_letter", referral, user)
                for text in (
                    referral.reference,
                    "Secret facts of the lead",
                    "Township Cadre",
                    "Minutes of the Meeting",
                    self.campaign.name,
                ):
                    self.assertIn(text, html)
        for user in (self.user_observer, self.user_head):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._render("print_referral_letter", referral, user)
        self.assertFalse(
            self.env["ir.attachment"].search([("res_model", "=", "rectification.referral")])
        )

    def test_short_letter_is_one_page(self):
        """The signatures of hand-over and receipt do not stand alone on a page."""
        referral = self._refer()
        self._hand_over(referral)
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_leader.lang = "zh_CN"
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True, lang="zh_CN"
        )
        content, __ = reports.with_user(self.user_leader)._render_qweb_pdf(
            "rectification_campaign.print_referral_letter", referral.ids
        )
        self.assertEqual(len(PdfReader(io.BytesIO(content)).pages), 1)

    def test_register(self):
        referral = self._refer()
        self._hand_over(referral)
        self._conclude(referral)
        html = self._render("print_referral_register", referral, self.user_inspector)
        for text in ("Township Cadre", "Secret facts", "Preliminary Verification"):
            self.assertIn(text, html)

    def test_mechanisms(self):
        rule = (
            self.env["rectification.mechanism"]
            .with_user(self.user_liaison)
            .create(
                {
                    "name": "Rules for Meetings",
                    "document_number": "〔2026〕3号",
                    "date_in_force": self.today,
                    "campaign_id": self.campaign.id,
                    "unit_id": self.township.id,
                    "finding_ids": self.finding.ids,
                    "problem_ids": self.finding.problem_id.ids,
                }
            )
        )
        html = self._render("print_campaign_mechanisms", self.campaign, self.user_observer)
        self.assertIn("No rule is on record.", html)
        rule.action_put_in_force()
        for name, records, user in (
            ("print_campaign_mechanisms", self.campaign, self.user_observer),
            ("print_mechanisms", rule, self.user_liaison),
        ):
            with self.subTest(report=name):
                html = self._render(name, records, user)
                for text in ("Rules for Meetings", "〔2026〕3号", self.finding.reference):
                    self.assertIn(text, html)

    def test_desks(self):
        desk = self.env["rectification.desk"]

        def keys(user):
            self.env.invalidate_all()
            parts = desk.with_user(user).get_desk()["parts"]
            return {task["key"] for part in parts for task in part["tasks"]}

        referral = self._refer()
        self.assertIn("referrals_approve", keys(self.user_leader))
        self.assertNotIn("referrals_accept", keys(self.user_inspector))
        referral.with_user(self.user_leader).action_approve()
        self.assertIn("referrals_hand_over", keys(self.user_officer))
        self.assertFalse({key for key in keys(self.user_officer2) if "referral" in key})
        referral.with_user(self.user_officer).action_hand_over()
        self.assertIn("referrals_accept", keys(self.user_inspector))
        extension = (
            self.env["rectification.extension"]
            .with_user(self.user_liaison)
            .create(
                {
                    "finding_id": self.finding.id,
                    "reason": "Late",
                    "progress": "Half",
                    "requested_deadline": "2099-01-01",
                }
            )
        )
        self.assertIn("extensions_agree", keys(self.user_head))
        extension.with_user(self.user_head).action_agree()
        self.assertIn("extensions_answer", keys(self.user_officer2))
