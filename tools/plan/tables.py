"""Tables in a plan: lines of cells between tabs or |, under a head with 序号, 方面, 问题."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .marks import MAX_MARKS
from .roles import compact
from .text import Line

_NUMBER_COLUMN = re.compile(r"(?:序号|编号|序|号|项次|no\.?)", re.IGNORECASE)
_AREA_COLUMN = re.compile(
    r".*(?:方面|类别|(?<!整改)类型|领域|分类|专题|整治(?:重点|内容|项目|事项))"
)
_PROBLEM_COLUMN = re.compile(r".*(?:问题|表现|情形|现象)")
_PHASE_COLUMN = re.compile(r"(?:工作|实施)?(?:阶段|步骤|环节)")
_TIME_COLUMN = re.compile(r".*(?:时间|时限|期限)")
_NOT_PROBLEM = re.compile(r".*(?:类别|类型|来源|性质|数量|个数|问题数|措施|原因|整改情况)")
_NUMBER = re.compile(r"[(\s]*(\d{1,4})(?:\.0)?[)\s.、]*")
_SEPARATOR = re.compile(r"[\t|]")
_HEAD_WORD = re.compile(r"问题|表现|情形|现象|整治|方面|类别|分类|领域|专题|阶段|步骤")
_MAX_HEAD_CELL = 20
_MAX_HEAD_LINE = 400


class Row(NamedTuple):
    """A row: its extent and the (start, end) of its cells."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


class Table(NamedTuple):
    """A table; ``number`` to ``time`` are column indexes, None if it has none.

    It lists problems or phases: ``problem`` or ``phase`` is not None.
    """

    start: int
    end: int
    number: int | None
    area: int | None
    problem: int | None
    phase: int | None
    time: int | None
    head: Row
    rows: tuple[Row, ...]


def find_tables(norm: str, lines: Sequence[Line]) -> list[Table]:
    """Return the Tables among the lines; a table ends at the first line without a tab."""
    tables: list[Table] = []
    position, rows_left = 0, MAX_MARKS
    while position < len(lines) and rows_left > 0:
        columns = _columns(norm, lines[position])
        first = position
        position += 1
        if columns is None:
            continue
        last = min(len(lines), first + rows_left)
        while position < last and has_cells(norm, lines[position]):
            position += 1
        rows = tuple(_row(norm, line) for line in lines[first:position])
        if len(rows) > 1:
            rows_left -= len(rows)
            tables.append(Table(rows[0].start, rows[-1].end, *columns, rows[0], rows[1:]))
    return tables


def row_number(text: str) -> int | None:
    """Return the number in a number cell, None where there is none."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def has_cells(norm: str, line: Line) -> bool:
    """Return whether a line has a border between cells."""
    return bool(_SEPARATOR.search(norm, line.start, line.next))


def _row(norm: str, line: Line) -> Row:
    cells: list[tuple[int, int]] = []
    start = line.start
    end = line.next
    while end > start and norm[end - 1] in "\r\n":
        end -= 1
    for found in _SEPARATOR.finditer(norm, start, end):
        cells.append((start, found.start()))
        start = found.end()
    return Row(line.start, line.next, (*cells, (start, end)))


def _columns(
    norm: str, line: Line
) -> tuple[int | None, int | None, int | None, int | None, int | None] | None:
    """Return the columns number to time if a line is the head of such a table, else None."""
    if (
        line.end - line.start > _MAX_HEAD_LINE
        or not has_cells(norm, line)
        or not _HEAD_WORD.search(norm, line.start, line.end)
    ):
        return None
    names = [compact(norm[start:end]) for start, end in _row(norm, line).cells]
    if len(names) > 30 or any(len(name) > _MAX_HEAD_CELL for name in names):
        return None
    number = _first(names, lambda name: _NUMBER_COLUMN.fullmatch(name))
    problem = _first(
        names, lambda name: _PROBLEM_COLUMN.match(name) and not _NOT_PROBLEM.match(name)
    )
    area = _first(names, lambda name: _AREA_COLUMN.match(name) and names.index(name) != problem)
    phase = _first(names, lambda name: _PHASE_COLUMN.match(name))
    time = _first(names, lambda name: _TIME_COLUMN.match(name))
    if phase is not None and time is not None and phase < time and problem is None:
        return number, None, None, phase, time
    if problem is None:
        problem, area = area, None
    known = [column for column in (number, area, problem) if column is not None]
    return (number, area, problem, None, None) if problem is not None and len(known) > 1 else None


def _first(names: Sequence[str], test: Callable[[str], object]) -> int | None:
    return next((index for index, name in enumerate(names) if test(name)), None)
