from odoo.tests import tagged

from ..referral.common import ReferralCase


@tagged("post_install", "-at_install")
class TestMechanismPrints(ReferralCase):
    """The lists of mechanisms say what is on record."""

    def _render(self, name, records, user):
        report = self.env["ir.actions.report"].with_user(user)
        html, __ = report._render_qweb_html(f"rectification_campaign.{name}", records.ids)
        return html.decode()

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
