from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..core import clock
from ..core.flow_mixin import CHATTER_FIELDS
from ..core.flows import FINDING_OVER_STATES

NAME_LENGTH = 40
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

    Findings made from others keep their origin: the unit's head or liaison takes a personal finding
    into the unit's list, and what is open when a campaign closes may be carried over.

    The steps:

    | step                    | who                                                       |
    |-------------------------|-----------------------------------------------------------|
    | open, start, ask        | head and liaison, author, responsible persons             |
    | confirm                 | the unit's head (asking as head confirms at once)         |
    | accept                  | an officer who did not ask or confirm and is not on the   |
    |                         | unit's roster; immediate findings need no confirmation    |
    | return                  | the unit's head before acceptance, or an officer, with a  |
    |                         | reason                                                    |
    | not substantiated       | an officer, with a reason                                 |
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
    # whom it belongs to: what access rules search, and nobody reads or sets
    people_user_ids = fields.Many2many(
        "res.users",
        "rectification_finding_people_rel",
        "finding_id",
        "user_id",
        "People (Users)",
        compute="_compute_people_user_ids",
        store=True,
        context={"active_test": False},
        groups=fields.NO_ACCESS,
        export_string_translation=False,
        help="Author, responsible leader and responsible person.",
    )
    involved_user_ids = fields.Many2many(
        "res.users",
        "rectification_finding_involved_rel",
        "finding_id",
        "user_id",
        "People Involved (Users)",
        compute="_compute_involved_user_ids",
        store=True,
        context={"active_test": False},
        groups=fields.NO_ACCESS,
        export_string_translation=False,
        help="These and the users of its actions.",
    )
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
    is_text_editable = fields.Boolean(compute="_compute_editable")
    is_plan_editable = fields.Boolean(compute="_compute_editable")
    is_progress_editable = fields.Boolean(compute="_compute_editable")
    can_set_deadline = fields.Boolean(compute="_compute_editable")
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
    can_take_over = fields.Boolean(compute="_compute_can_take_over")
    extension_ids = fields.One2many("rectification.extension", "finding_id", "Extensions")
    extension_count = fields.Integer("Extensions (Number)", compute="_compute_extension_figures")
    can_ask_extension = fields.Boolean(compute="_compute_extension_figures")

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

    @api.depends("author_user_id", "leader_user_id", "responsible_user_id")
    def _compute_people_user_ids(self):
        self._store_users(
            "people_user_ids",
            lambda finding: (
                finding.author_user_id | finding.leader_user_id | finding.responsible_user_id
            ),
        )

    @api.depends("people_user_ids", "action_ids.user_id")
    def _compute_involved_user_ids(self):
        self._store_users(
            "involved_user_ids",
            lambda finding: finding.people_user_ids | finding.action_ids.user_id,
        )

    def _store_users(self, name, get_users):
        """Assign ``get_users(finding)`` to the field ``name`` of each finding.

        All of them with one statement: a plain assignment sends one for each finding.
        """
        self._fields[name].write_batch([(finding, get_users(finding)) for finding in self])

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

    @api.depends(
        "unit_id",
        "member_id",
        "author_user_id",
        "leader_user_id",
        "responsible_user_id",
        "successor_id",
    )
    def _compute_allowed_targets(self):
        # Naming what the roles look at lets a board read it together with the cards.
        moved = self.filtered("successor_id")
        moved.allowed_targets = ""
        return super(RectificationFinding, self - moved)._compute_allowed_targets()

    @api.depends("state", "is_returned", "check_id.state")
    @api.depends_context("uid")
    def _compute_editable(self):
        managers = self._filter_role_manager()
        writers = managers | self._filter_role_owner()
        helpers = writers | self._filter_role_responsible()
        officers = self._filter_role_officer()
        for finding in self:
            is_over = finding.state in FINDING_OVER_STATES
            finding.can_set_deadline = finding in officers and not is_over
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

    @api.depends("state", "member_id")
    @api.depends_context("uid")
    def _compute_can_take_over(self):
        managers = self._filter_role_manager()
        for finding in self:
            finding.can_take_over = bool(
                finding.member_id
                and finding in managers
                and finding.state not in FINDING_OVER_STATES
            )

    @api.depends("state", "deadline", "extension_ids.state")
    @api.depends_context("uid")
    def _compute_extension_figures(self):
        groups = self.env["rectification.extension"]._read_group(
            [("finding_id", "in", self.ids)], ["finding_id", "state"], ["__count"]
        )
        counts, waiting = {}, set()
        for finding, state, count in groups:
            counts[finding.id] = counts.get(finding.id, 0) + count
            if state == "requested":
                waiting.add(finding.id)
        today = clock.today(self.env)
        origins = self._origin
        askers = origins.browse().union(
            *(origins._filter_role(role) for role in ("manager", "owner", "responsible"))
        )
        for finding in self:
            finding.extension_count = counts.get(finding._origin.id, 0)
            finding.can_ask_extension = bool(
                finding._origin in askers
                and finding._origin.id not in waiting
                and finding.state in ("open", "in_progress")
                and finding.deadline
                and finding.deadline >= today
            )

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

    @api.constrains("problem_id", "dossier_id")
    def _check_item_of_catalogue(self):
        for finding in self:
            # sudo: which catalogue it is, for somebody who sees the finding only
            campaign = finding.sudo().dossier_id.campaign_id
            catalogue = finding.sudo().problem_id.catalogue_id
            if campaign.catalogue_id in (catalogue, catalogue.browse()):
                continue
            # What was carried over keeps the item under which it was found.
            earlier = campaign
            while earlier and catalogue not in earlier.catalogue_id:
                earlier = earlier.search([("successor_id", "in", earlier.ids)])
            if not earlier:
                raise ValidationError(
                    self.env._(
                        "%(finding)s: the item is not in the catalogue of %(campaign)s. Choose "
                        "one that is.",
                        finding=finding.display_name,
                        campaign=campaign.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Let a finding opened from an answer belong to that answer's dossier and item.

        On a unit's sheet it proposes the person named last: what one person puts right
        asks for the name once.
        """
        defaults = super().default_get(fields)
        line = self.env["rectification.check.line"].browse(defaults.get("check_line_id"))
        if line:
            defaults.update(
                {
                    "dossier_id": line.check_id.dossier_id.id,
                    "problem_id": line.problem_id.id,
                }
            )
            if "responsible_member_id" in fields and not line.check_id.member_id:
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
        findings._mark_lists_changed()
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

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        names = vals.keys() - CHATTER_FIELDS
        if names & {"check_line_id", "dossier_id", "member_id", "origin_finding_id"}:
            raise UserError(
                self.env._("A finding stays where it was recorded and cannot be moved elsewhere.")
            )
        if not names:
            return
        if names - {"return_reason"}:
            self._check_not_settled()
        self._check_text_write(names & TEXT_FIELDS)
        self._check_progress_write(names & PROGRESS_FIELDS)

    def _check_not_settled(self):
        """Raise UserError for findings that are signed off, or go on in a follow-up campaign."""
        over = self.filtered(lambda finding: finding.state in FINDING_OVER_STATES)
        if over:
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
                    copies=moved.sudo().successor_id._get_names(),  # sudo: names
                )
            )

    def _check_text_write(self, names):
        if not names:
            return
        # An immediate finding needs no head: while one waits for the head it does not become one.
        waiting = self.filtered(lambda finding: finding.state == "to_verify")
        if "rectification_type" in names and waiting:
            raise UserError(
                self.env._(
                    "%s: waits for acceptance as it was asked for, so its type stays while it "
                    "waits. Return it first.",
                    waiting._get_names(),
                )
            )
        writers = self._filter_role_manager() | self._filter_role_owner()
        allowed = writers.filtered(lambda finding: finding._is_text_open())
        allowed._mark_lists_changed()
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
                    fields=sorted(
                        self._fields[name]._description_string(self.env) for name in names
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

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open(self):
        """Put drafts on record without waiting for the sheet to be handed in."""
        self._move_to("open")

    def action_start(self):
        """Begin to put the findings right."""
        self._move_to("in_progress")

    def action_ask_acceptance(self):
        """Say that the findings are put right and ask for acceptance."""
        drafts = self.filtered(lambda finding: finding.state == "draft")
        drafts._move_to("open")
        self._move_to("to_verify")

    def action_confirm(self):
        """Confirm as the unit's head that the findings are put right."""
        refused = self.filtered(
            lambda finding: finding.state != "to_verify" or finding.head_confirmed_by_id
        )
        if refused:
            raise UserError(
                self.env._(
                    "%s: does not wait for the head's confirmation. Reload the page: somebody may "
                    "have taken this step already.",
                    refused._get_names(),
                )
            )
        others = self - self._filter_role_head()
        if others:
            raise UserError(self.env._("%s: only the unit's head confirms.", others._get_names()))
        self._lock_for_transition()
        self._do_confirm()
        self.env["rectification.activity.planner"]._clear(self)

    def action_accept(self):
        """Accept the findings: they are signed off and closed."""
        self._move_to("closed")

    def action_return(self):
        """Ask what is still missing, and return the findings."""
        return self._get_reason_action("in_progress", self.env._("Return"))

    def action_reject(self):
        """Ask why the findings are not substantiated, and close them as such."""
        return self._get_reason_action("rejected", self.env._("Not Substantiated"))

    def action_reopen(self):
        """Ask what does not hold, and reopen closed findings."""
        return self._get_reason_action("in_progress", self.env._("Reopen"))

    def _get_reason_action(self, target, title):
        self._check_transition(target)
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "rectification.finding.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_finding_ids": self.ids, "default_target": target},
        }

    def action_remind(self):
        """Ask for a line to go with it, and remind the units of these findings."""
        self.env["rectification.reminder"]._check_can_remind(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Remind"),
            "res_model": "rectification.remind",
            "view_mode": "form",
            "target": "new",
            "context": {"default_finding_ids": self.ids},
        }

    def action_take_into_unit_list(self):
        """Copy personal findings into the unit's list; they keep their origin.

        Returns an action opening the copies.
        """
        copies = self._do_take_into_unit_list()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Taken into the Unit's List"),
            "res_model": self._name,
            "view_mode": "list,form",
            "domain": [("id", "in", copies.ids)],
        }
        if len(copies) == 1:
            action.update(view_mode="form", res_id=copies.id)
        return action

    def action_ask_extension(self):
        """Open the form on which a later deadline is asked for."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for an Extension"),
            "res_model": "rectification.extension",
            "views": [
                (
                    self.env.ref("rectification_campaign.rectification_extension_view_form_ask").id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"default_finding_id": self.id},
        }

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_initial_states(self):
        # What the leading group finds is open at once; see _complete_initial_values.
        return ("draft",)

    def _filter_role_owner(self):
        return self.filtered(
            lambda finding: finding.member_id and finding.author_user_id == self.env.user
        )

    def _filter_role_manager(self):
        managed = self.unit_id._get_ids_listing_user("manager_user_ids")
        return self.filtered(lambda finding: finding.unit_id.id in managed)

    def _filter_role_head(self):
        # sudo: whether the user is the head is the question; nothing of the unit is shown.
        units = self.unit_id.sudo()
        headed = set(units.filtered(lambda unit: unit.head_user_id.id == self.env.uid)._ids)
        return self.filtered(lambda finding: finding.unit_id.id in headed)

    def _filter_role_responsible(self):
        uid = self.env.uid
        return self.filtered(
            lambda finding: uid in (finding.leader_user_id.id, finding.responsible_user_id.id)
        )

    def _filter_role_officer(self):
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            return self.browse()
        # Nobody accepts for a unit whose roster they are on.
        own = self.unit_id._get_ids_listing_user("roster_user_ids")
        return self.filtered(lambda finding: finding.unit_id.id not in own)

    def _get_begun_reasons(self):
        """Blocks when an action is done or it was returned: work has begun."""
        return {
            finding.id: [self.env._("work on it has begun; it stays in progress.")]
            for finding in self
            if finding.done_action_count or finding.return_count
        }

    def _get_request_reasons(self):
        """Blocks while an action is open, or what was done or (unless immediate) evidence is
        missing.
        """
        reasons = {}
        for finding in self:
            sentences = []
            pending = finding.action_ids.filtered(lambda action: action.state in ("todo", "doing"))
            if pending:
                sentences.append(
                    self.env._(
                        "%(count)s actions are not done yet: %(names)s.",
                        count=len(pending),
                        names=pending.mapped("name")[:3],
                    )
                )
            if not (finding.result or "").strip():
                sentences.append(self.env._("say in “What Was Done” how it was put right."))
            if finding.rectification_type != "immediate" and not finding.evidence_ids:
                sentences.append(
                    self.env._(
                        "add a piece of evidence: a file, a record, or a sentence saying where "
                        "it can be seen."
                    )
                )
            if sentences:
                reasons[finding.id] = sentences
        return reasons

    def _get_acceptance_reasons(self):
        """Blocks without the head's confirmation (unless immediate), and for those who asked
        or confirmed.
        """
        reasons = {}
        for finding in self:
            sentences = []
            if finding.rectification_type != "immediate" and not finding.head_confirmed_by_id:
                sentences.append(self.env._("the unit's head has not confirmed it yet."))
            if self.env.user in finding.requested_by_id | finding.head_confirmed_by_id:
                sentences.append(
                    self.env._(
                        "whoever asked for acceptance or confirmed it cannot give it. Another "
                        "officer has to look at it."
                    )
                )
            if sentences:
                reasons[finding.id] = sentences
        return reasons

    def _get_immediate_reasons(self):
        """Blocks unless it is immediate (立行立改) and the unit has said what was done."""
        reasons = {}
        for finding in self:
            if finding.rectification_type != "immediate":
                reasons[finding.id] = [
                    self.env._(
                        "the unit has not asked for acceptance yet. Only immediate findings are "
                        "accepted in one step."
                    )
                ]
            elif not (finding.result or "").strip():
                reasons[finding.id] = [self.env._("the unit has not said yet what was done.")]
        return reasons

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "to_verify":
            return {
                "requested_by_id": self.env.uid,
                "requested_on": now,
                "is_returned": False,
                "head_confirmed_by_id": False,
                "head_confirmed_on": False,
            }
        if target == "closed":
            return {"accepted_by_id": self.env.uid, "closed_on": now, "is_returned": False}
        if target == "rejected":
            return {"closed_on": now}
        return {}

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        planner = self.env["rectification.activity.planner"]
        planner._clear(self)
        if target in FINDING_OVER_STATES:
            # Nobody is asked for what is left of the actions, until the finding is reopened.
            planner._clear(self.action_ids)
        if target == "to_verify":
            asked_by_head = self._filter_role_head()
            asked_by_head._do_confirm()
            waiting = (self - asked_by_head).filtered(
                lambda finding: finding.rectification_type != "immediate"
            )
            planner._plan(
                waiting,
                "rectification_campaign.mail_activity_confirm",
                # sudo: only to address the activity
                {finding.id: finding.unit_id.sudo().head_user_id for finding in waiting},
            )
        elif target == "in_progress":
            returned = self.filtered(
                lambda finding: origins[finding.id] in ("to_verify", "closed", "rejected")
            )
            returned._mark_returned(vals.get("return_reason", ""))
            returned.filtered(
                lambda finding: origins[finding.id] in FINDING_OVER_STATES
            ).action_ids._plan_activities()

    def _get_signoff_values(self):
        return {
            finding.id: {
                "campaign_id": finding.campaign_id.id,
                "unit_id": finding.unit_id.id,
                "dossier_id": finding.dossier_id.id,
                "content": finding._get_content(),
            }
            for finding in self
        }

    def _get_signoff_step(self, transition):
        if transition == "confirmed_by_head":
            return self.env._("Confirmed by the Head")
        return super()._get_signoff_step(transition)

    def _get_signoff_roles(self):
        heads, officers = self._filter_role_head(), self._filter_role_officer()
        roles = {}
        for finding in self:
            if finding in heads:
                roles[finding.id] = self.env._("Head of the unit")
            elif finding in officers:
                roles[finding.id] = self.env._("Officer of the leading group")
            else:
                roles[finding.id] = self.env._("Responsible in the unit")
        return roles

    def _get_blocking_reasons(self, target, vals=None):
        reasons = super()._get_blocking_reasons(target, vals)
        for finding in self.filtered("successor_id"):
            reasons[finding.id] = [
                self.env._(
                    "was carried over to a follow-up campaign; go on with %s there.",
                    finding.sudo().successor_id.display_name,  # sudo: one name
                )
            ]
        return reasons

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _is_over(self):
        return self.state in FINDING_OVER_STATES or bool(self.successor_id)

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

    def _mark_lists_changed(self):
        """Mark the sheet or the list as changed, for a person who signs it at this moment."""
        listed = self.sudo()  # sudo: a cadre writes in a list without seeing it
        listed.check_id._mark_changed()
        listed.filtered(lambda finding: not finding.check_id).dossier_id._mark_changed()

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

    def _get_completeness_reasons(self):
        """Blocks while measures, people or (unless immediate) the deadline are missing."""
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
                        fields=missing,
                    )
                ]
        return reasons

    def _do_confirm(self):
        """Enter the head's confirmation, on the finding, in the register and in the chatter."""
        if not self:
            return
        self._write_protected(
            {"head_confirmed_by_id": self.env.uid, "head_confirmed_on": fields.Datetime.now()}
        )
        self._register_signoff("confirmed_by_head")
        body = Markup("<p>%s</p>") % self.env._("Confirmed by the unit's head.")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, body))

    def _mark_returned(self, reason):
        """Open returned findings for correction and notify the person who asked."""
        for count, findings in self.grouped("return_count").items():
            findings._write_protected(
                {
                    "is_returned": True,
                    "return_count": count + 1,
                    "head_confirmed_by_id": False,
                    "head_confirmed_on": False,
                    "accepted_by_id": False,
                    "closed_on": False,
                }
            )
        self.env["rectification.activity.planner"]._plan(
            self,
            "rectification_campaign.mail_activity_redo",
            {
                finding.id: finding.requested_by_id or finding.responsible_user_id
                for finding in self
            },
            note=reason,
        )

    def _do_return_text(self, reason):
        """Return findings of a dossier by name: their text opens again, with the reason."""
        over = self.filtered(lambda finding: finding.state in ("closed", "rejected", "draft"))
        if over:
            raise UserError(
                self.env._("%s: cannot be returned with the dossier.", over._get_names())
            )
        waiting = self.filtered(lambda finding: finding.state == "to_verify")
        waiting.write({"state": "in_progress", "return_reason": reason})
        rest = self - waiting
        for count, findings in rest.grouped("return_count").items():
            findings._write_protected(
                {"return_reason": reason, "is_returned": True, "return_count": count + 1}
            )
        body = Markup("<p>%s</p><p>%s</p>") % (self.env._("Returned with the dossier:"), reason)
        rest._message_log_batch(bodies=dict.fromkeys(rest.ids, body))

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

    def _do_take_into_unit_list(self):
        """Create the unit's findings from personal ones and return them."""
        refused = self.filtered(lambda finding: not finding.member_id)
        if refused:
            raise UserError(
                self.env._("%s: is the unit's own finding already.", refused._get_names())
            )
        others = self - self._filter_role_manager()
        if others:
            raise UserError(
                self.env._(
                    "%s: only the unit's head or liaison takes findings into the unit's list.",
                    others._get_names(),
                )
            )
        taken = self.search([("origin_finding_id", "in", self.ids)])
        if taken:
            raise UserError(
                self.env._(
                    "%(findings)s: was taken over already as %(copies)s.",
                    findings=taken.origin_finding_id._get_names(),
                    copies=taken._get_names(),
                )
            )
        checks = self.dossier_id.unit_check_id
        editable = checks.filtered(lambda check: check.is_editable)
        editable._do_start()
        line_by_item = {
            (line.check_id.dossier_id, line.problem_id): line for line in editable.line_ids
        }
        vals_list = []
        for finding in self:
            line = line_by_item.get((finding.dossier_id, finding.problem_id))
            vals_list.append(
                {
                    **finding._get_carry_over_values(),
                    "dossier_id": finding.dossier_id.id,
                    "check_line_id": line.id if line else False,
                }
            )
        copies = self.create(vals_list)
        for finding, copy in zip(self, copies, strict=True):
            copy._write_protected({"origin_finding_id": finding.id})
        return copies

    def _get_extension_texts(self):
        """Return ``{finding id: text}`` for the ledger: each extension on a line, oldest first.

        Findings without an extension are left out. One query, however many findings there are.
        """
        extensions = self.env["rectification.extension"].search_fetch(
            [("finding_id", "in", self.ids)],
            ["finding_id", "state", "old_deadline", "requested_deadline", "granted_deadline"],
            order="id",
        )
        lines = {}
        for extension in extensions:
            if extension.state == "granted":
                line = self.env._(
                    "Extended from %(old)s to %(new)s",
                    old=extension.old_deadline,
                    new=extension.granted_deadline,
                )
            elif extension.state == "refused":
                line = self.env._("Extension to %(new)s refused", new=extension.requested_deadline)
            else:
                line = self.env._(
                    "Extension to %(new)s asked for", new=extension.requested_deadline
                )
            lines.setdefault(extension.finding_id.id, []).append(line)
        return {finding_id: "\n".join(texts) for finding_id, texts in lines.items()}

    # ------------------------------------------------------------
    # PRINT
    # ------------------------------------------------------------

    def _get_signoff_title(self):
        """Return the title of the sheet: an application until the finding is closed."""
        self.ensure_one()
        if self.state == "closed":
            return self.env._("Sign-Off Sheet")  # 对账销号单
        return self.env._("Application for Sign-Off")  # 销号申请单

    def _get_signoff_name(self):
        """Return the name of the printed sheet's file, without its ending."""
        self.ensure_one()
        return f"{self.display_name} - {self._get_signoff_title()}"

    def _get_signoff_page(self):
        """Return what the sign-off sheet shows: the finding in lines, and who signed what when."""
        self.ensure_one()
        labels = self.env["rectification.ledger"]._get_headings()
        kinds = dict(self._fields["rectification_type"]._description_selection(self.env))
        # sudo: names of the unit and the people, as on the form of the finding
        finding = self.sudo()
        people = filter(None, (finding.leader_member_id.name, finding.responsible_member_id.name))
        evidence = (piece.name for piece in self.evidence_ids)
        lines = [
            (labels["reference"][0], self.reference),
            (labels["summary_unit"][0], finding.unit_id.name),
            (labels["area"][0], f"{finding.area_id.name}\n{finding.problem_id.display_name}"),
            (labels["description"][0], self.description),
            (labels["measures"][0], self.measures or "\n".join(self.action_ids.mapped("name"))),
            (labels["type"][0], kinds.get(self.rectification_type, "")),
            (labels["responsible"][0], "、".join(people)),
            (labels["deadline"][0], clock.format_day(self.env, self.deadline)),
            (labels["result"][0], self.result or ""),
            (self.env._("Evidence"), "\n".join(filter(None, evidence))),
            (labels["signed_off_on"][0], clock.format_day(self.env, self.closed_on)),
        ]
        entries = self.env["rectification.signoff"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)], order="id"
        )
        chain = [
            (
                entry.step,
                entry.user_name,
                entry.role or "",
                clock.format_day(self.env, entry.date),
                entry.comment or "",
            )
            for entry in entries
        ]
        return {"title": self._get_signoff_title(), "lines": lines, "chain": chain}
