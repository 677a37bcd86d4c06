"""What a person asked to see on the dashboard, read once for all its blocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from odoo.api import Environment
from odoo.fields import Date, Domain
from odoo.models import BaseModel
from odoo.tools import SQL

from ...models.campaign.campaign import PHASE_ENDS
from ...models.core import clock
from ...models.core.flows import CAMPAIGN_PHASES
from ...tools.dashboard.scope import Scope, year_before
from .result import Filters, Named


class Area(NamedTuple):
    """One area of a catalogue."""

    id: int
    catalogue_id: int
    number: int
    name: str


class Item(NamedTuple):
    """One problem item of a catalogue."""

    id: int
    catalogue_id: int
    number: int
    name: str
    area: Area


@dataclass(frozen=True, slots=True)
class Frame:
    """What every block of the dashboard needs to know of the question; nothing changes it.

    ``scope`` is what the filters leave of the campaign, ``last`` the same of the year before: None
    when there is nothing to compare with. ``areas`` and ``items`` are those of all catalogues, by
    id and in their order; the counterparts lead from those of this campaign to those of the same
    name in the year before.
    """

    today: date
    filters: Filters
    campaigns: BaseModel
    campaign: BaseModel
    last_campaign: BaseModel
    unit: Named | Literal[False]
    areas: Mapping[int, Area]
    items: Mapping[int, Item]
    area_counterparts: Mapping[int, int]
    item_counterparts: Mapping[int, int]
    scope: Scope
    last: Scope | None


def read_frame(env: Environment, asked: Any) -> Frame | None:
    """Return the frame for the filters in ``asked``, None without any campaign.

    ``asked`` comes from a screen or an address: what does not exist in it is left out.
    """
    # Some queries read columns directly: whatever waits to be stored has to be stored first.
    env.flush_all()
    asked = asked if isinstance(asked, dict) else {}
    campaigns = env["rectification.campaign"].search_fetch(
        [("state", "!=", "cancelled")],
        ["name", "state", "date_start", *PHASE_ENDS, "catalogue_id", "predecessor_id"],
    )
    campaign = _choose_campaign(campaigns, _clean_id(asked.get("campaign_id")))
    if not campaign:
        return None
    areas, items = _read_catalogues(env)
    unit = _read_unit(env, _clean_id(asked.get("unit_id")))
    area_id = _clean_id(asked.get("area_id"))
    start, end = (_clean_date(asked.get(name)) for name in ("date_from", "date_to"))
    phase = asked.get("phase")
    filters: Filters = {
        "campaign_id": campaign.id,
        "phase": phase if phase in CAMPAIGN_PHASES else False,
        "unit_id": unit and unit["id"],
        "area_id": area_id in areas and area_id,
        "date_from": Date.to_string(start),
        "date_to": Date.to_string(end),
    }
    last_campaign = _find_year_before(campaign, campaigns)
    area_counterparts = _find_counterparts(areas, campaign, last_campaign)
    last_area_id = area_counterparts.get(filters["area_id"], 0)
    last = None
    if last_campaign and (last_area_id or not filters["area_id"]):
        earlier = year_before(start), year_before(end)
        last = _make_scope(last_campaign, filters, last_area_id, earlier)
    return Frame(
        today=clock.today(env),
        filters=filters,
        campaigns=campaigns,
        campaign=campaign,
        last_campaign=last_campaign,
        unit=unit,
        areas=areas,
        items=items,
        area_counterparts=area_counterparts,
        item_counterparts=_find_counterparts(items, campaign, last_campaign),
        scope=_make_scope(campaign, filters, filters["area_id"], (start, end)),
        last=last,
    )


def _choose_campaign(campaigns, campaign_id):
    """Return the campaign asked for, else the running one, else the latest."""
    chosen = campaigns.filtered(lambda campaign: campaign.id == campaign_id)
    running = campaigns.filtered(lambda campaign: campaign.state in CAMPAIGN_PHASES)
    closed = campaigns.filtered(lambda campaign: campaign.state == "closed")
    return (chosen or running or closed or campaigns)[:1]


def _find_year_before(campaign, campaigns):
    """Return the campaign to compare with, or an empty recordset."""
    if campaign.predecessor_id in campaigns:
        return campaign.predecessor_id
    return campaigns.filtered(
        lambda other: (
            other.state != "draft" and other.date_start.year == campaign.date_start.year - 1
        )
    )[:1]


def _find_counterparts(entries, campaign, last_campaign):
    """Return ``{id: id}`` from areas or items of a campaign to those of the same name."""
    last_id_by_name = {
        entry.name: entry.id
        for entry in entries.values()
        if entry.catalogue_id == last_campaign.catalogue_id.id
    }
    return {
        entry.id: last_id_by_name[entry.name]
        for entry in entries.values()
        if entry.catalogue_id == campaign.catalogue_id.id and entry.name in last_id_by_name
    }


def _make_scope(campaign, filters, area_id, period):
    """Return the :class:`Scope` of ``campaign``: within its phase, if one is asked for."""
    start, end = period
    if filters["phase"]:
        first, last = _get_phase_days(campaign, filters["phase"])
        start = max(filter(None, (start, first)), default=None)
        end = min(filter(None, (end, last)), default=None)
    return Scope(
        campaign.id,
        unit_id=filters["unit_id"] or 0,
        area_id=area_id or 0,
        start=start,
        end=end,
        zone=clock.COUNTY_ZONE,
    )


def _get_phase_days(campaign, phase):
    """Return the first and the last day of a phase; None where the campaign does not say."""
    number = CAMPAIGN_PHASES.index(phase)
    end = campaign[PHASE_ENDS[number]] or None
    if number == 0:
        return campaign.date_start, end
    before = campaign[PHASE_ENDS[number - 1]]
    return before + timedelta(days=1) if before else None, end


def _read_unit(env, unit_id):
    """Return ``{"id", "name"}`` of the unit, or False when there is none for this user.

    The path in the tree is read with it, which saves a query to every search below it.
    """
    unit = env["rectification.unit"].with_context(active_test=False)
    if unit_id:
        unit = unit.search_fetch([("id", "=", unit_id)], ["name", "parent_path"])
    return {"id": unit.id, "name": unit.name} if unit else False


def _read_catalogues(env):
    """Return ``({id: Area}, {id: Item})`` of all catalogues, each in their order.

    All of them, because a finding carried over stands under the item it came from. One query:
    they are few, and a grouped query by both brings the names of both.
    """
    problem = env["rectification.problem"]
    query = problem._search(Domain.TRUE, order="number, id")
    area_table = query.join(problem._table, "area_id", "rectification_area", "id", "area_id")
    names = Area._fields
    columns = [
        SQL.identifier(table, name) for table in (problem._table, area_table) for name in names
    ]
    areas, items = {}, {}
    for row in env.execute_query(query.select(*columns)):
        area = areas.setdefault(row[len(names)], Area(*row[len(names) :]))
        items[row[0]] = Item(*row[: len(names)], area)
    ordered = sorted(areas.values(), key=lambda area: (area.number, area.id))
    return {area.id: area for area in ordered}, items


def _clean_id(value):
    return value if isinstance(value, int) and not isinstance(value, bool) else False


def _clean_date(value):
    try:
        return Date.to_date(value) or None
    except (TypeError, ValueError):
        return None
