from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common import RectificationCase

SMALL, LARGE = 10, 100
# Queries for each further record, where a step is taken for many at once.
PER_RECORD = 0.1
# Odoo computes a recursive field unit by unit: who oversees it costs a query to read and, where it
# has changed, one to write.
PER_OVERSEEN_UNIT = 1.1
PER_MOVED_UNIT = 2.1
# One message to the people of each unit.
PER_REMINDER = 12


@tagged("post_install", "-at_install")
class TestAttackVolume(RectificationCase):
    """Steps for thousands: the number of queries does not follow the number of records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = cls.env["rectification.unit"].create(
            [
                {"name": f"Village {number}", "kind": "village", "parent_id": cls.county.id}
                for number in range(LARGE)
            ]
        )
        cls.heads = cls.env["rectification.unit.member"].create(
            [{"unit_id": unit.id, "name": "Head", "role": "head"} for unit in cls.units]
        )
        cls.dossiers = cls._launch(units=cls.units | cls.township).filtered(
            lambda dossier: dossier.unit_id != cls.township
        )
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        problem = cls.catalogue.area_ids.problem_ids[0]
        cls.findings = (
            cls.env["rectification.finding"]
            .with_user(cls.user_officer)
            .create(
                [
                    {
                        "dossier_id": dossier.id,
                        "problem_id": problem.id,
                        "description": "Found",
                        "responsible_member_id": member.id,
                        "deadline": cls.today + timedelta(days=9),
                        "action_ids": [(0, 0, {"name": "Do it", "user_id": cls.user_cadre.id})],
                    }
                    for dossier, member in zip(cls.dossiers, cls.heads, strict=True)
                ]
            )
        )
        # All of one unit, for what one person passes on or asks for.
        cls.own = (
            cls.env["rectification.finding"]
            .with_user(cls.user_officer)
            .create(
                [
                    {
                        "dossier_id": cls._dossier(cls.township).id,
                        "problem_id": problem.id,
                        "description": "Found",
                        "responsible_member_id": cls.member_responsible.id,
                        "deadline": cls.today + timedelta(days=9),
                        "action_ids": [(0, 0, {"name": "Do it"})],
                    }
                    for __ in range(LARGE)
                ]
            )
        )
        cls.env.flush_all()

    def _count(self, step, size):
        savepoint = self.cr.savepoint()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        step(size)
        self.env.flush_all()
        self.env.cr.precommit.run()
        count = self.cr.sql_log_count - before
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        return count

    def assertBatched(self, step, per_record=PER_RECORD):
        """``step``: takes a number of records, and does for them what is measured."""
        self._count(step, SMALL)
        few, many = self._count(step, SMALL), self._count(step, LARGE)
        self.assertLess((many - few) / (LARGE - SMALL), per_record, (few, many))

    # ------------------------------------------------------------
    # Findings
    # ------------------------------------------------------------

    def test_returning_findings(self):
        self._set_state(self.findings, "to_verify")
        findings = self.findings.with_user(self.user_officer)
        self.assertBatched(
            lambda size: findings[:size].write({"state": "in_progress", "return_reason": "Redo"})
        )

    def test_rejecting_and_reopening(self):
        findings = self.findings.with_user(self.user_officer)
        self.assertBatched(
            lambda size: findings[:size].write({"state": "rejected", "return_reason": "No"})
        )
        self._set_state(self.findings, "rejected")
        self.assertBatched(
            lambda size: findings[:size].write({"state": "in_progress", "return_reason": "Yes"})
        )

    def test_asking_and_confirming(self):
        self._set_state(self.own.action_ids, "done")
        self._set_values(self.own, result="Done")
        self._set_values(self.own, rectification_type="immediate")
        own = self.own.with_user(self.user_liaison)
        self.assertBatched(lambda size: own[:size].action_ask_acceptance())
        self._set_state(self.own, "to_verify")
        own = self.own.with_user(self.user_head)
        self.assertBatched(lambda size: own[:size].action_confirm())

    def test_finishing_actions(self):
        actions = self.own.action_ids.with_user(self.user_liaison)
        self.assertBatched(lambda size: actions[:size].action_done())

    def test_planning_actions(self):
        self.assertBatched(
            lambda size: (
                self.env["rectification.action"]
                .with_user(self.user_liaison)
                .create([{"finding_id": finding.id, "name": "Do"} for finding in self.own[:size]])
            )
        )

    def test_adding_evidence(self):
        self.assertBatched(
            lambda size: (
                self.env["rectification.evidence"]
                .with_user(self.user_liaison)
                .create(
                    [
                        {"finding_id": finding.id, "kind": "note", "note": "Seen"}
                        for finding in self.own[:size]
                    ]
                )
            )
        )

    def test_extensions(self):
        def ask(size):
            return (
                self.env["rectification.extension"]
                .with_user(self.user_head)
                .create(
                    [
                        {
                            "finding_id": finding.id,
                            "reason": "Snow",
                            "progress": "Half",
                            "requested_deadline": self.today + timedelta(days=19),
                        }
                        for finding in self.own[:size]
                    ]
                )
            )

        self.assertBatched(ask)
        extensions = ask(LARGE).with_user(self.user_officer)
        self.env.flush_all()
        self.assertBatched(lambda size: extensions[:size].action_grant())

    def test_other_deadline(self):
        findings = self.findings.with_user(self.user_officer)
        self.assertBatched(
            lambda size: findings[:size].write({"deadline": self.today + timedelta(days=30)})
        )

    def test_carrying_over(self):
        successor = self._add_campaign("Next")
        self._set_state(self.findings, "closed")
        self._set_state(self.own, "closed")
        self.env.flush_all()

        def carry(size):
            self._set_state(self.findings[:size], "in_progress")
            self.campaign.with_user(self.user_leader)._carry_over_findings(successor)

        self.assertBatched(carry)

    # ------------------------------------------------------------
    # Dossiers and units
    # ------------------------------------------------------------

    def test_returning_dossiers(self):
        self._set_state(self.dossiers.unit_check_id, "confirmed")
        self._set_state(self.dossiers, "submitted")
        dossiers = self.dossiers.with_user(self.user_officer)
        self.assertBatched(
            lambda size: dossiers[:size]._do_return("Redo", self.env["rectification.finding"])
        )

    def test_accepting_dossiers(self):
        self._set_state(self.dossiers, "submitted")
        dossiers = self.dossiers.with_user(self.user_officer)
        self.assertBatched(lambda size: dossiers[:size].action_accept())

    def test_archiving_dossiers(self):
        dossiers = self.dossiers.with_user(self.user_officer)
        self.assertBatched(lambda size: dossiers[:size].action_archive())

    def test_archiving_units(self):
        units = self.units.with_user(self.user_officer)
        self.assertBatched(lambda size: units[:size].action_archive())

    def test_moving_units(self):
        units = self.units.with_user(self.user_officer)
        self.assertBatched(
            lambda size: units[:size].write({"parent_id": self.township.id}), PER_MOVED_UNIT
        )

    def test_adding_people(self):
        self.assertBatched(
            lambda size: (
                self.env["rectification.unit.member"]
                .with_user(self.user_officer)
                .create([{"unit_id": unit.id, "name": "Cadre"} for unit in self.units[:size]])
            ),
            PER_OVERSEEN_UNIT,
        )

    def test_people_leave(self):
        heads = self.heads.with_user(self.user_officer)
        self.assertBatched(lambda size: heads[:size].action_archive(), PER_OVERSEEN_UNIT)
        self.assertBatched(lambda size: heads[:size].write({"role": "liaison"}), PER_OVERSEEN_UNIT)

    def test_enrolling(self):
        campaign = self._add_campaign("Another").with_user(self.user_officer)
        self.assertBatched(lambda size: campaign._enrol(self.units[:size]))

    # ------------------------------------------------------------
    # Supervision
    # ------------------------------------------------------------

    def test_assigning_and_concluding_reviews(self):
        self._set_state(self.dossiers, "accepted")
        dossiers = self.dossiers.with_user(self.user_officer)

        def assign(size):
            return dossiers[:size]._do_assign_review(
                dict.fromkeys(dossiers[:size], self.user_officer)
            )

        self.assertBatched(assign)
        reviews = assign(LARGE)
        self.env.flush_all()
        self.assertBatched(lambda size: reviews[:size].action_confirm_rest())
        reviews.action_confirm_rest()
        self.env.flush_all()
        self.assertBatched(lambda size: reviews[:size].action_pass())

    def test_passing_on_work(self):
        def pass_on(size):
            self._set_state(self.own[size:], "closed")
            self._set_state(self.own[size:].action_ids, "done")
            self.env["rectification.transfer"].with_user(self.user_officer).create(
                {
                    "unit_id": self.township.id,
                    "from_member_id": self.member_responsible.id,
                    "to_member_id": self.member_cadre.id,
                }
            ).action_apply()

        self.assertBatched(pass_on)

    def test_drawing(self):
        self._set_state(self.findings, "closed", closed_on=fields.Datetime.now())

        def draw(size):
            draw = (
                self.env["rectification.sample.draw"]
                .with_user(self.user_officer)
                .create({"campaign_id": self.campaign.id, "size": size})
            )
            draw.action_draw()

        self.assertBatched(draw)

    def test_reminding(self):
        findings = self.findings.with_user(self.user_officer)
        self.assertBatched(
            lambda size: (
                self.env["rectification.reminder"]
                .with_user(self.user_officer)
                ._remind_units(findings[:size])
            ),
            PER_REMINDER,
        )
