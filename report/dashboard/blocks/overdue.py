"""What is overdue."""

from odoo.fields import Date
from odoo.tools import SQL

from ....tools.core.lights import RED
from ..counts import LightRow
from .block import Block

ROWS_SHOWN = 10


class OverdueBlock(Block):
    """What is overdue: its figure, which opens all, and the findings with the oldest deadlines."""

    def get(self):
        """Return ``overdue``."""
        figure = self.counts.findings[LightRow].make_figure(
            "overdue",
            self.env._("Overdue"),
            self.frame.scope.findings(("light", "=", RED)),
            lambda row: row.light == RED and row.state != "rejected",
        )
        return {"overdue": {"figure": figure, "rows": self._get_rows(figure["domain"])}}

    def _get_rows(self, domain):
        query, columns = self.env["rectification.ledger"]._get_finding_query(domain)
        finding = query.table
        query.order = SQL("%s, %s", columns["deadline"], SQL.identifier(finding, "id"))
        query.limit = ROWS_SHOWN
        names = ("reference", "unit", "area", "responsible", "deadline")
        found = self.env.execute_query(
            query.select(
                SQL.identifier(finding, "id"),
                SQL.identifier(finding, "name"),
                *(columns[name] for name in names),
            )
        )
        return [
            {
                "id": finding_id,
                "name": name,
                "reference": reference or "",
                "unit": unit,
                "area": area,
                "responsible": responsible or "",
                "deadline": Date.to_string(deadline),
                "days": (self.frame.today - deadline).days,
            }
            for finding_id, name, reference, unit, area, responsible, deadline in found
        ]
