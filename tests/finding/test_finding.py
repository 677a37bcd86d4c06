from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestFinding(RectificationCase):
    """Findings: who may change and move what, and the sentences that say so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

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
                with self.assertRefused("Finding cannot be created in the state"):
                    attempt()
        self.env["ir.default"].sudo().set(findings._name, "state", "closed", self.user_liaison.id)
        with self.assertRefused("cannot be created in the state"):
            findings.create(values)

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
                with self.assertRefused("by hand"):
                    finding.write(values)
                with self.assertRefused("by hand"):
                    finding.sudo().write(values)
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
            with self.assertRefused("stays where"):
                finding.write(values)

    def test_state_by_remote_call(self):
        finding = self._find(self.sheet, 1, self.user_liaison).with_user(self.user_liaison)
        for context in ({}, {"tracking_disable": True, "install_mode": True, "import_file": True}):
            with self.assertRefused(finding.reference, "“Draft” and cannot become “Signed Off”"):
                finding.with_context(**context).write({"state": "closed"})
        with self.assertRefused("cannot become"):
            finding.write({"state": False})
        with self.assertRefused("cannot become"):
            finding.sudo().write({"state": "closed"})

    def test_text_is_fixed_once_handed_in(self):
        finding = self._hand_in_a_finding()
        liaison = finding.with_user(self.user_liaison)
        with self.assertRefused(finding.reference, "What Was Found", "until the list is handed in"):
            liaison.write({"description": "Nothing much"})
        with self.assertRefused("Deadline"):
            liaison.write({"deadline": self.today})
        finding.with_user(self.user_officer).write({"deadline": self.today})
        with self.assertRefused("What Was Found"):
            finding.with_user(self.user_officer).write({"description": "Worse"})
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
            with self.assertRefused(finding.reference):
                cadre.write(values)
        cadre.write({"result": "Two meetings fewer"})
        self._add_evidence(finding, self.user_responsible)
        cadre.write({"action_ids": [Command.create({"name": "Write it into the rules"})]})
        with self.assertRefused(exception=AccessError):
            cadre.unlink()
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
        with self.assertRefused(finding.reference):
            unit.write({"description": "Not so bad"})
        with self.assertRefused(finding.reference):
            unit.write({"deadline": False})
        unit.write({"measures": "Put right", "responsible_member_id": self.member_cadre.id})
        self.assertTrue(unit.is_plan_editable)
        self.assertFalse(unit.is_text_editable)
        finding.with_user(self.user_officer).write({"description": "Seen twice"})

    def test_people_of_other_units(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        with self.assertRefused(finding.reference, "School Head", "not on the roster of Township"):
            finding.write({"responsible_member_id": self.member_school.id})
        with self.assertRefused("School Head", "not on the roster of Township"):
            self._add_action(finding, self.user_liaison, self.member_school)

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
        with self.assertRefused(exception=AccessError):
            findings.create({**values, "dossier_id": self._dossier(self.school).id})

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
        with self.assertRefused(
            finding.reference,
            "1 actions are not done yet: Do it",
            "What Was Done",
            "piece of evidence",
        ):
            finding.with_user(self.user_liaison).action_ask_acceptance()
        self.assertEqual(finding.state, "open")

    def test_asking_fixes_result_and_evidence(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison)
        self._put_right(finding, self.user_liaison)
        unit = finding.with_user(self.user_liaison)
        with self.assertRefused(finding.reference, "returned"):
            unit.write({"result": "More"})
        with self.assertRefused(finding.reference):
            self._add_evidence(finding, self.user_liaison)
        with self.assertRefused("To Verify", "returned"):
            self._add_action(finding, self.user_liaison)
        with self.assertRefused("To Verify", "returned first"):
            action.with_user(self.user_liaison).action_reopen()

    def test_signing_off_ones_own_work(self):
        """Nobody accepts what they asked for or confirmed, nor for their own unit."""
        group = self.env.ref("rectification_campaign.group_officer")
        self.user_head.sudo().group_ids = [Command.link(group.id)]
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._put_right(finding, self.user_head)
        self.assertEqual(finding.waiting_for, "office", "asking as head confirms at once")
        with self.assertRefused(
            finding.reference, "officer of the leading group who is not on the unit's roster"
        ):
            finding.with_user(self.user_head).action_accept()
        # Off the roster the signature still counts against accepting.
        self.member_head.user_id = False
        with self.assertRefused(finding.reference, "cannot give it", "Another officer"):
            finding.with_user(self.user_head).action_accept()
        finding.with_user(self.user_officer).action_accept()
        self.assertEqual(finding.accepted_by_id, self.user_officer)

    def test_neither_who_asked_nor_who_confirmed_accepts(self):
        """Each of the two signatures counts by itself, also off the roster."""
        group = self.env.ref("rectification_campaign.group_officer")
        (self.user_head | self.user_liaison).sudo().group_ids = [Command.link(group.id)]
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._put_right(finding, self.user_liaison)
        finding.with_user(self.user_head).action_confirm()
        (self.member_head | self.member_liaison).user_id = False
        for user in (self.user_head, self.user_liaison):
            with self.subTest(user=user.login), self.assertRefused("cannot give it"):
                finding.with_user(user).action_accept()
        finding.with_user(self.user_officer).action_accept()
        self.assertEqual(finding.state, "closed")

    def test_acceptance_needs_the_head(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._put_right(finding, self.user_liaison)
        with self.assertRefused(finding.reference, "head has not confirmed"):
            finding.with_user(self.user_officer).action_accept()
        with self.assertRefused(finding.reference, "only the unit's head"):
            finding.with_user(self.user_liaison).action_confirm()

    def test_one_step_is_for_immediate_findings(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        finding.with_user(self.user_liaison).action_open()
        officer = finding.with_user(self.user_officer)
        with self.assertRefused("Only immediate findings"):
            officer.action_accept()
        officer.rectification_type = "immediate"
        with self.assertRefused("what was done"):
            officer.action_accept()
        finding.with_user(self.user_liaison).result = "Stopped on the spot"
        officer.action_accept()
        self.assertEqual(finding.state, "closed")
        with self.assertRefused(finding.reference, "is closed", "can reopen"):
            finding.with_user(self.user_liaison).write({"result": "Better"})

    def test_returning_needs_a_reason(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._put_right(finding, self.user_head)
        officer = finding.with_user(self.user_officer)
        for reason in ({}, {"return_reason": ""}, {"return_reason": "  "}):
            with self.assertRefused(finding.reference, "Still Missing"):
                officer.write({"state": "in_progress", **reason})

    def test_finding_with_history_stays(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._add_action(finding, self.user_liaison)
        finding.with_user(self.user_liaison).action_open()
        sentence = (finding.reference, "on record", "not substantiated")
        with self.assertRefused(*sentence):
            finding.with_user(self.user_liaison).unlink()
        with self.assertRefused(*sentence):
            finding.sudo().unlink()
        with self.assertRefused("Do it", "Cancel the action"):
            finding.action_ids.sudo().unlink()
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
        with self.assertRefused(personal.reference, "only the unit's head or liaison"):
            personal.with_user(self.user_cadre).action_take_into_unit_list()
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
        with self.assertRefused(personal.reference, copy.reference, "already"):
            liaison.action_take_into_unit_list()
        with self.assertRefused("own finding already"):
            copy.with_user(self.user_liaison).action_take_into_unit_list()
