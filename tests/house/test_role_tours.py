from odoo import Command
from odoo.tests import tagged

from ..tours import ToursCase


@tagged("post_install", "-at_install")
class TestRoleTours(ToursCase):
    """One way through a campaign for each role, in a browser, in Chinese."""

    def _begin(self):
        """Launch the campaign and open its second phase."""
        dossiers = self._launch()
        self.campaign.with_user(self.user_leader).action_start_self_check()
        return dossiers

    def _hand_in(self, unit, user):
        self._answer_rest(self._sheet(unit), user)
        self._sheet(unit).with_user(user).action_submit()

    def _add_finding_to_verify(self, number, text, **values):
        """Return a finding of the township for which the liaison has asked for acceptance."""
        finding = self._find(
            self._sheet(self.township),
            number,
            self.user_liaison,
            description=text,
            responsible_member_id=self.member_cadre.id,
            **values,
        )
        finding.action_open()
        self._put_right(finding, self.user_liaison)
        return finding

    def test_leader(self):
        """From an empty form to the second phase."""
        self._tour("leader", self.user_leader, "/odoo/rectification-campaigns")
        campaign = self.env["rectification.campaign"].search([("name", "=", "巡游县专项整治")])
        self.assertEqual(campaign.state, "self_check")
        self.assertTrue(campaign.launched_on)
        self.assertLessEqual(
            self.township | self.village | self.school, campaign.dossier_ids.unit_id
        )
        steps = self.env["rectification.signoff"].search([("campaign_id", "=", campaign.id)])
        self.assertEqual(steps.user_id, self.user_leader)

    def test_liaison(self):
        """The unit's sheet from start to hand-in; one finding up to the acceptance asked for."""
        self._begin()
        self._tour("liaison", self.user_liaison)
        sheet = self._sheet(self.township)
        self.assertRecordValues(sheet, [{"state": "submitted", "nil_return": False}])
        self.assertEqual(
            sheet.line_ids.sorted("problem_number").mapped("answer"),
            ["none", "found", "not_applicable", "none", "none", "none"],
        )
        finding = sheet.finding_ids
        self.assertRecordValues(
            finding,
            [{"state": "to_verify", "requested_by_id": self.user_liaison.id, "problem_number": 2}],
        )
        self.assertEqual(finding.action_ids.mapped("state"), ["done"])
        self.assertEqual(finding.evidence_ids.mapped("kind"), ["note"])

    def test_cadre(self):
        """The own sheet with a finding."""
        self._begin()
        self._tour("cadre", self.user_cadre)
        sheet = self._sheet(self.township, self.member_cadre)
        self.assertRecordValues(sheet, [{"state": "submitted", "nil_return": False}])
        self.assertRecordValues(
            sheet.finding_ids, [{"source": "personal", "author_user_id": self.user_cadre.id}]
        )

    def test_cadre_nil_return(self):
        """Nothing to report."""
        self._begin()
        self._tour("nil_return", self.user_cadre)
        sheet = self._sheet(self.township, self.member_cadre)
        self.assertRecordValues(sheet, [{"state": "submitted", "nil_return": True}])

    def test_head(self):
        """The signature under the unit's sheet, and the confirmation of a finding."""
        self._begin()
        finding = self._add_finding_to_verify(1, "材料太多")
        self._hand_in(self.township, self.user_liaison)
        self._tour("head", self.user_head)
        self.assertEqual(self._dossier(self.township).state, "submitted")
        self.assertEqual(self._sheet(self.township).state, "confirmed")
        self.assertEqual(finding.head_confirmed_by_id, self.user_head)

    def test_officer(self):
        """Two dossiers and two findings: one returned with a reason, one accepted."""
        self._begin()
        accepted = self._add_finding_to_verify(1, "材料太多", rectification_type="immediate")
        returned = self._add_finding_to_verify(2, "会议太长")
        returned.with_user(self.user_head).action_confirm()
        self._hand_in(self.township, self.user_liaison)
        self._dossier(self.township).with_user(self.user_head).action_submit()
        school = self._dossier(self.school)
        self._hand_in(self.school, self.user_school)
        school.with_user(self.user_school).action_submit()
        self._tour("officer", self.user_officer)
        self.assertEqual(self._dossier(self.township).state, "accepted")
        self.assertRecordValues(
            school, [{"state": "returned", "return_reason": "第2项答“未发现”，请核对后重报"}]
        )
        self.assertRecordValues(
            accepted, [{"state": "closed", "accepted_by_id": self.user_officer.id}]
        )
        self.assertRecordValues(returned, [{"state": "in_progress", "is_returned": True}])

    def test_observer(self):
        """Everything to read, nothing to press."""
        self._begin()
        self._add_finding_to_verify(1, "材料太多")
        self._hand_in(self.township, self.user_liaison)
        self._dossier(self.township).with_user(self.user_head).action_submit()
        self._tour("observer", self.user_observer, "/odoo/rectification-dossiers")

    def test_inspector(self):
        """A desk without tasks; nothing of the units."""
        self._begin()
        self._tour("inspector", self.user_inspector)

    def test_stranger(self):
        """On no roster, but with the app: an explanation."""
        self.user_stranger.group_ids = [
            Command.link(self.env.ref("rectification_campaign.group_unit_user").id)
        ]
        self._tour("stranger", self.user_stranger)
