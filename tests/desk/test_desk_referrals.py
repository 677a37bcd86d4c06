from odoo.tests import tagged

from ..referral.common import ReferralCase


@tagged("post_install", "-at_install")
class TestDeskReferrals(ReferralCase):
    """Referrals and extensions stand on the desk they wait at."""

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
