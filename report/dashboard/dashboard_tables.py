from math import floor

from odoo import api, models

from ...tools.office_files.columns import DATE, NUMBER, PERCENT, TEXT, Column


def share_text(share):
    """Return a part as whole percent, a hundred only when nothing is missing.

    >>> share_text(0.999), share_text(1.0), share_text(0.29)
    ('99%', '100%', '29%')
    """
    return f"{floor(100 * share + 1e-9)}%"


class RectificationDashboard(models.AbstractModel):
    """The blocks of the dashboard as tables, the same for workbook and paper."""

    _inherit = "rectification.dashboard"

    @api.model
    def _get_tables(self, result):
        """Return the tables of a result of ``get_dashboard``, in the order of the screen."""
        return [
            self._make_figure_table(
                "headline", self.env._("Figures at a glance"), result["headline"]
            ),
            self._make_figure_table("units", self.env._("Units by state"), result["units"]),
            self._make_figure_table("reviews", self.env._("Units by review"), result["reviews"]),
            self._get_waiting_table(result),
            self._get_sheets_table(result),
            *self._get_heat_tables(result),
            self._get_types_table(result),
            self._get_duration_table(result),
            self._get_trend_table(result),
            self._get_items_table(result),
            self._get_overdue_table(result),
        ]

    @api.model
    def _get_waiting_table(self, result):
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
                for figure in result["waiting"]
            ],
        )

    @api.model
    def _get_sheets_table(self, result):
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
                for row in result["sheets"]
            ],
            self.env._("Nil Returns"),
        )

    @api.model
    def _get_heat_tables(self, result):
        """Return the heat map twice: by number, and by the part that is signed off."""
        heat = result["heat"]

        def columns(kind):
            return [
                Column("number", self.env._("No."), NUMBER, 2),
                Column("area", self.env._("Area"), TEXT, 14),
                *(Column(entry["key"], entry["label"], kind, 4) for entry in heat["kinds"]),
                Column("all", self.env._("All"), kind, 4),
            ]

        def rows(value):
            yield from (
                [row["number"], row["name"], *map(value, row["cells"]), value(row["total"])]
                for row in heat["rows"]
            )
            totals = [entry["total"] for entry in heat["kinds"]]
            yield ["", self.env._("All areas"), *map(value, totals), value(heat["total"])]

        return [
            self._make_table(
                "heat",
                self.env._("Findings by area and kind of unit"),
                columns(NUMBER),
                list(rows(lambda cell: cell["found"]["count"])),
                self.env._("Areas"),
            ),
            self._make_table(
                "share",
                self.env._("Part signed off by area and kind of unit"),
                columns(PERCENT),
                list(rows(lambda cell: cell["share"])),
                self.env._("Areas, Signed Off"),
            ),
        ]

    @api.model
    def _get_types_table(self, result):
        types = result["types"]
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

    @api.model
    def _get_duration_table(self, result):
        duration = result["duration"]
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

    @api.model
    def _get_trend_table(self, result):
        trend = result["trend"]
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

    @api.model
    def _get_items_table(self, result):
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
                for item in result["items"]
            ],
        )

    @api.model
    def _get_overdue_table(self, result):
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
                for row in result["overdue"]["rows"]
            ],
        )

    @api.model
    def _make_table(self, key, title, columns, rows, sheet=None):
        """Return a table; ``columns``: :class:`Column` list; ``sheet``: a short name."""
        return {
            "key": key,
            "title": title,
            "sheet": sheet or title,
            "columns": columns,
            "rows": rows,
        }

    @api.model
    def _make_figure_table(self, key, title, figures):
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
