from psycopg2 import Error

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AccessCase


@tagged("post_install", "-at_install")
class TestAttackCommands(AccessCase):
    """What a step refuses is refused as well when it is asked for through a record above."""

    def _is_refused(self, save, values):
        """Return whether ``save(values)`` is refused; nothing of it stays either way."""
        savepoint = self.cr.savepoint()
        try:
            save(values)
            self.env.flush_all()
        except (UserError, Error):
            return True
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
        return False

    def assertEachRefused(self, role, attempts):
        """Try ``(record, values)`` as ``role``: by ``write`` and as the web client saves."""
        for record, values in attempts:
            record = record.with_user(self.users[role])
            for save in (record.write, lambda values, record=record: record.web_save(values, {})):
                with (
                    self.subTest(role=role, record=record._name, values=values),
                    mute_logger("odoo.sql_db", "odoo.models"),
                ):
                    self.assertTrue(self._is_refused(save, values))

    def test_unit_through_the_dossier(self):
        """The dossier leads to everything a unit has; none of it is changed on the way."""
        line = self.sheet.line_ids[0]
        dossier, finding, action = self.dossier, self.finding, self.action
        extension = self.records["extension"]
        update, create = Command.update, Command.create
        below_finding = (
            {"state": "closed"},
            {"light": "closed"},
            {"member_id": self.member_cadre.id},
            {"unit_id": self.school.id},
            {"author_user_id": self.user_liaison.id},
            {"accepted_by_id": self.user_officer.id},
            {"reference": "W1"},
            {"source": "leading_group"},
            {"review_id": self.review.id},
            {"check_line_id": False},
            {"dossier_id": self._dossier(self.school).id},
            {"origin_finding_id": self.own_finding.id},
            {"action_ids": [update(action.id, {"done_by_id": self.user_cadre.id})]},
            {"action_ids": [update(action.id, {"light": "closed"})]},
            {"action_ids": [Command.delete(action.id)]},
            {"action_ids": [Command.unlink(action.id)]},
            {"action_ids": [Command.clear()]},
            {"action_ids": [create({"name": "Done before", "state": "done"})]},
            {"evidence_ids": [update(self.evidence.id, {"digest": "0"})]},
            {"evidence_ids": [update(self.evidence.id, {"finding_id": self.own_finding.id})]},
            {"extension_ids": [update(extension.id, {"state": "granted"})]},
            {"extension_ids": [update(extension.id, {"head_confirmed_by_id": 1})]},
            {"extension_ids": [update(extension.id, {"old_deadline": "2020-01-01"})]},
            {"extension_ids": [Command.delete(extension.id)]},
            {"review_line_ids": [create({"review_id": self.review.id, "verdict": "confirmed"})]},
        )
        below_sheet = (
            {"state": "confirmed"},
            {"nil_return": True},
            {"submitted_on": "2020-01-01"},
            {"user_id": self.user_liaison.id},
            {"member_id": self.member_cadre.id},
            {"line_ids": [update(line.id, {"answer": "none"})]},
            {"line_ids": [Command.delete(line.id)]},
            {"line_ids": [Command.clear()]},
            {"line_ids": [create({"problem_id": line.problem_id.id})]},
            {"line_ids": [update(line.id, {"problem_id": self.sheet.line_ids[1].problem_id.id})]},
        )
        self.assertEachRefused(
            "liaison",
            [(dossier, {"finding_ids": [update(finding.id, vals)]}) for vals in below_finding]
            + [(dossier, {"check_ids": [update(self.sheet.id, vals)]}) for vals in below_sheet]
            + [
                (dossier, values)
                for values in (
                    {"state": "submitted"},
                    {"submitted_by_id": self.user_head.id},
                    {"review_status": "passed"},
                    {"active": False},
                    {"unit_check_id": self.own_sheet.id},
                    {"finding_ids": [Command.delete(finding.id)]},
                    {"finding_ids": [Command.unlink(finding.id)]},
                    {"finding_ids": [Command.set([])]},
                    {"check_ids": [create({})]},
                    {"check_ids": [Command.delete(self.sheet.id)]},
                    {"review_ids": [create({"reviewer_ids": self.user_liaison.ids})]},
                    {"review_ids": [Command.delete(self.review_done.id)]},
                    {"mechanism_ids": [Command.unlink(self.records["mechanism"].id)]},
                    {"study_session_ids": [Command.unlink(self.session.id)]},
                    {"campaign_id": self._add_campaign("Another").id},
                )
            ],
        )

    def test_rosters_and_rights(self):
        """Nobody helps themselves to a role, a group or somebody else's unit."""
        head = {"role": "head", "user_id": self.user_cadre.id, "name": "Me"}
        for role in ("cadre", "liaison"):
            self.assertEachRefused(
                role,
                [
                    (self.township, {"member_ids": [Command.create(head)]}),
                    (self.township, {"manager_user_ids": [Command.link(self.user_cadre.id)]}),
                    (self.member_cadre, {"role": "liaison"}),
                    (self.member_paper, {"user_id": self.user_stranger.id}),
                    (self.member_paper, {"unit_id": self.school.id}),
                    (self.member_head, {"name": "Somebody Else"}),
                    (self.member_head, {"active": False}),
                    (
                        self.users[role],
                        {
                            "group_ids": [
                                Command.link(
                                    self.env.ref("rectification_campaign.group_officer").id
                                )
                            ]
                        },
                    ),
                ],
            )

    def test_office_through_the_campaign(self):
        """An officer goes the same ways as everybody: one step after the other."""
        update = Command.update
        issued, bulletin = (
            self.records["document issued"],
            self.records["bulletin for the township"],
        )
        area = self.catalogue.area_ids[0]
        self.assertEachRefused(
            "officer",
            [
                (self.campaign, {"state": "closed"}),
                (self.campaign, {"launched_on": False}),
                (self.campaign, {"catalogue_id": self.catalogue.copy({"name": "Other"}).id}),
                (self.campaign, {"open_finding_policy": "keep"}),
                (self.campaign, {"successor_id": self.campaign.id}),
                (
                    self.campaign,
                    {"dossier_ids": [update(self.dossier.id, {"state": "completed"})]},
                ),
                (self.campaign, {"dossier_ids": [update(self.dossier.id, {"return_count": 0})]}),
                (self.campaign, {"dossier_ids": [Command.delete(self.dossier.id)]}),
                (self.campaign, {"dossier_ids": [Command.clear()]}),
                (self.campaign, {"finding_ids": [update(self.finding.id, {"state": "closed"})]}),
                (self.campaign, {"finding_ids": [update(self.finding.id, {"result": "Mine"})]}),
                (self.campaign, {"finding_ids": [Command.delete(self.finding.id)]}),
                (self.finding, {"description": "Something else"}),
                (self.finding, {"evidence_ids": [Command.delete(self.evidence.id)]}),
                (self.sheet, {"line_ids": [update(self.sheet.line_ids[0].id, {"answer": "none"})]}),
                (self.own_sheet, {"state": "submitted"}),
                (self.review_done, {"summary": "Otherwise"}),
                (self.review_done, {"line_ids": [Command.clear()]}),
                (self.review, {"new_finding_ids": [Command.link(self.finding.id)]}),
                (self.review, {"line_ids": [Command.delete(self.review.line_ids[0].id)]}),
                (self.review, {"round": 9}),
                (self.draw, {"seed": "Luck"}),
                (self.draw, {"line_ids": [Command.clear()]}),
                (self.draw, {"frame_count": 1}),
                (issued, {"body": "Otherwise"}),
                (issued, {"finding_ids": [Command.clear()]}),
                (issued, {"number": 99}),
                (bulletin, {"body": "Otherwise"}),
                (bulletin, {"unit_ids": [Command.link(self.school.id)]}),
                (self.catalogue, {"area_ids": [update(area.id, {"name": "Otherwise"})]}),
                (self.catalogue, {"state": "draft"}),
                (
                    self.catalogue,
                    {"problem_ids": [Command.delete(area.problem_ids[0].id)]},
                ),
                (area, {"problem_ids": [update(area.problem_ids[0].id, {"name": "Otherwise"})]}),
                (self.referral, {"facts": "Otherwise"}),
                (self.referral, {"person_ids": [Command.clear()]}),
                (self.referral, {"material_ids": [Command.create({"name": "More"})]}),
                (self.referral, {"state": "concluded"}),
                (self.referral, {"register_number": 7}),
                (self.signoff, {"user_name": "Somebody Else"}),
            ],
        )

    def test_imports(self):
        """A spreadsheet goes the same ways as a button."""
        finding = str(self.finding.id)
        for role, model, names, row in (
            ("liaison", "finding", [".id", "state"], [finding, "closed"]),
            ("liaison", "finding", [".id", "head_confirmed_by_id/.id"], [finding, "2"]),
            ("liaison", "check", [".id", "state"], [str(self.sheet.id), "confirmed"]),
            ("liaison", "check.line", [".id", "answer"], [str(self.sheet.line_ids[0].id), "none"]),
            ("liaison", "action", [".id", "done_on"], [str(self.action.id), "2020-01-01 00:00:00"]),
            ("officer", "dossier", [".id", "state"], [str(self.dossier.id), "completed"]),
            ("officer", "signoff", [".id", "user_name"], [str(self.signoff.id), "Somebody"]),
            ("officer", "unit", ["name", "kind", "head_user_id/.id"], ["X", "village", "2"]),
            ("officer", "catalogue", ["name", "state"], ["X", "published"]),
            ("officer", "campaign", ["name", "state"], ["X", "study"]),
            ("leader", "sample.draw.line", ["draw_id/.id", "key"], [str(self.draw.id), "X"]),
            ("leader", "reminder", ["kind", "date"], ["office", "2026-01-01"]),
        ):
            with self.subTest(role=role, model=model, names=names):
                records = self.env[f"rectification.{model}"].with_user(self.users[role])
                with mute_logger("odoo.sql_db", "odoo.models"):
                    try:
                        answer = records.load(names, [row])
                    except UserError:
                        continue
                self.assertFalse(answer["ids"], answer)
                self.assertTrue(answer["messages"])

    def test_copies_start_from_the_beginning(self):
        """A copy carries no signature, no number and no answer."""
        campaign = self.campaign.with_user(self.user_leader).copy()
        self.assertRecordValues(
            campaign, [{"state": "draft", "launched_on": False, "dossier_count": 0}]
        )
        for record, role in (
            (self.finding, "liaison"),
            (self.records["document issued"], "officer"),
            (self.records["bulletin for the township"], "officer"),
            (self.records["mechanism"], "liaison"),
            (self.draw, "officer"),
        ):
            with self.subTest(record=record._name):
                record = record.with_user(self.users[role])
                with self.assertRaises(UserError):
                    record.copy({"state": "closed" if "finding" in record._name else "issued"})
                self.env.invalidate_all()
                copy = record.copy()
                self.assertEqual(copy.state, "draft")
                protected = record._get_protected_names()
                for name in ("accepted_by_id", "issued_by_id", "number", "reference", "drawn_on"):
                    if name in protected and name != "reference":
                        self.assertFalse(copy[name])
                self.assertFalse("reference" in protected and copy.reference == record.reference)
