"""Who may do what with which record: the one table of the addon's rights.

(c)reate, (r)ead, (w)rite, (u)nlink by access list and record rules. What is written when, by whom,
is the flow's and the guards' affair. A test fails as long as a model of the addon is not in it:

- a model with records is a line of ``MATRIX``: ``name: (record of the township, {role: rights})``;
- a wizard is a line of ``WIZARDS``: ``model: roles that may open it``.
"""

import base64
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .common import RectificationCase

SECRET = "Secret of the township"
OWN_SECRET = "Secret of the cadre"

UNIT_READ = {"head": "r", "liaison": "r", "cadre": "r", "responsible": "r", "superior_head": "r"}
ROSTER_READ = {"head": "r", "liaison": "r", "cadre": "r", "responsible": "r"}
SUPERIORS_READ = {"head": "r", "liaison": "r", "superior_head": "r"}
OFFICE_READ = {"officer": "r", "officer2": "r", "leader": "r", "observer": "r"}
OFFICE_WRITE = {"officer": "crwu", "officer2": "crwu", "leader": "crwu", "observer": "r"}
OFFICE_EDIT = {"officer": "crw", "officer2": "crw", "leader": "crw", "observer": "r"}
EVERY_UNIT_READ = UNIT_READ | {"other_head": "r", "inferior_head": "r"}
CONTENT_READ = EVERY_UNIT_READ | {"retired": "r"} | OFFICE_WRITE
MANAGED = {"head": "rw", "liaison": "rw", "superior_head": "r"}
RECORDED = {"head": "crwu", "liaison": "crwu", "superior_head": "r"}
FOUND = RECORDED | OFFICE_EDIT
SHEET = MANAGED | dict.fromkeys(("officer", "officer2", "leader"), "rwu") | {"observer": "r"}

