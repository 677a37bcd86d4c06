from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.ics import calendar_file


class RectificationStudySession(models.Model):
    """Sessions in the calendars of those invited.

    Where Odoo's Calendar is installed, a session becomes one of its events; everywhere, it can be
    downloaded as a calendar file that any other calendar reads. The addon does not depend on
    Calendar: it looks at run time whether it is there.
    """

    _inherit = "rectification.study.session"

    has_calendar = fields.Boolean(compute="_compute_has_calendar")

    @api.depends("state")
    def _compute_has_calendar(self):
        self.has_calendar = "calendar.event" in self.env

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_put_into_calendar(self):
        """Create or update the events of the sessions in Odoo's calendar.

        Raises UserError where Calendar is not installed, where a session is not the user's to
        record, and where nobody invited has a user.
        """
        if "calendar.event" not in self.env:
            raise UserError(
                self.env._(
                    "%s: the Calendar app is not installed here. Choose “Calendar File” and open "
                    "the file in the calendar you use.",
                    self._get_names(),
                )
            )
        self._check_recordable()
        without_users = self.filtered(lambda session: not session.attendance_ids.user_id)
        if without_users:
            raise UserError(
                self.env._(
                    "%s: nobody invited has a user in this Odoo, so there is no calendar to put it "
                    "into. Choose “Calendar File”.",
                    without_users._get_names(),
                )
            )
        events = {event.res_id: event for event in self._get_calendar_events()}
        for session in self:
            values = session._get_calendar_values()
            if session.id in events:
                events[session.id].write(values)
            else:
                self._get_calendar_model().create(values)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(sessions)s: now in the calendars of %(count)s people.",
                    sessions=self._get_names(),
                    count=len(self.attendance_ids.user_id),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_download_calendar_file(self):
        """Return the address of the session's calendar file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification_campaign/study_session/{self.id}.ics",
            "target": "download",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _get_calendar_model(self):
        """Return the model of calendar events, set to send no invitation by mail."""
        # sudo: the event is also kept when a colleague of the same unit created it
        return (
            self.env["calendar.event"]
            .sudo()
            .with_context(no_mail_to_attendees=True, dont_notify=True, mail_create_nosubscribe=True)
        )

    def _get_calendar_events(self):
        """Return the calendar events of the sessions."""
        return self._get_calendar_model().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    def _get_calendar_values(self):
        self.ensure_one()
        # sudo: users of people on the roster, only to address the event
        partners = self.sudo().attendance_ids.user_id.partner_id
        return {
            "name": self.name,
            "start": self.date_start,
            "stop": self.date_end,
            "location": self.place or "",
            "description": self.topics or "",
            "partner_ids": [Command.set(partners.ids)],
            "user_id": self.env.uid,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
        }

    def _remove_from_calendar(self):
        """Take sessions that do not take place out of the calendars."""
        if "calendar.event" in self.env:
            self._get_calendar_events().unlink()

    def _get_calendar_file(self):
        """Return the session as the content of a calendar file."""
        self.ensure_one()
        return calendar_file(
            f"rectification-study-{self.id}@{self.env.cr.dbname}",
            self.name,
            self.date_start,
            self.date_end,
            place=self.place or "",
            notes="\n".join(filter(None, [self.topics, *self.material_ids.mapped("name")])),
            stamp=fields.Datetime.now(),
        )
