from odoo import api, models
from odoo.tools import SQL

from ..tools.ledger import TEXT


class RectificationLedger(models.AbstractModel):
    """Shows in the ledger which deadlines were extended, from when to when."""

    _inherit = "rectification.ledger"

    @api.model
    def _get_labels(self):
        return {**super()._get_labels(), "extended": (self.env._("Extended"), TEXT, 8)}  # 延期

    @api.model
    def _get_finding_query(self, domain):
        query, expressions = super()._get_finding_query(domain)
        granted = SQL(
            """(SELECT string_agg(old_deadline || ' → ' || granted_deadline, E'\n' ORDER BY id)
                  FROM rectification_extension
                 WHERE finding_id = %s AND state = 'granted')""",
            SQL.identifier(query.table, "id"),
        )
        return query, {
            **expressions,
            "extended": granted,
            # on paper, under what was done
            "progress": SQL(
                r"concat_ws(E'\n', %s, %s || %s)",
                expressions["progress"],
                self.env._("Extended:") + " ",
                granted,
            ),
        }
