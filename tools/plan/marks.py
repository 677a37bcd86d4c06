"""Marks: the numbers, labels and headings that divide a plan, found in one pass over its lines.

A mark has a *style*, and its place among the styles (``RANK``) says what usually contains what::

    part      第一部分 第一章          half      1) 1）
    article   第一条                   class     第一类 第一方面
    annex     附件1：                  circled   ① ⑴ is paren, ㈠ is cn_paren, ⒈ is arabic
    section   工作要求 (no number)     decimal2  1.1   decimal3  1.1.1
    cn        一、 一.                 letter    a. a) (a)
    cn_paren  （一） (一) 一）         roman     Ⅰ、
    stage     第一阶段：… 动员阶段（…）  ordinal   第一， 其一，
    heading   整治…问题 …方面 **bold**  is        一是
    arabic    1. 1、 1． 1<tab>        bullet    ● ■ ◆, dash - ○ ·
    question  问题1：                  label     整改措施： 责任单位： 主要表现：
    paren     （1） (1) ⑴             closing   a date alone on its line

Marks begin a line, follow another mark (一、（一）), or stand inside a line after a sentence end, a
comma or a space. Which of the latter count is decided where the list is known (outline).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.chinese_numerals import ChineseNumeralError, from_chinese
from .roles import is_area_heading, is_label, is_named_area, role_of
from .text import BOLD, Line

RANK = {
    style: rank
    for rank, styles in enumerate(
        (
            "annex",
            "part",
            "section",
            "cn article",
            "cn_paren",
            "stage class",
            "heading",
            "question roman",
            "arabic",
            "decimal2",
            "decimal3",
            "paren half",
            "letter",
            "circled",
            "ordinal",
            "is",
            "bullet",
            "dash",
            "label",
            "closing table",
        )
    )
    for style in styles.split()
}
# A plan never has as many; what comes behind them is left unread rather than read for minutes.
MAX_MARKS = 10_000
MAX_HEADING = 40
_MAX_CHAIN = 3

_CN = r"[一二三四五六七八九十百千零〇]{1,7}"
_STYLES = {
    "stage": rf"第\s?(?P<stage>{_CN}|\d{{1,2}})\s?(?:个?阶段|步(?=[:,、. (]))",
    "part": rf"第\s?(?P<part>{_CN}|\d{{1,2}})\s?(?:部分|章|篇|编)(?![书节程])[:、,.]?",
    "article": rf"第\s?(?P<article>{_CN}|\d{{1,2}})\s?条[:、,.]?(?=\s)",
    "class": rf"第\s?(?P<class>{_CN}|\d{{1,2}})\s?(?:大?类|个?方面)(?=[\s:、,.])[:、,.]?",
    "annex": r"附\s?(?:件|表|录)\s?(?P<annex>\d{0,2})(?=[:\s.、]|$)[:.、]?",
    "question": rf"(?:突出)?(?:问题|表现)\s?(?P<question>{_CN}|\d{{1,2}})(?:\s?[:、.]|(?=\s))",
    "ordinal": rf"(?:第|其)\s?(?P<ordinal>{_CN})\s?(?:[,、:]|(?=是))",
    "is": rf"(?P<is>{_CN})是(?![非否])",
    "cn_paren": rf"\(\s?(?P<cn_paren>{_CN})\s?[)、][、.,:]?|(?P<cn_half>{_CN})\)[、.]?"
    r"|(?P<cn_char>[㈠-㈩])[、.]?",
    "cn": rf"(?P<cn>{_CN})\s?(?:[、.](?![一二三四五六七八九十])|(?=\s\S))",
    "decimal3": r"\d{1,2}\.\d{1,2}\.(?P<decimal3>\d{1,2})(?![\d.])[、.]?(?=\s|[^\W\d])",
    "decimal2": r"\d{1,2}\.(?P<decimal2>\d{1,2})(?![\d.%]|\s?月)[、.]?(?=\s|[^\W\d])",
    "paren": r"\(\s?(?P<paren>\d{1,3})\s?\)[、.]?|(?P<paren_char>[⑴-⒇])",
    "half": r"(?P<half>\d{1,3})\s?\)[、.]?",
    "arabic": r"(?P<arabic>\d{1,3})\s?"
    r"(?:[.、。](?!\d)|[.、](?=\d{4}\s?年|\d{1,2}\s?月)|\t|(?= +[^\W\d]))"
    r"|(?P<arabic_char>[⒈-⒛])",
    "circled": r"(?P<circled>[①-⑳㉑-㉟㊱-㊿❶-❿➀-➉])[、.]?",
    "roman": r"(?P<roman>[Ⅰ-Ⅻ])[、.]?",
    "letter": r"(?:\(\s?(?P<letter>[a-z])\s?\)|(?P<letter_half>[a-z])\s?(?:\)|[.、](?![\w.])))",
    "bullet": r"(?P<bullet>[●•◆■▪▶►※★➢✓])",
    "dash": r"(?P<dash>[○◇□☆·]|[-*](?=\s))",
}
_MARK = re.compile("|".join(f"(?:{pattern})" for pattern in _STYLES.values()))
_STYLE_OF_GROUP = {
    name: style
    for style, pattern in _STYLES.items()
    for name in re.findall(r"\(\?P<(\w+)>", pattern)
}
# 3.15 may be a date or an amount: such a mark has to continue a list.
_SHY = {"decimal2", "decimal3"}
_UNNUMBERED = {"bullet", "dash", "annex"}
_LINE_MARK_ONLY = _UNNUMBERED | {"part", "article", "letter", "roman", "decimal2", "decimal3"}
_FIRST = r"[(第其一二三四五六七八九十百\d①-⑳㉑-㉟㊱-㊿❶-❿➀-➉⑴-⒇⒈-⒛㈠-㈩问突表]"
_INLINE = re.compile(rf'[。;:!?,、\s”"’)】*](?={_FIRST})|.(?=[①-⑳㉑-㉟])')
_INLINE_LABEL = re.compile(r"[。;!?\s](?:\*\*)?[\[【(]?(?P<label>\w{2,8})[\]】)]?(?:\*\*)?\s?:")
_LABEL = re.compile(r"(?:\*\*)?[\[【]?(?P<label>\w{2,8})[\]】]?\s?(?:\*\*)?\s?(?::|(?P<alone>$))")
_STAGE_LINE = re.compile(r"[^。;,、:\s]{1,15}[^。;,、:\s个各分几]阶段\s?(?=\(|:|。|,|\*|$)")
_BRACKET_LEAD = re.compile(r"【(?P<head>[^【】]{2,20})】")
_BOLD_LEAD = re.compile(r"\*\*(?P<head>[^*]{2,60})\*\*")
_DATE_LINE = re.compile(
    r"[\dX〇一二三四五六七八九]{4}年[\dX一二三四五六七八九十]{1,3}月[\dX一二三四五六七八九十]{1,3}日"
)
_POINTER = re.compile(r"以下|如下|下列|[几\d一二三四五六七八九十]+(?:个|类|项|种|大)")
_LEAD = re.compile(r"[\s#>]*(?:\*\*)?\s*")
_DATE_NEXT = re.compile(r"\s?[月年日号个项种类条次天时级]")
_STRONG = set("。;:!?\t *】")
_UNFINISHED = set(",、(“《—-的和与及对在")


@dataclass(slots=True)
class Mark:
    """A mark from ``start`` to ``end``; ``value`` is its number or None.

    ``where``: 'line', 'chain' (right behind another mark) or 'inline'. ``firm`` is False for a mark
    that counts only where it continues a list: behind a comma, in an unfinished sentence, or with a
    space in place of the usual point. ``opens`` says that an inline 1 is followed by its 2.
    """

    start: int
    end: int
    style: str
    value: int | None
    where: str
    firm: bool
    opens: bool = False


def find_marks(norm: str, lines: Sequence[Line]) -> tuple[list[Mark], int | None]:
    """Return (marks in order, the offset behind which nothing was read or None)."""
    marks: list[Mark] = []
    previous: Line | None = None
    for line in lines:
        position = _line_start_marks(norm, line, previous, marks)
        _inline_marks(norm, line, position, marks)
        previous = line
        if len(marks) > MAX_MARKS:
            stop = marks[MAX_MARKS].start
            del marks[MAX_MARKS:]
            _mark_openings(marks)
            return marks, stop
    _mark_openings(marks)
    return marks, None


def starts_with_mark(norm: str, line: Line) -> bool:
    """Return whether a line begins with a number of any style."""
    start = _skip_lead(norm, line.start, line.end)
    found = _MARK.match(norm, start, line.end)
    return found is not None and _numbered(norm, found, "line") is not None


def begins_anew(norm: str, line: Line) -> bool:
    """Return whether a line begins with a number, a label or in bold: no sentence goes on there."""
    start = _skip_lead(norm, line.start, line.end)
    return (
        starts_with_mark(norm, line)
        or norm.startswith((BOLD, "【"), line.start)
        or _line_label(norm, line, start, False) is not None
    )


def _skip_lead(norm: str, start: int, end: int) -> int:
    """Return the offset behind spaces and marks of bold."""
    found = _LEAD.match(norm, start, end)
    return found.end() if found else start


def _line_start_marks(norm: str, line: Line, previous: Line | None, marks: list[Mark]) -> int:
    """Append the marks that begin a line; return the offset behind them."""
    position = _skip_lead(norm, line.start, line.end)
    unfinished = previous is not None and norm[previous.end - 1] in _UNFINISHED
    styles: set[str] = set()
    for _turn in range(_MAX_CHAIN):
        found = _MARK.match(norm, position, line.end)
        mark = _numbered(norm, found, "chain" if styles else "line") if found else None
        if not mark or mark.style in styles:
            break
        mark.start = line.start if not styles else mark.start
        mark.firm &= not unfinished
        marks.append(mark)
        styles.add(mark.style)
        position = _skip_lead(norm, mark.end, line.end)
    label = _line_label(norm, line, position, bool(styles))
    if label:
        marks.append(label)
        return label.end
    if not styles and not unfinished:
        heading = _heading(norm, line)
        if heading:
            marks.append(heading)
    return position


def _numbered(norm: str, found: re.Match[str], where: str) -> Mark | None:
    """Return the Mark of a match, None where its numeral is malformed or a date or amount."""
    group = found.lastgroup or ""  # every mark is a group with a name
    style, text = _STYLE_OF_GROUP[group], found[group]
    value = _value(style, text)
    if value is None and style not in _UNNUMBERED:
        return None
    closed = found.end() > found.end(group)
    if style in ("arabic", "cn") and not closed and not group.endswith("_char"):
        if _DATE_NEXT.match(norm, found.end()):
            return None
        return Mark(found.start(), found.end(), style, value, where, False)
    return Mark(found.start(), found.end(), style, value, where, style not in _SHY)


def _value(style: str, text: str) -> int | None:
    """Return the number a mark's text stands for, None where it stands for none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if style in _UNNUMBERED:
        return None
    if style == "letter":
        return ord(text) - ord("a") + 1
    if len(text) == 1 and text not in "一二三四五六七八九十百千零〇":
        return int(unicodedata.numeric(text, 0)) or None
    try:
        return from_chinese(text) or None
    except ChineseNumeralError:
        return None


