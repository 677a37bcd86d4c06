"""How long it took to put findings right."""

from ....tools.dashboard.scope import median
from ..counts import Closings
from ..figure import FINDING, make_count
from .block import Block


class DurationsBlock(Block):
    """How many days passed from recording to sign-off, for what was signed off."""

    def get(self):
        """Return ``duration``."""
        now, last = self.counts.closings
        before = last or Closings()
        longest = max(now.by_duration, default=None)
        return {
            "duration": {
                **make_count(
                    FINDING,
                    self.frame.scope.closings(),
                    sum(now.by_duration.values()),
                    last and sum(last.by_duration.values()),
                ),
                "median": median(now.by_duration),
                "last_median": median(before.by_duration),
                "longest": longest is not None
                and {
                    **make_count(FINDING, [["id", "=", now.examples[longest]]], 1),
                    "days": longest,
                    "last": max(before.by_duration, default=None),
                },
            }
        }
