from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.office_files.columns import Figures
from .dashboard_findings import FINDING

UNITS_PER_PAGE = 50
MOST_UNITS_PER_PAGE = 500


class RectificationDashboard(models.AbstractModel):
    """One area of the dashboard in detail: its items in every unit."""

    _inherit = "rectification.dashboard"

    @api.model
    @api.readonly
    def get_drill_down(self, filters, area_id, kind=False, offset=0, limit=UNITS_PER_PAGE):
        """Return how often each item of an area was found in each unit, units sorted by name.

        ``filters``: as for ``get_dashboard``; ``kind``: a kind of unit, False for all;
        ``offset`` and ``limit``: which of the units. Units without findings are listed as well::

            {"area": name, "kind": label or "", "items": [{"id", "number", "name", "total": cell}],
             "units": [{"id", "name", "cells": [cell], "total": cell}], "total": cell,
             "unit_count": number of units, "offset", "limit"}

        A cell is ``{"found": figure, "closed": figure}``; see ``get_dashboard``.

        :raises AccessError: for whoever does not belong to the leading group.
        :raises UserError: when there is no campaign or no such area.
        """
        frame = self._get_frame({**dict(filters or {}), "area_id": area_id})
        if not frame["campaign"] or not frame["filters"]["area_id"]:
            raise UserError(
                self.env._("This area is no longer there. Reload the page to see what is.")
            )
        labels = self._get_labels_of(FINDING, "unit_kind")
        kind = kind if kind in labels else False
        offset = max(int(offset), 0)
        limit = min(max(int(limit), 1), MOST_UNITS_PER_PAGE)
        scope = frame["scope"]
        leaves = [("unit_kind", "=", kind)] if kind else []
        by_item = self._get_item_figures(scope.recorded(*leaves), ["problem_id"])
        units, unit_count = self._get_units(scope, kind, offset, limit)
        by_unit = self._get_item_figures(
            scope.recorded(*leaves, ("unit_id", "in", units.ids)), ["unit_id", "problem_id"]
        )
        items = [
            item
            for item in frame["items"].values()
            if item["area_id"] == area_id or (item["id"],) in by_item
        ]

        def cell(figures, *more):
            return {
                "found": self._make_plain_figure(figures.found, scope.findings(*leaves, *more)),
                "closed": self._make_plain_figure(
                    figures.closed, scope.recorded(*leaves, *more, ("state", "=", "closed"))
                ),
            }

        def total(figures):
            return Figures(
                found=sum(part.found for part in figures),
                closed=sum(part.closed for part in figures),
            )

        rows = []
        for unit in units:
            parts = [by_unit.get((unit.id, item["id"]), Figures()) for item in items]
            own = ("unit_id", "=", unit.id)
            rows.append(
                {
                    "id": unit.id,
                    "name": unit.name,
                    "cells": [
                        cell(part, own, ("problem_id", "=", item["id"]))
                        for part, item in zip(parts, items, strict=True)
                    ],
                    "total": cell(total(parts), own),
                }
            )
        return {
            "area": frame["areas"][area_id]["name"],
            "kind": labels[kind] if kind else "",
            "items": [
                {
                    "id": item["id"],
                    "number": item["number"],
                    "name": item["name"],
                    "total": cell(
                        by_item.get((item["id"],), Figures()), ("problem_id", "=", item["id"])
                    ),
                }
                for item in items
            ],
            "units": rows,
            "total": cell(total(by_item.values())),
            "unit_count": unit_count,
            "offset": offset,
            "limit": limit,
        }

    @api.model
    def _get_item_figures(self, domain, groupby):
        """Return ``{(ids of groupby): Figures}`` of the findings in ``domain``."""
        figures = {}
        for *records, state, count in self.env[FINDING]._read_group(
            Domain(domain), [*groupby, "state"], ["__count"]
        ):
            key = tuple(record.id for record in records)
            figures.setdefault(key, Figures()).add(state, count)
        return figures

    @api.model
    def _get_units(self, scope, kind, offset, limit):
        """Return a page of the units that take part, by name, and the number of all.

        A unit that left the campaign keeps its dossier and its findings, and is counted with them.
        """
        model = self.env["rectification.unit"].with_context(active_test=False)
        taking_part = Domain("dossier_ids", "any", [("campaign_id", "=", scope.campaign_id)])
        domain = taking_part & Domain("kind", "=", kind) if kind else taking_part
        if scope.unit_id:
            domain &= Domain("id", "child_of", scope.unit_id)
        units = model.search_fetch(domain, ["name"], offset, limit, "name, id")
        return units, model.search_count(domain)

    @api.model
    def _make_plain_figure(self, count, domain):
        return {"count": count, "last": None, "model": FINDING, "domain": domain}
