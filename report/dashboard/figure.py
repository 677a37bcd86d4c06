"""Where the figures of the dashboard are made, and counted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from odoo.api import Environment
from odoo.fields import Domain

from ...tools.dashboard.scope import Scope
from ...tools.office_files.columns import Figures
from .frame import Frame
from .result import Count, Figure, FoundAndClosed

FINDING = "rectification.finding"


def make_count(model: str, domain: list, count: int, last: int | None = None) -> Count:
    """Return a count; ``domain`` opens what was counted, ``last`` is that of the year before."""
    return {"count": count, "last": last, "model": model, "domain": domain}


def make_figure(
    key: str, label: str, model: str, domain: list, count: int, last: int | None = None
) -> Figure:
    """Return a count with a name."""
    return {"key": key, "label": label, **make_count(model, domain, count, last)}


def make_found_and_closed(
    scope: Scope, leaves: Iterable, now: Figures, last: Figures | None = None
) -> FoundAndClosed:
    """Return the counts of the findings under ``leaves`` that stand, and of those signed off."""
    return {
        "found": make_count(FINDING, scope.findings(*leaves), now.found, last and last.found),
        "closed": make_count(
            FINDING,
            scope.recorded(*leaves, ("state", "=", "closed")),
            now.closed,
            last and last.closed,
        ),
    }


@dataclass(frozen=True, slots=True)
class Counted:
    """What one grouped query counted: its rows in the campaign, and in the year before.

    A row is a named tuple in which ``number`` says how many records it stands for. ``last`` is None
    when there is nothing to compare with.
    """

    model: str
    now: Sequence[Any]
    last: Sequence[Any] | None

    def make_figure(
        self, key: str, label: str, domain: list, fits: Callable[[Any], bool] = lambda row: True
    ) -> Figure:
        """Return the figure of the rows that ``fits`` chooses, for both years."""
        last = None if self.last is None else _add_up(self.last, fits)
        return make_figure(key, label, self.model, domain, _add_up(self.now, fits), last)


def count_rows(
    env: Environment,
    frame: Frame,
    model: str,
    make_domain: Callable[[Scope], list],
    row_class: type,
    groupby: Sequence[str],
    aggregates: Sequence[str] = ("__count",),
) -> Counted:
    """Count the records of ``make_domain(scope)`` in one query for both years.

    ``row_class``: the named tuple of what ``groupby`` and ``aggregates`` give, in their order.
    """
    domain = combine_years(frame, make_domain)
    found = env[model]._read_group(domain, ["campaign_id", *groupby], aggregates)
    return _split_by_year(frame, model, row_class, found)


def count_row_sets(
    env: Environment,
    frame: Frame,
    model: str,
    make_domain: Callable[[Scope], list],
    groupings: dict[type, Sequence[str]],
) -> dict[type, Counted]:
    """Count the same records in several ways at once, in one query for both years.

    ``groupings``: the fields to group by for each class of rows; a row ends with the count.
    """
    sets = env[model]._read_grouping_sets(
        combine_years(frame, make_domain),
        [["campaign_id", *names] for names in groupings.values()],
        ["__count"],
    )
    return {
        row_class: _split_by_year(frame, model, row_class, found)
        for row_class, found in zip(groupings, sets, strict=True)
    }


def combine_years(frame: Frame, make_domain: Callable[[Scope], list]) -> Domain:
    """Return ``make_domain(scope)`` of the campaign or of the year before."""
    return Domain.OR(Domain(make_domain(scope)) for scope in (frame.scope, frame.last) if scope)


def _split_by_year(frame, model, row_class, found):
    rows = defaultdict(list)
    for campaign, *values in found:
        rows[campaign.id].append(row_class(*values))
    last = rows[frame.last.campaign_id] if frame.last else None
    return Counted(model, rows[frame.scope.campaign_id], last)


def _add_up(rows, fits):
    return sum(row.number for row in rows if fits(row))
