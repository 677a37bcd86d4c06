import json
from urllib.parse import urlencode

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.office_files.columns import DATE, PERCENT, TEXT
from ...tools.office_files.writer import LedgerBook
from ...tools.prints.charts import paired_columns, stacked_bars
from .dashboard_tables import share_text

OVERDUE_LIST = (
    "index",
    "reference",
    "unit",
    "area",
    "item_number",
    "item",
    "description",
    "responsible",
    "deadline",
    "state",
)


class RectificationDashboard(models.AbstractModel):
    """The dashboard as a workbook and on paper, made of the figures of the screen."""

    _inherit = "rectification.dashboard"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_export(self, filters=None):
        """Download the dashboard as a workbook; ``filters`` as for ``get_dashboard``.

        :raises AccessError: for whoever does not belong to the leading group.
        """
        self._check_leading_group()
        query = urlencode({"filters": json.dumps(self._keep_filters(filters))})
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/dashboard.xlsx?{query}",
            "target": "download",
        }

    @api.model
    def action_print(self, filters=None):
        """Print the dashboard; ``filters`` as for ``get_dashboard``.

        :raises AccessError: for whoever does not belong to the leading group.
        """
        self._check_leading_group()
        report = self.env.ref("rectification_campaign.report_dashboard")
        return report.report_action(None, data={"filters": self._keep_filters(filters)})

    @api.model
    def _keep_filters(self, filters):
        return {name: value for name, value in (filters or {}).items() if value}

    # ------------------------------------------------------------
    # Workbook
    # ------------------------------------------------------------

    @api.model
    def _write_workbook(self, result, target):
        """Write what ``_get_result`` returned to ``target``; all that is overdue is in it."""
        title = self._get_title(result)
        note = self._get_note(result)
        with LedgerBook(target, title=title) as book:
            for part in self._get_tables(result):
                if part["key"] != "overdue":
                    heading = f"{title} · {part['title']}"
                    book.add_table(
                        part["sheet"], heading, note, part["columns"], self._type_rows(part)
                    )
            ledger = self.env["rectification.ledger"]
            name = self.env._("Overdue")
            book.add_table(
                name,
                f"{title} · {name}",
                note,
                ledger._get_columns(OVERDUE_LIST),
                ledger._iter_rows(result["overdue"]["figure"]["domain"], OVERDUE_LIST),
            )

    @api.model
    def _type_rows(self, part):
        """Yield rows as a sheet holds them: dates as dates, nothing as an empty cell."""
        kinds = [column.kind for column in part["columns"]]
        for row in part["rows"]:
            yield [
                fields.Date.to_date(value) if kind == DATE else value
                for kind, value in zip(kinds, row, strict=True)
            ]

    # ------------------------------------------------------------
    # Paper
    # ------------------------------------------------------------

    @api.model
    def _get_page(self, filters):
        """Return what the print shows, all as text: tables by key, two charts.

        :raises AccessError: for whoever does not belong to the leading group.
        :raises UserError: without any campaign.
        """
        result = self._get_result(filters)
        ledger = self.env["rectification.ledger"]
        tables = {}
        for part in self._get_tables(result):
            tables[part["key"]] = {
                "title": part["title"],
                "columns": ledger._share_width(part["columns"]),
                "rows": [
                    [
                        self._show(value, column.kind)
                        for value, column in zip(row, part["columns"], strict=True)
                    ]
                    for row in part["rows"]
                ],
            }
        return {
            "title": self._get_title(result),
            "note": self._get_note(result),
            "phases": result["campaign"]["phases"],
            "tables": tables,
            # Markup: drawn by ourselves, every text in it escaped
            "area_chart": Markup(self._draw_areas(result)),
            "trend_chart": Markup(self._draw_trend(result)),
            "has_findings": bool(result["heat"]["total"]["found"]["count"]),
        }

    @api.model
    def _show(self, value, kind):
        if value is None or value is False or value == "":
            return "–" if value is None and kind != TEXT else ""
        if kind == DATE:
            return self.env["rectification.ledger"]._format_date(fields.Date.to_date(value))
        if kind == PERCENT:
            return share_text(value)
        return f"{value:g}" if isinstance(value, float) else str(value)

    @api.model
    def _draw_areas(self, result):
        rows = []
        for row in result["heat"]["rows"]:
            found, closed = (row["total"][name]["count"] for name in ("found", "closed"))
            rows.append((f"{row['number']}. {row['name']}", [closed, found - closed, 0]))
        legend = [self.env._("Signed off"), self.env._("Not signed off")]
        return stacked_bars(rows, legend, width=880)

    @api.model
    def _draw_trend(self, result):
        points = []
        for point in result["trend"]["points"]:
            start = fields.Date.to_date(point["start"])
            points.append(
                (
                    f"{start.month}-{start.day}",
                    (point["opened"]["count"], point["closed"]["count"]),
                )
            )
        return paired_columns(points, [self.env._("Recorded"), self.env._("Signed off")], width=880)

    # ------------------------------------------------------------
    # What both say
    # ------------------------------------------------------------

    @api.model
    def _get_result(self, filters):
        """Return ``get_dashboard(filters)`` of a campaign.

        :raises AccessError: for whoever does not belong to the leading group.
        :raises UserError: without any campaign.
        """
        result = self.get_dashboard(filters)
        if not result["campaign"]:
            raise UserError(self.env._("There is no campaign yet, so there is nothing to export."))
        return result

    @api.model
    def _get_title(self, result):
        return self.env._("%s: Dashboard", result["campaign"]["name"])

    @api.model
    def _get_note(self, result):
        """Return one line: the day, the filters, what the figures are compared with."""
        filters = result["filters"]
        ledger = self.env["rectification.ledger"]

        def day(name):
            return ledger._format_date(fields.Date.to_date(filters[name])) or "…"

        parts = [
            self.env._(
                "As of %(date)s, as seen by %(user)s",
                date=ledger._format_date(fields.Date.to_date(result["as_of"])),
                user=self.env.user.name,
            )
        ]
        if result["unit"]:
            parts.append(self.env._("%s and the units below it", result["unit"]["name"]))
        if filters["area_id"]:
            names = {area["id"]: area["name"] for area in result["areas"]}
            parts.append(names.get(filters["area_id"], ""))
        if filters["phase"]:
            names = {phase["key"]: phase["name"] for phase in result["phases"]}
            parts.append(names[filters["phase"]])
        if filters["date_from"] or filters["date_to"]:
            parts.append(f"{day('date_from')} – {day('date_to')}")
        if result["comparison"]:
            parts.append(self.env._("last year: %s", result["comparison"]["name"]))
        return " · ".join(filter(None, parts))
