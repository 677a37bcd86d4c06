"""Deadlines as plans write them: X月底前, 3月底前, 2026年5月31日前, 6月15日至8月底, 即日起至….

Grammar (spaces may stand between the parts, digits may be Chinese)::

    deadline := [left SEP] point [前|以前|之前|止|为止|内]
    SEP      := 至 | 到 | - | — | ~ | 起至
    left     := point | number [日|月] | 即日起 | 印发之日起
    point    := [year] month [day | 底 | 末 | 上旬 | 中旬 | 下旬 | 初 | 中]
              | [year] 年底 | [year] 上半年 | [year] 下半年 | [year] 第一季度 | 2026.5.31
    year     := 2026年 | 二〇二六年 | 今年 | 明年 | 次年 …
    month    := 3月 | 三月 | X月 | 某月 | (blank)月

A point that is followed by 起 or 开始 begins something and is no deadline.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from ..core.chinese_numerals import ChineseNumeralError, from_chinese

OPEN = "deadline_open"
YEAR_ASSUMED = "deadline_year_assumed"
YEAR_MISSING = "deadline_without_year"
VAGUE = "deadline_vague"
MONTH_END = "deadline_month_end"
IMPOSSIBLE = "deadline_impossible"

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_BLANK = r"(?:[Xx*_]{1,4}|某|〇{1,2})"
_YEAR = (
    r"(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4}|\d{0,2}[Xx*_]{2,4})\s?年度?|"
    r"(?P<relative>今年|本年度?|当年|明年|次年|翌年)度?)"
)
_POINT = re.compile(
    rf"(?P<iso>\d{{4}})\s?[./-]\s?(?P<iso_month>\d{{1,2}})\s?[./-]\s?(?P<iso_day>\d{{1,2}})(?!\d)|"
    rf"(?:{_YEAR}\s?)?(?:"
    rf"(?P<month>(?<!\d){_NUMBER}|{_BLANK}|(?<=[年(于至])\s{{1,6}})\s?月份?"
    rf"(?:\s?(?P<day>{_NUMBER}|{_BLANK})\s?[日号]|\s?(?P<part>[底末]|[上中下]旬|初(?!步)|中(?![心国央共])))?|"
    r"第?(?P<quarter>[一二三四1-4])季度[底末]?|(?P<half>[上下])半年|"
    r"(?P<year_end>(?<=年)[底末]|年[底末]))"
)
_SEPARATOR = r"\s?起?\s?(?:至|到|[-~]{1,2})\s?"
_SEPARATOR_RE = re.compile(_SEPARATOR)
_BARE_RIGHT = re.compile(_SEPARATOR + rf"(?:(?P<day>{_NUMBER})\s?[日号]|(?P<part>月[底末]))")
_BARE_LEFT = re.compile(rf"(?:(?P<year>\d{{4}})\s?年\s?)?(?P<month>(?<!\d)\d{{1,2}}){_SEPARATOR}$")
_NOW_LEFT = re.compile(rf"(?:自|从)?(?:即日|现在|(?:印发|发文|下发)之日){_SEPARATOR}$")
_SUFFIX = re.compile(r"\s?(?:(?:之|以)?前|为?止|(?:之|以)内)")
_BEGINS = re.compile(r"\s?(?:起|开始|以来|印发|下发)")
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4}
_TENS = {"上旬": (1, 10), "中旬": (11, 20)}
_NEXT_YEARS = {"明年", "次年", "翌年"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline found in the text; ``date`` is None where it stays open, ``codes`` say why."""

    text: str
    date: datetime.date | None
    begins: datetime.date | None
    codes: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class _Point:
    """What one point says: numbers as written, None for what it does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    relative: str = ""
    is_open: bool = False


def find_deadlines(
    source: str, norm: str, start: int, end: int, year: int | None = None
) -> list[Deadline]:
    """Return the deadlines between two offsets, in order.

    :param source: the text; ``norm`` is its search copy of equal length.
    :param year: the campaign's year, used (and marked) where the text gives none.
    """
    found: list[Deadline] = []
    points = list(_POINT.finditer(norm, start, end))
    position = 0
    while position < len(points):
        left = points[position]
        right: re.Match[str] | None = None
        after = _SEPARATOR_RE.match(norm, left.end(), end)
        if after and position + 1 < len(points) and points[position + 1].start() == after.end():
            position += 1
            right = points[position]
        position += 1
        deadline = _build(source, norm, (start, end), left, right, year)
        if deadline:
            found.append(deadline)
    return found


def _build(
    source: str,
    norm: str,
    bounds: tuple[int, int],
    left: re.Match[str],
    right: re.Match[str] | None,
    year: int | None,
) -> Deadline | None:
    """Return the Deadline of one point or of a range of two, None for a mere beginning."""
    begins, last = (_read(left), _read(right)) if right else (None, _read(left))
    first, stop = left.start(), (right or left).end()
    if not right:
        first, begins = _left_of(norm, bounds[0], left, last)
        bare = _BARE_RIGHT.match(norm, stop, bounds[1])
        if bare:
            begins, last = (
                last,
                _Point(
                    last.year,
                    last.month,
                    _number(bare["day"]),
                    bare["part"] or "",
                    last.relative,
                    last.is_open,
                ),
            )
            stop = bare.end()
    if begins is None and _BEGINS.match(norm, stop, bounds[1]):
        return None
    suffix = _SUFFIX.match(norm, stop, bounds[1])
    stop = suffix.end() if suffix else stop
    codes: set[str] = set()
    begin_date, end_date = _resolve_pair(begins, last, year, codes)
    return Deadline(source[first:stop], end_date, begin_date, tuple(sorted(codes)), first, stop)


def _left_of(
    norm: str, floor: int, point: re.Match[str], last: _Point
) -> tuple[int, _Point | None]:
    """Return where a range like 即日起至 or 3-5月 begins, and its first point if it names one."""
    window = max(floor, point.start() - 14)
    now = _NOW_LEFT.search(norm[window : point.start()])
    if now:
        # A beginning without a date: the empty point keeps 起 after it from hiding the deadline.
        return window + now.start(), _Point(is_open=True)
    bare = None if point["year"] else _BARE_LEFT.search(norm[window : point.start()])
    if bare and point["month"]:
        year = int(bare["year"]) if bare["year"] else last.year
        return window + bare.start(), _Point(year, int(bare["month"]), None, "", last.relative)
    return point.start(), None


def _read(found: re.Match[str]) -> _Point:
    """Return the _Point that a match of the grammar stands for."""
    if found["iso"]:
        return _Point(int(found["iso"]), int(found["iso_month"]), int(found["iso_day"]))
    point = _Point(relative=found["relative"] or "", part=found["part"] or "")
    if found["year"]:
        point.year = _year_number(found["year"])
        point.is_open = point.year is None
    if found["month"] is not None:
        point.month, point.day = _number(found["month"]), _number(found["day"])
        point.is_open |= point.month is None or (found["day"] is not None and point.day is None)
    elif found["quarter"]:
        quarter = _QUARTER.get(found["quarter"]) or int(found["quarter"])
        point.month, point.part = quarter * 3, "底"
    else:
        point.month, point.part = (6 if found["half"] == "上" else 12), "底"
    return point


def _number(text: str | None) -> int | None:
    """Return the number written in either kind of digits, None for a blank."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        return from_chinese(text) or None
    except ChineseNumeralError:
        return None


