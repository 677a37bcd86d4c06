from odoo import api, fields, models

from ...tools.reminder.ladder import is_holiday


class RectificationHoliday(models.Model):
    """A day of the holiday list: a day without reminders, or a weekend day worked instead.

    The technical name, rectification.quiet.day, is older than the word that is used now.
    """

    _name = "rectification.quiet.day"
    _description = "Holiday or Exchanged Workday"
    _order = "date desc"
    _rec_name = "name"

    name = fields.Char("Occasion", required=True)
    date = fields.Date(required=True)
    kind = fields.Selection(
        [("holiday", "Holiday: no reminders"), ("workday", "Worked instead: reminders as usual")],
        required=True,
        default="holiday",
    )

    _date_uniq = models.Constraint("UNIQUE (date)", "This day is on the holiday list already.")

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _is_holiday(self, day):
        """Return whether nobody is reminded on ``day``, a date."""
        entry = self.search([("date", "=", day)], limit=1)
        return is_holiday(
            day,
            {day} if entry.kind == "holiday" else set(),
            {day} if entry.kind == "workday" else set(),
        )
