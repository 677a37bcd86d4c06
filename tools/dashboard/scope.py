"""What the dashboard counts, as plain values: its scope, its periods, its medians and shares."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import floor
from typing import Any, NamedTuple

import pytz
from dateutil.relativedelta import relativedelta

Leaf = tuple[Any, ...] | list[Any]
# A leaf is a list, as JSON has it.
Domain = list[list[Any]]
# Longer periods are shown month by month.
LONGEST_IN_WEEKS = timedelta(weeks=26)


class Bucket(NamedTuple):
    """One point of a trend: its first and its last day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filters leave of one campaign, as domains.

    ``start`` and ``end``: first and last day of the period, in ``zone``; either may be missing.
    ``unit_id``: a unit with all units below it.
    """

    campaign_id: int
    unit_id: int = 0
    area_id: int = 0
    start: date | None = None
    end: date | None = None
    zone: str = "UTC"

    def records(self, *leaves: Leaf) -> Domain:
        """Return the domain of dossiers, sheets and requests; period and area are not theirs.

        >>> Scope(1, unit_id=5, area_id=3).records(("state", "=", "open"))
        [['campaign_id', '=', 1], ['unit_id', 'child_of', 5], ['state', '=', 'open']]
        """
        units = [["unit_id", "child_of", self.unit_id]] if self.unit_id else []
        return [["campaign_id", "=", self.campaign_id], *units, *map(list, leaves)]

    def all_findings(self, *leaves: Leaf) -> Domain:
        """Return the domain of findings, whenever they were recorded."""
        areas = [["area_id", "=", self.area_id]] if self.area_id else []
        return self.records(*areas, *leaves)

    def recorded(self, *leaves: Leaf) -> Domain:
        """Return the domain of findings recorded in the period, those not substantiated as well.

        >>> Scope(1, start=date(2026, 5, 1), zone="Asia/Shanghai").recorded()
        [['campaign_id', '=', 1], ['create_date', '>=', '2026-04-30 16:00:00']]
        """
        return self.all_findings(*self.during("create_date"), *leaves)

    def findings(self, *leaves: Leaf) -> Domain:
        """Return the domain of findings that were recorded in the period and stand."""
        return self.recorded(("state", "!=", "rejected"), *leaves)

    def closings(self, *leaves: Leaf) -> Domain:
        """Return the domain of findings signed off in the period."""
        return self.all_findings(("state", "=", "closed"), *self.during("closed_on"), *leaves)

    def during(self, field: str, start: date | None = None, end: date | None = None) -> Domain:
        """Return what limits ``field``, a moment, to the days from ``start`` to ``end``.

        Without arguments, to the period; days are whole days in ``zone``.
        """
        start, end = start or self.start, end or self.end
        leaves = []
        if start:
            leaves.append([field, ">=", self._moment(start)])
        if end:
            leaves.append([field, "<", self._moment(end + timedelta(days=1))])
        return leaves

    def _moment(self, day: date) -> str:
        zone = pytz.timezone(self.zone)
        moment = zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc)
        return moment.strftime("%Y-%m-%d %H:%M:%S")


def year_before(day: date | None) -> date | None:
    """Return the same day one year earlier, the last of February for a leap day.

    >>> year_before(date(2024, 2, 29)), year_before(None)
    (datetime.date(2023, 2, 28), None)
    """
    return day - relativedelta(years=1) if day else None


def split_period(start: date, end: date) -> tuple[str, list[Bucket]]:
    """Return ``("week" or "month", buckets)`` that cover the days from ``start`` to ``end``.

    Weeks begin on Monday; the first and the last bucket are cut at the period. A period that ends
    before it begins has none.

    >>> step, buckets = split_period(date(2026, 5, 6), date(2026, 5, 18))
    >>> step, [(bucket.start.day, bucket.end.day) for bucket in buckets]
    ('week', [(6, 10), (11, 17), (18, 18)])
    >>> step, buckets = split_period(date(2025, 12, 15), date(2026, 12, 1))
    >>> step, len(buckets), buckets[0].end, buckets[-1].start
    ('month', 13, datetime.date(2025, 12, 31), datetime.date(2026, 12, 1))
    """
    step = "week" if end - start <= LONGEST_IN_WEEKS else "month"
    buckets = []
    while start <= end:
        if step == "week":
            following = start + timedelta(days=7 - start.weekday())
        else:
            following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        buckets.append(Bucket(start, min(end, following - timedelta(days=1))))
        start = following
    return step, buckets


def median(counts: dict[int, int]) -> float | None:
    """Return the median of values given as ``{value: how often}``, None without any.

    >>> median({3: 1, 10: 1}), median({1: 2, 30: 1}), median({})
    (6.5, 1, None)
    """
    number = sum(counts.values())
    if not number:
        return None
    low, high = (number - 1) // 2, number // 2
    middle = []
    for position in (low, high):
        passed = 0
        for value in sorted(counts):
            passed += counts[value]
            if passed > position:
                middle.append(value)
                break
    return middle[0] if middle[0] == middle[1] else sum(middle) / 2


def share_text(share: float) -> str:
    """Return a part as whole percent, a hundred only when nothing is missing.

    >>> share_text(0.999), share_text(1.0), share_text(0.29)
    ('99%', '100%', '29%')
    """
    return f"{floor(100 * share + 1e-9)}%"
