from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.core import clock
from ...models.reminder.due import DueItems
from ..two_people import TwoPeopleCase


@tagged("post_install", "-at_install")
class TestConcurrency(TwoPeopleCase):
    """Two people at the same record in the same moment: one is told, or what both did is kept."""

    @mute_logger("odoo.sql_db")
    def test_second_is_told_while_the_first_is_at_it(self):
        with self._open("officer") as first, self._open("leader") as second:
            self._finding(first).action_accept()
            first.flush_all()
            with self.assertRaisesRegex(UserError, "Found by two: somebody else is working on"):
                self._finding(second).action_accept()
            second.cr.rollback()
        with self._open() as env:
            finding = self._finding(env)
            self.assertEqual(finding.state, "closed")
            self.assertEqual(finding.accepted_by_id.id, self.created["officer"])
            self.assertEqual(self._count_signoffs(env, "closed"), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_second_is_told_after_the_first_was_faster(self):
        """The second has the old page on screen: the step is tried again on what is true now."""
        with self._open("leader") as second:
            self.assertEqual(self._finding(second).state, "open")
            with self._open("officer") as first:
                self._finding(first).write({"state": "rejected", "return_reason": "Unfounded"})
            with self.assertRaisesRegex(UserError, "is “Not Substantiated” and cannot become"):
                retrying(lambda: self._finding(second).action_accept(), second)
            second.cr.rollback()
        with self._open() as env:
            self.assertEqual(self._finding(env).state, "rejected")
            self.assertEqual(self._finding(env).return_reason, "Unfounded")
            self.assertEqual(self._count_signoffs(env, "closed"), 0)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_what_both_wrote_is_kept(self):
        with self._open("liaison") as second:
            self.assertFalse(self._finding(second).cause)
            with self._open("head") as first:
                self._finding(first).write({"measures": "By the head"})
            retrying(lambda: self._finding(second).write({"cause": "By the liaison"}), second)
        with self._open() as env:
            self.assertEqual(self._finding(env).measures, "By the head")
            self.assertEqual(self._finding(env).cause, "By the liaison")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_start_the_same_sheet(self):
        with self._open() as env:
            env["rectification.dossier"].browse(self.created["dossiers"])._prepare_sheets()

        def start(env):
            sheet = env["rectification.dossier"].browse(self.created["dossiers"][0]).unit_check_id
            sheet.action_open_sheet()
            return len(sheet.line_ids)

        with self._open("liaison") as second:
            self.assertTrue(second["rectification.dossier"].search_count([]))
            with self._open("head") as first:
                count = start(first)
                first.flush_all()
                with self.assertRaisesRegex(UserError, "somebody else"):
                    start(second)
                second.cr.rollback()
                self.assertTrue(second["rectification.dossier"].search_count([]))
            self.assertEqual(retrying(lambda: start(second), second), count)

    @mute_logger("odoo.sql_db")
    def test_two_workers_send_digests(self):
        """A person to whom one worker is writing is left alone by another; nobody gets two."""
        persons = [self.created["head"], self.created["liaison"]]
        with self._open() as env:
            campaign = env["rectification.campaign"].browse(self.created["campaign"])
            self._set_state(campaign, "study", date_submission=clock.today(env))
            env["rectification.dossier"].browse(self.created["dossiers"][0])._prepare_sheets()
            env["res.users"].browse(persons).notification_type = "inbox"
        self.startPatcher(
            patch.object(
                self.registry["rectification.quiet.day"], "_is_holiday", return_value=False
            )
        )

        def count(env):
            reminders = env["rectification.reminder"].search([("user_id", "in", persons)])
            return sorted(reminders.mapped("user_id.id"))

        with self._open() as first, self._open() as second:
            digest = first["rectification.digest"]
            today = clock.today(first)
            head = first["res.users"].browse(self.created["head"]).try_lock_for_update()
            digest._send_batch(head, DueItems(first, today))
            second["rectification.digest"]._cron_send_digests()
            self.assertEqual(count(second), [self.created["liaison"]])
            first.cr.commit()
            second.cr.rollback()
            second["rectification.digest"]._cron_send_digests()
            self.assertEqual(count(second), sorted(persons))

    @mute_logger("odoo.sql_db")
    def test_two_workers_prepare_sheets(self):
        with self._open() as env:
            campaign = env["rectification.campaign"].browse(self.created["campaign"])
            self._set_state(campaign, "study")
        with self._open() as first, self._open() as second:
            ids = self.created["dossiers"]
            first["rectification.dossier"].browse(ids[0]).lock_for_update()
            second["rectification.campaign"]._cron_prepare_dossiers()
            dossiers = second["rectification.dossier"].browse(ids)
            self.assertEqual(dossiers.mapped("is_prepared"), [False, True])
            first.cr.rollback()
            second["rectification.campaign"]._cron_prepare_dossiers()
            self.assertEqual(dossiers.mapped("is_prepared"), [True, True])
            self.assertEqual(len(dossiers.check_ids), 4)
