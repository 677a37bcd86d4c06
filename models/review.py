from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .flow_mixin import CHATTER_FIELDS

RECHECK = "recheck"
VERDICT_FIELDS = frozenset(
    {
        "verdict",
        "summary",
        "doubted_line_ids",
        "redo_sheet",
        "line_ids",
        "new_finding_ids",
    }
)


class RectificationReview(models.Model):
    """One review of one unit: the recheck of everybody, a spot check or a look-back.

    | action                  | who                                                       | when  |
    |-------------------------|-----------------------------------------------------------|-------|
    | assign, change reviewers | an officer of the leading group                          | draft |
    | judge, conclude         | a reviewer: an officer who is not on the unit's roster    | draft |
    | read                    | the leading group; the unit once it is concluded          |       |

    A concluded review stays as it is. What failed in it is redone through the flows of the finding
    and the sheet; the next round looks at that, and at what is new since.
    """

    _name = "rectification.review"
    _description = "Review"
    _inherit = ["rectification.flow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["unit_id.name", "campaign_id.name"]

    _protected_fields = frozenset(
        {"round", "assigned_on", "concluded_by_id", "concluded_on", "draw_id"}
    )

    dossier_id = fields.Many2one(
        "rectification.dossier", required=True, index=True, ondelete="restrict"
    )
    campaign_id = fields.Many2one(
        related="dossier_id.campaign_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(related="dossier_id.unit_id", store=True, precompute=True, index=True)
    kind = fields.Selection(
        [
            (RECHECK, "Review of Every Unit"),
            ("spot_check", "Spot Check"),
            ("look_back", "Look-Back"),
        ],
        default=RECHECK,
        required=True,
        index=True,
    )
    round = fields.Integer(readonly=True, copy=False, help="First review of the unit, second, …")
    draw_id = fields.Many2one(
        "rectification.sample.draw",
        "From the Draw",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    # who and when
    reviewer_ids = fields.Many2many(
        "res.users",
        "rectification_review_reviewer_rel",
        "review_id",
        "user_id",
        "Reviewers",
        # Through the environment: the related field of the dossier inherits this domain.
        domain=lambda self: self.env["rectification.review"]._get_reviewer_domain(),
        ondelete="restrict",
        required=True,
        tracking=True,
    )
    assigned_on = fields.Datetime(default=fields.Datetime.now, readonly=True, copy=False)
    deadline = fields.Date("To Be Reviewed By", tracking=True)
    state = fields.Selection(
        [("draft", "In Review"), ("done", "Concluded")],
        default="draft",
        required=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    concluded_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    concluded_on = fields.Datetime(readonly=True, copy=False)
    # what the reviewers say
    verdict = fields.Selection([("pass", "Passed"), ("return", "Returned")], copy=False)
    summary = fields.Text(
        "What Has to Be Redone",
        copy=False,
        help="Goes back to the unit with what failed. Empty when the unit passes.",
    )
    line_ids = fields.One2many("rectification.review.line", "review_id", "Findings Looked At")
    doubted_line_ids = fields.Many2many(
        "rectification.check.line",
        "rectification_review_doubted_rel",
        "review_id",
        "line_id",
        "Answers That Do Not Hold",
        domain="[('check_id', '=', unit_check_id), ('answer', 'in', ('none', 'not_applicable'))]",
        copy=False,
        help="The unit answers these items again; all other answers stay as signed.",
    )
    redo_sheet = fields.Boolean("The Whole Sheet Is to Be Redone", copy=False)
    new_finding_ids = fields.One2many(
        "rectification.finding", "review_id", "Found by the Reviewers"
    )
    # what they look at
    dossier_state = fields.Selection(related="dossier_id.state", string="Dossier Is")
    unit_check_id = fields.Many2one(related="dossier_id.unit_check_id")
    nil_return = fields.Boolean(related="dossier_id.nil_return")
    nil_line_ids = fields.Many2many(
        "rectification.check.line",
        string="Answered Without a Finding",
        compute="_compute_nil_line_ids",
    )
    study_missing = fields.Text(related="dossier_id.study_missing")
    study_covered_count = fields.Integer(related="dossier_id.study_covered_count")
    study_material_count = fields.Integer(related="dossier_id.study_material_count")
    study_reached_count = fields.Integer(related="dossier_id.study_reached_count")
    study_member_count = fields.Integer(related="dossier_id.study_member_count")
    study_make_up_count = fields.Integer(related="dossier_id.study_make_up_count")
    # figures
    line_count = fields.Integer("Findings to Judge", compute="_compute_line_figures")
    open_line_count = fields.Integer("Without a Verdict", compute="_compute_line_figures")
    failed_line_count = fields.Integer("Not Confirmed", compute="_compute_line_figures")
    is_reviewer = fields.Boolean(compute="_compute_is_reviewer")

    # Two draft rechecks of one unit would be two answers to one question.
    _draft_recheck_uniq = models.UniqueIndex(
        "(dossier_id) WHERE state = 'draft' AND kind = 'recheck'",
        "This unit is in review already. Open that review, or conclude it first.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("unit_id.name", "kind", "round")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for review in self:
            # sudo: the unit's name, as on the card
            name = f"{review.sudo().unit_id.name} · {kinds.get(review.kind, '')}"
            review.display_name = f"{name} {review.round}" if review.round > 1 else name

    @api.depends("dossier_id")
    def _compute_nil_line_ids(self):
        for review in self:
            review.nil_line_ids = review.unit_check_id.line_ids.filtered(
                lambda line: line.answer in ("none", "not_applicable")
            )

    @api.depends("line_ids.verdict")
    def _compute_line_figures(self):
        groups = self.env["rectification.review.line"]._read_group(
            [("review_id", "in", self.ids)], ["review_id", "verdict"], ["__count"]
        )
        figures = {}
        for review, verdict, count in groups:
            figures.setdefault(review.id, {})[verdict] = count
        for review in self:
            row = figures.get(review._origin.id, {})
            review.line_count = sum(row.values())
            review.open_line_count = row.get(False, 0)
            review.failed_line_count = row.get("incomplete", 0) + row.get("untrue", 0)

    @api.depends("state", "reviewer_ids")
    @api.depends_context("uid")
    def _compute_is_reviewer(self):
        reviewers = self._filter_role_reviewer()
        for review in self:
            review.is_reviewer = review.state == "draft" and review in reviewers

    @api.model
    def _get_reviewer_domain(self):
        group = self.env.ref("rectification_campaign.group_officer", raise_if_not_found=False)
        return [("share", "=", False), ("all_group_ids", "in", group.ids if group else [])]

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("reviewer_ids", "dossier_id")
    def _check_reviewers(self):
        for review in self:
            problems = self._get_reviewer_problems(review.dossier_id, review.reviewer_ids)
            if not review.reviewer_ids:
                problems = [self.env._("name at least one reviewer.")]
            if problems:
                raise ValidationError(
                    self.env._(
                        "%(unit)s: %(problems)s",
                        unit=review.unit_id.name,
                        problems=" ".join(problems),
                    )
                )

    @api.model
    def _get_reviewer_problems(self, dossier, users):
        """Return why some of ``users`` cannot review ``dossier``, a sentence for each of them."""
        # sudo: who is on a roster is the question; the roster is not shown
        roster = dossier.sudo().unit_id.roster_user_ids
        sentences = []
        for user in users.sudo():
            if user in roster:
                sentences.append(
                    self.env._(
                        "%s is on the roster of this unit, and nobody reviews their own unit. "
                        "Choose another reviewer.",
                        user.name,
                    )
                )
            elif not user.has_group("rectification_campaign.group_officer"):
                sentences.append(
                    self.env._(
                        "%s is no officer of the leading group, and only officers review. Choose "
                        "another reviewer.",
                        user.name,
                    )
                )
        return sentences

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        reviews._check_impartial()
        reviews._check_campaign_running()
        reviews.filtered(
            lambda review: (
                review.verdict or review.summary or review.doubted_line_ids or review.redo_sheet
            )
        )._check_reviewer()
        reviews.filtered(lambda review: not review.line_ids)._add_missing_lines()
        reviews._plan_review_activities()
        return reviews

    @api.model
    def _complete_initial_values(self, vals_list):
        """Number the rounds of each unit."""
        ids = {vals["dossier_id"] for vals in vals_list if vals.get("dossier_id")}
        counts = {
            (dossier.id, kind): count
            for dossier, kind, count in self._read_group(
                [("dossier_id", "in", list(ids))], ["dossier_id", "kind"], ["__count"]
            )
        }
        completed = []
        for vals in vals_list:
            key = (vals.get("dossier_id"), vals.get("kind", RECHECK))
            counts[key] = counts.get(key, 0) + 1
            completed.append({**vals, "round": counts[key]})
        return super()._complete_initial_values(completed)

    def _check_impartial(self):
        """Raise UserError for reviews of a unit on whose roster the user stands."""
        own = self.filtered(
            # sudo: whether the user is on the list is the question; the list is not shown
            lambda review: self.env.user in review.unit_id.sudo().roster_user_ids
        )
        if own:
            raise UserError(
                self.env._(
                    "%s: you are on the roster of the unit. Leave its reviews to another officer.",
                    own._get_names(),
                )
            )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        names = vals.keys() - CHATTER_FIELDS
        if not names:
            return
        done = self.filtered(lambda review: review.state == "done")
        if done:
            raise UserError(
                self.env._(
                    "%s: is concluded and stays as it was signed. Begin another round.",
                    done._get_names(),
                )
            )
        self._check_impartial()
        if names & {"dossier_id", "kind"}:
            raise UserError(self.env._("A review stays with the unit it was assigned for."))
        if names & VERDICT_FIELDS:
            self._check_reviewer()

    def write(self, vals):
        result = super().write(vals)
        if "reviewer_ids" in vals or "deadline" in vals:
            self._clear_activities()
            self._plan_review_activities()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        self._check_impartial()
        begun = self.filtered(
            lambda review: (
                review.state == "done"
                or review.new_finding_ids
                or any(line.verdict for line in review.line_ids)
            )
        )
        if begun:
            raise UserError(
                self.env._(
                    "%s: verdicts or findings are on record, and they stay. Change the reviewers "
                    "instead.",
                    begun._get_names(),
                )
            )
