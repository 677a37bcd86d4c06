"""What the facts of a plan propose for a campaign: its year, number, organiser, phases, study.

    >>> from .parser import parse_plan
    >>> propose_year(parse_plan("关于整治的方案\\n××发〔2026〕3号"), datetime.date(2030, 1, 1)).year
    2026

Plain Python like the parser. Nothing here is certain; every proposal carries the passage it rests
on, so that a person can look and decide.
"""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ..core.chinese_numerals import ChineseNumeralError, from_chinese
from .nodes import Area, Extract, Phase, Plan
from .text import normalise, tidy

# The phases of a campaign in their order, with the words that plans use for them.
PHASE_WORDS = (
    ("study", re.compile("学习|动员|部署|启动|宣传|发动|准备")),
    (
        "self_check",
        re.compile(
            "自查|查摆|自纠|排查|摸底|摸排|梳理|检视|对照|清理|治理|压减|整改|集中整治|实施"
        ),
    ),
    (
        "supervision",
        re.compile(
            "督促|督查|督导|检查|验收|总结|巩固|回头看|评估|提升|规范|固化|长效|建章|销号|考核"
        ),
    ),
)
_PHASES = tuple(name for name, _words in PHASE_WORDS)

_LINE_SPACES = r"[ \t]*"
_OWN_NUMBER = re.compile(
    rf"^{_LINE_SPACES}(?P<number>[^\s,。;:《》()]{{0,20}}?[〔\[(](?P<year>\d{{4}})[〕\])]"
    rf"{_LINE_SPACES}第?\d{{1,4}}号){_LINE_SPACES}$",
    re.MULTILINE,
)
_ISSUE_DATE = re.compile(
    rf"^{_LINE_SPACES}\(?(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}})年"
    rf"(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日(?:印发)?\)?{_LINE_SPACES}$",
    re.MULTILINE,
)
_YEAR_IN_TITLE = re.compile(r"(?<!\d)(20\d{2})年")
_GROUP = re.compile(r"[\u4e00-\u9fffX“”]{0,24}?领导小组(?:办公室)?")
# What stands before the name of a leading group and does not belong to it.
_BEFORE_GROUP = re.compile(
    r".*(?:成立|设立|组建|建立|调整|任组长的|组成的?|在|由|向|报|经|至|对|及|与|和|附|各级|接受|服从|全体)"
)
_THEME = re.compile(r"以[“\"](?P<theme>[^”\"]{4,80})[”\"]为(?:主要)?主题")
_STUDY = re.compile("学习|学深|学懂|研读|传达")
_TITLE_MARKS = re.compile(r"《[^《》]{2,120}(?:《[^《》]{1,60}》[^《》]{0,60})?》")
_PLAN_WORDS = re.compile(r"(?:的|专项|集中)?(?:实施|工作|行动|整治|治理)*方案》?$")
_LIST_WORDS = re.compile(r"(?:的|存在的?)?(?:突出|主要)?(?:问题)?(?:清单)?$")
_REACH = 60
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR_DIGITS = 4


class HasName(Protocol):
    """Anything with a name, such as a phase."""

    @property
    def name(self) -> str: ...


class HasNumber(Protocol):
    """Anything that may have a number, such as an item."""

    @property
    def number(self) -> int | None: ...


class YearProposal(NamedTuple):
    """A year with where it comes from: 'number', 'date', 'title', 'deadline' or 'today'.

    ``passage`` is the wording it rests on as an Extract, None for today's year.
    """

    year: int
    origin: str
    passage: Extract | None


def propose_year(plan: Plan, today: datetime.date) -> YearProposal:
    """Return the YearProposal for a plan that was parsed without a year.

    :param today: whose year is proposed where the text names none.
    """
    number, date = find_document_number(plan.source), find_issue_date(plan.source)
    if number and (digits := re.search(r"\d{4}", number.text)):
        return YearProposal(int(digits[0]), "number", number)
    if date:
        return YearProposal(date[0].year, "date", date[1])
    if found := _YEAR_IN_TITLE.search(plan.title):
        return YearProposal(int(found[1]), "title", Extract(found[0], 0, len(plan.title)))
    dated = [
        (phase.deadline, Extract(phase.deadline_text, phase.start, phase.end))
        for phase in plan.phases
        if phase.deadline
    ]
    submission = plan.submission
    if submission and submission.date:
        extract = Extract(submission.text, submission.start, submission.end)
        dated.append((submission.date, extract))
    if dated:
        day, passage = min(dated, key=lambda entry: entry[0])
        return YearProposal(day.year, "deadline", passage)
    return YearProposal(today.year, "today", None)


def find_document_number(source: str) -> Extract | None:
    """Return the plan's own number as an Extract: one that has a line to itself; else None."""
    found = _OWN_NUMBER.search(normalise(source))
    return _extract(source, found, "number") if found else None


