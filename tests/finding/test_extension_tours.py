from datetime import timedelta

from odoo.tests import tagged

from ..referral.tours import OpenFindingsTours


@tagged("post_install", "-at_install")
class TestExtensionTours(OpenFindingsTours):
    """The ways of an extension, in a browser, in Chinese."""

    def _ask_extension(self, finding, days):
        extension = (
            self.env["rectification.extension"]
            .with_user(self.user_liaison)
            .create(
                {
                    "finding_id": finding.id,
                    "requested_deadline": finding.deadline + timedelta(days=days),
                    "reason": "会议室改造月底完工",
                    "progress": "已合并三个例会",
                }
            )
        )
        return extension.with_env(self.env)

    def test_extension_asked_and_agreed(self):
        """The liaison asks on the finding, the head agrees on the desk."""
        self._tour("extension_ask", self.user_liaison, "/odoo/rectification-findings")
        extension = self.meetings.extension_ids
        self.assertRecordValues(
            extension,
            [
                {
                    "state": "requested",
                    "waiting_for": "head",
                    "old_deadline": self.meetings.deadline,
                    "requested_deadline": self.today + timedelta(days=40),
                    "requested_by_id": self.user_liaison.id,
                }
            ],
        )
        self._tour("extension_agree", self.user_head)
        self.assertRecordValues(
            extension, [{"waiting_for": "office", "head_confirmed_by_id": self.user_head.id}]
        )

    def test_extension_answered(self):
        """An officer grants one request, and another one for less."""
        granted = self._ask_extension(self.meetings, 10)
        shortened = self._ask_extension(self.papers, 30)
        (granted | shortened).with_user(self.user_head).action_agree()
        self._tour("extension_answer", self.user_officer)
        self.assertRecordValues(
            granted | shortened, [{"state": "granted", "decided_by_id": self.user_officer.id}] * 2
        )
        self.assertEqual(self.meetings.deadline, self.today + timedelta(days=30))
        self.assertEqual(self.papers.deadline, self.today + timedelta(days=25))
        self.assertEqual(shortened.condition, "二十五天足够")
