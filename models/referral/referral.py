from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.office_files.columns import TEXT, Column
from ..core import clock
from ..core.lock_mixin import mark_changed

DISPOSITIONS = [
    ("inquiry", "Talk and Written Inquiry"),  # 谈话函询
    ("verification", "Preliminary Verification"),  # 初步核实
    ("pending", "Held for Later Examination"),  # 暂存待查
    ("settled", "Settled"),  # 予以了结
]
HAND_OVER_DAYS = 7
CONCLUDE_DAYS = 60
PROPOSER_FIELDS = frozenset(
    {
        "name",
        "finding_id",
        "unit_id",
        "campaign_id",
        "source",
        "received_on",
        "facts",
        "person_ids",
        "material_ids",
        "note",
    }
)
OUTCOME_FIELDS = frozenset({"disposition", "outcome"})
REGISTER_WIDTHS = (9, 16, 14, 13, 26, 11, 11)


class RectificationReferral(models.Model):
    """A referral to discipline inspection (问题线索移交): who is concerned, facts, materials.

    Nobody but the officer who proposed it, the head of the leading group and, once it is handed
    over, the inspectors may know that it exists. Therefore it has no chatter, no followers and no
    activities, its register number is drawn without an ``ir.sequence`` (every employee may read
    those), nothing on findings or units changes when it is made, what it points at may be deleted
    without naming it, and other records lead to it by no field that anybody can read. Inspectors
    on the roster of the unit concerned are kept out as well.

    The steps are in ``referral_flow.py``, the rules in ``referral_rules.xml``.

    The steps:

    | step                  | who                                                 | when           |
    |-----------------------|-----------------------------------------------------|----------------|
    | propose, complete     | officer not on the unit's roster                    | draft          |
    | approve               | head of the leading group who did not propose it    | draft          |
    | return to the officer | head of the leading group, with a reason            | draft, approved|
    | hand over             | the proposer, or the head of the leading group      | approved       |
    | accept, conclude,     | inspector not on the unit's roster; concluding needs| handed over    |
    | return                | a disposition and the outcome, returning a reason   |                |
    | propose again         | the proposer                                        | returned       |
    """

    _name = "rectification.referral"
    _description = "Referral to Discipline Inspection"
    _inherit = ["rectification.confidential.mixin", "rectification.flow.mixin"]
    _order = "id desc"
    _rec_names_search = ["reference", "name", "person_ids.name"]

    _protected_fields = frozenset(
        {
            "reference",
            "register_year",
            "register_number",
            "finding_reference",
            "proposed_by_id",
            "proposed_on",
            "approved_by_id",
            "approved_on",
            "handed_over_by_id",
            "handed_over_on",
            "accepted_by_id",
            "accepted_on",
            "concluded_by_id",
            "concluded_on",
        }
    )

    # what about
    name = fields.Char("Subject", required=True)
    finding_id = fields.Many2one(
        "rectification.finding",
        index="btree_not_null",
        ondelete="set null",
        domain="[('state', '!=', 'draft')]",
        help="Empty: the referral is about the unit as such.",
    )
    finding_reference = fields.Char(readonly=True, copy=False)
    unit_id = fields.Many2one(
        "rectification.unit",
        compute="_compute_place",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="restrict",
    )
    campaign_id = fields.Many2one(
        "rectification.campaign",
        compute="_compute_place",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        index=True,
        ondelete="restrict",
    )
    source = fields.Char(
        "Source of the Lead",
        default=lambda self: self.env._("Found in the campaign by the leading group's office"),
    )
    received_on = fields.Date(default=lambda self: clock.today(self.env))
    facts = fields.Text()
    person_ids = fields.One2many(
        "rectification.referral.person", "referral_id", "Persons Concerned"
    )
    material_ids = fields.One2many(
        "rectification.referral.material", "referral_id", "List of Materials"
    )
    person_names = fields.Char("Persons", compute="_compute_person_names")
    note = fields.Text("Remarks")
    # register
    reference = fields.Char("Register Number", readonly=True, copy=False)
    register_year = fields.Integer(readonly=True, copy=False)
    register_number = fields.Integer("Running Number", readonly=True, copy=False)
    # flow
    state = fields.Selection(
        [
            ("draft", "Proposed"),
            ("approved", "Approved"),
            ("handed_over", "Handed Over"),
            ("returned", "Returned"),
            ("concluded", "Concluded"),
        ],
        default="draft",
        required=True,
        copy=False,
        index=True,
    )
    # Users may be deleted without a word about referrals; the register keeps their names.
    proposed_by_id = fields.Many2one("res.users", readonly=True, copy=False, index=True)
    proposed_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_on = fields.Datetime(readonly=True, copy=False)
    handed_over_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    handed_over_on = fields.Datetime(readonly=True, copy=False)
    accepted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    accepted_on = fields.Datetime(readonly=True, copy=False)
    concluded_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    concluded_on = fields.Datetime(readonly=True, copy=False)
    return_reason = fields.Text("Reason for Return", copy=False)
    # outcome
    disposition = fields.Selection(DISPOSITIONS, copy=False)
    outcome = fields.Text(copy=False)
    # deadlines
    hand_over_by = fields.Date(
        default=lambda self: clock.today(self.env) + timedelta(days=HAND_OVER_DAYS),
        help="By when the leading group hands it over.",
    )
    conclude_by = fields.Date(copy=False, help="By when the inspectors conclude.")
    deadline = fields.Date(compute="_compute_deadline", search="_search_deadline")
    is_overdue = fields.Boolean("Overdue", compute="_compute_deadline", search="_search_is_overdue")
    # what the user may do
    is_text_editable = fields.Boolean(compute="_compute_rights")
    is_outcome_editable = fields.Boolean(compute="_compute_rights")
    can_accept = fields.Boolean(compute="_compute_rights")
    signoff_ids = fields.Many2many(
        "rectification.signoff", string="Signatures", compute="_compute_signoff_ids"
    )

    _register_uniq = models.UniqueIndex(
        "(register_year, register_number) WHERE register_number > 0"
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("reference", "name")
    def _compute_display_name(self):
        for referral in self:
            referral.display_name = " ".join(filter(None, (referral.reference, referral.name)))

    @api.depends("finding_id")
    def _compute_place(self):
        running = self.env["rectification.campaign"]
        if self.filtered(lambda row: not (row.finding_id.campaign_id or row.campaign_id)):
            running = running._get_running()
        for referral in self:
            finding = referral.finding_id
            referral.unit_id = finding.unit_id or referral.unit_id
            referral.campaign_id = finding.campaign_id or referral.campaign_id or running

    @api.depends("person_ids.name")
    def _compute_person_names(self):
        for referral in self:
            referral.person_names = ", ".join(
                name for name in referral.person_ids.mapped("name") if name
            )

    @api.depends("state", "hand_over_by", "conclude_by")
    def _compute_deadline(self):
        today = clock.today(self.env)
        for referral in self:
            deadline = False
            if referral.state in ("draft", "approved", "returned"):
                deadline = referral.hand_over_by
            elif referral.state == "handed_over":
                deadline = referral.conclude_by
            referral.deadline = deadline
            referral.is_overdue = bool(deadline and deadline < today)

    @api.model
    def _search_deadline(self, operator, value):
        if operator not in ("<", "<=", ">", ">=", "in"):
            return NotImplemented
        return (
            Domain("state", "in", ("draft", "approved", "returned"))
            & Domain("hand_over_by", operator, value)
        ) | (Domain("state", "=", "handed_over") & Domain("conclude_by", operator, value))

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._search_deadline("<", clock.today(self.env))

    @api.depends("state", "accepted_on")
    @api.depends_context("uid")
    def _compute_rights(self):
        proposers, inspectors = self._filter_role_proposer(), self._filter_role_inspector()
        for referral in self:
            is_with_them = referral.state == "handed_over" and referral in inspectors
            referral.is_text_editable = not referral.id or (
                referral.state == "draft" and referral in proposers
            )
            referral.can_accept = is_with_them and not referral.accepted_on
            referral.is_outcome_editable = is_with_them and bool(referral.accepted_on)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_signoff_ids(self):
        groups = self.env["rectification.signoff"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id"],
            ["id:recordset"],
        )
        by_id = dict(groups)
        for referral in self:
            referral.signoff_ids = by_id.get(referral.id, False)

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("finding_id", "unit_id", "campaign_id")
    def _check_place(self):
        for referral in self:
            finding = referral.finding_id
            if finding.state == "draft":
                raise ValidationError(
                    self.env._(
                        "%s: is still a draft on a sheet. Refer it when it is on record.",
                        finding.display_name,
                    )
                )
            if finding and (
                finding.unit_id != referral.unit_id or finding.campaign_id != referral.campaign_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(referral)s: %(finding)s belongs to another unit or campaign.",
                        referral=referral.name,
                        finding=finding.display_name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Begin with what the finding says when a referral is proposed on one."""
        defaults = super().default_get(fields)
        finding = self.env["rectification.finding"].browse(defaults.get("finding_id"))
        if finding:
            defaults.setdefault("name", finding.name)
            defaults.setdefault("facts", finding.description)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        referrals = super().create(vals_list)
        referrals._check_impartial()
        referrals._register_signoff("proposed")
        return referrals

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"finding_id", "unit_id"}:
            self._check_impartial()
        if "finding_id" in vals:
            for referral in self:
                referral._write_protected({"finding_reference": referral.finding_id.reference})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._(
                "%s: a referral stays on record. The head of the leading group can return it.",
                self._get_names(),
            )
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_approve(self):
        """Approve the referrals as head of the leading group."""
        self._move_to("approved")

    def action_hand_over(self):
        """Hand the referrals over to the inspectors; each gets its register number."""
        self._move_to("handed_over")

    def action_accept(self):
        """Take the referrals over as inspector."""
        refused = self.filtered(lambda referral: not referral.can_accept)
        if refused:
            raise UserError(
                self.env._(
                    "%s: does not wait for an inspector to accept it. Reload the page: somebody "
                    "may have taken this step already.",
                    refused._get_names(),
                )
            )
        self._lock_for_transition()
        self._write_protected(
            {"accepted_by_id": self.env.uid, "accepted_on": fields.Datetime.now()}
        )
        self._register_signoff("accepted")

    def action_conclude(self):
        """Conclude the referrals with the disposition and outcome filled in."""
        self._move_to("concluded")

    def action_return(self):
        """Ask for the reason, and return the referrals to the officer."""
        self._check_transition("returned")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return"),
            "res_model": "rectification.referral.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_referral_ids": self.ids},
        }

    def action_propose_again(self):
        """Take returned referrals up again, to complete what is missing."""
        self._move_to("draft")

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _filter_impartial(self):
        # sudo: whether the user is on the list is the question; the list is not shown.
        return self.filtered(
            lambda referral: self.env.user not in referral.unit_id.sudo().roster_user_ids
        )

    def _filter_role_proposer(self):
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            return self.browse()
        return self._filter_impartial().filtered(
            lambda referral: referral.proposed_by_id == self.env.user
        )

    def _filter_role_inspector(self):
        if not self.env.user.has_group("rectification_campaign.group_inspector"):
            return self.browse()
        return self._filter_impartial().filtered("handed_over_on")

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "proposer": self.env._("the officer who proposed it"),
            "inspector": self.env._("an inspector who is not on the unit's roster"),
        }

    def _get_content_reasons(self):
        """Blocks without facts, a person concerned or material."""
        reasons = {}
        for referral in self:
            sentences = []
            if not (referral.facts or "").strip():
                sentences.append(self.env._("say in “Facts” what happened, where and when."))
            if not referral.person_ids:
                sentences.append(
                    self.env._(
                        "name at least one person concerned; if nobody is known yet, say so in "
                        "the line."
                    )
                )
            if not referral.material_ids:
                sentences.append(self.env._("list at least one piece of material."))
            if sentences:
                reasons[referral.id] = sentences
        return reasons

    def _get_approval_reasons(self):
        """Blocks without facts, a person or material, and for those who proposed it."""
        reasons = self._get_content_reasons()
        # sudo: whether the user has signed as proposer is the question, also before it was passed
        # on to somebody else
        signoffs = self.env["rectification.signoff"].sudo()
        proposed = signoffs.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("transition", "in", ("proposed", "draft")),
                ("user_id", "=", self.env.uid),
            ]
        ).mapped("res_id")
        for referral in self:
            if referral.proposed_by_id == self.env.user or referral.id in proposed:
                reasons.setdefault(referral.id, []).append(
                    self.env._(
                        "whoever proposed it cannot approve it. Another head of the leading group "
                        "has to look at it."
                    )
                )
        return reasons

    def _get_conclusion_reasons(self):
        """Blocks until it is accepted, and without a disposition or an outcome."""
        reasons = {}
        for referral in self:
            sentences = []
            if not referral.accepted_on:
                sentences.append(self.env._("accept it first."))
            if not referral.disposition:
                sentences.append(self.env._("choose the disposition."))
            if not (referral.outcome or "").strip():
                sentences.append(self.env._("say in “Outcome” what came of it."))
            if sentences:
                reasons[referral.id] = sentences
        return reasons

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "approved":
            return {"approved_by_id": self.env.uid, "approved_on": now, "return_reason": False}
        if target == "handed_over":
            return {"handed_over_by_id": self.env.uid, "handed_over_on": now}
        if target == "concluded":
            return {"concluded_by_id": self.env.uid, "concluded_on": now}
        if target == "draft":
            # With the officer again: what is being rewritten is not the inspectors' to read.
            return dict.fromkeys(
                (
                    "approved_by_id",
                    "approved_on",
                    "handed_over_by_id",
                    "handed_over_on",
                    "accepted_by_id",
                    "accepted_on",
                    "conclude_by",
                ),
                False,
            )
        return {}

    def _after_transition(self, origins, target, vals):
        if target == "handed_over":
            self._draw_register_number()
            today = clock.today(self.env)
            self.filtered(lambda referral: not referral.conclude_by)._write_protected(
                {"conclude_by": today + timedelta(days=CONCLUDE_DAYS)}
            )
        super()._after_transition(origins, target, vals)

    def _log_transition(self, origins, target, comment=""):
        """Leave no trace in a chatter: there is none, see the class."""

    def _get_signoff_values(self):
        # Neither unit nor campaign: their sign-offs are counted and listed for many eyes.
        return {
            referral.id: {"referral_id": referral.id, "content": referral._get_content()}
            for referral in self
        }

    def _get_signoff_step(self, transition):
        if transition == "accepted":
            return self.env._("Accepted by Discipline Inspection")
        if transition == "proposed":
            return self.env._("Proposed")
        return super()._get_signoff_step(transition)

    def _get_signoff_roles(self):
        leaders, proposers = self._filter_role_leader(), self._filter_role_proposer()
        inspectors = self._filter_role_inspector()
        roles = {}
        for referral in self:
            if referral in leaders:
                roles[referral.id] = self.env._("Head of the leading group")
            elif referral in proposers:
                roles[referral.id] = self.env._("Officer of the leading group")
            elif referral in inspectors:
                roles[referral.id] = self.env._("Inspector")
        return roles

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        names = vals.keys()
        if names & PROPOSER_FIELDS:
            self._check_lines_editable()
        if names & OUTCOME_FIELDS:
            refused = self.filtered(lambda referral: not referral.is_outcome_editable)
            if refused:
                raise UserError(
                    self.env._(
                        "%s: disposition and outcome are filled in by the inspectors who have "
                        "accepted it, until it is concluded.",
                        refused._get_names(),
                    )
                )
        if names & {"hand_over_by", "conclude_by"}:
            self._check_deadline_write(names)

    def _check_deadline_write(self, names):
        office = self._filter_role_proposer() | self._filter_role_leader()
        before = office.filtered(lambda referral: referral.state in ("draft", "approved"))
        allowed = before
        if "hand_over_by" not in names:
            allowed |= (office | self._filter_role_inspector()).filtered(
                lambda referral: referral.state == "handed_over"
            )
        refused = self - allowed
        if refused:
            raise UserError(
                self.env._(
                    "%s: the leading group sets its deadline until the hand-over; the inspectors' "
                    "deadline is set until they conclude.",
                    refused._get_names(),
                )
            )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _complete_initial_values(self, vals_list):
        findings = self.env["rectification.finding"].browse(
            {vals["finding_id"] for vals in vals_list if vals.get("finding_id")}
        )
        references = {finding.id: finding.reference for finding in findings}
        now = fields.Datetime.now()
        return super()._complete_initial_values(
            [
                {
                    **vals,
                    "finding_reference": references.get(vals.get("finding_id")),
                    "proposed_by_id": self.env.uid,
                    "proposed_on": now,
                }
                for vals in vals_list
            ]
        )

    def _check_impartial(self):
        """Raise UserError for a referral about a unit on whose roster the user stands."""
        own = self.filtered(
            # sudo: whether the user is on the list is the question; the list is not shown.
            lambda referral: self.env.user in referral.unit_id.sudo().roster_user_ids
        )
        if own:
            raise UserError(
                self.env._(
                    "%s: you are on the roster of the unit. Leave the referral to another officer.",
                    own._get_names(),
                )
            )

    def _check_lines_editable(self):
        """Raise UserError when persons or materials are changed by others or too late."""
        self._check_impartial()
        fixed = self.filtered(lambda referral: not referral.is_text_editable)
        if fixed:
            raise UserError(
                self.env._(
                    "%s: facts, persons and materials are filled in by the officer who proposes "
                    "the referral, until it is approved.",
                    fixed._get_names(),
                )
            )
        self._mark_changed()

    def _draw_register_number(self):
        """Give the referrals that have none the next number of the year's register.

        Not an ``ir.sequence``: every employee may read its counter, and so count the referrals.
        """
        # Of two hand-overs at once the second is tried again, to see the first in the register.
        mark_changed(self.env["ir.model"].sudo()._get(self._name))  # sudo: any one row of our own
        year = clock.today(self.env).year
        last = self.sudo().search_fetch(  # sudo: the register is one for all officers
            [("register_year", "=", year)],
            ["register_number"],
            order="register_number desc",
            limit=1,
        )
        number = last.register_number
        for referral in self.filtered(lambda referral: not referral.register_number):
            number += 1
            referral._write_protected(
                {
                    "register_year": year,
                    "register_number": number,
                    "reference": f"〔{year}〕{number}号",
                }
            )

    @api.model
    def _pass_on(self, old, new, sentence):
        """Let the open referrals that ``old`` has proposed be ``new``'s.

        Not those of a unit on whose roster ``new`` stands. The register of referrals alone tells.
        """
        referrals = self.search(
            [
                ("proposed_by_id", "=", old.id),
                ("state", "!=", "concluded"),
                ("unit_id.roster_user_ids", "not in", new.ids),
            ]
        )
        referrals._write_protected({"proposed_by_id": new.id})
        referrals._register_signoff("transferred", comment=sentence)

    def _get_content(self):
        """Return what a signature on the referral covers, files by their digest."""
        self.ensure_one()
        return {
            "reference": self.reference,
            "subject": self.name,
            "finding": self.finding_reference,
            "unit": self.sudo().unit_id.name,  # sudo: a name that stands on the paper itself
            "facts": self.facts,
            "persons": [[person.name, person.unit, person.post] for person in self.person_ids],
            "materials": [[material.name, material.digest] for material in self.material_ids],
            "disposition": self.disposition,
            "outcome": self.outcome,
        }

    def _get_print_name(self):
        """Return the name of the printed file, without its ending; it tells nothing of the case."""
        self.ensure_one()
        return self.env._("Referral %s", self.reference or self.id)

    @api.model
    def _format_day(self, value):
        """Return a date, or the day of a time, as documents write it."""
        return clock.format_day(self.env, value)

    def _get_letter_page(self):
        """Return what the letter of transfer shows, all as text."""
        self.ensure_one()
        # Before anything is looked up under sudo, which would tell whether there is one.
        self.check_access("read")
        # sudo: names that stand on the paper itself, for an inspector who sees no campaign
        referral = self.sudo()
        organiser = referral.campaign_id.organiser
        intro = self.env._(
            "In “%(campaign)s” the following was found at %(unit)s and is referred to you under "
            "your responsibility.",
            campaign=referral.campaign_id.name,
            unit=referral.unit_id.name,
        )
        return {
            **self.env["rectification.print"]._get_head(organiser),
            "letter": True,
            "number": self.reference or "",
            # 关于移交问题线索的函
            "title": self.env._("Letter on the Referral of a Lead"),
            # 县纪委监委
            "addressee": self.env._("The Commission for Discipline Inspection"),
            "body": intro,
            "lines": [
                (self.env._("Subject"), self.name),
                (self.env._("Source of the Lead"), self.source or ""),
                (
                    self.env._("Persons Concerned"),
                    "\n".join(
                        self.env._("%(name)s (%(post)s)", name=person.name, post=post)
                        if (post := person._get_unit_and_post())
                        else person.name
                        for person in self.person_ids
                    ),
                ),
                (self.env._("Facts"), self.facts or ""),
                (
                    # 材料清单
                    self.env._("List of Materials"),
                    "\n".join(
                        f"{number}. {material._get_line()}"
                        for number, material in enumerate(self.material_ids, 1)
                    ),
                ),
            ],
            "closing": self.env._(
                "Please tell us the disposition by %s.", self._format_day(self.conclude_by)
            )
            if self.conclude_by
            else self.env._("Please tell us the disposition."),
            "signature": organiser,
            "date": self._format_day(self.handed_over_on or clock.today(self.env)),
            "signatures": [
                (
                    # 移交人（签字）
                    self.env._("Handed Over By (Signature)"),
                    self._get_register_note(referral.handed_over_by_id, self.handed_over_on),
                ),
                (
                    # 接收人（签字）
                    self.env._("Received By (Signature)"),
                    self._get_register_note(referral.accepted_by_id, self.accepted_on),
                ),
            ],
        }

    def _get_register_note(self, user, moment):
        return self.env["rectification.ledger"]._get_register_note(user, moment)

    def _get_register(self):
        """Return what the register form of these referrals shows: one row for each person."""
        self.check_access("read")  # before anything is looked up under sudo
        # sudo: names that stand on the paper itself
        campaigns = self.sudo().campaign_id
        dispositions = dict(self._fields["disposition"]._description_selection(self.env))
        labels = (
            self.env._("Name of the Person Concerned"),  # 被反映人姓名
            self.env._("Unit and Post"),  # 单位和职务
            self.env._("Source of the Lead"),  # 线索来源
            self.env._("Received On"),  # 收到时间
            self.env._("Main Problem Reported"),  # 反映的主要问题
            self.env._("Disposition"),  # 处置意见
            self.env._("Remarks"),  # 备注
        )
        rows = []
        for referral in self:
            persons = referral.person_ids or [referral.person_ids]
            for person in persons:
                rows.append(
                    [
                        person.name or "",
                        person._get_unit_and_post() if person else "",
                        referral.source or "",
                        self._format_day(referral.received_on),
                        referral.facts or "",
                        dispositions.get(referral.disposition, ""),
                        "\n".join(filter(None, (referral.reference, referral.note))),
                    ]
                )
        return {
            "unit": "、".join(campaigns.mapped("organiser")),
            "approved_by": "、".join(self.sudo().approved_by_id.mapped("name")),
            "date": self._format_day(clock.today(self.env)),
            "columns": [
                Column(f"column_{index}", label, TEXT, width)
                for index, (label, width) in enumerate(zip(labels, REGISTER_WIDTHS, strict=True))
            ],
            "rows": rows,
        }
