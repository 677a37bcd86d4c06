from datetime import date

from odoo.tests import tagged

from ...models.plan.sentences import get_remark_sentence
from ...tools.plan.parser import NOTES
from ...tools.plan.remarks import LIVE_NOTES, Remark
from . import plans
from .common import PLAN, TREE, PlanCase


@tagged("post_install", "-at_install")
class TestPlanRemarks(PlanCase):
    """What is uncertain is said in words, and the saying ends with its cause."""

    def _remarks(self, node):
        plan = node.plan_id
        return plan._get_remarks(plan._get_proposed())[1][node.id]

    def test_proposal(self):
        plan = self._read_plan()
        self.assertRecordValues(
            plan,
            [
                {
                    "name": "关于整治会风文风的实施方案",
                    "document_number": "县办发〔2026〕7号",
                    "organiser": "县专项整治领导小组",
                    "basis": "根据《关于精文简会的通知》要求",
                    "study_theme": "从我做起改作风",
                    "date_submission": False,
                    "submission_text": "X月X日前",
                }
            ],
        )
        self.assertEqual(self._tree(plan), TREE)
        self.assertEqual(plan._get_nodes("material").mapped("wording"), ["《关于精文简会的通知》"])
        self.assertEqual(
            plan._get_nodes("duty").mapped("wording"), ["县专项整治领导小组对各单位逐一检查。"]
        )
        self.assertEqual(
            plan._get_nodes("phase").mapped("deadline"),
            [date(2026, 3, 31), date(2026, 5, 31), False],
        )

    def test_every_node_knows_its_passage(self):
        plan = self._read_plan()
        for node in plan.node_ids:
            passage = plan.source_text[node.start : node.end]
            self.assertIn((node.wording or node.name)[:8], passage)
        place = plan.get_plan_data()["facts"]["document_number"]
        self.assertEqual(plan.source_text[slice(*place)], "县办发〔2026〕7号")

    def test_declared_count_that_differs(self):
        plan = self._read_plan()
        sentence = "The plan says “5个问题”; 4 were read."
        self.assertTrue(any(text.startswith(sentence) for text in self._sentences(plan)))
        self.assertIn("The plan says “两个方面”; that agrees.", plan.get_plan_data()["counts"])
        plan.action_add("item")
        self.assertFalse(any("The plan says" in text for text in self._sentences(plan)))
        self.assertIn("The plan says “5个问题”; that agrees.", plan.get_plan_data()["counts"])

    def test_year_that_was_assumed(self):
        plan = self._read_plan()
        study, self_check, _supervision = plan._get_nodes("phase")
        self.assertTrue(any("2026, the year of the campaign" in s for s in self._remarks(study)))
        self.assertFalse(any("the year of the campaign" in s for s in self._remarks(self_check)))
        study.deadline = date(2027, 3, 31)
        self.assertFalse(any("the year of the campaign" in s for s in self._remarks(study)))

    def test_remark_about_a_field_names_it(self):
        plan = self._read_plan(PLAN.replace("X月X日前报送", "5月20日前报送"))
        self.assertEqual(plan.date_submission, date(2026, 5, 20))
        remark = next(
            remark
            for remark in plan.get_plan_data()["remarks"]
            if remark["title"] == "Submission Deadline"
        )
        self.assertIn("2026, the year of the campaign", remark["text"])

    def test_deadline_left_open(self):
        plan = self._read_plan()
        phase = self._node(plan, "phase", 2)
        self.assertIn("leaves the deadline open (“X月底前”)", self._remarks(phase)[0])
        phase.deadline = date(2026, 8, 31)
        self.assertFalse(self._remarks(phase))
        plan.date_submission = date(2026, 5, 1)
        self.assertFalse(any("submission" in text for text in self._sentences(plan)))

    def test_gaps_and_repeats_are_reported_and_kept(self):
        plan = self._read_plan(plans.read_text("gaps_and_repeats"))
        items = plan._get_nodes("item")
        self.assertEqual(items.mapped("number"), [1, 2, 4, 5, 5, 6, 7, 3])
        self.assertIn("Number 3 was expected, 4 found.", self._remarks(items[2]))
        self.assertIn("Number 5 occurs again.", self._remarks(items[4]))
        self.assertIn("Number 3 follows 7.", self._remarks(items[7]))
        self.assertIn("Number 3 was expected, 4 found.", self._remarks(plan._get_nodes("area")[2]))
        with self.assertRefused("numbers that occur more than once, or not at all \\(5\\)"):
            plan.action_set_up()
        plan.action_number_through()
        self.assertEqual(plan._get_nodes("item").mapped("number"), list(range(1, 9)))
        # What the plan's own numbers were like is still said.
        self.assertIn("In the plan, number 5 occurs again.", self._remarks(items[4]))
        plan.action_set_up()

    def test_numbers_that_begin_anew_in_each_area(self):
        plan = self._read_plan(plans.read_text("chapters_and_points"))
        self.assertTrue(plan.is_numbered_through)
        self.assertEqual(plan._get_nodes("item").mapped("number"), list(range(1, 10)))
        self.assertEqual(plan._get_nodes("item")[3].label, "1.")
        self.assertTrue(any("numbered through" in text for text in self._sentences(plan)))

    def test_phase_that_is_none_of_the_campaign(self):
        plan = self._read_plan()
        phase = self._node(plan, "phase", 1)
        phase.phase = False
        self.assertIn("Say which phase of the campaign this is", self._remarks(phase)[0])

    def test_every_note_of_the_parser_has_a_sentence(self):
        for code in NOTES.keys() - LIVE_NOTES:
            with self.subTest(code=code):
                sentence = get_remark_sentence(self.env, Remark(code, is_note=True))
                self.assertNotEqual(sentence, code)

    def test_remarks_end_when_it_is_set_up(self):
        plan = self._read_plan()
        self.assertTrue(plan.get_plan_data()["remarks"])
        plan.action_set_up()
        data = plan.get_plan_data()
        self.assertFalse(data["editable"] or data["remarks"] or data["phases"][2]["remarks"])

    def test_queries_do_not_grow_with_the_plan(self):
        """The screen of a proposal of 43 items takes as many queries as one of four."""
        small, large = self._read_plan(), self._read_plan(plans.read_text("first_campaign"))
        self.env.flush_all()
        counts = []
        # The first time fills the caches of rules.
        for plan in (small, small, large):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            plan.get_plan_data()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_unused_text_is_shown(self):
        plan = self._read_plan()
        unused = plan.get_plan_data()["unused"]
        self.assertIn(
            ("各单位要高度重视。", "Requirements", True),
            [(entry["text"], entry["role"], entry["kept"]) for entry in unused],
        )
        entry = next(entry for entry in unused if "两个方面" in entry["text"])
        plan.action_add("duty", False, entry["start"], entry["end"])
        self.assertEqual(plan._get_nodes("duty")[-1].wording, entry["text"])
        self.assertNotIn(entry, plan.get_plan_data()["unused"])
