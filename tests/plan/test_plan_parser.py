from datetime import date

from odoo.tests import BaseCase, tagged

from ...tools.plan.parser import NOTES, parse_plan, short_title
from ...tools.plan.reader import read_document
from . import plans
from .plans.documents import as_broken_lines, as_docx, as_xlsx


@tagged("post_install", "-at_install")
class TestSamplePlans(BaseCase):
    """Every habit of numbering gives the expected tree, whatever the file."""

    maxDiff = None

    def _check_all(self, as_text):
        for name in plans.NAMES:
            with self.subTest(plan=name):
                plan = parse_plan(as_text(plans.read_text(name)), plans.YEAR)
                self.assertEqual(plans.as_tree(plan), plans.read_expected(name))

    def test_pasted_text(self):
        self.assertGreaterEqual(len(plans.NAMES), 12)
        self._check_all(lambda text: text)

    def test_text_with_windows_line_ends(self):
        for name in plans.NAMES:
            with self.subTest(plan=name):
                plan = parse_plan(plans.read_text(name).replace("\n", "\r\n"), plans.YEAR)
                self.assertEqual(plans.as_tree(plan)["areas"], plans.read_expected(name)["areas"])

    def test_word_with_automatic_numbers(self):
        self._check_all(lambda text: read_document("plan.docx", as_docx(text)))

    def test_word_with_numbers_through_all_areas(self):
        self._check_all(lambda text: read_document("plan.docx", as_docx(text, restart=1)))

    def test_excel(self):
        self._check_all(lambda text: read_document("plan.xlsx", as_xlsx(text)))

    def test_broken_lines(self):
        names = ("first_campaign", "run_on_line", "one_is_two_is", "all_run_on", "one_line")
        names += ("chapters_and_articles", "numbered_problems", "continuing_circled_numbers")
        for name in names:
            for width in (22, 28, 34):
                with self.subTest(plan=name, width=width):
                    text = as_broken_lines(plans.read_text(name), width)
                    plan = parse_plan(text, plans.YEAR)
                    found, expected = plans.as_tree(plan), plans.read_expected(name)
                    del found["notes"], expected["notes"]
                    self.assertEqual(found, expected)
                    self.assertEqual("".join(passage.text for passage in plan.passages), text)

    def test_text_files(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            with self.subTest(encoding=encoding):
                self._check_all(
                    lambda text, encoding=encoding: read_document("plan.txt", text.encode(encoding))
                )


@tagged("post_install", "-at_install")
class TestFirstCampaign(BaseCase):
    """The plan that the first campaign carries out needs no correction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.text = plans.read_text("first_campaign")
        cls.plan = parse_plan(cls.text, 2020)

    def test_areas_and_items(self):
        self.assertEqual([len(area.items) for area in self.plan.areas], [5, 5, 4, 5, 5, 9, 5, 5])
        self.assertEqual([item.number for item in self.plan.items], list(range(1, 44)))
        self.assertEqual([area.number for area in self.plan.areas], list(range(1, 9)))
        self.assertEqual(self.plan.areas[2].name, "在切实防止文山会海反弹回潮方面")

    def test_items_keep_the_official_wording(self):
        lines = self.text.split("\n")
        for item in self.plan.items:
            line = next(line for line in lines if line.startswith(f"{item.number}."))
            self.assertEqual(item.text, line.removeprefix(f"{item.number}.").strip())

    def test_phases_stay_open(self):
        self.assertEqual(
            [(phase.name, phase.deadline_text, phase.deadline) for phase in self.plan.phases],
            [
                ("集中学习教育阶段", "X月底前", None),
                ("自查自纠阶段", "X月底前", None),
                ("督促检查阶段", "X月底前", None),
            ],
        )
        self.assertEqual(self.plan.submission.text, "X月X日前")
        self.assertEqual({note.code for note in self.plan.notes}, {"deadline_open"})

    def test_counts_agree(self):
        self.assertEqual(
            [(entry.what, entry.count) for entry in self.plan.declared],
            [("areas", 8), ("items", 43)],
        )

    def test_title_basis_and_duties(self):
        self.assertTrue(self.plan.title.startswith("关于持续集中整治"))
        self.assertTrue(self.plan.title.endswith("作风保证的实施方案"))
        self.assertTrue(self.plan.basis.text.startswith("根据中共中央办公厅印发《"))
        self.assertEqual(len(self.plan.duties), 3)


@tagged("post_install", "-at_install")
class TestSmallForms(BaseCase):
    """Forms too small for a sample plan of their own: areas with the numbers and texts of items."""

    CASES = {
        "整治重点\n（一）文件方面，主要存在：1.发文多；2.文件长。": {
            "文件方面": ["发文多", "文件长。"]
        },
        "整治重点\n（一）文件方面，发文多；文件长。": {"文件方面": ["发文多", "文件长。"]},
        "整治重点\n（一）文件问题。（1）发文多；（2）文件长。": {
            "文件问题": ["发文多", "文件长。"]
        },
        "整治重点\n一是在文件方面，发文多；二是在会议方面，会议长。": {
            "在文件方面": ["发文多"],
            "在会议方面": ["会议长。"],
        },
        "整治重点\n【文件方面】1.发文多；2.文件长。\n【会议方面】1.会议多；2.陪会多。": {
            "文件方面": ["发文多", "文件长。"],
            "会议方面": ["会议多", "陪会多。"],
        },
        "问题清单\n（一）文件问题（责任单位：县委办）\n1.发文多\n2.文件长": {
            "文件问题（责任单位：县委办）": ["发文多", "文件长"]
        },
        "整治重点\n（一）文件方面\n1.发文多。（责任单位：县委办；完成时限：4月底前）\n2.文件长。": {
            "文件方面": ["发文多。", "文件长。"]
        },
        "主要问题及整改措施\n（一）文件方面\n存在问题：1.发文多。2.文件长。\n整改措施：1.压减。": {
            "文件方面": ["发文多。", "文件长。"]
        },
        "整治重点\n（一）文件方面\n1.发文多\n（1）普发多\n（2）急件多\n2.文件长": {
            "文件方面": ["发文多\n（1）普发多\n（2）急件多", "文件长"]
        },
        "整治重点\n（一）文件方面\n１　发文多\n２　文件长": {"文件方面": ["发文多", "文件长"]},
        "整治重点\n（一）文件方面\n1.2025年发文多。\n2.3月份文件长。": {
            "文件方面": ["2025年发文多。", "3月份文件长。"]
        },
        "重点任务\n（一）精简文件\n1.严格控制发文数量。\n2.提高文件质量。": {},
    }

    def test_cases(self):
        for text, areas in self.CASES.items():
            with self.subTest(text=text):
                plan = parse_plan("关于整治文风的方案\n一、" + text + "\n二、工作要求\n抓好落实。")
                found = {area.name: [item.text for item in area.items] for area in plan.areas}
                self.assertEqual(found, areas)

    def test_phases_that_begin_with_their_deadline(self):
        plan = parse_plan("一、时间安排\n1.3月底前，学习教育。\n2.5月底前，自查自纠。", 2026)
        self.assertEqual(
            [(phase.name, phase.deadline_text) for phase in plan.phases],
            [("学习教育", "3月底前"), ("自查自纠", "5月底前")],
        )


@tagged("post_install", "-at_install")
class TestUncertainty(BaseCase):
    """What is uncertain is said, with the passage, and never repaired."""

    HEAD = "关于整治会风的实施方案\n根据上级要求，制定本方案。\n一、整治内容\n（一）在会议方面\n"

    def _notes(self, text, year=2026):
        return [(note.code, dict(note.values)) for note in parse_plan(text, year).notes]

    def test_every_note_has_a_sentence(self):
        for name in plans.NAMES:
            for note in parse_plan(plans.read_text(name), plans.YEAR).notes:
                self.assertIn(note.code, NOTES)
                self.assertNotIn("{", note.message)

    def test_gap(self):
        notes = self._notes(self.HEAD + "1.会议过多。\n3.会议过长。")
        self.assertEqual(notes, [("number_gap", {"expected": 2, "found": 3})])

    def test_repeat(self):
        notes = self._notes(self.HEAD + "1.会议过多。\n1.会议过长。")
        self.assertEqual(notes, [("number_repeated", {"found": 1})])

    def test_declared_count(self):
        text = (
            self.HEAD + "1.会议过多。\n2.会议过长。\n二、工作要求\n对照本方案六个方面3个问题整改。"
        )
        self.assertEqual(
            self._notes(text),
            [
                ("count_differs", {"what": "areas", "declared": 6, "found": 1}),
                ("count_differs", {"what": "items", "declared": 3, "found": 2}),
            ],
        )

    def test_measure_among_items(self):
        notes = self._notes(self.HEAD + "1.会议过多。\n2.建立会议审批制度。")
        self.assertEqual(notes, [("looks_like_measure", {})])

    def test_paragraph_behind_the_last_item_is_left_out(self):
        plan = parse_plan(self.HEAD + "1.会议过多。\n各单位要对照检查。")
        self.assertEqual(plan.items[-1].text, "会议过多。")
        self.assertEqual([note.code for note in plan.notes], ["trailing_paragraph"])

    def test_notes_on_a_node(self):
        plan = parse_plan(self.HEAD + "1.会议过多。\n3.会议过长。")
        first, second = plan.items
        self.assertFalse(plan.notes_on(first))
        self.assertEqual([note.code for note in plan.notes_on(second)], ["number_gap"])

    def test_measures_and_requirements_are_no_items(self):
        plan = parse_plan(plans.read_text("labelled_sections"), 2026)
        self.assertFalse([item for item in plan.items if "编制" in item.text])
        roles = {passage.role for passage in plan.unassigned}
        self.assertLessEqual({"measures", "requirements"}, roles)


@tagged("post_install", "-at_install")
class TestDeadlines(BaseCase):
    """Deadlines as plans write them; no year is guessed silently."""

    ASSUMED = "deadline_year_assumed"
    CASES = (
        ("X月底前", None, {"deadline_open"}),
        ("X月X日前", None, {"deadline_open"}),
        ("××月××日前", None, {"deadline_open"}),
        ("  月底前", None, {"deadline_open"}),
        ("20××年5月底前", None, {"deadline_open"}),
        ("3月底前", date(2026, 3, 31), {ASSUMED}),
        ("三月底前", date(2026, 3, 31), {ASSUMED}),
        ("今年2月底前", date(2026, 2, 28), {ASSUMED}),
        ("明年2月底前", date(2027, 2, 28), {ASSUMED}),
        ("2026年5月31日前", date(2026, 5, 31), set()),
        ("２０２６年５月３１日前", date(2026, 5, 31), set()),
        ("二〇二六年五月三十一日前", date(2026, 5, 31), set()),
        ("2026.5.31前", date(2026, 5, 31), set()),
        ("6月15日至8月底", date(2026, 8, 31), {ASSUMED}),
        ("2026年6月15日至8月底", date(2026, 8, 31), set()),
        ("2026年11月1日至次年2月10日", date(2027, 2, 10), {ASSUMED}),
        ("2026年11月1日—2027年2月10日", date(2027, 2, 10), set()),
        ("3月1日至15日", date(2026, 3, 15), {ASSUMED}),
        ("即日起至2026年7月10日", date(2026, 7, 10), set()),
        ("即日起至7月10日", date(2026, 7, 10), {ASSUMED}),
        ("4月中旬", date(2026, 4, 20), {ASSUMED}),
        ("2026年底前", date(2026, 12, 31), set()),
        ("2026年第三季度末", date(2026, 9, 30), set()),
        ("2026年3—5月", date(2026, 5, 31), {"deadline_month_end"}),
        ("2026年2月30日前", None, {"deadline_impossible"}),
        ("2026年5月初", None, {"deadline_vague"}),
    )

    def _phase(self, text, year):
        plan = parse_plan(f"三、实施步骤\n1.自查自纠阶段（{text}）。各单位自查。", year)
        phase = plan.phases[0]
        codes = {note.code for note in plan.notes_on(phase)}
        return phase, codes

    def test_cases(self):
        for text, deadline, codes in self.CASES:
            with self.subTest(text=text):
                phase, found = self._phase(text, 2026)
                self.assertEqual(phase.deadline_text, text)
                self.assertEqual(phase.deadline, deadline)
                self.assertEqual(found, codes)

    def test_without_a_year_there_is_no_date(self):
        phase, codes = self._phase("3月底前", None)
        self.assertIsNone(phase.deadline)
        self.assertEqual(codes, {"deadline_without_year"})

    def test_range_has_a_beginning(self):
        phase, _codes = self._phase("2026年6月15日至8月底", None)
        self.assertEqual((phase.begins, phase.deadline), (date(2026, 6, 15), date(2026, 8, 31)))

    def test_beginning_is_no_deadline(self):
        phase, codes = self._phase("自2026年3月1日起", 2026)
        self.assertIsNone(phase.deadline)
        self.assertEqual(codes, {"phase_without_deadline"})


@tagged("post_install", "-at_install")
class TestShortTitle(BaseCase):
    """Short titles say what an item is about in at most 24 characters."""

    def test_cases(self):
        cases = {
            "在切实防止文山会海反弹回潮方面": "切实防止文山会海反弹回潮",
            "会议过多。": "会议过多",
            "调研统筹不到位，存在同一时间到同一地方扎堆调研的问题。": "调研统筹不到位",
            "在推进工作中，存在多头发文、层层开会等问题。": "多头发文、层层开会等问题",
            "在文件方面（3个问题）": "文件",
            "": "",
        }
        for text, title in cases.items():
            with self.subTest(text=text):
                self.assertEqual(short_title(text), title)

    def test_length(self):
        for item in parse_plan(plans.read_text("first_campaign")).items:
            self.assertLessEqual(len(item.title), 24)
