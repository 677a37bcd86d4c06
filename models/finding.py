from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

NAME_LENGTH = 40
OVER_STATES = ("closed", "rejected")


class RectificationFinding(models.Model):
    """A finding (检视问题): one problem that was found, and how it is put right.

    What may be changed when:

    | content                         | who                       | until                          |
    |---------------------------------|---------------------------|--------------------------------|
    | what was found, measures, dates | author, head, liaison     | handed in; again when returned |
    | the same, of office findings    | the office                | closed                         |
    | its plan (PLAN_FIELDS)          | head, liaison             | acceptance is asked for        |
    | result, evidence, actions       | these and the responsible | acceptance is asked for        |
    | deadline, type                  | the office                | closed                         |

    The rules are in ``finding_guard.py``, the steps in ``finding_flow.py``, how a finding is put on
    record in ``finding_record.py``, findings made from others in ``finding_copies.py``.
    """

    _name = "rectification.finding"
    _description = "Finding"
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
    _rec_names_search = ["reference", "name", "problem_id"]

    _protected_fields = frozenset(
        {
            "reference",
            "source",
            "member_id",
            "origin_finding_id",
            "requested_by_id",
            "requested_on",
            "head_confirmed_by_id",
            "head_confirmed_on",
            "accepted_by_id",
            "closed_on",
            "is_returned",
            "return_count",
            "light",
            "successor_id",
            "predecessor_id",
        }
    )
    _asking_buttons = {
        ("to_verify", "in_progress"): "action_return",
        ("closed", "in_progress"): "action_reopen",
        ("rejected", "in_progress"): "action_reopen",
        ("open", "rejected"): "action_reject",
        ("in_progress", "rejected"): "action_reject",
        ("to_verify", "rejected"): "action_reject",
    }

    # where it belongs
    reference = fields.Char(readonly=True, copy=False)
    dossier_id = fields.Many2one(
        "rectification.dossier", required=True, index=True, ondelete="restrict"
    )
    campaign_id = fields.Many2one(related="dossier_id.campaign_id", store=True, precompute=True)
    unit_id = fields.Many2one(related="dossier_id.unit_id", store=True, precompute=True, index=True)
    unit_kind = fields.Selection(related="dossier_id.unit_kind", store=True, precompute=True)
    check_line_id = fields.Many2one(
        "rectification.check.line",
        "Answer",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    check_id = fields.Many2one(
        related="check_line_id.check_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        string="Sheet",
    )
    member_id = fields.Many2one(
        "rectification.unit.member",
        "Person",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        help="Whose personal finding it is; empty for a finding of the unit.",
    )
    author_user_id = fields.Many2one(
        related="member_id.user_id", store=True, precompute=True, string="Author"
    )
    source = fields.Selection(
        [
            ("unit", "Unit's Self-Check"),
            ("personal", "Personal Self-Check"),
            ("leading_group", "Leading Group"),
            ("carried_over", "Carried Over"),
        ],
        readonly=True,
        required=True,
        default="unit",
        copy=False,
    )
    # what was found
    problem_id = fields.Many2one(
        "rectification.problem",
        "Problem Item",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_problem_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    problem_number = fields.Integer(
        related="problem_id.number", store=True, precompute=True, string="No.", aggregator=None
    )
    area_id = fields.Many2one(related="problem_id.area_id", store=True, precompute=True)
    name = fields.Char(
        "In Short",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    description = fields.Text("What Was Found", required=True, tracking=True)
    cause = fields.Text()
    # how it is put right
    rectification_type = fields.Selection(
        [
            ("immediate", "Immediate"),
            ("time_limited", "Time-Limited"),
            ("long_term", "Long-Term"),
        ],
        "Type",
        default="time_limited",
        required=True,
        tracking=True,
    )
    measures = fields.Text(tracking=True)
    leader_member_id = fields.Many2one(
        "rectification.unit.member",
        "Responsible Leader",
        compute="_compute_leader_member_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id)]",
    )
    responsible_member_id = fields.Many2one(
        "rectification.unit.member",
        "Responsible Person",
        compute="_compute_responsible_member_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id)]",
        tracking=True,
    )
    leader_user_id = fields.Many2one(
        "res.users",
        "Responsible Leader (User)",
        related="leader_member_id.user_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    responsible_user_id = fields.Many2one(
        "res.users",
        "Responsible Person (User)",
        related="responsible_member_id.user_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    deadline = fields.Date(tracking=True)
    action_ids = fields.One2many("rectification.action", "finding_id", "Actions")
    action_count = fields.Integer("Actions (Number)", compute="_compute_action_figures")
    done_action_count = fields.Integer("Actions Done", compute="_compute_action_figures")
    # how it went
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("open", "To Be Rectified"),
            ("in_progress", "In Progress"),
            ("to_verify", "To Verify"),
            ("closed", "Signed Off"),
            ("rejected", "Not Substantiated"),
        ],
        default="draft",
        required=True,
        copy=False,
        group_expand=True,
    )
    result = fields.Text("What Was Done", copy=False, tracking=True)
    evidence_ids = fields.One2many("rectification.evidence", "finding_id")
    requested_by_id = fields.Many2one("res.users", "Asked By", readonly=True, copy=False)
    requested_on = fields.Datetime("Asked On", readonly=True, copy=False)
    head_confirmed_by_id = fields.Many2one("res.users", "Confirmed By", readonly=True, copy=False)
    head_confirmed_on = fields.Datetime("Confirmed On", readonly=True, copy=False)
    accepted_by_id = fields.Many2one("res.users", "Signed Off By", readonly=True, copy=False)
    closed_on = fields.Datetime("Signed Off On", readonly=True, copy=False)
    return_reason = fields.Text("Still Missing", copy=False)
    is_returned = fields.Boolean("Returned", readonly=True, copy=False)
    return_count = fields.Integer("Times Returned", readonly=True, copy=False)
    waiting_for = fields.Selection(
        [("head", "Waits for the unit's head"), ("office", "Waits for the leading group")],
        compute="_compute_waiting_for",
        search="_search_waiting_for",
    )
    is_head = fields.Boolean(compute="_compute_is_head")

    # the columns of boards; the figures of a campaign; the daily job
    _board_idx = models.Index("(state, deadline, id)")
    _figures_idx = models.Index("(campaign_id, state, light)")
    _light_idx = models.Index("(deadline) WHERE light != 'closed'")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("check_line_id")
    def _compute_problem_id(self):
        for finding in self:
            finding.problem_id = finding.check_line_id.problem_id or finding.problem_id

    @api.depends("description")
    def _compute_name(self):
        for finding in self:
            first_line = (finding.description or "").strip().split("\n")[0]
            if len(first_line) > NAME_LENGTH:
                first_line = first_line[: NAME_LENGTH - 1] + "…"
            finding.name = first_line or finding.name

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for finding in self:
            finding.display_name = " ".join(filter(None, (finding.reference, finding.name)))

    # Two methods: a value given for one must not keep the other from being computed.

    @api.depends("dossier_id")
    def _compute_leader_member_id(self):
        """The unit's head leads."""
        for finding in self:
            # sudo: a name of the unit's own roster, as the unit's people know it
            head = finding.dossier_id.sudo().unit_id.head_member_id
            finding.leader_member_id = finding.leader_member_id or head

    @api.depends("check_line_id")
    def _compute_responsible_member_id(self):
        """On a personal sheet the person answers for it."""
        for finding in self:
            person = finding.check_line_id.check_id.member_id or finding.member_id
            finding.responsible_member_id = finding.responsible_member_id or person

    @api.depends("state", "successor_id")
    def _compute_light(self):
        super()._compute_light()

    @api.depends("action_ids.state")
    def _compute_action_figures(self):
        groups = self.env["rectification.action"]._read_group(
            [("finding_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["finding_id", "state"],
            ["__count"],
        )
        totals, done = {}, {}
        for finding, state, count in groups:
            totals[finding.id] = totals.get(finding.id, 0) + count
            if state == "done":
                done[finding.id] = count
        for finding in self:
            finding.action_count = totals.get(finding.id, 0)
            finding.done_action_count = done.get(finding.id, 0)

    @api.depends("state", "head_confirmed_by_id", "rectification_type")
    def _compute_waiting_for(self):
        for finding in self:
            finding.waiting_for = False
            if finding.state == "to_verify":
                confirmed = (
                    finding.head_confirmed_by_id or finding.rectification_type == "immediate"
                )
                finding.waiting_for = "office" if confirmed else "head"

    def _search_waiting_for(self, operator, value):
        if operator != "in":
            return NotImplemented
        office = Domain("head_confirmed_by_id", "!=", False) | Domain(
            "rectification_type", "=", "immediate"
        )
        parts = [office if item == "office" else ~office for item in value if item]
        waiting = Domain("state", "=", "to_verify")
        domain = waiting & Domain.OR(parts)
        return domain | ~waiting if False in value else domain

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_is_head(self):
        heads = self._filter_role_head()
        for finding in self:
            finding.is_head = finding in heads

    @api.depends("unit_id", "member_id", "author_user_id", "leader_user_id", "responsible_user_id")
    def _compute_allowed_targets(self):
        # Naming what the roles look at lets a board read it together with the cards.
        return super()._compute_allowed_targets()

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("leader_member_id", "responsible_member_id", "dossier_id")
    def _check_people_of_unit(self):
        for finding in self:
            for member in (finding.leader_member_id, finding.responsible_member_id):
                if member and member.unit_id != finding.unit_id:
                    raise ValidationError(
                        self.env._(
                            "%(finding)s: %(person)s is not on the roster of %(unit)s. Choose "
                            "somebody who is, or add the person to the roster.",
                            finding=finding.display_name,
                            person=member.name,
                            unit=finding.unit_id.name,
                        )
                    )

    @api.constrains("check_line_id", "problem_id", "dossier_id")
    def _check_line_fits(self):
        for finding in self:
            line = finding.check_line_id
            if line and (
                line.problem_id != finding.problem_id
                or line.check_id.dossier_id != finding.dossier_id
            ):
                raise ValidationError(
                    self.env._(
                        "%s: the finding and the answer it stands under belong to different items "
                        "or units.",
                        finding.display_name,
                    )
                )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _is_over(self):
        return self.state in OVER_STATES or bool(self.successor_id)

    @api.model
    def _cron_refresh_lights(self):
        """Move on the lights of findings and actions once a day."""
        if self._refresh_lights():
            self.env["rectification.action"]._refresh_lights()

    def _get_content(self):
        """Return what a signature on this finding covers, evidence by its digest."""
        self.ensure_one()
        return {
            "reference": self.reference,
            "item": self.problem_number,
            "description": self.description,
            "cause": self.cause,
            "type": self.rectification_type,
            "measures": self.measures,
            "leader": self.leader_member_id.name,
            "responsible": self.responsible_member_id.name,
            "deadline": self.deadline,
            "actions": [[action.name, action.state] for action in self.action_ids],
            "result": self.result,
            "evidence": [[piece.name, piece.digest] for piece in self.evidence_ids],
        }
