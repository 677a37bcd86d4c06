"""From the outline to the tree: which blocks are areas, items and phases, and which are neither.

The walk goes down from the top. A heading's role decides over everything under it: 工作要求,
总体要求 and 整改措施 close a part of the text for problem items, 实施步骤 makes its points phases,
and 整治内容及问题表现 (or a heading …方面, …问题) makes them areas and items.
"""

import re
from collections.abc import Iterable, Sequence

from .draft import Draft
from .facts import CountSpan, find_declared
from .items import ItemReader
from .outline import Block, head_span
from .phases import PhaseReader, is_phase
from .roles import (
    CLOSED,
    MEASURES,
    PHASES,
    PROBLEMS,
    is_area_heading,
    is_fault,
    is_framed_area,
    is_measure,
    is_named_area,
    label_role,
    role_of,
)
from .rows import TableReader
from .tables import Table

_RUN_ON = {"is", "ordinal", "circled"}
_SHORT_HEAD = 25
_TITLE = 14
_FAULTS = 0.6
_PROBLEM_WORD = re.compile(r"问题|表现")


class TreeReader:
    """Reads a draft's areas, items and phases from an outline.

    :param guess: take lists under headings that say nothing, if their points name faults.
    """

    def __init__(self, draft: Draft, tables: Iterable[Table], guess: bool = False) -> None:
        self.draft, self.norm, self.guess = draft, draft.norm, guess
        self.items, self.phases = ItemReader(draft), PhaseReader(draft)
        self.tables = TableReader(draft, tables, self.items, self.phases)

    def read_outline(self, root: Block) -> None:
        """Go through the outline."""
        loose: list[Block] = []
        for block in root.children:
            if self.guess and self._is_loose_point(block):
                loose.append(block)
            else:
                self._visit(block)
        if self._have_faults(loose):
            self._area(root, loose, explicit=False)

    def role(self, block: Block, strict: bool = False) -> str:
        """Return the role of a block's heading; a number before a label has the label's."""
        first = block.children[0] if block.children else None
        if block.style == "label":
            return label_role(self.draft.label_word(block))
        if first is not None and first.style == "label" and first.where == "chain":
            return self.role(first)
        return role_of(self.draft.head(block), strict)

    def _visit(self, block: Block) -> None:
        role = self.role(block)
        if block.style in ("table", "closing", "annex"):
            self._visit_special(block)
        elif role in CLOSED:
            self._close(block, role)
        elif is_phase(self.draft, block):
            self.phases.read_phase(block)
            return
        elif role == PHASES:
            self._phases(block)
        elif role == PROBLEMS and self._are_measures(block):
            self._close(block, MEASURES)
        elif role == PROBLEMS or is_area_heading(self.draft.head(block), strict=True):
            self._problems(block, explicit=role == PROBLEMS)
        elif self.guess and self._have_faults(self._leaves(block)):
            self._problems(block, explicit=False)
        else:
            self.items.claim_heading(block)
            for child in block.children:
                self._visit(child)
        if block.style != "annex":
            self.draft.count("section", block, self.items.heading_end(block))

    def _visit_special(self, block: Block) -> None:
        if block.style == "table":
            self.tables.read_table(block)
        elif block.style == "annex":
            self.draft.claim("heading", block.start, block.text_start)
        for child in block.children:
            self._visit(child)

    def _phases(self, block: Block) -> None:
        self.phases.read_section(block)
        for child in block.children:
            if child.style == "table" and self.tables.lists_phases(child):
                self.tables.read_table(child)

    def _close(self, block: Block, role: str) -> None:
        """Leave a block and all under it unassigned, with the role it seems to have."""
        if block.style != "label" and role != MEASURES:
            self.items.claim_heading(block)
        self.draft.claim("unassigned", block.start, block.end, role)

    def _problems(self, block: Block, explicit: bool | None) -> None:
        """Read a section of problems, or an area: its points are areas, or its items."""
        members, bodies, rest = self._members(block)
        areas: list[Block] = []
        items: list[Block] = []
        for group in _groups(members):
            (areas if self._are_areas(group, block) else items).extend(group)
        own_body = not members and not bodies and self.items.has_body(block)
        tables = [child for child in rest if child.style == "table"]
        if items or bodies or own_body:
            self._area(block, items, explicit, bodies)
        elif tables and not areas:
            self.tables.read_table(tables.pop(0), block)
        elif not areas and explicit is None:
            self._area(block, [], explicit)
        else:
            self.items.claim_heading(block)
        for area in areas:
            self.draft.count("area", area, self.items.heading_end(area))
            self._problems(area, explicit=None)
        for table in tables:
            self.tables.read_table(table)

    def _area(
        self,
        block: Block,
        items: Sequence[Block],
        explicit: bool | None,
        bodies: Sequence[Block] = (),
    ) -> None:
        """Read one area with its items; ``explicit`` is None for a point of a list of areas."""
        area = self.items.open_area(block, as_section=bool(explicit))
        for item in items:
            self.items.read_item(area, item)
        for body in bodies:
            self.items.read_body(area, body)
        if not items and not bodies:
            self.items.read_body(area, block)
        if explicit is False and self.guess:
            self.draft.note("areas_guessed", area.start, area.end or block.end)
        elif explicit:
            self.draft.note("area_from_section", area.start, area.end)
        if not area.items:
            self.draft.note("area_without_items", area.start, area.end)

    def _members(self, block: Block) -> tuple[list[Block], list[Block], list[Block]]:
        """Return (points, blocks whose text holds items, the rest) of what is under a heading."""
        members: list[Block] = []
        bodies: list[Block] = []
        rest: list[Block] = []
        for child in block.children:
            role = self.role(child, strict=True)
            if child.style in ("table", "closing"):
                rest.append(child)
            elif is_phase(self.draft, child):
                self.phases.read_phase(child)
            elif role == PHASES:
                self._phases(child)
            elif role == PROBLEMS and not is_framed_area(self.draft.head(child)):
                inner = self._problem_label(child, members, rest)
                bodies.extend(inner)
            elif role:
                self._close(child, role)
            else:
                members.append(child)
        return members, bodies, rest

    def _problem_label(self, block: Block, members: list[Block], rest: list[Block]) -> list[Block]:
        """Take the points under 主要表现： as if the label were not there; return text bodies."""
        inner, bodies, others = self._members(block)
        rest.extend(others)
        members.extend(inner)
        if inner or bodies:
            self.items.claim_heading(block)
            return bodies
        if self.items.has_body(block) or block.style == "label":
            self.items.claim_heading(block)
            return [block]
        return []

    def _are_areas(self, group: Sequence[Block], parent: Block) -> bool:
        """Return whether points of one style are areas; if not, they are items."""
        if group[0].style in ("heading", "question"):
            return group[0].style == "heading"
        heads = [self.draft.head(block) for block in group]
        framed = sum(map(is_named_area, heads)) * 2 > len(group)
        holders = [block for block in group if self._has_points(block)]
        inside_area = is_framed_area(self.draft.head(parent)) and not self.role(parent)
        if len(holders) * 2 < len(group):
            bodies = sum(map(self.items.has_list_body, group)) + len(holders)
            if inside_area:
                return False
            if framed:
                return bodies * 2 > len(group) or all(map(self.items.has_body, group))
            titled = bodies == len(group) and all(map(self._has_title, group))
            declared = self._declares(parent, len(group)) and all(map(self.items.has_body, group))
            return (titled or declared) and self._uncertain(group)
        if inside_area and not framed:
            return False
        run_on = all(child.style in _RUN_ON for block in holders for child in block.children)
        short = [head for head in heads if len(head) <= _SHORT_HEAD]
        if run_on:
            return framed or len(short) * 2 > len(group) and self._uncertain(group)
        heads_alone = [b for b in holders if b.is_heading(self.norm) or self._has_title(b)]
        return framed or len(heads_alone) * 2 > len(group)

    def _has_title(self, block: Block) -> bool:
        """Return whether a point begins with a few words and a stop, its text behind them."""
        start, end, _body = head_span(self.norm, block)
        return end - start <= _TITLE and self.norm[end : end + 1] in ("。", ":", "\n")

    def _declares(self, block: Block, count: int) -> bool:
        """Return whether the text before a list announces as many areas as it has points."""
        span = CountSpan(self.items.heading_end(block), block.own_end, False)
        found = find_declared(self.draft.source, self.norm, [span])
        return any(entry.what == "areas" and entry.count == count for entry in found)

    def _uncertain(self, group: Sequence[Block]) -> bool:
        """Note for each point that it may be an area or an item; return True for a condition."""
        for block in group:
            self.draft.note("area_or_item", block.start, self.items.heading_end(block))
        return True

    def _has_points(self, block: Block) -> bool:
        """Return whether a block holds points or a label with the problems' text."""
        return any(
            child.style != "label" or self.role(child) == PROBLEMS for child in block.children
        )

    def _is_loose_point(self, block: Block) -> bool:
        return (
            not block.children
            and block.value is not None
            and not self.role(block)
            and not is_phase(self.draft, block)
        )

    def _leaves(self, block: Block) -> list[Block]:
        leaves = [child for child in block.children if not self.role(child, strict=True)]
        return leaves if leaves or not self.items.has_list_body(block) else [block, block]

    def _are_measures(self, block: Block) -> bool:
        """Return whether a section like 重点任务 lists measures: what to do, and no fault named."""
        if _PROBLEM_WORD.search(self.draft.head(block)):
            return False
        leaves = [inner for inner in block.walk() if not inner.children and inner is not block]
        starts = [leaf.text_start for leaf in leaves]
        measures = sum(is_measure(self.norm[start : start + 120]) for start in starts)
        return bool(leaves) and measures >= len(leaves) * _FAULTS

    def _have_faults(self, blocks: Sequence[Block]) -> bool:
        """Return whether most of two or more points name something that is wrong."""
        faults = sum(
            is_fault(self.norm[block.text_start : block.text_start + 120]) for block in blocks
        )
        return len(blocks) > 1 and faults >= len(blocks) * _FAULTS


def _groups(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the blocks in groups of one style each, in order."""
    groups: dict[str, list[Block]] = {}
    for block in blocks:
        groups.setdefault(block.style, []).append(block)
    return list(groups.values())
