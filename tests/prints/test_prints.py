import io
import json
import re
from urllib.parse import quote

from lxml import html
from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import format_date

from ..common import RectificationCase

A4_LANDSCAPE = (842, 595)
UNIT_LIST = "rectification_campaign.print_list"
PERSONAL_LIST = "rectification_campaign.print_personal_list"


class PrintCase(RectificationCase):
    """Helpers to print as a user and to read what came out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    def _print_html(self, report, records, user, **context):
        """Return the text of each document of a print."""
        reports = self.env["ir.actions.report"].with_user(user).with_context(**context)
        content = reports._render_qweb_html(report, records.ids)[0]
        tree = html.fromstring(content)
        return [
            re.sub(r"\s+", " ", article.text_content()).strip()
            for article in tree.find_class("article")
        ]

    def _print_pdf(self, report, records, user, **context):
        reports = self.env["ir.actions.report"].with_user(user)
        reports = reports.with_context(force_report_rendering=True, **context)
        content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def _read_pages(self, content):
        """Return the pages of a PDF and their texts without any space."""
        pages = PdfReader(io.BytesIO(content)).pages
        return pages, [re.sub(r"\s+", "", page.extract_text()) for page in pages]

    def _number_findings(self, count, **values):
        """Let the liaison record findings that say where they begin and end."""
        return [
            self._find(
                self.sheet,
                1,
                self.user_liaison,
                description=f"[{number}{'会议多而杂，基层干部疲于应付。' * 6}{number}]",
                **values,
            )
            for number in range(100, 100 + count)
        ]


@tagged("post_install", "-at_install")
class TestListPdf(PrintCase):
    """The pages of the list of problems as wkhtmltopdf makes them."""

    def test_pages(self):
        self._number_findings(25)
        content = self._print_pdf(UNIT_LIST, self.dossier, self.user_observer)
        pages, texts = self._read_pages(content)
        self.assertGreater(len(pages), 3)
        for page in pages:
            size = (round(page.mediabox.width), round(page.mediabox.height))
            self.assertEqual(size, A4_LANDSCAPE)
        for number, text in enumerate(texts, 1):
            self.assertIn(f"—{number}—", text)
        self.assertIn("ListofProblemsandRectification", texts[0])
        with_rows = [text for text in texts if "[1" in text]
        self.assertGreater(len(with_rows), 3)
        for text in with_rows:
            self.assertIn("RectificationMeasures", text, "the head is repeated")
            begun = re.findall(r"\[(\d{3})", text)
            ended = re.findall(r"(\d{3})\]", text)
            self.assertEqual(begun, ended, "a row is on one page")
        rows = re.findall(r"\[(\d{3})", "".join(texts))
        self.assertEqual(rows, [str(number) for number in range(100, 125)])

    def test_each_record_has_its_own_page_numbers(self):
        self._number_findings(12)
        records = self.dossier | self._dossier(self.school) | self._dossier(self.village)
        __, texts = self._read_pages(self._print_pdf(UNIT_LIST, records, self.user_observer))
        numbers = [int(re.search(r"—(\d+)—", text)[1]) for text in texts]
        self.assertEqual(numbers.count(1), 3)
        self.assertGreater(max(numbers), 1)
        self.assertEqual(len([text for text in texts if "ListofProblems" in text]), 3)

    def test_text_longer_than_a_page(self):
        words = "".join(f"<{number}>基层减负不能只减文件。" for number in range(200))
        self._find(self.sheet, 1, self.user_liaison, description=words)
        __, texts = self._read_pages(self._print_pdf(UNIT_LIST, self.dossier, self.user_observer))
        # A word may be broken at the end of a line, not dropped.
        printed = "".join(texts)
        for number in (0, 1, 50, 100, 150, 199):
            self.assertIn(f"<{number}>", printed)
        self.assertEqual(printed.count("基层减负不能只减文件"), 200 - self._count_cut(texts))

    def _count_cut(self, texts):
        """Return how many sentences a change of page has cut in two."""
        return 200 - sum(text.count("基层减负不能只减文件") for text in texts)

    def test_fonts_are_those_of_the_system(self):
        self._find(self.sheet, 1, self.user_liaison, description="姓名 㛃 𠮷")
        content = self._print_pdf(UNIT_LIST, self.dossier, self.user_observer, lang="en_US")
        self.assertLess(len(content), 200_000)
        __, texts = self._read_pages(content)
        self.assertIn("㛃", "".join(texts))


@tagged("post_install", "-at_install")
class TestListText(PrintCase):
    """What the list says, to whom and in which language."""

    def test_roles(self):
        finding = self._number_findings(1)[0]
        for user in (self.user_observer, self.user_officer, self.user_head, self.user_liaison):
            with self.subTest(user=user.login):
                (text,) = self._print_html(UNIT_LIST, self.dossier, user)
                self.assertIn(finding.description, text)
                self.assertIn("Unit: Township", text)
                self.assertIn("Problems found: 1; put right: 0", text)
        for user in (self.user_school, self.user_village, self.user_stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._print_html(UNIT_LIST, self.dossier, user)

    def test_figures_and_state(self):
        closed, __, rejected = self._number_findings(3, rectification_type="immediate")
        closed.with_user(self.user_liaison).result = "Merged two meetings"
        (closed | rejected).with_user(self.user_liaison).action_open()
        closed.with_user(self.user_officer).action_accept()
        rejected.with_user(self.user_officer).write(
            {"state": "rejected", "return_reason": "Not the unit's doing"}
        )
        self._set_values(closed, closed_on="2026-05-07 17:30:00")
        self.user_observer.tz = "Asia/Shanghai"
        (text,) = self._print_html(UNIT_LIST, self.dossier, self.user_observer, lang="en_US")
        self.assertIn("Problems found: 2; put right: 1", text)
        self.assertIn("rate of completion: 50.0%. Not substantiated: 1.", text)
        self.assertIn("Merged two meetings", text)
        day = format_date(self.env, "2026-05-08", lang_code="en_US")
        self.assertIn(f"Yes {day}", text)
        self.env["res.lang"]._activate_lang("zh_CN")
        (text,) = self._print_html(
            UNIT_LIST, self.dossier, self.user_observer, lang="zh_CN", tz="Asia/Shanghai"
        )
        self.assertIn("2026年 5月8日", text)

    def test_nil_return_is_said(self):
        (text,) = self._print_html(UNIT_LIST, self.dossier, self.user_observer)
        self.assertIn("No finding has been recorded.", text)
        self.sheet.with_user(self.user_liaison).action_nil_return()
        (text,) = self._print_html(UNIT_LIST, self.dossier, self.user_observer)
        self.assertIn("Nil return", text)

    def test_personal_list(self):
        self.member_cadre.job_title = "Clerk 㛃"
        sheet = self._sheet(self.township, self.member_cadre)
        self._find(sheet, 2, self.user_cadre, description="Too many reports")
        self._number_findings(1)
        for user in (self.user_cadre, self.user_head, self.user_observer):
            with self.subTest(user=user.login):
                (text,) = self._print_html(PERSONAL_LIST, sheet, user)
                self.assertIn("Name: Township Cadre", text)
                self.assertIn("Job Title: Clerk 㛃", text)
                self.assertIn("Party Branch: Township", text)
                self.assertIn("Reviewed by the Secretary of the Party Branch", text)
                self.assertIn("Too many reports", text)
                self.assertNotIn("会议多而杂", text)
                self.assertNotIn("Responsible Unit", text)
        with self.assertRaises(AccessError):
            self._print_html(PERSONAL_LIST, sheet, self.user_school)
        (text,) = self._print_html(UNIT_LIST, self.dossier, self.user_observer)
        self.assertNotIn("Too many reports", text)

    def test_signatures_of_the_register(self):
        self.sheet.with_user(self.user_liaison).action_nil_return()
        self.dossier.with_user(self.user_head).action_submit()
        (text,) = self._print_html(UNIT_LIST, self.dossier, self.user_observer)
        self.assertIn("signed in the register by Township Head on", text)

    def test_text_is_not_markup(self):
        self._find(self.sheet, 1, self.user_liaison, description="<script>alert(1)</script> & co")
        reports = self.env["ir.actions.report"].with_user(self.user_observer)
        content = reports._render_qweb_html(UNIT_LIST, self.dossier.ids)[0].decode()
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co", content)

    def test_fonts_of_the_office_come_first(self):
        self.env["ir.config_parameter"].set_param(
            "rectification_campaign.font_fang", "County Song</style>, 方正仿宋"
        )
        fonts = self.env["rectification.print"]._get_fonts()
        self.assertTrue(fonts["fang"].startswith("'County Songstyle', '方正仿宋', '仿宋_GB2312'"))

    def test_other_reports_keep_their_layout(self):
        reports = self.env["ir.actions.report"]
        own = reports._get_report(UNIT_LIST)
        other = reports.search([("report_name", "not like", "rectification_campaign.%")], limit=1)
        self.assertEqual(own._get_layout().key, "rectification_campaign.print_layout")
        self.assertEqual(other._get_layout().key, "web.minimal_layout")
        arguments = reports._build_wkhtmltopdf_args(own.paperformat_id, None, {})
        self.assertIn("1000", arguments)
        exact = reports._build_wkhtmltopdf_args(
            own.paperformat_id, None, {"data-report-exact": "1"}
        )
        self.assertEqual(exact[exact.index("--zoom") + 1], "0.78125")
        self.assertEqual(exact.count("--dpi"), 1)


@tagged("post_install", "-at_install")
class TestListDownload(HttpCase, PrintCase):
    """The list as the Print menu hands it out."""

    def test_file_name(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_observer.lang = "zh_CN"
        self.authenticate("t_observer", "t_observer")
        response = self.url_open(
            "/report/download",
            params={"data": json.dumps([f"/report/pdf/{UNIT_LIST}/{self.dossier.id}", "qweb-pdf"])},
        )
        self.assertEqual(response.status_code, 200)
        name = self.dossier.with_context(lang="zh_CN")._get_list_name()
        self.assertTrue(name.startswith("Township · Campaign under Test - "))
        self.assertIn(quote(f"{name}.pdf"), response.headers["Content-Disposition"])

    def test_prints_are_offered(self):
        bindings = self.env["ir.actions.actions"].with_user(self.user_observer).get_bindings
        for model in ("rectification.dossier", "rectification.check"):
            names = [action["name"] for action in bindings(model).get("report", ())]
            self.assertIn("List of Problems and Rectification", names)
