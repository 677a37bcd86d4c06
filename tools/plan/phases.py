"""Phases: their names, deadlines and text."""

import re

from .dates import Deadline, find_deadlines
from .draft import Draft
from .nodes import Phase
from .outline import Block, head_span
from .roles import PHASES, role_of

MAX_NAME = 40
_PHASE_HEAD = re.compile(r"(?:阶段|第[一二三四五六1-9]步)(?:\([^)]*\)?)?$")
_NOT_PHASE = re.compile(r"(?:各|现|新|上|下一|前一)个?阶段")
_NAME_START = re.compile(r"[\s*]*(?:\([^)\n]{0,60}\))?[\s*:,、.]*")
_NAME_END = re.compile(r"[。:;\n(!?]|\*\*|(?<=阶段),")
_SENTENCE = re.compile(r"[。;]")
_LEADING = 20
_CLAUSE_BORDER = ("", ",", "。", ";", ":")
_MAX_CLAUSES = 20


def is_phase(draft: Draft, block: Block) -> bool:
    """Return whether a block is a phase by its own words: 第一阶段, …阶段（3月底前）."""
    if block.style == "stage":
        return True
    head = draft.head(block)
    bare = re.sub(r"\([^)]*\)?$", "", head)
    return (
        len(bare) <= 20
        and bool(_PHASE_HEAD.search(head))
        and not _NOT_PHASE.search(bare)
        and not role_of(bare, strict=True)
    )


class PhaseReader:
    """Adds phases to a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.norm = draft, draft.norm

    def read_section(self, block: Block) -> None:
        """Read the points under 实施步骤: those called 阶段, else all if any has a deadline."""
        points = [child for child in block.children if child.style not in ("table", "label")]
        inner = [child for child in points if role_of(self.draft.head(child), True) == PHASES]
        named = [child for child in points if is_phase(self.draft, child)]
        dated = [child for child in points if self._deadline(child)[0]]
        chosen = points if dated and not named and not inner else []
        if named:
            chosen = [child for child in points if child in named or child in dated]
        for child in inner:
            if child not in chosen:
                self.read_section(child)
        for child in chosen:
            self.read_phase(child)
        _start, _end, body = head_span(self.norm, block)
        self.draft.claim("heading", block.start, body)
        if not block.children:
            self._read_clauses(body, block.own_end)
        for child in points:
            if child not in chosen and child not in inner:
                self.draft.claim("unassigned", child.start, child.end, PHASES)

    def read_phase(self, block: Block) -> None:
        """Add one phase; its points and paragraphs are its text."""
        start, end = self._name_span(block)
        label = self.draft.label(block)
        deadline, in_body = self._deadline(block)
        if deadline and deadline.start == start and deadline.end < end:
            start = deadline.end
        name = self.draft.wording(start, end).strip("，,。：: 、.")
        self.add(
            block.value, label, name or label, deadline, (block.text_start, block.start, block.end)
        )
        self.draft.count("phase", block, max(end, block.text_start))
        if deadline and in_body:
            self.draft.note("deadline_in_body", deadline.start, deadline.end)

    def _read_clauses(self, start: int, end: int) -> None:
        """Add the clauses of running text as phases: 3月底前完成自查，6月底前完成整改."""
        deadlines = find_deadlines(self.draft.source, self.norm, start, end, self.draft.year)
        firsts = [
            deadline
            for deadline in deadlines[:_MAX_CLAUSES]
            if self.norm[start : deadline.start].rstrip(" \n")[-1:] in _CLAUSE_BORDER
        ]
        if len(firsts) < 2:
            return
        stops = [deadline.start for deadline in firsts[1:]] + [end]
        for deadline, stop in zip(firsts, stops, strict=True):
            found = _NAME_END.search(self.norm, deadline.end, stop)
            name = self.draft.wording(deadline.end, found.start() if found else stop)
            offsets = (deadline.start, deadline.start, stop)
            self.add(None, "", name.strip("，,。 、") or deadline.text, deadline, offsets)
        self.draft.note("phases_from_text", start, end)

    def add(
        self,
        number: int | None,
        label: str,
        name: str,
        deadline: Deadline | None,
        offsets: tuple[int, int, int],
    ) -> None:
        """Add a phase; ``offsets`` are where its text, and where the phase begins and ends."""
        text_start, start, end = offsets
        self.draft.phases.append(
            Phase(
                number,
                label,
                name,
                deadline.text if deadline else "",
                deadline.date if deadline else None,
                deadline.begins if deadline else None,
                self.draft.wording(text_start, end),
                start,
                end,
            )
        )
        self.draft.claim("phase", start, end)
        if deadline is None:
            self.draft.note("phase_without_deadline", start, end)
            return
        for code in deadline.codes:
            self.draft.note(code, deadline.start, deadline.end)

    def _name_span(self, block: Block) -> tuple[int, int]:
        found = _NAME_START.match(self.norm, block.text_start, block.own_end)
        start = found.end() if found else block.text_start
        found = _NAME_END.search(self.norm, start, block.own_end)
        end = found.start() if found else block.own_end
        if end - start > MAX_NAME:
            comma = self.norm.find(",", start, start + MAX_NAME)
            end = comma if comma > 0 else start + MAX_NAME
        return start, end

    def _deadline(self, block: Block) -> tuple[Deadline | None, bool]:
        """Return (Deadline or None, whether it stands behind the phase's first words)."""
        _start, name_end = self._name_span(block)
        found = _SENTENCE.search(self.norm, name_end, block.end)
        head_end = found.start() if found else block.own_end
        first = self._first_deadline(block.start, head_end)
        if first:
            return first, False
        first = self._first_deadline(head_end, block.end)
        return first, first is not None and first.start > head_end + _LEADING

    def _first_deadline(self, start: int, end: int) -> Deadline | None:
        deadlines = find_deadlines(self.draft.source, self.norm, start, end, self.draft.year)
        return deadlines[0] if deadlines else None
