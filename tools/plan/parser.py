"""Reads an official plan for a rectification campaign into areas, problem items and phases.

    >>> text = "整治方案\\n一、整治内容\\n（一）会议方面。\\n1.会议过多。\\n2.会议过长。"
    >>> plan = parse_plan(text, year=2026)
    >>> [(area.name, len(area.items)) for area in plan.areas]
    [('会议方面', 2)]

Plain Python: needs neither Odoo nor a database. It never raises on a string, never hangs (its time
grows with the length of the text), and never loses a character: ``plan.passages`` put together are
the source, and whatever was not understood is in ``plan.unassigned``. It repairs nothing: gaps and
repeats in the numbering, counts that do not agree, deadlines without a year are in ``plan.notes``.

Grammar, from the text to the tree::

    plan      := [title] preamble section*
    section   := mark heading (text | point*)
    point     := mark text point*
    mark      := 一、 | （一） | 1. | 1、 | （1） | ① | 第一， | 一是 | 第一阶段 | ● … (marks)
               | an unnumbered heading: **bold**, …方面, …问题, or the section words below
               | a label before a colon: 主要表现： 整改措施： 责任单位：
    phase     := a point under 实施步骤, 时间安排 … or one called …阶段
    area      := a point or heading under 整治内容, 问题表现, 突出问题 …,
               | or one called 在…方面, 整治…问题
    item      := a point under an area, with all its sub-points
               | a part between semicolons, or a paragraph, of an area without points
               | a row of a table with a 问题 column; its 方面 column names the area

Points under 总体要求, 工作要求, 组织领导, 保障措施, 整改措施, 责任单位 … are never items, phases
are never areas. Marks inside a line count if they go on with a list (1.…；2.…), a first one only if
its second follows (一是…二是…). Marks may be full or half width, keywords simplified or
traditional. A line break inside a sentence is no border. What stands between ``**`` at the
beginning of a line is bold.

Deadlines: see dates. Vocabulary of headings: roles. Placement of marks: outline.
"""

from collections.abc import Sequence

from .dates import Deadline
from .draft import Draft
from .facts import (
    CountSpan,
    TitleLines,
    find_basis,
    find_declared,
    find_duties,
    find_submissions,
    find_title,
)
from .marks import Mark, find_marks
from .nodes import NOTES, Area, Declared, Extract, Item, Note, Passage, Phase, Plan
from .numbering import check_counts, check_numbers
from .outline import Block, build_outline, head_span
from .tables import Table, find_tables
from .text import MAX_LINES, Line, normalise, short_title, split_lines, tidy
from .tree import TreeReader
from .wraps import join_lines

__all__ = [
    "NOTES",
    "Area",
    "Deadline",
    "Declared",
    "Extract",
    "Item",
    "Note",
    "Passage",
    "Phase",
    "Plan",
    "parse_plan",
    "short_title",
]


def parse_plan(text: str, year: int | None = None) -> Plan:
    """Read a plan.

    :param text: the plan as one text with line breaks.
    :param year: the campaign's year, for deadlines that name none; each such one is noted.
        Without it they stay without a date.
    :returns: a :class:`Plan`, whatever the text.
    :raises TypeError: if ``text`` is no string.
    """
    if not isinstance(text, str):
        raise TypeError(f"a plan is read from a string, not from {type(text).__name__}")
    joined = join_lines(text)
    plan = _parse(joined.text, year)
    return plan if joined.text == text else joined.restore(plan)


def _parse(text: str, year: int | None) -> Plan:
    """Return the Plan of a text without hard line breaks."""
    norm = normalise(text)
    lines = split_lines(norm)
    last = lines.pop().start if len(lines) > MAX_LINES else None
    title = find_title(norm, lines)
    tables = find_tables(norm, lines)
    marks, stop = find_marks(norm, _lines_outside(lines, title, tables))
    stop = last if stop is None else stop
    start = lines[title.last].next if title else 0
    end = len(text) if stop is None else stop
    tables = [table for table in tables if start <= table.start < end]
    marks = sorted(marks + [_table_mark(table) for table in tables], key=lambda mark: mark.start)
    root = build_outline(norm, marks, start, end)
    draft = _read_tree(Draft(text, norm, year, stop), root, tables)
    return _finish(draft, root, lines, title)


