from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.core.lights import CLOSED, RED
from ...tools.office_files.columns import Figures

FINDING = "rectification.finding"
ITEMS_SHOWN = 10
OVERDUE_SHOWN = 10


class RectificationDashboard(models.AbstractModel):
    """What was found, what has become of it, and how long that took."""

    _inherit = "rectification.dashboard"

    @api.model
    def _get_finding_blocks(self, frame):
        """Return the blocks ``heat``, ``types``, ``items``, ``trend``, ``duration``, ``overdue``.

        One query counts the findings recorded in the period in all the ways that are shown, for
        the campaign and the year before; one reads what was signed off.
        """
        groupings = {
            "cells": ["area_id", "unit_kind", "state"],
            "lights": ["rectification_type", "light", "state"],
            "items": ["problem_id", "state"],
            "days": ["create_date:day", "state"],
        }
        tallies = self._tally_sets(frame, FINDING, lambda scope: scope.recorded(), groupings)
        closings = self._get_closings(frame)
        return {
            "heat": self._get_heat(frame, tallies["cells"]),
            "types": self._get_types(frame, tallies["lights"]),
            "items": self._get_items(frame, tallies["items"]),
            "trend": self._get_trend(frame, tallies["days"], closings),
            "duration": self._get_duration(frame, closings),
            "overdue": self._get_overdue(frame, tallies["lights"]),
        }

    # ------------------------------------------------------------
    # Areas and kinds of unit
    # ------------------------------------------------------------

    @api.model
    def _get_heat(self, frame, tally):
        """Return how many findings each area has in each kind of unit, and how many are closed.

        ``{"kinds": [{"key", "label", "total": cell}], "rows": [{"id", "number", "name", "cells":
        [cell], "total": cell}], "total": cell, "largest": most findings in one cell}``; a cell is
        ``{"found": figure, "closed": figure, "share": part closed, or None without findings}``.
        """
        figures = {campaign_id: self._sum_cells(rows) for campaign_id, rows in tally.items()}
        labels = self._get_labels_of(FINDING, "unit_kind")
        present = figures.get(frame["scope"].campaign_id, {})
        kinds = [kind for kind in labels if kind in frame["kinds"] or (None, kind) in present]
        rows = [
            {
                "id": area["id"],
                "number": area["number"],
                "name": area["name"],
                "cells": [self._make_cell(frame, figures, area["id"], kind) for kind in kinds],
                "total": self._make_cell(frame, figures, area["id"], None),
            }
            for area in self._get_shown_areas(frame, present)
        ]
        return {
            "kinds": [
                {
                    "key": kind,
                    "label": labels[kind],
                    "total": self._make_cell(frame, figures, None, kind),
                }
                for kind in kinds
            ],
            "rows": rows,
            "total": self._make_cell(frame, figures, None, None),
            "largest": max(
                (cell["found"]["count"] for row in rows for cell in row["cells"]), default=0
            ),
        }

    @api.model
    def _sum_cells(self, rows):
        """Return ``{(area id or None, kind or None): Figures}``, None standing for all."""
        figures = defaultdict(Figures)
        for area, kind, state, count in rows:
            for key in ((area.id, kind), (area.id, None), (None, kind), (None, None)):
                figures[key].add(state, count)
        # What was not substantiated is in the rows, but makes no cell.
        return {key: cell for key, cell in figures.items() if cell.found}

    @api.model
    def _get_shown_areas(self, frame, present):
        """Return the areas of the campaign's catalogue, and those something was carried over to."""
        catalogue_id = frame["campaign"].catalogue_id.id
        return [
            area
            for area in frame["areas"].values()
            if (
                area["id"] == frame["scope"].area_id
                if frame["scope"].area_id
                else area["catalogue_id"] == catalogue_id or (area["id"], None) in present
            )
        ]

    @api.model
    def _make_cell(self, frame, figures, area_id, kind):
        """Return the cell of an area and a kind of unit, either of which may be None for all."""

        def leaves(area_id):
            return [
                *([("area_id", "=", area_id)] if area_id else []),
                *([("unit_kind", "=", kind)] if kind else []),
            ]

        twin_id = frame["twins"].get(area_id) if area_id else None
        now = figures.get(frame["scope"].campaign_id, {}).get((area_id, kind), Figures())
        last = None
        if frame["last"] and (twin_id or not area_id):
            last = figures.get(frame["last"].campaign_id, {}).get((twin_id, kind), Figures())
        names = {"found": self.env._("Findings"), "closed": self.env._("Signed off")}
        domains = {
            "found": frame["scope"].findings(*leaves(area_id)),
            "closed": frame["scope"].recorded(*leaves(area_id), ("state", "=", "closed")),
        }
        return {
            **{
                name: {
                    "key": name,
                    "label": names[name],
                    "count": getattr(now, name),
                    "last": last and getattr(last, name),
                    "model": FINDING,
                    "domain": domain,
                }
                for name, domain in domains.items()
            },
            "share": now.rate if now.found else None,
        }

    # ------------------------------------------------------------
    # Types and lights
    # ------------------------------------------------------------

    @api.model
    def _get_types(self, frame, tally):
        """Return findings by type and light.

        ``{"lights": [{"key", "label", "total": figure}], "rows": [{"key", "label", "cells":
        [figure], "total": figure}], "open": figure, "rejected": figure}``.
        """
        lights = self._get_labels_of(FINDING, "light")
        types = self._get_labels_of(FINDING, "rectification_type")

        def figure(key, label, kind=None, light=None):
            leaves = [
                *([("rectification_type", "=", kind)] if kind else []),
                *([("light", "=", light)] if light else []),
            ]
            return self._make_figure(
                frame,
                key,
                label,
                FINDING,
                lambda scope: scope.findings(*leaves),
                lambda rows: sum(
                    count
                    for row_kind, row_light, state, count in rows
                    if state != "rejected"
                    and kind in (None, row_kind)
                    and light in (None, row_light)
                ),
                tally,
            )

        return {
            "lights": [
                {"key": light, "label": label, "total": figure(light, label, light=light)}
                for light, label in lights.items()
            ],
            "rows": [
                {
                    "key": kind,
                    "label": label,
                    "cells": [
                        figure(light, light_label, kind, light)
                        for light, light_label in lights.items()
                    ],
                    "total": figure(kind, label, kind),
                }
                for kind, label in types.items()
            ],
            "open": self._make_figure(
                frame,
                "open",
                self.env._("Still open"),
                FINDING,
                lambda scope: scope.findings(("light", "!=", CLOSED)),
                lambda rows: sum(
                    row[3] for row in rows if row[1] != CLOSED and row[2] != "rejected"
                ),
                tally,
            ),
            "rejected": self._make_figure(
                frame,
                "rejected",
                self.env._("Not substantiated"),
                FINDING,
                lambda scope: scope.recorded(("state", "=", "rejected")),
                lambda rows: sum(row[3] for row in rows if row[2] == "rejected"),
                tally,
            ),
        }

    # ------------------------------------------------------------
    # Problem items
    # ------------------------------------------------------------

    @api.model
    def _get_items(self, frame, tally):
        """Return the items found most often, those found equally often in their order.

        ``[{"id", "number", "name", "area", "found": figure, "closed": figure}]``, at most ten.
        """
        figures = {}
        for campaign_id, rows in tally.items():
            for problem, state, count in rows:
                figures.setdefault((campaign_id, problem.id), Figures()).add(state, count)
        scope, last = frame["scope"], frame["last"]
        found = {
            item_id: figure
            for (campaign_id, item_id), figure in figures.items()
            if campaign_id == scope.campaign_id and figure.found
        }
        items = sorted(
            (frame["items"][item_id] for item_id in found),
            key=lambda item: (-found[item["id"]].found, item["number"], item["id"]),
        )
        rows = []
        for item in items[:ITEMS_SHOWN]:
            twin_id = frame["item_twins"].get(item["id"])
            before = None
            if last and twin_id:
                before = figures.get((last.campaign_id, twin_id), Figures())
            leaf = ("problem_id", "=", item["id"])
            domains = {
                "found": scope.findings(leaf),
                "closed": scope.recorded(leaf, ("state", "=", "closed")),
            }
            rows.append(
                {
                    "id": item["id"],
                    "number": item["number"],
                    "name": item["name"],
                    "area": item["area"],
                    **{
                        name: {
                            "count": getattr(found[item["id"]], name),
                            "last": before and getattr(before, name),
                            "model": FINDING,
                            "domain": domain,
                        }
                        for name, domain in domains.items()
                    },
                }
            )
        return rows

    # ------------------------------------------------------------
    # Overdue
    # ------------------------------------------------------------

    @api.model
    def _get_overdue(self, frame, tally):
        """Return what is overdue: its figure, and the findings with the earliest deadlines.

        ``{"figure", "rows": [{"id", "reference", "name", "unit", "area", "responsible",
        "deadline": date as text, "days"}]}``, at most ten rows; the figure opens all.
        """
        figure = self._make_figure(
            frame,
            "overdue",
            self.env._("Overdue"),
            FINDING,
            lambda scope: scope.findings(("light", "=", RED)),
            lambda rows: sum(row[3] for row in rows if row[1] == RED and row[2] != "rejected"),
            tally,
        )
        query, columns = self.env["rectification.ledger"]._get_finding_query(figure["domain"])
        finding = query.table
        query.order = SQL("%s, %s", columns["deadline"], SQL.identifier(finding, "id"))
        query.limit = OVERDUE_SHOWN
        names = ("reference", "unit", "area", "responsible", "deadline")
        rows = self.env.execute_query(
            query.select(
                SQL.identifier(finding, "id"),
                SQL.identifier(finding, "name"),
                *(columns[name] for name in names),
            )
        )
        return {
            "figure": figure,
            "rows": [
                {
                    "id": finding_id,
                    "name": name,
                    "reference": reference or "",
                    "unit": unit,
                    "area": area,
                    "responsible": responsible or "",
                    "deadline": fields.Date.to_string(deadline),
                    "days": (frame["today"] - deadline).days,
                }
                for finding_id, name, reference, unit, area, responsible, deadline in rows
            ],
        }
