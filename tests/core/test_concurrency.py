from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

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
