import doctest
from datetime import date, timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...models.reminder import digest, digest_body
from ...models.reminder.due import DueItems
from ...models.reminder.recipients import get_problem
from ...tools.reminder import ladder
from ..common import RectificationCase

ITEMS = digest_body.ITEMS_SHOWN
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
        self.assertFalse(message.subtype_id.internal, "or it is announced as internal chat")
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

    def test_holidays(self):
        self._due(0)
        holidays = self.env["rectification.quiet.day"]
        holidays.create({"name": "Holiday", "date": MONDAY})
        self.assertFalse(self._send())
        with freeze_time(MONDAY - timedelta(days=1)):
            self.assertFalse(self._send())
            holidays.create(
                {"name": "Exchanged", "date": MONDAY - timedelta(days=1), "kind": "workday"}
            )
            self.assertTrue(self._send())

    def test_the_ladder_replaces_the_repeat(self):
        self._due(-3)
        self.assertEqual(self._send().user_id, self.user_cadre)

    def test_the_head_is_reminded_instead_of_the_responsible_person(self):
        self._due(-4)
        self.assertEqual(self._send().user_id, self.user_head)

    def test_the_office_is_reminded_instead_of_the_head(self):
        self._due(-11)
        self.assertEqual(self._send().user_id, self.user_officer)

    def test_the_rules_are_as_described(self):
        result = doctest.testmod(ladder)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_what_keeps_somebody_from_being_reminded(self):
        user = self.user_cadre
        self.assertIsNone(get_problem(user))
        self.assertEqual(get_problem(user.browse()).code, "nobody")
        self.assertEqual(get_problem(user.browse(), ladder.HEAD).code, "no_head")
        user.email = False
        self.assertIsNone(get_problem(user), "the inbox needs no address")
        user.notification_type = "email"
        self.assertEqual(get_problem(user), ("no_email", "Township Cadre"))
        user.email = "somebody@example.com"
        self.assertIsNone(get_problem(user))
        user.active = False
        self.assertEqual(get_problem(user), ("archived", "Township Cadre"))

    def test_who_cannot_be_reached_is_reported_to_the_office(self):
        self._due(0)
        self.user_cadre.write({"notification_type": "email", "email": False})
        self.assertEqual(self._send().user_id, self.user_officer)
        self.assertIn("没有电子邮箱", self._messages(self.user_officer).body)

    def test_an_archived_user_is_reported_to_the_office(self):
        self._due(0)
        self.user_cadre.active = False
        self.assertEqual(self._send().user_id, self.user_officer)
        self.assertIn("用户已归档", self._messages(self.user_officer).body)

    def test_a_unit_without_head_is_reported_to_the_office(self):
        self._due(-5)
        self.member_head.active = False
        self.assertEqual(self._send().user_id, self.user_officer)
        self.assertIn("没有可登录的主要负责人", self._messages(self.user_officer).body)

    def test_what_reaches_no_officer_reaches_the_head_of_the_leading_group(self):
        """Nothing is lost because the people to whom it would be reported have left."""
        self._due(0)
        (self.user_cadre | self.user_officer).active = False
        self.assertEqual(self._send().user_id, self.user_leader)

    def test_what_reaches_no_head_reaches_every_officer(self):
        self._due(0)
        self.campaign.sudo().leader_user_id = False
        (self.user_cadre | self.user_officer).active = False
        self.assertEqual(self._send().user_id, self.user_officer2 | self.user_leader)

    def test_what_nobody_with_a_user_answers_for_is_for_the_liaison(self):
        finding = self._due(0)
        self._set_values(finding, responsible_member_id=self.member_paper.id)
        self.assertEqual(self._send().user_id, self.user_liaison)

    def test_one_rung_at_a_time(self):
        """Each day one person is reminded, and with the days that are set."""
        self._due(0)
        self.patch(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 1)
        parameters = self.env["ir.config_parameter"]
        for head_days, office_days, expected in (
            (False, False, "CCCC HHHHHHH OOO"),
            ("1", "2", "CC H OOOOOOOOOOO"),
            ("0", "nonsense", "C HHHHHHHHHH OOO"),
        ):
            parameters.set_param("rectification_campaign.escalate_head_days", head_days)
            parameters.set_param("rectification_campaign.escalate_office_days", office_days)
            reminded = ""
            for day in range(14):
                with freeze_time(MONDAY + timedelta(days=day)):
                    self.env["rectification.finding"]._refresh_lights()
                    shares = DueItems(self.env, MONDAY + timedelta(days=day)).shares
                self.assertEqual(len(shares), 1, day)
                reminded += {
                    self.user_cadre.id: "C",
                    self.user_head.id: "H",
                    self.user_officer.id: "O",
                }[next(iter(shares))]
            self.assertEqual(reminded, expected.replace(" ", ""))

    def test_each_as_they_like_to_be_notified(self):
        self._due(0)
        self._due(-5)
        self.user_head.notification_type = "email"
        self._send()
        kinds = {
            user: self._messages(user).notification_ids.mapped("notification_type")
            for user in (self.user_cadre, self.user_head)
        }
        self.assertEqual(kinds, {self.user_cadre: ["inbox"], self.user_head: ["email"]})
        mail = self._messages(self.user_head).mail_ids
        self.assertEqual(mail.state, "outgoing", "left to the queue of the mail server")
        self.assertIn("/odoo/rectification.finding/", self._messages(self.user_head).body)

    def test_the_day_is_the_countys(self):
        """Ten past midnight in the county it is still yesterday in the zone of the job's user."""
        self._due(1)
        self.env.ref("base.user_root").tz = False
        with freeze_time("2026-05-11 16:10:00"):
            self.assertEqual(self._send().date, MONDAY + timedelta(days=1))
            self.assertIn("今天到期", self._messages(self.user_cadre).body)

    def test_late_is_better_than_twice(self):
        """A job that comes late, or not at all for a day, sends what is due that day, once."""
        self._due(0)
        with freeze_time("2026-05-12 09:00:00"):
            self.assertEqual(len(self._send()), 1)
        with freeze_time("2026-05-12 14:00:00"):
            self.assertEqual(len(self._send()), 1)
        with freeze_time("2026-05-13 01:00:00"):
            self.assertEqual(len(self._send()), 2)

    def test_stopped_and_gone_on_with(self):
        self._due(0)
        self._due(-5)
        self._due(-12)
        cron = self.env.registry["ir.cron"]
        with (
            patch.object(digest, "PERSONS_PER_BATCH", 1),
            patch.object(cron, "_commit_progress", side_effect=(9, 9, 0)) as commit,
        ):
            self.env["rectification.digest"]._cron_send_digests()
        self.assertEqual([call.kwargs["remaining"] for call in commit.call_args_list], [3, 2, 1])
        self.assertEqual(self.env["rectification.reminder"].search_count([]), 2)
        self.assertEqual(len(self._send()), 3)
        for user in (self.user_cadre, self.user_head, self.user_officer):
            self.assertEqual(len(self._messages(user)), 1)

    def test_what_was_closed_in_the_meantime_is_not_sent(self):
        finding = self._due(0)
        due = DueItems(self.env, MONDAY)
        self.assertIn(self.user_cadre.id, due.shares)
        self._set_state(finding, "closed")
        self.env["rectification.digest"]._send_batch(self.user_cadre, due)
        self.assertFalse(self._messages(self.user_cadre))
        self.assertFalse(self.env["rectification.reminder"].search([]))

    def test_many_items_cost_no_more_queries_than_few(self):
        counts = []
        for size in (2, 20, 20):
            for number in range(size):
                self._due(number % 5)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            items = DueItems(self.env, MONDAY).get_items(self.user_cadre)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(len(items[self.user_cadre.id]), 42)
        self.assertEqual(counts[1], counts[2], counts)

    def test_a_long_list_is_cut_and_counted(self):
        for __ in range(ITEMS + 3):
            self._due(0)
        self._send()
        body = self._messages(self.user_cadre).body
        self.assertEqual(body.count("<li>"), ITEMS + 1)
        self.assertIn(f"({ITEMS + 3})", body)
        self.assertIn("另有 3 个", body)

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

    def test_reminders_stand_on_the_senders_own_desk(self):
        """Officers see how often they have reminded, and not how often others have."""
        finding = self._due(-1)
        self.env["rectification.reminder"].with_user(self.user_officer)._remind_units(finding)
        sentence = "Reminders you have sent: 1."
        for user, said in ((self.user_officer, True), (self.user_officer2, False)):
            desk = self.env["rectification.desk"].with_user(user).get_desk()
            self.assertEqual(sentence in str(desk), said, user.login)

    def test_a_unit_out_of_reach_is_reported_to_the_sender(self):
        finding = self._due(-1)
        people = self.user_cadre | self.user_head | self.user_liaison
        people.write({"notification_type": "email", "email": False})
        self.env["rectification.reminder"].with_user(self.user_officer)._remind_units(finding)
        self.assertFalse(self._messages(self.user_cadre))
        message = self._messages(self.user_officer)
        self.assertIn("Township", message.body)
        self.assertIn("Tell the unit in another way", message.body)

    def test_a_second_reminder_is_refused_by_the_database(self):
        values = {"kind": "office", "date": MONDAY, "unit_id": self.township.id}
        self.env["rectification.reminder"].create(values)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError) as caught:
            self.env["rectification.reminder"].create(values)
        self.assertIn("office_uniq", str(caught.exception))

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
