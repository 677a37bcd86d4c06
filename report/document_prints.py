import json

from odoo import fields, models

from ..tools.fonts import find_missing

COLUMNS = {
    "notice": ("index", "description", "measures", "deadline", "responsible"),
    "supervision": ("index", "description", "deadline", "responsible", "progress"),
}


class RectificationDocument(models.Model):
    """How an official document is printed."""

    _inherit = "rectification.document"

    def _get_print_name(self):
        """Return the name of the printed file, without its ending."""
        self.ensure_one()
        return f"{self.display_name} - {self.addressee or ''}".strip(" -")

    def _get_attachment_name(self):
        """Return the name under which the print is kept: that of the issued document only.

        What lacks a character that no font has is not kept: it is printed again once one has it.
        """
        self.ensure_one()
        if self.state != "issued":
            return False
        # The texts themselves: how Python writes them down escapes the very characters looked for.
        if find_missing(json.dumps(self._get_page(), ensure_ascii=False, default=str)):
            return False
        return f"{self._get_print_name()}.pdf"

    def _get_page(self):
        """Return what the printed document shows, all as text."""
        self.ensure_one()
        ledger = self.env["rectification.ledger"]
        columns = ledger._share_width(ledger._get_columns(COLUMNS[self.kind]))
        organiser = self.campaign_id.sudo().organiser  # sudo: its name, as in the document's head
        date = ledger._format_date(self.date or fields.Date.context_today(self))
        closing = ""
        if self.reply_deadline:
            closing = self.env._(
                "Report the result to us in writing by %s.",
                ledger._format_date(self.reply_deadline),
            )
        return {
            **(self.env["rectification.print"]._get_head(organiser) if self.has_red_head else {}),
            "number": self.reference or "",
            "title": self.name,
            "addressee": self.addressee,
            "body": self.body,
            "columns": columns,
            "rows": list(ledger._iter_texts([("id", "in", self.finding_ids.ids)], columns, 30)),
            "closing": closing,
            # 问题清单
            "attachment": self.env._("List of Problems"),
            "signature": organiser,
            "date": date,
            "copy_to": self.copy_to,
            "printed_by": organiser,
        }
