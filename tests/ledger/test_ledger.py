import doctest
import io
from datetime import timedelta
from urllib.parse import quote

from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ...tools.office_files import columns
from ..common import RectificationCase


class LedgerCase(RectificationCase):
    """The campaign under test with findings in two units, in several states."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.finding = cls._find(
            cls._sheet(cls.township),
            1,
            cls.user_liaison,
            description="=1+1 Too many meetings\nagain and again",
            measures="@office: cut them",
            cause="-habit",
        )
        cls.closed = cls._find(
            cls._sheet(cls.township), 5, cls.user_liaison, rectification_type="immediate"
        )
        cls.closed.with_user(cls.user_liaison).result = "+done"
        cls.closed.with_user(cls.user_liaison).action_open()
        cls.closed.with_user(cls.user_officer).action_accept()
        cls.elsewhere = cls._find(cls._sheet(cls.school), 2, cls.user_school)
        cls.personal = cls._find(
            cls._sheet(cls.township, cls.member_cadre), 2, cls.user_cadre, description="Own 𠮷㛃"
        )
        cls.action = (
            cls.env["rectification.action"]
            .with_user(cls.user_liaison)
            .create(
                {
                    "finding_id": cls.finding.id,
                    "name": "Merge the Monday meetings",
                    "member_id": cls.member_cadre.id,
                    "deadline": cls.today + timedelta(days=3),
                }
            )
        )

    def _open(self, record, user):
        """Return the workbook of ``record`` as ``user`` gets it."""
        record = record.with_user(user)
        target = io.BytesIO()
        record.env["rectification.ledger"]._write_workbook(record, target)
        return load_workbook(io.BytesIO(target.getvalue()))

    def _read(self, sheet):
        """Return a sheet's rows between head and totals as dictionaries by heading."""
        head = [cell.value for cell in sheet[3]]
        rows = [
            dict(zip(head, (cell.value for cell in row), strict=True))
            for row in sheet.iter_rows(min_row=4)
        ]
        return [row for row in rows if row.get("Seq.")]


