import io
import json
from urllib.parse import urlencode

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..tours import ToursCase
from .common import DashboardCase


@tagged("post_install", "-at_install")
class TestDashboardExports(DashboardCase):
    """Workbook and print say what the screen says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaigns = cls._add_two_years(11)
        cls.filters = {
            "campaign_id": cls.campaigns[0].id,
            "unit_id": cls.county.id,
            "date_from": str(cls.campaigns[0].date_start),
        }

    def _open(self, filters, user=None):
        target = io.BytesIO()
        model = self._get_model(user)
        model._write_workbook(model._get_result(filters), target)
        book = load_workbook(io.BytesIO(target.getvalue()))
        return {
            sheet.title: [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
            for sheet in book
        }

    def _round(self, value):
        """Return a number as precise as a cell of a workbook."""
        return round(value, 9) if isinstance(value, float) else value

    def _get_page(self, filters, user=None):
        return self._get_model(user)._get_page(filters)

    def test_workbook(self):
        for filters in ({"campaign_id": self.campaigns[0].id}, self.filters):
            result = self._ask(**filters)
            sheets = self._open(filters)
            self.assertEqual(
                sheets["Figures at a glance"],
                [
                    [figure["label"], figure["count"], figure["last"]]
                    for figure in result["headline"]
                ],
            )
            for name, value in (
                ("Areas", lambda cell: cell["found"]["count"]),
                ("Areas, Signed Off", lambda cell: self._round(cell["share"])),
            ):
                self.assertEqual(
                    [[self._round(value) for value in row[2:]] for row in sheets[name]],
                    [
                        [value(cell) for cell in (*row["cells"], row["total"])]
                        for row in result["heat"]["rows"]
                    ]
                    + [
                        [
                            *(value(kind["total"]) for kind in result["heat"]["kinds"]),
                            value(result["heat"]["total"]),
                        ]
                    ],
                )
            self.assertEqual(
                [row[1:] for row in sheets["Findings by type and light"]],
                [
                    [cell["count"] for cell in (*row["cells"], row["total"])]
                    for row in result["types"]["rows"]
                ],
            )
            self.assertEqual(
                [[str(row[0].date()), str(row[1].date()), *row[2:]] for row in sheets["Trend"]],
                [
                    [
                        point["start"],
                        point["end"],
                        point["opened"]["count"],
                        point["closed"]["count"],
                    ]
                    for point in result["trend"]["points"]
                ],
            )
            self.assertEqual(
                [row[3] for row in sheets["Items found most often"]],
                [item["found"]["count"] for item in result["items"]],
            )
            self.assertEqual(
                [row[1] for row in sheets["Waiting for the leading group"]],
                [figure["count"] for figure in result["waiting"]],
            )
            # All that is overdue, not the first ten.
            self.assertEqual(len(sheets["Overdue"]), result["overdue"]["figure"]["count"])
            self.assertGreater(len(sheets["Overdue"]), 10)

    def test_page(self):
        result = self._ask(**self.filters)
        page = self._get_page(self.filters)
        self.assertEqual(
            [row[1] for row in page["tables"]["headline"]["rows"]],
            [str(figure["count"]) for figure in result["headline"]],
        )
        self.assertEqual(
            [row[2:] for row in page["tables"]["heat"]["rows"][:-1]],
            [
                [str(cell["found"]["count"]) for cell in (*row["cells"], row["total"])]
                for row in result["heat"]["rows"]
            ],
        )
        self.assertEqual(
            [row[0] for row in page["tables"]["overdue"]["rows"]],
            [row["reference"] for row in result["overdue"]["rows"]],
        )
        self.assertIn("County Committee and the units below it", page["note"])
        self.assertIn(self.campaigns[1].name, page["note"])
        for point in result["trend"]["points"]:
            if point["opened"]["count"]:
                self.assertIn(f">{point['opened']['count']}<", page["trend_chart"])

    def test_print(self):
        report = self.env["ir.actions.report"].with_user(self.user_observer)
        html, kind = report._render_qweb_html(
            "rectification_campaign.print_dashboard", None, data={"filters": self.filters}
        )
        text = html.decode()
        self.assertEqual(kind, "html")
        self.assertIn(self.campaigns[0].name, text)
        result = self._ask(**self.filters)
        for row in result["overdue"]["rows"]:
            self.assertIn(row["reference"], text)
        self.assertEqual(text.count("<svg"), 2)

    def test_nothing_found(self):
        """A choice without findings prints and exports."""
        empty = {**self.filters, "date_from": "2001-01-01", "date_to": "2001-01-02"}
        self.assertFalse(self._get_page(empty)["has_findings"])
        self.assertEqual(self._open(empty)["Overdue"], [])

    def test_actions(self):
        model = self._get_model()
        action = model.action_export(self.filters)
        query = urlencode({"filters": json.dumps(self.filters)})
        self.assertEqual(action["url"], f"/rectification/dashboard.xlsx?{query}")
        action = model.action_print(self.filters)
        self.assertEqual(action["data"], {"filters": self.filters})
        self.assertEqual(action["report_name"], "rectification_campaign.print_dashboard")

    def test_access(self):
        for user in (self.user_head, self.user_inspector, self.user_stranger):
            model = self._get_model(user)
            for attempt in (
                model.action_export,
                model.action_print,
                model._get_page,
                model._get_result,
            ):
                with self.assertRefused("for the leading group", exception=AccessError):
                    attempt(self.filters)

    def test_without_campaign(self):
        self.env["rectification.campaign"].search([]).active = False
        with self.assertRefused("There is no campaign yet"):
            self._get_page({})


@tagged("post_install", "-at_install")
class TestDashboardDownload(HttpCase, DashboardCase):
    """The workbook as the browser gets it."""

    def _get(self, user, query=""):
        self.authenticate(user.login, user.login)
        return self.url_open(f"/rectification/dashboard.xlsx{query}")

    def test_download(self):
        self._launch()
        self._find(self._sheet(self.township), 1, self.user_liaison)
        for user in (self.user_observer, self.user_head):
            user.password = user.login
        filters = urlencode({"filters": json.dumps({"campaign_id": self.campaign.id})})
        for query in (f"?{filters}", "", "?filters=nonsense", "?filters=[1]"):
            response = self._get(self.user_observer, query)
            self.assertEqual(response.status_code, 200)
            self.assertIn("spreadsheetml", response.headers["Content-Type"])
            book = load_workbook(io.BytesIO(response.content))
            # the figures at a glance: units, lists, findings
            self.assertEqual(book.worksheets[0]["B6"].value, 1)
        self.assertEqual(self._get(self.user_head, f"?{filters}").status_code, 404)


@tagged("post_install", "-at_install")
class TestDashboardTours(ToursCase):
    """From a cell of the heat map to the findings behind it, in a browser, in Chinese."""

    def _begin(self):
        self._launch()
        sheet = self._sheet(self.township)
        for number, text in ((1, "材料太多"), (2, "会议太长")):
            self._find(sheet, number, self.user_liaison, description=text)
        self._answer_rest(sheet, self.user_liaison)
        self._dossier(self.township).with_user(self.user_head).action_submit()

    def test_observer(self):
        self._begin()
        self._tour("observer_dashboard", self.user_observer)

    def test_officer(self):
        self._begin()
        self._tour("officer_dashboard", self.user_officer, "/odoo/rectification-dashboard")

    def test_unit_user_reads_why_not(self):
        """The address is known to others; they read where to look instead."""
        self._begin()
        menu = self.env.ref("rectification_campaign.menu_dashboard")
        menus = self.env["ir.ui.menu"]
        self.assertIn(menu.id, menus.with_user(self.user_observer).load_menus(False))
        self.assertNotIn(menu.id, menus.with_user(self.user_head).load_menus(False))
        self.browser_js(
            "/odoo/rectification-dashboard",
            "console.log('test successful')",
            ready="document.querySelector('.o_rectification_refusal')"
            "?.textContent.includes('领导小组')",
            login=self.user_head.login,
        )
