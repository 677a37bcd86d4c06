from odoo import fields, models


class RectificationBulletin(models.Model):
    """How a bulletin (通报) is printed: an official document of the leading group."""

    _inherit = "rectification.bulletin"

    def _get_print_name(self):
        """Return the name of the printed file, without its ending."""
        self.ensure_one()
        return self.display_name

    def _get_page(self):
        """Return what the printed bulletin shows, all as text."""
        self.ensure_one()
        organiser = self.campaign_id.sudo().organiser  # sudo: its name, as in the document's head
        day = fields.Date.context_today(self)
        if self.published_on:
            day = fields.Datetime.context_timestamp(self, self.published_on).date()
        # sudo: names of the units it is addressed to
        units = self.sudo().unit_ids.mapped("name") if self.audience != "all" else []
        return {
            **self.env["rectification.print"]._get_head(organiser),
            "number": self.document_number or "",
            "title": self.name,
            "addressee": "、".join(units) or self.env._("All units"),
            "body": self.body,
            "signature": organiser,
            "date": self.env["rectification.ledger"]._format_date(day),
            "printed_by": organiser,
        }
