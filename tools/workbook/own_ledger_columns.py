"""The table in a ledger that a unit has kept itself: where it begins, which column means what.

Offices keep the same ledger under many headings, with a title above and often a head of two lines.
Headings are content, so they stand here in Chinese.

    >>> from ..office_files.sheet_values import Row, Sheet
    >>> sheet = Sheet("台账")
    >>> sheet.rows = [Row(1, ("某镇台账",)), Row(2, ("序号", "存在的 问题", "整改措施", "备注"))]
    >>> table = find_table(sheet)
    >>> table.first_row, [(column.heading, column.target) for column in table.columns]
    (3, [('序号', 'index'), ('存在的问题', 'description'), ('整改措施', 'measures'), ('备注', '')])
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ..office_files.cell_values import IllegibleCell, plain, read_line
from ..office_files.sheet_values import Sheet, column_letters

# What a column can mean, with the headings under which offices keep it; the usual one first.
HEADINGS = {
    "index": ("序号", "编号", "项号", "问题序号"),
    "area": (
        *("问题类别", "方面", "问题方面", "类别", "问题分类", "整治方面", "整治内容", "问题领域"),
        *("所属方面", "涉及方面", "Problem Category", "Area"),
    ),
    "item_number": (
        *("表现序号", "问题表现序号", "条目", "对应条目", "表现编号", "清单序号", "对应序号"),
        *("Item No.",),
    ),
    "item": (
        *("问题表现", "表现形式", "对应问题表现", "清单问题", "突出问题", "问题条目", "对应问题"),
        *("Problem Item",),
    ),
    "description": (
        *("具体表现", "存在问题", "存在的问题", "具体问题", "问题描述", "检视问题", "查摆问题"),
        *("查摆出的问题", "自查问题", "自查发现问题", "发现问题", "发现的问题", "主要问题"),
        *("问题具体表现", "存在的具体问题", "存在的主要问题", "具体表现及问题", "问题情况", "问题"),
        *("问题内容", "问题清单", "反馈问题", "Specific Problem", "What Was Found"),
    ),
    "cause": (
        *("原因分析", "原因", "产生原因", "问题原因", "原因剖析", "存在原因", "问题根源"),
        *("Cause",),
    ),
    "measures": (
        *("整改措施", "整改举措", "采取的整改措施", "具体措施", "措施", "具体整改措施", "工作措施"),
        *("拟采取措施", "拟采取的整改措施", "整改任务", "Rectification Measures", "Measures"),
    ),
    "leader": (
        *("责任领导", "整改责任领导", "牵头领导", "分管领导", "包抓领导", "包联领导", "主管领导"),
        *("整改牵头领导", "Responsible Leader"),
    ),
    "responsible": (
        *("责任人", "整改责任人", "具体责任人", "责任人员", "承办人", "经办人", "直接责任人"),
        *("整改责任人员", "Responsible Person"),
    ),
    "deadline": (
        *("完成时限", "整改时限", "整改期限", "完成期限", "完成时间", "时限", "整改完成时限"),
        *("计划完成时间", "预计完成时间", "整改完成时间", "完成日期", "时限要求", "时间节点"),
        *("计划完成时限", "Deadline"),
    ),
    "type": ("整改类型", "整改方式", "整改类别", "时限类型", "整改性质", "Rectification Type"),
    "result": (
        *("整改进展", "整改情况", "整改结果", "整改成效", "进展情况", "整改进展情况", "完成情况"),
        *("整改落实情况", "整改完成情况", "落实情况", "工作进展", "What Was Done"),
    ),
    "signed_off": (
        *("是否销号", "销号情况", "销号", "是否完成", "是否完成整改", "是否整改到位", "整改状态"),
        *("是否办结", "完成与否", "Signed Off?"),
    ),
}
# Columns of real ledgers that say nothing the system does not know by itself.
NEEDLESS = (
    *("责任单位", "牵头单位", "责任部门", "牵头部门", "配合部门", "责任科室", "责任股室", "单位"),
    *("协助领导", "备注", "姓名", "职务", "党支部", "来源", "问题来源", "销号时间", "复查人"),
    *("填报时间", "整改要求", "整改完成标准", "法规政策依据", "完善制度情况", "销号责任人"),
)
REQUIRED = "description"
# A head stands near the top and is recognised by this many of its columns.
ROWS_SEARCHED, COLUMNS_NEEDED = 20, 3
MAX_HEADING = 40


class Guess(NamedTuple):
    """What a heading means: ``target``, '' for nothing known; ``sure`` when it is a usual one."""

    target: str
    sure: bool


@dataclass(frozen=True)
class LedgerColumn:
    """A column of the table: its place from 0, its heading, what it is taken for."""

    place: int
    heading: str
    target: str
    sure: bool

    @property
    def letters(self) -> str:
        """How the spreadsheet program names the column."""
        return column_letters(self.place)


@dataclass(frozen=True)
class Table:
    """Where the table of a sheet is: the number of its first row, and its columns."""

    sheet: Sheet
    first_row: int
    columns: tuple[LedgerColumn, ...]


def recognise(heading: str) -> Guess:
    """Return what a column with this heading means.

    Blanks, brackets and what stands in them do not matter. A longer heading with a usual one in it
    is a guess; where two are in it, the longer one counts.

    >>> recognise("问题类别（方面）"), recognise("完 成 时 限\\n（年月日）").target
    (Guess(target='area', sure=True), 'deadline')
    >>> recognise("牵头责任领导及职务"), recognise("责任单位"), recognise("电话").target
    (Guess(target='leader', sure=False), Guess(target='', sure=True), '')
    """
    text = _bare(heading)
    known = _KNOWN.get(text)
    if known is not None:
        return Guess(known, True)
    inside = [name for name in _KNOWN if len(name) > 2 and name in text]
    if inside:
        return Guess(_KNOWN[max(inside, key=len)], False)
    return Guess("", False)


def find_table(sheet: Sheet) -> Table | None:
    """Return the table of a sheet, None where no row looks like the head of a ledger.

    A head in which nothing is recognised as the problem is taken where there is no better one: the
    user knows which column it is.
    """
    best, rank = None, (False, 0, False)
    for position, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        following = sheet.rows[position + 1] if position + 1 < len(sheet.rows) else None
        for lower in (None, following):
            if lower is not None and lower.number != row.number + 1:
                continue
            columns = _read_head(sheet, row, lower)
            targets = {column.target for column in columns if column.target}
            # One line where one says it all: what stands below it is the first finding.
            found = (REQUIRED in targets, len(targets), lower is None)
            if len(targets) >= COLUMNS_NEEDED and found > rank:
                rank = found
                last = row if lower is None else lower
                best = Table(sheet, last.number + 1, columns)
    return best


def _read_head(sheet, row, lower):
    width = max(len(row.values), len(lower.values) if lower else 0)
    columns, taken = [], set()
    for place in range(width):
        texts = [_heading_at(sheet, row, place), _heading_at(sheet, lower, place) if lower else ""]
        texts = list(dict.fromkeys(text for text in texts if text))
        if not texts or max(map(len, texts)) > MAX_HEADING:
            continue
        # Of two lines the lower one says it, else both together, else the upper one.
        guesses = [recognise(text) for text in (texts[-1], "".join(texts), texts[0])]
        target, sure = next((guess for guess in guesses if guess.target), guesses[0])
        if target in taken:
            target, sure = "", False
        taken.add(target)
        columns.append(LedgerColumn(place, "".join(texts), target, sure))
    return tuple(columns)


def _heading_at(sheet, row, place):
    """Return the heading in a cell; of a merged one, what stands in its first cell."""
    value = row.cell(place)
    area = sheet.merged_at(row.number, place)
    if value is None and area:
        first = next((other for other in sheet.rows if other.number == area.first_row), None)
        value = first.cell(area.first_column) if first else None
    try:
        return "".join(read_line(value).split())
    except IllegibleCell:
        return ""


def _bare(heading):
    text = re.sub(r"[(\[【〔].*?[)\]】〕]", "", plain(heading))
    return text.strip("*:：、.。")


_KNOWN = {
    **{_bare(name): "" for name in NEEDLESS},
    **{_bare(name): target for target, names in HEADINGS.items() for name in names},
}
