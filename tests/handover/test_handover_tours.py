from odoo.tests import tagged

from ..referral.tours import OpenFindingsTours


@tagged("post_install", "-at_install")
class TestHandoverTours(OpenFindingsTours):
    """The way of a handover, in a browser, in Chinese."""

    def test_transfer(self):
        """An officer passes on the work of a cadre who leaves."""
        action = self._add_action(self.meetings, self.user_liaison, self.member_cadre)
        self._tour("transfer", self.user_officer)
        self.assertEqual(
            (self.meetings | self.papers).responsible_member_id, self.member_responsible
        )
        self.assertEqual(action.member_id, self.member_responsible)
        self.assertRecordValues(self.member_cadre, [{"active": False, "user_id": False}])
        self.assertTrue(
            self.env["rectification.signoff"].search_count([("transition", "=", "transferred")])
        )