@tagged("post_install", "-at_install")
class TestLedger(LedgerCase):
    """Columns, rows and figures, and the workbook made of them."""

    def test_tools(self):
        result = doctest.testmod(columns)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_rows_follow_the_record_rules(self):
        whole = {"Township", "School"}
        for user, units, number in (
            (self.user_observer, whole, 4),
            (self.user_officer, whole, 4),
            (self.user_liaison, {"Township"}, 3),
            (self.user_cadre, {"Township"}, 2),
            (self.user_school, {"School"}, 1),
        ):
            with self.subTest(user=user.login):
                rows = self._read(self._open(self.campaign, user)["Findings"])
                self.assertEqual({row["Responsible Unit"] for row in rows}, units)
                self.assertEqual(len(rows), number)

    def test_no_right_no_ledger(self):
        for user in (self.user_stranger, self.user_village):
            ledger = self.env["rectification.ledger"].with_user(user)
            if user == self.user_stranger:
                with self.assertRaises(AccessError):
                    list(ledger._iter_rows([], ("reference",)))
            else:
                self.assertEqual(list(ledger._iter_rows([], ("reference",))), [])
        with self.assertRaises(AccessError):
            self._open(self._dossier(self.township), self.user_school)

    def test_cells_keep_their_type(self):
        sheet = self._open(self.campaign, self.user_observer)["Findings"]
        head = {cell.value: cell.column for cell in sheet[3]}
        row = next(
            row[0].row
            for row in sheet.iter_rows(min_row=4)
            if row[1].value == self.finding.reference
        )

        def cell(label):
            return sheet.cell(row, head[label])

        self.assertEqual(cell("Specific Problem").value, self.finding.description)
        for label in ("Specific Problem", "Rectification Measures", "Cause"):
            self.assertEqual(cell(label).data_type, "s", label)
        deadline = cell("Deadline")
        self.assertTrue(deadline.is_date)
        self.assertEqual(deadline.value.date(), self.finding.deadline)
        self.assertEqual(cell("Item No.").value, 1)
        self.assertEqual(cell("Signed Off?").value, "No")
        self.assertIsNone(cell("Signed Off On").value)
        texts = [row["Specific Problem"] for row in self._read(sheet)]
        self.assertIn("Own 𠮷㛃", texts)

    def test_sign_off_is_dated_by_the_users_calendar(self):
        self._set_values(self.closed, closed_on="2026-05-07 17:30:00")
        self.user_observer.tz = "Asia/Shanghai"
        sheet = self._open(self.campaign, self.user_observer)["Findings"]
        row = next(row for row in self._read(sheet) if row["Signed Off?"] == "Yes")
        self.assertEqual(row["Reference"], self.closed.reference)
        self.assertEqual(row["Signed Off On"].date(), fields.Date.to_date("2026-05-08"))

    def test_measures_are_the_actions_where_none_are_written(self):
        self.finding.with_user(self.user_liaison).measures = False
        sheet = self._open(self.campaign, self.user_observer)["Findings"]
        row = next(r for r in self._read(sheet) if r["Reference"] == self.finding.reference)
        self.assertEqual(row["Rectification Measures"], "Merge the Monday meetings")

    def test_sheets_are_ready_to_work_with(self):
        book = self._open(self.campaign, self.user_observer)
        self.assertEqual(
            book.sheetnames,
            [
                "Findings",
                "By Unit",
                "By Area",
                "By Item",
                "Actions",
                "Extensions",
                "Mechanisms",
                "Sign-Offs",
            ],
        )
        for sheet in book:
            with self.subTest(sheet=sheet.title):
                self.assertEqual(sheet.freeze_panes, "A4")
                self.assertTrue(sheet.auto_filter.ref.startswith("A3:"))
                self.assertEqual(sheet.print_title_rows, "$3:$3")
                self.assertEqual(sheet.page_setup.orientation, "landscape")
                self.assertEqual(sheet.page_setup.fitToHeight, 0)
                self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)

    def test_registers(self):
        mechanism = (
            self.env["rectification.mechanism"]
            .with_user(self.user_liaison)
            .create(
                {
                    "name": "Meetings",
                    "campaign_id": self.campaign.id,
                    "unit_id": self.township.id,
                    "date_in_force": self.today,
                }
            )
        )
        self._set_state(mechanism, "in_force")
        self.finding.with_user(self.user_liaison).action_open()
        self.env["rectification.extension"].with_user(self.user_liaison).create(
            {
                "finding_id": self.finding.id,
                "reason": "Floods",
                "progress": "Half",
                "requested_deadline": self.today + timedelta(days=60),
            }
        )
        book = self._open(self.campaign, self.user_observer)
        (row,) = self._read(book["Mechanisms"])
        self.assertEqual((row["Rule"], row["State"]), ("Meetings", "In Force"))
        self.assertEqual(row["In Force From"].date(), self.today)
        (row,) = self._read(book["Extensions"])
        self.assertEqual((row["Reference"], row["Reason"]), (self.finding.reference, "Floods"))
        (row,) = self._read(book["Actions"])
        self.assertEqual(row["Action"], "Merge the Monday meetings")
        steps = [row["Step"] for row in self._read(book["Sign-Offs"])]
        self.assertIn("Signed Off", steps)
        sheet = book["By Unit"]
        head = {cell.value: cell.column for cell in sheet[3]}
        made = {row[0].value: row[head["Mechanisms Made"] - 1].value for row in sheet.iter_rows(4)}
        self.assertEqual((made["Township"], made["School"]), (1, 0))
        book = self._open(self.campaign, self.user_school)
        for name in ("Mechanisms", "Extensions", "Actions"):
            self.assertEqual(self._read(book[name]), [], name)

    def test_totals_are_formulas_that_agree(self):
        target = io.BytesIO()
        ledger = self.env["rectification.ledger"].with_user(self.user_observer)
        ledger._write_workbook(self.campaign.with_user(self.user_observer), target)
        formulas, values = (
            load_workbook(io.BytesIO(target.getvalue()), data_only=cached)
            for cached in (False, True)
        )
        figures = ledger._get_figures([("campaign_id", "=", self.campaign.id)])
        self.assertEqual((figures.found, figures.personal, figures.closed), (4, 1, 1))
        for name in ("By Unit", "By Area", "By Item"):
            with self.subTest(sheet=name):
                sheet, cached = formulas[name], values[name]
                head = {cell.value: cell.column for cell in sheet[3]}
                last = sheet.max_row
                found, rate = head["Problems Found"], head["Completion Rate"]
                self.assertTrue(sheet.cell(last, found).value.startswith("=SUM("))
                self.assertEqual(cached.cell(last, found).value, 4)
                self.assertEqual(sum(cached.cell(row, found).value for row in range(4, last)), 4)
                self.assertAlmostEqual(cached.cell(last, rate).value, 0.25)
        units = [row[0].value for row in values["By Unit"].iter_rows(min_row=4)]
        self.assertEqual(sorted(units), ["School", "Total", "Township", "Village"])
        self.assertEqual(values["By Item"].max_row, 3 + 6 + 1)

    def test_empty_ledger(self):
        campaign = self._add_campaign("Nothing Yet")
        book = self._open(campaign, self.user_observer)
        self.assertEqual(self._read(book["Findings"]), [])
        self.assertEqual(book["By Unit"].max_row, 4)

    def test_headings_are_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        user = self.user_observer
        ledger = self.env["rectification.ledger"].with_user(user).with_context(lang="zh_CN")
        states = dict(
            self.env["rectification.finding"]._fields["state"]._description_selection(ledger.env)
        )
        rows = ledger._iter_rows([("id", "=", self.finding.id)], ("state",))
        self.assertEqual(list(rows), [[states["draft"]]])

    def test_number_of_queries_does_not_grow(self):
        def queries():
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self._open(self.campaign, self.user_observer)
            return self.cr.sql_log_count - start

        queries()
        few = queries()
        sheet = self._sheet(self.township)
        for __ in range(30):
            self._find(sheet, 3, self.user_liaison)
        self.assertLessEqual(queries(), few + 1)


