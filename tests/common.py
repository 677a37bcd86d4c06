from contextlib import contextmanager
from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tests.common import TransactionCase

from ..models.core import clock

UNIT_USER = "rectification_campaign.group_unit_user"


class RectificationCase(TransactionCase):
    """One county with one campaign, and one user for each role.

    ``township`` has a ``county`` committee above it, a ``village`` below it and a sister
    ``school``. On its roster stand ``user_head``, ``user_liaison`` and three cadres
    (``user_cadre``, ``user_responsible`` and one without a user); the other units have a head
    each. ``user_officer``, ``user_officer2``, ``user_leader``, ``user_observer`` and
    ``user_inspector`` sit on the other side of the table; ``user_stranger`` nowhere.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Mail that nobody reads costs time in every step.
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True))
        group = "rectification_campaign.group_%s"
        cls.user_head = new_test_user(cls.env, "t_head", name="Township Head")
        cls.user_liaison = new_test_user(cls.env, "t_liaison", name="Township Liaison")
        cls.user_cadre = new_test_user(cls.env, "t_cadre", name="Township Cadre")
        cls.user_responsible = new_test_user(cls.env, "t_responsible", name="Responsible Cadre")
        cls.user_county = new_test_user(cls.env, "t_county", name="County Head")
        cls.user_village = new_test_user(cls.env, "t_village", name="Village Head")
        cls.user_school = new_test_user(cls.env, "t_school", name="School Head")
        cls.user_stranger = new_test_user(cls.env, "t_stranger", name="Stranger")
        cls.user_observer = new_test_user(cls.env, "t_observer", groups=group % "observer")
        cls.user_officer = new_test_user(cls.env, "t_officer", groups=group % "officer")
        cls.user_officer2 = new_test_user(cls.env, "t_officer2", groups=group % "officer")
        cls.user_leader = new_test_user(cls.env, "t_leader", groups=group % "leader")
        cls.user_inspector = new_test_user(cls.env, "t_inspector", groups=group % "inspector")

        cls.county = cls._add_unit("County Committee", kind="committee", code="T-0")
        cls.township = cls._add_unit("Township", kind="township", parent=cls.county, code="T-1")
        cls.village = cls._add_unit("Village", kind="village", parent=cls.township, code="T-1-1")
        cls.school = cls._add_unit("School", kind="school", code="T-2")
        cls.member_head = cls._add_member(cls.township, cls.user_head, "head")
        cls.member_liaison = cls._add_member(cls.township, cls.user_liaison, "liaison")
        cls.member_cadre = cls._add_member(cls.township, cls.user_cadre, "cadre")
        cls.member_responsible = cls._add_member(cls.township, cls.user_responsible, "cadre")
        cls.member_county = cls._add_member(cls.county, cls.user_county, "head")
        cls.member_paper = cls._add_member(cls.township, None, "cadre", name="Paper Cadre")
        cls.member_village = cls._add_member(cls.village, cls.user_village, "head")
        cls.member_school = cls._add_member(cls.school, cls.user_school, "head")

        cls.catalogue = cls._add_catalogue()
        cls.today = clock.today(cls.env)
        cls.campaign = cls._add_campaign("Campaign under Test")

    # ------------------------------------------------------------
    # Vocabulary
    # ------------------------------------------------------------

    @classmethod
    def _add_user(cls, login, group="", portal=False):
        """Add a user with one of the addon's groups, or a portal user."""
        groups = "base.group_portal" if portal else "base.group_user"
        if group:
            groups = f"rectification_campaign.group_{group}"
        return new_test_user(cls.env, login, groups=groups)

    @classmethod
    def _add_unit(cls, name, kind="department", parent=None, code=False):
        return cls.env["rectification.unit"].create(
            {
                "name": name,
                "kind": kind,
                "code": code,
                "parent_id": parent.id if parent else False,
            }
        )

    @classmethod
    def _add_member(cls, unit, user, role, name=None):
        return cls.env["rectification.unit.member"].create(
            {
                "unit_id": unit.id,
                "name": name or user.name,
                "role": role,
                "user_id": user.id if user else False,
            }
        )

    @classmethod
    def _add_catalogue(cls, areas=2, items=3):
        """Publish a catalogue with ``areas`` areas of ``items`` problem items each."""
        catalogue = cls.env["rectification.catalogue"].create({"name": "Catalogue under Test"})
        number = 0
        for area_number in range(1, areas + 1):
            area = cls.env["rectification.area"].create(
                {
                    "catalogue_id": catalogue.id,
                    "number": area_number,
                    "name": f"Area {area_number}",
                }
            )
            for __ in range(items):
                number += 1
                cls.env["rectification.problem"].create(
                    {"area_id": area.id, "number": number, "name": f"Item {number}"}
                )
        catalogue.action_publish()
        return catalogue

    @classmethod
    def _add_campaign(cls, name, **values):
        today = cls.today
        return (
            cls.env["rectification.campaign"]
            .with_user(cls.user_leader)
            .create(
                {
                    "name": name,
                    "catalogue_id": cls.catalogue.id,
                    "date_start": today,
                    "date_study_end": today + timedelta(days=30),
                    "date_submission": today + timedelta(days=50),
                    "date_self_check_end": today + timedelta(days=60),
                    "date_supervision_end": today + timedelta(days=120),
                    **values,
                }
            )
        )

    @classmethod
    def _launch(cls, campaign=None, units=None):
        """Enrol ``units`` (all three by default), launch, and prepare the sheets."""
        campaign = (campaign or cls.campaign).with_user(cls.user_leader)
        units = units if units is not None else cls.township | cls.village | cls.school
        dossiers = campaign._enrol(units)
        campaign.action_launch()
        dossiers._prepare_sheets()
        return dossiers

    @classmethod
    def _dossier(cls, unit, campaign=None):
        return cls.env["rectification.dossier"].search(
            [("unit_id", "=", unit.id), ("campaign_id", "=", (campaign or cls.campaign).id)]
        )

    @classmethod
    def _sheet(cls, unit, member=None, campaign=None):
        """Return the unit's sheet, or that of ``member``."""
        dossier = cls._dossier(unit, campaign)
        return dossier.check_ids.filtered(
            lambda check: check.member_id == (member or check.member_id.browse())
        )

    @classmethod
    def _find(cls, sheet, number, user, **values):
        """Let ``user`` record a finding under item ``number`` of ``sheet``."""
        sheet = sheet.with_user(user)
        if not sheet.line_ids:
            sheet.action_start()
        line = sheet.line_ids.filtered(lambda line: line.problem_number == number)
        member = sheet.sudo().member_id or sheet.sudo().unit_id.member_ids[:1]
        return (
            cls.env["rectification.finding"]
            .with_user(user)
            .create(
                {
                    "check_line_id": line.id,
                    "description": f"Found under item {number}",
                    "measures": "Put it right",
                    "responsible_member_id": member.id,
                    "deadline": cls.today + timedelta(days=20),
                    **values,
                }
            )
        )

    @classmethod
    def _answer_rest(cls, sheet, user):
        """Let ``user`` answer everything that is still open on ``sheet`` with “none”."""
        sheet = sheet.with_user(user)
        if not sheet.line_ids:
            sheet.action_start()
        sheet.action_answer_rest_none()

    @classmethod
    def _add_evidence(cls, finding, user, note="Seen in the office"):
        return (
            cls.env["rectification.evidence"]
            .with_user(user)
            .create({"finding_id": finding.id, "kind": "note", "note": note})
        )

    @classmethod
    def _put_right(cls, finding, user):
        """Let ``user`` finish the actions, say what was done and ask for acceptance."""
        finding = finding.with_user(user)
        finding.action_ids.filtered(lambda action: action.state in ("todo", "doing")).action_done()
        finding.result = "Put right as planned"
        if not finding.evidence_ids:
            cls._add_evidence(finding, user)
        finding.action_ask_acceptance()

    @classmethod
    def _add_action(cls, finding, user, member=None, **values):
        """Let ``user`` plan an action, done by ``member`` (the finding's person by default)."""
        if member:
            values["member_id"] = member.id
        return (
            cls.env["rectification.action"]
            .with_user(user)
            .create({"finding_id": finding.id, "name": "Do it", **values})
        )

    @classmethod
    def _hand_in_a_finding(cls):
        """Let the township hand in its list with one finding and return the finding."""
        sheet = cls._sheet(cls.township)
        finding = cls._find(sheet, 1, cls.user_liaison)
        cls._answer_rest(sheet, cls.user_liaison)
        cls._dossier(cls.township).with_user(cls.user_head).action_submit()
        return finding

    @classmethod
    def _pass_reviews(cls, campaign=None):
        """Let every unit of a campaign pass its review, whatever it was; for tests of closing."""
        campaign = campaign or cls.campaign
        dossiers = cls.env["rectification.dossier"].search([("campaign_id", "=", campaign.id)])
        cls.env.flush_all()  # what is still to be computed must not come after it
        cls._set_values(dossiers, review_status="passed")

    @staticmethod
    def _set_state(records, state, **values):
        """Put ``records`` into ``state`` past all guards, for a scenario that begins there."""
        records._write_protected({"state": state, **values})

    @staticmethod
    def _set_values(records, **values):
        """Store ``values`` of protected fields past all guards."""
        records._write_protected(values)

    @contextmanager
    def assertRefused(self, *sentences, exception=UserError):
        """Expect a refusal that matches every one of ``sentences`` (regular expressions).

        What was begun is undone, as when a request is refused.
        """
        with self.assertRaises(exception) as caught:
            yield
            self.env.flush_all()
        self.env.invalidate_all()
        for sentence in sentences:
            self.assertRegex(str(caught.exception), sentence)

    def assertSteps(self, record, allowed, users):
        """Try every pair of states with every user; only ``allowed`` may pass.

        ``allowed``: ``{(from, to): users}``. Steps that need a reason get one.
        """
        flow = record._get_flow()
        states = list(dict(record._fields["state"].selection))
        for origin in states:
            for target in states:
                if origin == target:
                    continue
                vals = {"state": target}
                if (origin, target) in flow and flow[origin, target].reason_field:
                    vals[flow[origin, target].reason_field] = "Because"
                for user in users:
                    with self.subTest(origin=origin, target=target, user=user.login):
                        passes = user in allowed.get((origin, target), ())
                        self._try_step(record, origin, vals, user, passes)

    def _try_step(self, record, origin, vals, user, passes):
        with self.env.cr.savepoint() as savepoint:
            self._set_state(record, origin)
            if passes:
                record.with_user(user).write(vals)
                self.assertEqual(record.state, vals["state"])
            else:
                # AccessError is a UserError as well.
                with self.assertRaises(UserError):
                    record.with_user(user).write(vals)
            savepoint.rollback()
