from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import RectificationCase


@tagged("post_install", "-at_install")
class TestGuards(RectificationCase):
    """Every refusal names the record and the way out, and leaves nothing half done."""

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
            with self.subTest(values=values):
                self.assertRefusal(
                    lambda values=values: campaign.write(values),
                    ("Next Campaign", earlier, later, "Put the dates in order"),
                    ValidationError,
                )

    def test_launch_without_units_or_catalogue(self):
        campaign = self._add_campaign("Empty", catalogue_id=False, date_submission=False)
        self.assertRefusal(
            campaign.action_launch,
            ("Empty", "choose a published", "Enrol Units", "fill in: Submission Deadline"),
        )
        self.assertFalse(campaign.launched_on)

    def test_draft_catalogue(self):
        draft = self.env["rectification.catalogue"].create({"name": "Half Ready"})
        hasty = self._add_campaign("Hasty", catalogue_id=draft.id)
        hasty._enrol(self.school)
        sentence = ("Hasty", "Half Ready", "is still a draft", "Publish and Launch")
        self.assertRefusal(hasty.action_launch, sentence)
        self.assertRefusal(lambda: hasty.write({"state": "study"}), sentence)
        self.assertRefusal(draft.action_publish, ("Half Ready", "no problem items"))
        self.assertRefusal(hasty.action_publish_and_launch, ("Half Ready", "no problem items"))
        self.assertFalse(hasty.launched_on)

    def test_launched_campaign_keeps_its_catalogue(self):
        campaign = self.campaign.with_user(self.user_leader)
        self.assertRefusal(
            lambda: campaign.write({"catalogue_id": False}),
            (self.campaign.name, "Start another campaign"),
        )
        self.assertRefusal(campaign.unlink, (self.campaign.name, "Cancel or archive"))

    def test_close_with_open_findings(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        campaign = self.campaign.with_user(self.user_leader)
        campaign.action_start_self_check()
        campaign.action_start_supervision()
        self._pass_reviews()
        self.assertRefusal(
            lambda: campaign.write({"state": "closed"}),
            (campaign.name, "1 findings are still open", "Choose “Close”"),
        )
        self.assertEqual(campaign.action_close()["res_model"], "rectification.campaign.close")
        campaign._do_close("keep", campaign.browse())
        self.assertRefusal(lambda: campaign.write({"name": "Other"}), ("is closed",))
        self.assertRefusal(
            lambda: self._find(self.sheet, 2, self.user_liaison), ("nothing new is recorded",)
        )
        self.assertRefusal(
            lambda: finding.copy({"check_line_id": False}), ("nothing new is recorded",)
        )
        self.assertRefusal(
            lambda: (
                self.env["rectification.dossier"]
                .with_user(self.user_officer)
                .create({"campaign_id": campaign.id, "unit_id": self.county.id})
            ),
            (campaign.name, "nothing new is recorded"),
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
            self.assertRefusal(attempt, sentence)
        self.assertRefusal(catalogue.unlink, ("Catalogue under Test", "Archive them instead"))
        self.assertRefusal(
            lambda: catalogue.with_context(default_state="published").create({"name": "Born"}),
            ("starts as a draft",),
        )

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
        self.assertRefusal(lambda: members.create(member), (*sentence, "Second Head"))
        self.assertRefusal(
            lambda: self.member_cadre.write({"role": "head"}), (*sentence, "Township Cadre")
        )
        self.assertRefusal(
            lambda: members.create(
                [{**member, "unit_id": self.county.id}, {**member, "unit_id": self.county.id}]
            ),
            ("County Committee", "one head only"),
        )
        # Handing over takes two steps, and archived heads do not count.
        self.member_head.active = False
        members.create(member)
        self.assertRefusal(lambda: self.member_head.write({"active": True}), sentence)

    def test_user_twice(self):
        self.assertRefusal(
            lambda: self._add_member(self.township, self.user_cadre, "cadre", name="Double"),
            ("Township Cadre", "Township", "twice", "Double", "Remove one"),
        )
        self.assertRefusal(
            lambda: self.member_paper.write({"user_id": self.user_cadre.id}), ("twice",)
        )

    def test_portal_user_on_roster(self):
        portal = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "t_portal",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.assertRefusal(
            lambda: self._add_member(self.township, portal, "cadre"),
            ("Portal", "Choose an internal user"),
        )

    def test_person_with_sheet_stays(self):
        member = self.member_cadre.with_user(self.user_officer)
        sentence = ("Township Cadre", "self-check sheet", "Archive")
        self.assertRefusal(member.unlink, sentence)
        self.assertRefusal(lambda: member.write({"unit_id": self.school.id}), sentence)
        newcomer = self._add_member(self.township, None, "cadre", name="Newcomer")
        self._find(self.sheet, 1, self.user_liaison, responsible_member_id=newcomer.id)
        self.assertRefusal(
            lambda: newcomer.write({"unit_id": self.school.id}), ("Newcomer", "answers for")
        )

    def test_roster_is_kept_by_the_office(self):
        """A unit's own people add cadres; who may see what is set by the leading group."""
        liaison = self.user_liaison
        self.member_paper.with_user(liaison).write({"job_title": "Clerk"})
        for attempt in (
            lambda: self.member_paper.with_user(liaison).write({"user_id": liaison.id}),
            lambda: self.member_paper.with_user(liaison).write({"role": "liaison"}),
            lambda: self.member_head.with_user(liaison).write({"active": False}),
        ):
            self.assertRefusal(attempt, ("leading group's office",), AccessError)

    def test_unit_tree_and_rights_behind_it(self):
        self.assertRefusal(
            lambda: self.county.write({"parent_id": self.village.id}), ("own superior",)
        )
        self.assertRefusal(self.township.unlink, ("Township", "Archive the unit"))
        for attempt in (
            lambda: self.school.write({"overseer_user_ids": [Command.link(self.user_cadre.id)]}),
            lambda: self.school.create(
                {"name": "X", "kind": "school", "manager_user_ids": self.user_cadre.ids}
            ),
        ):
            self.assertRefusal(attempt, ("Change the roster",))
        unit = self.school.with_context(default_head_user_id=self.user_cadre.id).create(
            {"name": "Headless", "kind": "school"}
        )
        self.assertFalse(unit.head_user_id)

    # ------------------------------------------------------------
    # Sheets and dossiers
    # ------------------------------------------------------------

    def test_incomplete_sheet(self):
        liaison, sheet = self.user_liaison, self.sheet.with_user(self.user_liaison)
        self.assertRefusal(sheet.action_submit, ("Township", "has not been started"))
        finding = self._find(sheet, 2, liaison, measures=False, deadline=False)
        sheet.line_ids[0].action_answer("found")
        self.assertRefusal(
            sheet.action_submit,
            (
                "items without an answer: 3, 4, 5, 6",
                "“found” without a finding: 1",
                f"item 2, “{finding.name}”: fill in Measures, Deadline",
            ),
        )
        self.assertRefusal(
            self.dossier.with_user(self.user_head).action_submit, ("items without an answer",)
        )
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
            self.assertRefusal(attempt, sentence)
        self.assertRefusal(sheet.sudo().unlink, ("Township", "stays"))
        self.assertRefusal(line.sudo().unlink, ("lines of a sheet stay",))
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
        self.assertRefusal(
            lambda: line.action_answer("none"), ("Item 1", "1 findings", "Delete them first")
        )
        self.assertRefusal(
            self.sheet.with_user(self.user_liaison).action_nil_return,
            ("Township", "no nil return"),
        )
        self.assertRefusal(
            lambda: line.write({"problem_id": self.catalogue.area_ids.problem_ids[3].id}),
            ("cannot be exchanged",),
        )

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
            self.assertRefusal(
                own.line_ids.with_user(user)[0].action_answer,
                ("Township Cadre", "the person it belongs to"),
                args=("none",),
            )
        self.assertRefusal(
            lambda: own.line_ids.with_user(self.user_officer).write({"answer": "none"}),
            ("Township Cadre", "the person it belongs to"),
        )
        self.assertRefusal(
            lambda: own.with_user(self.user_officer).write({"member_id": self.member_head.id}),
            ("stays with its unit and its person",),
        )

    def test_dossier_stays_with_its_unit(self):
        for user in (self.user_head, self.user_officer):
            self.assertRefusal(
                lambda user=user: self.dossier.with_user(user).write({"unit_id": self.county.id}),
                ("Township", "stays with its unit"),
            )
        self.assertRefusal(
            lambda: self.dossier.with_user(self.user_head).write({"active": False}),
            ("Township", "only an officer"),
        )
        self._find(self.sheet, 1, self.user_liaison)
        self.assertRefusal(self.dossier.sudo().unlink, ("Township", "Archive it"))

    def test_untouched_dossier_goes_with_its_sheets(self):
        dossier = self._dossier(self.school)
        sheets = dossier.check_ids
        dossier.with_user(self.user_officer).unlink()
        self.assertFalse(sheets.exists())

    def test_return_names_findings(self):
        finding = self._hand_in()
        other = self._find(self._sheet(self.school), 1, self.user_school)
        wizard = self.env["rectification.dossier.return"].with_user(self.user_officer)
        wrong = wizard.create(
            {"dossier_ids": self.dossier.ids, "reason": "Why", "finding_ids": other.ids}
        )
        self.assertRefusal(wrong.action_return, (other.reference, "not on the list"))
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
        self.assertRefusal(
            lambda: finding.with_user(self.user_liaison).write({"return_reason": "Nothing"}),
            (finding.reference, "Still Missing", "whoever returns"),
        )
        finding.with_user(self.user_liaison).write({"description": "By ten a month"})
        self.dossier.with_user(self.user_head).action_submit()
        self.assertRecordValues(finding, [{"is_returned": False, "state": "open"}])

    def test_return_as_a_whole(self):
        self._hand_in()
        wizard = self.env["rectification.dossier.return"].with_user(self.user_officer)
        empty = wizard.create({"dossier_ids": self.dossier.ids, "reason": " "})
        self.assertRefusal(empty.action_return, ("Township", "Reason for Return"))
        wizard.create({"dossier_ids": self.dossier.ids, "reason": "Redo"}).action_return()
        self.assertRecordValues(self.sheet, [{"state": "returned", "return_reason": "Redo"}])
        activities = self.env["mail.activity"].search(
            [("user_id", "=", self.user_liaison.id), ("automated", "=", True)]
        )
        self.assertEqual(activities.mapped("res_model"), ["rectification.dossier"])

    # ------------------------------------------------------------
    # Findings
    # ------------------------------------------------------------

    def test_born_in_a_later_state(self):
        values = {
            "dossier_id": self.dossier.id,
            "problem_id": self.catalogue.area_ids.problem_ids[0].id,
            "description": "Found",
        }
        findings = self.env["rectification.finding"].with_user(self.user_liaison)
        for state in ("open", "in_progress", "closed"):
            for attempt in (
                lambda state=state: findings.create({**values, "state": state}),
                lambda state=state: findings.with_context(default_state=state).create(values),
            ):
                self.assertRefusal(attempt, ("Finding cannot be created in the state",))
        self.env["ir.default"].sudo().set(findings._name, "state", "closed", self.user_liaison.id)
        self.assertRefusal(lambda: findings.create(values), ("cannot be created in the state",))

    def test_protected_fields(self):
        finding = self._find(self.sheet, 1, self.user_liaison).with_user(self.user_liaison)
        user_id = self.user_head.id
        for values in (
            {"head_confirmed_by_id": user_id},
            {"accepted_by_id": user_id},
            {"is_returned": True},
            {"light": "closed"},
            {"reference": "X"},
            {"unit_id": self.school.id},
            {"author_user_id": user_id},
            {"responsible_user_id": user_id},
            {"member_id": self.member_head.id},
            {"origin_finding_id": finding.id},
        ):
            with self.subTest(values=values):
                self.assertRefusal(lambda values=values: finding.write(values), ("by hand",))
                self.assertRefusal(lambda values=values: finding.sudo().write(values), ("by hand",))
                name, value = next(iter(values.items()))
                born = finding.with_context(**{f"default_{name}": value}).create(
                    {"check_line_id": finding.check_line_id.id, "description": "Another"}
                )
                self.assertNotEqual(
                    born[name],
                    finding._fields[name].convert_to_record(
                        finding._fields[name].convert_to_cache(value, born), born
                    ),
                )
        for values in ({"check_line_id": False}, {"dossier_id": self._dossier(self.school).id}):
            self.assertRefusal(lambda values=values: finding.write(values), ("stays where",))

    def test_state_by_remote_call(self):
        finding = self._find(self.sheet, 1, self.user_liaison).with_user(self.user_liaison)
        for context in ({}, {"tracking_disable": True, "install_mode": True, "import_file": True}):
            self.assertRefusal(
                lambda context=context: finding.with_context(**context).write({"state": "closed"}),
                (finding.reference, "“Draft” and cannot become “Signed Off”"),
            )
        self.assertRefusal(lambda: finding.write({"state": False}), ("cannot become",))
        self.assertRefusal(lambda: finding.sudo().write({"state": "closed"}), ("cannot become",))

    def test_text_is_fixed_once_handed_in(self):
        finding = self._hand_in()
        liaison = finding.with_user(self.user_liaison)
        self.assertRefusal(
            lambda: liaison.write({"description": "Nothing much"}),
            (finding.reference, "What Was Found", "until the list is handed in"),
        )
        self.assertRefusal(lambda: liaison.write({"deadline": self.today}), ("Deadline",))
        finding.with_user(self.user_officer).write({"deadline": self.today})
        self.assertRefusal(
            lambda: finding.with_user(self.user_officer).write({"description": "Worse"}),
            ("What Was Found",),
        )
        liaison.write({"result": "Done"})

    def test_responsible_cadre_writes_the_result_only(self):
        finding = self._find(
            self.sheet, 1, self.user_liaison, responsible_member_id=self.member_responsible.id
        )
        cadre = finding.with_user(self.user_responsible)
        for values in (
            {"description": "Other"},
            {"deadline": self.today},
            {"measures": "None"},
            {"responsible_member_id": self.member_cadre.id},
        ):
            self.assertRefusal(lambda values=values: cadre.write(values), (finding.reference,))
        cadre.write({"result": "Two meetings fewer"})
        self._add_evidence(finding, self.user_responsible)
        cadre.write({"action_ids": [Command.create({"name": "Write it into the rules"})]})
        self.assertRefusal(cadre.unlink, (), AccessError)
        self.assertFalse(cadre.is_text_editable)
        self.assertTrue(cadre.is_progress_editable)

    def test_finding_of_the_leading_group(self):
        finding = (
            self.env["rectification.finding"]
            .with_user(self.user_officer)
            .create(
                {
                    "dossier_id": self.dossier.id,
                    "problem_id": self.catalogue.area_ids.problem_ids[0].id,
                    "description": "Seen by the office",
                    "deadline": self.today + timedelta(10),
                }
            )
        )
        self.assertRecordValues(finding, [{"state": "open", "source": "leading_group"}])
        unit = finding.with_user(self.user_liaison)
        self.assertRefusal(lambda: unit.write({"description": "Not so bad"}), (finding.reference,))
        self.assertRefusal(lambda: unit.write({"deadline": False}), (finding.reference,))
        unit.write({"measures": "Put right", "responsible_member_id": self.member_cadre.id})
        self.assertTrue(unit.is_plan_editable)
        self.assertFalse(unit.is_text_editable)
        finding.with_user(self.user_officer).write({"description": "Seen twice"})

    def test_people_of_other_units(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self.assertRefusal(
            lambda: finding.write({"responsible_member_id": self.member_school.id}),
            (finding.reference, "School Head", "not on the roster of Township"),
        )
        self.assertRefusal(
            lambda: self._add_action(finding, self.user_liaison, self.member_school),
            ("School Head", "not on the roster of Township"),
        )

    def test_cadre_records_without_sheet(self):
        """What a cadre records beside the sheet is theirs, and in their own unit."""
        findings = self.env["rectification.finding"].with_user(self.user_cadre)
        values = {
            "problem_id": self.catalogue.area_ids.problem_ids[0].id,
            "description": "My own",
        }
        finding = findings.create({**values, "dossier_id": self.dossier.id})
        self.assertRecordValues(
            finding, [{"member_id": self.member_cadre.id, "source": "personal"}]
        )
        self.assertRefusal(
            lambda: findings.create({**values, "dossier_id": self._dossier(self.school).id}),
            (),
            AccessError,
        )

    def test_found_in_place(self):
        """The dialog behind “Found” fills in where the finding belongs, for a cadre as well."""
        own = self._sheet(self.township, self.member_cadre).with_user(self.user_cadre)
        own.action_start()
        form = Form(
            self.env["rectification.finding"]
            .with_user(self.user_cadre)
            .with_context(default_check_line_id=own.line_ids[0].id)
        )
        form.description = "Too many meetings\nEvery week three"
        finding = form.save()
        self.assertRecordValues(
            finding,
            [
                {
                    "member_id": self.member_cadre.id,
                    "leader_member_id": self.member_head.id,
                    "responsible_member_id": self.member_cadre.id,
                    "author_user_id": self.user_cadre.id,
                }
            ],
        )
        self.assertEqual(own.line_ids[0].answer, "found")
        finding.unlink()
        self.assertFalse(own.line_ids[0].answer, "an answer without a finding is open again")

    def test_asking_too_early(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._add_action(finding, self.user_liaison)
        finding.with_user(self.user_liaison).action_open()
        self.assertRefusal(
            finding.with_user(self.user_liaison).action_ask_acceptance,
            (
                finding.reference,
                "1 actions are not done yet: Do it",
                "What Was Done",
                "piece of evidence",
            ),
        )
        self.assertEqual(finding.state, "open")

    def test_asking_fixes_result_and_evidence(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison)
        self._put_right(finding, self.user_liaison)
        unit = finding.with_user(self.user_liaison)
        self.assertRefusal(lambda: unit.write({"result": "More"}), (finding.reference, "returned"))
        self.assertRefusal(
            lambda: self._add_evidence(finding, self.user_liaison), (finding.reference,)
        )
        self.assertRefusal(
            lambda: self._add_action(finding, self.user_liaison), ("To Verify", "returned")
        )
        self.assertRefusal(
            action.with_user(self.user_liaison).action_reopen, ("To Verify", "returned first")
        )

    def test_signing_off_ones_own_work(self):
        """Whoever asked or confirmed does not accept, and nobody accepts for their own unit."""
        group = self.env.ref("rectification_campaign.group_officer")
        self.user_head.sudo().group_ids = [Command.link(group.id)]
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._put_right(finding, self.user_head)
        self.assertEqual(finding.waiting_for, "office", "asking as head confirms at once")
        self.assertRefusal(
            finding.with_user(self.user_head).action_accept,
            (finding.reference, "officer of the leading group who is not on the unit's roster"),
        )
        # Off the roster the signature still counts against accepting.
        self.member_head.user_id = False
        self.assertRefusal(
            finding.with_user(self.user_head).action_accept,
            (finding.reference, "cannot give it", "Another officer"),
        )
        finding.with_user(self.user_officer).action_accept()
        self.assertEqual(finding.accepted_by_id, self.user_officer)

    def test_acceptance_needs_the_head(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._put_right(finding, self.user_liaison)
        self.assertRefusal(
            finding.with_user(self.user_officer).action_accept,
            (finding.reference, "head has not confirmed"),
        )
        self.assertRefusal(
            finding.with_user(self.user_liaison).action_confirm,
            (finding.reference, "only the unit's head"),
        )

    def test_one_step_is_for_immediate_findings(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        finding.with_user(self.user_liaison).action_open()
        officer = finding.with_user(self.user_officer)
        self.assertRefusal(officer.action_accept, ("Only immediate findings",))
        officer.rectification_type = "immediate"
        self.assertRefusal(officer.action_accept, ("what was done",))
        finding.with_user(self.user_liaison).result = "Stopped on the spot"
        officer.action_accept()
        self.assertEqual(finding.state, "closed")
        self.assertRefusal(
            lambda: finding.with_user(self.user_liaison).write({"result": "Better"}),
            (finding.reference, "is closed", "can reopen"),
        )

    def test_returning_needs_a_reason(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._put_right(finding, self.user_head)
        officer = finding.with_user(self.user_officer)
        for reason in ({}, {"return_reason": ""}, {"return_reason": "  "}):
            self.assertRefusal(
                lambda reason=reason: officer.write({"state": "in_progress", **reason}),
                (finding.reference, "Still Missing"),
            )

    def test_finding_with_history_stays(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._add_action(finding, self.user_liaison)
        finding.with_user(self.user_liaison).action_open()
        sentence = (finding.reference, "on record", "not substantiated")
        self.assertRefusal(finding.with_user(self.user_liaison).unlink, sentence)
        self.assertRefusal(finding.sudo().unlink, sentence)
        self.assertRefusal(finding.action_ids.sudo().unlink, ("Do it", "Cancel the action"))
        self.assertTrue(finding.action_ids)

    def test_draft_goes_with_all_that_belongs_to_it(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison)
        evidence = self._add_evidence(finding, self.user_liaison)
        finding.with_user(self.user_liaison).unlink()
        self.assertFalse(finding.exists() | finding.browse())
        self.assertFalse(action.exists())
        self.assertFalse(evidence.exists())
        self.assertFalse(
            self.env["mail.activity"].search([("res_model", "=", "rectification.action")])
        )

    def test_taking_over(self):
        own = self._sheet(self.township, self.member_cadre)
        personal = self._find(own, 1, self.user_cadre)
        self.assertRefusal(
            personal.with_user(self.user_cadre).action_take_into_unit_list,
            (personal.reference, "only the unit's head or liaison"),
        )
        liaison = personal.with_user(self.user_liaison)
        action = liaison.action_take_into_unit_list()
        copy = personal.browse(action["res_id"])
        self.assertRecordValues(
            copy,
            [
                {
                    "origin_finding_id": personal.id,
                    "member_id": False,
                    "source": "unit",
                    "check_id": self.sheet.id,
                }
            ],
        )
        self.assertRefusal(
            liaison.action_take_into_unit_list, (personal.reference, copy.reference, "already")
        )
        self.assertRefusal(
            copy.with_user(self.user_liaison).action_take_into_unit_list, ("own finding already",)
        )

    # ------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------

    def test_doer_changes_no_plan(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison, self.member_cadre)
        doer = action.with_user(self.user_cadre)
        for values in ({"deadline": self.today}, {"name": "Less"}, {"user_id": False}):
            self.assertRefusal(
                lambda values=values: doer.write(values), ("Do it", "by whom and by when")
            )
        self.assertRefusal(doer.action_cancel, ("Do it", "this step is for"))
        self.assertRefusal(
            lambda: action.with_user(self.user_liaison).write({"finding_id": finding.id + 1}),
            ("stays with its finding",),
        )
        self.assertRefusal(
            lambda: action.with_user(self.user_liaison).write({"done_by_id": self.user_head.id}),
            ("by hand",),
        )
        doer.write({"state": "done", "done_note": "Finished"})
        self.assertRecordValues(action, [{"done_by_id": self.user_cadre.id, "state": "done"}])

    # ------------------------------------------------------------
    # Register
    # ------------------------------------------------------------

    def test_register_only_grows(self):
        self._hand_in()
        entries = self.env["rectification.signoff"].search([("unit_id", "=", self.township.id)])
        self.assertTrue(entries)
        for attempt, sentence in (
            (lambda: entries[0].sudo().write({"user_name": "Nobody"}), "cannot be changed"),
            (lambda: entries[0].sudo().unlink(), "cannot be deleted"),
            (lambda: entries[0].with_user(self.user_leader).write({"comment": "x"}), ""),
            (lambda: entries[0].with_user(self.user_leader).unlink(), ""),
            (lambda: entries[0].with_user(self.user_leader).copy(), ""),
        ):
            self.assertRefusal(attempt, (sentence,))
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
            self.assertRefusal(attempt, sentence)
        self.assertRefusal(lambda: unit.write({"digest": "0"}), ("taken by the system itself",))
        # Returned, the unit may add a piece, but what was signed for stays.
        with freeze_time(fields.Datetime.now() + timedelta(minutes=1)):
            finding.with_user(self.user_officer).write(
                {"state": "in_progress", "return_reason": "More"}
            )
            self.assertRefusal(unit.unlink, sentence)
            more = self._add_evidence(finding, self.user_liaison, note="More")
            more.unlink()

    # ------------------------------------------------------------
    # Vocabulary
    # ------------------------------------------------------------

    def _hand_in(self):
        """Let the township hand in its list with one finding and return the finding."""
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._answer_rest(self.sheet, self.user_liaison)
        self.dossier.with_user(self.user_head).action_submit()
        return finding
