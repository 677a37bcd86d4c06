from datetime import timedelta

from odoo.tests import tagged
from odoo.tests.common import TransactionCase

from ...models.core import clock

LOGINS = {
    "head": ("head", "group_unit_user"),
    "liaison": ("liaison", "group_unit_user"),
    "cadre": ("cadre", "group_unit_user"),
    "officer": (None, "group_officer"),
    "officer2": (None, "group_officer"),
    "leader": (None, "group_leader"),
    "observer": (None, "group_observer"),
    "inspector": (None, "group_inspector"),
}


@tagged("demo", "-standard", "post_install", "-at_install")
class TestDemo(TransactionCase):
    """The scenario of the demo county can be built, and shows everything there is to see.

    Runs on a database with demo data (``bin/test --demo``); elsewhere it builds the scenario first.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls.env["rectification.demo"]._load_county().sudo()
        cls.last_campaign = cls.env["rectification.campaign"].search(
            [("id", "!=", cls.campaign.id), ("organiser", "=", cls.campaign.organiser)]
        )

    def _count(self, model, field, campaign=None):
        """Return ``{value: number}`` of the records of a campaign."""
        domain = [("campaign_id", "=", (campaign or self.campaign).id)]
        return dict(self.env[model]._read_group(domain, [field], ["__count"]))

    def _states(self, model):
        return set(dict(self.env[model]._fields["state"].selection))

    def test_installed_with_the_addon(self):
        """A scenario that breaks off would leave the addon without its demo data."""
        addon = self.env["ir.module.module"].search([("name", "=", "rectification_campaign")])
        self.assertTrue(addon.demo)

    def test_county(self):
        units = self.campaign.dossier_ids.unit_id
        self.assertGreaterEqual(len(units), 12)
        kinds = set(dict(self.env["rectification.unit"]._fields["kind"].selection))
        self.assertEqual(set(units.mapped("kind")), kinds, "a unit of every kind")
        self.assertEqual(len(units.filtered(lambda unit: not unit.parent_id)), 1, "one tree")
        self.assertGreaterEqual(len(units.member_ids), 60)
        for unit in units:
            self.assertTrue(unit.head_user_id, f"{unit.name} needs a head who can sign")
            self.assertTrue(unit.manager_user_ids - unit.head_user_id, f"{unit.name}: no liaison")

    def test_logins(self):
        for login, (role, group) in LOGINS.items():
            user = self.env["res.users"].search([("login", "=", login)])
            self.assertTrue(user.has_group(f"rectification_campaign.{group}"), login)
            self.assertEqual(user.tz, "Asia/Shanghai", login)
            members = self.env["rectification.unit.member"].search([("user_id", "=", user.id)])
            self.assertEqual(members.mapped("role"), [role] if role else [], login)

    def test_only_demo_logins_have_a_password(self):
        """The people who only sign in the scenario cannot be logged in as."""
        self.env.cr.execute(
            "SELECT login FROM res_users WHERE id = ANY(%s) AND password IS NOT NULL",
            [self.campaign.dossier_ids.unit_id.roster_user_ids.ids],
        )
        self.assertEqual(
            {login for (login,) in self.env.cr.fetchall()}, {"head", "liaison", "cadre"}
        )

    def test_this_year(self):
        self.assertEqual(self.campaign.state, "self_check")
        dossiers = self._count("rectification.dossier", "state")
        self.assertEqual(set(dossiers), self._states("rectification.dossier") - {"completed"})
        self.assertEqual(
            set(self._count("rectification.check", "state")), self._states("rectification.check")
        )
        findings = self._count("rectification.finding", "state")
        self.assertEqual(set(findings), self._states("rectification.finding"))
        self.assertGreaterEqual(sum(findings.values()), 60)
        self.assertEqual(
            set(self._count("rectification.finding", "light")), {"green", "yellow", "red", "closed"}
        )
        self.assertEqual(
            set(self._count("rectification.finding", "rectification_type")),
            {"immediate", "time_limited", "long_term"},
        )

    def test_every_situation(self):
        """What a visitor looks for is there: by domain, in this year's campaign."""
        wanted = {
            "rectification.check": {
                "a unit's nil return": [("nil_return", "=", True), ("member_id", "=", False)],
                "a personal nil return": [("nil_return", "=", True), ("member_id", "!=", False)],
                "a unit's sheet not started": [
                    ("started_on", "=", False),
                    ("member_id", "=", False),
                ],
                "a sheet begun": [("state", "=", "draft"), ("started_on", "!=", False)],
                "a unit's sheet that waits for the head": [
                    ("state", "=", "submitted"),
                    ("member_id", "=", False),
                ],
            },
            "rectification.finding": {
                "a personal finding": [("source", "=", "personal")],
                "one taken into the unit's list": [("origin_finding_id", "!=", False)],
                "returned": [("is_returned", "=", True), ("return_reason", "!=", False)],
                "waits for the head": [("waiting_for", "=", "head")],
                "waits for the leading group": [("waiting_for", "=", "office")],
                "with evidence": [("evidence_ids.kind", "=", "attachment")],
            },
            "rectification.action": {
                state: [("state", "=", state)] for state in ("todo", "doing", "done")
            },
        }
        for model, situations in wanted.items():
            for situation, domain in situations.items():
                found = self.env[model].search_count(
                    [("campaign_id", "=", self.campaign.id), *domain], limit=1
                )
                self.assertTrue(found, f"{model}: {situation}")

    def test_everybody_with_a_login_has_something_to_do(self):
        for login in ("head", "liaison", "cadre"):
            user = self.env["res.users"].search([("login", "=", login)])
            self.assertTrue(
                self.env["mail.activity"].search_count([("user_id", "=", user.id)]), login
            )

    def test_head_has_something_to_sign(self):
        head = self.env["res.users"].search([("login", "=", "head")])
        unit = [("unit_id.head_user_id", "=", head.id)]
        self.assertTrue(
            self.env["rectification.finding"].search_count(
                [*unit, ("waiting_for", "=", "head")], limit=1
            )
        )
        self.assertTrue(
            self.env["rectification.check"].search_count(
                [*unit, ("state", "=", "submitted"), ("member_id", "!=", False)], limit=1
            )
        )

    def test_last_year(self):
        self.assertEqual(self.last_campaign.state, "closed")
        self.assertEqual(
            set(self._count("rectification.dossier", "state", self.last_campaign)), {"completed"}
        )
        self.assertEqual(
            set(self._count("rectification.finding", "state", self.last_campaign)), {"closed"}
        )

    def test_dates_follow_the_scenario(self):
        """The register lies in the months of the campaigns and in the order of the scenario."""
        signoffs = self.env["rectification.signoff"].search(
            [("campaign_id", "in", (self.campaign | self.last_campaign).ids)], order="id"
        )
        dates = signoffs.mapped("date")
        self.assertEqual(dates, sorted(dates))
        ended = clock.today(self.env) - timedelta(days=250)
        last = signoffs.filtered(lambda signoff: signoff.campaign_id == self.last_campaign)
        self.assertLess(max(last.mapped("date")).date(), ended)
        self.assertLess(self.last_campaign.closed_on.date(), ended)
        for finding in self.last_campaign.dossier_ids.finding_ids:
            self.assertLess(finding.closed_on.date(), ended)
            self.assertLessEqual(finding.requested_on, finding.closed_on)

    def test_nobody_accepted_their_own_work(self):
        findings = (self.campaign | self.last_campaign).dossier_ids.finding_ids
        for finding in findings.filtered("accepted_by_id"):
            self.assertNotIn(
                finding.accepted_by_id, finding.requested_by_id | finding.head_confirmed_by_id
            )
            self.assertNotIn(finding.accepted_by_id, finding.unit_id.roster_user_ids)

    def test_no_mail(self):
        users = self.campaign.dossier_ids.unit_id.roster_user_ids
        self.assertFalse(
            self.env["mail.notification"].search_count(
                [("res_partner_id", "in", users.partner_id.ids)]
            )
        )

    def test_built_once(self):
        users = self.env["res.users"].search_count([])
        self.assertEqual(self.env["rectification.demo"]._load_county(), self.campaign)
        self.assertEqual(self.env["res.users"].search_count([]), users)

    def test_first_and_third_phase_in_every_state(self):
        """Both campaigns together show each state of everything that has states."""
        for name in (
            "study.session",
            "review",
            "sample.draw",
            "extension",
            "mechanism",
            "bulletin",
            "referral",
            "suggestion",
        ):
            model = self.env[f"rectification.{name}"]
            with self.subTest(model=model._name):
                states = {state for (state,) in model._read_group([], ["state"])}
                self.assertEqual(states, self._states(model._name))

    def test_first_and_third_phase_in_every_situation(self):
        wanted = {
            "rectification.study.attendance": {
                "absent": [("status", "=", "absent")],
                "made up": [("made_up_on", "!=", False)],
                "to make up": [("is_make_up_open", "=", True)],
            },
            "rectification.study.reflection": {"written": [("content", "!=", False)]},
            "rectification.dossier": {
                status: [("review_status", "=", status)]
                for status in ("to_review", "in_review", "returned", "passed")
            },
            "rectification.review": {
                "a second round": [("round", "=", 2)],
                "a spot check": [("kind", "=", "spot_check")],
                "an answer that does not hold": [("doubted_line_ids", "!=", False)],
            },
            "rectification.review.line": {
                verdict: [("verdict", "=", verdict)]
                for verdict in ("confirmed", "incomplete", "untrue")
            },
            "rectification.sample.draw.line": {"drawn": [("finding_id", "!=", False)]},
            "rectification.extension": {
                "waits for the head": [("waiting_for", "=", "head")],
                "waits for the office": [("waiting_for", "=", "office")],
                "with a condition": [("condition", "!=", False)],
            },
            "rectification.referral": {
                "to be accepted": [("state", "=", "handed_over"), ("accepted_on", "=", False)],
                "accepted": [("state", "=", "handed_over"), ("accepted_on", "!=", False)],
                "overdue": [("is_overdue", "=", True)],
                "with a disposition": [("disposition", "!=", False)],
            },
            "rectification.mechanism": {
                kind: [("kind", "=", kind)] for kind in ("made", "changed", "abolished")
            },
            "rectification.bulletin": {
                "good practice": [("kind", "=", "good_practice")],
                "warning": [("kind", "=", "warning")],
                "for chosen units": [("audience", "=", "chosen"), ("state", "=", "published")],
            },
        }
        for model, situations in wanted.items():
            for situation, domain in situations.items():
                with self.subTest(model=model, situation=situation):
                    self.assertTrue(self.env[model].search_count(domain, limit=1))

    def test_referrals_of_the_demo_are_kept_apart(self):
        referrals = self.env["rectification.referral"]
        for login, number in (("leader", 6), ("officer", 3), ("officer2", 3), ("inspector", 4)):
            user = self.env["res.users"].search([("login", "=", login)])
            with self.subTest(login=login):
                self.assertEqual(referrals.with_user(user).search_count([]), number)
