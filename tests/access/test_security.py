from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OWN_SECRET, SECRET, AccessCase
from .matrix import MATRIX, WIZARDS

OUTSIDERS = ("other_head", "inferior_head", "retired", "inspector", "stranger", "portal")
OPERATIONS = ("create", "read", "write", "unlink")


@tagged("post_install", "-at_install")
class TestSecurity(AccessCase):
    """Who sees and changes what, and that nothing leaks through the side doors."""

    # ------------------------------------------------------------
    # The matrix
    # ------------------------------------------------------------

    def test_every_model_is_in_the_matrix(self):
        """A new model of the addon is a line of MATRIX or, for a wizard, of WIZARDS."""
        models = self._get_models()
        missing = set(models.mapped("model")) - set(WIZARDS)
        missing -= {record._name for record in self.records.values()}
        self.assertFalse(missing, "add these to tests/access_matrix.py")
        for name, record in self.records.items():
            self.assertEqual(len(record), 1, name)

    def test_every_model_is_in_the_access_list(self):
        models = self._get_models()
        listed = self.env["ir.model.access"].search([("model_id", "in", models.ids)])
        self.assertFalse((models - listed.model_id).mapped("model"))
        self.assertFalse(listed.filtered(lambda line: not line.group_id).mapped("name"))

    def _get_models(self):
        return self.env["ir.model"].search(
            [("model", "=like", "rectification.%"), ("abstract", "=", False)]
        )

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_matrix(self):
        for name, (__, rights) in MATRIX.items():
            self.assertLessEqual(set(rights), set(self.users), name)
            for role, user in self.users.items():
                with self.subTest(record=name, role=role):
                    # As in a request of the user's own.
                    self.env.invalidate_all()
                    record = self.records[name].with_env(self.env).with_user(user)
                    may = "".join(
                        operation[0] for operation in OPERATIONS if record.has_access(operation)
                    )
                    if not self._ask(record.search, [("id", "=", record.id)]):
                        may = may.replace("r", "")
                    self.assertEqual(may, rights.get(role, ""))

    def test_wizards(self):
        """Only some open a wizard, and nobody reads what somebody else is typing into it."""
        for model, roles in WIZARDS.items():
            for role, user in self.users.items():
                with self.subTest(model=model, role=role):
                    wizard = self.env[model].with_user(user)
                    self.assertEqual(wizard.has_access("create"), role in roles)
            rules = self.env["ir.rule"].with_user(self.user_officer)
            own = [("create_uid", "in", [self.user_officer.id])]
            for operation in OPERATIONS:
                with self.subTest(model=model, operation=operation):
                    self.assertEqual(list(rules._compute_domain(model, operation)), own)
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

    # ------------------------------------------------------------
    # Leaks
    # ------------------------------------------------------------

    def _ask(self, method, *args):
        """Return what ``method`` answers, None when access is refused."""
        try:
            return method(*args)
        except (AccessError, MissingError):
            return None

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_no_leak_by_searching(self):
        """Whatever a role may not read it does not find, count, group, read or export either."""
        for name, (__, rights) in MATRIX.items():
            for role, user in self.users.items():
                if "r" in rights.get(role, ""):
                    continue
                with self.subTest(record=name, role=role):
                    self.env.invalidate_all()
                    self._check_hidden(self.records[name].with_env(self.env).with_user(user))
        # The same questions are answered to those who may ask.
        finding = self.finding.with_user(self.user_head)
        self.assertTrue(finding.name_search("Secret"))
        self.assertEqual(finding.export_data(["description"])["datas"], [[SECRET]])

    def _check_hidden(self, record):
        model, this = record.browse(), [("id", "=", record.id)]
        by = "create_uid" if model._log_access else model._rec_name
        self.assertFalse(self._ask(model.search, this))
        self.assertFalse(self._ask(model.search_count, this))
        self.assertFalse(self._ask(model.name_search, "", this))
        self.assertFalse(self._ask(model.formatted_read_group, this, [by], ["__count"]))
        self.assertFalse(self._ask(model._read_group, this, [by], ["id:array_agg"]))
        found = self._ask(model.web_search_read, this, {"display_name": {}})
        self.assertFalse(found and found["records"])
        groups = self._ask(model.web_read_group, this, [by], ["__count"])
        self.assertFalse(groups and groups["groups"])
        if "state" in model._fields:
            bar = {"field": "state", "colors": {"draft": "muted"}}
            self.assertFalse(self._ask(model.read_progress_bar, this, by, bar))
        for method, *args in (
            (record.read, ["display_name"]),
            (record.web_read, {"display_name": {}}),
            (record.export_data, ["id", "display_name"]),
        ):
            # A confidential record is as if it were not there; of others the refusal speaks.
            answer = self._ask(method, *args)
            self.assertIn(answer, (None, [], {"datas": []}))
        about = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        for domain in (about, [*about, ("res_field", "!=", False)]):
            self.assertFalse(self._ask(record.env["ir.attachment"].search, domain))
        self.assertFalse(self._ask(record.env["mail.activity"].search, about))
        self.assertFalse(
            self._ask(
                record.env["mail.message"].search,
                [("model", "=", record._name), ("res_id", "=", record.id)],
            )
        )

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
