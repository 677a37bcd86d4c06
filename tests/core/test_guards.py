from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestGuards(RectificationCase):
    """Campaigns, catalogues, rosters, sheets: every refusal names the record and the way out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    # ------------------------------------------------------------
    # Campaign
    # ------------------------------------------------------------

    def test_dates_out_of_order(self):
        today = self.today
        campaign = self._add_campaign("Next Campaign")
        for values, earlier, later in (
            ({"date_study_end": today - timedelta(1)}, "Start", "End of Study and Education"),
            (
                {"date_self_check_end": today + timedelta(10)},
                "End of Study and Education",
                "End of Self-Check and Self-Correction",
            ),
            (
                {"date_supervision_end": today},
                "End of Self-Check and Self-Correction",
                "End of Supervision",
            ),
            (
                {"date_submission": today + timedelta(61)},
                "Submission Deadline",
                "End of Self-Check and Self-Correction",
            ),
            ({"date_submission": today - timedelta(1)}, "Start", "Submission Deadline"),
        ):
            with (
                self.subTest(values=values),
                self.assertRefused(
                    "Next Campaign",
                    earlier,
                    later,
                    "Put the dates in order",
                    exception=ValidationError,
                ),
            ):
                campaign.write(values)

    def test_launch_without_units_or_catalogue(self):
        campaign = self._add_campaign("Empty", catalogue_id=False, date_submission=False)
        with self.assertRefused(
            "Empty", "choose a published", "Enrol Units", "fill in: Submission Deadline"
        ):
            campaign.action_launch()
        self.assertFalse(campaign.launched_on)

    def test_draft_catalogue(self):
        draft = self.env["rectification.catalogue"].create({"name": "Half Ready"})
        hasty = self._add_campaign("Hasty", catalogue_id=draft.id)
        hasty._enrol(self.school)
        sentence = ("Hasty", "Half Ready", "is still a draft", "Publish and Launch")
        with self.assertRefused(*sentence):
            hasty.action_launch()
        with self.assertRefused(*sentence):
            hasty.write({"state": "study"})
        with self.assertRefused("Half Ready", "no problem items"):
            draft.action_publish()
        with self.assertRefused("Half Ready", "no problem items"):
            hasty.action_publish_and_launch()
        self.assertFalse(hasty.launched_on)

    def test_launched_campaign_keeps_its_catalogue(self):
        campaign = self.campaign.with_user(self.user_leader)
        with self.assertRefused(self.campaign.name, "Start another campaign"):
            campaign.write({"catalogue_id": False})
        with self.assertRefused(self.campaign.name, "Cancel or archive"):
            campaign.unlink()

    def test_close_with_open_findings(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        campaign = self.campaign.with_user(self.user_leader)
        campaign.action_start_self_check()
        campaign.action_start_supervision()
        self._pass_reviews()
        with self.assertRefused(campaign.name, "1 findings are still open", "Choose “Close”"):
            campaign.write({"state": "closed"})
        self.assertEqual(campaign.action_close()["res_model"], "rectification.campaign.close")
        campaign._do_close("keep", campaign.browse())
        with self.assertRefused("is closed"):
            campaign.write({"name": "Other"})
        with self.assertRefused("nothing new is recorded"):
            self._find(self.sheet, 2, self.user_liaison)
        with self.assertRefused("nothing new is recorded"):
            finding.copy({"check_line_id": False})
        with self.assertRefused(campaign.name, "nothing new is recorded"):
            (
                self.env["rectification.dossier"]
                .with_user(self.user_officer)
                .create({"campaign_id": campaign.id, "unit_id": self.county.id})
            )
        # Kept open means: the unit goes on putting it right.
        finding.with_user(self.user_liaison).action_open()
        self._put_right(finding, self.user_head)
        finding.with_user(self.user_officer).action_accept()
        self.assertEqual(finding.state, "closed")

    # ------------------------------------------------------------
    # Catalogue
    # ------------------------------------------------------------

    def test_published_catalogue_is_read_only(self):
        catalogue = self.catalogue.with_user(self.user_leader)
        area, problem = catalogue.area_ids[:1], catalogue.area_ids.problem_ids[:1]
        sentence = ("Catalogue under Test", "published catalogues", "New Version")
        for attempt in (
            lambda: catalogue.write({"name": "Other"}),
            lambda: catalogue.write({"state": "draft"}),
            lambda: area.write({"name": "Other"}),
            lambda: area.unlink(),
            lambda: problem.write({"name": "Other"}),
            lambda: problem.unlink(),
            lambda: area.create({"catalogue_id": catalogue.id, "name": "More", "number": 9}),
            lambda: problem.create({"area_id": area.id, "name": "More", "number": 99}),
            lambda: catalogue.write({"area_ids": [Command.create({"name": "X", "number": 8})]}),
            # The administrator's superuser mode opens nothing.
            lambda: problem.sudo().write({"guidance": "Other"}),
        ):
            with self.assertRefused(*sentence):
                attempt()
        with self.assertRefused("Catalogue under Test", "Archive them instead"):
            catalogue.unlink()
        with self.assertRefused("starts as a draft"):
            catalogue.with_context(default_state="published").create({"name": "Born"})

    def test_new_version(self):
        action = self.catalogue.with_user(self.user_officer).action_new_version()
        draft = self.catalogue.browse(action["res_id"])
        self.assertRecordValues(draft, [{"version": 2, "state": "draft", "problem_count": 6}])
        draft.area_ids.problem_ids[0].name = "Reworded"
        draft.action_publish()
        self.assertEqual(self.catalogue.problem_count, 6)
        self.assertNotIn("Reworded", self.catalogue.area_ids.problem_ids.mapped("name"))

    # ------------------------------------------------------------
    # Roster
    # ------------------------------------------------------------

    def test_two_heads(self):
        member = {"unit_id": self.township.id, "name": "Second Head", "role": "head"}
        sentence = ("Township", "one head only", "Township Head", "liaison or cadre")
        members = self.env["rectification.unit.member"].with_user(self.user_officer)
        with self.assertRefused(*sentence, "Second Head"):
            members.create(member)
        with self.assertRefused(*sentence, "Township Cadre"):
            self.member_cadre.write({"role": "head"})
        with self.assertRefused("County Committee", "one head only"):
            members.create(
                [{**member, "unit_id": self.county.id}, {**member, "unit_id": self.county.id}]
            )
        # Handing over takes two steps, and archived heads do not count.
        self.member_head.active = False
        members.create(member)
        with self.assertRefused(*sentence):
            self.member_head.write({"active": True})

    def test_user_twice(self):
        with self.assertRefused("Township Cadre", "Township", "twice", "Double", "Remove one"):
            self._add_member(self.township, self.user_cadre, "cadre", name="Double")
        with self.assertRefused("twice"):
            self.member_paper.write({"user_id": self.user_cadre.id})

    def test_portal_user_on_roster(self):
        portal = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "t_portal",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        with self.assertRefused("Portal", "Choose an internal user"):
            self._add_member(self.township, portal, "cadre")

    def test_person_with_sheet_stays(self):
        member = self.member_cadre.with_user(self.user_officer)
        sentence = ("Township Cadre", "self-check sheet", "Archive")
        with self.assertRefused(*sentence):
            member.unlink()
        with self.assertRefused(*sentence):
            member.write({"unit_id": self.school.id})
        newcomer = self._add_member(self.township, None, "cadre", name="Newcomer")
        self._find(self.sheet, 1, self.user_liaison, responsible_member_id=newcomer.id)
        with self.assertRefused("Newcomer", "answers for"):
            newcomer.write({"unit_id": self.school.id})

    def test_roster_is_kept_by_the_office(self):
        """A unit's own people add cadres; who may see what is set by the leading group."""
        liaison = self.user_liaison
        self.member_paper.with_user(liaison).write({"job_title": "Clerk"})
        for attempt in (
            lambda: self.member_paper.with_user(liaison).write({"user_id": liaison.id}),
            lambda: self.member_paper.with_user(liaison).write({"role": "liaison"}),
            lambda: self.member_head.with_user(liaison).write({"active": False}),
        ):
            with self.assertRefused("leading group's office", exception=AccessError):
                attempt()

    def test_unit_tree_and_rights_behind_it(self):
        with self.assertRefused("own superior"):
            self.county.write({"parent_id": self.village.id})
        with self.assertRefused("Township", "Archive the unit"):
            self.township.unlink()
        for attempt in (
            lambda: self.school.write({"overseer_user_ids": [Command.link(self.user_cadre.id)]}),
            lambda: self.school.create(
                {"name": "X", "kind": "school", "manager_user_ids": self.user_cadre.ids}
            ),
        ):
            with self.assertRefused("Change the roster"):
                attempt()
        unit = self.school.with_context(default_head_user_id=self.user_cadre.id).create(
            {"name": "Headless", "kind": "school"}
        )
        self.assertFalse(unit.head_user_id)

    # ------------------------------------------------------------
    # Sheets and dossiers
    # ------------------------------------------------------------

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