def _year_number(text: str) -> int | None:
    digits = "".join(
        str("〇一二三四五六七八九".find(c)) if c in "〇一二三四五六七八九" else c
        for c in text.replace("零", "〇")
    )
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 4 else None


def _resolve_pair(
    begins: _Point | None, last: _Point, year: int | None, codes: set[str]
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return (begin date, end date); an end before its beginning belongs to the next year."""
    if begins is not None and not begins.is_open:
        last.year = last.year or (None if last.relative else begins.year)
        last.relative = last.relative or ("" if last.year else begins.relative)
        begins.year = begins.year or (last.year if not last.relative else None)
        crosses = begins.month and last.month and last.month < begins.month
        if crosses and last.year == begins.year and last.relative not in _NEXT_YEARS:
            last.relative, last.year = "次年", None
            begins.year = begins.year or year
            codes.add(YEAR_ASSUMED)
    base = (begins.year if begins is not None else None) or year
    end_date = _resolve(last, base, codes, first_day=False)
    if begins is None or begins.is_open:
        return None, end_date
    return _resolve(begins, year, set(), first_day=True), end_date


def _resolve(
    point: _Point, year: int | None, codes: set[str], first_day: bool
) -> datetime.date | None:
    """Return the date of a point, None with a code where it stays open."""
    if point.is_open:
        codes.add(OPEN)
        return None
    if point.year is None:
        if year is None:
            codes.add(YEAR_MISSING)
            return None
        codes.add(YEAR_ASSUMED)
        point.year = year + (point.relative in _NEXT_YEARS)
    if point.part in ("初", "中"):
        codes.add(VAGUE)
        return None
    if point.day is None and not point.part:
        codes.add(MONTH_END)
    return _date(point, point.year, codes, first_day)


def _date(point: _Point, year: int, codes: set[str], first_day: bool) -> datetime.date | None:
    month = point.month or 0  # a point without a month is open and never comes here
    try:
        last_day = calendar.monthrange(year, month)[1]
        day = point.day
        if day is None:
            first, last = _TENS.get(point.part, (21 if point.part == "下旬" else 1, last_day))
            day = first if first_day else last
        return datetime.date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        codes.add(IMPOSSIBLE)
        return None
