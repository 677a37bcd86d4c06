from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..access.common import AccessCase
from ..two_people import TwoPeopleCase

STORED = ("people_user_ids", "involved_user_ids")


@tagged("post_install", "-at_install")
class TestFindingPeople(AccessCase):
    """The people a finding belongs to, and those it involves: what access rules search."""

    def _get_people(self, finding):
        """Return both stored fields as they stand in the database."""
        self.env.flush_all()
        finding.invalidate_recordset()
        return tuple(set(finding.with_env(self.env)[name]) for name in STORED)

    def assertPeople(self, finding, people, doers=()):
        """Expect the finding to belong to ``people`` and to involve ``doers`` as well."""
        self.assertEqual(self._get_people(finding), (set(people), {*people, *doers}))

    # ------------------------------------------------------------
    # What is stored
    # ------------------------------------------------------------

    def test_author_leader_and_responsible(self):
        self.assertPeople(
            self.finding, self.user_head | self.user_responsible, doers=self.user_cadre
        )
        self.assertPeople(self.own_finding, self.user_head | self.user_cadre)
        self.own_finding.with_user(self.user_cadre).write(
            {
                "leader_member_id": self.member_liaison.id,
                "responsible_member_id": self.member_responsible.id,
            }
        )
        self.assertPeople(
            self.own_finding, self.user_liaison | self.user_responsible | self.user_cadre
        )
        self.own_finding.with_user(self.user_cadre).responsible_member_id = self.member_paper
        self.assertPeople(self.own_finding, self.user_liaison | self.user_cadre)

    def test_actions(self):
        finding = self.own_finding
        own = self.user_head | self.user_cadre
        cadre = finding.with_user(self.user_cadre)
        action = self._add_action(cadre, self.user_cadre, self.member_responsible)
        self.assertPeople(finding, own, doers=self.user_responsible)
        action.member_id = self.member_liaison
        self.assertPeople(finding, own, doers=self.user_liaison)
        second = self._add_action(cadre, self.user_cadre, self.member_liaison)
        action.unlink()
        self.assertPeople(finding, own, doers=self.user_liaison)
        # What is cancelled can be taken up again by the one who was to do it.
        second.action_cancel()
        self.assertPeople(finding, own, doers=self.user_liaison)
        second.unlink()
        self.assertPeople(finding, own)

    def test_born_with_actions(self):
        findings = (
            self.env["rectification.finding"]
            .with_user(self.user_liaison)
            .create(
                [
                    {
                        "dossier_id": self.dossier.id,
                        "problem_id": self.finding.problem_id.id,
                        "description": f"Found {member.name}",
                        "responsible_member_id": member.id,
                        "action_ids": [
                            Command.create({"name": "As responsible"}),
                            Command.create({"name": "Another", "user_id": self.user_cadre.id}),
                        ],
                    }
                    for member in (self.member_responsible, self.member_paper)
                ]
            )
        )
        self.assertPeople(
            findings[0], self.user_head | self.user_responsible, doers=self.user_cadre
        )
        self.assertPeople(findings[1], self.user_head, doers=self.user_cadre)

    def test_roster_is_followed_at_once(self):
        self.member_head.with_user(self.user_officer).user_id = self.user_stranger
        self.member_cadre.with_user(self.user_officer).action_archive()
        self.assertPeople(self.finding, self.user_stranger | self.user_responsible)
        self.assertPeople(self.own_finding, self.user_stranger)
        self.assertTrue(self.finding.with_user(self.user_stranger).has_access("write"))
        for user in (self.user_head, self.user_cadre):
            self.assertFalse(self.finding.with_user(user).has_access("read"))

    def test_user_archived_in_between(self):
        """Who was replaced while their user was archived finds nothing when it is back."""
        self.user_responsible.active = False
        self._set_values(self.finding, responsible_member_id=self.member_paper.id)
        self.env.flush_all()
        self.env.invalidate_all()
        self.user_responsible.active = True
        self.assertPeople(self.finding, self.user_head, doers=self.user_cadre)
        self.assertFalse(self.finding.with_user(self.user_responsible).has_access("read"))

    # ------------------------------------------------------------
    # What follows from it
    # ------------------------------------------------------------

    def test_who_reads_and_writes(self):
        """Each rule lets in whom the same condition, written out, lets in."""
        extension = self.records["extension"]
        other = self._find(self._sheet(self.school), 1, self.user_school).with_env(self.env)
        action = self._add_action(other, self.user_school, self.member_school)
        piece = self._add_evidence(other, self.user_school)
        self.env.flush_all()
        findings = self.finding | self.own_finding | other
        unit_users = {
            name: user
            for name, user in self.users.items()
            if user.has_group("rectification_campaign.group_unit_user")
        }
        self.assertGreater(len(unit_users), 6)
        records = {
            "finding": findings,
            "action": (self.action | action).with_env(self.env),
            "evidence": (self.evidence | piece).with_env(self.env),
            "extension": extension.with_env(self.env),
        }
        for name, user in unit_users.items():
            for model, all_of_model in records.items():
                for operation in ("read", "write"):
                    with self.subTest(user=name, model=model, operation=operation):
                        expected = all_of_model.filtered(
                            lambda record, user=user, operation=operation: self._is_let_in(
                                record, user, operation
                            )
                        )
                        self.env.invalidate_all()
                        mine = all_of_model.with_user(user)
                        self.assertEqual(mine._filtered_access(operation), expected)
                        if operation == "read":
                            found = mine.search([("id", "in", all_of_model.ids)])
                            self.assertEqual(found, expected)

    @staticmethod
    def _is_let_in(record, user, operation):
        """Return what the rules say, written out: the people, the actions, the unit."""
        finding = record if record._name == "rectification.finding" else record.finding_id
        people = finding.author_user_id | finding.responsible_user_id | finding.leader_user_id
        if record._name == "rectification.action":
            people |= record.user_id
        elif operation == "read":
            people |= finding.action_ids.user_id
        unit = finding.unit_id
        return user in people | (
            unit.overseer_user_ids if operation == "read" else unit.manager_user_ids
        )

    # ------------------------------------------------------------
    # Nothing leaks, nobody sets it
    # ------------------------------------------------------------

    @mute_logger("odoo.models")
    def test_nobody_reads_it(self):
        for user in (self.user_head, self.user_cadre, self.user_officer, self.user_leader):
            finding = self.finding.with_user(user)
            action = self.action.with_user(user)
            for name in STORED:
                self.assertNotIn(name, finding.fields_get())
                for ask, *arguments in (
                    (finding.read, [name]),
                    (finding.web_read, {name: {}}),
                    (finding.mapped, name),
                    (finding.export_data, [f"{name}/login"]),
                    (finding.search, [(name, "in", user.ids)]),
                    (finding.search, [(f"{name}.login", "!=", "")]),
                    (finding.search, [], 0, None, name),
                    (finding.formatted_read_group, [], [name]),
                    (finding.formatted_read_group, [], [], [f"{name}:array_agg"]),
                    (finding.web_read_group, [], [name]),
                    (action.formatted_read_group, [], [f"finding_id.{name}"]),
                ):
                    with self.subTest(user=user.login, ask=ask.__name__, arguments=arguments):
                        self.assertRaises(AccessError, ask, *arguments)

    def test_nobody_sets_it(self):
        """Not by hand, not as a default of the context, not as a default of the settings."""
        values = {
            "dossier_id": self.dossier.id,
            "problem_id": self.finding.problem_id.id,
            "description": "Found",
        }
        foreign = [Command.link(self.user_school.id)]
        for user in (self.user_liaison, self.user_officer):
            finding = self.finding.with_user(user)
            for name in STORED:
                born = finding.with_context(**{f"default_{name}": foreign})
                for attempt, given in (
                    (finding.create, {**values, name: foreign}),
                    (born.create, values),
                    (finding.write, {name: foreign}),
                    (finding.sudo().write, {name: foreign}),
                ):
                    with self.subTest(user=user.login, field=name, attempt=attempt):
                        self.assertRaises(UserError, attempt, given)
        self.env["ir.default"].sudo().set(
            "rectification.finding", "people_user_ids", self.user_school.ids
        )
        finding = self.env["rectification.finding"].with_user(self.user_liaison).create(values)
        self.assertPeople(finding, self.user_head)

    def test_form_without_it(self):
        form = Form(self.env["rectification.finding"].with_user(self.user_liaison))
        self.assertFalse(set(STORED) & set(form._view["fields"]))


