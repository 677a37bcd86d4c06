from datetime import timedelta

from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestWholeCampaign(RectificationCase):
    """The whole way once: from launch to sign-off, each step by the person who takes it."""

    def test_from_launch_to_sign_off(self):
        self._launch()
        self.assertEqual(self.campaign.state, "study")
        self.assertEqual(len(self._dossier(self.township).check_ids), 6)
        self.campaign.with_user(self.user_leader).action_start_self_check()

        # A cadre records a finding of their own; the liaison takes it into the unit's list.
        own = self._sheet(self.township, self.member_cadre)
        personal = self._find(own, 2, self.user_cadre)
        self._answer_rest(own, self.user_cadre)
        own.with_user(self.user_cadre).action_submit()
        own.with_user(self.user_head).action_confirm()
        self.assertRecordValues(own, [{"state": "confirmed", "nil_return": False}])
        self.assertRecordValues(personal, [{"state": "open", "source": "personal"}])

        sheet = self._sheet(self.township)
        finding = self._find(sheet, 1, self.user_liaison)
        personal.with_user(self.user_liaison).action_take_into_unit_list()
        copy = self.env["rectification.finding"].search([("origin_finding_id", "=", personal.id)])
        self.assertEqual(copy.check_id, sheet)
        self.assertEqual(copy.check_line_id.answer, "found")
        self._answer_rest(sheet, self.user_liaison)
        sheet.with_user(self.user_liaison).action_submit()

        dossier = self._dossier(self.township)
        dossier.with_user(self.user_head).action_submit()
        self.assertEqual(dossier.state, "submitted")
        self.assertEqual(sheet.state, "confirmed")
        dossier.with_user(self.user_officer).action_accept()

        action = (
            self.env["rectification.action"]
            .with_user(self.user_liaison)
            .create(
                {
                    "finding_id": finding.id,
                    "name": "Cut the number of meetings",
                    "member_id": self.member_cadre.id,
                    "deadline": self.today + timedelta(days=3),
                }
            )
        )
        activity = action.sudo().activity_ids
        self.assertRecordValues(activity, [{"user_id": self.user_cadre.id}])
        activity.with_user(self.user_cadre).action_feedback(feedback="Two meetings fewer")
        self.assertRecordValues(action, [{"state": "done", "done_note": "Two meetings fewer"}])
        self.assertEqual(finding.state, "in_progress")

        self._put_right(finding, self.user_liaison)
        self.assertRecordValues(finding, [{"state": "to_verify", "waiting_for": "head"}])
        finding.with_user(self.user_head).action_confirm()
        self.assertEqual(finding.waiting_for, "office")
        finding.with_user(self.user_officer).action_accept()
        self.assertRecordValues(finding, [{"state": "closed", "light": "closed"}])
        steps = self.env["rectification.signoff"].search(
            [("res_id", "=", finding.id), ("res_model", "=", finding._name)]
        )
        self.assertEqual(
            steps.sorted("id").mapped("transition"), ["to_verify", "confirmed_by_head", "closed"]
        )
