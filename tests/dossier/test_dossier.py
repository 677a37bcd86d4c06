from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestDossier(RectificationCase):
    """Dossiers: what stays, and what goes back to the unit with a reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    def test_dossier_stays_with_its_unit(self):
        for user in (self.user_head, self.user_officer):
            with self.assertRefused("Township", "stays with its unit"):
                self.dossier.with_user(user).write({"unit_id": self.county.id})
        with self.assertRefused("Township", "only an officer"):
            self.dossier.with_user(self.user_head).write({"active": False})
        self._find(self.sheet, 1, self.user_liaison)
        with self.assertRefused("Township", "Archive it"):
            self.dossier.sudo().unlink()

    def test_untouched_dossier_goes_with_its_sheets(self):
        dossier = self._dossier(self.school)
        sheets = dossier.check_ids
        dossier.with_user(self.user_officer).unlink()
        self.assertFalse(sheets.exists())

    def test_return_names_findings(self):
        finding = self._hand_in_a_finding()
        other = self._find(self._sheet(self.school), 1, self.user_school)
        wizard = self.env["rectification.dossier.return"].with_user(self.user_officer)
        wrong = wizard.create(
            {"dossier_ids": self.dossier.ids, "reason": "Why", "finding_ids": other.ids}
        )
        with self.assertRefused(other.reference, "not on the list"):
            wrong.action_return()
        wizard.create(
            {
                "dossier_ids": self.dossier.ids,
                "reason": "Say by how much",
                "finding_ids": finding.ids,
            }
        ).action_return()
        self.assertRecordValues(self.dossier, [{"state": "returned", "return_count": 1}])
        self.assertEqual(self.sheet.state, "confirmed", "the answers stay as signed")
        self.assertRecordValues(
            finding, [{"is_returned": True, "return_reason": "Say by how much"}]
        )
        with self.assertRefused(finding.reference, "Still Missing", "whoever returns"):
            finding.with_user(self.user_liaison).write({"return_reason": "Nothing"})
        finding.with_user(self.user_liaison).write({"description": "By ten a month"})
        self.dossier.with_user(self.user_head).action_submit()
        self.assertRecordValues(finding, [{"is_returned": False, "state": "open"}])

    def test_return_as_a_whole(self):
        self._hand_in_a_finding()
        wizard = self.env["rectification.dossier.return"].with_user(self.user_officer)
        empty = wizard.create({"dossier_ids": self.dossier.ids, "reason": " "})
        with self.assertRefused("Township", "Reason for Return"):
            empty.action_return()
        wizard.create({"dossier_ids": self.dossier.ids, "reason": "Redo"}).action_return()
        self.assertRecordValues(self.sheet, [{"state": "returned", "return_reason": "Redo"}])
        activities = self.env["mail.activity"].search(
            [("user_id", "=", self.user_liaison.id), ("automated", "=", True)]
        )
        self.assertEqual(activities.mapped("res_model"), ["rectification.dossier"])

    def test_completed_without_open_findings(self):
        """What was not substantiated is not open: it neither keeps a unit nor counts as closed."""
        finding = self._hand_in_a_finding()
        officer = self.dossier.with_user(self.user_officer)
        officer.action_accept()
        with self.assertRefused("1 findings are not closed yet"):
            officer.action_complete()
        finding.with_user(self.user_officer).write(
            {"state": "rejected", "return_reason": "Unfounded"}
        )
        self.assertRecordValues(
            officer, [{"finding_count": 1, "open_finding_count": 0, "closed_finding_count": 0}]
        )
        officer.action_complete()
        with self.assertRefused("stays completed"):
            officer.action_accept()
        self.assertEqual(officer.state, "completed")
