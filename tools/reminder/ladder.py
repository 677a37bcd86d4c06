"""Who hears of a deadline, and on which days: rules as plain functions of dates."""

from datetime import date, timedelta

RESPONSIBLE, HEAD, OFFICE = "responsible", "head", "office"


def is_quiet(day: date, holidays: set, workdays: set) -> bool:
    """Return whether nobody is reminded on ``day``.

    Saturdays and Sundays are quiet, and so are ``holidays``; ``workdays`` (weekend days worked in
    exchange for a holiday) are not, whatever else is said of them.

    >>> is_quiet(date(2026, 5, 9), set(), set())
    True
    >>> is_quiet(date(2026, 5, 9), set(), {date(2026, 5, 9)})
    False
    >>> is_quiet(date(2026, 5, 1), {date(2026, 5, 1)}, set())
    True
    >>> is_quiet(date(2026, 5, 8), set(), set())
    False
    """
    if day in workdays:
        return False
    return day in holidays or day.weekday() >= 5


def ladder(today: date, head_days: int, office_days: int) -> list:
    """Return ``[(rung, first deadline or None, last deadline or None)]`` of the escalation.

    A deadline stands on one rung only: its owner hears of it until ``head_days`` calendar days
    after it, then the unit's head instead, and from ``office_days`` days after it the leading
    group's office instead. The rungs do not overlap, so nobody hears twice of the same thing.

    >>> for rung in ladder(date(2026, 5, 20), 3, 10): print(rung)
    ('responsible', datetime.date(2026, 5, 17), None)
    ('head', datetime.date(2026, 5, 10), datetime.date(2026, 5, 16))
    ('office', None, datetime.date(2026, 5, 9))
    """
    head_days = max(head_days, 0)
    office_days = max(office_days, head_days)
    one = timedelta(days=1)
    until_head = today - timedelta(days=head_days)
    until_office = today - timedelta(days=office_days)
    return [
        (RESPONSIBLE, until_head, None),
        (HEAD, until_office, until_head - one),
        (OFFICE, None, until_office - one),
    ]
