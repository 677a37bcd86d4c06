from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.core.listing import join_names
from ..core.flows import CAMPAIGN_OVER_STATES, CHECK_OPEN_STATES
from ..dossier.dossier import UNIT_LIST

# The unit is named in the head of a person's list.
PERSON_LIST = tuple(name for name in UNIT_LIST if name != "unit")


class RectificationCheck(models.Model):
    """A self-check sheet (自查自纠表): the unit's own, or that of one member.

    | action         | who                                                  | when            |
    |----------------|------------------------------------------------------|-----------------|
    | answer, submit | a person their own sheet; head and liaison the       | draft, returned |
    |                | unit's, and those of members without a user          |                 |
    | confirm        | the unit's head; for the head's own sheet an officer | submitted       |
    | return         | the one who confirms; an officer                     | core/flows.py   |
    """

    _name = "rectification.check"
    _description = "Self-Check Sheet"
    _inherit = [
        "rectification.flow.mixin",
        "rectification.board.mixin",
        "rectification.log.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "dossier_id desc, is_personal, id"
    _rec_names_search = ["unit_id.name", "member_id.name"]

    _protected_fields = frozenset(
        {
            "submitted_on",
            "confirmed_by_id",
            "confirmed_on",
            "nil_return",
            "started_on",
            "imported_on",
        }
    )
    _asking_buttons = {
        ("submitted", "returned"): "action_return",
        ("confirmed", "returned"): "action_return",
    }

    dossier_id = fields.Many2one(
        "rectification.dossier", required=True, index=True, ondelete="restrict"
    )
    campaign_id = fields.Many2one(
        related="dossier_id.campaign_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(related="dossier_id.unit_id", store=True, precompute=True, index=True)
    member_id = fields.Many2one(
        "rectification.unit.member",
        "Person",
        index=True,
        ondelete="restrict",
        help="Empty: the unit's own sheet.",
    )
    user_id = fields.Many2one(
        related="member_id.user_id", store=True, precompute=True, index=True, string="User"
    )
    is_personal = fields.Boolean(
        "Personal", compute="_compute_is_personal", store=True, precompute=True
    )
    state = fields.Selection(
        [
            ("draft", "Being Filled In"),
            ("submitted", "Submitted"),
            ("returned", "Returned"),
            ("confirmed", "Confirmed"),
        ],
        default="draft",
        required=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    nil_return = fields.Boolean(
        readonly=True,
        copy=False,
        help="Handed in without a finding. It is still a sheet of its own, and stays marked.",
    )
    started_on = fields.Datetime(readonly=True, copy=False)
    submitted_on = fields.Datetime(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_on = fields.Datetime(readonly=True, copy=False)
    return_reason = fields.Text("Reason for Return", copy=False)
    date_submission = fields.Date(
        related="campaign_id.date_submission", store=True, precompute=True
    )
    # content
    line_ids = fields.One2many("rectification.check.line", "check_id", "Answers")
    finding_ids = fields.One2many("rectification.finding", "check_id", "Findings")
    # figures
    line_count = fields.Integer("Items", compute="_compute_figures")
    answered_count = fields.Integer("Answered", compute="_compute_figures")
    found_count = fields.Integer("Items with Findings", compute="_compute_figures")
    progress = fields.Float(compute="_compute_figures")
    is_editable = fields.Boolean(compute="_compute_is_editable")
    can_sign = fields.Boolean(compute="_compute_can_sign")

    _unit_sheet_uniq = models.UniqueIndex(
        "(dossier_id) WHERE member_id IS NULL", "The unit has its sheet in this campaign already."
    )
    _personal_sheet_uniq = models.UniqueIndex(
        "(dossier_id, member_id) WHERE member_id IS NOT NULL",
        "This person has a sheet in this campaign already.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("member_id")
    def _compute_is_personal(self):
        for check in self:
            check.is_personal = bool(check.member_id)

    @api.depends("member_id.name", "unit_id.name")
    def _compute_display_name(self):
        # sudo: names only, shown to those who see a record of the sheet
        for check in self.sudo():
            if check.member_id:
                check.display_name = f"{check.member_id.name} · {check.unit_id.name}"
            else:
                check.display_name = check.unit_id.name

    @api.depends("line_ids.answer")
    def _compute_figures(self):
        groups = self.env["rectification.check.line"]._read_group(
            [("check_id", "in", self.ids)], ["check_id", "answer"], ["__count"]
        )
        figures = {}
        for check, answer, count in groups:
            row = figures.setdefault(check.id, {})
            row[answer] = count
        for check in self:
            row = figures.get(check.id, {})
            check.line_count = sum(row.values())
            check.answered_count = check.line_count - row.get(False, 0)
            check.found_count = row.get("found", 0)
            check.progress = (
                100 * check.answered_count / check.line_count if check.line_count else 0
            )

    @api.depends("state", "campaign_id.state")
    @api.depends_context("uid")
    def _compute_is_editable(self):
        fillers = self._filter_role_owner() | self._filter_role_manager()
        for check in self:
            # sudo: the phase of the campaign, nothing else of it
            is_over = check.sudo().campaign_id.state in CAMPAIGN_OVER_STATES
            check.is_editable = (
                check.state in CHECK_OPEN_STATES and check in fillers and not is_over
            )

    @api.depends("state", "dossier_id.state")
    @api.depends_context("uid")
    def _compute_can_sign(self):
        unit_sheets = self.filtered(lambda check: not check.member_id)
        signable = unit_sheets.dossier_id.filtered(
            lambda dossier: "submitted" in (dossier.allowed_targets or "")
        )
        for check in self:
            check.can_sign = check in unit_sheets and check.dossier_id in signable

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.filtered(lambda check: check.state != "draft" or check.line_ids)
        if used:
            raise UserError(
                self.env._(
                    "%s: the sheet has been started or handed in, and it stays.", used._get_names()
                )
            )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if vals.keys() & {"dossier_id", "member_id"}:
            raise UserError(
                self.env._(
                    "%s: a sheet stays with its unit and its person. The roster decides who gets "
                    "one.",
                    self._get_names(),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_sheet(self):
        """Start the sheet if need be and open it."""
        self.ensure_one()
        if not self.line_ids and self.is_editable:
            self._do_start()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_start(self):
        """Write the lines of the sheets, one for each problem item of the catalogue."""
        self._check_fillable()
        self._do_start()

    def action_submit(self):
        """Hand the sheet in."""
        self._move_to("submitted")

    def action_confirm(self):
        """Confirm the sheet (the unit's head; for the head's own sheet an officer)."""
        self._move_to("confirmed")

    def action_sign_unit_sheet(self):
        """Sign the unit's sheet and hand its dossier in (the unit's head)."""
        self.dossier_id.action_submit()

    def action_withdraw(self):
        """Take a sheet back that was handed in too early."""
        self._move_to("draft")

    def action_return(self):
        """Ask what has to be redone, and return the sheets."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return the Sheet"),
            "res_model": "rectification.check.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_check_ids": self.ids},
        }

    def action_nil_return(self):
        """Answer every open item with “none” and hand the sheet in, in one step."""
        self._check_fillable()
        for check in self:
            if check.finding_ids:
                raise UserError(
                    self.env._(
                        "%(sheet)s: has %(count)s findings already, so it is no nil return. Delete "
                        "the findings first, or hand the sheet in as it is.",
                        sheet=check.display_name,
                        count=len(check.finding_ids),
                    )
                )
        self._do_start()
        self.line_ids.filtered(lambda line: line.answer in (False, "found")).write(
            {"answer": "none"}
        )
        self._move_to("submitted")

    def action_answer_rest_none(self, area_id=False):
        """Answer the items still open with “none”: all of them, or those of one area.

        ``area_id``: id of an area, or False for the whole sheet. Returns ``get_sheet_data()``.
        """
        self._check_fillable()
        self.line_ids.filtered(
            lambda line: not line.answer and (not area_id or line.area_id.id == area_id)
        ).write({"answer": "none"})
        return self.get_sheet_data()

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.readonly
    def get_sheet_data(self):
        """Return what the sheet's screen shows.

        ``{"editable", "answered", "found", "total", "areas": [{"id", "number", "name", "lines":
        [{"id", "number", "name", "guidance", "evidence_hint", "answer", "remark", "problem_id",
        "findings": [{"id", "name", "state", "state_label", "light"}]}]}]}``
        """
        self.ensure_one()
        areas = {}
        state_labels = dict(
            self.env["rectification.finding"]._fields["state"]._description_selection(self.env)
        )
        for line in self.line_ids:
            problem, area = line.problem_id, line.area_id
            entry = areas.setdefault(
                area.id, {"id": area.id, "number": area.number, "name": area.name, "lines": []}
            )
            entry["lines"].append(
                {
                    "id": line.id,
                    "problem_id": problem.id,
                    "number": problem.number,
                    "name": problem.name,
                    "wording": problem.wording or "",
                    "guidance": problem.guidance or "",
                    "evidence_hint": problem.evidence_hint or "",
                    "answer": line.answer or "",
                    "remark": line.remark or "",
                    "findings": [
                        {
                            "id": finding.id,
                            "name": finding.name,
                            "state": finding.state,
                            "state_label": state_labels[finding.state],
                            "light": finding.light,
                        }
                        for finding in line.finding_ids
                    ],
                }
            )
        answers = self.line_ids.mapped("answer")
        return {
            "editable": self.is_editable,
            "total": len(answers),
            "answered": len([answer for answer in answers if answer]),
            "found": answers.count("found"),
            "areas": list(areas.values()),
        }

    def _check_fillable(self):
        """Raise UserError when a sheet is closed, or is not the user's to fill in."""
        for check in self:
            if check.state not in CHECK_OPEN_STATES:
                raise UserError(
                    self.env._(
                        "%(sheet)s: is “%(state)s” and can no longer be answered. Have it returned "
                        "if something has to be corrected.",
                        sheet=check.display_name,
                        state=check._get_state_label(check.state),
                    )
                )
            check.sudo().campaign_id._check_not_over()  # sudo: as in is_editable
            if not check.is_editable:
                raise UserError(
                    self.env._(
                        "%s: is filled in by the person it belongs to; the unit's sheet by its "
                        "head or liaison.",
                        check.display_name,
                    )
                )

    def _do_start(self):
        """Write the lines that are missing; harmless when a sheet has been started before."""
        blank = self.filtered(lambda check: not check.line_ids)
        if not blank:
            return
        # Head and liaison may open the unit's sheet at the same moment.
        blank._lock_for_transition()
        vals_list = []
        for check in blank:
            # sudo: the catalogue of a campaign is readable to everybody who has a sheet in it
            problems = check.campaign_id.sudo().catalogue_id.area_ids.problem_ids
            vals_list += [{"check_id": check.id, "problem_id": problem.id} for problem in problems]
        # sudo: nobody may add or remove lines of a sheet by hand; that is what makes it complete
        self.env["rectification.check.line"].sudo().create(vals_list)
        blank._write_protected({"started_on": fields.Datetime.now()})

    def _get_filling_user(self):
        return self.user_id or self.dossier_id._get_liaison_user()

    def _get_confirming_user(self):
        head = self.unit_id.sudo().head_user_id  # sudo: only to address the activity
        return head if head not in (self.user_id, self.env.user) else self.env["res.users"]

    def _filter_role_owner(self):
        return self.filtered(lambda check: check.member_id and check.user_id == self.env.user)

    def _filter_role_manager(self):
        """Head and liaison fill the unit's sheet, and those of members who have no user."""
        managed = self.unit_id._get_ids_listing_user("manager_user_ids")
        return self.filtered(lambda check: not check.user_id and check.unit_id.id in managed)

    def _filter_role_confirmer(self):
        """The unit's head; the head's own sheet is confirmed by the leading group."""
        officers = self._filter_role_officer()
        confirmable = self.browse()
        for check in self:
            head = check.unit_id.sudo().head_user_id  # sudo: as above
            is_heads_own = check.member_id and check.user_id and check.user_id == head
            if head == self.env.user and not is_heads_own or is_heads_own and check in officers:
                confirmable |= check
        return confirmable

    def _filter_role_officer(self):
        dossiers = self.dossier_id._filter_role_officer()
        return self.filtered(lambda check: check.dossier_id in dossiers)

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "confirmer": self.env._(
                "the unit's head (for the head's own sheet: an officer of the leading group)"
            ),
        }

    def _get_completeness_reasons(self):
        """Blocks while an answer or a finding is missing or incomplete, and when the campaign is
        over.
        """
        reasons = {}
        for check in self:
            sentences = check.sudo().campaign_id._get_over_reasons()  # sudo: its phase
            lines = check.line_ids
            if not lines:
                sentences.append(self.env._("has not been started."))
            unanswered = lines.filtered(lambda line: not line.answer)
            if unanswered:
                sentences.append(
                    self.env._(
                        "items without an answer: %s.",
                        check._list_numbers(unanswered.problem_id),
                    )
                )
            bare = lines.filtered(lambda line: line.answer == "found" and not line.finding_ids)
            if bare:
                sentences.append(
                    self.env._(
                        "items answered “found” without a finding: %s.",
                        check._list_numbers(bare.problem_id),
                    )
                )
            findings = check.finding_ids.sorted(
                lambda finding: (finding.problem_number, finding.id)
            )
            for missing in findings._get_completeness_reasons().values():
                sentences += [sentence for sentence in missing if sentence not in sentences]
            if sentences:
                reasons[check.id] = sentences
        return reasons

    def _get_return_reasons(self):
        """Blocks when the campaign is over: it could not be handed in again."""
        # sudo: the phase of the campaign, nothing else of it
        return {check.id: check.sudo().campaign_id._get_over_reasons() for check in self}

    @api.model
    def _list_numbers(self, problems):
        numbers = sorted(problems.mapped("number"))
        shown = join_names([str(number) for number in numbers[:12]], self.env.lang)
        return f"{shown} … ({len(numbers)})" if len(numbers) > 12 else shown

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "submitted":
            return {"submitted_on": now}
        if target == "confirmed":
            return {"confirmed_by_id": self.env.uid, "confirmed_on": now}
        # Open again: what the sheet says is known when it is handed in the next time.
        return {
            "nil_return": False,
            "submitted_on": False,
            "confirmed_by_id": False,
            "confirmed_on": False,
        }

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        planner = self.env["rectification.activity.planner"]
        planner._clear(self)
        if target == "submitted":
            nil_returns = self.filtered(lambda check: not check.finding_ids)
            nil_returns._write_protected({"nil_return": True})
            (self - nil_returns)._write_protected({"nil_return": False})
            self.finding_ids.filtered(lambda finding: finding.state == "draft").write(
                {"state": "open"}
            )
            # One sentence for the head's desk: the sheet waits for a signature.
            planner._plan(
                self,
                "rectification_campaign.mail_activity_sign",
                {check.id: check._get_confirming_user() for check in self},
            )
        elif target == "returned":
            # A sheet that comes back with its dossier is asked for there, once.
            single = self.filtered(
                lambda check: check.member_id or check.dossier_id.state != "returned"
            )
            planner._plan(
                single,
                "rectification_campaign.mail_activity_redo",
                {check.id: check._get_filling_user() for check in single},
                note=vals.get("return_reason", ""),
            )

    def _get_content(self):
        """Return what a signature on this sheet covers."""
        return {
            "person": self.member_id.name or "",
            "answers": {str(line.problem_id.number): line.answer for line in self.line_ids},
            "nil_return": self.nil_return,
            "findings": [finding._get_content() for finding in self.finding_ids],
        }

    def _get_signoff_values(self):
        return {
            check.id: {
                "campaign_id": check.campaign_id.id,
                "unit_id": check.unit_id.id,
                "dossier_id": check.dossier_id.id,
                "content": check._get_content(),
            }
            for check in self
        }

    def _get_signoff_roles(self):
        roles = {}
        owners, managers = self._filter_role_owner(), self._filter_role_manager()
        for check in self:
            if self.env.user == check.unit_id.sudo().head_user_id:  # sudo: see above
                roles[check.id] = self.env._("Head of the unit")
            elif check in owners:
                roles[check.id] = self.env._("Owner of the sheet")
            elif check in managers:
                roles[check.id] = self.env._("Liaison of the unit")
            else:
                roles[check.id] = self.env._("Officer of the leading group")
        return roles

    def _get_list_name(self):
        """Return the name of the printed list's file, without its ending."""
        self.ensure_one()
        if not self.member_id:
            return self.dossier_id._get_list_name()
        return self.env._("%s - List of Problems and Rectification", self.display_name)

    def _get_list(self):
        """Return what the printed list of the sheet shows: a person's, or that of the unit."""
        self.ensure_one()
        if not self.member_id:
            return self.dossier_id._get_list()
        ledger = self.env["rectification.ledger"]
        return ledger._get_list(
            [("check_id", "=", self.id)],
            PERSON_LIST,
            campaign=self.campaign_id,
            unit=self.unit_id,
            member=self.member_id,
            nil_return=self.nil_return,
            signatures=[
                # 本人（签字）
                (self.env._("In Person (Signature)"), ""),
                (
                    # 党支部书记审核（签字）
                    self.env._("Reviewed by the Secretary of the Party Branch (Signature)"),
                    ledger._get_register_note(self.confirmed_by_id, self.confirmed_on),
                ),
            ],
        )
