from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...models.core.flows import SUGGESTION_FLOW
from ..common import RectificationCase

TEXT = "每周报同一张表两次，可否只报一次？\n名称不同，内容一样。"


@tagged("post_install", "-at_install")
class TestSuggestion(RectificationCase):
    """The way to complain: written from the desk, answered by the office, seen by nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # An officer and an observer who sit on the township's roster as well.
        cls.user_both = new_test_user(
            cls.env, "t_both", groups="rectification_campaign.group_officer"
        )
        cls.user_watcher = new_test_user(
            cls.env, "t_watcher", groups="rectification_campaign.group_observer"
        )
        cls._add_member(cls.township, cls.user_both, "cadre")
        cls._add_member(cls.township, cls.user_watcher, "cadre")

    def _write(self, user=None, body=TEXT):
        return (
            self.env["rectification.suggestion"]
            .with_user(user or self.user_cadre)
            .create({"body": body})
            .with_env(self.env)
        )

    def _tasks(self, user, part):
        desk = self.env["rectification.desk"].with_user(user).get_desk()
        return {
            task["key"]: task
            for found in desk["parts"]
            if found["key"] == part
            for task in found["tasks"]
        }

    def test_written_and_answered(self):
        suggestion = self._write()
        self.assertRecordValues(
            suggestion,
            [
                {
                    "name": "每周报同一张表两次，可否只报一次？",
                    "author_id": self.user_cadre.id,
                    "unit_ids": self.township.ids,
                    "state": "sent",
                }
            ],
        )
        self.assertIn("suggestions", self._tasks(self.user_officer, "office"))
        self.assertNotIn("suggestions", self._tasks(self.user_both, "office"))
        self.assertNotIn("suggestions_answered", self._tasks(self.user_cadre, "person"))
        with Form.from_action(
            self.env(user=self.user_officer),
            suggestion.with_user(self.user_officer).action_answer(),
        ) as wizard:
            wizard.answer = "下月起只报一次。"
        wizard.record.action_apply()
        self.assertRecordValues(
            suggestion,
            [
                {
                    "state": "answered",
                    "answer": "下月起只报一次。",
                    "answered_by_id": self.user_officer.id,
                }
            ],
        )
        self.assertNotIn("suggestions", self._tasks(self.user_officer, "office"))
        self.assertIn("suggestions_answered", self._tasks(self.user_cadre, "person"))
        self.assertNotIn("suggestions_answered", self._tasks(self.user_responsible, "person"))
        self.assertEqual(suggestion.with_user(self.user_cadre).answer, "下月起只报一次。")
        # After a while the desk is silent about it; the record stays.
        with freeze_time(fields.Datetime.now() + timedelta(days=20)):
            self.assertNotIn("suggestions_answered", self._tasks(self.user_cadre, "person"))

    def test_desk_offers_it(self):
        desk = self.env["rectification.desk"]
        action = desk.with_user(self.user_cadre).get_desk()["suggestion"]
        with Form.from_action(self.env(user=self.user_cadre), action) as form:
            form.body = TEXT
        self.assertEqual(form.record.author_id, self.user_cadre)
        for user in (self.user_stranger, self.user_inspector):
            self.assertFalse(desk.with_user(user).get_desk()["suggestion"])

    def test_every_step_and_role(self):
        suggestion = self._write()
        self.assertEqual(set(SUGGESTION_FLOW), {("sent", "answered")})
        self.assertSteps(
            suggestion,
            {("sent", "answered"): {self.user_officer, self.user_leader}},
            (
                self.user_cadre,
                self.user_head,
                self.user_observer,
                self.user_officer,
                self.user_both,
                self.user_leader,
                self.user_inspector,
            ),
        )

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_who_reads(self):
        """The author and the leading group, without those on the author's roster."""
        suggestion = self._write()
        Suggestion = self.env["rectification.suggestion"]
        self.env.flush_all()
        for user, sees in (
            (self.user_cadre, True),
            (self.user_officer, True),
            (self.user_leader, True),
            (self.user_observer, True),
            (self.user_head, False),
            (self.user_liaison, False),
            (self.user_county, False),
            (self.user_school, False),
            (self.user_both, False),
            (self.user_watcher, False),
        ):
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                found = Suggestion.with_user(user).search([])
                self.assertEqual(found, suggestion if sees else found.browse())
                self.assertEqual(bool(Suggestion.with_user(user)._read_group([], ["state"])), sees)
                if not sees:
                    self.assertFalse(suggestion.with_user(user).read(["body"]))
                    with self.assertRaises(MissingError):
                        suggestion.with_user(user).body  # noqa: B018
        for user in (self.user_stranger, self.user_inspector):
            with self.assertRaises(AccessError):
                Suggestion.with_user(user).search([])
        # On a roster later, an officer does not read on.
        self._add_member(self.township, self.user_officer2, "cadre")
        self.env.flush_all()
        self.assertFalse(Suggestion.with_user(self.user_officer2).search([]))

    def test_counted_nowhere(self):
        """Nothing else in the app changes, and nobody is notified."""
        logs = ("rectification.signoff", "mail.message", "mail.activity", "mail.notification")
        before = {name: self.env[name].search_count([]) for name in logs}
        suggestion = self._write()
        suggestion.with_user(self.user_officer).write({"state": "answered", "answer": "Yes"})
        self.env.flush_all()
        self.assertEqual({name: self.env[name].search_count([]) for name in logs}, before)
        for name in ("message_ids", "activity_ids", "dossier_id", "campaign_id", "finding_ids"):
            self.assertNotIn(name, suggestion._fields)

    def test_bad_input(self):
        suggestion = self._write()
        author = suggestion.with_user(self.user_cadre)
        with self.assertRefused("cannot be set by hand"):
            author.create({"body": TEXT, "author_id": self.user_head.id})
        with self.assertRefused("cannot be created in the state"):
            author.create({"body": TEXT, "state": "answered"})
        with self.assertRefused("only by its author"):
            suggestion.with_user(self.user_officer).body = "Something milder"
        with self.assertRefused("together with that step"):
            suggestion.with_user(self.user_officer).answer = "No"
        with self.assertRefused("Say in “Answer”"):
            suggestion.with_user(self.user_officer).write({"state": "answered"})
        own = self._write(user=self.user_officer)
        with self.assertRefused("who neither wrote it"):
            own.with_user(self.user_officer).write({"state": "answered", "answer": "Well said"})
        author.body = "Better so"
        self._write().with_user(self.user_cadre).unlink()
        suggestion.with_user(self.user_officer).write({"state": "answered", "answer": "No"})
        with self.assertRefused("has been answered and stays"):
            author.body = "Something else"
        with self.assertRefused("has been answered and stays"):
            author.unlink()
        with self.assertRaises(UserError):
            suggestion.with_user(self.user_officer2).write({"state": "answered", "answer": "Yes"})
        self.assertRecordValues(suggestion, [{"body": "Better so", "answer": "No"}])
