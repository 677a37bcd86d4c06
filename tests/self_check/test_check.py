from odoo.fields import Command
from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestCheck(RectificationCase):
    """Sheets: every refusal names the sheet, the item and the way out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    def test_incomplete_sheet(self):
        liaison, sheet = self.user_liaison, self.sheet.with_user(self.user_liaison)
        with self.assertRefused("Township", "has not been started"):
            sheet.action_submit()
        finding = self._find(sheet, 2, liaison, measures=False, deadline=False)
        sheet.line_ids[0].action_answer("found")
        with self.assertRefused(
            "items without an answer: 3, 4, 5, 6",
            "“found” without a finding: 1",
            f"item 2, “{finding.name}”: fill in Measures and Deadline",
        ):
            sheet.action_submit()
        with self.assertRefused("items without an answer"):
            self.dossier.with_user(self.user_head).action_submit()
        self.assertEqual(self.dossier.state, "open")

    def test_answering_a_closed_sheet(self):
        liaison = self.user_liaison
        self._answer_rest(self.sheet, liaison)
        sheet = self.sheet.with_user(liaison)
        sheet.action_submit()
        sentence = ("Township", "is “Submitted”", "Have it returned")
        line = sheet.line_ids[0]
        for attempt in (
            lambda: line.action_answer("not_applicable"),
            lambda: line.write({"remark": "Late thought"}),
            lambda: sheet.write({"line_ids": [Command.update(line.id, {"answer": "found"})]}),
            lambda: sheet.action_answer_rest_none(),
            lambda: sheet.action_nil_return(),
            lambda: self._find(sheet, 1, liaison),
        ):
            with self.assertRefused(*sentence):
                attempt()
        with self.assertRefused("Township", "stays"):
            sheet.sudo().unlink()
        with self.assertRefused("lines of a sheet stay"):
            line.sudo().unlink()
        # Recording that something was found later is never locked: it goes beside the sheet.
        late = (
            self.env["rectification.finding"]
            .with_user(liaison)
            .create(
                {
                    "dossier_id": self.dossier.id,
                    "problem_id": line.problem_id.id,
                    "description": "Found later",
                }
            )
        )
        self.assertRecordValues(late, [{"state": "draft", "source": "unit", "check_id": False}])

    def test_contradicting_answers(self):
        self._find(self.sheet, 1, self.user_liaison)
        line = self.sheet.line_ids[0].with_user(self.user_liaison)
        with self.assertRefused("Item 1", "1 findings", "Delete them first"):
            line.action_answer("none")
        with self.assertRefused("Township", "no nil return"):
            self.sheet.with_user(self.user_liaison).action_nil_return()
        with self.assertRefused("cannot be exchanged"):
            line.write({"problem_id": self.catalogue.area_ids.problem_ids[3].id})

    def test_nil_return_in_one_step(self):
        sheet = self.sheet.with_user(self.user_liaison)
        sheet.action_nil_return()
        self.assertRecordValues(sheet, [{"state": "submitted", "nil_return": True}])
        self.assertEqual(set(sheet.line_ids.mapped("answer")), {"none"})
        self.assertTrue(self.dossier.nil_return)
        sheet.action_withdraw()
        self.assertRecordValues(
            sheet, [{"state": "draft", "nil_return": False, "submitted_on": False}]
        )

    def test_sheet_of_somebody_else(self):
        own = self._sheet(self.township, self.member_cadre)
        own.with_user(self.user_cadre).action_start()
        for user in (self.user_head, self.user_liaison):
            with self.assertRefused("Township Cadre", "the person it belongs to"):
                own.line_ids.with_user(user)[0].action_answer("none")
        with self.assertRefused("Township Cadre", "the person it belongs to"):
            own.line_ids.with_user(self.user_officer).write({"answer": "none"})
        with self.assertRefused("stays with its unit and its person"):
            own.with_user(self.user_officer).write({"member_id": self.member_head.id})
