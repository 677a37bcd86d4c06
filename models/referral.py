from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .lock_mixin import touch

DISPOSITIONS = [
    ("inquiry", "Talk and Written Inquiry"),  # 谈话函询
    ("verification", "Preliminary Verification"),  # 初步核实
    ("pending", "Held for Later Examination"),  # 暂存待查
    ("settled", "Settled"),  # 予以了结
]
HAND_OVER_DAYS = 7
CONCLUDE_DAYS = 60


class RectificationReferral(models.Model):
    """A referral to discipline inspection (问题线索移交): who is concerned, facts, materials.

    Nobody but the officer who proposed it, the head of the leading group and, once it is handed
    over, the inspectors may know that it exists. Therefore it has no chatter, no followers and no
    activities, its register number is drawn without an ``ir.sequence`` (every employee may read
    those), nothing on findings or units changes when it is made, what it points at may be deleted
    without naming it, and other records lead to it by no field that anybody can read. Inspectors
    on the roster of the unit concerned are kept out as well.

    The steps are in ``referral_flow.py``, the rules in ``referral_rules.xml``.
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
    received_on = fields.Date(default=fields.Date.context_today)
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
        default=lambda self: fields.Date.context_today(self) + timedelta(days=HAND_OVER_DAYS),
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
        today = fields.Date.context_today(self)
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
        return self._search_deadline("<", fields.Date.context_today(self))

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
    def default_get(self, fields_list):
        """Begin with what the finding says when a referral is proposed on one."""
        defaults = super().default_get(fields_list)
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
        self._touch()

    def _draw_register_number(self):
        """Give the referrals that have none the next number of the year's register.

        Not an ``ir.sequence``: every employee may read its counter, and so count the referrals.
        """
        # Of two hand-overs at once the second is tried again, to see the first in the register.
        touch(self.env["ir.model"].sudo()._get(self._name))  # sudo: any one row of our own
        year = fields.Date.context_today(self).year
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
    def _do_transfer(self, old, new, sentence):
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
