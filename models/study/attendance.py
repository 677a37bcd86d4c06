from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..core import clock


class RectificationStudyAttendance(models.Model):
    """One person invited to a study session: there or not, and made up for when not.

    No reason is asked of anybody, and nothing is counted but who still has to make up.
    """

    _name = "rectification.study.attendance"
    _description = "Attendance"
    _order = "session_id, member_sequence, id"
    _rec_name = "member_id"

    session_id = fields.Many2one(
        "rectification.study.session",
        "Study Session",
        required=True,
        index=True,
        ondelete="cascade",
    )
    dossier_id = fields.Many2one(
        related="session_id.dossier_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(related="session_id.unit_id", store=True, precompute=True)
    session_state = fields.Selection(related="session_id.state", string="State of the Session")
    member_id = fields.Many2one(
        "rectification.unit.member",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id)]",
    )
    member_sequence = fields.Integer(related="member_id.sequence", store=True, precompute=True)
    user_id = fields.Many2one(
        related="member_id.user_id", store=True, precompute=True, index=True, string="User"
    )
    status = fields.Selection([("present", "Present"), ("absent", "Absent")], "Was There")
    made_up_on = fields.Date(help="The day on which the absentee caught up.")
    note = fields.Char("Remark")
    is_make_up_open = fields.Boolean(
        "Make-Up Open", compute="_compute_is_make_up_open", search="_search_is_make_up_open"
    )

    _member_uniq = models.Constraint(
        "UNIQUE (session_id, member_id)", "This person is on the list of the session already."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("status", "made_up_on", "session_id.state")
    def _compute_is_make_up_open(self):
        for line in self:
            line.is_make_up_open = (
                line.status == "absent" and not line.made_up_on and line.session_id.state == "held"
            )

    def _search_is_make_up_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_make_up_domain()

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("member_id", "session_id")
    def _check_member_of_unit(self):
        for line in self:
            if line.member_id.unit_id != line.unit_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not on the roster of %(unit)s. Put the person on the roster "
                        "first, or choose somebody who is.",
                        person=line.member_id.name,
                        unit=line.unit_id.name,
                    )
                )

    @api.constrains("made_up_on", "status", "session_id")
    def _check_made_up(self):
        today = clock.today(self.env)
        for line in self.filtered("made_up_on"):
            if line.status != "absent":
                raise ValidationError(
                    self.env._(
                        "%s: was not absent, so there is nothing to make up. Clear “Made Up On”.",
                        line.member_id.name,
                    )
                )
            held = clock.day_of(line.env, line.session_id.date_start)
            if not held <= line.made_up_on <= today:
                raise ValidationError(
                    self.env._(
                        "%(person)s: the day of making up lies between the session (%(held)s) and "
                        "today. Correct “Made Up On”.",
                        person=line.member_id.name,
                        held=held,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.session_id._check_recordable()
        return lines

    def write(self, vals):
        self.session_id._check_recordable()
        if vals.keys() & {"session_id", "member_id"}:
            raise UserError(
                self.env._("A line of the attendance list stays with its person. Add another one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.session_id._check_recordable()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_made_up(self):
        """Say that the absentees have caught up today."""
        self.filtered("is_make_up_open").write({"made_up_on": clock.today(self.env)})

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _get_make_up_domain(self):
        """Return the domain of the lines that still have to be made up for."""
        return (
            Domain("status", "=", "absent")
            & Domain("made_up_on", "=", False)
            & Domain("session_id.state", "=", "held")
        )

    @api.model
    def _get_reached_domain(self):
        """Return the domain of the lines that show somebody who took part, then or later."""
        return Domain("session_id.state", "=", "held") & (
            Domain("status", "=", "present") | Domain("made_up_on", "!=", False)
        )
