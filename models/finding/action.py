from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.core import lights
from ..core.flow_mixin import CHATTER_FIELDS
from ..core.flows import ACTION_OVER_STATES


class RectificationAction(models.Model):
    """A rectification action (整改措施): one thing to be done about a finding, by whom and by when.

    An action whose person has a user carries one activity; finishing either finishes the other.
    """

    _name = "rectification.action"
    _description = "Rectification Action"
    _inherit = [
        "rectification.flow.mixin",
        "rectification.light.mixin",
        "rectification.board.mixin",
        "rectification.log.mixin",
        "rectification.unnoticed.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "deadline, id"

    _protected_fields = frozenset({"done_on", "done_by_id", "light"})

    name = fields.Char("Action", required=True)
    finding_id = fields.Many2one(
        "rectification.finding", required=True, index=True, ondelete="restrict"
    )
    dossier_id = fields.Many2one(
        related="finding_id.dossier_id", store=True, precompute=True, index=True
    )
    campaign_id = fields.Many2one(
        related="finding_id.campaign_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(related="finding_id.unit_id", store=True, precompute=True, index=True)
    problem_number = fields.Integer(
        related="finding_id.problem_number",
        store=True,
        precompute=True,
        string="No.",
        aggregator=None,
    )
    member_id = fields.Many2one(
        "rectification.unit.member",
        "Responsible Person",
        compute="_compute_member_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id)]",
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        "res.users",
        compute="_compute_user_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        domain=[("share", "=", False)],
    )
    deadline = fields.Date(compute="_compute_deadline", store=True, precompute=True, readonly=False)
    state = fields.Selection(
        [
            ("todo", "To Do"),
            ("doing", "Doing"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="todo",
        required=True,
        copy=False,
        group_expand=True,
    )
    done_note = fields.Text("What Was Done", copy=False)
    done_on = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    # the columns of boards; the daily job
    _board_idx = models.Index("(state, deadline, id)")
    _light_idx = models.Index("(deadline) WHERE light != 'closed'")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("finding_id")
    def _compute_member_id(self):
        for action in self:
            action.member_id = action.member_id or action.finding_id.responsible_member_id

    @api.depends("member_id.user_id")
    def _compute_user_id(self):
        for action in self:
            # sudo: the person on the roster may be one whose line the user cannot open
            action.user_id = action.member_id.sudo().user_id or (
                action.user_id if not action.member_id else False
            )

    @api.depends("finding_id")
    def _compute_deadline(self):
        for action in self:
            action.deadline = action.deadline or action.finding_id.deadline

    @api.depends("state", "finding_id.light")
    def _compute_light(self):
        super()._compute_light()

    @api.depends("finding_id", "user_id")
    def _compute_allowed_targets(self):
        # Naming what the roles look at lets a board read it together with the cards.
        return super()._compute_allowed_targets()

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("member_id", "finding_id")
    def _check_member_of_unit(self):
        for action in self:
            if action.member_id and action.member_id.unit_id != action.unit_id:
                raise ValidationError(
                    self.env._(
                        "%(action)s: %(person)s is not on the roster of %(unit)s. Choose somebody "
                        "who is, or add the person to the roster.",
                        action=action.name,
                        person=action.member_id.name,
                        unit=action.unit_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        actions._check_finding_open()
        actions._mark_findings_changed()
        actions._plan_activities()
        return actions

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_record(self):
        kept = self.filtered(
            lambda action: action.state == "done" or action.finding_id.state != "draft"
        )
        if kept:
            raise UserError(
                self.env._(
                    "%s: belongs to a finding on record. Cancel the action instead.",
                    kept._get_names(),
                )
            )
        self._mark_findings_changed()

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if "finding_id" in vals:
            raise UserError(self.env._("An action stays with its finding."))
        names = vals.keys() - CHATTER_FIELDS
        if not names:
            return
        self._check_finding_open()
        self._mark_findings_changed()
        if names - {"done_note"}:
            allowed = self._filter_role_manager() | self._filter_role_owner()
            refused = self - allowed
            if refused:
                raise UserError(
                    self.env._(
                        "%s: what is to be done, by whom and by when is set by the unit's head or "
                        "liaison. You can say what you did and finish it.",
                        refused._get_names(),
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"user_id", "member_id", "deadline", "name"}:
            self._refresh_activities()
        return result

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_initial_states(self):
        return ("todo", "doing")

    def _filter_role_doer(self):
        return self.filtered(lambda action: action.user_id == self.env.user)

    def _filter_role_manager(self):
        findings = self.finding_id._filter_role_manager()
        return self.filtered(lambda action: action.finding_id in findings)

    def _filter_role_owner(self):
        findings = self.finding_id._filter_role_owner() | self.finding_id._filter_role_responsible()
        return self.filtered(lambda action: action.finding_id in findings)

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "doer": self.env._("the person responsible for the action"),
            "owner": self.env._("whoever is responsible for the finding"),
        }

    def _get_finding_reasons(self):
        """Blocks while the finding waits to be verified, is over, or was carried over."""
        return {
            action.id: [
                self.env._(
                    "its finding is “%s”. Have the finding returned first.",
                    action.finding_id._get_state_label(action.finding_id.state),
                )
            ]
            for action in self
            if action.finding_id.state in ("to_verify", "closed", "rejected")
            or action.finding_id.successor_id
        }

    def _get_transition_values(self, target):
        if target == "done":
            return {"done_on": fields.Datetime.now(), "done_by_id": self.env.uid}
        return {"done_on": False, "done_by_id": False}

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        if target in ACTION_OVER_STATES:
            self._finish_activities()
        elif any(state in ACTION_OVER_STATES for state in origins.values()):
            self._plan_activities()
        if target in ("doing", "done"):
            # With its first action begun, the finding is being put right.
            # sudo: the person doing it may not be allowed to move the finding itself.
            waiting = self.finding_id.filtered(lambda finding: finding.state == "open").sudo()
            waiting._write_protected({"state": "in_progress"})

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_start(self):
        """Begin the actions."""
        self._move_to("doing")

    def action_done(self):
        """Finish the actions, and their activities with them."""
        self._move_to("done")

    def action_cancel(self):
        """Cancel the actions; they stay on record."""
        self._move_to("cancelled")

    def action_reopen(self):
        """Take up again what was finished or cancelled."""
        for action in self:
            action._move_to("doing" if action.state == "done" else "todo")

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _is_over(self):
        return self.state in ACTION_OVER_STATES or self.finding_id.light == lights.CLOSED

    def _lock_for_transition(self):
        self._mark_findings_changed()
        return super()._lock_for_transition()

    def _mark_findings_changed(self):
        """Mark the findings as changed, for a person who signs one at this moment."""
        self.finding_id._mark_changed()

    def _check_finding_open(self):
        """Raise UserError when actions are changed whose finding waits or is closed."""
        self.finding_id.filtered("successor_id")._check_not_settled()
        settled = self.filtered(
            lambda action: action.finding_id.state in ("to_verify", "closed", "rejected")
        )
        if settled:
            raise UserError(
                self.env._(
                    "%(actions)s: the finding is “%(state)s”, its actions stay as they are. Have "
                    "the finding returned if something is left to do.",
                    actions=settled._get_names(),
                    state=settled[0].finding_id._get_state_label(settled[0].finding_id.state),
                )
            )

    def _plan_activities(self):
        """Give each open action that has a user its one activity."""
        pending = self.filtered(
            lambda action: action.state not in ACTION_OVER_STATES and action.user_id
        )
        self.env["rectification.activity.planner"]._plan(
            pending,
            "rectification_campaign.mail_activity_action",
            {action.id: action.user_id for action in pending},
            deadline_by_id={action.id: action.deadline for action in pending},
            summary_by_id={action.id: action.name for action in pending},
        )

    def _get_activities(self):
        # sudo: the activity may be somebody else's; it belongs to the action
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("automated", "=", True),
                ]
            )
        )

    def _refresh_activities(self):
        """Let the activity follow a new person, deadline or name."""
        self._get_activities().unlink()
        self._plan_activities()

    def _finish_activities(self):
        """Finish the activities of finished actions, without a second message in the chatter."""
        activities = self._get_activities()
        activities.filtered("active").action_archive()

    def _get_carry_over_values(self):
        """Return the values of this action's copy in a follow-up campaign."""
        self.ensure_one()
        return {"name": self.name, "member_id": self.member_id.id, "deadline": self.deadline}
