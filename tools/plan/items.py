"""Areas and items: their spans and wording, from numbered points and from running text."""

import itertools
import re

from .draft import AreaDraft, Draft
from .outline import Block, head_span
from .roles import CLOSED, has_fault, is_measure, is_trailer, label_role
from .text import has_text

END_MARKS = "。；;，,：:、 \t\u3000【】"
_MAX_HEADING_CLAIM = 60
_PARAGRAPH = re.compile(r"(?<=[。;!?:])[ \t]*[\r\n]+|[\r\n]+(?=[ \t]{2,}|[ \t]*[\r\n])")
_PIECE_BORDER = re.compile(r'[("“《]|[)"”》]|[;。]')
_OPENING, _CLOSING = set("(“《"), set(")”》")
_LEAD_IN = re.compile(
    r"[^。;]{0,60}(?:问题|表现|包括|如下|以下|有|为|是|解决|整治|纠治|聚焦|方面|情形)\s*[是为有]?\s*:"
)
_POINTER = re.compile(r"以下|如下|下列|见附|附后|下表|上表|附件")
_MAX_POINTER = 60
_MAX_NAME = 40
_SENTENCE_MARKS = set("。;!?")
_MIN_CLAUSE = 3
_TRAILING_LINE = re.compile(r"(?<=[。;!?])[ \t]*[\r\n]+")


