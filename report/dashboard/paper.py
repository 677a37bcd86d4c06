"""The dashboard on paper: its tables as texts, and two charts."""

from typing import Any, TypedDict

from markupsafe import Markup

from odoo.api import Environment
from odoo.fields import Date

from ...models.core import clock
from ...tools.dashboard.scope import share_text
from ...tools.office_files.columns import DATE, PERCENT, TEXT, Column, share_width
from ...tools.prints.charts import paired_columns, stacked_bars
from .heading import get_note, get_title
from .result import Dashboard, Phase
from .tables import Table, Tables

CHART_WIDTH = 880


class PaperTable(TypedDict):
    """A table on paper, all in it as text."""

    title: str
    columns: list[Column]
    rows: list[list[str]]


class Page(TypedDict):
    """What the print shows; ``tables`` by their keys."""

    title: str
    note: str
    phases: list[Phase]
    tables: dict[str, PaperTable]
    area_chart: Markup
    trend_chart: Markup
    has_findings: bool


class Paper:
    """Lays out a result of ``get_dashboard`` for the print."""

    def __init__(self, env: Environment, result: Dashboard) -> None:
        self.env = env
        self.result = result

    def get_page(self) -> Page:
        """Return what the print shows."""
        return {
            "title": get_title(self.env, self.result),
            "note": get_note(self.env, self.result),
            "phases": self.result["campaign"]["phases"],
            "tables": {
                table.key: self._lay_out(table) for table in Tables(self.env, self.result).get()
            },
            # Markup: drawn by ourselves, every text in it escaped
            "area_chart": Markup(self._draw_areas()),
            "trend_chart": Markup(self._draw_trend()),
            "has_findings": bool(self.result["heat"]["total"]["found"]["count"]),
        }

    def _lay_out(self, table: Table) -> PaperTable:
        return {
            "title": table.title,
            "columns": share_width(table.columns),
            "rows": [
                [
                    self._show(value, column.kind)
                    for value, column in zip(row, table.columns, strict=True)
                ]
                for row in table.rows
            ],
        }

    def _show(self, value: Any, kind: str) -> str:
        if value is None or value is False or value == "":
            return "–" if value is None and kind != TEXT else ""
        if kind == DATE:
            return clock.format_day(self.env, Date.to_date(value))
        if kind == PERCENT:
            return share_text(value)
        return f"{value:g}" if isinstance(value, float) else str(value)

    def _draw_areas(self) -> str:
        rows = []
        for row in self.result["heat"]["rows"]:
            found, closed = (row["total"][name]["count"] for name in ("found", "closed"))
            rows.append((f"{row['number']}. {row['name']}", [closed, found - closed, 0]))
        legend = [self.env._("Signed off"), self.env._("Not signed off")]
        return stacked_bars(rows, legend, width=CHART_WIDTH)

    def _draw_trend(self) -> str:
        points = []
        for point in self.result["trend"]["points"]:
            start = Date.to_date(point["start"])
            label = f"{start.month}-{start.day}"
            points.append((label, (point["opened"]["count"], point["closed"]["count"])))
        legend = [self.env._("Recorded"), self.env._("Signed off")]
        return paired_columns(points, legend, width=CHART_WIDTH)
