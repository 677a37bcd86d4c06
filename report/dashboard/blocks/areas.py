"""Findings by area and kind of unit: the heat map."""

from collections import defaultdict

from ....models.core.selection import get_labels
from ....tools.office_files.columns import Figures
from ..counts import AreaRow
from ..figure import FINDING, make_found_and_closed
from .block import Block


class AreasBlock(Block):
    """How many findings each area has in each kind of unit, and how many of them are closed."""

    def get(self):
        """Return ``heat``."""
        counted = self.counts.findings[AreaRow]
        now, last = self._sum_cells(counted.now), self._sum_cells(counted.last or [])
        labels = get_labels(self.env[FINDING], "unit_kind")
        taking_part = {row.unit_kind for row in self.counts.dossiers.now}
        kinds = [kind for kind in labels if kind in taking_part or (None, kind) in now]

        def make_cell(area_id, kind):
            return self._make_cell(now, last, area_id, kind)

        rows = [
            {
                "id": area.id,
                "number": area.number,
                "name": area.name,
                "cells": [make_cell(area.id, kind) for kind in kinds],
                "total": make_cell(area.id, None),
            }
            for area in self._get_shown_areas(now)
        ]
        return {
            "heat": {
                "kinds": [
                    {"key": kind, "label": labels[kind], "total": make_cell(None, kind)}
                    for kind in kinds
                ],
                "rows": rows,
                "total": make_cell(None, None),
                "largest": max(
                    (cell["found"]["count"] for row in rows for cell in row["cells"]), default=0
                ),
            }
        }

    def _sum_cells(self, rows):
        """Return ``{(area id or None, kind or None): Figures}``, None standing for all."""
        figures = defaultdict(Figures)
        for area, kind, state, number in rows:
            for key in ((area.id, kind), (area.id, None), (None, kind), (None, None)):
                figures[key].add(state, number)
        # What was not substantiated is in the rows, but makes no cell.
        return {key: cell for key, cell in figures.items() if cell.found}

    def _get_shown_areas(self, now):
        """Return the areas of the campaign's catalogue, and those something was carried over to."""
        if self.frame.scope.area_id:
            return [self.frame.areas[self.frame.scope.area_id]]
        catalogue_id = self.frame.campaign.catalogue_id.id
        return [
            area
            for area in self.frame.areas.values()
            if area.catalogue_id == catalogue_id or (area.id, None) in now
        ]

    def _make_cell(self, now, last, area_id, kind):
        """Return the cell of an area and a kind of unit, either of which may be None for all."""
        leaves = []
        if area_id:
            leaves.append(("area_id", "=", area_id))
        if kind:
            leaves.append(("unit_kind", "=", kind))
        figures = now.get((area_id, kind), Figures())
        last_area_id = self.frame.area_counterparts.get(area_id)
        before = None
        if self.frame.last and (last_area_id or not area_id):
            before = last.get((last_area_id, kind), Figures())
        cell = make_found_and_closed(self.frame.scope, leaves, figures, before)
        labels = {"found": self.env._("Findings"), "closed": self.env._("Signed off")}
        return {
            **{name: {"key": name, "label": labels[name], **count} for name, count in cell.items()},
            "share": figures.rate if figures.found else None,
        }
