from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestEvidenceGuards(RectificationCase):
    """Actions, evidence and the register: what was done and signed for stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def test_doer_changes_no_plan(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison, self.member_cadre)
        doer = action.with_user(self.user_cadre)
        for values in ({"deadline": self.today}, {"name": "Less"}, {"user_id": False}):
            with self.assertRefused("Do it", "by whom and by when"):
                doer.write(values)
        with self.assertRefused("Do it", "this step is for"):
            doer.action_cancel()
        with self.assertRefused("stays with its finding"):
            action.with_user(self.user_liaison).write({"finding_id": finding.id + 1})
        with self.assertRefused("by hand"):
            action.with_user(self.user_liaison).write({"done_by_id": self.user_head.id})
        doer.write({"state": "done", "done_note": "Finished"})
        self.assertRecordValues(action, [{"done_by_id": self.user_cadre.id, "state": "done"}])

    # ------------------------------------------------------------
    # Register
    # ------------------------------------------------------------

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

    def test_signed_evidence_stays(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        evidence = (
            self.env["rectification.evidence"]
            .with_user(self.user_liaison)
            .create({"finding_id": finding.id, "file": b"SGVsbG8=", "file_name": "minutes.txt"})
        )
        attachment = evidence.sudo().attachment_id
        self._put_right(finding, self.user_head)
        sentence = ("minutes.txt", "somebody has signed", "Add another piece")
        unit = evidence.with_user(self.user_liaison)
        for attempt in (
            lambda: unit.write({"note": "Other"}),
            lambda: unit.write({"file": b"T3RoZXI="}),
            unit.unlink,
            evidence.sudo().unlink,
            attachment.unlink,
            lambda: attachment.write({"raw": b"Other"}),
            lambda: attachment.write({"res_id": False}),
            attachment.with_user(self.user_liaison).unlink,
        ):
            with self.assertRefused(*sentence):
                attempt()
        with self.assertRefused("taken by the system itself"):
            unit.write({"digest": "0"})
        # Returned, the unit may add a piece, but what was signed for stays.
        with freeze_time(fields.Datetime.now() + timedelta(minutes=1)):
            finding.with_user(self.user_officer).write(
                {"state": "in_progress", "return_reason": "More"}
            )
            with self.assertRefused(*sentence):
                unit.unlink()
            more = self._add_evidence(finding, self.user_liaison, note="More")
            more.unlink()