class ItemReader:
    """Adds areas and items to a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.norm = draft, draft.norm

    # ------------------------------------------------------------------ headings

    def heading_end(self, block: Block) -> int:
        """Return the offset behind a block's heading and the spaces after it."""
        _start, _end, position = head_span(self.norm, block)
        while position < block.own_end and self.norm[position] in " \t\r\n*":
            position += 1
        return position

    def claim_heading(self, block: Block) -> None:
        """Claim a block's heading, unless its first sentence is too long for one."""
        end = self.heading_end(block)
        if end - block.text_start <= _MAX_HEADING_CLAIM:
            self.draft.claim("heading", block.start, end)

    def open_area(self, block: Block, as_section: bool = False) -> AreaDraft:
        """Return a new area named by a block's heading; a section's number is none of an area."""
        if block.style == "root":
            start = block.children[0].start
            return self.draft.add_area(None, "", "", (start, start))
        start, end, _body = head_span(self.norm, block)
        stop = self.heading_end(block)
        name = self.draft.wording(start, end) or self.draft.wording(start, start + _MAX_NAME)
        self.draft.claim("area", block.start, stop)
        number, label = (None, "") if as_section else (block.value, self.draft.label(block))
        return self.draft.add_area(number, label, name.strip(END_MARKS), (block.start, stop))

    # ------------------------------------------------------------------ numbered points

    def read_item(self, area: AreaDraft, block: Block) -> None:
        """Add a numbered point with all its sub-points; what is done about it stays outside."""
        stop, role = self._item_stop(block)
        text = self._item_text(block, stop)
        if not has_text(self.norm, block.text_start, stop):
            return
        if block.where != "line" or self._runs_on(stop):
            text = text.rstrip("；;，, ")
        area.add(block.value, self.draft.label(block), text, block.start, stop)
        self.draft.count("item", block, stop)
        self.draft.claim("item", block.start, stop)
        self.draft.claim("unassigned", stop, block.end, role)
        self.check_wording(block.text_start, stop)

    def _item_text(self, block: Block, stop: int) -> str:
        """Return an item's wording; its title and sub-points keep lines of their own."""
        start, end, body = head_span(self.norm, block)
        lines = [inner.start for inner in block.walk() if inner.where == "line"]
        lines = [offset for offset in lines if block.text_start < offset < stop]
        if self.norm[end : end + 1] == "\n" and self._is_title(start, end, body, stop):
            lines.insert(0, body)
        borders = [block.text_start, *lines, stop]
        parts = [self.draft.wording(*span) for span in itertools.pairwise(borders)]
        return "\n".join(part for part in parts if part)

    def _is_title(self, start: int, end: int, body: int, stop: int) -> bool:
        """Return whether an item's first line is its title, and no sentence broken by hand."""
        first = self.norm[start:end].rstrip()
        following = self.norm[body:stop].split("\n", 1)[0].strip()
        last_clause = re.split("[,、]", first)[-1]
        return (
            len(last_clause) >= _MIN_CLAUSE
            and following[-1:] in _SENTENCE_MARKS
            and len(following) > len(first)
        )

    def _runs_on(self, stop: int) -> bool:
        """Return whether the next point follows in the same line."""
        return stop < len(self.norm) and self.norm[stop - 1] not in "\r\n"

    def _item_stop(self, block: Block) -> tuple[int, str]:
        """Return (where an item's wording ends, the role of what follows it inside the block)."""
        stop, role = block.end, ""
        last = block
        for inner in block.walk():
            if inner.style == "label" and label_role(self.draft.label_word(inner)) in CLOSED:
                stop, role = inner.start, "measures"
                break
            if inner.style in ("table", "closing"):
                stop = inner.start
                break
            last = inner
        for found in _TRAILING_LINE.finditer(self.norm, last.text_start, stop):
            if is_trailer(self.norm[found.end() : found.end() + 20]):
                self.draft.note("trailing_paragraph", found.end(), stop)
                return found.end(), "trailer"
        return stop, role

    def check_wording(self, start: int, end: int) -> None:
        """Note an item that reads like a measure."""
        if is_measure(self.norm[start:end]):
            self.draft.note("looks_like_measure", start, end)

    # ------------------------------------------------------------------ running text

    def has_body(self, block: Block) -> bool:
        """Return whether the text behind a heading holds more than words that lead on."""
        return bool(self._pieces(block)[0])

    def has_list_body(self, block: Block) -> bool:
        """Return whether the text behind a heading separates into two items or more."""
        return len(self._pieces(block)[0]) > 1

    def read_body(self, area: AreaDraft, block: Block) -> None:
        """Add the items of the text behind a heading: one a paragraph, or one a semicolon."""
        pieces, how = self._pieces(block, remark=True)
        self.draft.claim("unassigned", self.heading_end(block), block.own_end, "lead_in")
        for start, end in pieces:
            text = self.draft.wording(start, end).rstrip("；;")
            area.add(None, "", text, start, end)
            self.draft.claim("item", start, end)
            self.check_wording(start, end)
        if pieces:
            values = {"count": len(pieces)} if how != "not_split" else {}
            self.draft.note(how, pieces[0][0], pieces[-1][1], **values)

    def _pieces(self, block: Block, remark: bool = False) -> tuple[list[tuple[int, int]], str]:
        """Return the (start, end) of the items in a block's own text, and how they were split."""
        start, end = self.heading_end(block), block.own_end
        paragraphs = self._paragraphs(start, end, remark)
        by_semicolon = any(self._split(first, last)[1:] for first, last in paragraphs)
        pieces: list[tuple[int, int]] = []
        for first, last in paragraphs:
            first = self._behind_lead_in(first, last)
            parts = self._split(first, last) if by_semicolon else [(first, last)]
            pieces.extend(part for part in parts if has_text(self.norm, *part))
        while len(pieces) > 1 and self._leads_in(*pieces[0]):
            del pieces[0]
        if len(pieces) == 1 and self._points_on(*pieces[0]):
            pieces = []
        how = "split_at_semicolons" if by_semicolon else "split_at_paragraphs"
        return pieces, how if len(pieces) > 1 else "not_split"

    def _paragraphs(self, start: int, end: int, remark: bool) -> list[tuple[int, int]]:
        paragraphs: list[tuple[int, int]] = []
        position = start
        borders = [found.end() for found in _PARAGRAPH.finditer(self.norm, start, end)]
        for border in [*borders, end]:
            if border <= position:
                continue
            if paragraphs and is_trailer(self.norm[position : position + 20]):
                if remark:
                    self.draft.note("trailing_paragraph", position, end)
                break
            paragraphs.append((position, border))
            position = border
        return paragraphs

    def _split(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the parts of a paragraph between semicolons and stops outside of quotations.

        Without a semicolon the paragraph is one part.
        """
        borders: list[int] = []
        depth, semicolons = 0, 0
        for found in _PIECE_BORDER.finditer(self.norm, start, end):
            character = found[0]
            if character in _OPENING:
                depth += 1
            elif character in _CLOSING:
                depth = max(0, depth - 1)
            elif character == "。" or not depth and character == ";":
                depth = 0
                semicolons += character == ";"
                borders.append(found.end())
        if not semicolons:
            return [(start, end)]
        if not borders or borders[-1] < end:
            borders.append(end)
        return list(zip([start, *borders], borders, strict=False))

    def _behind_lead_in(self, start: int, end: int) -> int:
        found = _LEAD_IN.match(self.norm, start, min(end, start + 90))
        return found.end() if found else start

    def _leads_in(self, start: int, end: int) -> bool:
        """Return whether the first of several parts only introduces them."""
        return (
            self.norm[end - 1] == "。"
            and not has_fault(self.norm[start:end])
            or self._points_on(start, end)
        )

    def _points_on(self, start: int, end: int) -> bool:
        text = self.norm[start:end].strip()
        return len(text) <= _MAX_POINTER and bool(_POINTER.search(text) or text.endswith(":"))
