from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestActionActivity(RectificationCase):
    """An action and its activity go together, and nobody is sent a mail for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.finding = cls._find(cls._sheet(cls.township), 1, cls.user_liaison)
        (cls.user_cadre | cls.user_responsible | cls.user_head).write(
            {"email": "somebody@example.com", "notification_type": "email"}
        )

    def _activities(self, record, **values):
        domain = [("res_model", "=", record._name), ("res_id", "in", record.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["mail.activity"].search(domain)

    def _archived(self, record):
        return self._activities(record.with_env(self.env), active=False)

    def test_one_activity_for_each_action_with_a_user(self):
        mails = self.env["mail.mail"].search_count([])
        action = self._add_action(
            self.finding, self.user_liaison, self.member_cadre, deadline=self.today
        )
        on_paper = self._add_action(self.finding, self.user_liaison, self.member_paper)
        self.assertRecordValues(
            self._activities(action),
            [
                {
                    "user_id": self.user_cadre.id,
                    "date_deadline": self.today,
                    "summary": "Do it",
                    "automated": True,
                }
            ],
        )
        self.assertFalse(self._activities(on_paper))
        self.env.flush_all()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertFalse(
            self.env["mail.message"].search(
                [("notified_partner_ids", "in", self.user_cadre.partner_id.ids)]
            )
        )

    def test_finishing_the_activity_finishes_the_action(self):
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        self._activities(action).with_user(self.user_cadre).action_feedback(feedback="Two fewer")
        self.assertRecordValues(
            action,
            [{"state": "done", "done_note": "Two fewer", "done_by_id": self.user_cadre.id}],
        )
        self.assertFalse(self._activities(action))

    def test_finishing_the_action_finishes_the_activity(self):
        actions = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        actions |= self._add_action(self.finding, self.user_liaison, self.member_responsible)
        actions.with_user(self.user_liaison).action_done()
        self.assertFalse(self._activities(actions))
        self.assertEqual(len(self._archived(actions)), 2)

    def test_reopening_asks_again(self):
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        action.with_user(self.user_cadre).action_done()
        action.with_user(self.user_cadre).action_reopen()
        self.assertEqual(action.state, "doing")
        self.assertEqual(self._activities(action).user_id, self.user_cadre)

    def test_activity_follows_the_action(self):
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        liaison = action.with_user(self.user_liaison)
        day = self.today + timedelta(3)
        liaison.write({"member_id": self.member_responsible.id, "deadline": day, "name": "Do more"})
        self.assertRecordValues(
            self._activities(action),
            [
                {
                    "user_id": self.user_responsible.id,
                    "date_deadline": day,
                    "summary": "Do more",
                }
            ],
        )
        liaison.member_id = self.member_paper
        self.assertFalse(self._activities(action))
        self.assertFalse(action.user_id)

    def test_cancelled_action(self):
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        action.with_user(self.user_liaison).action_cancel()
        self.assertFalse(self._activities(action))
        action.with_user(self.user_liaison).action_reopen()
        self.assertEqual(action.state, "todo")
        self.assertEqual(len(self._activities(action)), 1)

    def test_activity_of_an_open_action_stays(self):
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        activity = self._activities(action).with_user(self.user_cadre)
        with self.assertRefused("Do it", "finish the action"):
            activity.unlink()
        # Anybody's own note beside it is theirs.
        note = action.with_user(self.user_cadre).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_cadre.id
        )
        note.unlink()

    def test_somebody_elses_activity(self):
        """Who only watches finishes neither the activity nor the action."""
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        activity = self._activities(action)
        for user in (self.user_county, self.user_observer, self.user_school):
            with self.assertRefused(exception=AccessError):
                activity.with_user(user).action_feedback()
        self.assertEqual(action.state, "todo")
        self.assertEqual(self._activities(action), activity)

    def test_activity_of_a_finished_finding(self):
        """An activity cannot be the way around a finding that waits for acceptance."""
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        activity = self._activities(action)
        self._set_state(self.finding, "to_verify")
        with self.assertRefused("Do it", "To Verify"):
            activity.with_user(self.user_cadre).action_feedback(feedback="Late")

    def test_starting_an_action_starts_the_finding(self):
        action = self._add_action(self.finding, self.user_liaison, self.member_cadre)
        self.finding.with_user(self.user_liaison).action_open()
        action.with_user(self.user_cadre).action_start()
        self.assertEqual(self.finding.state, "in_progress")

    def test_desks_of_the_steps(self):
        """Each step puts one activity on the desk it waits at, and takes the last one away."""
        sheet = self._sheet(self.township)
        self._answer_rest(sheet, self.user_liaison)
        sheet.with_user(self.user_liaison).action_submit()
        self.assertEqual(self._activities(sheet).user_id, self.user_head)
        self._dossier(self.township).with_user(self.user_head).action_submit()
        self.assertFalse(self._activities(sheet))
        self._put_right(self.finding, self.user_liaison)
        self.assertEqual(self._activities(self.finding).user_id, self.user_head)
        self.finding.with_user(self.user_head).action_confirm()
        self.assertFalse(self._activities(self.finding))
        self.finding.with_user(self.user_officer).write(
            {"state": "in_progress", "return_reason": "Say how many"}
        )
        redo = self._activities(self.finding)
        self.assertEqual(redo.user_id, self.user_liaison)
        self.assertIn("Say how many", redo.note)
        self._put_right(self.finding, self.user_head)
        self.assertFalse(self._activities(self.finding), "asking as head confirms at once")
