import re
from io import BytesIO

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ReferralCase

INVENTED = 99999999
SECRETS = ("Subject of the Lead", "Secret", "号")


class AttackCase(ReferralCase):
    """A referral that was handed over, and those who would like to know of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "rectification_campaign.group_%s"
        # An officer and an inspector who sit on the township's roster.
        cls.user_officer3 = new_test_user(cls.env, "t_officer3", groups=group % "officer")
        cls.user_inspector3 = new_test_user(cls.env, "t_inspector3", groups=group % "inspector")
        cls._add_member(cls.township, cls.user_officer3, "cadre", name="Officer Cadre")
        cls._add_member(cls.township, cls.user_inspector3, "cadre", name="Inspector Cadre")
        cls.attackers = (
            cls.user_liaison,
            cls.user_cadre,
            cls.user_observer,
            cls.user_officer2,
            cls.user_officer3,
            cls.user_inspector3,
            cls.user_stranger,
        )
        # Numbers that stand out in whatever an answer says.
        for table in ("referral", "referral_person", "referral_material"):
            cls.env.cr.execute(f"SELECT setval('rectification_{table}_id_seq', 77777700)")
        cls.referral = cls._refer()
        cls._hand_over(cls.referral)
        cls.env.flush_all()

    def _attempt(self, function, *args):
        """Return what ``function`` answers, a refusal as text; nothing of it lasts."""
        self.env.invalidate_all()
        with self.env.cr.savepoint() as savepoint:
            try:
                answer = str(function(*args))
                self.env.flush_all()
            except (UserError, ValueError, IntegrityError) as error:
                answer = f"{type(error).__name__}: {error}"
            savepoint.close(rollback=True)
        return answer

    def assertSameAnswer(self, function, real_id):
        """A real id and an invented one are answered alike, and neither tells a secret."""
        real = self._attempt(function, real_id).replace(str(real_id), "N")
        invented = self._attempt(function, INVENTED).replace(str(INVENTED), "N")
        if "Error: " in real:
            # A refusal names records that came to nothing as well.
            real, invented = (re.sub(r"\d+", "N", answer) for answer in (real, invented))
        self.assertEqual(real, invented)
        for secret in SECRETS:
            self.assertNotIn(secret, real)


@tagged("post_install", "-at_install")
class TestReferralAttacks(AttackCase):
    """Ways to ask for a referral by its number through something one may make or open."""

    @mute_logger(
        "odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model", "odoo.sql_db"
    )
    def test_naming_it_in_something_of_ones_own(self):
        """Lines, wizards, activities and files that point at a guessed number."""
        own = self._refer(
            self.user_officer2,
            finding_id=False,
            unit_id=self.school.id,
            campaign_id=self.campaign.id,
        )
        Activity = self.env["ir.model"]._get_id("rectification.referral")
        for user in self.attackers:
            env = self.env(user=user)
            attacks = {
                "person": lambda i, env=env: env["rectification.referral.person"].create(
                    {"referral_id": i, "name": "Somebody"}
                ),
                "material": lambda i, env=env: env["rectification.referral.material"].create(
                    {"referral_id": i, "name": "Paper"}
                ),
                "own line": lambda i, env=env: own.person_ids.with_env(env).write(
                    {"referral_id": i}
                ),
                "wizard": lambda i, env=env: env["rectification.referral.reason"].create(
                    {"referral_ids": [Command.link(i)], "reason": "x"}
                ),
                "wizard set": lambda i, env=env: (
                    env["rectification.referral.reason"]
                    .create({"referral_ids": [Command.set([i])], "reason": "x"})
                    .action_apply()
                ),
                "wizard default": lambda i, env=env: (
                    env["rectification.referral.reason"]
                    .with_context(default_referral_ids=[i])
                    .create({"reason": "x"})
                ),
                "wizard onchange": lambda i, env=env: env["rectification.referral.reason"].onchange(
                    {"referral_ids": [Command.link(i)]},
                    ["referral_ids"],
                    {"referral_ids": {"fields": {"display_name": {}}}},
                ),
                "activity": lambda i, env=env: bool(
                    env["mail.activity"].create({"res_model_id": Activity, "res_id": i})
                ),
                "file": lambda i, env=env: bool(
                    env["ir.attachment"].create(
                        {
                            "name": "x",
                            "raw": b"x",
                            "res_model": "rectification.referral.material",
                            "res_id": i,
                        }
                    )
                ),
                "follower": lambda i, env=env: bool(
                    env["mail.followers"].create(
                        {
                            "res_model": "rectification.referral",
                            "res_id": i,
                            "partner_id": env.user.partner_id.id,
                        }
                    )
                ),
                "message": lambda i, env=env: bool(
                    env["mail.message"].create(
                        {"model": "rectification.referral", "res_id": i, "body": "x"}
                    )
                ),
                "import": lambda i, env=env: env["rectification.referral"].load(
                    [".id", "name"], [[str(i), "x"]]
                )["messages"],
                "import of a line": lambda i, env=env: env["rectification.referral.person"].load(
                    ["referral_id/.id", "name"], [[str(i), "x"]]
                )["messages"],
                "print": lambda i, env=env: env["ir.actions.report"]._render_qweb_html(
                    "rectification_campaign.print_referral_letter", [i]
                ),
                "register": lambda i, env=env: env["ir.actions.report"]._render_qweb_html(
                    "rectification_campaign.print_referral_register", [i]
                ),
            }
            for name, attack in attacks.items():
                with self.subTest(user=user.login, attack=name):
                    self.assertSameAnswer(attack, self.referral.id)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_grouping_and_progress(self):
        """Boards, panels and progress bars count nothing."""
        bar = {"field": "state", "colors": {"handed_over": "info"}}
        for user in self.attackers:
            model = self.env["rectification.referral"].with_user(user)
            for name, question in {
                "progress": lambda model=model: dict(model.read_progress_bar([], "unit_id", bar)),
                "web_read_group": lambda model=model: model.web_read_group(
                    [], ["state"], ["__count"]
                )["groups"],
                "grouping sets": lambda model=model: model.formatted_read_grouping_sets(
                    [], [["state"]], ["__count"]
                ),
                "panel": lambda model=model: model.search_panel_select_range(
                    "unit_id", enable_counters=True
                )["values"],
            }.items():
                with self.subTest(user=user.login, question=name):
                    answer = self._attempt(question)
                    self.assertTrue(
                        answer in ("[]", "{}", "[[]]") or answer.startswith("AccessError"), answer
                    )

    def test_inspectors_leave_no_trace(self):
        """What an inspector reads beside the referral does not show that it was read."""
        finding = self.finding.with_user(self.user_inspector)
        unit = self.township.with_user(self.user_inspector)
        self.assertEqual(finding.search([]), finding)
        messages = self.env["mail.message"].search_count([])
        followers = self.env["mail.followers"].search_count([])
        self.assertTrue(finding.web_read({"description": {}, "action_ids": {}, "evidence_ids": {}}))
        for method, kwargs in (
            (finding.message_post, {"body": "x"}),
            (finding.activity_schedule, {"user_id": self.user_inspector.id}),
            (finding.message_subscribe, {"partner_ids": self.user_school.partner_id.ids}),
            (finding.message_subscribe, {"partner_ids": self.user_inspector.partner_id.ids}),
            (finding.write, {"vals": {"result": "x"}}),
            (unit.write, {"vals": {"name": "x"}}),
            (finding.copy, {}),
        ):
            with self.subTest(method=method.__name__):
                self.assertRaises(UserError, method, **kwargs)
        self.assertEqual(self.env["mail.message"].search_count([]), messages)
        self.assertEqual(self.env["mail.followers"].search_count([]), followers)

    def test_no_gap_in_the_register(self):
        """The numbers of the sign-off register run on as if there were no referral."""
        Signoff = self.env["rectification.signoff"]
        officer = self.user_officer

        def step():
            """Some step that everybody in the leading group can see; return its number."""
            before = Signoff.search([("referral_id", "=", False)])
            session = self._find(self._sheet(self.township), 2, self.user_liaison)
            session.action_open()
            session.with_user(officer).write({"state": "rejected", "return_reason": "x"})
            new = Signoff.search([("referral_id", "=", False)]) - before
            self.assertTrue(new)
            return min(new.ids), max(new.ids)

        __, last = step()
        self._conclude(self.referral)
        first, __ = step()
        self.assertEqual(first, last + 1)
        own = Signoff.search([("referral_id", "=", self.referral.id)], order="id")
        self.assertEqual(
            own.mapped("transition"),
            ["proposed", "approved", "handed_over", "accepted", "concluded"],
        )

    def test_ledger_says_nothing(self):
        """The workbook of the campaign is the same before and after, but for its time."""
        from openpyxl import load_workbook

        def cells(user):
            target = BytesIO()
            self.env["rectification.ledger"].with_user(user)._write_workbook(
                self.campaign.with_user(user), target
            )
            book = load_workbook(BytesIO(target.getvalue()), read_only=True)
            return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

        for user in (self.user_observer, self.user_officer2, self.user_officer):
            with self.subTest(user=user.login):
                before = cells(user)
                self.assertIn("Found under item 1", str(before))
                self._hand_over(self._refer(person_ids=[Command.create({"name": "Somebody"})]))
                self.assertEqual(cells(user), before)


@tagged("post_install", "-at_install")
class TestReferralOverHttp(HttpCase, AttackCase):
    """Addresses that somebody could guess."""

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model", "odoo.http")
    def test_addresses(self):
        material = self.referral.material_ids
        addresses = {
            "/web/content/rectification.referral.material/%s/file": material.id,
            "/web/content/rectification.referral.material/%s/file?download=1": material.id,
            "/web/image/rectification.referral.material/%s/file": material.id,
            "/report/html/rectification_campaign.print_referral_letter/%s": self.referral.id,
            "/report/html/rectification_campaign.print_referral_register/%s": self.referral.id,
        }
        for user in (self.user_officer2, self.user_observer, self.user_liaison):
            user.password = user.login
            self.authenticate(user.login, user.login)
            for address, real_id in addresses.items():
                with self.subTest(user=user.login, address=address):
                    real = self.url_open(address % real_id)
                    invented = self.url_open(address % INVENTED)
                    self.assertEqual(real.status_code, invented.status_code)
                    self.assertNotIn(b"Secret", real.content)
                    self.assertEqual(
                        real.headers.get("Content-Length"), invented.headers.get("Content-Length")
                    )
        self.user_officer.password = "t_officer"
        self.authenticate("t_officer", "t_officer")
        self.assertEqual(
            self.url_open(
                f"/web/content/rectification.referral.material/{material.id}/file"
            ).content,
            b"Secret minutes",
        )
