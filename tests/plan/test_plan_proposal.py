from datetime import date
from types import SimpleNamespace

from odoo.tests import BaseCase, tagged

from ...tools.plan import proposal as plan_proposal
from ...tools.plan.parser import parse_plan
from ...tools.plan.reader import storable
from . import plans

TODAY = date(2031, 5, 1)


def _named(*names):
    return [SimpleNamespace(name=name) for name in names]


def _numbered(*numbers):
    return [SimpleNamespace(number=number) for number in numbers]


@tagged("post_install", "-at_install")
class TestPlanProposal(BaseCase):
    """What a plan's facts propose for the campaign, and where they come from."""

    def _year(self, text):
        proposal = plan_proposal.propose_year(parse_plan(text), TODAY)
        return proposal.year, proposal.origin, proposal.passage and proposal.passage.text

    def test_year_of_the_document_number(self):
        self.assertEqual(
            self._year("×办发〔2026〕15号\n关于整治文山会海的方案\n2025年12月30日"),
            (2026, "number", "×办发〔2026〕15号"),
        )
        self.assertEqual(self._year("某整治办[2027] 3号")[:2], (2027, "number"))

    def test_year_is_not_that_of_another_document(self):
        """The number of the basis, and a year that is spoken of, are not the plan's own."""
        text = "关于整治的方案\n根据《意见》（云发〔2019〕3号）要求，巩固2019年成果。"
        self.assertEqual(self._year(text), (2031, "today", None))

    def test_year_of_the_date_below(self):
        text = "关于整治的方案\n一、整治内容\n1.发文多。\n　　　2026年2月10日"
        self.assertEqual(self._year(text), (2026, "date", "2026年2月10日"))
        self.assertEqual(self._year("方案\n二〇二六年二月十日")[:2], (2026, "date"))
        self.assertEqual(self._year("方案\n2026年2月30日")[:2], (2031, "today"))

    def test_year_of_the_title(self):
        self.assertEqual(self._year("2026年作风整治方案\n正文。"), (2026, "title", "2026年"))

    def test_year_of_a_deadline(self):
        self.assertEqual(self._year(plans.read_text("chapters_and_points"))[:2], (2026, "deadline"))

    def test_issue_date(self):
        day, passage = plan_proposal.find_issue_date(plans.read_text("notice_with_parts"))
        self.assertEqual((day, passage.text), (date(2026, 2, 28), "2026年2月28日"))

    def test_organiser(self):
        for text, name in (
            ("成立由院长任组长的专项整治领导小组。", "专项整治领导小组"),
            ("县专项整治领导小组，对各级检查。领导小组办公室设在县委办。", "县专项整治领导小组"),
            ("县委成立整治工作领导小组", "整治工作领导小组"),
            ("成立领导小组", None),
            ("", None),
        ):
            with self.subTest(text=text):
                found = plan_proposal.find_organiser(text)
                self.assertEqual(found and found.text, name)
                if found:
                    self.assertEqual(text[found.start : found.end], name)

    def test_phases(self):
        for names, expected in (
            (("集中学习教育阶段", "自查自纠阶段", "督促检查阶段"), (0, 1, 2)),
            (("启动阶段", "排查阶段", "治理阶段", "评估阶段"), (0, 1, 1, 2)),
            (("學習教育階段", "自查自糾階段", "督促檢查階段"), (0, 1, 2)),
            (("第一阶段", "第二阶段", "第三阶段"), (0, 1, 2)),
            (("甲", "乙"), (None, None)),
            # a later phase never stands for an earlier one
            (("总结阶段", "学习阶段"), (2, None)),
        ):
            with self.subTest(names=names):
                kinds = ["study", "self_check", "supervision"]
                self.assertEqual(
                    plan_proposal.propose_phases(_named(*names)),
                    [None if place is None else kinds[place] for place in expected],
                )

    def test_numbers(self):
        for printed, expected in (
            ((1, 2, 3), ([1, 2, 3], False)),
            # gaps and repeats stay, for a person to decide
            ((1, 2, 4, 5, 5), ([1, 2, 4, 5, 5], False)),
            ((1, 2, 1, 2), ([1, 2, 3, 4], True)),
            ((1, None, 3), ([1, 2, 3], True)),
            ((None, None), ([1, 2], False)),
            ((), ([], False)),
        ):
            with self.subTest(printed=printed):
                self.assertEqual(plan_proposal.propose_numbers(_numbered(*printed)), expected)

    def test_study(self):
        text = "学习阶段。以“改作风”为主题，认真学习《关于减负的通知》和《条例》，按《办法》执行。"
        self.assertEqual(plan_proposal.find_theme(text, 0, len(text)), None)
        theme = plan_proposal.find_theme("以“从我做起改作风”为主题", 0, 20)
        self.assertEqual(theme.text, "从我做起改作风")
        self.assertEqual(
            [found.text for found in plan_proposal.find_materials(text, 0, 33)],
            ["《关于减负的通知》", "《条例》"],
        )

    def test_subject(self):
        for title, subject in (
            ("关于整治会风的实施方案", "关于整治会风"),
            ("全县“指尖”专项治理工作方案", "全县“指尖”"),
            ("云溪县“文山会海”突出问题集中整治工作方案", "云溪县“文山会海”"),
            ("基层形式主义突出问题清单", "基层形式主义"),
            ("方案", "方案"),
            ("问题清单", "问题清单"),
        ):
            self.assertEqual(plan_proposal.subject(title), subject)

    def test_storable_text(self):
        self.assertEqual(storable("一\0二\ud800三"), "一 二?三")