def _lines_outside(
    lines: Sequence[Line], title: TitleLines | None, tables: Sequence[Table]
) -> list[Line]:
    """Return the lines behind the title that belong to no table."""
    inside: set[int] = set()
    for table in tables:
        inside.update(row.start for row in (table.head, *table.rows))
    first = title.last + 1 if title else 0
    return [line for line in lines[first:] if line.start not in inside]


def _table_mark(table: Table) -> Mark:
    return Mark(table.start, table.end, "table", None, "line", True)


def _read_tree(draft: Draft, root: Block, tables: Sequence[Table]) -> Draft:
    """Return the draft of the tree; a text that names no problem section is read a second time."""
    for guess in (False, True):
        draft = draft.blank()
        TreeReader(draft, tables, guess).read_outline(root)
        if any(area.items for area in draft.areas):
            break
    draft.areas.sort(key=lambda area: area.start)
    draft.phases.sort(key=lambda phase: phase.start)
    return draft


def _finish(draft: Draft, root: Block, lines: Sequence[Line], title: TitleLines | None) -> Plan:
    """Return the Plan: the tree with the facts from the running text and all notes."""
    text, norm = draft.source, draft.norm
    title_text = _read_title(draft, lines, title)
    basis = find_basis(text, norm, root.start, root.own_end) or _basis_below(text, norm, root)
    if basis and draft.is_free(basis.start, basis.end):
        draft.claim("basis", basis.start, basis.end)
    else:
        basis = None
        draft.note("basis_missing", root.start, root.start)
    submissions = find_submissions(text, norm, root.start, root.end, draft.year)
    for deadline in submissions[:1]:
        for code in deadline.codes:
            draft.note(code, deadline.start, deadline.end)
    if len({deadline.text for deadline in submissions}) > 1:
        draft.note("several_submissions", submissions[1].start, submissions[1].end)
    for area in draft.areas:
        if not area.name:
            area.name = title_text
            draft.note("area_unnamed", area.start, area.end)
    check_numbers(draft)
    declared = check_counts(draft, find_declared(text, norm, _count_spans(draft, root)))
    return Plan(
        source=text,
        title=title_text,
        basis=basis,
        areas=tuple(area.freeze() for area in draft.areas),
        phases=tuple(draft.phases),
        submission=submissions[0] if submissions else None,
        duties=tuple(find_duties(text, norm, root.start, root.end, _borders(norm, root))),
        declared=tuple(declared),
        notes=draft.all_notes(),
        passages=draft.passages(),
    )


def _read_title(draft: Draft, lines: Sequence[Line], title: TitleLines | None) -> str:
    if title is None:
        draft.note("title_missing", 0, 0)
        return ""
    first, last, sure = title
    start, end = lines[first].start, lines[last].next
    draft.claim("title", start, end)
    if not sure:
        draft.note("title_uncertain", start, end)
    parts = [
        draft.source[line.start : line.end].strip(" #\t\u3000") for line in lines[first : last + 1]
    ]
    return tidy("".join(parts))


def _basis_below(text: str, norm: str, root: Block) -> Extract | None:
    """Return the basis from the section before the first problems, where 总体要求 has it."""
    first = root.children[0] if root.children else None
    if first is None or first.style in ("table", "annex"):
        return None
    return find_basis(text, norm, first.text_start, min(first.end, first.text_start + 1500))


def _borders(norm: str, root: Block) -> list[int]:
    """Return the sorted offsets behind all numbers and headings."""
    return sorted(
        offset
        for block in root.walk()
        for offset in (block.text_start, head_span(norm, block).body)
    )


def _count_spans(draft: Draft, root: Block) -> list[CountSpan]:
    """Return where counts are declared: in requirements only where they speak of the problems."""
    closed = sorted(
        (start, end)
        for start, end, kind, role in draft.claims
        if kind == "unassigned" and role in ("requirements", "overall", "measures", "group")
    )
    items = sorted((item.start, item.end) for area in draft.areas for item in area.items)
    spans: list[CountSpan] = []
    position = 0
    for start, end, is_item in sorted(
        [(*span, False) for span in closed] + [(*span, True) for span in items]
    ):
        if start > position:
            spans.append(CountSpan(position, start, False))
        if not is_item:
            spans.append(CountSpan(max(start, position), end, True))
        position = max(position, end)
    spans.append(CountSpan(position, root.end, False))
    return [span for span in spans if span.start < span.end]
