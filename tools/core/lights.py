"""The four lights of a deadline. Thresholds differ from county to county, so they are arguments."""

from datetime import date, timedelta

GREEN, YELLOW, RED, CLOSED = "green", "yellow", "red", "closed"


def light(deadline: date | None, today: date, is_over: bool, warn_days: int) -> str:
    """Return the light of a deadline: ``green``, ``yellow``, ``red`` or ``closed``.

    ``deadline`` is the last day on which the work is still in time (None: no deadline yet, green);
    ``is_over`` says that nothing is left to be done; ``warn_days`` is the number of calendar days
    before the deadline from which the light turns yellow (0: only on the day itself).

    >>> light(date(2026, 5, 8), date(2026, 5, 8), False, 7)
    'yellow'
    >>> light(date(2026, 5, 8), date(2026, 5, 9), False, 7)
    'red'
    >>> light(date(2026, 5, 8), date(2026, 4, 30), False, 7)
    'green'
    >>> light(None, date(2026, 4, 30), False, 7)
    'green'
    >>> light(date(2026, 5, 8), date(2026, 6, 1), True, 7)
    'closed'
    """
    if is_over:
        return CLOSED
    if not deadline:
        return GREEN
    if deadline < today:
        return RED
    if deadline - timedelta(days=max(warn_days, 0)) <= today:
        return YELLOW
    return GREEN