MATRIX = {
    # units and what is looked for
    "unit": (lambda case: case.township, UNIT_READ | OFFICE_EDIT | {"leader": "crwu"}),
    "member": (
        lambda case: case.member_cadre,
        UNIT_READ | {"head": "crw", "liaison": "crw"} | OFFICE_WRITE,
    ),
    "catalogue": (lambda case: case.catalogue, CONTENT_READ),
    "area": (lambda case: case.catalogue.area_ids[0], CONTENT_READ),
    "problem": (lambda case: case.catalogue.area_ids.problem_ids[0], CONTENT_READ),
    "campaign": (lambda case: case.campaign, EVERY_UNIT_READ | OFFICE_EDIT | {"leader": "crwu"}),
    "plan": (lambda case: case._make_plan(), OFFICE_WRITE | {"observer": ""}),
    "node of a plan": (lambda case: case._make_plan().node_ids, OFFICE_WRITE | {"observer": ""}),
    "quiet day": (lambda case: case._make_quiet_day(), OFFICE_WRITE),
    # study
    "study form": (lambda case: case.study_form, CONTENT_READ),
    "study material": (lambda case: case.material, EVERY_UNIT_READ | OFFICE_WRITE),
    "study session": (
        lambda case: case.session,
        RECORDED | {"cadre": "r", "responsible": "r"} | OFFICE_READ,
    ),
    "cadre's attendance": (
        lambda case: case.session.attendance_ids.filtered(
            lambda line: line.member_id == case.member_cadre
        ),
        RECORDED | {"cadre": "r"} | OFFICE_READ,
    ),
    "cadre's reflection": (
        lambda case: case._make_reflection(),
        SUPERIORS_READ | {"cadre": "crwu"} | OFFICE_READ,
    ),
    # self-check and rectification
    "dossier": (lambda case: case.dossier, MANAGED | OFFICE_WRITE),
    "unit's sheet": (lambda case: case.sheet, SHEET),
    "cadre's sheet": (lambda case: case.own_sheet, SHEET | {"cadre": "rw"}),
    "line of the unit's sheet": (lambda case: case.sheet.line_ids[0], MANAGED | OFFICE_READ),
    "line of the cadre's sheet": (
        lambda case: case.own_sheet.line_ids[0],
        MANAGED | {"cadre": "rw"} | OFFICE_READ,
    ),
    # The cadre carries out an action of this finding.
    "unit's finding": (lambda case: case.finding, FOUND | {"cadre": "r", "responsible": "rw"}),
    "cadre's finding": (lambda case: case.own_finding, FOUND | {"cadre": "crwu"}),
    "liaison's import": (
        lambda case: case._make_import(),
        SUPERIORS_READ | {"liaison": "crw"} | OFFICE_READ,
    ),
    "line of the liaison's import": (
        lambda case: case._make_import_line(),
        SUPERIORS_READ | {"liaison": "rw"} | OFFICE_READ,
    ),
    "row of the unit's finding": (
        lambda case: case.env["rectification.analysis"].browse(case.finding.id),
        UNIT_READ | OFFICE_READ,
    ),
    "row of the cadre's finding": (
        lambda case: case.env["rectification.analysis"].browse(case.own_finding.id),
        SUPERIORS_READ | {"cadre": "r"} | OFFICE_READ,
    ),
    "action": (lambda case: case.action, FOUND | {"cadre": "rw", "responsible": "crwu"}),
    "evidence": (
        lambda case: case.evidence,
        FOUND | {"cadre": "r", "responsible": "crwu"} | OFFICE_READ,
    ),
    "workbook import": (
        lambda case: case.workbook,
        SUPERIORS_READ | {"liaison": "crw"} | OFFICE_READ,
    ),
    "line of a workbook import": (
        lambda case: case._make_workbook_line(),
        SUPERIORS_READ | {"liaison": "rw"} | OFFICE_READ,
    ),
    "column of a workbook import": (
        lambda case: case._make_workbook_column(),
        SUPERIORS_READ | {"liaison": "rw"} | OFFICE_READ,
    ),
    "extension": (
        lambda case: case._make_extension(),
        {"head": "crw", "liaison": "crw", "responsible": "crw", "cadre": "r", "superior_head": "r"}
        | dict.fromkeys(("officer", "officer2", "leader"), "rw")
        | {"observer": "r"},
    ),
    "signoff": (lambda case: case.signoff, SUPERIORS_READ | OFFICE_READ),
    "reminder to the unit": (
        lambda case: case._make_reminder("office", unit_id=case.township.id),
        SUPERIORS_READ | OFFICE_READ,
    ),
    "reminder to the cadre": (
        lambda case: case._make_reminder("digest", user_id=case.user_cadre.id),
        {"cadre": "r"},
    ),
    # supervision
    "document in draft": (lambda case: case._make_document(), OFFICE_WRITE),
    "document issued": (
        lambda case: case._make_document(issued=True),
        SUPERIORS_READ | OFFICE_WRITE,
    ),
    "review concluded": (lambda case: case.review_done, SUPERIORS_READ | OFFICE_WRITE),
    "line of a concluded review": (
        lambda case: case.review_done.line_ids[0],
        SUPERIORS_READ | OFFICE_WRITE,
    ),
    "review that goes on": (lambda case: case.review, OFFICE_WRITE),
    "line of a review that goes on": (lambda case: case.review.line_ids[0], OFFICE_WRITE),
    "draw": (lambda case: case.draw, OFFICE_WRITE),
    "line of a draw": (lambda case: case.draw.line_ids, OFFICE_READ),
    "mechanism": (
        lambda case: case._make_mechanism(),
        RECORDED | {"cadre": "r", "responsible": "r"} | OFFICE_WRITE,
    ),
    "bulletin in draft": (lambda case: case._make_bulletin(), OFFICE_WRITE),
    "bulletin for the township": (
        lambda case: case._make_bulletin(published=True),
        ROSTER_READ | OFFICE_WRITE,
    ),
    "cadre's suggestion": (
        lambda case: case._make_suggestion(),
        {"cadre": "crwu", "observer": "r"} | dict.fromkeys(("officer", "officer2", "leader"), "rw"),
    ),
    # Proposed by one officer, and nobody else's but the head's and the inspectors'.
    "referral proposed": (lambda case: case._make_referral(), {"officer": "crw", "leader": "crw"}),
    "referral": (
        lambda case: case.referral,
        {"officer": "crw", "leader": "crw", "inspector": "rw"},
    ),
    "person of the referral": (
        lambda case: case.referral.person_ids,
        {"officer": "crwu", "leader": "crwu", "inspector": "r"},
    ),
    "material of the referral": (
        lambda case: case.referral.material_ids,
        {"officer": "crwu", "leader": "crwu", "inspector": "r"},
    ),
    "signoff of the referral": (
        lambda case: case.env["rectification.signoff"].search(
            [("referral_id", "=", case.referral.id)], limit=1
        ),
        {"officer": "r", "leader": "r", "inspector": "r"},
    ),
}

