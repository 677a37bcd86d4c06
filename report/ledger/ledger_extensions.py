from odoo import api, models
from odoo.tools import SQL

from ...tools.office_files.columns import TEXT

# How SQL writes a date as documents do, by the beginning of the language's code.
DATE_PATTERNS = {"zh": 'FMYYYY"年"FMMM"月"FMDD"日"'}
ISO_DATE = "YYYY-MM-DD"


class RectificationLedger(models.AbstractModel):
    """Shows in the ledger which deadlines were extended, from when to when."""

    _inherit = "rectification.ledger"

    @api.model
    def _get_labels(self):
        return {**super()._get_labels(), "extended": (self.env._("Extended"), TEXT, 8)}  # 延期

    @api.model
    def _get_finding_query(self, domain):
        query, expressions = super()._get_finding_query(domain)
        pattern = DATE_PATTERNS.get((self.env.lang or "")[:2], ISO_DATE)
        granted = SQL(
            """(SELECT string_agg(to_char(old_deadline, %(pattern)s) || ' → '
                        || to_char(granted_deadline, %(pattern)s), E'\n' ORDER BY id)
                  FROM rectification_extension
                 WHERE finding_id = %(finding)s AND state = 'granted')""",
            pattern=pattern,
            finding=SQL.identifier(query.table, "id"),
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
