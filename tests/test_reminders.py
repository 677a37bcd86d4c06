from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import RectificationCase

MONDAY = date(2026, 5, 11)


@tagged("post_install", "-at_install")
class TestReminders(RectificationCase):
    """Who is reminded of what, and how often."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = MONDAY
        cls.startClassPatcher(freeze_time(MONDAY))
        cls.campaign = cls._add_campaign(
            "Reminded Campaign", officer_user_ids=[(6, 0, cls.user_officer.ids)]
        )
        cls._launch()
        users = cls.user_cadre | cls.user_head | cls.user_officer | cls.user_liaison
        users.write({"notification_type": "inbox", "email": "somebody@example.com"})

    def _due(self, days, **values):
        """Record an open finding whose deadline is ``days`` away and that the cadre answers for."""
        sheet = self._sheet(self.township)
        finding = self._find(
            sheet,
            1,
            self.user_liaison,
            responsible_member_id=self.member_cadre.id,
            deadline=MONDAY + timedelta(days=days),
            **values,
        )
        finding.with_user(self.user_liaison).action_open()
        return finding

    def _send(self):
        """Run the daily job as it runs by itself and return the digests of the day."""
        cron = self.env.ref("rectification_campaign.ir_cron_send_digests")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        return self.env["rectification.reminder"].search([("kind", "=", "digest")])

    def _messages(self, user):
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", user.partner_id.ids), ("model", "=", False)]
        )

    def test_one_digest_a_day_with_all_that_is_due(self):
        self._due(0)
        self._due(2, description="Due in two days")
        self._due(-1, description="Overdue since yesterday")
        self._due(40, description="Far away")
        digests = self._send()
        self.assertRecordValues(digests, [{"user_id": self.user_cadre.id, "item_count": 3}])
        message = self._messages(self.user_cadre)
        self.assertEqual(len(message), 1)
        self.assertIn("Overdue since yesterday", message.body)
        self.assertIn("Due in two days", message.body)
        self.assertNotIn("Far away", message.body)

    def test_running_twice_sends_nothing_twice(self):
        self._due(0)
        self.assertEqual(self._send(), self._send())
        self.assertEqual(len(self._messages(self.user_cadre)), 1)

    def test_a_second_digest_is_refused_by_the_database(self):
        values = {"kind": "digest", "date": MONDAY, "user_id": self.user_cadre.id}
        self.env["rectification.reminder"].create(values)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as caught,
        ):
            self.env["rectification.reminder"].create(values)
        self.assertIn("digest_uniq", str(caught.exception))

    def test_quiet_days(self):
        self._due(0)
        quiet = self.env["rectification.quiet.day"]
        quiet.create({"name": "Holiday", "date": MONDAY})
        self.assertFalse(self._send())
        with freeze_time(MONDAY - timedelta(days=1)):
            self.assertFalse(self._send())
            quiet.create(
                {"name": "Exchanged", "date": MONDAY - timedelta(days=1), "kind": "workday"}
            )
            self.assertTrue(self._send())

    def test_the_ladder_replaces_the_repeat(self):
        self._due(-3)
        self.assertEqual(self._send().user_id, self.user_cadre)

    def test_the_head_hears_instead_of_the_responsible_person(self):
        self._due(-4)
        self.assertEqual(self._send().user_id, self.user_head)

    def test_the_office_hears_instead_of_the_head(self):
        self._due(-11)
        self.assertEqual(self._send().user_id, self.user_officer)

    def test_who_cannot_be_reached_is_reported_to_the_office(self):
        self._due(0)
        self.user_cadre.write({"notification_type": "email", "email": False})
        self.assertEqual(self._send().user_id, self.user_officer)
        self.assertIn("has no e-mail address", self._messages(self.user_officer).body)

    def test_an_archived_user_is_reported_to_the_office(self):
        self._due(0)
        self.user_cadre.active = False
        self.assertEqual(self._send().user_id, self.user_officer)
        self.assertIn("archived", self._messages(self.user_officer).body)

    def test_a_unit_without_head_is_reported_to_the_office(self):
        self._due(-5)
        self.member_head.active = False
        self.assertEqual(self._send().user_id, self.user_officer)
        self.assertIn("no head", self._messages(self.user_officer).body)

    def test_sheets_are_reminded_of_before_the_submission_deadline(self):
        self.campaign.with_user(self.user_leader).date_submission = MONDAY + timedelta(days=2)
        digests = self._send()
        self.assertIn(self.user_cadre, digests.user_id)
        self.assertIn(self.user_school, digests.user_id)

    def test_an_officer_reminds_a_unit_once_a_day(self):
        finding = self._due(-1)
        wizard = (
            self.env["rectification.remind"]
            .with_user(self.user_officer)
            .create({"finding_ids": finding.ids, "note": "Before the inspection, please"})
        )
        wizard.action_remind()
        reminder = self.env["rectification.reminder"].search([("kind", "=", "office")])
        self.assertRecordValues(
            reminder,
            [{"sender_id": self.user_officer.id, "unit_id": self.township.id, "item_count": 1}],
        )
        self.assertIn("Before the inspection", self._messages(self.user_cadre).body)
        with self.assertRaisesRegex(UserError, "Township.*reminded today"):
            finding.with_user(self.user_officer2).action_remind()

    def test_nobody_else_reminds(self):
        finding = self._due(-1)
        for user in (self.user_head, self.user_observer):
            with self.assertRaises(AccessError):
                self.env["rectification.reminder"].with_user(user)._remind_units(finding)

    def test_there_is_nothing_to_remind_of(self):
        finding = self._due(1)
        self._put_right(finding, self.user_head)
        with self.assertRaisesRegex(UserError, "waits for the leading group itself"):
            finding.with_user(self.user_officer).action_remind()
        finding.with_user(self.user_officer).action_accept()
        with self.assertRaisesRegex(UserError, "settled"):
            finding.with_user(self.user_officer).action_remind()

    def test_reminders_stay_on_record(self):
        self._due(0)
        digest = self._send()
        with self.assertRaises(UserError):
            digest.write({"item_count": 0})
        with self.assertRaises(UserError):
            digest.unlink()
