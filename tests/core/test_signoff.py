from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestSignoff(RectificationCase):
    """The sign-off register only grows, and keeps what was signed for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    def test_register_only_grows(self):
        self._hand_in_a_finding()
        entries = self.env["rectification.signoff"].search([("unit_id", "=", self.township.id)])
        self.assertTrue(entries)
        for attempt, sentence in (
            (lambda: entries[0].sudo().write({"user_name": "Nobody"}), "cannot be changed"),
            (lambda: entries[0].sudo().unlink(), "cannot be deleted"),
            (lambda: entries[0].with_user(self.user_leader).write({"comment": "x"}), "be changed"),
            (lambda: entries[0].with_user(self.user_leader).unlink(), "rectification.signoff"),
            (lambda: entries[0].with_user(self.user_leader).copy(), "rectification.signoff"),
        ):
            with self.assertRefused(sentence):
                attempt()
        with mute_logger("odoo.sql_db"), self.assertRaises(UserError):
            self.township.sudo().unlink()

    def test_digest_follows_what_was_signed(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        signoffs = self.env["rectification.signoff"]
        digest = signoffs._compute_digest(finding._get_content())
        self.assertEqual(digest, signoffs._compute_digest(finding._get_content()))
        self._add_evidence(finding, self.user_liaison)
        self.assertNotEqual(digest, signoffs._compute_digest(finding._get_content()))
