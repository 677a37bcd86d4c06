"""Facts from the running text: title, basis, declared counts, duties, submission deadline."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from ..core.chinese_numerals import ChineseNumeralError, from_chinese
from .dates import Deadline, find_deadlines
from .marks import MAX_HEADING, starts_with_mark
from .nodes import Declared, Extract
from .text import Line, sentence_end, sentences_with, tidy

_TITLE_END = re.compile(
    r"(?:方案|通知|意见|清单|计划|要点|办法|安排|细则|部署|台账|措施|纲要|规定|决定|制度|通报|报告|表)"
    r"(?:\([^()]{1,12}\))?》?$"
)
_NO_TITLE = re.compile(
    r"^附\s*件|[〔\[(]\s?[\dX]{4}\s?[〕\])]\s?[\dX]*\s?号|文件$|^\(?[\dX]{4}年[\dX]+月[\dX]+日|"
    r"^(?:内部|机密|秘密|特急|加急)|^\([^()]*\)$"
)
_SALUTATION = re.compile(r"^(?:各|县|市|区|省|乡|镇|中共|全).{0,120}:$")
_MAX_TITLE_LINES = 40

_BASIS = re.compile(
    r"(?:根据|按照|依据|遵照|依照|"
    r"(?:为了?)?(?:深入|认真|全面|坚决|切实|进一步|持续){0,4}(?:贯彻|落实){1,2}(?:执行)?)"
    r"(?=[^。;]{0,40}(?:《|精神|要求|要点|部署|决定|通知|意见|规定|安排|文件))"
)
_BASIS_BORDER = re.compile(r"[《》,。;]")
_BASIS_WORDS = {"根据", "按照", "依据", "遵照", "依照"}
_MAX_BASIS = 400

_COUNT = re.compile(
    r"(?<![-~至到第.\d])(?P<number>\d{1,4}|[一二三四五六七八九十百两]{1,5})\s?"
    r"(?P<unit>个|大类|大|项|条|种|类|方面|点)?\s?"
    r"(?P<noun>(?:重点|突出|具体|主要|形式主义|官僚主义|整治|方面的?|典型|负面|共性){0,3}"
    r"(?:问题表现|问题清单|具体表现|方面|领域|问题|表现|情形|阶段|步骤|(?=\))))"
)
_COUNT_CONTEXT = re.compile(r"对照|围绕|聚焦|本方案|整治")
_SMALL = 2
# Of each kind of fact; no plan has as many, and a text that repeats one would take minutes.
_MAX_FACTS = 500

_SUBMIT = re.compile(
    r"提交|报送|上报|呈报|报至|报县|报市|报区|反馈至|送交|"
    r"(?:(?<![上呈])报(?![告表名答])|(?<![移提转相])交(?![流办往通叉]))"
    r"[^。;,、\n]{1,15}?(?:办|局|组|委|部|室|科|处|中心)|反馈[^。;,]{0,8}情况"
)
_REPEATED = re.compile(r"每(?:月|周|季|半月|日|年)|定期")
_SUBMITTED = re.compile(r"清单|报告|台账|自查|情况|材料|总结|表")

_DUTY = re.compile(
    r"(?:领导小组|工作专班|专项机制|整治办)(?:及其|的?)?(?:下设)?(?:办公室)?(?:\([^)]{0,30}\))?"
    r"[,、]?(?:设在|具体|主要|全面|统一|牵头|不?定期|适时|及时){0,4}"
    r"(?:对|负责|承担|履行|统筹|组织|协调|要|应|将|会同|指导|督促|召开|听取|研究|抽|开展|把|检查|下设|设)"
)
_DUTY_GOES_ON = re.compile(r"[ *\n]{0,9}(?:对|同时|并|负责|督促|定期|适时|及时|统筹|协调|指导)")


class TitleLines(NamedTuple):
    """The indexes of a title's first and last line, and whether it is sure."""

    first: int
    last: int
    is_sure: bool


class CountSpan(NamedTuple):
    """A part of the text to look for counts in; whether they need a 对照, 聚焦 … before them."""

    start: int
    end: int
    needs_context: bool


def find_title(norm: str, lines: Sequence[Line]) -> TitleLines | None:
    """Return the lines of the title, None without one.

    The title is the last run of lines ending in 方案, 通知, 清单 … before the first numbered point,
    without document numbers, addressees and 附件 lines; else a first line that is no sentence.
    """
    best: tuple[int, int] | None = None
    run: list[int] = []
    for index, line in enumerate(lines[:_MAX_TITLE_LINES]):
        text = norm[line.start : min(line.end, line.start + 130)].strip(" *#")
        if starts_with_mark(norm, line) and not _NO_TITLE.search(text):
            break
        if not _is_title_line(text):
            run = []
            continue
        if line.after_blank and index and run and _TITLE_END.search(_text(norm, lines[run[-1]])):
            run = []
        run.append(index)
        if _TITLE_END.search(text):
            best = (run[0], index)
    if best:
        return TitleLines(*best, True)
    return TitleLines(0, 0, False) if _first_line_is_title(norm, lines) else None


