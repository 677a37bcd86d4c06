"""What several blocks of the dashboard count together, each in one query."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import SQL

from .figure import FINDING, Counted, combine_years, count_row_sets, count_rows
from .frame import Frame


class DossierRow(NamedTuple):
    """Units that stand alike; ``since``: when the first of them handed in its list."""

    state: str
    review_status: str
    unit_kind: str
    number: int
    since: datetime | None


class AreaRow(NamedTuple):
    """Findings of one area, kind of unit and state."""

    area: BaseModel
    unit_kind: str
    state: str
    number: int


class LightRow(NamedTuple):
    """Findings of one type, light and state."""

    type: str
    light: str
    state: str
    number: int


class ItemCountRow(NamedTuple):
    """Findings of one problem item and state."""

    item: BaseModel
    state: str
    number: int


class DayRow(NamedTuple):
    """Findings recorded on one day, by state."""

    day: datetime
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class Closings:
    """The sign-offs of a period: how many by day, and by how many days they took.

    ``examples`` has a finding for each number of days.
    """

    by_day: Counter[date] = field(default_factory=Counter)
    by_duration: Counter[int] = field(default_factory=Counter)
    examples: dict[int, int] = field(default_factory=dict)


class Counts:
    """What the blocks count, in a query each, sent when the first block asks."""

    def __init__(self, env: Environment, frame: Frame) -> None:
        self.env = env
        self.frame = frame

    @cached_property
    def dossiers(self) -> Counted:
        """The units that take part, by state and review: :class:`DossierRow`."""
        return count_rows(
            self.env,
            self.frame,
            "rectification.dossier",
            lambda scope: scope.records(),
            DossierRow,
            ["state", "review_status", "unit_kind"],
            ["__count", "submitted_on:min"],
        )

    @cached_property
    def findings(self) -> Mapping[type, Counted]:
        """The findings recorded in the period, by class of row, in all the ways that are shown."""
        return count_row_sets(
            self.env,
            self.frame,
            FINDING,
            lambda scope: scope.recorded(),
            {
                AreaRow: ["area_id", "unit_kind", "state"],
                LightRow: ["rectification_type", "light", "state"],
                ItemCountRow: ["problem_id", "state"],
                DayRow: ["create_date:day", "state"],
            },
        )

    @cached_property
    def closings(self) -> tuple[Closings, Closings | None]:
        """The sign-offs of the period: of the campaign, and of the year before if there is one.

        Raw SQL: the ORM cannot group by the difference of two days. The record rules are part of
        the query.
        """
        model = self.env[FINDING]
        query = model._search(combine_years(self.frame, lambda scope: scope.closings()))
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
        result = defaultdict(Closings)
        for campaign_id, closed_day, days, count, example in self.env.execute_query(
            SQL(
                "SELECT campaign_id, closed_day, days, count(*), min(id) FROM (%s) closings"
                " GROUP BY GROUPING SETS ((campaign_id, closed_day), (campaign_id, days))",
                closings,
            )
        ):
            found = result[campaign_id]
            if closed_day:
                found.by_day[closed_day] += count
            else:
                found.by_duration[days] += count
                found.examples[days] = example
        frame = self.frame
        return result[frame.scope.campaign_id], frame.last and result[frame.last.campaign_id]
