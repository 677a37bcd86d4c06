import doctest
import random
import statistics
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged, warmup

from ...tools.dashboard import scope as module
from .common import FINDING, DashboardCase


@tagged("post_install", "-at_install")
class TestDashboardFigures(DashboardCase):
    """The figures against a count of one record after the other."""

    def test_tools(self):
        self.assertFalse(doctest.testmod(module).failed)

    def _get_filters(self, dice, campaign):
        """Return filters that a person might choose, at random."""
        filters = {"campaign_id": campaign.id}
        if dice.random() < 0.5:
            filters["unit_id"] = dice.choice(campaign.dossier_ids.unit_id).id
        if dice.random() < 0.4:
            filters["area_id"] = dice.choice(campaign.catalogue_id.area_ids).id
        if dice.random() < 0.4:
            filters["phase"] = dice.choice(("study", "self_check", "supervision"))
        if dice.random() < 0.4:
            first = self.today - timedelta(days=dice.randrange(100))
            filters["date_from"] = fields.Date.to_string(first)
            filters["date_to"] = fields.Date.to_string(first + timedelta(days=40))
        return filters

    def _get_days(self, filters, campaign, years):
        """Return the first and the last day that the filters leave."""
        days = {"study": (0, 30), "self_check": (31, 60), "supervision": (61, 150)}
        first, last = days.get(filters.get("phase"), (-9999, 9999))
        start = campaign.date_start + timedelta(days=first)
        end = campaign.date_start + timedelta(days=last)
        if "date_from" in filters:
            bounds = [fields.Date.to_date(filters[name]) for name in ("date_from", "date_to")]
            if years:
                bounds = [module.year_before(bound) for bound in bounds]
            start, end = max(start, bounds[0]), min(end, bounds[1])
        return start, end

    def _count_by_hand(self, filters, campaign, area_name, years=0):
        """Return the findings of a campaign that the filters leave, sorted out in Python."""
        findings = self.env[FINDING].search([("campaign_id", "=", campaign.id)])
        if filters.get("unit_id"):
            below = self.env["rectification.unit"].search([("id", "child_of", filters["unit_id"])])
            findings = findings.filtered(lambda finding: finding.unit_id in below)
        if area_name:
            findings = findings.filtered(lambda finding: finding.area_id.name == area_name)
        start, end = self._get_days(filters, campaign, years)
        recorded = findings.filtered(
            lambda finding: start <= self._local(finding.create_date) <= end
        )
        closings = findings.filtered(
            lambda finding: (
                finding.state == "closed" and start <= self._local(finding.closed_on) <= end
            )
        )
        return recorded, closings

    def test_random(self):
        for seed in (1, 2, 3, 4):
            campaigns = self._add_two_years(seed)
            dice = random.Random(seed)
            for __ in range(5):
                filters = self._get_filters(dice, campaigns[0])
                with self.subTest(seed=seed, filters=filters):
                    self._compare(filters, *campaigns)
            with self.subTest(seed=seed, filters="the earlier campaign"):
                result = self._ask(campaign_id=campaigns[1].id)
                self.assertFalse(result["comparison"])
                self.assertIsNone(result["headline"][2]["last"])
                self.assertFiguresOpen(result)
            self._set_state(campaigns.sudo(), "cancelled")

    def _compare(self, filters, campaign, earlier):
        result = self._ask(**filters)
        self.assertFiguresOpen(result)
        self.assertEqual(
            {name: value for name, value in result["filters"].items() if value}, filters
        )
        area = self.env["rectification.area"].browse(filters.get("area_id", []))
        recorded, closings = self._count_by_hand(filters, campaign, area.name)
        found = recorded.filtered(lambda finding: finding.state != "rejected")
        self._compare_headline(result, filters, campaign, recorded, found)
        self._compare_tables(result, found)
        self._compare_times(result, found, closings)
        self._compare_waiting(result, filters, campaign)
        has_area = not area or area.name in earlier.catalogue_id.area_ids.mapped("name")
        self.assertEqual(bool(result["comparison"]), has_area)
        if has_area:
            before, __ = self._count_by_hand(filters, earlier, area.name, years=1)
            before = before.filtered(lambda finding: finding.state != "rejected")
            self.assertEqual(result["headline"][2]["last"], len(before))
            self.assertEqual(
                [cell["last"] for row in result["types"]["rows"] for cell in row["cells"]],
                [
                    len(
                        before.filtered(
                            lambda finding, row=row, cell=cell: (
                                finding.rectification_type == row["key"]
                                and finding.light == cell["key"]
                            )
                        )
                    )
                    for row in result["types"]["rows"]
                    for cell in row["cells"]
                ],
            )

    def _compare_headline(self, result, filters, campaign, recorded, found):
        dossiers = campaign.sudo().dossier_ids
        if filters.get("unit_id"):
            below = self.env["rectification.unit"].search([("id", "child_of", filters["unit_id"])])
            dossiers = dossiers.filtered(lambda dossier: dossier.unit_id in below)
        handed_in = ("submitted", "accepted", "completed")
        self.assertEqual(
            [figure["count"] for figure in result["headline"]],
            [
                len(dossiers),
                len(dossiers.filtered(lambda dossier: dossier.state in handed_in)),
                len(found),
                len(found.filtered(lambda finding: finding.state == "closed")),
                len(found.filtered(lambda finding: finding.light != "closed")),
                len(found.filtered(lambda finding: finding.light == "red")),
                len(recorded) - len(found),
            ],
        )
        for block, field in (("units", "state"), ("reviews", "review_status")):
            self.assertEqual(
                {figure["key"]: figure["count"] for figure in result[block]},
                {
                    figure["key"]: dossiers.mapped(field).count(figure["key"])
                    for figure in result[block]
                },
            )
        for block in result["sheets"]:
            sheets = dossiers.check_ids.filtered(
                lambda check, block=block: check.is_personal == (block["key"] == "personal")
            )
            handed_in = sheets.filtered(lambda check: check.state in ("submitted", "confirmed"))
            self.assertEqual(
                [block[name]["count"] for name in ("all", "handed_in", "nil")],
                [len(sheets), len(handed_in), len(handed_in.filtered("nil_return"))],
            )

    def _compare_tables(self, result, found):
        for row in result["heat"]["rows"]:
            for kind, cell in zip(result["heat"]["kinds"], row["cells"], strict=True):
                here = found.filtered(
                    lambda finding, row=row, kind=kind: (
                        finding.area_id.id == row["id"] and finding.unit_kind == kind["key"]
                    )
                )
                closed = here.filtered(lambda finding: finding.state == "closed")
                self.assertEqual(cell["found"]["count"], len(here))
                self.assertEqual(cell["closed"]["count"], len(closed))
                self.assertEqual(cell["share"], len(closed) / len(here) if here else None)
        total = sum(
            cell["found"]["count"] for row in result["heat"]["rows"] for cell in row["cells"]
        )
        self.assertEqual(total, len(found))
        for row in result["types"]["rows"]:
            for cell in row["cells"]:
                self.assertEqual(
                    cell["count"],
                    len(
                        found.filtered(
                            lambda finding, row=row, cell=cell: (
                                finding.rectification_type == row["key"]
                                and finding.light == cell["key"]
                            )
                        )
                    ),
                )
        by_item = {
            problem: len(findings) for problem, findings in found.grouped("problem_id").items()
        }
        often = sorted(by_item, key=lambda problem: (-by_item[problem], problem.number))[:10]
        self.assertEqual(
            [(row["id"], row["found"]["count"]) for row in result["items"]],
            [(problem.id, by_item[problem]) for problem in often],
        )
        overdue = found.filtered(lambda finding: finding.light == "red")
        self.assertEqual(
            [row["id"] for row in result["overdue"]["rows"]],
            overdue.sorted(lambda finding: (finding.deadline, finding.id))[:10].ids,
        )

    def _compare_times(self, result, found, closings):
        points = result["trend"]["points"]
        for name, findings, field in (
            ("opened", found, "create_date"),
            ("closed", closings, "closed_on"),
        ):
            self.assertEqual(sum(point[name]["count"] for point in points), len(findings))
            for point in points:
                within = findings.filtered(
                    lambda finding, point=point, field=field: (
                        point["start"]
                        <= fields.Date.to_string(self._local(finding[field]))
                        <= point["end"]
                    )
                )
                self.assertEqual(point[name]["count"], len(within))
        days = [
            (self._local(finding.closed_on) - self._local(finding.create_date)).days
            for finding in closings
        ]
        duration = result["duration"]
        self.assertEqual(duration["count"], len(days))
        self.assertEqual(duration["median"], statistics.median(days) if days else None)
        if days:
            self.assertEqual(duration["longest"]["days"], max(days))
            longest = self.env[FINDING].search(duration["longest"]["domain"])
            self.assertEqual(
                (self._local(longest.closed_on) - self._local(longest.create_date)).days, max(days)
            )
        else:
            self.assertFalse(duration["longest"])

    def _compare_waiting(self, result, filters, campaign):
        """What waits is shown as of now, whatever the period and the area."""
        waiting = {figure["key"]: figure for figure in result["waiting"]}
        units = {name: value for name, value in filters.items() if name == "unit_id"}
        findings, __ = self._count_by_hand(units, campaign, False)
        findings = findings.filtered(lambda finding: finding.waiting_for == "office")
        self.assertEqual(waiting["findings"]["count"], len(findings))
        since = [
            self._local(finding.requested_on)
            if finding.rectification_type == "immediate"
            else self._local(finding.head_confirmed_on)
            for finding in findings
        ]
        self.assertEqual(
            waiting["findings"]["since"], fields.Date.to_string(min(since)) if since else False
        )
        self.assertEqual("reviews" in waiting, campaign.state == "supervision")
        submitted = self.env["rectification.dossier"].search(waiting["dossiers"]["domain"])
        days = [self._local(dossier.submitted_on) for dossier in submitted]
        self.assertEqual(
            waiting["dossiers"]["since"], fields.Date.to_string(min(days)) if days else False
        )
        if days:
            self.assertEqual(waiting["dossiers"]["days"], (self.today - min(days)).days)

    def test_drill_down(self):
        campaigns = self._add_two_years(5)
        dice = random.Random(5)
        for __ in range(4):
            filters = self._get_filters(dice, campaigns[0])
            dashboard = self._ask(**filters)
            for row in dashboard["heat"]["rows"]:
                kinds = [{"key": False, "total": row["total"]}]
                kinds += [
                    {"key": kind["key"], "total": cell}
                    for kind, cell in zip(dashboard["heat"]["kinds"], row["cells"], strict=True)
                ]
                for kind in kinds:
                    detail = self._drill(filters, row["id"], kind["key"])
                    self.assertFiguresOpenFew(detail)
                    for name in ("found", "closed"):
                        expected = kind["total"][name]["count"]
                        self.assertEqual(detail["total"][name]["count"], expected)
                        self.assertEqual(
                            sum(unit["total"][name]["count"] for unit in detail["units"]), expected
                        )
                        self.assertEqual(
                            sum(item["total"][name]["count"] for item in detail["items"]), expected
                        )
                    names = [unit["name"] for unit in detail["units"]]
                    self.assertEqual(names, self._sort(names))

    def assertFiguresOpenFew(self, result):
        for path, figure in self._iter_figures(result):
            model = self.env[figure["model"]].with_user(self.user_observer)
            self.assertEqual(figure["count"], model.search_count(figure["domain"]), path)

    def _sort(self, names):
        """Sort as the database does."""
        self.env.cr.execute("SELECT name FROM unnest(%s) name ORDER BY name", [names])
        return [name for (name,) in self.env.cr.fetchall()]

    def test_drill_down_in_pages(self):
        campaign = self._add_two_years(6, units=7)[0]
        area_id = campaign.catalogue_id.area_ids[0].id
        filters = {"campaign_id": campaign.id}
        whole = self._drill(filters, area_id)
        self.assertEqual(whole["unit_count"], 7)
        pages = [self._drill(filters, area_id, offset=offset, limit=3) for offset in (0, 3, 6)]
        self.assertEqual([len(page["units"]) for page in pages], [3, 3, 1])
        self.assertEqual([unit for page in pages for unit in page["units"]], whole["units"])
        with self.assertRefused("This area is no longer there"):
            self._drill(filters, 0)


