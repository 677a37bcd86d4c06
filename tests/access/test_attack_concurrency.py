from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_people import TwoPeopleCase


@tagged("post_install", "-at_install")
class TestAttackConcurrency(TwoPeopleCase):
    """Steps and changes that meet: nothing is signed that is not there when it is signed.

    Each test lets the second begin first, on what is true before the first does something, and
    tries the second again as Odoo does.
    """

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.sql_db", "odoo.service.model"))

    def _prepare_sheet(self):
        with self._open() as env:
            campaign = env["rectification.campaign"].browse(self.created["campaign"])
            self._set_state(campaign, "self_check")
            env["rectification.dossier"].browse(self.created["dossiers"])._prepare_sheets()
        with self._open("liaison") as env:
            sheet = self._sheet(env)
            sheet.action_start()
            sheet.action_answer_rest_none()

    def _sheet(self, env):
        return self._dossier(env).unit_check_id

    # ------------------------------------------------------------
    # Sheets
    # ------------------------------------------------------------

    def test_answering_while_the_sheet_is_submitted(self):
        self._prepare_sheet()
        told = self._meet(
            "head",
            lambda env: self._sheet(env).action_submit(),
            "liaison",
            lambda env: self._sheet(env).line_ids[0].action_answer("not_applicable"),
        )
        self.assertIn("can no longer be answered", told)

    def test_submitting_while_the_sheet_is_answered(self):
        """The signature covers the answer that was given meanwhile."""
        self._prepare_sheet()
        told = self._meet(
            "liaison",
            lambda env: self._sheet(env).line_ids[0].action_answer(False),
            "head",
            lambda env: self._sheet(env).action_submit(),
        )
        self.assertIn("items without an answer", told)

    def test_two_answer_two_items(self):
        self._prepare_sheet()
        told = self._meet(
            "liaison",
            lambda env: self._sheet(env).line_ids[0].action_answer("not_applicable"),
            "head",
            lambda env: self._sheet(env).line_ids[1].action_answer("not_applicable"),
        )
        self.assertFalse(told)
        with self._open() as env:
            answers = self._sheet(env).line_ids.mapped("answer")
            self.assertEqual(answers.count("not_applicable"), 2)

    def test_submitting_while_it_is_returned(self):
        self._prepare_sheet()
        with self._open("head") as env:
            self._sheet(env).action_submit()
        told = self._meet(
            "officer",
            lambda env: self._sheet(env).write({"state": "returned", "return_reason": "Redo"}),
            "liaison",
            lambda env: self._sheet(env).action_withdraw(),
        )
        self.assertIn("cannot become", told)

    def test_two_sign_and_withdraw(self):
        self._prepare_sheet()
        with self._open("liaison") as env:
            self._sheet(env).action_submit()
        told = self._meet(
            "liaison",
            lambda env: self._sheet(env).action_withdraw(),
            "head",
            lambda env: self._sheet(env).action_confirm(),
        )
        self.assertIn("cannot become", told)

    # ------------------------------------------------------------
    # Findings
    # ------------------------------------------------------------

    def _prepare_action(self):
        self._set(state="in_progress", rectification_type="immediate")
        with self._open("liaison") as env:
            action = env["rectification.action"].create(
                {"finding_id": self._finding(env).id, "name": "Do it"}
            )
            action.action_done()

    def _actions(self, env):
        return self._finding(env).action_ids

    def test_asking_while_the_last_action_is_reopened(self):
        self._prepare_action()
        told = self._meet(
            "liaison",
            lambda env: self._actions(env).action_reopen(),
            "head",
            lambda env: self._finding(env).action_ask_acceptance(),
        )
        self.assertIn("actions are not done yet", told)

    def test_reopening_the_last_action_while_it_is_asked(self):
        self._prepare_action()
        told = self._meet(
            "head",
            lambda env: self._finding(env).action_ask_acceptance(),
            "liaison",
            lambda env: self._actions(env).action_reopen(),
        )
        self.assertIn("its finding is", told)

    def test_new_action_while_it_is_asked(self):
        self._set(state="in_progress")
        told = self._meet(
            "head",
            lambda env: self._finding(env).action_ask_acceptance(),
            "liaison",
            lambda env: env["rectification.action"].create(
                {"finding_id": self._finding(env).id, "name": "One more"}
            ),
        )
        self.assertIn("its actions stay as they are", told)

    def test_evidence_while_it_is_accepted(self):
        self._set(state="in_progress")
        told = self._meet(
            "officer",
            lambda env: self._finding(env).action_accept(),
            "liaison",
            lambda env: env["rectification.evidence"].create(
                {"finding_id": self._finding(env).id, "kind": "note", "note": "On the wall"}
            ),
        )
        self.assertIn("is closed", told)

    def test_two_officers_accept(self):
        told = self._meet(
            "officer",
            lambda env: self._finding(env).action_accept(),
            "leader",
            lambda env: self._finding(env).action_accept(),
        )
        self.assertIn("cannot become", told)
        with self._open() as env:
            self.assertEqual(self._count_signoffs(env, "closed"), 1)

    def test_confirming_while_it_is_returned(self):
        self._set(state="to_verify", rectification_type="time_limited")
        told = self._meet(
            "officer",
            lambda env: self._finding(env).write(
                {"state": "in_progress", "return_reason": "Not yet"}
            ),
            "head",
            lambda env: self._finding(env).action_confirm(),
        )
        self.assertIn("does not wait for the head", told)
        with self._open() as env:
            self.assertFalse(self._finding(env).head_confirmed_by_id)

    def test_extension_answered_twice(self):
        self._set(
            state="in_progress",
            rectification_type="time_limited",
            deadline=self.today + timedelta(days=9),
        )
        with self._open("head") as env:
            extension = env["rectification.extension"].create(
                {
                    "finding_id": self._finding(env).id,
                    "reason": "Snow",
                    "progress": "Half",
                    "requested_deadline": self.today + timedelta(days=19),
                }
            )
            extension_id = extension.id
        answer = {"state": "refused", "answer": "No"}
        told = self._meet(
            "officer",
            lambda env: env["rectification.extension"].browse(extension_id).action_grant(),
            "leader",
            lambda env: env["rectification.extension"].browse(extension_id).write(answer),
        )
        self.assertIn("cannot become", told)
        with self._open() as env:
            self.assertEqual(self._finding(env).deadline, self.today + timedelta(days=19))

    def test_two_ask_for_an_extension(self):
        self._set(
            state="in_progress",
            rectification_type="time_limited",
            deadline=self.today + timedelta(days=9),
        )

        def ask(env):
            env["rectification.extension"].create(
                {
                    "finding_id": self._finding(env).id,
                    "reason": "Snow",
                    "progress": "Half",
                    "requested_deadline": self.today + timedelta(days=19),
                }
            )

        self.assertIn("has been asked for already", self._meet("head", ask, "liaison", ask))
