"""The findings in a ledger that a unit has kept itself, row by row.

A merged cell counts for every row it covers. What several rows say of one problem (one cell merged
over several measures, or rows without a problem of their own) is one finding.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ..office_files.cell_values import (
    IllegibleCell,
    IllegibleDate,
    plain,
    read_date,
    read_line,
    read_text,
)
from ..office_files.sheet_values import Row
from .headings import Table, TableColumn
from .own_ledger_columns import LEDGER

# Texts that several rows may add to.
GROWING = ("measures", "cause", "result")
TYPES = {
    "immediate": (
        *("立行立改", "立即整改", "即知即改", "即行即改", "马上就改", "当场整改", "立改"),
        *("Immediate",),
    ),
    "time_limited": (
        *("限期整改", "限时整改", "期限整改", "短期整改", "近期整改", "限期", "限时"),
        *("Time-Limited",),
    ),
    "long_term": (
        *("长期坚持", "长期整改", "长期", "持续整改", "持续推进", "常态化", "长期推进"),
        *("Long-Term",),
    ),
}
DONE = ("已销号", "销号", "是", "已完成", "完成", "已整改", "已办结", "办结", "√", "✓", "y", "yes")
NOT_DONE = (
    *("未销号", "否", "未完成", "未整改", "整改中", "正在整改", "进行中", "×", "n", "no"),
    *("推进中", "持续整改", "长期坚持"),
)
_MONTH = re.compile(r"(?:(\d{4})[年./-])?(\d{1,2})月?(底|末|中旬|上旬|下旬)?(?:之?前|以前)?")
_DAY = re.compile(r"(\d{1,2})[月./-](\d{1,2})[日号]?(?:之?前|以前)?")
_YEAR_END = re.compile(r"(?:(\d{4})年?)?年?(?:底|末)(?:之?前|以前)?")
_LATEST_DAY = {"上旬": 10, "中旬": 20}


@dataclass
class LedgerRow:
    """One finding of the ledger: its row, its texts by target, and what could not be read.

    ``errors`` are (column, :class:`~.cell_values.IllegibleCell`).
    """

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[TableColumn, IllegibleCell]] = field(default_factory=list)
    last_number: int = 0


def read_rows(
    table: Table, columns: Iterable[TableColumn] | None = None
) -> tuple[list[LedgerRow], list[int]]:
    """Return ``(findings, numbers of rows with nothing to bring in)`` of a table.

    ``columns``: the columns as the user has corrected them; those of the table by default.
    """
    findings: list[LedgerRow] = []
    empty: list[int] = []
    reader = _Reader(table, [column for column in columns or table.columns if column.target])
    for row in table.sheet.rows:
        if row.number < table.first_row:
            continue
        finding = reader.read_row(row)
        before = findings[-1] if findings else None
        if before and reader.goes_on(before, row, finding):
            _add_to(before, finding)
        elif finding.texts.get(LEDGER.required) or any(
            column.target == LEDGER.required for column, __ in finding.errors
        ):
            findings.append(finding)
        else:
            empty.append(row.number)
    return findings, empty


class _Reader:
    """Reads rows with merged cells filled in, and knows which of them belong together."""

    def __init__(self, table: Table, columns: list[TableColumn]):
        self.table, self.columns = table, columns
        self.rows = {row.number: row for row in table.sheet.rows}
        self.area = ""
        self.describing = next(
            (column.place for column in columns if column.target == LEDGER.required), None
        )

    def read_row(self, row: Row) -> LedgerRow:
        """Return the :class:`LedgerRow` of one row alone."""
        finding = LedgerRow(row.number, last_number=row.number)
        for column in self.columns:
            value = self._value(row, column.place)
            try:
                text = read_text(value)
            except IllegibleCell as error:
                finding.errors.append((column, error))
                continue
            if text:
                finding.texts[column.target] = text
                finding.raw[column.target] = value
        # Where merged cells were lost (csv), the category stands in the first of its rows only.
        self.area = finding.texts.get("area", self.area)
        if self.area and finding.texts.get(LEDGER.required):
            finding.texts["area"] = self.area
        return finding

    def goes_on(self, before: LedgerRow, row: Row, finding: LedgerRow) -> bool:
        """Return whether a row says more of the problem of the row before."""
        if self.describing is None:
            return False
        area = self.table.sheet.merged_at(row.number, self.describing)
        if area and area.first_row <= before.number < row.number:
            return True
        if finding.texts.get(LEDGER.required) or finding.texts.get("index") or finding.errors:
            return False
        return row.number == before.last_number + 1 and bool(finding.texts.get("measures"))

    def _value(self, row: Row, place: int) -> Any:
        value = row.cell(place)
        if value is not None:
            return value
        area = self.table.sheet.merged_at(row.number, place)
        if area and area.first_row >= self.table.first_row:
            first = self.rows.get(area.first_row)
            value = first.cell(area.first_column) if first else None
        return value


def _add_to(before: LedgerRow, finding: LedgerRow) -> None:
    before.last_number = finding.number
    before.errors += finding.errors
    for target, text in finding.texts.items():
        known = before.texts.get(target, "")
        if not known:
            before.texts[target] = text
            before.raw[target] = finding.raw.get(target, text)
        elif target in GROWING and plain(text) not in plain(known):
            before.texts[target] = f"{known}\n{text}"


def read_type(text: str) -> str | None:
    """Return the type a text stands for, None when it is none.

    >>> read_type("立行 立改"), read_type("长期坚持，持续推进"), read_type("尽快")
    ('immediate', 'long_term', None)
    """
    bare = plain(text)
    for kind, words in TYPES.items():
        if bare in map(plain, words):
            return kind
    kinds = {
        kind for kind, words in TYPES.items() for word in words if len(word) > 2 and word in text
    }
    return kinds.pop() if len(kinds) == 1 else None


def read_done(text: str) -> bool | None:
    """Return whether a text says that a problem is signed off, None when it says neither.

    >>> read_done("已销号"), read_done("否"), read_done("见附件")
    (True, False, None)
    """
    bare = plain(text)
    if bare in map(plain, DONE):
        return True
    return False if bare in map(plain, NOT_DONE) else None


def read_deadline(value: Any, year: int) -> tuple[date | None, str | None, bool]:
    """Return ``(date or None, type or None, sure)`` of a cell for the deadline.

    Beside dates, what offices write there: the end of a month or of the year, a day without its
    year (taken as ``year``), or the type instead of a date. ``sure`` is False where something was
    added to what stands there.

    >>> [str(read_deadline(text, 2026)[0]) for text in ("2026年5月底前", "2026年5月", "年底前")]
    ['2026-05-31', '2026-05-31', '2026-12-31']
    >>> read_deadline("5月8日前", 2026), read_deadline("2026.5.8", 2026)[2]
    ((datetime.date(2026, 5, 8), None, False), True)
    >>> read_deadline("长期坚持", 2026), read_deadline("立行立改", 2026)
    ((None, 'long_term', True), (None, 'immediate', True))

    :raises IllegibleCell: when it is neither.
    """
    try:
        return read_date(value), None, True
    except IllegibleDate as error:
        text = plain(read_line(value))
        kind = read_type(text)
        if kind:
            return None, kind, True
        day = _read_loose_date(text, year)
        if day is None:
            raise IllegibleDate(error.text) from error
        return day, None, False


def _read_loose_date(text: str, year: int) -> date | None:
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date(year, int(match[1]), int(match[2]))
        match = _YEAR_END.fullmatch(text)
        if match:
            return date(int(match[1] or year), 12, 31)
        match = _MONTH.fullmatch(text)
        if not match or not ("月" in text or match[3]):
            return None
        whole, month = int(match[1] or year), int(match[2])
        last = monthrange(whole, month)[1] if 1 <= month <= 12 else 0
        return date(whole, month, 1) + timedelta(days=_LATEST_DAY.get(match[3], last) - 1)
    except ValueError:
        return None
