import re
from datetime import date, datetime
from pathlib import Path

from odoo.tests import freeze_time, tagged
from odoo.tools import format_date

from ...models.core import clock
from ..common import RectificationCase

ADDON = Path(__file__).parents[2]
FOLDERS = ("controllers", "demo", "models", "report", "tests", "tools", "wizards")
CLOCK = ADDON / "models" / "core" / "clock.py"
OTHER_CLOCKS = re.compile(
    r"\bcontext_today\b|\bcontext_timestamp\b|\b[Dd]ate\.today\(|\bdatetime\.(now|today)\("
    r"|\bDatetime\.today\(|\benv\.tz\b"
)
ZONES = ("Asia/Shanghai", "UTC", "Pacific/Pago_Pago", "Pacific/Auckland", False)
# Ten past midnight in the county.
NIGHT = datetime(2026, 5, 11, 16, 10)


@tagged("post_install", "-at_install")
class TestClock(RectificationCase):
    """Which day it is, is said in one place and is the same for everybody."""

    def test_the_day_is_the_countys(self):
        for zone in ZONES:
            self.user_liaison.tz = zone
            for env in (
                self.env(user=self.user_liaison),
                self.env(user=self.user_liaison, context={"tz": zone}),
                self.env(context={"tz": zone}),
            ):
                with self.subTest(zone=zone, context=env.context, user=env.user.login):
                    with freeze_time("2026-05-11 15:59:59"):
                        self.assertEqual(clock.today(env), date(2026, 5, 11))
                    with freeze_time(NIGHT):
                        self.assertEqual(clock.today(env), date(2026, 5, 12))
                    self.assertEqual(clock.day_of(env, NIGHT), date(2026, 5, 12))
                    self.assertEqual(f"{clock.local_time(env, NIGHT):%d %H:%M}", "12 00:10")

    def test_days_and_moments(self):
        day = date(2026, 5, 12)
        self.assertEqual(clock.day_of(self.env, day), day)
        self.assertIsNone(clock.day_of(self.env, None))
        self.assertIsNone(clock.day_of(self.env, False))
        self.assertEqual(clock.start_of(day), datetime(2026, 5, 11, 16))
        self.assertEqual(clock.day_of(self.env, clock.start_of(day)), day)

    def test_days_are_written_as_documents_do(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        english = format_date(self.env, "2026-05-12", lang_code="en_US")
        for lang, expected in (("zh_CN", "2026年5月12日"), ("en_US", english)):
            env = self.env(context={"lang": lang})
            with self.subTest(lang=lang):
                self.assertEqual(clock.format_day(env, date(2026, 5, 12)), expected)
                self.assertEqual(clock.format_day(env, NIGHT), expected)
                self.assertEqual(clock.format_day(env, False), "")

    def test_red_is_never_due_today(self):
        """A finding that is overdue on the board is overdue on the desk, for every user."""
        self._launch()
        with freeze_time(NIGHT):
            finding = self._find(
                self._sheet(self.township), 1, self.user_liaison, deadline="2026-05-11"
            )
            self._set_state(finding, "open")
            for zone in ZONES:
                self.user_liaison.tz = zone
                finding.invalidate_recordset()
                self.env.add_to_compute(finding._fields["light"], finding)
                desk = self.env["rectification.desk"].with_user(self.user_liaison)
                shown = str(desk.with_context(tz=zone).get_desk())
                with self.subTest(zone=zone):
                    self.assertEqual(finding.with_user(self.user_liaison).light, "red")
                    self.assertIn("overdue since yesterday", shown)
                    self.assertNotIn("due today", shown)

    def test_no_other_clock(self):
        found = [
            f"{path.relative_to(ADDON)}:{number}: {line.strip()}"
            for folder in FOLDERS
            for path in sorted((ADDON / folder).rglob("*.py"))
            if path not in (CLOCK, Path(__file__))
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if OTHER_CLOCKS.search(line)
        ]
        self.assertFalse(found, "ask models/core/clock.py which day it is")
