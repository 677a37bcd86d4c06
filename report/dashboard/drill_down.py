"""One area of the dashboard in detail: its items in every unit."""

from odoo.api import Environment
from odoo.fields import Domain

from ...models.core.selection import get_labels
from ...tools.office_files.columns import Figures
from .figure import FINDING, make_found_and_closed
from .frame import Frame
from .result import DrillDown, FoundAndClosed

UNITS_PER_PAGE = 50
MOST_UNITS_PER_PAGE = 500


class DrillDownBlock:
    """How often each item of the area in the filters was found in each unit of a kind.

    ``kind``: a kind of unit; what is none stands for all of them.
    """

    def __init__(self, env: Environment, frame: Frame, kind: str | bool) -> None:
        self.env = env
        self.frame = frame
        self.labels = get_labels(env[FINDING], "unit_kind")
        self.kind = kind if kind in self.labels else False
        self.leaves = [("unit_kind", "=", self.kind)] if self.kind else []

    def get(self, offset: int, limit: int) -> DrillDown:
        """Return the units from ``offset`` on, at most ``limit``, also those without findings."""
        offset = max(int(offset), 0)
        limit = min(max(int(limit), 1), MOST_UNITS_PER_PAGE)
        area_id = self.frame.scope.area_id
        by_item = self._count([], ["problem_id"])
        units, unit_count = self._read_units(offset, limit)
        by_unit = self._count([("unit_id", "in", units.ids)], ["unit_id", "problem_id"])
        items = [
            item
            for item in self.frame.items.values()
            if item.area.id == area_id or (item.id,) in by_item
        ]
        return {
            "area": self.frame.areas[area_id].name,
            "kind": self.labels[self.kind] if self.kind else "",
            "items": [
                {
                    "id": item.id,
                    "number": item.number,
                    "name": item.name,
                    "total": self._make_cell(
                        by_item.get((item.id,), Figures()), ("problem_id", "=", item.id)
                    ),
                }
                for item in items
            ],
            "units": [self._make_unit(unit, items, by_unit) for unit in units],
            "total": self._make_cell(_add_up(by_item.values())),
            "unit_count": unit_count,
            "offset": offset,
            "limit": limit,
        }

    def _make_unit(self, unit, items, by_unit):
        """Return the row of a unit: a cell for each item, and their sum."""
        of_unit = ("unit_id", "=", unit.id)
        figures = [by_unit.get((unit.id, item.id), Figures()) for item in items]
        return {
            "id": unit.id,
            "name": unit.name,
            "cells": [
                self._make_cell(part, of_unit, ("problem_id", "=", item.id))
                for part, item in zip(figures, items, strict=True)
            ],
            "total": self._make_cell(_add_up(figures), of_unit),
        }

    def _make_cell(self, figures: Figures, *leaves) -> FoundAndClosed:
        return make_found_and_closed(self.frame.scope, [*self.leaves, *leaves], figures)

    def _count(self, leaves, groupby):
        """Return ``{(ids of groupby): Figures}`` of the findings recorded in the period."""
        domain = self.frame.scope.recorded(*self.leaves, *leaves)
        figures = {}
        for *records, state, number in self.env[FINDING]._read_group(
            Domain(domain), [*groupby, "state"], ["__count"]
        ):
            key = tuple(record.id for record in records)
            figures.setdefault(key, Figures()).add(state, number)
        return figures

    def _read_units(self, offset, limit):
        """Return a page of the units that take part, by name, and the number of all.

        A unit that left the campaign keeps its dossier and its findings, and is counted with them.
        """
        scope = self.frame.scope
        model = self.env["rectification.unit"].with_context(active_test=False)
        taking_part = Domain("dossier_ids", "any", [("campaign_id", "=", scope.campaign_id)])
        domain = taking_part & Domain("kind", "=", self.kind) if self.kind else taking_part
        if scope.unit_id:
            domain &= Domain("id", "child_of", scope.unit_id)
        units = model.search_fetch(domain, ["name"], offset, limit, "name, id")
        return units, model.search_count(domain)


def _add_up(figures):
    """Return the sum of what was found and of what is signed off."""
    figures = list(figures)
    return Figures(
        found=sum(part.found for part in figures), closed=sum(part.closed for part in figures)
    )
