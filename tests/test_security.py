import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import RectificationCase

# What each role may do with a record of the township: (c)reate, (r)ead, (w)rite, (u)nlink by access
# list and record rules. What is written when, by whom, is the flow's and the guards' affair.
UNIT_READ = {"head": "r", "liaison": "r", "cadre": "r", "responsible": "r", "superior_head": "r"}
OFFICE_READ = {"officer": "r", "leader": "r", "observer": "r"}
OFFICE_WRITE = {"officer": "crwu", "leader": "crwu", "observer": "r"}
EVERY_UNIT_READ = UNIT_READ | {"other_head": "r", "inferior_head": "r"}
CONTENT_READ = EVERY_UNIT_READ | {"retired": "r"} | OFFICE_WRITE
MANAGED = {"head": "rw", "liaison": "rw", "superior_head": "r"}
FOUND = {"head": "crwu", "liaison": "crwu", "superior_head": "r"} | {
    "officer": "crw",
    "leader": "crw",
    "observer": "r",
}
MATRIX = {
    "unit": UNIT_READ | {"officer": "crw", "leader": "crwu", "observer": "r"},
    "member": UNIT_READ | {"head": "crw", "liaison": "crw"} | OFFICE_WRITE,
    "catalogue": CONTENT_READ,
    "area": CONTENT_READ,
    "problem": CONTENT_READ,
    "campaign": EVERY_UNIT_READ | {"officer": "crw", "leader": "crwu", "observer": "r"},
    "plan": {"officer": "crwu", "leader": "crwu"},
    "node of a plan": {"officer": "crwu", "leader": "crwu"},
    "dossier": MANAGED | OFFICE_WRITE,
    "unit's sheet": MANAGED | {"officer": "rwu", "leader": "rwu", "observer": "r"},
    "cadre's sheet": MANAGED | {"cadre": "rw", "officer": "rwu", "leader": "rwu", "observer": "r"},
    "line of the unit's sheet": MANAGED | OFFICE_READ,
    "line of the cadre's sheet": MANAGED | {"cadre": "rw"} | OFFICE_READ,
    # The cadre carries out an action of this finding.
    "unit's finding": FOUND | {"cadre": "r", "responsible": "rw"},
    "cadre's finding": FOUND | {"cadre": "crwu"},
    "action": FOUND | {"cadre": "rw", "responsible": "crwu"},
    "evidence": FOUND | {"cadre": "r", "responsible": "crwu"} | OFFICE_READ,
    "signoff": {"head": "r", "liaison": "r", "superior_head": "r"} | OFFICE_READ,
}
# Who may open which wizard.
WIZARDS = {
    "rectification.campaign.enrol": {"officer", "leader"},
    "rectification.campaign.close": {"leader"},
    "rectification.dossier.return": {"officer", "leader"},
    "rectification.check.return": {*EVERY_UNIT_READ, "retired", "officer", "leader"},
    "rectification.finding.reason": {*EVERY_UNIT_READ, "retired", "officer", "leader"},
}
OUTSIDERS = ("other_head", "inferior_head", "retired", "inspector", "stranger", "portal")
SECRET = "Secret of the township"
OWN_SECRET = "Secret of the cadre"


