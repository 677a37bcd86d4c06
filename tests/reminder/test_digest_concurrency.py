from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.core import clock
from ...models.reminder.due import DueItems
from ..two_people import TwoPeopleCase


@tagged("post_install", "-at_install")
class TestDigestConcurrency(TwoPeopleCase):
    """Two workers that send digests in the same moment."""

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
