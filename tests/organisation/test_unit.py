from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import RectificationCase

DESK = "rectification_campaign.rectification_desk_action"


@tagged("post_install", "-at_install")
class TestUnit(RectificationCase):
    """Units and rosters: every refusal names the unit, the person and the way out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

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

    def test_code_given_twice_names_the_units(self):
        with self.assertRefused(
            "T-2 would stand for School and Kindergarten", exception=ValidationError
        ):
            self._add_unit("Kindergarten", kind="school", code="T-2")
        with self.assertRefused("T-9 would stand for A and B", exception=ValidationError):
            self.env["rectification.unit"].create(
                [{"name": name, "kind": "school", "code": "T-9"} for name in ("A", "B")]
            )
        with self.assertRefused(
            "T-2 would stand for School and Village", exception=ValidationError
        ):
            self.village.code = "T-2"
        self.school.active = False
        with self.assertRefused("an archived unit keeps its code", exception=ValidationError):
            self.village.code = "T-2"
        self.village.code = "T-1-1"

    def test_newcomers_begin_at_the_desk(self):
        newcomer, known = self._add_user("newcomer"), self._add_user("known")
        self.env["res.users.log"].with_user(known).sudo().create({})
        for user in newcomer | known:
            self._add_member(self.school, user, "cadre")
        self.assertEqual(newcomer.action_id.id, self.env.ref(DESK).id)
        self.assertFalse(known.action_id, "who works in Odoo already keeps their first screen")

    def test_a_chosen_first_screen_stays(self):
        user = self._add_user("chooser")
        chosen = self.env.ref("base.action_res_users")
        user.action_id = chosen.id
        self._add_member(self.school, user, "cadre")
        self.assertEqual(user.action_id.id, chosen.id)