@tagged("post_install", "-at_install")
class TestSecurity(RectificationCase):
    """Who sees and changes what, and that nothing leaks through the side doors."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._prepare_cast()
        cls._prepare_records()

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
            "leader": cls.user_leader,
            "observer": cls.user_observer,
            "inspector": cls.user_inspector,
            "retired": cls.user_retired,
            "stranger": cls.user_stranger,
            "portal": cls.user_portal,
        }

    @classmethod
    def _prepare_records(cls):
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
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
        cls.evidence = (
            cls.env["rectification.evidence"]
            .with_user(cls.user_liaison)
            .create(
                {
                    "finding_id": cls.finding.id,
                    "file": base64.b64encode(SECRET.encode()),
                    "file_name": f"{SECRET}.txt",
                }
            )
        )
        cls.finding.with_user(cls.user_liaison).message_post(body=SECRET)
        cls._answer_rest(cls.sheet, cls.user_liaison)
        cls.sheet.with_user(cls.user_liaison).action_submit()
        cls.signoff = cls.env["rectification.signoff"].search(
            [("res_id", "=", cls.sheet.id), ("res_model", "=", "rectification.check")]
        )
        plans = cls.env["rectification.plan"].with_user(cls.user_officer)
        cls.plan = plans.create({"source_text": SECRET})
        cls.plan.action_read()
        cls.plan.action_add("area")
        cls.records = {
            "plan": cls.plan,
            "node of a plan": cls.plan.node_ids,
            "unit": cls.township,
            "member": cls.member_cadre,
            "catalogue": cls.catalogue,
            "area": cls.catalogue.area_ids[0],
            "problem": cls.catalogue.area_ids.problem_ids[0],
            "campaign": cls.campaign,
            "dossier": cls.dossier,
            "unit's sheet": cls.sheet,
            "cadre's sheet": cls.own_sheet,
            "line of the unit's sheet": cls.sheet.line_ids[0],
            "line of the cadre's sheet": cls.own_sheet.line_ids[0],
            "unit's finding": cls.finding,
            "cadre's finding": cls.own_finding,
            "action": cls.action,
            "evidence": cls.evidence,
            "signoff": cls.signoff,
        }

        cls.env.ref("base.group_allow_export").user_ids = [
            Command.link(user.id) for user in cls.users.values()
        ]

    def test_matrix(self):
        for name, record in self.records.items():
            for role, user in self.users.items():
                with self.subTest(record=name, role=role):
                    record = record.with_env(self.env).with_user(user)
                    may = "".join(
                        operation[0]
                        for operation in ("create", "read", "write", "unlink")
                        if record.has_access(operation)
                    )
                    self.assertEqual(may, MATRIX[name].get(role, ""))

    def test_wizards(self):
        for model, roles in WIZARDS.items():
            for role, user in self.users.items():
                with self.subTest(model=model, role=role):
                    self.assertEqual(
                        self.env[model].with_user(user).has_access("create"), role in roles
                    )
        wizard = (
            self.env["rectification.finding.reason"]
            .with_user(self.user_officer)
            .create(
                {
                    "finding_ids": self.finding.ids,
                    "target": "rejected",
                    "reason": "For my eyes only",
                }
            )
        )
        with self.assertRaises(AccessError):
            wizard.with_user(self.user_liaison).read(["reason"])

    def test_every_model_is_in_the_access_list(self):
        models = self.env["ir.model"].search(
            [("model", "=like", "rectification.%"), ("abstract", "=", False)]
        )
        listed = self.env["ir.model.access"].search([("model_id", "in", models.ids)])
        self.assertFalse((models - listed.model_id).mapped("model"))
        self.assertFalse(listed.filtered(lambda line: not line.group_id).mapped("name"))

    def test_readers_leave_no_trace(self):
        """Who only reads writes nothing anywhere: no message, no activity, no follower."""
        for role in ("observer", "superior_head"):
            finding = self.finding.with_user(self.users[role])
            for method, kwargs in (
                (finding.message_post, {"body": SECRET}),
                (finding.activity_schedule, {"user_id": self.users[role].id}),
                (finding.message_subscribe, {"partner_ids": self.user_school.partner_id.ids}),
                (finding.write, {"vals": {"result": "x"}}),
                (finding.action_ids.write, {"vals": {"done_note": "x"}}),
                (finding.copy, {}),
            ):
                with self.subTest(role=role, method=method.__name__):
                    self.assertRaises(UserError, method, **kwargs)

    # ------------------------------------------------------------
    # Leaks
    # ------------------------------------------------------------

    def _ask(self, method, *args):
        """Return what ``method`` answers, None when access is refused."""
        try:
            return method(*args)
        except AccessError:
            return None

    def test_no_leak_by_searching(self):
        hidden = (
            "dossier",
            "unit's sheet",
            "cadre's sheet",
            "line of the unit's sheet",
            "unit's finding",
            "cadre's finding",
            "action",
            "evidence",
            "signoff",
            "member",
        )
        for role in OUTSIDERS:
            for name in hidden:
                record = self.records[name].with_env(self.env).with_user(self.users[role])
                model = record.browse()
                this = [("id", "=", record.id)]
                with self.subTest(role=role, record=name):
                    self.assertNotIn(record, self._ask(model.search, []) or model)
                    self.assertFalse(self._ask(model.search_count, this))
                    self.assertFalse(self._ask(model.name_search, "", this))
                    self.assertFalse(
                        self._ask(model.formatted_read_group, this, ["create_uid"], ["__count"])
                    )
                    found = self._ask(model.web_search_read, this, {"display_name": {}})
                    self.assertFalse(found and found["records"])
                    for method, *args in (
                        (record.read, ["display_name"]),
                        (record.web_read, {"display_name": {}}),
                        (record.export_data, ["id", "display_name"]),
                    ):
                        with self.assertRaises(AccessError):
                            method(*args)
        # The same questions are answered to whoever may ask.
        finding = self.finding.with_user(self.user_head)
        self.assertTrue(finding.name_search("Secret"))
        self.assertEqual(finding.export_data(["description"])["datas"], [[SECRET]])

    def test_no_leak_by_grouping(self):
        for role in OUTSIDERS:
            findings = self.env["rectification.finding"].with_user(self.users[role])
            groups = self._ask(
                findings.formatted_read_group,
                [],
                ["unit_id", "name"],
                ["__count", "return_count:sum"],
            )
            self.assertNotIn("Secret", str(groups))
            self.assertNotIn("Township", str(groups))

    def test_no_leak_through_related_fields(self):
        """A readable record is not found by what stands in records that are not readable."""
        doors = (
            ("rectification.campaign", "dossier_ids.finding_ids.description"),
            ("rectification.campaign", "finding_ids.description"),
            ("rectification.campaign", "dossier_ids.check_ids.finding_ids.description"),
            ("rectification.unit", "dossier_ids.finding_ids.description"),
            ("rectification.unit", "parent_id.dossier_ids.finding_ids.description"),
            ("rectification.unit", "member_ids.name"),
        )
        for role, secret in (("other_head", "Secret"), ("responsible", OWN_SECRET)):
            for model, path in doors[: -1 if role == "responsible" else None]:
                with self.subTest(role=role, model=model, path=path):
                    text = "Township" if path == "member_ids.name" else secret
                    found = (
                        self.env[model].with_user(self.users[role]).search([(path, "ilike", text)])
                    )
                    self.assertFalse(found)
        # The head of the unit finds it that way.
        self.assertTrue(
            self.env["rectification.campaign"]
            .with_user(self.user_head)
            .search([("finding_ids.description", "ilike", OWN_SECRET)])
        )

    def test_no_leak_through_messages_and_activities(self):
        messages = [("model", "=", "rectification.finding"), ("res_id", "=", self.finding.id)]
        activities = [("res_model", "=", "rectification.action"), ("res_id", "=", self.action.id)]
        for role in OUTSIDERS:
            with self.subTest(role=role):
                env = self.env(user=self.users[role])
                self.assertFalse(self._ask(env["mail.message"].search, messages))
                self.assertFalse(self._ask(env["mail.activity"].search, activities))
        env = self.env(user=self.user_head)
        self.assertIn(SECRET, "".join(env["mail.message"].search(messages).mapped("body")))
        self.assertTrue(env["mail.activity"].search(activities))

    def test_no_leak_through_attachments(self):
        attachment = self.evidence.sudo().attachment_id
        domain = [("res_model", "=", "rectification.evidence")]
        for role in OUTSIDERS:
            with self.subTest(role=role):
                files = self.env["ir.attachment"].with_user(self.users[role])
                self.assertNotIn(attachment, self._ask(files.search, domain) or files)
                with self.assertRaises(AccessError):
                    attachment.with_user(self.users[role]).read(["datas"])
        for role in ("head", "responsible", "cadre", "officer", "superior_head"):
            self.assertEqual(attachment.with_user(self.users[role]).raw, SECRET.encode())
            self.assertTrue(self.evidence.with_user(self.users[role]).file)
        # Nobody smuggles somebody else's file into evidence of their own.
        other = self._find(self._sheet(self.school), 1, self.user_school)
        evidence = (
            self.env["rectification.evidence"]
            .with_user(self.user_school)
            .with_context(default_attachment_id=attachment.id)
            .create({"finding_id": other.id, "kind": "note", "note": "Mine"})
        )
        self.assertFalse(evidence.file)

    def test_no_leak_through_methods(self):
        for role in OUTSIDERS:
            for question in (
                self.sheet.with_user(self.users[role]).get_sheet_data,
                self.sheet.line_ids[:1].with_user(self.users[role]).action_answer,
                self.finding.with_user(self.users[role]).action_start,
                self.dossier.with_user(self.users[role]).action_open_unit_sheet,
            ):
                name = question.__name__
                with self.subTest(role=role, method=name), self.assertRaises(AccessError):
                    question(*(["none"] if name == "action_answer" else []))

    # ------------------------------------------------------------
    # Roster
    # ------------------------------------------------------------

    def test_roster_takes_effect_at_once(self):
        findings = self.env["rectification.finding"].with_user(self.user_retired)

        def seen():
            self.env.flush_all()  # as at the end of the request that changes the roster
            return findings.search([])

        self.assertFalse(seen())
        member = self._add_member(self.township, self.user_retired, "liaison")
        self.assertEqual(seen(), self.finding | self.own_finding)
        self.finding.with_user(self.user_retired).result = "Begun"
        member.role = "cadre"
        self.assertFalse(seen())
        with self.assertRaises(AccessError):
            self.finding.with_user(self.user_retired).result = "Done"
        member.write({"role": "liaison", "active": False})
        self.assertFalse(seen())
        # Who oversees a unit sees it, without writing, as long as it stands below.
        findings = findings.with_user(self.user_county)
        self.assertIn(self.finding, seen())
        self.township.parent_id = False
        self.assertFalse(seen())

    def test_roster_gives_the_privilege(self):
        group = self.env.ref("rectification_campaign.group_unit_user")
        self.assertNotIn(group, self.user_stranger.all_group_ids)
        member = self._add_member(self.school, None, "cadre", name="Soon a User")
        member.with_user(self.user_officer).user_id = self.user_stranger
        self.assertIn(group, self.user_stranger.all_group_ids)
        self.assertEqual(
            self.env["rectification.unit"].with_user(self.user_stranger).search([]), self.school
        )

    def test_another_user_takes_over_actions(self):
        """A new user behind a person on the roster gets that person's open work."""
        self.member_cadre.with_user(self.user_officer).user_id = self.user_stranger
        self.assertEqual(self.action.user_id, self.user_stranger)
        self.assertEqual(self.action.sudo().activity_ids.user_id, self.user_stranger)
        self.assertFalse(self.action.with_user(self.user_cadre).has_access("read"))

    def test_user_on_no_roster(self):
        for name in ("campaign", "dossier", "check", "finding", "action", "signoff", "unit"):
            model = self.env[f"rectification.{name}"].with_user(self.user_retired)
            self.assertFalse(model.search([]))
