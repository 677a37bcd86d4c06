"""Hard line breaks: lines that a printer or a PDF broke are joined before anything is read.

A text is taken as broken if many of its lines have about the same width. Then a full line goes on
in the next one, unless it ends a sentence or the next line is indented or begins with a mark. In
any text a line goes on if it ends with a comma, or the next begins with a closing mark or, behind a
digit, with 年, 个 ….

The joined text is what the parser reads; :meth:`Joined.place` leads back to the source.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from .dates import Deadline
from .marks import begins_anew
from .nodes import Area, Declared, Extract, Item, Note, Passage, Phase, Plan
from .tables import has_cells
from .text import Line, normalise, split_lines

Node = TypeVar("Node", Area, Item, Phase, Extract, Declared, Deadline, Note, Passage)

_ENDS_SENTENCE = set("。;:!?")
_OPENING = set("(“《")
_GOES_ON = set(",、")
_TITLE_END = re.compile(r"(?:方案|通知|意见|清单|办法|计划)$")
_BEHIND_DIGIT = set("年月日号个项条种类大0123456789")
_CLOSING = set(",。;:、)”》!?")
# Widths in columns: a Chinese character has two.
_NARROWEST, _WIDEST = 28, 120
_SLACK = 6
_SHARE = 0.25
_FEWEST = 2


class Joined:
    """A text without its hard line breaks, and the way back to the source's offsets."""

    def __init__(self, source: str, pieces: Sequence[tuple[int, int]]) -> None:
        self.source = source
        self.text = "".join(source[start:end] for start, end in pieces)
        self._sources = [start for start, _end in pieces]
        self._starts: list[int] = []
        position = 0
        for start, end in pieces:
            self._starts.append(position)
            position += end - start

    def place(self, offset: int) -> int:
        """Return the source's offset for one of the joined text."""
        piece = max(0, bisect_right(self._starts, offset) - 1)
        return self._sources[piece] + offset - self._starts[piece]

    def restore(self, plan: Plan) -> Plan:
        """Return a Plan of the joined text as one of the source: same wording, other offsets."""
        return replace(
            plan,
            source=self.source,
            basis=self._moved(plan.basis) if plan.basis else None,
            areas=tuple(
                replace(self._moved(area), items=self._all(area.items)) for area in plan.areas
            ),
            phases=self._all(plan.phases),
            submission=self._moved(plan.submission) if plan.submission else None,
            duties=self._all(plan.duties),
            declared=self._all(plan.declared),
            notes=tuple(
                replace(note, passage=self.source[note.start : note.end])
                for note in self._all(plan.notes)
            ),
            passages=tuple(
                replace(passage, text=self.source[passage.start : passage.end])
                for passage in self._all(plan.passages)
            ),
        )

    def _all(self, nodes: Iterable[Node]) -> tuple[Node, ...]:
        return tuple(map(self._moved, nodes))

    def _moved(self, node: Node) -> Node:
        return replace(node, start=self.place(node.start), end=self.place(node.end))


def join_lines(source: str) -> Joined:
    """Return the Joined text of a source."""
    norm = normalise(source)
    lines = split_lines(norm)
    width = _wrap_width(source, norm, lines)
    pieces: list[tuple[int, int]] = []
    position = 0
    for line, following in zip(lines, lines[1:], strict=False):
        if not following.after_blank and _goes_on(source, norm, line, following, width):
            pieces.append((position, line.end))
            position = following.start + _indent(norm, following)
    pieces.append((position, len(source)))
    return Joined(source, pieces)


def _wrap_width(source: str, norm: str, lines: Sequence[Line]) -> int | None:
    """Return the width at which the lines were broken, None if they were not."""
    widths = [_columns(source, line) for line in lines]
    long = sorted(widths)[len(widths) * 2 // 3 :]
    if not long:
        return None
    width = Counter(long).most_common(1)[0][0]
    if not _NARROWEST <= width <= _WIDEST or long[-1] > width + 4 * _SLACK:
        return None
    full = [index for index, other in enumerate(widths[:-1]) if other >= width - _SLACK]
    open_ends = sum(norm[lines[index].end - 1] not in _ENDS_SENTENCE for index in full)
    is_broken = len(full) >= len(lines) * _SHARE and open_ends >= len(full) * _SHARE
    return width if is_broken and open_ends >= _FEWEST else None


def _columns(source: str, line: Line) -> int:
    if line.end - line.start > _WIDEST:
        return line.end - line.start
    return len(source[line.start : line.end].rstrip().encode("gb18030", "replace"))


def _goes_on(source: str, norm: str, line: Line, following: Line, width: int | None) -> bool:
    """Return whether a line's sentence goes on in the line below it."""
    last, first = norm[line.end - 1], norm[following.start + _indent(norm, following)]
    if last in _OPENING:
        return True
    if has_cells(norm, line) or begins_anew(norm, following):
        return False
    if last in _GOES_ON or first in _CLOSING or last.isdecimal() and first in _BEHIND_DIGIT:
        return True
    if _TITLE_END.search(norm, line.start, line.end):
        return False
    if width is None or last in _ENDS_SENTENCE or _indent(norm, following) > 1:
        return False
    return width - _SLACK <= _columns(source, line)


def _indent(norm: str, line: Line) -> int:
    text = norm[line.start : line.end]
    return len(text) - len(text.lstrip())