@tagged("post_install", "-at_install")
class TestDashboardFilters(DashboardCase):
    """What the filters mean where there is little or nothing to show, and who may ask."""

    def test_no_campaign(self):
        self.campaign.active = False
        self.env["rectification.campaign"].search([]).active = False
        result = self._ask()
        self.assertFalse(result["campaign"])
        self.assertEqual(result["campaigns"], [])

    def test_campaign_before_its_launch(self):
        self.campaign.with_user(self.user_leader)._enrol(self.township)
        result = self._ask(campaign_id=self.campaign.id)
        self.assertEqual(result["campaign"]["state"], "draft")
        self.assertEqual({phase["status"] for phase in result["campaign"]["phases"]}, {"coming"})
        self.assertEqual(result["trend"]["points"], [])
        self.assertEqual(result["duration"]["median"], None)
        self.assertEqual(result["items"], [])
        self.assertEqual(result["taking_part"]["count"], 1)

    def test_running_campaign_first(self):
        """The running campaign comes before later drafts and earlier ends."""
        self._launch()
        draft = self._add_campaign("Draft", date_start=self.today + timedelta(days=10))
        self.assertEqual(self._ask()["campaign"]["id"], self.campaign.id)
        self.assertEqual(self._ask(campaign_id=draft.id)["campaign"]["id"], draft.id)

    def test_filters_that_do_not_exist(self):
        """Old addresses: what does not exist is left out, and the result says so."""
        result = self._ask(
            campaign_id=self.campaign.id,
            unit_id=10**9,
            area_id="x",
            phase="draft",
            date_from="yesterday",
            date_to=5,
        )
        filters = {"campaign_id": self.campaign.id}
        self.assertEqual({k: v for k, v in result["filters"].items() if v}, filters)

    def test_period_that_ends_before_it_begins(self):
        self._launch()
        self._find(self._sheet(self.township), 1, self.user_liaison)
        tomorrow = fields.Date.to_string(self.today + timedelta(days=1))
        result = self._ask(date_from=tomorrow, date_to=fields.Date.to_string(self.today))
        self.assertEqual(result["heat"]["total"]["found"]["count"], 0)
        self.assertEqual(result["trend"]["points"], [])

    def test_campaign_followed_comes_before_the_calendar(self):
        year_ago = module.year_before(self.today)
        calendar = self._add_dated_campaign("By the calendar", year_ago, self.catalogue)
        self.assertFalse(self._ask()["comparison"], "never launched")
        self._set_state(calendar, "closed")
        filters = {"campaign_id": self.campaign.id}
        self.assertEqual(self._ask(**filters)["comparison"]["id"], calendar.id)
        followed = self._add_dated_campaign(
            "Followed", self.today - timedelta(days=20), self.catalogue
        )
        self._set_state(followed, "closed")
        self._set_values(self.campaign, predecessor_id=followed.id)
        self.assertEqual(self._ask(**filters)["comparison"]["id"], followed.id)

    def test_phases_when_closed(self):
        self._set_state(self.campaign, "closed")
        phases = self._ask(campaign_id=self.campaign.id)["campaign"]["phases"]
        self.assertEqual({phase["status"] for phase in phases}, {"done"})

    def test_archived_unit_stays_in_its_figures(self):
        """What a unit found before it left is counted, and its dossier no longer is."""
        self._launch()
        self._find(self._sheet(self.school), 1, self.user_school)
        self._dossier(self.school).with_user(self.user_officer).active = False
        result = self._ask()
        self.assertEqual(result["taking_part"]["count"], 2)
        self.assertEqual(result["heat"]["total"]["found"]["count"], 1)
        self.assertFiguresOpen(result)
        area_id = self.catalogue.area_ids[0].id
        detail = self._drill({}, area_id, "school")
        self.assertEqual([unit["name"] for unit in detail["units"]], ["School"])
        self.assertEqual(detail["total"]["found"]["count"], 1)

    def test_access(self):
        """Only the leading group; anyone else who asks reads where to look instead."""
        self._launch()
        area_id = self.catalogue.area_ids[0].id
        for user in (self.user_observer, self.user_officer, self.user_leader):
            self.assertEqual(self._ask(user)["taking_part"]["count"], 3)
            self.assertEqual(self._drill({}, area_id, user=user)["unit_count"], 3)
        for user in (
            self.user_head,
            self.user_county,
            self.user_cadre,
            self.user_inspector,
            self.user_stranger,
        ):
            with self.assertRefused("for the leading group", exception=AccessError):
                self._ask(user)
            with self.assertRefused("for the leading group", exception=AccessError):
                self._drill({}, area_id, user=user)

    def test_record_rules_are_respected(self):
        """An office that narrows the leading group's view by a rule narrows its figures."""
        self._launch()
        self._find(self._sheet(self.township), 1, self.user_liaison)
        self._find(self._sheet(self.school), 1, self.user_school)
        self.assertEqual(self._ask()["heat"]["total"]["found"]["count"], 2)
        for name in ("finding", "dossier", "check"):
            self.env["ir.rule"].create(
                {
                    "name": f"{name}: not the school",
                    "model_id": self.env["ir.model"]._get_id(f"rectification.{name}"),
                    "domain_force": f"[('unit_id', '!=', {self.school.id})]",
                }
            )
        result = self._ask()
        self.assertEqual(result["taking_part"]["count"], 2)
        self.assertEqual(result["heat"]["total"]["found"]["count"], 1)
        self.assertEqual(sum(point["opened"]["count"] for point in result["trend"]["points"]), 1)
        self.assertFiguresOpen(result)

    def test_nothing_confidential(self):
        """Nothing about referrals anywhere in what is handed out."""
        self._launch()
        result = self._ask()
        self.assertNotIn("referral", str(result))

    def test_read_only(self):
        model = self.env["rectification.dashboard"]
        self.assertTrue(model.get_dashboard._readonly)
        self.assertTrue(model.get_drill_down._readonly)


@tagged("post_install", "-at_install")
class TestDashboardQueries(DashboardCase):
    """At most 12 queries, for 10 records as for 100."""

    @warmup
    def test_queries(self):
        counts = {}
        for size in (10, 100):
            campaign = self._add_two_years(size, units=size, findings=size)[0]
            filters = {
                "campaign_id": campaign.id,
                "unit_id": self.county.id,
                "area_id": campaign.catalogue_id.area_ids[0].id,
                "phase": "study",
            }
            model = self._get_model()
            calls = {
                "plain": lambda model=model, campaign=campaign: model.get_dashboard(
                    {"campaign_id": campaign.id}
                ),
                "filtered": lambda model=model, filters=filters: model.get_dashboard(filters),
                "drill down": lambda model=model, filters=filters: model.get_drill_down(
                    filters, filters["area_id"]
                ),
            }
            for name, ask in calls.items():
                ask()
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                ask()
                counts.setdefault(name, []).append(self.cr.sql_log_count - before)
        for name, numbers in counts.items():
            self.assertEqual(len(set(numbers)), 1, (name, numbers))
            self.assertLessEqual(numbers[0], 12, (name, numbers))
