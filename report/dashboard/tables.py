"""The blocks of the dashboard as tables, the same for workbook and paper."""

from collections.abc import Callable
from typing import Any, NamedTuple

from odoo.api import Environment

from ...tools.office_files.columns import DATE, NUMBER, PERCENT, TEXT, Column
from .result import Dashboard, Figure, HeatCell


class Table(NamedTuple):
    """One table: ``key`` for programs, ``title`` for people, ``sheet``: a short title."""

    key: str
    title: str
    sheet: str
    columns: list[Column]
    rows: list[list[Any]]


class Tables:
    """The tables of a result of ``get_dashboard``."""

    def __init__(self, env: Environment, result: Dashboard) -> None:
        self.env = env
        self.result = result

    def get(self) -> list[Table]:
        """Return all of them, in the order of the screen."""
        result = self.result
        return [
            self._make_figure_table(
                "headline", self.env._("Figures at a glance"), result["headline"]
            ),
            self._make_figure_table("units", self.env._("Units by state"), result["units"]),
            self._make_figure_table("reviews", self.env._("Units by review"), result["reviews"]),
            self._get_waiting_table(),
            self._get_sheets_table(),
            self._get_area_table(),
            self._get_share_table(),
            self._get_types_table(),
            self._get_duration_table(),
            self._get_trend_table(),
            self._get_items_table(),
            self._get_overdue_table(),
        ]

    def _get_waiting_table(self):
        return self._make_table(
            "waiting",
            self.env._("Waiting for the leading group"),
            [
                Column("figure", self.env._("What waits"), TEXT, 16),
                Column("count", self.env._("How many"), NUMBER, 5),
                Column("since", self.env._("The oldest since"), DATE, 9),
                Column("days", self.env._("Days"), NUMBER, 5),
            ],
            [
                [
                    figure["label"],
                    figure["count"],
                    figure["since"] or None,
                    figure["days"] if figure["since"] else None,
                ]
                for figure in self.result["waiting"]
            ],
        )

    def _get_sheets_table(self):
        return self._make_table(
            "sheets",
            self.env._("Self-check sheets and nil returns"),
            [
                Column("sheets", self.env._("Sheets"), TEXT, 10),
                Column("all", self.env._("All"), NUMBER, 5),
                Column("handed_in", self.env._("Handed in"), NUMBER, 5),
                Column("nil", self.env._("Of these nil returns"), NUMBER, 6),
                Column("last", self.env._("Nil returns last year"), NUMBER, 6),
            ],
            [
                [
                    row["label"],
                    *(row[name]["count"] for name in ("all", "handed_in", "nil")),
                    row["nil"]["last"],
                ]
                for row in self.result["sheets"]
            ],
            self.env._("Nil Returns"),
        )

    def _get_area_table(self):
        """The heat map by number."""
        return self._make_table(
            "heat",
            self.env._("Findings by area and kind of unit"),
            self._get_heat_columns(NUMBER),
            self._get_heat_rows(lambda cell: cell["found"]["count"]),
            self.env._("Areas"),
        )

    def _get_share_table(self):
        """The heat map by the part that is signed off."""
        return self._make_table(
            "share",
            self.env._("Part signed off by area and kind of unit"),
            self._get_heat_columns(PERCENT),
            self._get_heat_rows(lambda cell: cell["share"]),
            self.env._("Areas, Signed Off"),
        )

    def _get_heat_columns(self, kind):
        return [
            Column("number", self.env._("No."), NUMBER, 2),
            Column("area", self.env._("Area"), TEXT, 14),
            *(
                Column(entry["key"], entry["label"], kind, 4)
                for entry in self.result["heat"]["kinds"]
            ),
            Column("all", self.env._("All"), kind, 4),
        ]

    def _get_heat_rows(self, value: Callable[[HeatCell], float | None]):
        """Return a row for each area, and one for all of them; ``value`` of each cell."""
        heat = self.result["heat"]
        totals = [entry["total"] for entry in heat["kinds"]]
        return [
            *(
                [row["number"], row["name"], *map(value, row["cells"]), value(row["total"])]
                for row in heat["rows"]
            ),
            ["", self.env._("All areas"), *map(value, totals), value(heat["total"])],
        ]

    def _get_types_table(self):
        types = self.result["types"]
        return self._make_table(
            "types",
            self.env._("Findings by type and light"),
            [
                Column("type", self.env._("Type"), TEXT, 8),
                *(Column(light["key"], light["label"], NUMBER, 5) for light in types["lights"]),
                Column("all", self.env._("All"), NUMBER, 5),
            ],
            [
                [row["label"], *(cell["count"] for cell in row["cells"]), row["total"]["count"]]
                for row in types["rows"]
            ],
        )

    def _get_duration_table(self):
        duration = self.result["duration"]
        longest = duration["longest"] or {"days": None, "last": None}
        return self._make_table(
            "duration",
            self.env._("Days from recording to sign-off"),
            [
                Column("figure", self.env._("Figure"), TEXT, 10),
                Column("days", self.env._("How many"), NUMBER, 5),
                Column("last", self.env._("Last Year"), NUMBER, 5),
            ],
            [
                [self.env._("Median of the days"), duration["median"], duration["last_median"]],
                [self.env._("Most days"), longest["days"], longest["last"]],
                [self.env._("Signed off"), duration["count"], duration["last"]],
            ],
            self.env._("Days to Sign-Off"),
        )

    def _get_trend_table(self):
        trend = self.result["trend"]
        title = self.env._("Recorded and signed off, by week")
        if trend["step"] == "month":
            title = self.env._("Recorded and signed off, by month")
        return self._make_table(
            "trend",
            title,
            [
                Column("start", self.env._("First day"), DATE, 7),
                Column("end", self.env._("Last day"), DATE, 7),
                Column("opened", self.env._("Recorded"), NUMBER, 5),
                Column("closed", self.env._("Signed off"), NUMBER, 5),
            ],
            [
                [point["start"], point["end"], point["opened"]["count"], point["closed"]["count"]]
                for point in trend["points"]
            ],
            self.env._("Trend"),
        )

    def _get_items_table(self):
        return self._make_table(
            "items",
            self.env._("Items found most often"),
            [
                Column("number", self.env._("Item No."), NUMBER, 3),
                Column("item", self.env._("Problem Item"), TEXT, 16),
                Column("area", self.env._("Area"), TEXT, 12),
                Column("found", self.env._("Findings"), NUMBER, 4),
                Column("closed", self.env._("Signed off"), NUMBER, 4),
                Column("last", self.env._("Last Year"), NUMBER, 5),
            ],
            [
                [
                    item["number"],
                    item["name"],
                    item["area"],
                    item["found"]["count"],
                    item["closed"]["count"],
                    item["found"]["last"],
                ]
                for item in self.result["items"]
            ],
        )

    def _get_overdue_table(self):
        return self._make_table(
            "overdue",
            self.env._("Overdue, the earliest deadlines first"),
            [
                Column("reference", self.env._("Reference"), TEXT, 5),
                Column("finding", self.env._("Finding"), TEXT, 18),
                Column("unit", self.env._("Unit"), TEXT, 10),
                Column("responsible", self.env._("Responsible Person"), TEXT, 5),
                Column("deadline", self.env._("Deadline"), DATE, 7),
                Column("days", self.env._("Days over"), NUMBER, 3),
            ],
            [
                [row[name] for name in ("reference", "name", "unit", "responsible")]
                + [row["deadline"], row["days"]]
                for row in self.result["overdue"]["rows"]
            ],
        )

    def _make_table(self, key, title, columns, rows, sheet=None) -> Table:
        return Table(key, title, sheet or title, columns, rows)

    def _make_figure_table(self, key: str, title: str, figures: list[Figure]) -> Table:
        return self._make_table(
            key,
            title,
            [
                Column("figure", self.env._("Figure"), TEXT, 16),
                Column("count", self.env._("How many"), NUMBER, 5),
                Column("last", self.env._("Last Year"), NUMBER, 5),
            ],
            [[figure["label"], figure["count"], figure["last"]] for figure in figures],
        )
