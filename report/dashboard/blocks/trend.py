"""When findings were recorded and signed off."""

from collections import Counter

from odoo.fields import Date

from ....tools.dashboard.scope import split_period
from ..counts import DayRow
from ..figure import FINDING, make_count
from .block import Block


class TrendBlock(Block):
    """What was recorded and what was signed off, by weeks or, of long periods, by months."""

    def get(self):
        """Return ``trend``."""
        opened = Counter()
        for row in self.counts.findings[DayRow].now:
            if row.state != "rejected":
                opened[Date.to_date(row.day)] += row.number
        closed = self.counts.closings[0].by_day
        days = [*opened, *closed]
        if not days:
            return {"trend": {"step": "week", "points": []}}
        step, buckets = split_period(*self._get_period(days))
        points = [self._make_point(opened, closed, bucket) for bucket in buckets]
        return {"trend": {"step": step, "points": points}}

    def _get_period(self, days):
        """Return the first and the last day to show: of the filters, else of the campaign so far.

        ``days``: those on which something was recorded or signed off; they are within it.
        """
        scope, campaign, today = self.frame.scope, self.frame.campaign, self.frame.today
        until = min(campaign.date_supervision_end or today, today)
        return scope.start or min(*days, campaign.date_start), scope.end or max(*days, until)

    def _make_point(self, opened, closed, bucket):
        scope = self.frame.scope

        def count(counter):
            return sum(
                number for day, number in counter.items() if bucket.start <= day <= bucket.end
            )

        start = Date.to_string(bucket.start)
        return {
            "key": start,
            "start": start,
            "end": Date.to_string(bucket.end),
            "opened": make_count(
                FINDING,
                scope.all_findings(
                    ("state", "!=", "rejected"), *scope.during("create_date", *bucket)
                ),
                count(opened),
            ),
            "closed": make_count(
                FINDING,
                scope.all_findings(("state", "=", "closed"), *scope.during("closed_on", *bucket)),
                count(closed),
            ),
        }
