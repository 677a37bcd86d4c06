"""The outline of a plan: marks put into a tree of blocks that cover the source without a gap.

A mark that is found in a style already open continues that list; one in a new style opens a list
under the nearest block that may hold it. Three rules decide what plain nesting cannot:

* the list in which a number is the next one wins over a nearer list in which it is not;
* a number 1 behind a label (整改措施：) opens a list of its own under that label;
* a list goes under a sentence only if its style ranks lower, under a heading in any case.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .marks import MAX_HEADING, RANK, Mark
from .roles import is_area_heading, is_framed_area, role_of
from .text import BOLD

# An inline mark may skip that many numbers and still be one of its list; the gap is reported.
_INLINE_GAP = 3
# Unnumbered headings and single dates: they have no heading-like sentence to go under.
_BY_RANK_ONLY = {"heading", "section", "stage", "closing", "annex", "part"}
_MAX_HEAD = 3 * MAX_HEADING
# No text is broken into lines as short as that.
_SHORTEST_WRAP = 18
# A remark in brackets belongs to the heading, stops inside it or not.
_HEAD_BORDER = re.compile(r"\([^()\n]{0,60}\)|[。;!?:,\n]| (?=[^ \n])")
_STAGE_HEAD = re.compile(r"阶段(?:\([^)\n]*\))?$")
# 第…条 counts through all chapters.
_RUNS_THROUGH = {"article"}
_HOLDS_CN = {"annex", "part", "section", "heading"}


# An offset that is not known before the next mark is placed.
_OPEN = -1


class Head(NamedTuple):
    """Where the head of a block's own text starts and ends, and where its body starts."""

    start: int
    end: int
    body: int


class Block:
    """A mark with its own text (``text_start`` to ``own_end``) and the blocks under it.

    ``previous`` is the block before it in its list, ``latest`` the last block under it by style.
    """

    __slots__ = (
        "style",
        "value",
        "start",
        "text_start",
        "own_end",
        "end",
        "parent",
        "children",
        "where",
        "previous",
        "latest",
        "head",
        "compact_head",
        "_heading",
    )

    def __init__(
        self,
        style: str,
        value: int | None,
        start: int,
        text_start: int,
        parent: "Block | None",
        where: str = "line",
    ) -> None:
        self.style, self.value, self.where = style, value, where
        self.start, self.text_start = start, text_start
        self.own_end = self.end = _OPEN
        self.parent = parent
        self.children: list[Block] = []
        self.previous: Block | None = None
        self.latest: dict[str, Block] = {}
        self.head: Head | None = None
        self.compact_head: str | None = None
        self._heading: bool | None = None
        if parent is not None:
            parent.children.append(self)
            self.previous = parent.latest.get(style)
            parent.latest[style] = self

    def is_heading(self, norm: str) -> bool:
        """Return whether the block's own text is short and holds no sentence."""
        if self._heading is None:
            own = norm[self.text_start : self.own_end]
            body = own[:_MAX_HEAD].strip().strip("*").rstrip("。:; ")
            self._heading = len(body) <= MAX_HEADING and not any(c in "。;!?" for c in body)
        return self._heading

    def walk(self) -> "Iterator[Block]":
        """Yield the block and all under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Builder:
    """Places one mark after another; ``stack`` is the path of open blocks."""

    def __init__(self, norm: str, start: int, end: int) -> None:
        self.norm, self.end = norm, end
        self.root = Block("root", None, start, start, None)
        self.stack = [self.root]
        self.last = self.root
        self.latest: dict[str, Block] = {}

    def build(self, marks: Iterable[Mark]) -> Block:
        """Return the root with the blocks of all marks that count."""
        for mark in marks:
            if self._counts(mark):
                self._open(mark, self._place(mark))
        self.last.own_end = self.end
        self._close_down_to(0)
        self.root.end = self.end
        return self.root

    def _counts(self, mark: Mark) -> bool:
        """Return whether a mark counts: all at a line's start, inline ones as part of a list."""
        if mark.where == "inline" and self._inside_quotation(mark):
            return False
        if mark.style == "label" or mark.value is None:
            return mark.style == "label" or mark.where != "inline"
        match = self._open_list(mark)
        if match is not None and mark.value == (match.value or 0) + 1:
            return True
        if mark.where != "inline":
            return mark.firm or mark.opens
        if mark.value == 1:
            return mark.opens and (mark.firm or mark.style in ("ordinal", "is", "paren", "circled"))
        if match is None:
            return mark.firm and mark.value == self._latest_value(mark.style) + 1
        gap = mark.value - (match.value or 0)
        return mark.firm and match.where != "line" and 0 <= gap <= _INLINE_GAP

    def _latest_value(self, style: str) -> int:
        """Return the number of the last mark in a style, to go on with in the next paragraph."""
        block = self.latest.get(style)
        return block.value or 0 if block is not None else 0

    def _inside_quotation(self, mark: Mark) -> bool:
        """Return whether a bracket or quotation of the last 60 characters is still open."""
        window = self.norm[max(self.last.text_start, mark.start - 60) : mark.start]
        return any(window.rfind(left) > window.rfind(right) for left, right in ("“”", "()", "《》"))

    def _open_list(self, mark: Mark) -> Block | None:
        """Return the open block whose list a mark goes on with, None if there is none."""
        nearest: Block | None = None
        for block in reversed(self.stack):
            if block.style == mark.style and block.value is not None:
                if block.value + 1 == mark.value:
                    return block
                nearest = nearest or block
        return nearest

    def _place(self, mark: Mark) -> int:
        """Return the depth in the stack under which a mark's block belongs."""
        self._end_own_text(mark)
        if mark.style == "label":
            return self._place_label()
        match = self._open_list(mark) if mark.value is not None else self._same_style(mark.style)
        if match is not None:
            depth = self.stack.index(match)
            labels = [i for i, block in enumerate(self.stack) if block.style == "label"]
            continues = mark.value is not None and mark.value == (match.value or 0) + 1
            if mark.value == 1 and not continues and labels and labels[-1] > depth:
                return labels[-1]
            return depth - 1
        depth = len(self.stack) - 1
        while depth and not self._may_hold(self.stack[depth], mark.style):
            depth -= 1
        return depth

    def _place_label(self) -> int:
        label = self._same_style("label")
        return self.stack.index(label) - 1 if label is not None else len(self.stack) - 1

    def _same_style(self, style: str) -> Block | None:
        return next((block for block in reversed(self.stack) if block.style == style), None)

    def _may_hold(self, block: Block, style: str) -> bool:
        if block.style == "label":
            return RANK[style] > RANK["heading"]
        if RANK[block.style] < RANK[style]:
            return True
        if style in _BY_RANK_ONLY:
            return False
        if style == "cn":
            return block.style in _HOLDS_CN
        return block.is_heading(self.norm)

    def _end_own_text(self, mark: Mark) -> None:
        if self.last.own_end == _OPEN:
            self.last.own_end = mark.start

    def _open(self, mark: Mark, depth: int) -> None:
        self._close_down_to(depth, mark.start)
        block = Block(mark.style, mark.value, mark.start, mark.end, self.stack[-1], mark.where)
        if mark.style in _RUNS_THROUGH:
            block.previous = self.latest.get(mark.style)
        self.latest[mark.style] = block
        self.stack.append(block)
        self.last = block

    def _close_down_to(self, depth: int, end: int | None = None) -> None:
        for block in self.stack[depth + 1 :]:
            block.end = self.end if end is None else end
        del self.stack[depth + 1 :]


