"""Who is reminded of a deadline, and on which days: rules as plain functions of dates."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

RESPONSIBLE, HEAD, OFFICE = "responsible", "head", "office"
SATURDAY = 5


class Rung(NamedTuple):
    """Who is reminded of the deadlines from ``first`` to ``last``; None stands for no bound."""

    who: str
    first: date | None
    last: date | None


def is_holiday(day: date, holidays: Collection[date], workdays: Collection[date]) -> bool:
    """Return whether nobody is reminded on ``day``.

    Saturdays and Sundays are free, and so are ``holidays``; ``workdays`` (weekend days worked in
    exchange for a holiday) are not, whatever else is said of them.

    >>> is_holiday(date(2026, 5, 9), set(), set())
    True
    >>> is_holiday(date(2026, 5, 9), set(), {date(2026, 5, 9)})
    False
    >>> is_holiday(date(2026, 5, 1), {date(2026, 5, 1)}, set())
    True
    >>> is_holiday(date(2026, 5, 8), set(), set())
    False
    """
    if day in workdays:
        return False
    return day in holidays or day.weekday() >= SATURDAY


def make_ladder(today: date, head_days: int, office_days: int) -> list[Rung]:
    """Return the rungs of the escalation as they stand ``today``.

    A deadline stands on one rung only: its owner is reminded until ``head_days`` calendar days
    after it, then the unit's head instead, and from ``office_days`` days after it the leading
    group's office instead. The rungs do not overlap, so nobody is reminded twice of the same thing.

    >>> for rung in make_ladder(date(2026, 5, 20), 3, 10):
    ...     print(rung.who, rung.first, rung.last)
    responsible 2026-05-17 None
    head 2026-05-10 2026-05-16
    office None 2026-05-09
    """
    head_days = max(head_days, 0)
    office_days = max(office_days, head_days)
    one = timedelta(days=1)
    until_head = today - timedelta(days=head_days)
    until_office = today - timedelta(days=office_days)
    return [
        Rung(RESPONSIBLE, until_head, None),
        Rung(HEAD, until_office, until_head - one),
        Rung(OFFICE, None, until_office - one),
    ]
