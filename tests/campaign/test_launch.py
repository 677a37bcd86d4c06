from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...models.campaign import campaign as campaign_launch
from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestLaunch(RectificationCase):
    """Enrolling, launching in batches, joining late, and closing."""

    def _run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("rectification_campaign.ir_cron_prepare_dossiers").method_direct_trigger()
        self.env.invalidate_all()

    def _enrol(self, **values):
        wizard = (
            self.env["rectification.campaign.enrol"]
            .with_user(self.user_officer)
            .create({"campaign_id": self.campaign.id, **values})
        )
        wizard.action_enrol()
        return self.campaign.dossier_ids.unit_id

    # ------------------------------------------------------------
    # Enrolment
    # ------------------------------------------------------------

    def test_enrol_by_kind(self):
        self.assertEqual(self._enrol(kind="school"), self.school)

    def test_enrol_by_subtree(self):
        self.assertEqual(self._enrol(parent_id=self.township.id), self.township | self.village)

    def test_enrol_by_kind_within_subtree(self):
        self.assertEqual(self._enrol(parent_id=self.county.id, kind="village"), self.village)

    def test_enrol_by_hand(self):
        units = self._enrol(unit_ids=[Command.set((self.school | self.village).ids)])
        self.assertEqual(units, self.school | self.village)

    def test_enrol_twice(self):
        self._enrol(kind="school")
        with self.assertRaisesRegex(UserError, "Campaign under Test: no unit is chosen"):
            self._enrol(kind="school")
        self.assertEqual(
            self._enrol(unit_ids=[Command.set((self.school | self.village).ids)]),
            self.school | self.village,
        )
        self.assertEqual(self.campaign.dossier_count, 2)

    def test_enrol_shows_what_is_to_be_settled(self):
        self._add_unit("Headless Village", kind="village", parent=self.township)
        form = Form(
            self.env["rectification.campaign.enrol"]
            .with_user(self.user_officer)
            .with_context(default_campaign_id=self.campaign.id)
        )
        form.kind = "village"
        self.assertEqual(form.unit_count, 2)
        self.assertEqual(
            form.warning, "Headless Village: no user as head and liaison on the roster."
        )

    def test_enrol_again_after_leaving(self):
        """A unit that comes back finds the dossier it had."""
        self._enrol(kind="school")
        dossier = self._dossier(self.school)
        dossier.with_user(self.user_officer).active = False
        self._enrol(kind="school")
        self.assertTrue(dossier.active)
        self.assertEqual(self.campaign.dossier_ids, dossier)

    # ------------------------------------------------------------
    # Launch
    # ------------------------------------------------------------

    def test_launch_in_batches(self):
        self._enrol(parent_id=self.county.id)
        self.campaign.with_user(self.user_leader).action_launch()
        self.assertTrue(self.campaign.launched_on)
        self.assertFalse(self.campaign.dossier_ids.check_ids, "the job writes the sheets")
        self.assertEqual(self.campaign.launch_progress, 0)

        stops = iter([True, True, False])
        progress = []

        def commit_progress(cron, processed=0, *, remaining=None, **kwargs):
            progress.append((processed, remaining))
            return next(stops)

        with (
            patch.object(campaign_launch, "DOSSIERS_PER_BATCH", 1),
            patch.object(self.env.registry["ir.cron"], "_commit_progress", commit_progress),
        ):
            self.env["rectification.campaign"]._cron_prepare_dossiers()
        self.assertEqual(progress, [(0, 3), (1, 2), (1, 1)])
        self.env.invalidate_all()
        self.assertEqual(self.campaign.prepared_count, 2)
        self.assertAlmostEqual(self.campaign.launch_progress, 200 / 3)

        self._run_job()
        self.assertEqual(self.campaign.launch_progress, 100)
        sheets = self.campaign.dossier_ids.check_ids
        self.assertEqual(len(sheets), 3 + 7, "one for each unit and each person on a roster")
        self.assertFalse(sheets.line_ids, "lines are written when a sheet is started")

        self._run_job()
        self.assertEqual(self.campaign.dossier_ids.check_ids, sheets, "again changes nothing")

    def test_launch_touches_no_other_campaign(self):
        waiting = self._add_campaign("Not Launched")
        waiting._enrol(self.school)
        self._enrol(kind="school")
        self.campaign.with_user(self.user_leader).action_launch()
        self._run_job()
        self.assertTrue(self._dossier(self.school).is_prepared)
        self.assertFalse(waiting.dossier_ids.is_prepared)

    def test_late_enrolment(self):
        self._enrol(kind="school")
        self.campaign.with_user(self.user_leader).action_launch()
        self._run_job()
        self._enrol(kind="village")
        # However the dossier came about, the job finds it.
        self.env["rectification.dossier"].with_user(self.user_officer).create(
            {"campaign_id": self.campaign.id, "unit_id": self.township.id}
        )
        self._run_job()
        late, township = self._dossier(self.village), self._dossier(self.township)
        self.assertRecordValues(
            late | township,
            [
                {"is_prepared": True, "personal_count": 1, "state": "open"},
                {"is_prepared": True, "personal_count": 5, "state": "open"},
            ],
        )
        sheet = late.unit_check_id.with_user(self.user_village)
        sheet.action_open_sheet()
        self.assertEqual(len(sheet.line_ids), 6)

    def test_new_member_gets_a_sheet(self):
        self._launch()
        member = self._add_member(self.school, None, "cadre", name="New Teacher")
        self.assertFalse(self._dossier(self.school).is_prepared)
        self._run_job()
        self.assertEqual(self._sheet(self.school, member).state, "draft")
        self.assertEqual(len(self._dossier(self.school).check_ids), 3)
        # Who comes back to a roster finds the sheet that was begun.
        member.active = False
        member.active = True
        self._run_job()
        self.assertEqual(len(self._dossier(self.school).check_ids), 3)

    def test_starting_a_sheet_twice(self):
        self._launch()
        sheet = self._sheet(self.school).with_user(self.user_school)
        sheet.action_start()
        sheet.action_start()
        self.assertEqual(sheet.line_count, 6)

    # ------------------------------------------------------------
    # Closing
    # ------------------------------------------------------------

    def _reach_supervision(self):
        """Leave one finding of each kind open: the unit's with two actions, and a cadre's."""
        self._launch()
        finding = self._find(self._sheet(self.township), 1, self.user_liaison)
        done = self._add_action(finding, self.user_liaison, self.member_cadre)
        done.with_user(self.user_cadre).action_done()
        self._add_action(finding, self.user_liaison, self.member_cadre, name="Still to do")
        personal = self._find(self._sheet(self.township, self.member_cadre), 2, self.user_cadre)
        campaign = self.campaign.with_user(self.user_leader)
        campaign.action_start_self_check()
        campaign.action_start_supervision()
        self._pass_reviews()
        return finding, personal

    def _close(self, **values):
        action = self.campaign.with_user(self.user_leader).action_close()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.user_leader)
            .with_context(**action["context"])
            .create(values)
        )
        wizard.action_close()

    def test_close_and_keep(self):
        finding, __ = self._reach_supervision()
        self._close(policy="keep")
        self.assertRecordValues(
            self.campaign,
            [{"state": "closed", "open_finding_policy": "keep", "open_finding_count": 2}],
        )
        self.assertEqual(finding.state, "draft")

    def test_close_and_carry_over(self):
        finding, personal = self._reach_supervision()
        with self.assertRaisesRegex(UserError, "name the follow-up campaign"):
            self._close(policy="carry")
        with self.assertRaisesRegex(UserError, "its own follow-up"):
            self._close(policy="carry", successor_id=self.campaign.id)
        successor = self._add_campaign("Follow-Up", date_start=self.today + timedelta(1))
        self._close(policy="carry", successor_id=successor.id)
        self.assertRecordValues(
            self.campaign,
            [
                {
                    "state": "closed",
                    "open_finding_policy": "carry",
                    "successor_id": successor.id,
                    "open_finding_count": 0,
                    "finding_count": 2,
                }
            ],
        )
        self.assertEqual(successor.predecessor_id, self.campaign)
        self.assertEqual(successor.dossier_ids.unit_id, self.township)
        copies = self.env["rectification.finding"].search([("campaign_id", "=", successor.id)])
        self.assertRecordValues(
            copies.sorted("problem_number"),
            [
                {
                    "predecessor_id": finding.id,
                    "member_id": False,
                    "source": "carried_over",
                    "state": "open",
                    "deadline": finding.deadline,
                },
                {
                    "predecessor_id": personal.id,
                    "member_id": self.member_cadre.id,
                    "source": "carried_over",
                    "state": "open",
                    "deadline": personal.deadline,
                },
            ],
        )
        copy = finding.successor_id
        # The original stays as it was; what is left to do goes on in the copy, and only there.
        self.assertRecordValues(finding, [{"state": "draft", "light": "closed"}])
        self.assertEqual(finding.action_ids.mapped("state"), ["done", "todo"])
        self.assertRecordValues(copy.action_ids, [{"name": "Still to do", "state": "todo"}])
        self.assertFalse(finding.action_ids.sudo().activity_ids)
        self.assertEqual(copy.action_ids.sudo().activity_ids.user_id, self.user_cadre)
        for attempt in (
            finding.with_user(self.user_liaison).action_open,
            lambda: finding.with_user(self.user_liaison).write({"result": "Done"}),
        ):
            with self.assertRefused("carried over", copy.reference):
                attempt()
        self.assertFalse(finding.with_user(self.user_liaison).allowed_targets)
        self._put_right(copy, self.user_head)
        copy.with_user(self.user_officer).action_accept()
        self.assertEqual(copy.state, "closed")
