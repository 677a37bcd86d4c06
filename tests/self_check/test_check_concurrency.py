from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_people import TwoPeopleCase


@tagged("post_install", "-at_install")
class TestCheckConcurrency(TwoPeopleCase):
    """Two people, or two workers, at the same sheets in the same moment."""

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
