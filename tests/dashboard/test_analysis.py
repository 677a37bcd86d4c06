from collections import Counter
from datetime import timedelta
from random import Random

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged, warmup
from odoo.tools.safe_eval import safe_eval

from ...models.core import clock
from ..common import RectificationCase

STATES = ("draft", "open", "in_progress", "to_verify", "closed", "rejected")
TYPES = ("immediate", "time_limited", "long_term")
BY = ("unit_id", "unit_kind", "parent_unit_id", "area_id", "problem_id", "rectification_type")
SELECTIONS = ("unit_kind", "rectification_type", "source", "state", "light")


@tagged("post_install", "-at_install")
class TestAnalysis(RectificationCase):
    """The analysis counts what is on record, and shows each reader the findings they may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.random = Random(6)
        cls.findings = cls.env["rectification.finding"]
        for number in range(40):
            cls.findings |= cls._add_random_finding(number)
        cls.env.flush_all()

    @classmethod
    def _add_random_finding(cls, number):
        """Add a finding to any sheet, found and closed on any day, in any state."""
        draw = cls.random
        sheet, user = draw.choice(
            (
                (cls._sheet(cls.township), cls.user_liaison),
                (cls._sheet(cls.township, cls.member_cadre), cls.user_cadre),
                (cls._sheet(cls.village), cls.user_village),
                (cls._sheet(cls.school), cls.user_school),
            )
        )
        with freeze_time(cls.today - timedelta(days=draw.randrange(90))):
            finding = cls._find(
                sheet,
                draw.randrange(1, 7),
                user,
                rectification_type=draw.choice(TYPES),
                deadline=cls.today + timedelta(days=draw.randrange(-30, 60)),
            ).with_env(cls.env)
        state = STATES[number % len(STATES)]
        closed = fields.Datetime.now() - timedelta(days=draw.randrange(0, 20))
        cls._set_state(
            finding,
            state,
            return_count=draw.randrange(3),
            closed_on=max(closed, finding.create_date)
            if state in ("closed", "rejected")
            else False,
        )
        return finding

    def _row(self, finding):
        """Return the figures of a finding, worked out from the finding itself."""
        today = clock.today(self.env)

        def day(moment):
            return clock.day_of(self.env, moment)

        settled = finding.closed_on or finding.successor_id.create_date
        until = day(settled) if settled else today
        late = (until - finding.deadline).days if finding.deadline else 0
        return {
            "signed_off_count": int(finding.state == "closed"),
            "signed_off_share": None
            if finding.state == "rejected"
            else float(finding.state == "closed"),
            "overdue_count": int(finding.light == "red"),
            "days_open": (until - day(finding.create_date)).days,
            "days_over": late if late > 0 else None,
            "return_count": finding.return_count,
            "extension_count": len(
                finding.extension_ids.filtered(lambda extension: extension.state == "granted")
            ),
        }

    # ------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------

    def test_figures_are_those_of_a_count_by_hand(self):
        analysis = self.env["rectification.analysis"].with_user(self.user_observer)
        rows = {finding: self._row(finding) for finding in self.findings}
        self.assertGreater(sum(bool(row["days_over"]) for row in rows.values()), 3)
        sums = ("signed_off_count", "overdue_count", "return_count", "extension_count")
        averages = ("signed_off_share", "days_open", "days_over")
        aggregates = [f"{name}:{analysis._fields[name].aggregator}" for name in (*sums, *averages)]
        self.assertEqual([part.split(":")[1] for part in aggregates], ["sum"] * 4 + ["avg"] * 3)
        for name in BY:
            source = "unit_id.parent_id" if name == "parent_unit_id" else name
            expected = {}
            for finding, row in rows.items():
                key = finding.mapped(source) if name.endswith("_id") else finding[name]
                expected.setdefault(getattr(key, "id", key) or False, []).append(row)
            groups = analysis._read_group([], [name], ["__count", *aggregates])
            self.assertEqual(len(groups), len(expected), name)
            for key, count, *values in groups:
                group = expected[getattr(key, "id", key) or False]
                self.assertEqual(count, len(group), name)
                for field, value in zip((*sums, *averages), values, strict=True):
                    known = [row[field] for row in group if row[field] is not None]
                    total = sum(known) if field in sums else sum(known) / max(len(known), 1)
                    self.assertAlmostEqual(float(value or 0), float(total), 6, (name, field))

    def test_months_are_those_of_the_readers_calendar(self):
        finding = self.findings[0]
        self.user_observer.tz = "Asia/Shanghai"
        # Ten to midnight on the last of April in Greenwich is May in the county.
        self.cr.execute(
            "UPDATE rectification_finding SET create_date = '2026-04-30 23:50' WHERE id = %s",
            [finding.id],
        )
        analysis = self.env["rectification.analysis"].with_user(self.user_observer)
        row = analysis.browse(finding.id)
        self.assertEqual(fields.Date.to_string(row.found_on), "2026-05-01")
        months = analysis.formatted_read_group(
            [("id", "=", finding.id)], ["found_on:month"], ["__count"]
        )
        self.assertEqual(months[0]["found_on:month"][0], "2026-05-01")

    def test_extensions_and_carrying_over(self):
        finding = self.findings.filtered(lambda finding: finding.unit_id == self.township)[0]
        self._set_state(finding, "open", closed_on=False, deadline=self.today + timedelta(days=5))
        extension = (
            self.env["rectification.extension"]
            .with_user(self.user_head)
            .create(
                {
                    "finding_id": finding.id,
                    "reason": "Waits for others",
                    "progress": "Half",
                    "requested_deadline": self.today + timedelta(days=9),
                }
            )
        )
        row = self.env["rectification.analysis"].browse(finding.id)
        self.assertEqual(row.extension_count, 0, "asked for is not extended")
        extension.with_user(self.user_officer).action_grant()
        row.invalidate_recordset()
        self.assertEqual(row.extension_count, 1)
        self.assertFalse(row.settled_on)
        self.campaign._carry_over_findings(self._add_campaign("Follow-Up"))
        row.invalidate_recordset()
        self.assertEqual(row.settled_on, self.today)
        self.assertEqual(row.light, "closed")

    def test_labels_are_those_of_findings(self):
        analysis = self.env["rectification.analysis"]
        for name in SELECTIONS:
            self.assertEqual(
                analysis.fields_get([name])[name]["selection"],
                self.findings.fields_get([name])[name]["selection"],
            )

    # ------------------------------------------------------------
    # Access
    # ------------------------------------------------------------

    def test_everybody_counts_what_they_may_read(self):
        finding = self.findings.filtered(lambda finding: finding.state == "in_progress")[0]
        self._add_action(finding, self.env.user, user_id=self.user_responsible.id)
        seen = Counter()
        for user in (
            self.user_head,
            self.user_liaison,
            self.user_cadre,
            self.user_responsible,
            self.user_county,
            self.user_village,
            self.user_school,
            self.user_officer,
            self.user_leader,
            self.user_observer,
            self.user_inspector,
        ):
            with self.subTest(user=user.login):
                findings = self.findings.with_user(user).search([])
                analysis = self.env["rectification.analysis"].with_user(user)
                self.assertEqual(analysis.search([]).ids, analysis.search([]).finding_id.ids)
                self.assertEqual(set(analysis.search([])._ids), set(findings._ids))
                [(count,)] = analysis._read_group([], [], ["__count"])
                self.assertEqual(count, len(findings))
                hidden = self.findings - findings.with_env(self.env)
                self.assertFalse(analysis.search([("id", "in", hidden.ids)]))
                readable = analysis.browse(self.findings.ids)._filtered_access("read")
                self.assertEqual(set(readable._ids), set(findings._ids))
                seen[user.login] = count
        self.assertEqual(seen["t_observer"], len(self.findings))
        self.assertEqual(seen["t_responsible"], 1)
        self.assertEqual(seen["t_inspector"], 0)
        self.assertGreater(seen["t_head"], seen["t_cadre"])
        self.assertGreater(seen["t_head"], seen["t_village"])

    def test_an_inspector_counts_what_was_referred(self):
        finding = self.findings.filtered(lambda finding: finding.unit_id == self.school)[0]
        referral = (
            self.env["rectification.referral"]
            .with_user(self.user_officer)
            .create(
                {
                    "name": "Lead",
                    "finding_id": finding.id,
                    "facts": "Facts",
                    "person_ids": [Command.create({"member_id": self.member_school.id})],
                }
            )
        )
        analysis = self.env["rectification.analysis"].with_user(self.user_inspector)
        self.assertFalse(analysis.search([]))
        self._set_values(referral.sudo(), handed_over_on=fields.Datetime.now())
        self.assertEqual(analysis.search([]).ids, finding.ids)

    def test_nobody_else_and_nothing_by_hand(self):
        analysis = self.env["rectification.analysis"]
        for user in (self.user_stranger, self._add_user("t_portal", portal=True)):
            with self.assertRaises(AccessError):
                analysis.with_user(user).search([])
        row = analysis.browse(self.findings[0].id).with_user(self.user_leader)
        for attempt in (
            lambda: row.write({"return_count": 0}),
            row.unlink,
            lambda: row.create({"return_count": 0}),
        ):
            with self.assertRefused(exception=AccessError):
                attempt()

    # ------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------

    def test_rows_open_their_findings(self):
        rows = self.env["rectification.analysis"].with_user(self.user_head).search([], limit=3)
        action = rows[0].action_open_finding()
        self.assertEqual(action["res_model"], "rectification.finding")
        self.assertEqual(action["res_id"], rows[0].id)
        action = rows.action_open_findings()
        found = self.findings.with_user(self.user_head).search(action["domain"])
        self.assertEqual(set(found._ids), set(rows._ids))

    def test_favourites_open(self):
        """What is shipped names fields that exist, and a user's own is kept beside it."""
        analysis = self.env["rectification.analysis"].with_user(self.user_observer)
        filters = self.env["ir.filters"].with_user(self.user_observer)
        action = self.env.ref("rectification_campaign.rectification_analysis_action")
        filters.create_filter(
            {
                "name": "Mine",
                "model_id": analysis._name,
                "action_id": action.id,
                "user_ids": self.user_observer.ids,
                "domain": "[('light', '=', 'red')]",
            }
        )
        favourites = filters.get_filters(analysis._name, action.id)
        self.assertEqual(len(favourites), 4)
        for favourite in favourites:
            domain = filters.sudo().browse(favourite["id"])._get_eval_domain()
            context = safe_eval(favourite["context"])
            measures = [
                f"{name}:{analysis._fields[name].aggregator}"
                for name in context.get("pivot_measures", [])
                if name != "__count"
            ]
            analysis.formatted_read_group(
                domain,
                context.get("pivot_row_groupby", []) + context.get("pivot_column_groupby", []),
                ["__count", *measures],
            )

    @warmup
    def test_queries(self):
        """A pivot table costs the same number of queries however many findings there are."""
        for user, limit in ((self.user_observer, 3), (self.user_county, 3)):
            analysis = self.env["rectification.analysis"].with_user(user)
            for domain in ([], [("id", "in", self.findings[:5].ids)]):
                analysis._read_group(domain, ["area_id"], ["__count"])
                self.env.invalidate_all()
                with self.assertQueryCount(limit):
                    analysis._read_group(
                        domain,
                        ["area_id", "unit_kind"],
                        ["__count", "days_open:avg", "extension_count:sum"],
                    )