def _line_label(norm: str, line: Line, position: int, numbered: bool) -> Mark | None:
    """Return the label mark at a line's start (整改措施：), None where there is none."""
    found = _LABEL.match(norm, position, line.end)
    alone = found is not None and found["alone"] is not None
    if not found or numbered and alone or not is_label(found["label"], alone):
        return None
    start = position if numbered else line.start
    return Mark(start, found.end(), "label", None, "chain" if numbered else "line", True)


def _heading(norm: str, line: Line) -> Mark | None:
    """Return the mark of a heading without number: bold, a stage, an area, a section or a date."""
    start = _skip_lead(norm, line.start, line.end)
    bold = _BRACKET_LEAD.match(norm, start, line.end)
    if not bold and start > line.start + 1:
        bold = _BOLD_LEAD.match(norm, start - len(BOLD), line.end)
    head = (bold["head"] if bold else norm[start : line.end]).strip(" :。*")
    style = None
    if _STAGE_LINE.match(norm, start, line.end):
        style = "stage"
    elif len(head) > MAX_HEADING:
        return None
    elif _DATE_LINE.fullmatch(head.replace(" ", "")):
        style = "closing"
    elif bold or not any(c in "。;,!?" for c in norm[start : line.end]):
        is_area = bold or _names_area(norm, line, head)
        style = "section" if role_of(head, strict=True) else "heading" if is_area else None
    return Mark(line.start, line.start, style, None, "line", True) if style else None


