import random
from datetime import datetime, time, timedelta

import pytz

from ...models.core import clock
from ...tools.dashboard.scope import year_before
from ..common import RectificationCase

FINDING = "rectification.finding"
KINDS = ("department", "township", "village", "school")
STATES = ("draft", "open", "in_progress", "to_verify", "closed", "rejected")
TYPES = ("immediate", "time_limited", "long_term")
ZONE = pytz.timezone("Asia/Shanghai")


class DashboardCase(RectificationCase):
    """Two campaigns, this year's and last year's, with findings spread at random."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cast = cls.env["res.users"].search([("login", "=like", "t\\_%")])
        cast.write({"tz": ZONE.zone, "lang": "en_US"})
        cls.today = clock.today(cls.env)

    @classmethod
    def _add_two_years(cls, seed, units=9, findings=80):
        """Fill two campaigns at random, the same for the same seed; return them, latest first."""
        dice = random.Random(seed)
        parents, everyone = [cls.county], cls.env["rectification.unit"]
        for number in range(units):
            unit = cls._add_unit(
                f"Unit {seed}-{dice.randrange(1000)}-{number}",
                kind=dice.choice(KINDS),
                parent=dice.choice([None, *parents]),
            )
            parents.append(unit)
            everyone |= unit
            cls._add_member(unit, cls._add_head(seed, number), "head")
        start = cls.today - timedelta(days=100)
        later = cls._add_dated_campaign(f"Later {seed}", start, cls.catalogue)
        version = cls._copy_catalogue(dice)
        earlier = cls._add_dated_campaign(f"Earlier {seed}", year_before(start), version)
        campaigns = later | earlier
        for campaign in campaigns:
            cls._launch(campaign, everyone)
            cls._spread_sheets(dice, campaign)
            cls._spread_findings(dice, campaign, findings)
        if dice.random() < 0.5:
            cls._set_state(later, "supervision")
        cls._set_state(earlier, "closed")
        cls.env.invalidate_all()
        return campaigns.with_user(cls.user_observer)

    @classmethod
    def _add_head(cls, seed, number):
        """Reuse the users of the cast: a user may head several units."""
        users = (cls.user_head, cls.user_village, cls.user_school)
        return users[(seed + number) % len(users)]

    @classmethod
    def _add_dated_campaign(cls, name, start, catalogue):
        return cls._add_campaign(
            name,
            catalogue_id=catalogue.id,
            date_start=start,
            date_study_end=start + timedelta(days=30),
            date_submission=start + timedelta(days=50),
            date_self_check_end=start + timedelta(days=60),
            date_supervision_end=start + timedelta(days=150),
        )

    @classmethod
    def _copy_catalogue(cls, dice):
        """Return a new version of the catalogue in which one area has another name."""
        action = cls.catalogue.action_new_version()
        version = cls.env["rectification.catalogue"].browse(action["res_id"])
        if dice.random() < 0.5:
            version.area_ids[-1].name = "Renamed"
        version.action_publish()
        return version

    @classmethod
    def _spread_sheets(cls, dice, campaign):
        cls.env.flush_all()
        for dossier in campaign.dossier_ids:
            cls._set_state(
                dossier,
                dice.choice(("open", "submitted", "returned", "accepted")),
                submitted_on=cls._get_moment(dice, campaign),
                review_status=dice.choice(("to_review", "in_review", "returned", "passed")),
            )
            for check in dossier.check_ids:
                cls._set_state(
                    check,
                    dice.choice(("draft", "submitted", "returned", "confirmed")),
                    nil_return=dice.random() < 0.5,
                    submitted_on=cls._get_moment(dice, campaign),
                )
        cls.env.flush_all()

    @classmethod
    def _get_moment(cls, dice, campaign):
        """Return a moment in the first 100 days of a campaign, around midnight now and then."""
        day = campaign.date_start + timedelta(days=dice.randrange(100))
        clock = dice.choice((time(15, 59), time(16, 0), time(2, 30)))
        return datetime.combine(day, clock)

    @classmethod
    def _spread_findings(cls, dice, campaign, number):
        problems = campaign.catalogue_id.area_ids.problem_ids
        dossiers = campaign.dossier_ids
        findings = (
            cls.env[FINDING]
            .with_user(cls.user_officer)
            .create(
                [
                    {
                        "dossier_id": dice.choice(dossiers).id,
                        "problem_id": dice.choice(problems).id,
                        "description": f"Found {count}",
                        "rectification_type": dice.choice(TYPES),
                        "deadline": cls.today + timedelta(days=dice.randrange(-40, 40)),
                    }
                    for count in range(number)
                ]
            )
        )
        for finding in findings:
            state = dice.choice(STATES)
            found = cls._get_moment(dice, campaign)
            confirmed = state == "to_verify" and dice.random() < 0.5
            closed = found + timedelta(hours=dice.randrange(24 * 40))
            cls._set_state(
                finding,
                state,
                closed_on=closed if state in ("closed", "rejected") else False,
                requested_on=found if state == "to_verify" else False,
                head_confirmed_by_id=confirmed and cls.user_head.id,
                head_confirmed_on=confirmed and found + timedelta(days=1),
            )
            cls.env.flush_all()
            cls.env.cr.execute(
                "UPDATE rectification_finding SET create_date = %s WHERE id = %s",
                [found, finding.id],
            )
        in_time = findings.filtered(
            lambda finding: finding.state == "open" and finding.deadline >= cls.today
        )
        for count, finding in enumerate(in_time[:3]):
            extension = (
                cls.env["rectification.extension"]
                .with_user(finding.unit_id.head_user_id)
                .create(
                    {
                        "finding_id": finding.id,
                        "reason": "Ice on the road",
                        "progress": "Half",
                        "requested_deadline": cls.today + timedelta(days=90),
                    }
                )
            )
            if not count:
                cls._set_values(extension, head_confirmed_by_id=False, head_confirmed_on=False)
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _ask(self, user=None, **filters):
        return self._get_model(user).get_dashboard(filters)

    def _drill(self, filters, *args, user=None, **kwargs):
        return self._get_model(user).get_drill_down(filters, *args, **kwargs)

    def _get_model(self, user=None):
        """Return the dashboard as the web client asks for it."""
        user = user or self.user_observer
        context = {"lang": user.lang, "tz": user.tz, "allowed_company_ids": user.company_ids.ids}
        return self.env["rectification.dashboard"].with_user(user).with_context(**context)

    def _local(self, moment):
        return pytz.utc.localize(moment).astimezone(ZONE).date()

    def _iter_figures(self, value, path=()):
        """Yield ``(path, figure)`` for every figure in a result."""
        if isinstance(value, dict):
            if {"count", "model", "domain"} <= value.keys():
                yield path, value
            for key, part in value.items():
                yield from self._iter_figures(part, (*path, key))
        elif isinstance(value, list):
            for number, part in enumerate(value):
                yield from self._iter_figures(part, (*path, number))

    def assertFiguresOpen(self, result):
        """Every figure opens as many records as it says."""
        checked = 0
        for path, figure in self._iter_figures(result):
            model = self.env[figure["model"]].with_user(self.user_observer)
            self.assertEqual(figure["count"], model.search_count(figure["domain"]), path)
            checked += 1
        self.assertGreater(checked, 20)
