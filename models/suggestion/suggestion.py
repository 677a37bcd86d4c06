from odoo import api, fields, models
from odoo.exceptions import UserError

NAME_LENGTH = 40


class RectificationSuggestion(models.Model):
    """A suggestion or complaint (投诉建议) of somebody in the app to the leading group's office.

    | action                  | who                                                   | when       |
    |-------------------------|-------------------------------------------------------|------------|
    | write, change, withdraw | the author                                            | unanswered |
    | answer                  | officer of the leading group: neither the author, nor | unanswered |
    |                         | on the roster of a unit of the author's               |            |
    | read                    | the author; the leading group, without those on such  | always     |
    |                         | a roster; its head                                    |            |

    Nobody in the author's unit learns of it. It is no finding and belongs to no dossier, no figure
    counts it, and it has neither chatter nor an entry in the sign-off register, which others read.
    """

    _name = "rectification.suggestion"
    _description = "Suggestion or Complaint"
    _inherit = ["rectification.confidential.mixin", "rectification.flow.mixin"]
    _order = "sent_on desc, id desc"
    _rec_names_search = ["body"]

    _protected_fields = frozenset(
        {"author_id", "unit_ids", "sent_on", "answered_by_id", "answered_on"}
    )

    # what is said
    name = fields.Char("Subject", compute="_compute_name", store=True, precompute=True)
    body = fields.Text("What You Want to Say", required=True)
    # who said it: a required link restricts, so that what was answered keeps its author
    author_id = fields.Many2one(
        "res.users", "Written By", readonly=True, required=True, index=True, copy=False
    )
    unit_ids = fields.Many2many(
        "rectification.unit",
        "rectification_suggestion_unit_rel",
        string="Units",
        readonly=True,
        copy=False,
        help="On whose rosters the author stood when it was written.",
    )
    sent_on = fields.Datetime("Written On", readonly=True, copy=False)
    # flow
    state = fields.Selection(
        [("sent", "Waits for an Answer"), ("answered", "Answered")],
        default="sent",
        required=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    # the answer
    answer = fields.Text(copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    answered_on = fields.Datetime(readonly=True, copy=False)
    # what the form asks
    is_editable = fields.Boolean(compute="_compute_is_editable")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("body")
    def _compute_name(self):
        for suggestion in self:
            line = ((suggestion.body or "").strip().splitlines() or [""])[0]
            suggestion.name = line if len(line) <= NAME_LENGTH else f"{line[: NAME_LENGTH - 1]}…"

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_is_editable(self):
        for suggestion in self:
            suggestion.is_editable = suggestion.state == "sent" and (
                not suggestion.author_id or suggestion.author_id == self.env.user
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        self._check_editable()

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_initial_states(self):
        return ("sent",)

    @api.model
    def _complete_initial_values(self, vals_list):
        """Enter who writes, when, and on whose rosters the author stands."""
        # sudo: one's own lines on the rosters, also for somebody who may not read these
        members = self.env["rectification.unit.member"].sudo()
        units = members.search([("user_id", "=", self.env.uid)]).unit_id
        now = fields.Datetime.now()
        return super()._complete_initial_values(
            [
                {**vals, "author_id": self.env.uid, "unit_ids": units.ids, "sent_on": now}
                for vals in vals_list
            ]
        )

    def _filter_role_officer(self):
        """Return what the user may answer; the head of the leading group is on no side."""
        user = self.env.user
        if not user.has_group("rectification_campaign.group_officer"):
            return self.browse()
        others = self.filtered(lambda suggestion: suggestion.author_id != user)
        if user.has_group("rectification_campaign.group_leader"):
            return others
        # sudo: whether the user is on the list is the question; the list is not shown.
        return others.filtered(
            lambda suggestion: user not in suggestion.sudo().unit_ids.roster_user_ids
        )

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "officer": self.env._(
                "an officer of the leading group who neither wrote it nor is on the author's roster"
            ),
        }

    def _get_transition_values(self, target):
        return {"answered_by_id": self.env.uid, "answered_on": fields.Datetime.now()}

    def _log_transition(self, origins, target, comment=""):
        """Leave no trace in a chatter: there is none, see the class."""

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if "body" in vals:
            self._check_editable()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_send(self):
        """Show that what has just been written is with the office; the form saves it before."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The office has it. The answer will be on your desk."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_answer(self):
        """Ask for the answer, and give it to the authors."""
        self._check_transition("answered")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "rectification.suggestion.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_suggestion_ids": self.ids},
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _check_editable(self):
        """Raise UserError for what others wrote, and for what has been answered."""
        others = self.filtered(lambda suggestion: suggestion.author_id != self.env.user)
        if others:
            raise UserError(
                self.env._("%s: is changed or withdrawn only by its author.", others._get_names())
            )
        answered = self.filtered(lambda suggestion: suggestion.state == "answered")
        if answered:
            raise UserError(
                self.env._(
                    "%s: has been answered and stays as it is. Write another one.",
                    answered._get_names(),
                )
            )