def _names_area(norm: str, line: Line, head: str) -> bool:
    """Return whether a plain line names an area; words that lead on (…如下：) do not."""
    if norm[line.end - 1] == ":":
        return is_named_area(head) and not _POINTER.search(head)
    return is_area_heading(head, strict=True)


def _inline_marks(norm: str, line: Line, position: int, marks: list[Mark]) -> None:
    """Append what may be marks inside a line, behind the given offset."""
    found_marks: list[Mark] = []
    for border in _INLINE.finditer(norm, max(line.start, position - 1), line.end):
        found = _MARK.match(norm, border.end(), line.end)
        mark = _numbered(norm, found, "inline") if found else None
        if mark and mark.style not in _LINE_MARK_ONLY:
            mark.firm &= border[0] in _STRONG or mark.style == "circled"
            found_marks.append(mark)
            if len(found_marks) > MAX_MARKS:
                break
    for border in _INLINE_LABEL.finditer(norm, position, line.end):
        if is_label(border["label"]) and len(found_marks) <= 2 * MAX_MARKS:
            found_marks.append(
                Mark(border.start() + 1, border.end(), "label", None, "inline", True)
            )
    found_marks.sort(key=lambda mark: mark.start)
    end = position
    for mark in found_marks:
        if mark.start >= end:
            marks.append(mark)
            end = mark.end


def _mark_openings(marks: Sequence[Mark]) -> None:
    """Set ``opens`` on every inline 1 whose next mark of the same style is a 2."""
    following: dict[str, int | None] = {}
    for mark in reversed(marks):
        if mark.value == 1:
            mark.opens = following.get(mark.style) == 2
        following[mark.style] = mark.value