def build_outline(norm: str, marks: Iterable[Mark], start: int, end: int) -> Block:
    """Return the root Block of the text between two offsets; its blocks cover that text."""
    return _Builder(norm, start, end).build(marks)


def head_span(norm: str, block: Block) -> Head:
    """Return where the head of a block's own text lies, see ``_read_head``."""
    if block.head is None:
        block.head = _read_head(norm, block)
    return block.head


def _read_head(norm: str, block: Block) -> Head:
    """Return where the head of a block's own text lies.

    The head is what is bold, or goes to the first 。 or ： or to the end of the line, or to a space
    behind words that are a heading by themselves (总体要求 坚持…).
    """
    start = block.text_start
    if block.style == "label":
        return Head(start, start, start)
    while start < block.own_end and norm[start] in " \t*:\n\r":
        start += 1
    if norm[start : start + 1] == "【":
        closing = norm.find("】", start, min(block.own_end, start + MAX_HEADING))
        if closing > 0:
            return Head(start + 1, closing, closing + 1)
    if norm.startswith(BOLD, start - len(BOLD)):
        closing = norm.find(BOLD, start, min(block.own_end, start + _MAX_HEAD))
        if closing > 0:
            return Head(start, closing, closing + len(BOLD))
    return Head(start, *_head_end(norm, block.start, start, block.own_end))


def _head_end(norm: str, line_start: int, start: int, end: int) -> tuple[int, int]:
    """Return (head end, body start) of the text from ``start`` on."""
    for found in _HEAD_BORDER.finditer(norm, start, min(end, start + _MAX_HEAD)):
        position, character = found.start(), found[0]
        is_end = character in "。;!?:"
        if character == ",":
            is_end = is_framed_area(norm[start:position])
        elif character == "\n":
            is_end = position - line_start < _SHORTEST_WRAP or _line_ends_head(
                norm, start, position, end
            )
        elif character == " ":
            is_end = _is_heading_text(norm[start:position])
        if is_end:
            return position, position + 1
    return (end, end) if end - start <= _MAX_HEAD else (start, start)


def _is_heading_text(text: str) -> bool:
    return (
        bool(role_of(text, strict=True))
        or is_area_heading(text, strict=True)
        or bool(_STAGE_HEAD.search(text))
    )


def _line_ends_head(norm: str, start: int, position: int, end: int) -> bool:
    """Return whether a heading ends with its line, or goes on behind a hard line break."""
    following = norm[position + 1 : min(end, position + _MAX_HEAD)].split("\n", 1)[0]
    return (
        following.startswith(("  ", "\t"))
        or not following.strip()
        or len(following.rstrip()) > position - start
        or _is_heading_text(norm[start:position])
    )
