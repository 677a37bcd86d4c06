import base64
from datetime import timedelta

from odoo.fields import Command

from ...models.core import clock
from ..common import RectificationCase
from .matrix import MATRIX

SECRET = "Secret of the township"
OWN_SECRET = "Secret of the cadre"


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
    def _make_holiday(cls):
        return cls._add("quiet.day", cls.user_officer, name="Holiday", date="2020-01-01")

    @classmethod
    def _make_reflection(cls):
        return cls._add("study.reflection", cls.user_cadre, content=OWN_SECRET)

    @classmethod
    def _make_import(cls):
        return cls._add("workbook.import", cls.user_liaison, dossier_id=cls.dossier.id)

    @classmethod
    def _make_import_column(cls):
        column = {"import_id": cls._make_import().id, "heading": SECRET}
        return cls.env["rectification.workbook.import.column"].create(column)

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
            {"kind": kind, "date": clock.today(cls.env), "note": SECRET, **values}
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
