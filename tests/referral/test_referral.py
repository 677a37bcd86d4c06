from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, new_test_user, tagged

from ...models.core.flows import REFERRAL_FLOW
from .common import ReferralCase


@tagged("post_install", "-at_install")
class TestReferral(ReferralCase):
    """From proposal to outcome, each step by the person who takes it."""

    def test_whole_way(self):
        referral = self._refer()
        self.assertRecordValues(
            referral,
            [
                {
                    "state": "draft",
                    "unit_id": self.township.id,
                    "campaign_id": self.campaign.id,
                    "finding_reference": self.finding.reference,
                    "proposed_by_id": self.user_officer.id,
                    "reference": False,
                    "person_names": "Township Cadre",
                }
            ],
        )
        self.assertEqual(len(referral.material_ids.digest), 64)
        referral.with_user(self.user_leader).action_approve()
        referral.with_user(self.user_officer).action_hand_over()
        self.assertEqual(referral.reference, f"〔{self.today.year}〕1号")
        inspector = referral.with_user(self.user_inspector)
        self.assertTrue(inspector.can_accept)
        inspector.action_accept()
        with Form(inspector) as form:
            form.disposition = "inquiry"
            form.outcome = "Talked to, has explained it in writing"
        inspector.action_conclude()
        self.assertRecordValues(
            referral, [{"state": "concluded", "concluded_by_id": self.user_inspector.id}]
        )
        self.assertEqual(
            referral.with_user(self.user_officer).signoff_ids.sorted("id").mapped("transition"),
            ["proposed", "approved", "handed_over", "accepted", "concluded"],
        )
        second = self._refer()
        self._hand_over(second)
        self.assertEqual(second.reference, f"〔{self.today.year}〕2号")

    def test_register_begins_anew_each_year(self):
        self._hand_over(self._refer())
        with freeze_time(fields.Date.to_string(self.today + timedelta(days=400))):
            referral = self._refer()
            self._hand_over(referral)
            self.assertEqual(referral.register_number, 1)

    def test_returned_and_proposed_again(self):
        referral = self._refer()
        self._hand_over(referral)
        number = referral.reference
        action = referral.with_user(self.user_inspector).action_return()
        with Form.from_action(self.env(user=self.user_inspector), action) as form:
            form.reason = "Who was present?"
            wizard = form.save()
        wizard.action_apply()
        self.assertRecordValues(
            referral, [{"state": "returned", "return_reason": "Who was present?"}]
        )
        self.assertTrue(referral.with_user(self.user_inspector).has_access("read"))
        officer = referral.with_user(self.user_officer)
        officer.action_propose_again()
        self.assertFalse(referral.with_user(self.user_inspector).has_access("read"))
        officer.facts = "Everybody was present"
        self._hand_over(referral)
        self.assertEqual(referral.reference, number)

    def test_about_a_unit(self):
        referral = self._refer(
            finding_id=False, unit_id=self.school.id, campaign_id=self.campaign.id
        )
        self._hand_over(referral)
        units = self.env["rectification.unit"].with_user(self.user_inspector)
        self.assertEqual(units.search([]).with_env(self.env), self.school)
        self.assertFalse(
            self.env["rectification.finding"].with_user(self.user_inspector).search([])
        )

    def test_every_step_and_role(self):
        referral = self._refer()
        proposer, leader = {self.user_officer}, {self.user_leader}
        inspector = {self.user_inspector}
        own_inspector = new_test_user(
            self.env, "t_inspector2", groups="rectification_campaign.group_inspector"
        )
        # An inspector on the roster of the unit is as far from it as the unit.
        self._add_member(self.township, own_inspector, "cadre")
        allowed = {
            ("draft", "approved"): leader,
            ("draft", "returned"): leader,
            ("approved", "returned"): leader,
            ("approved", "handed_over"): proposer | leader,
            ("returned", "draft"): proposer,
            ("handed_over", "returned"): inspector,
            ("handed_over", "concluded"): inspector,
        }
        self.assertEqual(set(allowed), set(REFERRAL_FLOW))
        everybody = (
            self.user_head,
            self.user_liaison,
            self.user_cadre,
            self.user_village,
            self.user_school,
            self.user_stranger,
            self.user_observer,
            self.user_officer,
            self.user_officer2,
            self.user_leader,
            self.user_inspector,
            own_inspector,
        )
        now = fields.Datetime.now()
        self._set_values(
            referral,
            handed_over_on=now,
            accepted_on=now,
            disposition="pending",
            outcome="Nothing yet",
        )
        self.assertSteps(referral, allowed, everybody)

    def test_bad_input(self):
        empty = self._refer(facts="  ", person_ids=[], material_ids=[])
        with self.assertRefused("Facts(.|\n)*person concerned(.|\n)*material"):
            empty.with_user(self.user_leader).action_approve()
        own = self._refer(self.user_leader)
        with self.assertRefused("cannot approve it"):
            own.with_user(self.user_leader).action_approve()
        draft = self._find(self._sheet(self.township), 2, self.user_liaison)
        with self.assertRefused("still a draft", exception=ValidationError):
            self._refer(finding_id=draft.id)
        with self.assertRefused("belongs to another unit", exception=ValidationError):
            self._refer(unit_id=self.school.id, campaign_id=self.campaign.id)
        with self.assertRefused("created in the state"):
            self._refer(state="handed_over")
        with self.assertRefused("filled by the steps"):
            self._refer(reference="〔2026〕1号")
        self._add_member(self.township, self.user_officer2, "cadre")
        with self.assertRefused("you are on the roster"):
            self._refer(self.user_officer2)
        referral = self._refer()
        referral.with_user(self.user_leader).action_approve()
        officer = referral.with_user(self.user_officer)
        for change in (
            {"facts": "Other facts"},
            {"person_ids": [Command.clear()]},
            {"material_ids": [Command.create({"name": "One more"})]},
        ):
            with self.assertRefused("until it is approved"):
                officer.write(change)
        with self.assertRefused("until it is approved"):
            officer.person_ids.name = "Somebody Else"
        with self.assertRefused("until it is approved"):
            officer.material_ids.unlink()
        officer.action_hand_over()
        inspector = referral.with_user(self.user_inspector)
        with self.assertRefused("who have accepted it"):
            inspector.disposition = "settled"
        with self.assertRefused("accept it first"):
            inspector.action_conclude()
        inspector.action_accept()
        with self.assertRefused("does not wait"):
            inspector.action_accept()
        with self.assertRefused("choose the disposition(.|\n)*Outcome"):
            inspector.action_conclude()
        with self.assertRefused("Reason for Return"):
            inspector.state = "returned"
        with self.assertRefused("who have accepted it"):
            referral.with_user(self.user_leader).outcome = "Settled by us"
        with self.assertRefused("until it is approved"):
            inspector.facts = "Other facts"
        for user in (self.user_officer, self.user_leader, self.user_inspector):
            with self.assertRaises(AccessError):
                referral.with_user(user).unlink()
        with self.assertRefused("stays on record"):
            referral.unlink()

    def test_deadlines_of_both_sides(self):
        referral = self._refer(hand_over_by=self.today + timedelta(days=3))
        model = self.env["rectification.referral"]

        def overdue(user):
            found = model.with_user(user).search([("is_overdue", "=", True)])
            self.assertEqual(found, found.filtered("is_overdue"))
            return found.with_env(self.env)

        self.assertFalse(overdue(self.user_officer))
        with freeze_time(self.today + timedelta(days=4)):
            self.assertEqual(overdue(self.user_officer), referral)
            self.assertEqual(overdue(self.user_leader), referral)
            self.assertFalse(overdue(self.user_inspector))
            self.assertFalse(overdue(self.user_officer2))
            referral.invalidate_recordset()
            self._hand_over(referral)
            self.assertFalse(overdue(self.user_officer))
            referral.with_user(self.user_inspector).conclude_by = self.today + timedelta(days=30)
        with freeze_time(self.today + timedelta(days=31)):
            referral.invalidate_recordset()
            self.assertEqual(overdue(self.user_inspector), referral)
            self.assertEqual(overdue(self.user_officer), referral)
        with self.assertRefused("until the hand-over"):
            referral.with_user(self.user_officer).hand_over_by = self.today

    def test_proposed_from_the_finding(self):
        action = self.finding.with_user(self.user_officer).action_refer()
        with Form.from_action(self.env(user=self.user_officer), action) as form:
            self.assertEqual(form.facts, self.finding.description)
            self.assertEqual(form.unit_id, self.township)
            with form.person_ids.new() as line:
                line.member_id = self.member_cadre
                self.assertEqual(line.name, "Township Cadre")
            with form.material_ids.new() as line:
                line.name = "Minutes"
        finding = self.finding.with_user(self.user_officer)
        self.assertEqual(finding.referral_count, 1)
        self.assertEqual(
            self.env["rectification.referral"].search(finding.action_open_referrals()["domain"]),
            form.record.with_env(self.env),
        )

    def test_proposed_from_the_dossier(self):
        """About the unit as such; unit and campaign are known."""
        dossier = self._dossier(self.township).with_user(self.user_officer)
        with Form.from_action(self.env(user=self.user_officer), dossier.action_refer()) as form:
            form.name = "Lead about the Unit"
        self.assertRecordValues(
            form.record,
            [
                {
                    "unit_id": self.township.id,
                    "campaign_id": self.campaign.id,
                    "finding_id": False,
                    "state": "draft",
                }
            ],
        )
        arch = self.env["rectification.dossier"].with_user(self.user_head).get_view(None, "form")
        self.assertNotIn("action_refer", arch["arch"])

    def test_inspector_reads_what_it_points_at(self):
        self._add_evidence(self.finding, self.user_liaison)
        action = self.env["rectification.action"].create(
            {"finding_id": self.finding.id, "name": "Fewer meetings"}
        )
        other = self._find(self._sheet(self.township), 2, self.user_liaison)
        other.with_user(self.user_liaison).action_open()
        env = self.env(user=self.user_inspector)
        targets = self.finding | other
        self.assertFalse(env["rectification.finding"].search([]))
        self.assertFalse(env["rectification.unit"].search([]))
        referral = self._refer()
        self.assertFalse(env["rectification.finding"].search([]))
        self._hand_over(referral)
        self.assertEqual(env["rectification.finding"].search([]).ids, self.finding.ids)
        self.assertEqual(env["rectification.action"].search([]).ids, action.ids)
        self.assertEqual(
            env["rectification.evidence"].search([]).ids, self.finding.evidence_ids.ids
        )
        self.assertEqual(env["rectification.unit"].search([]).ids, self.township.ids)
        self.assertEqual(env["rectification.unit.member"].search([]).unit_id.ids, self.township.ids)
        # The forms open, whatever other parts of the app add to them.
        for record in (self.finding, self.township, action, referral):
            with self.subTest(form=record._name):
                Form(record.with_env(env))
        for record in (self.finding, action, self.township, self.member_cadre):
            with self.subTest(write=record._name), self.assertRaises(UserError):
                record.with_env(env).write({"name": "Changed"})
        with self.assertRaises(AccessError):
            targets.with_env(env).read(["name"])