OFFICERS = {"officer", "officer2", "leader"}
UNIT_USERS = {*EVERY_UNIT_READ, "retired"}
WIZARDS = {
    "rectification.campaign.enrol": OFFICERS,
    "rectification.campaign.close": {"leader"},
    "rectification.dossier.return": OFFICERS,
    "rectification.check.return": UNIT_USERS | OFFICERS,
    "rectification.finding.reason": UNIT_USERS | OFFICERS,
    "rectification.extension.answer": UNIT_USERS | OFFICERS,
    "rectification.remind": OFFICERS,
    "rectification.bulletin.reason": OFFICERS,
    "rectification.referral.reason": OFFICERS | {"inspector"},
    "rectification.review.assign": OFFICERS,
    "rectification.suggestion.answer": OFFICERS,
    "rectification.transfer": OFFICERS,
}


class AccessCase(RectificationCase):
    """A user for each role, and a record of the township for each line of the matrix."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._prepare_cast()
        cls._prepare_study()
        cls._prepare_findings()
        cls._prepare_reviews()
        cls.referral = cls._make_referral(handed_over=True)
        cls.records = {name: make(cls) for name, (make, __) in MATRIX.items()}
        cls.env.ref("base.group_allow_export").user_ids = [
            Command.link(user.id) for user in cls.users.values()
        ]
        cls.env.flush_all()

    @classmethod
    def _prepare_cast(cls):
        cls.user_retired = cls._add_user("t_retired", "unit_user")
        cls.user_portal = cls._add_user("t_portal", portal=True)
        cls.users = {
            "head": cls.user_head,
            "liaison": cls.user_liaison,
            "cadre": cls.user_cadre,
            "responsible": cls.user_responsible,
            "other_head": cls.user_school,
            "superior_head": cls.user_county,
            "inferior_head": cls.user_village,
            "officer": cls.user_officer,
            "officer2": cls.user_officer2,
            "leader": cls.user_leader,
            "observer": cls.user_observer,
            "inspector": cls.user_inspector,
            "retired": cls.user_retired,
            "stranger": cls.user_stranger,
            "portal": cls.user_portal,
        }

    @classmethod
    def _prepare_study(cls):
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.study_form = cls.env.ref("rectification_campaign.study_form_committee")
        cls.material = cls._add(
            "study.material", cls.user_officer, campaign_id=cls.campaign.id, name="The Plan"
        )
        cls.session = cls._add(
            "study.session",
            cls.user_liaison,
            dossier_id=cls.dossier.id,
            form_id=cls.study_form.id,
            name=SECRET,
            minutes_file=base64.b64encode(SECRET.encode()),
        )

    @classmethod
    def _prepare_findings(cls):
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        cls.sheet = cls._sheet(cls.township)
        cls.own_sheet = cls._sheet(cls.township, cls.member_cadre)
        cls.finding = cls._find(
            cls.sheet,
            1,
            cls.user_liaison,
            description=SECRET,
            responsible_member_id=cls.member_responsible.id,
        ).with_env(cls.env)
        cls.own_finding = cls._find(
            cls.own_sheet, 1, cls.user_cadre, description=OWN_SECRET
        ).with_env(cls.env)
        cls.action = cls._add_action(cls.finding, cls.user_liaison, cls.member_cadre)
        cls.evidence = cls._add(
            "evidence",
            cls.user_liaison,
            finding_id=cls.finding.id,
            file=base64.b64encode(SECRET.encode()),
            file_name=f"{SECRET}.txt",
        )
        cls.finding.with_user(cls.user_liaison).message_post(body=SECRET)
        cls.workbook = cls._add(
            "workbook.import", cls.user_liaison, dossier_id=cls.dossier.id, check_id=cls.sheet.id
        )
        cls._answer_rest(cls.sheet, cls.user_liaison)
        cls.sheet.with_user(cls.user_liaison).action_submit()
        cls.signoff = cls.env["rectification.signoff"].search(
            [("res_id", "=", cls.sheet.id), ("res_model", "=", "rectification.check")]
        )

    @classmethod
    def _prepare_reviews(cls):
        """One round has been returned, and the next goes on."""
        cls.review_done = cls._add(
            "review",
            cls.user_officer,
            dossier_id=cls.dossier.id,
            reviewer_ids=cls.user_officer.ids,
        )
        review = cls.review_done.with_user(cls.user_officer)
        review.line_ids.write({"verdict": "incomplete", "remark": SECRET})
        review.summary = SECRET
        review.action_return()
        cls.dossier.with_user(cls.user_officer).action_next_round()
        cls.review = cls.dossier.current_review_id
        cls.draw = cls._add(
            "sample.draw",
            cls.user_officer,
            campaign_id=cls.campaign.id,
            target="unit",
            stratify="none",
            size=1,
        )
        cls.draw.with_user(cls.user_officer).action_draw()

    # ------------------------------------------------------------
    # Makers of single records
    # ------------------------------------------------------------

    @classmethod
    def _add(cls, model, user, /, **values):
        """Let ``user`` create a record of ``rectification.<model>``; return it to the superuser."""
        record = cls.env[f"rectification.{model}"].with_user(user).create(values)
        return record.with_env(cls.env)

    @classmethod
    def _make_plan(cls):
        plan = cls._add("plan", cls.user_officer, source_text=SECRET).with_user(cls.user_officer)
        plan.action_read()
        plan.action_add("area")
        return plan.with_env(cls.env)

    @classmethod
    def _make_quiet_day(cls):
        return cls._add("quiet.day", cls.user_officer, name="Holiday", date="2020-01-01")

    @classmethod
    def _make_reflection(cls):
        return cls._add("study.reflection", cls.user_cadre, content=OWN_SECRET)

    @classmethod
    def _make_import(cls):
        return cls._add("workbook.import", cls.user_liaison, dossier_id=cls.dossier.id)

    @classmethod
    def _make_import_line(cls):
        line = {"import_id": cls._make_import().id, "kind": "changed", "after": SECRET}
        return cls.env["rectification.workbook.import.line"].create(line)

    @classmethod
    def _make_extension(cls):
        return cls._add(
            "extension",
            cls.user_liaison,
            finding_id=cls.finding.id,
            reason=SECRET,
            progress="Half",
            requested_deadline=cls.finding.deadline + timedelta(days=9),
        )

    @classmethod
    def _make_reminder(cls, kind, **values):
        # Nobody creates reminders by hand.
        return cls.env["rectification.reminder"].create(
            {"kind": kind, "date": fields.Date.today(), "note": SECRET, **values}
        )

    @classmethod
    def _make_document(cls, issued=False):
        document = cls._add(
            "document",
            cls.user_officer,
            dossier_id=cls.dossier.id,
            finding_ids=cls.finding.ids,
            body=SECRET,
            prefix="T",
            reply_deadline=cls.today + timedelta(days=9),
        )
        if issued:
            document.with_user(cls.user_officer).action_issue()
        return document

    @classmethod
    def _make_mechanism(cls):
        return cls._add(
            "mechanism",
            cls.user_liaison,
            name=SECRET,
            campaign_id=cls.campaign.id,
            unit_id=cls.township.id,
        )

    @classmethod
    def _make_bulletin(cls, published=False):
        bulletin = cls._add(
            "bulletin",
            cls.user_officer,
            name=SECRET,
            body="Fewer meetings",
            campaign_id=cls.campaign.id,
            audience="chosen",
            unit_ids=cls.township.ids,
        )
        if published:
            bulletin.with_user(cls.user_leader).action_approve()
            bulletin.with_user(cls.user_officer).action_publish()
        return bulletin

    @classmethod
    def _make_workbook_line(cls):
        # Nobody adds to a preview by hand.
        return cls.env["rectification.workbook.import.line"].create(
            {"import_id": cls.workbook.id, "kind": "error", "sentence": SECRET}
        )

    @classmethod
    def _make_workbook_column(cls):
        return cls.env["rectification.workbook.import.column"].create(
            {"import_id": cls.workbook.id, "heading": SECRET}
        )

    @classmethod
    def _make_suggestion(cls):
        return cls._add("suggestion", cls.user_cadre, body=OWN_SECRET)

    @classmethod
    def _make_referral(cls, handed_over=False):
        """A referral about another unit: what an inspector reads beside it is tested elsewhere."""
        referral = cls._add(
            "referral",
            cls.user_officer,
            name=SECRET,
            unit_id=cls.school.id,
            campaign_id=cls.campaign.id,
            facts=SECRET,
            person_ids=[Command.create({"name": SECRET})],
            material_ids=[
                Command.create({"name": SECRET, "file": base64.b64encode(SECRET.encode())})
            ],
        )
        if handed_over:
            referral.with_user(cls.user_leader).action_approve()
            referral.with_user(cls.user_officer).action_hand_over()
        return referral
