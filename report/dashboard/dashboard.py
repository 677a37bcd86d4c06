from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ...models.campaign.campaign import PHASE_ENDS
from ...models.core.flows import CAMPAIGN_PHASES
from ...tools.dashboard.scope import Scope, year_before

# What the filters are called, in calls as in the address of the screen.
FILTERS = ("campaign_id", "phase", "unit_id", "area_id", "date_from", "date_to")


class RectificationDashboard(models.AbstractModel):
    """The dashboard of the leading group: its figures, computed in one place for every output.

    A *figure* is ``{"key", "label", "count", "last", "model", "domain"}``: ``domain`` opens exactly
    the ``count`` records of ``model`` that were counted; ``last`` is the same figure of the year
    before, None where there is nothing to compare with. Findings that were not substantiated are
    in no figure but their own, as in the ledger.

    What the filters mean:

    - *campaign*: one campaign; the running one by default, else the latest.
    - *unit*: a unit with all units below it.
    - *area*: findings under one area; it does not concern dossiers, sheets and requests.
    - *phase* and *period*: findings recorded on days of that phase and that period; for sign-offs
      and the time they took, findings signed off on these days. How units, sheets and requests
      stand, and what waits, is always as of now.

    The year before is the campaign that this one follows; without one, the last one begun in the
    calendar year before. A phase is compared with that phase of it, a period with the same days a
    year earlier, an area with the area of the same name.
    """

    _name = "rectification.dashboard"
    _description = "Dashboard of the Leading Group"

    # ------------------------------------------------------------
    # What the screen asks for
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_dashboard(self, filters=None):
        """Return everything the dashboard shows, in at most 12 queries whatever the size.

        ``filters``: ``{"campaign_id", "unit_id", "area_id": ids, "phase": state of a campaign,
        "date_from", "date_to": dates as text}``, all optional; what does not exist is left out,
        as the ``filters`` in the result say. Returns::

            {"filters", "campaigns": [{"id", "name"}], "areas": [{"id", "name"}],
             "phases": [{"key", "name"}], "unit": {"id", "name"} or False,
             "campaign": {"id", "name", "state", "state_label", "phases": as on the desk} or False,
             "comparison": {"id", "name"} or False,
             "as_of": date as text,
             "headline": [figure], "taking_part": figure, "handed_in": figure,
             "units": [figure], "reviews": [figure],
             "sheets": [{"key", "label", "all": figure, "handed_in": figure, "nil": figure}],
             "heat": as ``_get_heat``, "types": as ``_get_types``, "trend": as ``_get_trend``,
             "duration": as ``_get_duration``, "items": as ``_get_items``,
             "waiting": [figure with "since": date as text, "days"],
             "overdue": {"figure", "rows"} as ``_get_overdue``}

        Without any campaign the result ends after ``campaign``, which is False.

        :raises AccessError: for whoever does not belong to the leading group.
        """
        frame = self._get_frame(filters)
        result = {
            "filters": frame["filters"],
            "campaigns": [
                {"id": campaign.id, "name": campaign.name} for campaign in frame["campaigns"]
            ],
            "campaign": False,
        }
        if not frame["campaign"]:
            return result
        dashboard = self._in_zone()
        campaign, last = frame["campaign"], frame["last_campaign"]
        result.update(
            areas=[
                {"id": area["id"], "name": area["name"]}
                for area in frame["areas"].values()
                if area["catalogue_id"] == campaign.catalogue_id.id
            ],
            phases=[
                {"key": state, "name": campaign._get_state_label(state)}
                for state in CAMPAIGN_PHASES
            ],
            unit=frame["unit"],
            campaign={
                "id": campaign.id,
                "name": campaign.name,
                "state": campaign.state,
                "state_label": campaign._get_state_label(campaign.state),
                "phases": campaign._get_phases(frame["today"]),
            },
            comparison=bool(frame["last"]) and {"id": last.id, "name": last.name},
            as_of=fields.Date.to_string(frame["today"]),
            **dashboard._get_unit_blocks(frame),
            **dashboard._get_finding_blocks(frame),
        )
        result["headline"] = [
            result["taking_part"],
            result["handed_in"],
            result["heat"]["total"]["found"],
            result["heat"]["total"]["closed"],
            result["types"]["open"],
            result["overdue"]["figure"],
            result["types"]["rejected"],
        ]
        return result

    # ------------------------------------------------------------
    # Scope
    # ------------------------------------------------------------

    @api.model
    def _check_leading_group(self):
        """Raise AccessError for whoever does not belong to the leading group."""
        if not self.env.user.has_group("rectification_campaign.group_observer"):
            raise AccessError(
                self.env._(
                    "The dashboard is for the leading group: its observers, officers and head. "
                    "What concerns your unit stands on your desk and in its dossier."
                )
            )

    @api.model
    def _in_zone(self):
        """Return the dashboard in the time zone in which days are counted."""
        return self.with_context(tz=self._get_zone())

    @api.model
    def _get_zone(self):
        """Return the user's time zone, the county's for users without one."""
        return self.env["rectification.light.mixin"]._get_zone()

    @api.model
    def _get_frame(self, filters):
        """Return what all blocks need: campaigns, the filters as applied, scopes, the catalogue.

        ``scope`` and ``last`` are :class:`Scope` of the campaign and of the year before (None when
        there is nothing to compare with); ``items`` and ``areas`` ``{id: dict}`` of all catalogues.
        """
        self._check_leading_group()
        # Some queries read columns directly: whatever waits to be stored has to be stored first.
        self.env.flush_all()
        asked = filters if isinstance(filters, dict) else {}
        campaigns = self.env["rectification.campaign"].search_fetch(
            [("state", "!=", "cancelled")],
            [
                "name",
                "state",
                "date_start",
                *PHASE_ENDS,
                "catalogue_id",
                "predecessor_id",
            ],
        )
        campaign = self._choose_campaign(campaigns, self._clean_id(asked.get("campaign_id")))
        frame = {
            "today": self.env["rectification.light.mixin"]._get_today(),
            "campaigns": campaigns,
            "campaign": campaign,
            "filters": dict.fromkeys(FILTERS, False),
        }
        if not campaign:
            return frame
        items, areas = self._get_catalogue()
        unit = self._get_filter_unit(self._clean_id(asked.get("unit_id")))
        area_id = self._clean_id(asked.get("area_id"))
        phase = asked.get("phase")
        period = [self._clean_date(asked.get(name)) for name in ("date_from", "date_to")]
        frame["filters"].update(
            campaign_id=campaign.id,
            phase=phase if phase in CAMPAIGN_PHASES else False,
            unit_id=unit and unit["id"],
            area_id=area_id in areas and area_id,
            date_from=fields.Date.to_string(period[0]),
            date_to=fields.Date.to_string(period[1]),
        )
        last_campaign = self._get_year_before(campaign, campaigns)
        frame.update(
            last_campaign=last_campaign,
            items=items,
            areas=areas,
            unit=unit,
            twins=self._get_twins(areas, campaign, last_campaign),
            item_twins=self._get_twins(items, campaign, last_campaign),
        )
        frame["scope"] = self._get_scope(frame, campaign, period)
        frame["last"] = None
        if last_campaign:
            earlier = [year_before(day) for day in period]
            frame["last"] = self._get_scope(frame, last_campaign, earlier)
        return frame

    @api.model
    def _choose_campaign(self, campaigns, campaign_id):
        """Return the campaign asked for, else the running one, else the latest."""
        chosen = campaigns.filtered(lambda campaign: campaign.id == campaign_id)
        running = campaigns.filtered(lambda campaign: campaign.state in CAMPAIGN_PHASES)
        closed = campaigns.filtered(lambda campaign: campaign.state == "closed")
        return (chosen or running or closed or campaigns)[:1]

    @api.model
    def _get_year_before(self, campaign, campaigns):
        """Return the campaign to compare with, or an empty recordset."""
        if campaign.predecessor_id in campaigns:
            return campaign.predecessor_id
        return campaigns.filtered(
            lambda other: (
                other.state != "draft" and other.date_start.year == campaign.date_start.year - 1
            )
        )[:1]

    @api.model
    def _get_scope(self, frame, campaign, period):
        """Return the :class:`Scope` of ``campaign``, or None when it has no such area."""
        filters = frame["filters"]
        area_id = filters["area_id"]
        if area_id and campaign != frame["campaign"]:
            area_id = frame["twins"].get(area_id)
            if not area_id:
                return None
        start, end = period
        if filters["phase"]:
            first, last = self._get_phase_days(campaign, filters["phase"])
            start = max(filter(None, (start, first)), default=None)
            end = min(filter(None, (end, last)), default=None)
        return Scope(
            campaign.id,
            unit_id=filters["unit_id"] or 0,
            area_id=area_id or 0,
            start=start,
            end=end,
            zone=self._get_zone(),
        )

    @api.model
    def _get_phase_days(self, campaign, phase):
        """Return the first and the last day of a phase; None where the campaign does not say."""
        number = CAMPAIGN_PHASES.index(phase)
        end = campaign[PHASE_ENDS[number]] or None
        if number == 0:
            return campaign.date_start, end
        before = campaign[PHASE_ENDS[number - 1]]
        return before + timedelta(days=1) if before else None, end

    @api.model
    def _get_filter_unit(self, unit_id):
        """Return ``{"id", "name"}`` of the unit, or False when there is none for this user.

        The path in the tree is read with it, which saves a query to every search below it.
        """
        unit = self.env["rectification.unit"].with_context(active_test=False)
        if unit_id:
            unit = unit.search_fetch([("id", "=", unit_id)], ["name", "parent_path"])
        return {"id": unit.id, "name": unit.name} if unit else False

    @api.model
    def _get_catalogue(self):
        """Return ``(items, areas)`` of all catalogues as ``{id: dict}`` in their order.

        All of them, because a finding carried over stands under the item it came from. One query:
        they are few, and a grouped query by both brings the names of both.
        """
        problem = self.env["rectification.problem"]
        query = problem._search(Domain.TRUE, order="number, id")
        area = query.join(problem._table, "area_id", "rectification_area", "id", "area_id")
        names = ("id", "catalogue_id", "number", "name")
        columns = [
            SQL.identifier(table, name) for table in (problem._table, area) for name in names
        ]
        items, areas = {}, {}
        for row in self.env.execute_query(query.select(*columns)):
            item, area = (dict(zip(names, part, strict=True)) for part in (row[:4], row[4:]))
            items[item["id"]] = {**item, "area_id": area["id"], "area": area["name"]}
            areas.setdefault(area["id"], area)
        ordered = sorted(areas.values(), key=lambda area: (area["number"], area["id"]))
        return items, {area["id"]: area for area in ordered}

    @api.model
    def _get_twins(self, entries, campaign, last_campaign):
        """Return ``{id: id}`` from areas or items of a campaign to those of the same name."""
        by_name = {
            entry["name"]: entry["id"]
            for entry in entries.values()
            if entry["catalogue_id"] == last_campaign.catalogue_id.id
        }
        return {
            entry["id"]: by_name[entry["name"]]
            for entry in entries.values()
            if entry["catalogue_id"] == campaign.catalogue_id.id and entry["name"] in by_name
        }

    @api.model
    def _clean_id(self, value):
        return value if isinstance(value, int) and not isinstance(value, bool) else False

    @api.model
    def _clean_date(self, value):
        try:
            return fields.Date.to_date(value) or None
        except (TypeError, ValueError):
            return None

    # ------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------

    @api.model
    def _unite(self, frame, domain):
        """Return ``domain(scope)`` of the campaign or of the year before."""
        return Domain.OR(
            Domain(domain(scope)) for scope in (frame["scope"], frame["last"]) if scope
        )

    @api.model
    def _tally(self, frame, model, domain, groupby, aggregates):
        """Return ``{campaign id: [(*values, *aggregates)]}`` in one query for both years."""
        tally = defaultdict(list)
        for campaign, *row in self.env[model]._read_group(
            self._unite(frame, domain), ["campaign_id", *groupby], aggregates
        ):
            tally[campaign.id].append(tuple(row))
        return tally

    @api.model
    def _tally_sets(self, frame, model, domain, groupings):
        """Return ``{name: {campaign id: [(*values, count)]}}`` for several groupings at once."""
        tallies = {name: defaultdict(list) for name in groupings}
        sets = self.env[model]._read_grouping_sets(
            self._unite(frame, domain),
            [["campaign_id", *names] for names in groupings.values()],
            ["__count"],
        )
        for tally, rows in zip(tallies.values(), sets, strict=True):
            for campaign, *row in rows:
                tally[campaign.id].append(tuple(row))
        return tallies

    @api.model
    def _make_figure(self, frame, key, label, model, domain, count, tally):
        """Return a figure. ``domain(scope)`` is what it opens, ``count(rows)`` its number."""
        scope, last = frame["scope"], frame["last"]
        return {
            "key": key,
            "label": label,
            "count": count(tally.get(scope.campaign_id, [])),
            "last": count(tally.get(last.campaign_id, [])) if last else None,
            "model": model,
            "domain": domain(scope),
        }

    @api.model
    def _get_labels_of(self, model, field):
        """Return ``{value: label}`` of a selection, in the user's language."""
        return dict(self.env[model]._fields[field]._description_selection(self.env))