@tagged("post_install", "-at_install")
class TestFindingPeopleAtOnce(TwoPeopleCase):
    """Two change at the same moment what a finding's people follow from."""

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.sql_db", "odoo.service.model"))

    def test_roster_and_action(self):
        """The liaison leaves the roster while the liaison's other action is given away."""
        with self._open("head") as env:
            finding = self._finding(env)
            finding.write({"responsible_member_id": False, "leader_member_id": False})
            line = finding.unit_id.sudo().member_ids.filtered(lambda line: line.role == "liaison")
            self.created["line"] = line.ids
            self.created["actions"] = (
                env["rectification.action"]
                .create(
                    [
                        {"finding_id": finding.id, "name": "By the line", "member_id": line.id},
                        {
                            "finding_id": finding.id,
                            "name": "By the user",
                            "member_id": False,
                            "user_id": self.created["liaison"],
                        },
                    ]
                )
                .ids
            )
        told = self._meet(
            "officer",
            lambda env: (
                env["rectification.unit.member"]
                .browse(self.created["line"])
                .write({"user_id": False})
            ),
            "head",
            lambda env: (
                env["rectification.action"]
                .browse(self.created["actions"][1])
                .write({"user_id": self.created["head"]})
            ),
        )
        self.assertFalse(told)
        with self._open() as env:
            finding = self._finding(env)
            self.assertEqual(finding.action_ids.user_id.ids, [self.created["head"]])
            self.assertEqual(finding.involved_user_ids.ids, [self.created["head"]])
