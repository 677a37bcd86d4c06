from collections import Counter, defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.dashboard.scope import median, split_period
from .dashboard_findings import FINDING


class RectificationDashboard(models.AbstractModel):
    """When findings were recorded and signed off, and how long that took."""

    _inherit = "rectification.dashboard"

    # ------------------------------------------------------------
    # Course of time
    # ------------------------------------------------------------

    @api.model
    def _get_closings(self, frame):
        """Return the sign-offs of the period: ``{campaign id: (by day, by duration, examples)}``.

        ``by day`` counts them by the day of the sign-off, ``by duration`` by the days from
        recording to sign-off; ``examples`` has a finding for each duration. Raw SQL: the ORM cannot
        group by the difference of two days. The record rules are part of the query.
        """
        model = self.env[FINDING]
        query = model._search(self._unite(frame, lambda scope: scope.closings()))
        to_date = self.env["rectification.ledger"]._local_date

        def day(name):
            return to_date(SQL.identifier(model._table, name), SQL("TRUE"))

        # The days are worked out once for each row, then grouped.
        closings = query.select(
            SQL.identifier(model._table, "id"),
            SQL.identifier(model._table, "campaign_id"),
            SQL("%s AS closed_day", day("closed_on")),
            SQL(
                "greatest(%(closed)s - %(recorded)s, 0) AS days",
                closed=day("closed_on"),
                recorded=day("create_date"),
            ),
        )
        result = defaultdict(lambda: (Counter(), Counter(), {}))
        for campaign_id, closed_day, days, count, example in self.env.execute_query(
            SQL(
                "SELECT campaign_id, closed_day, days, count(*), min(id) FROM (%s) closings"
                " GROUP BY GROUPING SETS ((campaign_id, closed_day), (campaign_id, days))",
                closings,
            )
        ):
            by_day, by_duration, examples = result[campaign_id]
            if closed_day:
                by_day[closed_day] += count
            else:
                by_duration[days] += count
                examples[days] = example
        return result

    @api.model
    def _get_trend(self, frame, tally, closings):
        """Return what was recorded and what was signed off, by weeks or, of long periods, months.

        ``{"step": "week" or "month", "points": [{"key", "start", "end", "opened": figure,
        "closed": figure}]}``, days as text.
        """
        scope = frame["scope"]
        opened = Counter()
        for moment, state, count in tally.get(scope.campaign_id, []):
            if state != "rejected":
                opened[fields.Date.to_date(moment)] += count
        closed = closings[scope.campaign_id][0]
        days = [*opened, *closed]
        if not days:
            return {"step": "week", "points": []}
        campaign = frame["campaign"]
        until = min(campaign.date_supervision_end or frame["today"], frame["today"])
        step, buckets = split_period(
            scope.start or min(*days, campaign.date_start), scope.end or max(*days, until)
        )

        def count(counter, bucket):
            return sum(
                number for day, number in counter.items() if bucket.start <= day <= bucket.end
            )

        return {
            "step": step,
            "points": [
                {
                    "key": fields.Date.to_string(bucket.start),
                    "start": fields.Date.to_string(bucket.start),
                    "end": fields.Date.to_string(bucket.end),
                    "opened": self._make_plain_figure(
                        count(opened, bucket),
                        scope.all_findings(
                            ("state", "!=", "rejected"), *scope.during("create_date", *bucket)
                        ),
                    ),
                    "closed": self._make_plain_figure(
                        count(closed, bucket),
                        scope.all_findings(
                            ("state", "=", "closed"), *scope.during("closed_on", *bucket)
                        ),
                    ),
                }
                for bucket in buckets
            ],
        }

    @api.model
    def _get_duration(self, frame, closings):
        """Return how many days passed from recording to sign-off, for what was signed off.

        ``{"count", "last", "model", "domain": the sign-offs, "median", "last_median": days or None,
        "longest": {"days", "last", "count": 1, "model", "domain": one such finding} or False}``.
        """
        scope, last = frame["scope"], frame["last"]
        __, durations, examples = closings[scope.campaign_id]
        before = closings[last.campaign_id][1] if last else {}
        longest = max(durations, default=None)
        return {
            "count": sum(durations.values()),
            "last": sum(before.values()) if last else None,
            "model": FINDING,
            "domain": scope.closings(),
            "median": median(durations),
            "last_median": median(before),
            "longest": longest is not None
            and {
                "days": longest,
                "last": max(before, default=None),
                "count": 1,
                "model": FINDING,
                "domain": [["id", "=", examples[longest]]],
            },
        }
