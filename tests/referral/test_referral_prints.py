import io

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.pdf import PdfReader

from .common import ReferralCase


@tagged("post_install", "-at_install")
class TestReferralPrints(ReferralCase):
    """Letter of transfer and register of leads say what is on record."""

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
