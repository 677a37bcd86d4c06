import base64
from datetime import date
from unittest.mock import patch

from odoo.tests import Form, tagged

from ...models.plan import plan as plan_reading
from ...tools.plan import reader as plan_reader
from . import plans
from .common import PLAN, TREE, PlanCase
from .plans.documents import as_broken_lines, as_docx, as_pdf, as_xlsx


@tagged("post_install", "-at_install")
class TestPlanSource(PlanCase):
    """Text and files of every kind come in, or are refused with what to do."""

    def test_every_kind_of_file(self):
        for name, content in (
            ("plan.txt", PLAN.encode()),
            ("plan.TXT", PLAN.encode("gb18030")),
            ("plan.docx", as_docx(PLAN)),
            ("plan.xlsx", as_xlsx(PLAN)),
            ("plan.pdf", as_pdf(as_broken_lines(PLAN, 30).split("\n"))),
        ):
            with self.subTest(name=name):
                plan = self._add_file(name, content)
                self.assertEqual(plan.year, 2026)
                plan.action_read()
                self.assertEqual(self._tree(plan), TREE)
                self.assertEqual(plan.name, "关于整治会风文风的实施方案")
                is_warned = any("A PDF does not say" in text for text in self._sentences(plan))
                self.assertEqual(is_warned, name.endswith(".pdf"))

    def test_first_campaign_needs_no_correction(self):
        """8 areas, 43 items, 3 phases; what is open is said, nothing else."""
        plan = self._add_file("plan.docx", as_docx(plans.read_text("first_campaign")))
        plan.action_read()
        self.assertEqual(
            [len(area.child_ids) for area in plan._get_nodes("area")], [5, 5, 4, 5, 5, 9, 5, 5]
        )
        self.assertEqual(plan._get_nodes("item").mapped("number"), list(range(1, 44)))
        self.assertEqual(
            plan._get_nodes("phase").mapped("phase"), ["study", "self_check", "supervision"]
        )
        self.assertFalse(plan.obstacles)
        sentences = "\n".join(self._sentences(plan))
        self.assertEqual(sentences.count("leaves the deadline open (“X月底前”)"), 3)
        self.assertIn("leaves the submission deadline open (“X月X日前”)", sentences)
        self.assertIn("names no first day", sentences)
        self.assertEqual(len(self._sentences(plan)), 5)

    def test_every_sample_plan(self):
        """Whatever the habit of numbering, the nodes are what the parser found, in its order."""
        for name in plans.NAMES:
            with self.subTest(plan=name):
                plan = self._read_plan(plans.read_text(name))
                self.assertEqual(
                    [
                        (area.wording, area.child_ids.mapped("wording"))
                        for area in plan._get_nodes("area")
                    ],
                    [
                        (area["name"], [text for _number, text in area["items"]])
                        for area in plans.read_expected(name)["areas"]
                    ],
                )
                data = plan.get_plan_data()
                text = "".join(segment["text"] for segment in data["segments"])
                self.assertEqual(text, plan.source_text.replace("**", ""))

    def test_form_shows_text_and_year_at_once(self):
        officer = self.env["rectification.plan"].with_user(self.user_officer)
        # The upload fills in the name together with the file; no form shows it as a field.
        form = Form(officer.with_context(default_source_filename="plan.txt"))
        form.source_file = base64.b64encode(PLAN.encode())
        self.assertEqual(form.source_text, PLAN)
        self.assertEqual(form.year, 2026)
        self.assertEqual(form.year_hint, "From the document number “县办发〔2026〕7号”.")
        form.year = 2027
        self.assertEqual(form.year_hint, "Set by hand; the text says “县办发〔2026〕7号”.")

    def test_year_of_a_text_without_one(self):
        plan = self._add_plan("关于整治的方案\n一、整治内容\n1.发文多。")
        self.assertEqual(plan.year, self.today.year)
        self.assertIn("names no year", plan.year_hint)
        plan.year = 2000
        self.assertEqual(plan.year_hint, "Set by hand; the text names no year.")

    def test_files_that_cannot_be_read(self):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        for name, content, sentence in (
            ("plan.doc", b"x", "plan.doc: files of this kind cannot be read"),
            ("plan.jpg", b"x", "plan.jpg: files of this kind cannot be read"),
            ("plan.docx", ole, "plan.docx: is protected by a password"),
            ("plan.pdf", as_pdf(["一"], password="p"), "plan.pdf: is protected by a password"),
            ("plan.pdf", as_pdf([]), "plan.pdf: holds pictures of pages and no text"),
            ("plan.docx", b"PK\x03\x04broken", "plan.docx: is damaged"),
            ("plan.txt", b"\xff\x00\x81", "plan.txt: is damaged"),
        ):
            with self.subTest(name=name), self.assertRefused(sentence):
                self._add_file(name, content)

    def test_file_without_a_name(self):
        with self.assertRefused("The file: files of this kind cannot be read"):
            self._add_file(False, b"x")

    def test_file_that_is_too_large(self):
        with (
            patch.object(plan_reader, "MAX_BYTES", 10),
            self.assertRefused("plan.txt: is larger than any plan; at most 20 MB, 300 pages"),
        ):
            self._add_file("plan.txt", b"x" * 11)

    def test_library_that_is_missing(self):
        for name in ("openpyxl", "pypdf"):
            filename = {"openpyxl": "plan.xlsx", "pypdf": "plan.pdf"}[name]
            with (
                patch.dict("sys.modules", {name: None}),
                self.assertRefused(f"{filename}: reading it needs the Python package “{name}”"),
            ):
                self._add_file(filename, b"x")

    def test_nothing_to_read(self):
        with self.assertRefused("choose a file, or paste the text of the plan"):
            self._add_plan(" \n ").action_read()

    def test_text_that_is_too_long(self):
        with (
            patch.object(plan_reading, "MAX_CHARACTERS", 10),
            self.assertRefused("the text is longer than any plan"),
        ):
            self._add_plan().action_read()

    def test_too_many_items(self):
        with (
            patch.object(plan_reading, "MAX_ITEMS", 3),
            self.assertRefused("4 problem items were found; a plan has at most 3"),
        ):
            self._add_plan().action_read()

    def test_year_that_is_none(self):
        with self.assertRefused("fill in the year of the campaign"):
            self._add_plan(year=26).action_read()

    def test_file_with_half_a_character(self):
        """What no database takes is replaced, and stands in its place."""
        with patch.dict(plan_reader._READERS, txt=lambda content: "一\0\ud800二"):
            self.assertEqual(self._add_file("plan.txt", b"x").source_text, "一 ?二")

    def test_strange_texts_are_read(self):
        """Whatever is pasted comes back whole, beside what little was found in it."""
        for text in (
            "。",
            "方案" * 500,
            "一、整治内容\n" + "（一）在会议方面\n" * 30,
            "9999年12月31日\n第一阶段（次年13月32日前）",
            "1.\n1.\n1.\n整治内容\n99999999999999999999.发文多。",
            "<script>alert(1)</script>\n一、整治内容\n1.<b>发文多</b>。",
            "序号\t问题\n1\t发文多\n\t\t\n",
        ):
            with self.subTest(text=text[:20]):
                plan = self._read_plan(text, year=2026)
                data = plan.get_plan_data()
                shown = "".join(segment["text"] for segment in data["segments"])
                self.assertEqual(len(shown), len(text))

    def test_text_in_which_nothing_is_found(self):
        plan = self._read_plan("今天天气很好。")
        self.assertIn("No problem items were found", "\n".join(self._sentences(plan)))
        with self.assertRefused("there are no problem items yet"):
            plan.action_set_up()

    def test_same_text_twice(self):
        first = self._read_plan()
        second = self._add_plan(PLAN.replace("\n", "\r\n"))
        self.assertIn("was entered on", second.twin_notice)
        self.assertIn("t_officer", second.twin_notice)
        first.action_set_up()
        second.invalidate_recordset()
        self.assertEqual(
            second.twin_notice,
            "The same text has been set up already as the campaign “关于整治会风文风的实施方案”.",
        )
        second.action_read()
        with self.assertRefused(
            "there is a catalogue named “Problem list: 关于整治会风文风” already"
        ):
            second.action_set_up()
        second.catalogue_name = "另一份清单"
        second.action_set_up()
        self.assertNotEqual(second.campaign_id, first.campaign_id)

    def test_back_to_the_text(self):
        plan = self._read_plan()
        with self.assertRefused("Back to the Text"):
            plan.year = 2030
        with self.assertRefused("Back to the Text"):
            plan.source_text = "另一份"
        plan.action_back()
        self.assertFalse(plan.node_ids)
        plan.year = 2030
        plan.action_read()
        self.assertEqual(self._node(plan, "phase", 0).deadline, date(2030, 3, 31))
