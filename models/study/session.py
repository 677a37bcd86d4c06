from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import format_datetime, is_html_empty

from ...tools.study.ics import calendar_file
from ..core import clock
from ..core.flows import CAMPAIGN_PHASES


class RectificationStudySession(models.Model):
    """A study session of a unit, planned or held: one record, made once.

    | action                         | who                                      | when             |
    |--------------------------------|------------------------------------------|------------------|
    | plan, record, correct, make up | the unit's head, liaison                 | until the end of |
    |                                |                                          | the campaign     |
    | read                           | people invited, overseers of the         | always           |
    |                                | unit, the leading group                  |                  |

    Sessions are not counted against each other, and no picture is asked for.
    """

    _name = "rectification.study.session"
    _description = "Study Session"
    _inherit = ["rectification.flow.mixin", "mail.thread"]
    _order = "date_start desc, id desc"
    _rec_names_search = ["name", "unit_id.name"]

    dossier_id = fields.Many2one(
        "rectification.dossier", required=True, index=True, ondelete="restrict"
    )
    campaign_id = fields.Many2one(
        related="dossier_id.campaign_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(related="dossier_id.unit_id", store=True, precompute=True, index=True)
    # what
    name = fields.Char(
        "Theme", compute="_compute_name", store=True, precompute=True, readonly=False, required=True
    )
    form_id = fields.Many2one(
        "rectification.study.form", required=True, index=True, ondelete="restrict"
    )
    material_ids = fields.Many2many(
        "rectification.study.material",
        "rectification_study_session_material_rel",
        "session_id",
        "material_id",
        "Materials",
        domain="[('campaign_id', '=', campaign_id)]",
    )
    topics = fields.Text(help="What was studied and discussed, in a few lines.")
    minutes = fields.Html(help="The minutes, if they are kept here and not in a file.")
    minutes_file = fields.Binary("Minutes (File)", attachment=True)
    minutes_file_name = fields.Char()
    # when and where
    date_start = fields.Datetime(
        "Begins", required=True, default=fields.Datetime.now, index=True, tracking=True
    )
    duration = fields.Float("Length (Hours)", default=1.0, required=True)
    date_end = fields.Datetime("Ends", compute="_compute_date_end", store=True, precompute=True)
    place = fields.Char()
    chair_member_id = fields.Many2one(
        "rectification.unit.member",
        "Chair",
        ondelete="restrict",
        compute="_compute_chair_member_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('unit_id', '=', unit_id)]",
    )
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Did Not Take Place")],
        default="planned",
        required=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    # who
    attendance_ids = fields.One2many("rectification.study.attendance", "session_id", copy=False)
    invited_user_ids = fields.Many2many(
        "res.users",
        "rectification_study_session_invited_rel",
        "session_id",
        "user_id",
        "Invited (Users)",
        compute="_compute_invited_user_ids",
        store=True,
    )
    invited_count = fields.Integer("Invited (Number)", compute="_compute_attendance_figures")
    present_count = fields.Integer("Were Present", compute="_compute_attendance_figures")
    absent_count = fields.Integer("Were Absent", compute="_compute_attendance_figures")
    make_up_count = fields.Integer("To Make Up", compute="_compute_attendance_figures")
    is_recordable = fields.Boolean(compute="_compute_is_recordable")
    is_to_record = fields.Boolean(
        "To Be Recorded", compute="_compute_is_to_record", search="_search_is_to_record"
    )
    has_calendar = fields.Boolean(compute="_compute_has_calendar")

    _duration_check = models.Constraint(
        "CHECK (duration > 0)", "A session lasts longer than nothing. Correct its length."
    )

    # ------------------------------------------------------------
    # DEFAULT
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Put a new session into the dossier of the user's own unit in the running campaign."""
        defaults = super().default_get(fields)
        if "dossier_id" in fields and not defaults.get("dossier_id"):
            defaults["dossier_id"] = (
                self.env["rectification.dossier"]
                .search(
                    [
                        ("unit_id.manager_user_ids", "in", self.env.uid),
                        ("campaign_id.state", "in", CAMPAIGN_PHASES),
                    ],
                    limit=1,
                )
                .id
            )
        return defaults

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("dossier_id")
    def _compute_name(self):
        for session in self:
            session.name = session.name or session.campaign_id.study_theme

    @api.depends("date_start", "duration")
    def _compute_date_end(self):
        for session in self:
            session.date_end = session.date_start and session.date_start + timedelta(
                hours=session.duration or 0
            )

    @api.depends("dossier_id")
    def _compute_chair_member_id(self):
        for session in self:
            # sudo: the name of the head of the unit's own roster
            session.chair_member_id = (
                session.chair_member_id or session.unit_id.sudo().head_member_id
            )

    @api.depends("attendance_ids.user_id")
    def _compute_invited_user_ids(self):
        for session in self:
            session.invited_user_ids = session.attendance_ids.user_id

    @api.depends("attendance_ids.status", "attendance_ids.made_up_on", "state")
    def _compute_attendance_figures(self):
        # sudo: figures of a session the user may see; somebody invited sees only their own line
        groups = (
            self.env["rectification.study.attendance"]
            .sudo()
            ._read_group(
                [("session_id", "in", self.ids)],
                ["session_id", "status"],
                ["__count", "made_up_on:count"],
            )
        )
        figures = {}
        for session, status, count, made_up in groups:
            figures.setdefault(session.id, {})[status] = (count, made_up)
        for session in self:
            row = figures.get(session.id, {})
            absent, made_up = row.get("absent", (0, 0))
            session.invited_count = sum(count for count, __ in row.values())
            session.present_count = row.get("present", (0, 0))[0]
            session.absent_count = absent
            session.make_up_count = absent - made_up if session.state == "held" else 0

    @api.depends("campaign_id.state")
    @api.depends_context("uid")
    def _compute_is_recordable(self):
        managed = self._filter_role_manager()
        for session in self:
            session.is_recordable = session in managed and session._is_campaign_running()

    @api.depends("state", "date_start")
    def _compute_is_to_record(self):
        now = fields.Datetime.now()
        for session in self:
            session.is_to_record = session.state == "planned" and session.date_start <= now

    def _search_is_to_record(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "planned"), ("date_start", "<=", "now")]

    @api.depends("state")
    def _compute_has_calendar(self):
        self.has_calendar = "calendar.event" in self.env

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("material_ids", "dossier_id")
    def _check_materials_of_campaign(self):
        for session in self:
            foreign = session.material_ids.filtered(
                lambda material, session=session: material.campaign_id != session.campaign_id
            )
            if foreign:
                raise ValidationError(
                    self.env._(
                        "%(session)s: %(materials)s is not on the list of %(campaign)s. Choose "
                        "among the materials of the campaign.",
                        session=session.name,
                        materials=foreign.mapped("name"),
                        campaign=session.campaign_id.name,
                    )
                )

    @api.constrains("chair_member_id", "dossier_id")
    def _check_chair_of_unit(self):
        for session in self:
            chair = session.chair_member_id
            if chair and chair.unit_id != session.unit_id:
                raise ValidationError(
                    self.env._(
                        "%(session)s: %(person)s is not on the roster of %(unit)s.",
                        session=session.name,
                        person=chair.name,
                        unit=session.unit_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        sessions = super().create(vals_list)
        sessions._check_recordable()
        sessions.filtered(lambda session: not session.attendance_ids)._invite_roster()
        return sessions

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if "dossier_id" in vals:
            raise UserError(
                self.env._("A session stays with the unit that held it. Record another one there.")
            )
        if vals.keys() - {"message_main_attachment_id", "message_follower_ids"}:
            self._check_recordable()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        self._check_recordable()
        held = self.filtered(lambda session: session.state == "held")
        if held:
            raise UserError(
                self.env._(
                    "%s: was held and stays on record. If it was recorded by mistake, take it back "
                    "to “Planned” first.",
                    held._get_names(),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_all_present(self):
        """Mark everybody as present who is not marked as absent, and record the sessions."""
        self._check_recordable()
        lines = self.attendance_ids.filtered(lambda line: not line.status)
        lines.write({"status": "present"})
        self._move_to("held")

    def action_hold(self):
        """Record that the sessions were held."""
        self._move_to("held")

    def action_plan_again(self):
        """Take a record back, or plan a session again that did not take place."""
        self._move_to("planned")

    def action_cancel(self):
        """Say that the sessions did not take place."""
        self._move_to("cancelled")

    def action_invite_roster(self):
        """Put everybody on the attendance list who is on the roster and not on it yet."""
        self._check_recordable()
        self._invite_roster()

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
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_initial_states(self):
        return ("planned",)

    def _filter_role_manager(self):
        # sudo: whether the user is on the list is the question; the list is not shown.
        return self.filtered(
            lambda session: self.env.user in session.unit_id.sudo().manager_user_ids
        )

    def _get_recording_reasons(self):
        """Blocks before it begins, while attendance is incomplete, and when nobody was present."""
        now = fields.Datetime.now()
        reasons = {}
        for session in self:
            sentences = []
            if session.date_start > now:
                sentences.append(
                    self.env._(
                        "begins on %s and is recorded once it has begun.",
                        clock.local_time(self.env, session.date_start).strftime("%Y-%m-%d %H:%M"),
                    )
                )
            unknown = session.attendance_ids.filtered(lambda line: not line.status)
            if unknown:
                sentences.append(
                    self.env._(
                        "say of %(count)s people whether they were there: %(names)s. “All Present” "
                        "does it for everybody who is not marked as absent.",
                        count=len(unknown),
                        names=unknown.member_id.mapped("name")[:5],
                    )
                )
            elif not session.attendance_ids.filtered(lambda line: line.status == "present"):
                sentences.append(
                    self.env._("nobody was there. If it did not take place, cancel it.")
                )
            reasons[session.id] = sentences
        return reasons

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        if target == "cancelled":
            self._remove_from_calendar()

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _is_campaign_running(self):
        # sudo: a state of the campaign, for somebody of an enrolled unit
        return self.sudo().campaign_id.state in CAMPAIGN_PHASES

    def _check_recordable(self):
        """Raise UserError for sessions that are not the user's to record, or not any more."""
        # First of all: a sentence names the session, which is not for everybody to know.
        self.check_access("read")
        for session in self:
            if not session._is_campaign_running():
                raise UserError(
                    self.env._(
                        "%(session)s: %(campaign)s is not running; sessions are recorded from its "
                        "launch until it is closed.",
                        session=session.display_name,
                        campaign=session.sudo().campaign_id.name,  # sudo: as above
                    )
                )
        others = self - self._filter_role_manager()
        if others:
            raise UserError(
                self.env._(
                    "%s: a unit's sessions are recorded by its head or liaison.",
                    others._get_names(),
                )
            )

    def _invite_roster(self):
        self.env["rectification.study.attendance"].create(
            [
                {"session_id": session.id, "member_id": member.id}
                for session in self
                for member in session.unit_id.member_ids - session.attendance_ids.member_id
            ]
        )

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

    def _get_record_name(self):
        """Return the name of the printed record's file, without its ending."""
        self.ensure_one()
        return self.env._(
            "%(unit)s - Study Record %(date)s",
            unit=self.unit_id.name,
            date=clock.day_of(self.env, self.date_start),
        )

    def _get_study_record(self):
        """Return what the printed record shows: heads and the sessions' rows.

        ``{"unit", "campaign", "date", "summary": [(label, text)], "missing": [sentences],
        "sessions": [{"title", "rows": [(label, text)], "minutes"}]}``
        """
        self.ensure_one()
        return {
            "unit": self.unit_id.name,
            "campaign": self.campaign_id.name,
            "date": clock.format_day(self.env, clock.today(self.env)),
            "summary": [],
            "missing": [],
            "sessions": [session._get_record_block() for session in self],
        }

    def _get_record_block(self):
        """Return one session as rows of label and text; rows without a text are left out."""
        self.ensure_one()
        lines = self.attendance_ids
        absent = [
            self.env._(
                "%(person)s (made up on %(date)s)",
                person=line.member_id.name,
                date=clock.format_day(self.env, line.made_up_on),
            )
            if line.made_up_on
            else line.member_id.name
            for line in lines.filtered(lambda line: line.status == "absent")
        ]
        present = lines.filtered(lambda line: line.status == "present").member_id.mapped("name")
        rows = [
            (self.env._("Form"), self.form_id.name),
            (self.env._("Time"), self._format_time(self.date_start)),
            (self.env._("Place"), self.place),
            (self.env._("Chair"), self.chair_member_id.name),
            (self.env._("Materials"), "\n".join(self.material_ids.mapped("name"))),
            (
                self.env._("Present"),
                self.env._(
                    "%(count)s people: %(names)s", count=len(present), names="、".join(present)
                )
                if present
                else "",
            ),
            (self.env._("Absent"), "、".join(absent)),
            (self.env._("Topics"), self.topics),
            (self.env._("Minutes (File)"), self.minutes_file_name),
        ]
        return {
            "title": self.name,
            "rows": [(label, text) for label, text in rows if text],
            "minutes": False if is_html_empty(self.minutes) else self.minutes,
        }

    def _format_time(self, moment):
        """Return a time as the clocks of the county show it."""
        hour = format_datetime(self.env, moment, tz=clock.COUNTY_ZONE, dt_format="HH:mm")
        return f"{clock.format_day(self.env, moment)} {hour}"
