import doctest
from datetime import date

from odoo.tests import BaseCase, tagged

from ...tools.office_files.cell_values import IllegibleDate
from ...tools.office_files.sheet_values import Area, Row, Sheet
from ...tools.prints import fonts
from ...tools.workbook import (
    headings,
    own_ledger_columns,
    own_ledger_items,
    own_ledger_rows,
    own_ledger_values,
)
from ...tools.workbook.own_ledger_columns import LEDGER
from ...tools.workbook.own_ledger_items import Item, Matcher
from ...tools.workbook.own_ledger_rows import read_deadline, read_rows, read_type

MODULES = (
    fonts,
    headings,
    own_ledger_columns,
    own_ledger_items,
    own_ledger_rows,
    own_ledger_values,
)
# Headings of real ledgers, as the forms in use have them.
REAL_HEADS = {
    "整改台账": {
        "序号": "index",
        "问题类别": "area",
        "具体表现": "description",
        "整改措施": "measures",
        "责任领导": "leader",
        "责任单位": "",
        "责任人": "responsible",
        "完成时限": "deadline",
        "整改类型": "type",
        "整改进展": "result",
        "是否销号": "signed_off",
    },
    "整改通知单": {
        "序号": "index",
        "被检查单位": "",
        "存在的问题": "description",
        "整改措施": "measures",
        "整改期限": "deadline",
        "整改责任人": "responsible",
        "复查时间": "",
        "完成情况": "result",
        "复查人": "",
        "备注": "",
    },
    "销号申请单": {
        "存在问题": "description",
        "采取的整改措施": "measures",
        "整改期限": "deadline",
        "整改责任人": "responsible",
        "整改情况": "result",
    },
}


@tagged("post_install", "-at_install")
class TestLedgerTools(BaseCase):
    """Ledgers of offices, read without Odoo."""

    def test_doctests(self):
        for module in MODULES:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
                self.assertGreater(result.attempted, 0)
                self.assertEqual(result.failed, 0)

    def test_headings_of_real_forms(self):
        for form, targets in REAL_HEADS.items():
            for heading, target in targets.items():
                with self.subTest(form=form, heading=heading):
                    self.assertEqual(LEDGER.recognise(heading).target, target)
                    self.assertEqual(
                        LEDGER.recognise(f" {heading[0]} {heading[1:]}\n(填写) ").target, target
                    )

    def test_every_heading_means_one_thing(self):
        known = {}
        for target, names in LEDGER.targets.items():
            for name in names:
                self.assertNotIn(name, known)
                known[name] = target
                self.assertEqual(LEDGER.recognise(name), (target, True))
        self.assertFalse(known.keys() & set(LEDGER.needless))

    def test_head_below_a_title_and_a_note(self):
        sheet = Sheet("台账")
        sheet.rows = [
            Row(1, ("某镇形式主义突出问题整改台账",)),
            Row(2, ("填报单位：某镇", None, None, "填报时间：2026年5月8日")),
            Row(4, ("序号", "整改责任", None, "问题", "措施")),
            Row(5, (None, "责任领导", "责任人")),
            Row(6, (1, "甲", "乙", "会议多", "少开")),
        ]
        sheet.merged = [Area(1, 0, 1, 4), Area(4, 1, 4, 2), Area(4, 0, 5, 0)]
        table = LEDGER.find_table(sheet)
        self.assertEqual(table.first_row, 6)
        self.assertEqual(
            [column.target for column in table.columns],
            ["index", "leader", "responsible", "description", "measures"],
        )
        self.assertEqual(table.columns[1].heading, "整改责任责任领导")

    def test_merged_cells_count_for_every_row(self):
        sheet = Sheet("台账")
        sheet.rows = [
            Row(1, ("序号", "问题类别", "具体表现", "整改措施")),
            Row(2, (1, "文山会海", "会议多", "少开")),
            Row(3, (None, None, None, "合并")),
            Row(4, (2, None, "文件多", "少发")),
            Row(5, ("合计", None, None, None)),
        ]
        sheet.merged = [Area(2, 1, 4, 1), Area(2, 2, 3, 2)]
        rows, empty = read_rows(LEDGER.find_table(sheet))
        self.assertEqual([(row.number, row.last_number) for row in rows], [(2, 3), (4, 4)])
        self.assertEqual(
            [(row.texts["area"], row.texts["measures"]) for row in rows],
            [("文山会海", "少开\n合并"), ("文山会海", "少发")],
        )
        self.assertEqual(empty, [5])

    def test_deadlines(self):
        for text, expected in {
            "2026年5月中旬": date(2026, 5, 20),
            "12月底": date(2026, 12, 31),
            "2026年底前": date(2026, 12, 31),
            "2月28日之前": date(2026, 2, 28),
        }.items():
            with self.subTest(text=text):
                self.assertEqual(read_deadline(text, 2026), (expected, None, False))
        for text in ("13月底", "2月30日", "尽快", "12", "2026.1", "第三季度"):
            with self.subTest(text=text), self.assertRaises(IllegibleDate):
                read_deadline(text, 2026)

    def test_types(self):
        self.assertEqual(read_type("立行立改（已完成）"), "immediate")
        self.assertIsNone(read_type("立行立改或长期坚持"))

    def test_items_of_an_area(self):
        matcher = Matcher(
            [
                Item(1, 1, "会议过多", "防止文山会海反弹"),
                Item(2, 2, "督查过频", "改进督查检查考核方式"),
                Item(3, 3, "考核加码", "改进督查检查考核方式"),
            ]
        )
        match = matcher.find(area="（四）督查检查考核", description="考核材料层层加码")
        self.assertEqual(match.item.id, 3)
        self.assertEqual(matcher.find(number="3").item.id, 3)
        self.assertTrue(matcher.find(area="会议过多").sure, "the category is the item itself")
        only = matcher.find(area="文山会海", description="食堂")
        self.assertEqual((only.item.id, only.sure), (1, False))
        self.assertIsNone(matcher.find(number="99", description="食堂").item)
