from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AccessCase


@tagged("post_install", "-at_install")
class TestAttackSteps(AccessCase):
    """Ways around the steps that somebody with an API key may try, each with its refusal."""

    # ------------------------------------------------------------
    # Nobody gives an acceptance they asked for
    # ------------------------------------------------------------

    def _submit_dossier(self):
        if self.sheet.state != "submitted":
            self._answer_rest(self.sheet, self.user_liaison)
        self._set_values(self.finding.with_user(self.user_head), is_returned=False)
        self.dossier.with_user(self.user_head).action_submit()

    def test_head_leaves_the_roster_to_accept_the_own_list(self):
        self._submit_dossier()
        self.member_head.with_user(self.user_officer).active = False
        self.env.ref("rectification_campaign.group_officer").user_ids = [
            Command.link(self.user_head.id)
        ]
        with self.assertRefused("whoever handed it in cannot accept it"):
            self.dossier.with_user(self.user_head).action_accept()
        self.dossier.with_user(self.user_officer).action_accept()

    def test_leader_passes_on_the_own_referral_to_approve_it(self):
        referral = self._add(
            "referral",
            self.user_leader,
            name="Mine",
            unit_id=self.school.id,
            campaign_id=self.campaign.id,
            facts="Facts",
            person_ids=[Command.create({"name": "Somebody"})],
            material_ids=[Command.create({"name": "Paper"})],
        )
        self.env["rectification.transfer"].with_user(self.user_leader).create(
            {
                "scope": "office",
                "from_user_id": self.user_leader.id,
                "to_user_id": self.user_officer.id,
            }
        ).action_apply()
        self.assertEqual(referral.proposed_by_id, self.user_officer)
        with self.assertRefused("whoever proposed it cannot approve it"):
            referral.with_user(self.user_leader).action_approve()

    def test_no_switching_of_type_while_it_waits_for_the_head(self):
        self.action.with_user(self.user_cadre).action_done()
        self._set_values(self.finding, is_returned=False)
        self.finding.with_user(self.user_liaison).result = "Done"
        self.finding.with_user(self.user_liaison).action_ask_acceptance()
        officer = self.finding.with_user(self.user_officer)
        with self.assertRefused("while it waits"):
            officer.rectification_type = "immediate"
        officer.deadline = self.today + timedelta(days=40)

    # ------------------------------------------------------------
    # What is signed stays as it was signed
    # ------------------------------------------------------------

    def _close(self, finding):
        self._set_state(finding, "closed", requested_on=fields.Datetime.now())

    def test_no_evidence_for_a_closed_finding(self):
        self._close(self.finding)
        with self.assertRefused("is closed"):
            self._add_evidence(self.finding, self.user_liaison)
        with self.assertRefused("is closed"):
            self.finding.with_user(self.user_liaison).evidence_ids = [
                Command.create({"kind": "note", "note": "Later"})
            ]

    def test_nothing_is_added_to_what_was_carried_over(self):
        other = self._find(self._sheet(self.school), 1, self.user_school)
        self._set_state(other, "open", successor_id=self.own_finding.id)
        with self.assertRefused("was carried over"):
            self._add_evidence(other, self.user_school)
        with self.assertRefused("was carried over"):
            self._add_action(other, self.user_school)

    def test_actions_of_a_closed_finding_stay(self):
        self._close(self.finding)
        for state in ("doing", "done", "cancelled"):
            with self.subTest(state=state), self.assertRefused("its finding is"):
                self.action.with_user(self.user_liaison).write({"state": state})

    def test_nobody_is_asked_for_actions_of_a_settled_finding(self):
        self.assertTrue(self.action.activity_ids)
        finding = self.finding.with_user(self.user_officer)
        finding.write({"state": "rejected", "return_reason": "Unfounded"})
        self.assertFalse(self.action.activity_ids)
        finding.write({"state": "in_progress", "return_reason": "Founded after all"})
        self.assertEqual(self.action.activity_ids.user_id, self.user_cadre)

    def test_register_takes_no_entry_by_hand(self):
        for user in (self.user_leader, self.env.ref("base.user_admin"), self.env.user):
            with self.assertRaises(UserError):
                self.env["rectification.signoff"].with_user(user).sudo().create(
                    {
                        "res_model": "rectification.finding",
                        "res_id": self.finding.id,
                        "record_name": "Forged",
                        "transition": "closed",
                        "step": "Closed",
                        "user_id": self.user_officer.id,
                        "user_name": "Officer",
                        "date": fields.Datetime.now(),
                        "digest": "0",
                    }
                )

    def test_no_reason_before_a_step(self):
        """What an officer says in a step is not written in his place when the record is made."""
        values = {"dossier_id": self.dossier.id, "problem_id": self.finding.problem_id.id}
        findings = self.env["rectification.finding"].with_user(self.user_liaison)
        with self.assertRefused("filled by the steps themselves"):
            findings.create({**values, "description": "New", "return_reason": "Well done"})
        finding = findings.with_context(default_return_reason="Well done").create(
            {**values, "description": "New"}
        )
        self.assertFalse(finding.return_reason)
        suggestions = self.env["rectification.suggestion"].with_user(self.user_cadre)
        with self.assertRefused("filled by the steps themselves"):
            suggestions.create({"body": "Less paper", "answer": "Granted"})

    def test_what_was_signed_is_not_deleted(self):
        mechanism = self._make_mechanism()
        mechanism.write({"document_number": "1", "date_in_force": self.today})
        mechanism = mechanism.with_user(self.user_liaison)
        mechanism.action_put_in_force()
        mechanism.action_draft()
        with self.assertRefused("stands in the sign-off register"):
            mechanism.unlink()

    def test_rule_does_not_replace_itself_or_one_of_another_unit(self):
        mechanism = self._make_mechanism().with_user(self.user_liaison)
        with self.assertRefused("itself", exception=ValidationError):
            mechanism.replaces_id = mechanism
        other = self._add(
            "mechanism",
            self.user_school,
            name="Of the school",
            campaign_id=self.campaign.id,
            unit_id=self.school.id,
        )
        with self.assertRefused("another unit", exception=ValidationError):
            mechanism.replaces_id = other.id

    # ------------------------------------------------------------
    # Reviews and draws
    # ------------------------------------------------------------

    def test_verdicts_are_not_born(self):
        """Neither by values nor by defaults that a caller puts into the context."""
        spot_check = self._add(
            "review",
            self.user_officer,
            dossier_id=self.dossier.id,
            kind="spot_check",
            reviewer_ids=self.user_officer.ids,
            line_ids=[Command.create({"finding_id": self.finding.id})],
        )
        lines = self.env["rectification.review.line"].with_user(self.user_officer2)
        values = {"review_id": spot_check.id, "finding_id": self.own_finding.id}
        with self.assertRefused("A verdict is given"):
            lines.create({**values, "verdict": "confirmed"})
        line = lines.with_context(
            default_verdict="confirmed", default_finding_state="closed", default_remark="Seen"
        ).create(values)
        self.assertRecordValues(line, [{"verdict": False, "finding_state": False, "remark": False}])

    def test_review_is_not_born_judged(self):
        values = {
            "dossier_id": self._dossier(self.school).id,
            "reviewer_ids": self.user_officer.ids,
        }
        reviews = self.env["rectification.review"].with_user(self.user_officer2)
        for context, more in (
            ({}, {"verdict": "pass"}),
            ({}, {"redo_sheet": True}),
            ({"default_verdict": "pass"}, {}),
        ):
            with self.subTest(context=context, more=more), self.assertRefused("only its reviewers"):
                reviews.with_context(**context).create({**values, **more})
        review = (
            reviews.with_user(self.user_officer).with_context(default_verdict="pass").create(values)
        )
        self.assertFalse(review.line_ids.filtered("verdict"))

    def test_nobody_touches_the_review_of_the_own_unit(self):
        self.member_paper.with_user(self.user_officer).user_id = self.user_officer2
        review = self.review.with_user(self.user_officer2)
        with self.assertRefused("roster"):
            review.deadline = self.today
        with self.assertRefused("roster"):
            review.unlink()

    def test_what_was_drawn_is_looked_at(self):
        draw = self.draw.with_user(self.user_officer)
        dossier = draw.line_ids.dossier_id
        if not dossier.finding_ids:
            self._find(self._sheet(dossier.unit_id), 1, dossier.unit_id.sudo().head_user_id)
            self._set_state(dossier.finding_ids, "open")
        reviews = draw._do_assign({dossier: self.user_officer})
        self.assertTrue(reviews.line_ids)
        with self.assertRefused("drawn"):
            reviews.with_user(self.user_officer).line_ids[0].unlink()

    # ------------------------------------------------------------
    # A campaign that is over
    # ------------------------------------------------------------

    def test_nothing_is_returned_when_the_campaign_is_over(self):
        """It could not be handed in again, and would stay open for ever."""
        self._submit_dossier()
        self._set_state(self.campaign, "closed")
        with self.assertRefused("nothing new is recorded"):
            self.dossier.with_user(self.user_officer)._do_return(
                "Redo", self.env["rectification.finding"]
            )
        with self.assertRefused("nothing new is recorded"):
            self.sheet.with_user(self.user_officer).write(
                {"state": "returned", "return_reason": "Redo"}
            )

    def test_what_was_studied_is_not_rewritten_from_the_other_side(self):
        material = self.material.with_user(self.user_officer)
        with self.assertRefused("sessions"):
            material.session_ids = [Command.link(self.session.id)]
        with self.assertRefused("sessions"):
            material.copy({"session_ids": [Command.link(self.session.id)]})

    def test_item_of_another_catalogue(self):
        catalogue = self.env["rectification.catalogue"].create({"name": "Another"})
        area = self.env["rectification.area"].create({"catalogue_id": catalogue.id, "name": "A"})
        problem = self.env["rectification.problem"].create(
            {"area_id": area.id, "number": 1, "name": "One"}
        )
        findings = self.env["rectification.finding"].with_user(self.user_officer)
        values = {
            "dossier_id": self.dossier.id,
            "problem_id": problem.id,
            "description": "Stray",
        }
        with self.assertRefused("not in the catalogue", exception=ValidationError):
            findings.create(values)
        # What was carried over from a campaign with that catalogue keeps its item.
        catalogue.action_publish()
        earlier = self._add_campaign("Earlier", catalogue_id=catalogue.id)
        self._set_values(earlier, successor_id=self.campaign.id)
        self.assertEqual(findings.create(values).problem_id, problem)