def _first_line_is_title(norm: str, lines: Sequence[Line]) -> bool:
    return (
        bool(lines)
        and _is_title_line(_text(norm, lines[0]))
        and not starts_with_mark(norm, lines[0])
    )


def _text(norm: str, line: Line) -> str:
    return norm[line.start : min(line.end, line.start + 130)].strip(" *#")


def _is_title_line(text: str) -> bool:
    return (
        1 < len(text) <= 2 * MAX_HEADING
        and text[-1] not in "。;,:、!?"
        and not any(mark in text for mark in ",。;")
        and "\t" not in text
        and not _NO_TITLE.search(text)
        and not _SALUTATION.match(text)
    )


def find_basis(source: str, norm: str, start: int, end: int) -> Extract | None:
    """Return the clause 根据…要求 between two offsets as an Extract, None without one."""
    candidates = list(islice(_BASIS.finditer(norm, start, end), _MAX_FACTS))
    strong = [found for found in candidates if found[0] in _BASIS_WORDS]
    for found in (strong or candidates)[:1]:
        stop = _clause_end(norm, found.end(), min(end, found.end() + _MAX_BASIS))
        return Extract(tidy(source[found.start() : stop]), found.start(), stop)
    return None


def _clause_end(norm: str, start: int, end: int) -> int:
    """Return where a clause ends: at the first comma or stop outside of 《》."""
    inside = 0
    for found in _BASIS_BORDER.finditer(norm, start, end):
        inside += {"《": 1, "》": -1}.get(found[0], 0)
        if found[0] in ",。;" and inside <= 0:
            return found.start()
    return end


def find_declared(source: str, norm: str, spans: Iterable[CountSpan]) -> list[Declared]:
    """Return the counts declared within spans."""
    declared: list[Declared] = []
    for start, end, needs_context in spans:
        for found in islice(_COUNT.finditer(norm, start, end), _MAX_FACTS):
            count, what = _count(found["number"]), _counted(found["unit"], found["noun"])
            context = norm[max(start, found.start() - 30) : found.start()]
            if what and count >= _SMALL and (not needs_context or _COUNT_CONTEXT.search(context)):
                declared.append(
                    Declared(what, count, tidy(source[slice(*found.span())]), *found.span())
                )
    return declared


def _count(text: str) -> int:
    try:
        return int(text) if text.isdigit() and text.isascii() else from_chinese(text)
    except ChineseNumeralError:
        return 2 if text == "两" else 0


def _counted(unit: str | None, noun: str) -> str:
    """Return what is counted: 'areas', 'items', 'phases', or '' if it is none of these."""
    if noun.endswith(("阶段", "步骤")):
        return "phases" if unit in ("个", "大") else ""
    if unit in ("方面", "类", "大类") or noun.endswith(("方面", "领域")) or noun.startswith("方面"):
        return "areas" if unit else ""
    return "items" if unit in ("个", "项", "条", "种", "大", "点") else ""


def find_submissions(
    source: str, norm: str, start: int, end: int, year: int | None
) -> list[Deadline]:
    """Return the deadlines by which something is to be handed in, the likeliest first."""
    found: list[tuple[bool, int, Deadline]] = []
    for first, last, verb in islice(sentences_with(_SUBMIT, norm, start, end), _MAX_FACTS):
        deadlines = find_deadlines(source, norm, first, last, year)
        before = [deadline for deadline in deadlines if deadline.start < verb.start()]
        if before and _REPEATED.search(norm, before[-1].end, verb.start()):
            continue
        if before or deadlines:
            submitted = bool(_SUBMITTED.search(norm, first, last))
            found.append((not submitted, len(found), (before or deadlines)[-1 if before else 0]))
    return [deadline for _unsure, _order, deadline in sorted(found, key=lambda entry: entry[:2])]


def find_duties(
    source: str, norm: str, start: int, end: int, borders: Sequence[int]
) -> list[Extract]:
    """Return what the leading group is to do: its sentences, and those that go on with them.

    :param borders: sorted offsets behind numbers and headings, where sentences begin as well.
    """
    duties: list[Extract] = []
    for first, last, found in islice(sentences_with(_DUTY, norm, start, end), _MAX_FACTS):
        if duties and first < duties[-1].end:
            continue
        first = max([first, *borders[: bisect_right(borders, found.start())][-1:]])
        duties.append(Extract(tidy(source[first:last]), first, last))
        while (more := _DUTY_GOES_ON.match(norm, last, end)) and not _between(
            borders, last, more.end()
        ):
            first, last = last, sentence_end(norm, last, end)
            duties.append(Extract(tidy(source[first:last]), first, last))
    return duties


def _between(borders: Sequence[int], start: int, end: int) -> bool:
    """Return whether one of the sorted borders lies behind ``start`` and before ``end``."""
    return bisect_right(borders, start) < bisect_left(borders, end)
