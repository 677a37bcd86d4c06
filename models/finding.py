from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

# What the list says; fixed once it has been handed in, until it is returned.
TEXT_FIELDS = frozenset(
    {
        "name",
        "problem_id",
        "description",
        "cause",
        "rectification_type",
        "measures",
        "deadline",
        "leader_member_id",
        "responsible_member_id",
    }
)
# What the unit plans about a finding of the leading group; what was found is not its to rewrite.
PLAN_FIELDS = frozenset({"cause", "measures", "leader_member_id", "responsible_member_id"})
# What a responsible cadre fills in while putting it right.
PROGRESS_FIELDS = frozenset({"result", "evidence_ids", "action_ids"})
CHATTER_FIELDS = frozenset({"message_main_attachment_id", "message_follower_ids", "activity_ids"})
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

    The steps are in ``finding_flow.py``.
    """

    _name = "rectification.finding"
    _description = "Finding"
    _inherit = [
        "rectification.flow.mixin",
        "rectification.light.mixin",
        "rectification.board.mixin",
        "rectification.log.mixin",
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
    origin_finding_id = fields.Many2one(
        "rectification.finding",
        "Taken From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The personal finding from which this finding of the unit was taken.",
    )
    predecessor_id = fields.Many2one(
        "rectification.finding",
        "Carried Over From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    successor_id = fields.Many2one(
        "rectification.finding",
        "Carried Over To",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
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
        related="problem_id.number", store=True, precompute=True, string="No."
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
    is_text_editable = fields.Boolean(compute="_compute_editable")
    is_plan_editable = fields.Boolean(compute="_compute_editable")
    is_progress_editable = fields.Boolean(compute="_compute_editable")
    can_set_deadline = fields.Boolean(compute="_compute_editable")
    can_take_over = fields.Boolean(compute="_compute_editable")
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

    @api.depends("state", "is_returned", "check_id.state")
    @api.depends_context("uid")
    def _compute_editable(self):
        managers = self._filter_role_manager()
        writers = managers | self._filter_role_owner()
        helpers = writers | self._filter_role_responsible()
        officers = self._filter_role_officer()
        for finding in self:
            is_over = finding.state in OVER_STATES
            finding.can_set_deadline = finding in officers and not is_over
            finding.can_take_over = bool(finding.member_id) and finding in managers and not is_over
            is_office = finding.source == "leading_group" and not is_over
            finding.is_text_editable = (finding in writers and finding._is_text_open()) or (
                finding in officers and is_office
            )
            finding.is_plan_editable = finding.is_text_editable or (
                finding in writers and is_office and finding.state != "to_verify"
            )
            finding.is_progress_editable = finding in helpers and finding.state in (
                "draft",
                "open",
                "in_progress",
            )

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
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        """Let a finding opened from an answer belong to that answer's dossier and item.

        On a unit's sheet it proposes the person named last: what one person puts right
        asks for the name once.
        """
        defaults = super().default_get(fields_list)
        line = self.env["rectification.check.line"].browse(defaults.get("check_line_id"))
        if line:
            defaults.update(
                {
                    "dossier_id": line.check_id.dossier_id.id,
                    "problem_id": line.problem_id.id,
                }
            )
            if "responsible_member_id" in fields_list and not line.check_id.member_id:
                last = self.search(
                    [
                        ("check_id", "=", line.check_id.id),
                        ("responsible_member_id", "!=", False),
                    ],
                    order="id desc",
                    limit=1,
                )
                if last:
                    defaults.setdefault("responsible_member_id", last.responsible_member_id.id)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        findings = super().create(vals_list)
        lines = findings.check_line_id
        lines.filtered(lambda line: line.answer != "found").write({"answer": "found"})
        return findings

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_history(self):
        """Only a draft on a sheet that is still being filled in may go."""
        kept = self.filtered(
            lambda finding: (
                finding.state != "draft"
                or finding.predecessor_id
                or finding.return_count
                or (finding.check_id and finding.check_id.state not in ("draft", "returned"))
            )
        )
        if kept:
            raise UserError(
                self.env._(
                    "%s: is on record and is not deleted. If it proved unfounded, the leading "
                    "group closes it as “not substantiated”.",
                    kept._get_names(),
                )
            )

    def unlink(self):
        # An answer whose last finding goes is open again, not “found” without a finding.
        lines = self.check_line_id
        lines = lines.filtered(lambda line: not line.finding_ids - self)
        self._unlink_except_with_history()
        self.evidence_ids.unlink()
        self.action_ids.unlink()
        result = super().unlink()
        lines.filtered(lambda line: line.answer == "found").write({"answer": False})
        return result

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

    @api.model
    def _complete_initial_values(self, vals_list):
        """Fill in where the findings belong, where they come from, and their references."""
        lines = self.env["rectification.check.line"].browse(
            {vals["check_line_id"] for vals in vals_list if vals.get("check_line_id")}
        )
        lines.check_id._check_fillable()
        line_by_id = {line.id: line for line in lines}
        dossiers = self.env["rectification.dossier"].browse(
            {vals["dossier_id"] for vals in vals_list if vals.get("dossier_id")}
        )
        dossiers.sudo().campaign_id._check_not_over()  # sudo: the phase of the campaign
        managed = set(dossiers._filter_role_manager()._ids)
        inspected = set(dossiers._filter_role_officer()._ids) - managed
        own_member = dossiers._get_own_members()
        references = self._draw_references(len(vals_list))
        completed = []
        for vals, reference in zip(vals_list, references, strict=True):
            vals = {**vals, "reference": reference}
            line = line_by_id.get(vals.get("check_line_id"))
            if line:
                vals.setdefault("dossier_id", line.check_id.dossier_id.id)
                vals.setdefault("problem_id", line.problem_id.id)
                vals["member_id"] = line.check_id.member_id.id
                vals["source"] = "personal" if line.check_id.member_id else "unit"
            elif vals.get("dossier_id") in inspected:
                vals["source"] = "leading_group"
                vals["state"] = "open"
            elif vals.get("dossier_id") not in managed:
                vals["member_id"] = own_member.get(vals.get("dossier_id"))
                vals["source"] = "personal" if vals["member_id"] else "unit"
            completed.append(vals)
        return super()._complete_initial_values(completed)

    @api.model
    def _draw_references(self, count):
        """Return ``count`` new reference numbers, drawn in one query however many there are."""
        sequence = self.env.ref("rectification_campaign.sequence_finding").sudo()  # sudo: counting
        if count == 1 or sequence.implementation != "standard":
            return [sequence.next_by_id() for __ in range(count)]
        # Raw SQL: ir.sequence has no batch, and one query per record is what makes imports slow.
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}",
                count,
            )
        )
        return [sequence.get_next_char(number) for (number,) in rows]

    def _is_text_open(self):
        """Whether the list that contains the finding may still be rewritten."""
        self.ensure_one()
        if self.state not in ("draft", "open", "in_progress"):
            return False
        if self.is_returned or self.state == "draft":
            return True
        if self.source == "leading_group":
            return False
        # sudo: a state of the sheet, for a person who may see the finding only
        check = self.sudo().check_id
        if check:
            return check.state in ("draft", "returned")
        return self.sudo().dossier_id.state in ("open", "returned")

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        names = vals.keys() - CHATTER_FIELDS
        if names & {"check_line_id", "dossier_id", "member_id", "origin_finding_id"}:
            raise UserError(
                self.env._("A finding stays where it was recorded and cannot be moved elsewhere.")
            )
        if not names:
            return
        over = self.filtered(lambda finding: finding.state in OVER_STATES)
        if over and names - {"return_reason"}:
            raise UserError(
                self.env._(
                    "%s: is closed and stays as it was signed off. An officer of the leading group "
                    "can reopen it.",
                    over._get_names(),
                )
            )
        moved = self.filtered("successor_id")
        if moved:
            raise UserError(
                self.env._(
                    "%(findings)s: was carried over to a follow-up campaign; go on with "
                    "%(copies)s there.",
                    findings=moved._get_names(),
                    copies=moved.successor_id._get_names(),
                )
            )
        self._check_text_write(names & TEXT_FIELDS)
        self._check_progress_write(names & PROGRESS_FIELDS)

    def _check_text_write(self, names):
        if not names:
            return
        writers = self._filter_role_manager() | self._filter_role_owner()
        allowed = writers.filtered(lambda finding: finding._is_text_open())
        if names <= {"deadline", "rectification_type"}:
            allowed |= self._filter_role_officer()
        office = self.filtered(lambda finding: finding.source == "leading_group")
        allowed |= office._filter_role_officer()
        if names <= PLAN_FIELDS:
            allowed |= (office & writers).filtered(lambda finding: finding.state != "to_verify")
        refused = self - allowed
        if refused:
            raise UserError(
                self.env._(
                    "%(findings)s: “%(fields)s” can be changed by the unit until the list is "
                    "handed in, and again when it is returned.",
                    findings=refused._get_names(),
                    fields=", ".join(
                        sorted(self._fields[name]._description_string(self.env) for name in names)
                    ),
                )
            )

    def _check_progress_write(self, names):
        if not names:
            return
        allowed = (
            self._filter_role_manager()
            | self._filter_role_owner()
            | self._filter_role_responsible()
        )
        refused = (self - allowed) | self.filtered(lambda finding: finding.state == "to_verify")
        if refused:
            raise UserError(
                self.env._(
                    "%s: the result is filled in by the unit's responsible people until acceptance "
                    "is asked for. While it waits, have it returned first.",
                    refused._get_names(),
                )
            )

    def _get_completeness_reasons(self):
        """Return what a list still lacks about its findings: ``{id: [sentences]}``."""
        reasons = {}
        for finding in self:
            names = []
            if not (finding.measures or finding.action_ids or finding.result):
                names.append("measures")
            if not finding.leader_member_id:
                names.append("leader_member_id")
            if not finding.responsible_member_id:
                names.append("responsible_member_id")
            if not finding.deadline and finding.rectification_type != "immediate":
                names.append("deadline")
            if names:
                missing = [self._fields[name]._description_string(self.env) for name in names]
                reasons[finding.id] = [
                    self.env._(
                        "item %(number)s, “%(finding)s”: fill in %(fields)s.",
                        number=finding.problem_number,
                        finding=finding.name,
                        fields=", ".join(missing),
                    )
                ]
        return reasons

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

    def _get_carry_over_values(self):
        """Return the values of this finding's copy in a follow-up campaign."""
        self.ensure_one()
        return {
            "problem_id": self.problem_id.id,
            "name": self.name,
            "description": self.description,
            "cause": self.cause,
            "rectification_type": self.rectification_type,
            "measures": self.measures,
            "leader_member_id": self.leader_member_id.id,
            "responsible_member_id": self.responsible_member_id.id,
            "deadline": self.deadline,
        }
