import subprocess
import sys
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.plan.parser import parse_plan, short_title
from . import plans

ADDON = Path(__file__).parents[2]
MEGABYTE = 1_000_000
SMALL, LARGE = 0.1, 0.4  # megabytes
# Four times the text takes four times the steps, sixteen times if each looked at all the others.
MOST_GROWTH = 9
TRIES = 5

LINES = [line for name in plans.NAMES for line in plans.read_text(name).splitlines(keepends=True)]
MARKS = (
    *(
        "一、",
        "（一）",
        "(二)",
        "1.",
        "2、",
        "（1）",
        "①",
        "②",
        "第一，",
        "一是",
        "；二是",
        "第一阶段",
    ),
    *("整改措施：", "问题1：", "●", "- ", "1.1 ", "附件1", "2026年1月1日\n", "X月底前", "八个方面"),
    *("。", "；", "：", "\n", "\r\n", "\u2028", "\t", "**", "“", "（", "《", " ", "\u3000"),
    *("序号\t问题\n", "1\t文件多\n", "阶段\t时间\n", "领导小组负责"),
)
PIECES = st.sampled_from([*LINES, *MARKS])
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join),
)


@tagged("post_install", "-at_install")
class TestAnyText(BaseCase):
    """Whatever the text: a tree whose passages put together are the source."""

    @settings(max_examples=300, deadline=None, database=None)
    @given(TEXTS)
    def test_nothing_is_lost(self, text):
        plan = parse_plan(text, 2026)
        self.assertEqual("".join(passage.text for passage in plan.passages), text)
        position = 0
        for passage in plan.passages:
            self.assertEqual(passage.start, position)
            self.assertEqual(passage.text, text[passage.start : passage.end])
            position = passage.end

    @settings(max_examples=300, deadline=None, database=None)
    @given(TEXTS)
    def test_nodes_are_passages(self, text):
        plan = parse_plan(text, 2026)
        spans = {
            kind: [(p.start, p.end) for p in plan.passages if p.kind == kind]
            for kind in ("item", "phase", "title")
        }
        self.assertEqual([(item.start, item.end) for item in plan.items], spans["item"])
        self.assertEqual([(phase.start, phase.end) for phase in plan.phases], spans["phase"])
        self.assertEqual(bool(plan.title), bool(spans["title"]))
        for item in plan.items:
            self.assertTrue(item.text)
            self.assertTrue(0 < len(item.title) <= 24)
        for note in plan.notes:
            self.assertEqual(note.passage, text[note.start : note.end])
            self.assertTrue(note.message)

    @settings(max_examples=100, deadline=None, database=None)
    @given(st.text(max_size=80))
    def test_short_title_of_any_text(self, text):
        self.assertLessEqual(len(short_title(text)), 24)

    def test_only_a_string_is_refused(self):
        for value in (None, b"text", 7):
            with self.assertRaises(TypeError):
                parse_plan(value)
        self.assertEqual(parse_plan("").passages, ())


def _megabytes(unit, size=1):
    """Return a text repeated up to so many megabytes."""
    return unit * int(size * MEGABYTE / len(unit.encode()))


@tagged("post_install", "-at_install")
class TestGrowth(BaseCase):
    """What a text costs grows with its length, not with the square of it."""

    UNITS = (
        *("一、", "（一）\n1.", "(((((", "1.1.1.", "；；；", "，", "一", "1.；2.；3.；", "一、\n"),
        *(
            "\n",
            " ",
            "\t",
            "**",
            "**a**\n",
            "①②",
            "；一是；二是",
            "第一阶段（3月）：",
            "。整改措施：",
        ),
        *(
            "X月X日前提交",
            "于3月底前报送清单",
            "八个方面",
            "领导小组负责",
            "《根据",
            "“（《",
            "。\n",
        ),
        *(
            "整治整治问题\n",
            "整治工作\n",
            "序号\t问题\n1\ta\n",
            "1\ta\n",
            "|a",
            "附件1\n",
            "    月",
        ),
    )

    INSIDE = (
        " ",
        "\t",
        "贯彻落实",
        "深入",
        "切实",
        "定期",
        "一 ",
        "1 ",
        "\n ",
        "；",
        "：",
        "为",
        "报",
        "月",
        "-",
        "至",
        "#",
    )

    def _cost(self, text):
        begin = time.process_time()
        plan = parse_plan(text, 2026)
        cost = time.process_time() - begin
        self.assertEqual(sum(len(passage.text) for passage in plan.passages), len(text))
        return cost

    def assertLinear(self, make):
        """Expect ``make(size)`` to cost in proportion to ``size``, apart from a disturbed try."""
        small = large = float("inf")
        for __ in range(TRIES):
            small = min(small, self._cost(make(SMALL)))
            large = min(large, self._cost(make(LARGE)))
            if large < MOST_GROWTH * small:
                return
        self.assertLess(large / small, MOST_GROWTH)

    def test_repeated_marks(self):
        for unit in self.UNITS:
            with self.subTest(unit=unit):
                self.assertLinear(lambda size, unit=unit: _megabytes(unit, size))

    def test_repeated_words_inside_a_plan(self):
        text = plans.read_text("parenthesised_numbers")
        places = ("依据", "网上办事", "学习有关", "定期")

        def fill(unit, size):
            filled = text
            for place in places:
                filled = filled.replace(place, place + _megabytes(unit, size / len(places)), 1)
            return filled

        for unit in self.INSIDE:
            with self.subTest(unit=unit):
                self.assertLinear(lambda size, unit=unit: fill(unit, size))

    def test_many_plans_in_one(self):
        text = plans.read_text("first_campaign")
        self.assertLinear(lambda size: _megabytes(text, size))

    def test_only_the_unread_rest_is_unassigned(self):
        plan = parse_plan("一、整治内容\n" + "1.会议过多。\n" * 30_000)
        self.assertIn("too_long", [note.code for note in plan.notes])
        self.assertIn("too_many_notes", [note.code for note in plan.notes])
        self.assertTrue(plan.passages[-1].kind == "unassigned")


@tagged("post_install", "-at_install")
class TestWithoutOdoo(BaseCase):
    """The tools work in a Python that has no Odoo."""

    def test_import(self):
        program = (
            "import sys; sys.modules['odoo'] = None\n"
            "from tools.plan.parser import parse_plan\n"
            "from tools.plan.reader import read_document\n"
            "assert parse_plan(read_document('a.txt', b'1.a')).source == '1.a'\n"
        )
        result = subprocess.run(
            [sys.executable, "-c", program], cwd=ADDON, capture_output=True, text=True, check=False
        )
        self.assertEqual(result.returncode, 0, result.stderr)