@tagged("post_install", "-at_install")
class TestLedgerDownload(HttpCase, LedgerCase):
    """The workbook over HTTP."""

    def test_download(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_observer.lang = "zh_CN"
        self.authenticate("t_observer", "t_observer")
        response = self.url_open(f"/rectification/ledger/campaign/{self.campaign.id}")
        self.assertEqual(response.status_code, 200)
        name = self.campaign.with_context(lang="zh_CN")._get_ledger_name()
        self.assertIn(quote(f"{name}.xlsx"), response.headers["Content-Disposition"])
        self.assertEqual(int(response.headers["Content-Length"]), len(response.content))
        book = load_workbook(io.BytesIO(response.content))
        self.assertEqual(self._count_rows(book), 4)
        self.assertEqual(len(book.worksheets), 8)

        dossier = self._dossier(self.township)
        response = self.url_open(f"/rectification/ledger/dossier/{dossier.id}")
        book = load_workbook(io.BytesIO(response.content))
        self.assertEqual(self._count_rows(book), 3)
        self.assertEqual(len(book.worksheets), 7)

    def _count_rows(self, book):
        """Return the number of findings on the first sheet: all between head and total."""
        return sum(isinstance(row[0].value, int) for row in book.worksheets[0].iter_rows(min_row=4))

    def test_refused(self):
        township = self._dossier(self.township).id
        for login, path in (
            ("t_stranger", f"campaign/{self.campaign.id}"),
            ("t_stranger", f"dossier/{township}"),
            ("t_school", f"dossier/{township}"),
            ("t_observer", "campaign/0"),
            ("t_observer", f"unit/{self.township.id}"),
        ):
            with self.subTest(login=login, path=path):
                self.authenticate(login, login)
                response = self.url_open(f"/rectification/ledger/{path}")
                self.assertEqual(response.status_code, 404)

    def test_button_leads_to_the_download(self):
        for record, scope in (
            (self.campaign, "campaign"),
            (self._dossier(self.township), "dossier"),
        ):
            action = record.with_user(self.user_observer).action_export_ledger()
            self.assertEqual(action["url"], f"/rectification/ledger/{scope}/{record.id}")