def find_issue_date(source: str) -> tuple[datetime.date, Extract] | None:
    """Return (date, Extract) of the first date that has a line to itself, None without one."""
    for found in _ISSUE_DATE.finditer(normalise(source)):
        year, month, day = (_number(found[name]) for name in ("year", "month", "day"))
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            continue
        return date, Extract(tidy(source[slice(*found.span())]), *found.span())
    return None


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if len(text) == _YEAR_DIGITS:
        return int(text.translate(_DIGITS))
    try:
        return from_chinese(text)
    except ChineseNumeralError:
        return 0


def find_organiser(source: str) -> Extract | None:
    """Return the name of the leading group as an Extract, None if the text names none.

    Of several names the one that occurs most, of equals the first.
    """
    names: Counter[str] = Counter()
    first: dict[str, Extract] = {}
    for found in _GROUP.finditer(normalise(source)):
        name = found[0].removesuffix("办公室")
        start = found.start()
        if before := _BEFORE_GROUP.match(name.removesuffix("领导小组")):
            start, name = start + before.end(), name[before.end() :]
        if name == "领导小组":
            continue
        names[name] += 1
        first.setdefault(
            name, Extract(tidy(source[start : start + len(name)]), start, start + len(name))
        )
    return first[names.most_common(1)[0][0]] if names else None


def subject(title: str) -> str:
    """Return a plan's title without the words that say that it is a plan, or about problems.

    >>> subject("关于整治会风的实施方案")
    '关于整治会风'
    >>> subject("全县会风突出问题集中整治工作方案")
    '全县会风'
    """
    return _LIST_WORDS.sub("", _PLAN_WORDS.sub("", title)) or title


def propose_phases(phases: Sequence[HasName]) -> list[str | None]:
    """Return for each phase of a plan the phase of the campaign it seems to be, or None.

    Names decide. Of three phases, one whose name says nothing is taken by its place. A later phase
    never stands for an earlier one of the campaign.

    :param phases: objects with a ``name``, in the order of the text.
    """
    result: list[str | None] = []
    floor = 0
    for place, phase in enumerate(phases):
        name = normalise(phase.name)
        kinds = [index for index, (_name, words) in enumerate(PHASE_WORDS) if words.search(name)]
        later = [index for index in kinds if index >= floor]
        if not kinds and len(phases) == len(_PHASES) and place >= floor:
            later = [place]
        if later:
            floor = later[0]
        result.append(_PHASES[floor] if later else None)
    return result


def propose_numbers(items: Sequence[HasNumber]) -> tuple[list[int], bool]:
    """Return (numbers for a catalogue, whether they differ from the plan's).

    Numbers that run through the plan are kept, with their gaps and repeats. Where they begin anew
    in each area, or are missing, the items are numbered through.

    ``items``: objects with a ``number``, in the order of the text.
    """
    printed = [item.number for item in items]
    numbers = [number for number in printed if number]
    if printed.count(1) > 1 or len(numbers) < len(printed):
        return list(range(1, len(printed) + 1)), bool(numbers)
    return numbers, False


def has_own_numbers(areas: Sequence[Area]) -> bool:
    """Return whether every area has a number of its own in the plan."""
    numbers = [area.number for area in areas]
    return all(numbers) and len(set(numbers)) == len(numbers)


def find_study(plan: Plan) -> tuple[Extract | None, list[Extract]]:
    """Return (theme of study or None, documents to be studied) of the phases for study."""
    theme: Extract | None = None
    materials: list[Extract] = []
    for phase, kind in zip(plan.phases, propose_phases(plan.phases), strict=True):
        if kind == "study":
            theme = theme or find_theme(plan.source, phase.start, phase.end)
            materials += find_materials(plan.source, phase.start, phase.end)
    return theme, materials


def propose_start(
    plan: Plan, year: int, today: datetime.date
) -> tuple[datetime.date, Extract | Phase | None]:
    """Return (first day of the campaign, its passage or None if the text does not say it).

    The day on which the plan was issued, if it is of that year; else when the first phase begins,
    if no phase ends before; else today, or the first day of the year.
    """
    issued = find_issue_date(plan.source)
    if issued and issued[0].year == year:
        return issued
    latest = min(
        (phase.deadline for phase in plan.phases if phase.deadline), default=datetime.date.max
    )
    first = plan.phases[0] if plan.phases else None
    if first and first.begins and first.begins <= latest:
        return first.begins, first
    if today.year == year and today <= latest:
        return today, None
    return datetime.date(year, 1, 1), None


def find_theme(source: str, start: int, end: int) -> Extract | None:
    """Return the theme of study named between two offsets as an Extract, else None."""
    found = _THEME.search(source, start, end)
    return _extract(source, found, "theme") if found else None


def find_materials(source: str, start: int, end: int) -> list[Extract]:
    """Return the documents that are to be studied, named in 《》 between two offsets."""
    materials = []
    seen: set[str] = set()
    for found in _TITLE_MARKS.finditer(source, start, end):
        title = tidy(found[0])
        before = source[max(start, found.start() - _REACH) : found.start()]
        if title not in seen and _STUDY.search(before):
            seen.add(title)
            materials.append(Extract(title, *found.span()))
    return materials


def _extract(source: str, found: re.Match[str], group: str) -> Extract:
    return Extract(tidy(source[slice(*found.span(group))]), *found.span(group))
