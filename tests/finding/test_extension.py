from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...models.core.flows import EXTENSION_FLOW
from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestExtension(RectificationCase):
    """A later deadline: asked for in time, agreed to, granted by somebody else, kept for good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        cls.finding = cls._find(cls._sheet(cls.township), 1, cls.user_liaison).with_env(cls.env)
        cls.finding.with_user(cls.user_liaison).action_open()
        cls.old = cls.finding.deadline
        cls.new = cls.old + timedelta(days=10)
        # An officer who sits on the township's roster as well.
        cls.user_both = new_test_user(
            cls.env, "t_both", groups="rectification_campaign.group_officer"
        )
        cls._add_member(cls.township, cls.user_both, "cadre")

    def _ask(self, user=None, finding=None, **values):
        user = user or self.user_liaison
        return (
            self.env["rectification.extension"]
            .with_user(user)
            .create(
                {
                    "finding_id": (finding or self.finding).id,
                    "reason": "The supplier is late",
                    "progress": "Half of it is done",
                    "requested_deadline": self.new,
                    **values,
                }
            )
            .with_env(self.env)
        )

    def test_asked_agreed_granted(self):
        due, sooner = (
            self.env["rectification.action"]
            .with_user(self.user_liaison)
            .create(
                [
                    {
                        "finding_id": self.finding.id,
                        "name": "Fewer meetings",
                        "member_id": self.member_cadre.id,
                        "deadline": deadline,
                    }
                    for deadline in (self.old, self.old - timedelta(days=5))
                ]
            )
            .with_env(self.env)
        )
        extension = self._ask()
        self.assertRecordValues(
            extension,
            [
                {
                    "state": "requested",
                    "waiting_for": "head",
                    "old_deadline": self.old,
                    "requested_by_id": self.user_liaison.id,
                    "head_confirmed_by_id": False,
                }
            ],
        )
        self.assertEqual(extension.activity_ids.user_id, self.user_head)
        extension.with_user(self.user_head).action_agree()
        self.assertEqual(extension.waiting_for, "office")
        self.assertFalse(extension.activity_ids)
        extension.with_user(self.user_officer).action_grant()
        self.assertRecordValues(
            extension,
            [
                {
                    "state": "granted",
                    "granted_deadline": self.new,
                    "decided_by_id": self.user_officer.id,
                    "waiting_for": False,
                }
            ],
        )
        self.assertEqual(self.finding.deadline, self.new)
        # What was due with the finding is due with it again; what comes before stays.
        self.assertEqual(due.deadline, self.new)
        self.assertEqual(due.activity_ids.date_deadline, self.new)
        self.assertEqual(sooner.deadline, self.old - timedelta(days=5))
        signoffs = self.env["rectification.signoff"].search(
            [("res_model", "=", extension._name), ("res_id", "=", extension.id)], order="id"
        )
        self.assertEqual(
            signoffs.mapped("transition"), ["requested", "confirmed_by_head", "granted"]
        )
        self.assertEqual(signoffs.unit_id, self.township)
        self.assertIn(str(self.new), self.finding._get_extension_texts()[self.finding.id])
        self.assertEqual(self.finding.extension_count, 1)
        ledger = self.env["rectification.ledger"].with_user(self.user_observer)
        [row] = ledger._iter_rows([("id", "=", self.finding.id)], ("extended", "progress"))
        self.assertEqual(row[0], f"{self.old} → {self.new}")
        self.assertIn(row[0], row[1])

    def test_head_who_asks_agrees(self):
        extension = self._ask(self.user_head)
        self.assertEqual(extension.head_confirmed_by_id, self.user_head)
        self.assertFalse(extension.activity_ids)

    def test_shortened(self):
        extension = self._ask(self.user_head)
        wizard_action = extension.with_user(self.user_officer).action_shorten()
        shorter = self.old + timedelta(days=3)
        with Form.from_action(self.env(user=self.user_officer), wizard_action) as form:
            form.granted_deadline = shorter
            form.answer = "Three days are enough"
            wizard = form.save()
        wizard.action_apply()
        self.assertRecordValues(extension, [{"state": "granted", "granted_deadline": shorter}])
        self.assertEqual(self.finding.deadline, shorter)
        self.assertEqual(extension.activity_ids.user_id, self.user_head)

    def test_refused_needs_reason_and_a_new_request_may_follow(self):
        extension = self._ask(self.user_head)
        with self.assertRefused("Reason for Refusal"):
            extension.with_user(self.user_officer).write({"state": "refused"})
        extension.with_user(self.user_officer).write({"state": "refused", "answer": "Not needed"})
        self.assertEqual(self.finding.deadline, self.old)
        self._ask(self.user_head)
        self.assertEqual(self.finding.extension_count, 2)

    def test_every_step_and_role(self):
        """Who may take which step, over all pairs of states."""
        allowed = {
            ("requested", "granted"): {self.user_officer, self.user_officer2, self.user_leader},
            ("requested", "refused"): {self.user_officer, self.user_officer2, self.user_leader},
        }
        everybody = (
            self.user_head,
            self.user_liaison,
            self.user_cadre,
            self.user_village,
            self.user_school,
            self.user_stranger,
            self.user_observer,
            self.user_officer,
            self.user_officer2,
            self.user_leader,
            self.user_inspector,
            self.user_both,
        )
        self.assertEqual(set(EXTENSION_FLOW), set(allowed))
        self.assertSteps(self._ask(self.user_head), allowed, everybody)

    def test_head_refuses_before_agreeing_only(self):
        extension = self._ask()
        extension.with_user(self.user_head).write({"state": "refused", "answer": "We manage"})
        self.assertEqual(extension.state, "refused")
        agreed = self._ask(self.user_head)
        with self.assertRefused("leading group answers"):
            agreed.with_user(self.user_head).write({"state": "refused", "answer": "No"})

    def test_nobody_grants_what_they_asked_for(self):
        """Somebody who asked for the unit and left its roster since does not answer it."""
        # On the township's roster as liaison when asking, off it when answering.
        member = self.township.member_ids.filtered(lambda line: line.user_id == self.user_both)
        member.role = "liaison"
        extension = self._ask(self.user_both)
        member.active = False
        extension.with_user(self.user_head).action_agree()
        with self.assertRefused("cannot grant it"):
            extension.with_user(self.user_both).action_grant()
        with self.assertRefused("cannot answer it"):
            extension.with_user(self.user_both).write({"state": "refused", "answer": "No"})

    def test_bad_requests(self):
        """Each gets its own sentence and leaves nothing behind."""
        cases = [
            ({"requested_deadline": self.old}, "does not lie after the deadline"),
            ({"requested_deadline": self.old - timedelta(days=1)}, "does not lie after"),
        ]
        for values, sentence in cases:
            with self.subTest(sentence=sentence), self.assertRefused(sentence):
                self._ask(**values)
        with (
            freeze_time(self.old + timedelta(days=2)),
            self.assertRefused("has passed"),
        ):
            self._ask()
        with self.assertRefused("asked for by the unit's head"):
            # sudo: past the record rules, to meet the model's own guard
            self.env["rectification.extension"].with_user(self.user_school).sudo().create(
                {
                    "finding_id": self.finding.id,
                    "reason": "x",
                    "progress": "x",
                    "requested_deadline": self.new,
                }
            )
        undated = self._find(
            self._sheet(self.township),
            2,
            self.user_liaison,
            deadline=False,
            rectification_type="immediate",
        )
        undated.action_open()
        with self.assertRefused("has no deadline yet"):
            self._ask(finding=undated)
        draft = self._find(self._sheet(self.township), 3, self.user_liaison)
        with self.assertRefused("being put right"):
            self._ask(finding=draft)
        self.assertFalse(self.env["rectification.extension"].search([]))
        self._ask()
        with self.assertRefused("asked for already"):
            self._ask(self.user_head)

    @mute_logger("odoo.sql_db")
    def test_fields_of_the_steps_and_kept(self):
        with self.assertRefused("created in the state"):
            self._ask(state="granted")
        with self.assertRefused("filled by the steps"):
            self._ask(head_confirmed_by_id=self.user_head.id)
        extension = self._ask()
        extension.with_user(self.user_liaison).reason = "The supplier is two weeks late"
        with self.assertRefused("answer is given"):
            extension.with_user(self.user_liaison).granted_deadline = self.new
        with self.assertRefused("has not agreed yet"):
            extension.with_user(self.user_officer).action_grant()
        extension.with_user(self.user_head).action_agree()
        with self.assertRefused("until the unit's head has agreed"):
            extension.with_user(self.user_liaison).reason = "Another reason"
        officer = extension.with_user(self.user_officer)
        with self.assertRefused("lies after the one asked for"):
            officer.write({"state": "granted", "granted_deadline": self.new + timedelta(days=1)})
        with self.assertRefused("does not lie after the present one"):
            officer.write({"state": "granted", "granted_deadline": self.old})
        officer.action_grant()
        with self.assertRefused("has been answered"):
            officer.condition = "Later thought"
        for user in (self.user_liaison, self.user_officer, self.user_leader):
            with self.assertRaises(AccessError):
                extension.with_user(user).unlink()
        with self.assertRefused("stay on record"):
            extension.unlink()

    def test_access(self):
        extension = self._ask()
        model = self.env["rectification.extension"]
        for user, sees in (
            (self.user_head, True),
            (self.user_liaison, True),
            (self.user_cadre, False),
            (self.user_village, False),
            (self.user_school, False),
            (self.user_observer, True),
            (self.user_officer, True),
            (self.user_leader, True),
            (self.user_inspector, False),
        ):
            with self.subTest(user=user.login):
                found = model.with_user(user).search([("id", "=", extension.id)])
                self.assertEqual(bool(found), sees)
                groups = model.with_user(user)._read_group([], ["unit_id"], ["__count"])
                self.assertEqual(bool(groups), sees)
        with self.assertRaises(AccessError):
            model.with_user(self.user_stranger).search([])
        for user in (self.user_observer, self.user_officer, self.user_school):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                model.with_user(user).create(
                    {
                        "finding_id": self.finding.id,
                        "reason": "x",
                        "progress": "x",
                        "requested_deadline": self.new,
                    }
                )

    def test_asked_on_the_finding(self):
        finding = self.finding.with_user(self.user_liaison)
        self.assertTrue(finding.can_ask_extension)
        self.assertFalse(self.finding.with_user(self.user_officer).can_ask_extension)
        with Form.from_action(
            self.env(user=self.user_liaison), finding.action_ask_extension()
        ) as form:
            self.assertEqual(form.old_deadline, self.old)
            form.requested_deadline = self.new
            form.reason = "The supplier is late"
            form.progress = "Half of it is done"
        self.assertEqual(finding.extension_ids.state, "requested")
        finding.invalidate_recordset()
        self.assertFalse(finding.can_ask_extension)
