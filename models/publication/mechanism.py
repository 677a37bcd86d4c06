from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.office_files.columns import TEXT, Column
from ..core import clock
from ..core.selection import get_labels

# The widths of the columns of the printed list.
LIST_WIDTHS = (5, 26, 7, 16, 13, 15, 18)


class RectificationMechanism(models.Model):
    """A long-term mechanism (长效机制): a rule made, changed or abolished because of findings.

    | action                     | who                                                          |
    |----------------------------|--------------------------------------------------------------|
    | record, put in force, end  | the unit's head or liaison; an officer of the leading group  |
    | read                       | the unit's roster and those above; for rules of the leading  |
    |                            | group (no unit): everybody in the app                        |

    The review date carries one activity for the person in charge.
    """

    _name = "rectification.mechanism"
    _description = "Long-Term Mechanism"
    _inherit = ["rectification.flow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_in_force desc, id desc"
    _rec_names_search = ["name", "document_number"]

    # what
    name = fields.Char("Rule", required=True, tracking=True)
    kind = fields.Selection(
        [("made", "Made"), ("changed", "Changed"), ("abolished", "Abolished")],
        required=True,
        default="made",
        tracking=True,
    )
    document_number = fields.Char(tracking=True, help="For example 〔2026〕12号.")
    date_in_force = fields.Date("In Force From", tracking=True)
    summary = fields.Text("What It Lays Down")
    attachment_ids = fields.Many2many(
        "ir.attachment", "rectification_mechanism_attachment_rel", string="Text of the Rule"
    )
    replaces_id = fields.Many2one(
        "rectification.mechanism",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('id', '!=', id), ('unit_id', '=', unit_id)]",
    )
    # where it belongs
    campaign_id = fields.Many2one(
        "rectification.campaign",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["rectification.campaign"]._get_running(),
    )
    unit_id = fields.Many2one(
        "rectification.unit",
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_unit_id(),
        help="Whose rule it is; empty for a rule of the leading group.",
    )
    dossier_id = fields.Many2one(
        "rectification.dossier",
        compute="_compute_dossier_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    # what it answers
    finding_ids = fields.Many2many(
        "rectification.finding",
        "rectification_mechanism_finding_rel",
        string="Findings It Answers",
        domain="[('campaign_id', '=', campaign_id)]",
    )
    problem_ids = fields.Many2many(
        "rectification.problem",
        "rectification_mechanism_problem_rel",
        string="Problem Items It Answers",
    )
    # how it goes on
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("in_force", "In Force"),
            ("superseded", "Superseded"),
            ("abolished", "No Longer in Force"),
        ],
        default="draft",
        required=True,
        copy=False,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "In Charge",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Who is reminded on the review date.",
    )
    review_date = fields.Date(tracking=True)

    # ------------------------------------------------------------
    # DEFAULT
    # ------------------------------------------------------------

    @api.model
    def _default_unit_id(self):
        """Take the unit whose head or liaison the user is, if it is only one."""
        units = self.env["rectification.unit"].search(
            [("manager_user_ids", "in", self.env.uid)], limit=2
        )
        return units if len(units) == 1 else units.browse()

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("name", "document_number")
    def _compute_display_name(self):
        for mechanism in self:
            mechanism.display_name = " ".join(
                filter(None, (mechanism.name, mechanism.document_number))
            )

    @api.depends("campaign_id", "unit_id")
    def _compute_dossier_id(self):
        # sudo: which dossier it belongs to follows from unit and campaign, not from the user
        dossiers = self.env["rectification.dossier"].sudo()
        found = dossiers.with_context(active_test=False).search_fetch(
            [("campaign_id", "in", self.campaign_id.ids), ("unit_id", "in", self.unit_id.ids)],
            ["campaign_id", "unit_id"],
        )
        by_place = {(dossier.campaign_id.id, dossier.unit_id.id): dossier.id for dossier in found}
        for mechanism in self:
            mechanism.dossier_id = by_place.get((mechanism.campaign_id.id, mechanism.unit_id.id))

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("campaign_id", "unit_id", "finding_ids")
    def _check_belongs_together(self):
        for mechanism in self:
            if mechanism.unit_id and not mechanism.dossier_id:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(unit)s does not take part in %(campaign)s. Enrol the unit, or "
                        "choose the campaign it takes part in.",
                        rule=mechanism.name,
                        unit=mechanism.unit_id.name,
                        campaign=mechanism.campaign_id.name,
                    )
                )
            strangers = mechanism.finding_ids.filtered(
                lambda finding, mechanism=mechanism: (
                    finding.campaign_id != mechanism.campaign_id
                    or (mechanism.unit_id and finding.unit_id != mechanism.unit_id)
                )
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: %(findings)s belong to another unit or campaign.",
                        rule=mechanism.name,
                        findings=strangers._get_names(),
                    )
                )

    @api.constrains("replaces_id", "unit_id")
    def _check_replaced(self):
        if self._has_cycle("replaces_id"):
            raise ValidationError(
                self.env._("%s: a rule cannot replace itself. Choose another.", self._get_names())
            )
        for mechanism in self:
            # sudo: whose rule it is, nothing else of it
            if mechanism.replaces_id and mechanism.sudo().replaces_id.unit_id != mechanism.unit_id:
                raise ValidationError(
                    self.env._(
                        "%s: replaces a rule of another unit. Choose one of its own.",
                        mechanism.display_name,
                    )
                )

    @api.constrains("date_in_force", "review_date")
    def _check_review_after_start(self):
        for mechanism in self:
            start, review = mechanism.date_in_force, mechanism.review_date
            if start and review and review <= start:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: the review date (%(review)s) does not lie after the day it came "
                        "into force (%(start)s).",
                        rule=mechanism.name,
                        review=review,
                        start=start,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        mechanisms = super().create(vals_list)
        mechanisms._own_attachments()
        return mechanisms

    def write(self, vals):
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._own_attachments()
        if vals.keys() & {"review_date", "user_id"}:
            self._plan_review()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_record(self):
        kept = self.filtered(lambda mechanism: mechanism.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "%s: is on record and is not deleted. Say instead that it is superseded or no "
                    "longer in force.",
                    kept._get_names(),
                )
            )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        names = vals.keys() & {
            "name",
            "kind",
            "document_number",
            "date_in_force",
            "summary",
            "attachment_ids",
            "campaign_id",
            "unit_id",
        }
        fixed = self.filtered(lambda mechanism: mechanism.state != "draft")
        if names and fixed:
            raise UserError(
                self.env._(
                    "%(rules)s: “%(fields)s” stands as it was put on record. Set it back to draft "
                    "to correct it.",
                    rules=fixed._get_names(),
                    fields=sorted(
                        self._fields[name]._description_string(self.env) for name in names
                    ),
                )
            )

    def _check_files_open(self, attachments):
        fixed = self.filtered(
            lambda mechanism: mechanism.state != "draft" and mechanism.attachment_ids & attachments
        )
        fixed._check_content_write({"attachment_ids": attachments.ids})
        return super()._check_files_open(attachments)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_put_in_force(self):
        """Put the rules on record as in force; what they replace is superseded."""
        self._move_to("in_force")

    def action_abolish(self):
        """Record that the rules are no longer in force."""
        self._move_to("abolished")

    def action_supersede(self):
        """Record that the rules have been superseded."""
        self._move_to("superseded")

    def action_draft(self):
        """Take the rules back to draft, to correct what was recorded."""
        self._move_to("draft")

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _filter_role_manager(self):
        # sudo: whether the user is on the list is the question; the list is not shown.
        return self.filtered(
            lambda mechanism: self.env.user in mechanism.unit_id.sudo().manager_user_ids
        )

    def _get_completeness_reasons(self):
        """Blocks without a document number or the day it comes into force."""
        reasons = {}
        for mechanism in self:
            missing = [
                self._fields[name]._description_string(self.env)
                for name in ("document_number", "date_in_force")
                if not mechanism[name]
            ]
            if missing:
                reasons[mechanism.id] = [self.env._("fill in: %s.", missing)]
        return reasons

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        self._plan_review()
        if target == "in_force":
            replaced = self.replaces_id.filtered(lambda mechanism: mechanism.state == "in_force")
            if replaced:
                replaced._move_to("superseded")

    def _get_signoff_values(self):
        return {
            mechanism.id: {
                "campaign_id": mechanism.campaign_id.id,
                "unit_id": mechanism.unit_id.id,
                "dossier_id": mechanism.dossier_id.id,
                "content": {
                    "name": mechanism.name,
                    "kind": mechanism.kind,
                    "number": mechanism.document_number,
                    "date": mechanism.date_in_force,
                    "summary": mechanism.summary,
                    # sudo: the digests of the rule's own files
                    "files": sorted(
                        filter(None, mechanism.sudo().attachment_ids.mapped("checksum"))
                    ),
                    "findings": mechanism.sudo().finding_ids.mapped("reference"),
                    "items": mechanism.problem_ids.mapped("number"),
                },
            }
            for mechanism in self
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _plan_review(self):
        """Give each rule in force that has a review date its one activity, and no other."""
        planner = self.env["rectification.activity.planner"]
        planner._clear(self)
        due = self.filtered(
            lambda mechanism: mechanism.state == "in_force" and mechanism.review_date
        )
        planner._plan(
            due,
            "rectification_campaign.mail_activity_mechanism_review",
            {mechanism.id: mechanism.user_id for mechanism in due},
            deadline_by_id={mechanism.id: mechanism.review_date for mechanism in due},
        )

    def _own_attachments(self):
        """Let the files belong to their rule, so that those who read the rule read them."""
        for mechanism in self:
            # sudo: what the user uploaded before the rule was saved belongs to nothing yet
            mechanism.attachment_ids.sudo().filtered(
                lambda attachment: not attachment.res_id and attachment.create_uid == self.env.user
            ).write({"res_model": self._name, "res_id": mechanism.id})

    # ------------------------------------------------------------
    # PRINT
    # ------------------------------------------------------------

    def _get_list(self):
        """Return what the printed list of these rules shows, all as text."""
        kinds, states = get_labels(self, "kind"), get_labels(self, "state")
        labels = (
            self.env._("Seq."),
            self.env._("Rule"),
            self.env._("Kind"),
            self.env._("Document Number"),
            self.env._("In Force From"),
            self.env._("Unit"),
            self.env._("What It Answers"),
        )
        # sudo: names of the leading group and the units, as on each rule's form
        campaigns = self.sudo().campaign_id
        rows = []
        for index, rule in enumerate(self, 1):
            items = "、".join(str(number) for number in sorted(rule.problem_ids.mapped("number")))
            answers = [self.env._("Items: %s", items)] if items else []
            answers += rule.finding_ids.mapped("reference")
            name = rule.name
            if rule.state != "in_force":
                name = self.env._("%(rule)s (%(state)s)", rule=rule.name, state=states[rule.state])
            rows.append(
                [
                    str(index),
                    name,
                    kinds[rule.kind],
                    rule.document_number or "",
                    clock.format_day(self.env, rule.date_in_force),
                    rule.sudo().unit_id.name or rule.sudo().campaign_id.organiser,
                    "\n".join(answers),
                ]
            )
        return {
            "campaign": "、".join(campaigns.mapped("name")),
            "organiser": "、".join(dict.fromkeys(campaigns.mapped("organiser"))),
            "date": clock.format_day(self.env, clock.today(self.env)),
            "columns": [
                Column(f"column_{index}", label, TEXT, width)
                for index, (label, width) in enumerate(zip(labels, LIST_WIDTHS, strict=True))
            ],
            "rows": rows,
        }
