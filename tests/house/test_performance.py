from datetime import timedelta

from lxml import etree

from odoo.tests import tagged, warmup

from ..common import RectificationCase

SMALL, LARGE = 10, 100
STATES = ("open", "in_progress", "to_verify", "closed")
ACTIVITY_FIELDS = ("activity_state", "activity_summary", "activity_type_icon", "activity_type_id")


@tagged("post_install", "-at_install")
class TestPerformance(RectificationCase):
    """The screens cost the same number of queries for 10 records as for 100."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domains = {size: cls._prepare_campaign(size) for size in (SMALL, LARGE)}
        cls.env.flush_all()

    @classmethod
    def _prepare_campaign(cls, size):
        """Launch a campaign with ``size`` villages, a finding and an action each; its domain."""
        campaign = cls._add_campaign(f"Campaign of {size}")
        units = cls.env["rectification.unit"].create(
            [
                {"name": f"Village {size}-{number}", "kind": "village", "parent_id": cls.county.id}
                for number in range(size)
            ]
        )
        members = cls.env["rectification.unit.member"].create(
            [{"unit_id": unit.id, "name": f"Head of {unit.name}", "role": "head"} for unit in units]
        )
        dossiers = cls._launch(campaign, units)
        findings = (
            cls.env["rectification.finding"]
            .with_user(cls.user_officer)
            .create(
                [
                    {
                        "dossier_id": dossier.id,
                        "problem_id": cls.catalogue.area_ids.problem_ids[number % 6].id,
                        "description": f"Found {number}",
                        "responsible_member_id": member.id,
                        "deadline": cls.today + timedelta(days=number - 5),
                        "action_ids": [(0, 0, {"name": "Do it", "user_id": cls.user_cadre.id})],
                    }
                    for number, (dossier, member) in enumerate(zip(dossiers, members, strict=True))
                ]
            )
        )
        for number, state in enumerate(STATES):
            cls._set_state(findings[number :: len(STATES)], state)
        return [("campaign_id", "=", campaign.id)]

    # ------------------------------------------------------------
    # What the web client asks for
    # ------------------------------------------------------------

    def _get_specification(self, model, view_type):
        arch = etree.fromstring(model.get_view(view_type=view_type)["arch"])
        return self._get_node_specification(model, arch)

    def _get_node_specification(self, model, arch):
        specification = {}
        for node in arch.iter("field"):
            if node is arch or next(node.iterancestors("field"), arch) is not arch:
                continue
            name, field = node.get("name"), model._fields[node.get("name")]
            if node.get("widget") in ("kanban_activity", "list_activity"):
                specification.update({extra: {} for extra in ACTIVITY_FIELDS})
            if field.type == "many2one":
                specification[name] = {"fields": {"display_name": {}}}
            elif field.type in ("one2many", "many2many"):
                inner = self._get_node_specification(self.env[field.comodel_name], node)
                specification[name] = {"fields": inner or {"display_name": {}}, "limit": 40}
            else:
                specification[name] = {}
        return specification

    def _count(self, ask):
        """Return the number of queries of ``ask``, as in a request of its own."""
        ask()  # what the server keeps from one request to the next
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        ask()
        return self.cr.sql_log_count - before

    def assertSameQueries(self, limit, questions):
        """Every question (for 10 and for 100 records) costs the same, and at most ``limit``."""
        counts = [self._count(ask) for ask in questions]
        self.assertEqual(len(set(counts)), 1, counts)
        self.assertLessEqual(counts[0], limit)

    def _open_list(self, model, user, limit):
        model = self.env[model].with_user(user)
        specification = self._get_specification(model, "list")

        def ask(domain):
            found = model.web_search_read(domain, specification, limit=2 * LARGE)
            self.assertIn(len(found["records"]), (SMALL, LARGE))

        self.assertSameQueries(
            limit, [lambda domain=domain: ask(domain) for domain in self.domains.values()]
        )

    def _open_board(self, model, user, limit):
        model = self.env[model].with_user(user).with_context(read_group_expand=True)
        specification = self._get_specification(model, "kanban")

        def ask(domain):
            board = model.web_read_group(
                domain,
                ["state"],
                [],
                auto_unfold=True,
                unfold_read_specification=specification,
                unfold_read_default_limit=LARGE,
                groupby_read_specification={},
            )
            cards = sum(len(column.get("__records", ())) for column in board["groups"])
            self.assertIn(cards, (SMALL, LARGE))

        self.assertSameQueries(
            limit, [lambda domain=domain: ask(domain) for domain in self.domains.values()]
        )

    # ------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------

    @warmup
    def test_finding_list(self):
        self._open_list("rectification.finding", self.user_county, 12)
        self._open_list("rectification.finding", self.user_officer, 12)

    @warmup
    def test_finding_board(self):
        self._open_board("rectification.finding", self.user_county, 12)
        self._open_board("rectification.finding", self.user_officer, 12)

    @warmup
    def test_dossier_list_and_board(self):
        self._open_list("rectification.dossier", self.user_county, 12)
        self._open_board("rectification.dossier", self.user_county, 12)

    @warmup
    def test_action_list_and_board(self):
        self._open_list("rectification.action", self.user_county, 12)
        self._open_board("rectification.action", self.user_county, 12)

    @warmup
    def test_sheets(self):
        dossiers = self.env["rectification.dossier"].search(self.domains[LARGE])
        sheets = dossiers.unit_check_id.with_user(self.user_county)
        specification = self._get_specification(sheets, "list")
        self.assertSameQueries(
            12,
            [lambda size=size: sheets[:size].web_read(specification) for size in (SMALL, LARGE)],
        )

    @warmup
    def test_dossier_form(self):
        """A dossier with 100 findings opens like one with 10."""
        dossier = self._dossier(self.township) or self._launch(units=self.township)
        dossier = dossier.with_user(self.user_head)
        specification = self._get_specification(dossier, "form")
        counts = []
        for size in (SMALL, LARGE - SMALL):
            self.env["rectification.finding"].with_user(self.user_liaison).create(
                [
                    {
                        "dossier_id": dossier.id,
                        "problem_id": self.catalogue.area_ids.problem_ids[0].id,
                        "description": f"Found {number}",
                    }
                    for number in range(size)
                ]
            )
            counts.append(self._count(lambda: dossier.web_read(specification)))
        self.assertEqual(*counts)
        with self.assertQueryCount(counts[0]):
            self.env.invalidate_all()
            dossier.web_read(specification)
        self.assertLessEqual(counts[0], 40)

    @warmup
    def test_steps_in_batches(self):
        """Accepting many findings costs few queries for each of them."""
        findings = self.env["rectification.finding"].search(self.domains[LARGE])
        self._set_state(
            findings, "to_verify", head_confirmed_by_id=self.user_head.id, result="Done"
        )
        findings = findings.with_user(self.user_officer2)

        def accept(size):
            savepoint = self.cr.savepoint()
            before = self.cr.sql_log_count
            findings[:size].action_accept()
            self.env.flush_all()
            count = self.cr.sql_log_count - before
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            return count

        accept(SMALL)
        few, many = accept(SMALL), accept(LARGE)
        self.assertLess(many - few, (LARGE - SMALL) / 10, (few, many))
