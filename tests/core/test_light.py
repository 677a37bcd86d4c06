import doctest
from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from ...models.core import light_mixin
from ...tools.core import lights
from ..common import RectificationCase

MONDAY = date(2026, 5, 11)


@tagged("post_install", "-at_install")
class TestLight(RectificationCase):
    """Green, yellow, red: on the day they are due, and never twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MONDAY))
        cls.today = MONDAY
        cls.campaign = cls._add_campaign("Lit Campaign", warn_days=7)
        cls._launch()

    def _due(self, days):
        return self._find(
            self._sheet(self.township),
            1,
            self.user_liaison,
            deadline=MONDAY + timedelta(days),
        ).with_env(self.env)

    def _refresh(self):
        with self.enter_registry_test_mode():
            self.env.ref("rectification_campaign.ir_cron_refresh_lights").method_direct_trigger()
        self.env.invalidate_all()

    def test_pure_function(self):
        self.assertEqual(doctest.testmod(lights).failed, 0)

    def test_thresholds(self):
        findings = self.env["rectification.finding"].union(
            *(self._due(days) for days in (-1, 0, 7, 8))
        )
        self.assertEqual(
            findings.sorted("deadline").mapped("light"), ["red", "yellow", "yellow", "green"]
        )
        self.campaign.with_user(self.user_leader).warn_days = 0
        self.assertEqual(
            findings.sorted("deadline").mapped("light"), ["red", "yellow", "green", "green"]
        )

    def test_no_deadline_and_over(self):
        finding = self._due(-1)
        finding.with_user(self.user_liaison).deadline = False
        self.assertEqual(finding.light, "green")
        self._set_state(finding, "rejected")
        self.assertEqual(finding.light, "closed")

    def test_action_follows_its_finding(self):
        finding = self._due(-1)
        action = self._add_action(finding, self.user_liaison)
        self.assertRecordValues(action, [{"deadline": finding.deadline, "light": "red"}])
        action.with_user(self.user_liaison).action_done()
        self.assertEqual(action.light, "closed")
        action.with_user(self.user_liaison).action_reopen()
        self.assertEqual(action.light, "red")
        self._set_state(finding, "closed")
        self.assertEqual(action.light, "closed")

    def test_daily_refresh(self):
        soon, later = self._due(1), self._due(9)
        action = self._add_action(soon, self.user_liaison)
        for day, expected in (
            (0, ["yellow", "green", "yellow"]),
            (1, ["yellow", "green", "yellow"]),
            (2, ["red", "yellow", "red"]),
            (10, ["red", "red", "red"]),
        ):
            with self.subTest(day=day), freeze_time(MONDAY + timedelta(day)):
                self._refresh()
                self.assertEqual([soon.light, later.light, action.light], expected)
                with patch.object(
                    self.env.registry["rectification.finding"], "_move_lights", return_value=0
                ) as move:
                    self._refresh()
                for light, domain in (call.args for call in move.call_args_list):
                    self.assertFalse(self.env["rectification.finding"].search(domain), light)

    def test_refresh_in_batches(self):
        findings = self.env["rectification.finding"].union(*(self._due(1) for __ in range(3)))
        with (
            freeze_time(MONDAY + timedelta(2)),
            patch.object(light_mixin, "RECORDS_PER_BATCH", 1),
        ):
            with patch.object(self.env.registry["ir.cron"], "_commit_progress", return_value=0):
                self.assertFalse(self.env["rectification.finding"]._refresh_lights())
            self.assertEqual(sorted(findings.mapped("light")), ["red", "yellow", "yellow"])
            self._refresh()
            self.assertEqual(set(findings.mapped("light")), {"red"})

    def test_the_day_is_the_countys(self):
        """Ten past midnight in the county it is still yesterday in the zone of the job's user."""
        finding = self._due(0)
        with freeze_time("2026-05-11 16:10:00"):
            self.env.ref("base.user_root").tz = False
            self._refresh()
        self.assertEqual(finding.light, "red")

    def test_late_dossiers(self):
        dossiers = self.env["rectification.dossier"]
        mine = [("campaign_id", "=", self.campaign.id)]
        self.assertFalse(dossiers.search([*mine, ("is_late", "=", True)]))
        with freeze_time(MONDAY + timedelta(51)):
            late = dossiers.search([*mine, ("is_late", "=", True)])
            self.assertEqual(len(late), 3)
            self.assertFalse(dossiers.search([*mine, ("is_late", "=", False)]))
            self.assertFalse(dossiers.search([*mine, ("is_late", "!=", True)]))

    def test_waiting_for(self):
        findings = self.env["rectification.finding"]
        head, office = self._due(3), self._due(4)
        self._put_right(head, self.user_liaison)
        self._put_right(office, self.user_head)
        nobody = self._due(5)
        mine = [("campaign_id", "=", self.campaign.id)]
        for value, expected in (("head", head), ("office", office), (False, nobody)):
            self.assertEqual(findings.search([*mine, ("waiting_for", "=", value)]), expected, value)
        self.assertEqual(findings.search([*mine, ("waiting_for", "!=", False)]), head | office)
