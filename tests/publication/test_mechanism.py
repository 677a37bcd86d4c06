from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...models.core.flows import MECHANISM_FLOW
from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestMechanism(RectificationCase):
    """Rules made for good: put in force, reviewed, replaced; read by those they concern."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        cls.finding = cls._find(cls._sheet(cls.township), 1, cls.user_liaison).with_env(cls.env)

    def _make(self, user=None, **values):
        return (
            self.env["rectification.mechanism"]
            .with_user(user or self.user_liaison)
            .create(
                {
                    "name": "Rules for Meetings",
                    "document_number": "〔2026〕3号",
                    "date_in_force": self.today,
                    "campaign_id": self.campaign.id,
                    "unit_id": self.township.id,
                    **values,
                }
            )
            .with_env(self.env)
        )

    def test_in_force_with_a_review(self):
        rule = self._make(
            finding_ids=self.finding.ids,
            problem_ids=self.finding.problem_id.ids,
            review_date=self.today + timedelta(days=180),
        )
        self.assertEqual(rule.dossier_id, self._dossier(self.township))
        self.assertFalse(rule.activity_ids)
        rule.with_user(self.user_liaison).action_put_in_force()
        self.assertRecordValues(
            rule.activity_ids,
            [
                {
                    "user_id": self.user_liaison.id,
                    "date_deadline": self.today + timedelta(days=180),
                }
            ],
        )
        rule.with_user(self.user_liaison).review_date = self.today + timedelta(days=90)
        self.assertEqual(rule.activity_ids.date_deadline, self.today + timedelta(days=90))
        successor = self._make(kind="changed", replaces_id=rule.id, document_number="〔2026〕9号")
        successor.with_user(self.user_liaison).action_put_in_force()
        self.assertEqual(rule.state, "superseded")
        self.assertFalse(rule.activity_ids)
        self.assertEqual(rule.dossier_id.mechanism_count, 2)
        self.assertEqual(self.campaign.mechanism_count, 2)

    def test_every_step_and_role(self):
        rule = self._make()
        keepers = (
            self.user_head,
            self.user_liaison,
            self.user_officer,
            self.user_officer2,
            self.user_leader,
        )
        self.assertSteps(
            rule,
            dict.fromkeys(MECHANISM_FLOW, keepers),
            (
                *keepers,
                self.user_cadre,
                self.user_village,
                self.user_school,
                self.user_stranger,
                self.user_observer,
                self.user_inspector,
            ),
        )

    @mute_logger("odoo.sql_db")
    def test_bad_input(self):
        rule = self._make(document_number=False)
        with self.assertRefused("fill in: Document Number"):
            rule.with_user(self.user_liaison).action_put_in_force()
        with self.assertRefused("review date", exception=ValidationError):
            rule.with_user(self.user_liaison).review_date = self.today
        stranger = self._add_unit("Not Enrolled")
        with self.assertRefused("does not take part", exception=ValidationError):
            self._make(self.user_officer, unit_id=stranger.id)
        with self.assertRefused("belong to another unit", exception=ValidationError):
            self._make(self.user_officer, unit_id=self.school.id, finding_ids=self.finding.ids)
        rule.with_user(self.user_liaison).document_number = "〔2026〕3号"
        rule.with_user(self.user_liaison).action_put_in_force()
        with self.assertRefused("Set it back to draft"):
            rule.with_user(self.user_liaison).name = "Other Rules"
        with self.assertRefused("is not deleted"):
            rule.with_user(self.user_liaison).unlink()
        with self.assertRaises(IntegrityError):
            self._make(campaign_id=False)

    def test_access(self):
        own = self._make()
        common = self._make(self.user_officer, unit_id=False)
        model = self.env["rectification.mechanism"]
        both = own | common

        def visible(user):
            return model.with_user(user).search([("id", "in", both.ids)]).with_env(self.env)

        for user in (self.user_head, self.user_liaison, self.user_cadre):
            self.assertEqual(visible(user), own, user.login)
        for user in (self.user_village, self.user_school):
            self.assertFalse(visible(user), user.login)
        for user in (self.user_observer, self.user_officer, self.user_leader):
            self.assertEqual(visible(user), both, user.login)
        common.with_user(self.user_officer).action_put_in_force()
        self.assertEqual(visible(self.user_school), common)
        for user in (self.user_stranger, self.user_inspector):
            with self.assertRaises(AccessError):
                visible(user)
        for user in (self.user_cadre, self.user_village, self.user_school, self.user_observer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                own.with_user(user).summary = "Changed"
        with self.assertRaises(AccessError):
            self._make(self.user_cadre)
        with self.assertRaises(AccessError):
            self._make(self.user_liaison, unit_id=self.school.id)

    def test_files_are_read_with_the_rule(self):
        attachment = (
            self.env["ir.attachment"]
            .with_user(self.user_liaison)
            .create({"name": "rules.txt", "raw": b"Rules"})
        )
        foreign = (
            self.env["ir.attachment"]
            .with_user(self.user_officer)
            .create({"name": "draft.txt", "raw": b"Not yours"})
        )
        rule = self._make(attachment_ids=attachment.ids)
        self.assertEqual(attachment.res_id, rule.id)
        self.assertEqual(attachment.with_user(self.user_cadre).raw, b"Rules")
        with self.assertRaises(AccessError):
            attachment.with_user(self.user_school).read(["raw"])
        # Somebody else's file is not made readable by naming it.
        with self.assertRaises(AccessError):
            self._make(attachment_ids=foreign.ids)

    def test_form(self):
        action = self._dossier(self.township).with_user(self.user_liaison).action_open_mechanisms()
        model = self.env["rectification.mechanism"].with_user(self.user_liaison)
        with Form(model.with_context(**action["context"])) as form:
            form.name = "Rules for Files"
            form.problem_ids.add(self.finding.problem_id)
        self.assertEqual(form.record.unit_id, self.township)
