import io
import re

from odoo.fields import Command
from odoo.tests import tagged

from ..publication.test_documents import NOTICE, DocumentCase
from .paper import read_pages
from .test_prints import UNIT_LIST

# Millimetres a margin may differ on paper.
EXACT = 1
# GB/T 9704-2012: margins of the page, and the text area they leave.
TOP, LEFT, WIDTH, HEIGHT = 37, 28, 156, 225
LINES, CHARACTERS = 22, 28
LINE_PITCH = 28.95 / 72 * 25.4
# An em of the page number (四号, 14 pt), by which it stands off the edge.
EM = 14 / 72 * 25.4


@tagged("post_install", "-at_install")
class TestPaper(DocumentCase):
    """What comes out of the printer, measured in millimetres."""

    def _measure(self, report, records):
        return read_pages(io.BytesIO(self._print_pdf(report, records, self.user_officer)))

    def _text(self, page):
        return re.sub(r"\s", "", "".join(text for __, __, text in page.texts))

    def _fill(self, lines):
        """Give the notice a text of whole lines, with nothing at which a line could break early."""
        self.notice.write({"body": "整" * CHARACTERS * lines, "finding_ids": [Command.clear()]})

    def test_text_area_of_documents(self):
        self._fill(LINES * 3)
        pages = self._measure(NOTICE, self.notice)
        rule = next(box for box in pages[0].lines if box.right - box.left > WIDTH / 2)
        self.assertAlmostEqual(rule.left, LEFT, delta=EXACT)
        self.assertAlmostEqual(rule.right, LEFT + WIDTH, delta=EXACT)
        for page in pages:
            self.assertAlmostEqual(page.width, 210, delta=EXACT)
            self.assertAlmostEqual(page.height, 297, delta=EXACT)
        # Behind the first page, with the head, come two that hold nothing but text.
        for page in pages[1:3]:
            heights = page.baselines(above=TOP + HEIGHT + EXACT)
            self.assertEqual(len(heights), LINES)
            for upper, lower in zip(heights, heights[1:], strict=False):
                self.assertAlmostEqual(lower - upper, LINE_PITCH, delta=0.2)
            # 22 lines fill the text area: the first begins at its edge, the last ends at the other.
            self.assertLess(TOP, heights[0])
            self.assertLess(heights[0], TOP + LINE_PITCH)
            self.assertLess(TOP + HEIGHT - LINE_PITCH, heights[-1])
            self.assertLess(heights[-1], TOP + HEIGHT)
            self.assertAlmostEqual(min(left for left, __, __ in page.texts), LEFT, delta=EXACT)
            text = self._text(page)
            self.assertEqual(text.count("整"), LINES * CHARACTERS)

    def test_table_of_a_document(self):
        self._number_findings(20)
        findings = self.env["rectification.finding"].search([("check_id", "=", self.sheet.id)])
        notice = self._write(findings)
        pages = self._measure(NOTICE, notice)[1:]
        tables = [page.box_of_lines() for page in pages if "RectificationMeas" in self._text(page)]
        self.assertGreater(len(tables), 2)
        for table in tables:
            self.assertAlmostEqual(table.left, LEFT, delta=EXACT)
            self.assertAlmostEqual(table.right, LEFT + WIDTH, delta=EXACT)
            self.assertLessEqual(table.bottom, TOP + HEIGHT + EXACT)
        for table in tables[1:]:
            self.assertAlmostEqual(table.top, TOP, delta=EXACT)

    def test_red_head(self):
        """The head stands 35 mm below the text area's edge, the rule 4 mm below the number."""
        self.notice.action_issue()
        page = self._measure(NOTICE, self.notice)[0]
        (head, number, *__) = page.baselines()
        size = self.env["rectification.print"]._get_head(self.notice.campaign_id.organiser)
        # Chinese characters stand 0.12 em below their baseline and 0.88 em above it.
        millimetres = size["organ_size"] / 72 * 25.4
        self.assertAlmostEqual(head - 0.88 * millimetres, TOP + 35, delta=EXACT)
        rule = next(box for box in page.lines if box.right - box.left > WIDTH / 2)
        self.assertAlmostEqual(rule.top - (number + 0.12 * 15.75 / 72 * 25.4), 4, delta=EXACT)

    def test_page_numbers_stand_outside(self):
        self._fill(LINES * 3)
        pages = self._measure(NOTICE, self.notice)
        self.assertGreater(len(pages), 3)
        for number, page in enumerate(pages, 1):
            foot = [piece for piece in page.texts if piece[1] > TOP + HEIGHT]
            self.assertEqual(re.sub(r"\s", "", "".join(text for *__, text in foot)), f"—{number}—")
            if number % 2:
                self.assertGreater(min(left for left, *__ in foot), LEFT + WIDTH - 6 * EM)
            else:
                self.assertAlmostEqual(min(left for left, *__ in foot), LEFT + EM, delta=EXACT)

    def test_an_office_changes_its_margins(self):
        paper = self.env.ref("rectification_campaign.paperformat_official")
        paper.write({"margin_left": 35, "margin_right": 30, "margin_top": 50})
        self._fill(LINES * 2)
        pages = self._measure(NOTICE, self.notice)
        rule = next(box for box in pages[0].lines if box.right - box.left > WIDTH / 2)
        self.assertAlmostEqual(rule.left, 35, delta=EXACT)
        self.assertAlmostEqual(rule.right, 210 - 30, delta=EXACT)
        heights = pages[1].baselines()
        self.assertAlmostEqual(heights[0] - LINE_PITCH, 50, delta=LINE_PITCH / 2)

    def test_ledger_of_500_rows(self):
        problems = self.catalogue.area_ids.problem_ids
        self.env["rectification.finding"].with_user(self.user_officer).create(
            [
                {
                    "dossier_id": self.dossier.id,
                    "problem_id": problems[number % len(problems)].id,
                    "description": f"[{number}{'会议多而杂，基层干部疲于应付。' * 3}{number}]",
                    "measures": "精简会议，合并同类议题。",
                    "deadline": self.today,
                }
                for number in range(1000, 1500)
            ]
        )
        pages = self._measure(UNIT_LIST, self.dossier)
        self.assertGreater(len(pages), 40)
        rows = []
        for number, page in enumerate(pages, 1):
            text = self._text(page)
            self.assertIn(f"—{number}—", text)
            begun, ended = re.findall(r"\[(1\d{3})", text), re.findall(r"(1\d{3})\]", text)
            self.assertEqual(begun, ended, "a row is on one page")
            rows += begun
            if not begun:
                continue
            self.assertIn("RectificationMeasures", text, "the head is repeated")
            table = page.box_of_lines()
            self.assertAlmostEqual(table.left, 20, delta=EXACT)
            self.assertAlmostEqual(table.right, 297 - 20, delta=EXACT)
            self.assertLessEqual(table.bottom, 210 - 22 + EXACT)
            if number > 1:
                self.assertAlmostEqual(table.top, 24, delta=EXACT)
        # by item and then as recorded
        self.assertEqual(len(set(rows)), 500)
        self.assertEqual(len(rows), 500)

    def test_signatures_are_not_alone(self):
        """Wherever the table ends, what is signed for stands on the page of the signatures."""
        self._number_findings(10)
        pages = self._measure(UNIT_LIST, self.dossier)
        (signed,) = (page for page in pages if "(Signature)" in self._text(page))
        self.assertIn("Problemsfound:11", self._text(signed))
