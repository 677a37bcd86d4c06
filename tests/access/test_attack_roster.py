from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import html2plaintext, mute_logger

from ...models.reminder.due import DueItems
from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestAttackRoster(RectificationCase):
    """Rosters, units, users and campaigns change in the middle of things, and nothing is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        cls.finding = cls._hand_in_a_finding()

    def _get_chatter(self, record):
        self.env.flush_all()
        return [html2plaintext(body) for body in record.message_ids.mapped("body")]

    # ------------------------------------------------------------
    # Rosters
    # ------------------------------------------------------------

    def test_head_replaced_in_mid_signature(self):
        self._put_right(self.finding, self.user_liaison)
        activity = self.finding.activity_ids
        self.assertEqual(activity.user_id, self.user_head)
        office = self.user_officer
        self.member_head.with_user(office).role = "cadre"
        self.assertEqual(activity.user_id, self.user_head)
        self.member_responsible.with_user(office).role = "head"
        self.assertEqual(activity.user_id, self.user_responsible)
        with self.assertRefused("only the unit's head confirms"):
            self.finding.with_user(self.user_head).action_confirm()
        self.finding.with_user(self.user_responsible).action_confirm()
        self.assertFalse(activity.exists())
        # What the former head has signed stays in the former head's name.
        signoffs = self.env["rectification.signoff"].search(
            [("dossier_id", "=", self._dossier(self.township).id), ("transition", "=", "submitted")]
        )
        self.assertIn("Township Head", signoffs.mapped("user_name"))

    def test_new_head_on_a_new_line(self):
        """A successor who is entered anew is asked as well, but not for the own sheet."""
        self._put_right(self.finding, self.user_liaison)
        activity = self.finding.activity_ids
        own_sheet = self._sheet(self.township, self.member_cadre)
        self._answer_rest(own_sheet, self.user_cadre)
        own_sheet.with_user(self.user_cadre).action_submit()
        self.assertEqual(own_sheet.activity_ids.user_id, self.user_head)
        office = self.user_officer
        self.member_head.with_user(office).role = "cadre"
        self.member_cadre.with_user(office).role = "head"
        self.assertEqual(activity.user_id, self.user_cadre)
        self.assertFalse(own_sheet.activity_ids)
        self.member_cadre.with_user(office).role = "cadre"
        self.env.flush_all()  # as between two requests
        self._add_member(self.township, self.user_stranger, "head")
        self.assertEqual(activity.user_id, self.user_stranger)

    def test_history_of_a_roster(self):
        member = self._add_member(self.township, self.user_stranger, "cadre")
        self.assertIn("+ Stranger · Cadre · t_stranger", self._get_chatter(self.township)[0])
        member.with_user(self.user_officer).role = "liaison"
        text = self._get_chatter(self.township)[0]
        self.assertIn("− Stranger · Cadre · t_stranger", text)
        self.assertIn("+ Stranger · Liaison · t_stranger", text)
        count = len(self.township.message_ids)
        member.with_user(self.user_officer).job_title = "Clerk"
        self.assertEqual(len(self.township.message_ids), count)
        member.with_user(self.user_officer).action_archive()
        self.assertIn("− Stranger · Liaison · t_stranger", self._get_chatter(self.township)[0])
        # A liaison adds cadres, and that is noted as well.
        paper = (
            self.env["rectification.unit.member"]
            .with_user(self.user_liaison)
            .create({"unit_id": self.township.id, "name": "Newcomer"})
        )
        self.assertIn("+ Newcomer · Cadre", self._get_chatter(self.township)[0])
        paper.with_user(self.user_officer).unlink()
        self.assertIn("− Newcomer · Cadre", self._get_chatter(self.township)[0])

    def test_a_person_who_left_keeps_what_was_signed(self):
        sheet = self._sheet(self.township, self.member_cadre)
        self._answer_rest(sheet, self.user_cadre)
        sheet.with_user(self.user_cadre).action_submit()
        self.member_cadre.with_user(self.user_officer).write({"active": False, "user_id": False})
        self.env.flush_all()
        self.assertFalse(sheet.with_user(self.user_cadre).has_access("read"))
        self.assertEqual(sheet.state, "submitted")
        self.assertTrue(all(sheet.line_ids.mapped("answer")))
        self.assertEqual(
            self.env["rectification.signoff"]
            .search([("res_model", "=", sheet._name), ("res_id", "=", sheet.id)])
            .user_name,
            "Township Cadre",
        )
        with self.assertRefused("stays"):
            self.member_cadre.unlink()
        # The head goes on with it.
        sheet.with_user(self.user_head).action_confirm()

    def test_on_two_rosters(self):
        """In each unit what the role there allows, and no more."""
        self._add_member(self.school, self.user_liaison, "cadre")
        self.env.flush_all()
        school = self._sheet(self.school).with_user(self.user_liaison)
        self.assertFalse(school.has_access("read"))
        self.assertTrue(self._sheet(self.township).with_user(self.user_liaison).has_access("write"))
        with self.assertRaises(AccessError):
            self._dossier(self.school).with_user(self.user_liaison).action_open_unit_sheet()

    def test_unit_archived_in_a_campaign(self):
        dossier = self._dossier(self.township)
        signoffs = self.env["rectification.signoff"].search_count([])
        self.township.with_user(self.user_officer).action_archive()
        self.assertTrue(dossier.active)
        self.finding.with_user(self.user_liaison).result = "Still going on"
        dossier.with_user(self.user_officer).action_accept()
        self.assertGreater(self.env["rectification.signoff"].search_count([]), signoffs)

    def test_archived_head(self):
        """An archived login signs nothing, and the officer who enrols the unit is told."""
        self.assertNotIn(self.township, self.township._get_missing_roles())
        self.user_head.active = False
        self.assertIn(self.township, self.township._get_missing_roles())

    # ------------------------------------------------------------
    # Deleting what others refer to
    # ------------------------------------------------------------

    @mute_logger("odoo.sql_db")
    def test_nothing_goes_with_what_is_deleted(self):
        """Users, forms, units and types are deleted only as long as nothing tells of them."""
        reviewer = new_test_user(
            self.env, "t_reviewer", groups="rectification_campaign.group_officer"
        )
        review = (
            self.env["rectification.review"]
            .with_user(self.user_officer)
            .create(
                {
                    "dossier_id": self._dossier(self.township).id,
                    "reviewer_ids": (self.user_officer | reviewer).ids,
                }
            )
        )
        form = self.env["rectification.study.form"].create({"name": "By letter"})
        self.campaign.study_form_ids = form
        dossier = self._dossier(self.village).with_user(self.user_officer)
        dossier.action_archive()
        self.env.flush_all()
        for record, error in (
            (reviewer, IntegrityError),
            (form, IntegrityError),
            (self.village, UserError),
            (self.catalogue.area_ids.problem_ids[0], UserError),
        ):
            with self.subTest(record=record._name):
                with self.assertRaises(error), self.env.cr.savepoint():
                    record.unlink()
                    self.env.flush_all()
                self.env.invalidate_all()
                self.assertTrue(record.exists())
        self.assertIn(reviewer, review.reviewer_ids)

    def test_new_version_changes_no_sheet(self):
        answers = self._sheet(self.township).line_ids.mapped("problem_id.name")
        version = self.env["rectification.catalogue"].browse(
            self.catalogue.with_user(self.user_officer).action_new_version()["res_id"]
        )
        version.area_ids.problem_ids[0].with_user(self.user_officer).name = "Said otherwise"
        version.with_user(self.user_officer).action_publish()
        self.catalogue.with_user(self.user_officer).active = False
        self.assertEqual(self._sheet(self.township).line_ids.mapped("problem_id.name"), answers)
        self.assertEqual(self.campaign.catalogue_id, self.catalogue)

    def test_cancelled_campaign_keeps_everything(self):
        campaign = self.campaign.with_user(self.user_leader)
        count = self.env["rectification.check.line"].search_count([])
        campaign.action_cancel()
        with self.assertRefused("sheets exist already"):
            campaign.action_reset()
        with self.assertRefused("stay|launched"):
            campaign.unlink()
        self.assertEqual(self.env["rectification.check.line"].search_count([]), count)
        self.assertEqual(self.finding.state, "open")

    # ------------------------------------------------------------
    # Companies, time zones, missing values
    # ------------------------------------------------------------

    def test_two_companies(self):
        """Units are not companies: people of two companies work in one campaign."""
        company = self.env["res.company"].create({"name": "Another Agency"})
        for user in (self.user_liaison, self.user_officer):
            user.write({"company_ids": [Command.set(company.ids)], "company_id": company.id})
        self.env.flush_all()
        self._put_right(self.finding, self.user_liaison)
        self.finding.with_user(self.user_head).action_confirm()
        self.finding.with_user(self.user_officer).action_accept()
        self.assertEqual(self.finding.state, "closed")
        document = (
            self.env["rectification.document"]
            .with_user(self.user_officer)
            .create(
                {
                    "dossier_id": self._dossier(self.village).id,
                    "finding_ids": self._find(self._sheet(self.village), 1, self.user_village).ids,
                }
            )
        )
        self._set_state(document.finding_ids, "open")
        document.action_issue()
        self.assertTrue(document.with_user(self.user_leader).number)
        self.assertTrue(document.with_user(self.user_village).has_access("read"))

    def test_today_is_the_countys(self):
        """Nobody gains hours by asking from a zone in which the last day is not over yet."""
        self._set_values(self.finding, deadline="2026-05-10")
        self.env.flush_all()
        values = {
            "finding_id": self.finding.id,
            "reason": "Snow",
            "progress": "Half",
            "requested_deadline": "2026-06-01",
        }
        extensions = self.env["rectification.extension"].with_user(self.user_head)
        for zone in ("Asia/Shanghai", "UTC", "Pacific/Pago_Pago", False):
            with freeze_time("2026-05-10 18:00:00"), self.assertRefused("has passed"):
                extensions.with_context(tz=zone).create(values)
        with freeze_time("2026-05-10 15:00:00"):
            extensions.with_context(tz="Pacific/Auckland").create(values)

    def test_digest_of_the_countys_day(self):
        """The job's user has no time zone; its day is the one the lights follow."""
        days = []
        with (
            freeze_time("2026-05-11 17:00:00"),
            patch.object(
                DueItems, "shares", property(lambda due: days.append(str(due.today)) or {})
            ),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("rectification_campaign.ir_cron_send_digests").method_direct_trigger()
        self.assertEqual(days, ["2026-05-12"])

    def test_campaign_without_dates(self):
        """What is optional may be empty, on every screen of a campaign in preparation."""
        campaign = (
            self.env["rectification.campaign"]
            .with_user(self.user_leader)
            .create({"name": "Bare", "leader_user_id": False})
        )
        dossier = campaign.with_user(self.user_officer)._enrol(self.village)
        for record in (campaign, dossier):
            names = [name for name, field in record._fields.items() if not field.groups]
            self.assertTrue(record.with_user(self.user_officer).read(names))
        self.env["rectification.desk"].with_user(self.user_officer).get_desk()
        self.env["rectification.desk"].with_user(self.user_village).get_desk()
        with self.assertRefused("choose a published problem catalogue"):
            campaign.action_launch()
        finding = (
            self.env["rectification.finding"]
            .with_user(self.user_officer)
            .create(
                {
                    "dossier_id": dossier.id,
                    "problem_id": self.catalogue.area_ids.problem_ids[0].id,
                    "description": "Bare",
                }
            )
        )
        self.assertEqual(finding.light, "green")
        self.assertTrue(finding.read())
        self.assertLessEqual(self.today, self.today + timedelta(days=finding.campaign_id.warn_days))
