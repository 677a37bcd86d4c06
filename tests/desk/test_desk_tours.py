from odoo.tests import tagged

from ..referral.common import ReferralCase
from ..tours import ToursCase


@tagged("post_install", "-at_install")
class TestDeskTours(ToursCase, ReferralCase):
    """The desk of each role, in a browser, in Chinese: a task is taken, done, and gone."""

    def _desk_tour(self, role, user):
        self._tour(f"desk_{role}", user)

    def _ask(self, number, text, user, **values):
        """Return a finding of the township for which ``user`` has asked for acceptance."""
        finding = self._find(
            self._sheet(self.township), number, self.user_liaison, description=text, **values
        )
        finding.action_open()
        self._put_right(finding, user)
        return finding

    def _hand_in(self):
        self._answer_rest(self._sheet(self.township), self.user_liaison)
        self._sheet(self.township).with_user(self.user_liaison).action_submit()
        self._dossier(self.township).with_user(self.user_head).action_submit()

    def test_leader(self):
        campaign = self._add_campaign("Next Campaign")
        campaign._enrol(self.school)
        self._desk_tour("leader", self.user_leader)
        self.assertEqual(campaign.state, "study")

    def test_officer(self):
        self._ask(1, "材料太多", self.user_head)
        self._ask(2, "会议太长", self.user_liaison)
        self._hand_in()
        self.env["rectification.reminder"].with_user(self.user_officer)._remind_units(self.finding)
        self._desk_tour("officer", self.user_officer)
        self.assertEqual(self._dossier(self.township).state, "accepted")

    def test_head(self):
        finding = self._ask(1, "材料太多", self.user_liaison)
        self._desk_tour("head", self.user_head)
        self.assertEqual(finding.head_confirmed_by_id, self.user_head)

    def test_cadre(self):
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        self._desk_tour("cadre", self.user_cadre)
        self.assertRecordValues(action, [{"state": "done", "done_by_id": self.user_cadre.id}])

    def test_liaison(self):
        finding = self._ask(1, "材料太多", self.user_head)
        finding.with_user(self.user_officer).write(
            {"state": "in_progress", "return_reason": "没有写明减到几块"}
        )
        self._desk_tour("liaison", self.user_liaison)

    def test_observer(self):
        self._hand_in()
        self._desk_tour("observer", self.user_observer)

    def test_inspector(self):
        referral = self._refer()
        self._hand_over(referral)
        self._desk_tour("inspector", self.user_inspector)
        self.assertTrue(referral.accepted_on)
