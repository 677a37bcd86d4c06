from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.core.listing import join_names
from ...tools.office_files.columns import Column, share_width
from ..core import clock
from ..core.flow_mixin import CHATTER_FIELDS

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
WIDTHS = (3, 8, 18, 18, 6, 12)


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

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_confirm_rest(self):
        """Confirm every finding that has no verdict yet."""
        self._check_reviewer()
        self.line_ids.filtered(lambda line: not line.verdict).write({"verdict": "confirmed"})

    def action_update_list(self):
        """Take findings into the review that were recorded since it began."""
        self._check_reviewer()
        self._add_missing_lines()

    def action_pass(self):
        """Conclude: the unit passes."""
        self._move_to("done", verdict="pass")

    def action_return(self):
        """Conclude: what failed goes back to the unit."""
        self._move_to("done", verdict="return")

    def action_open_sheet(self):
        """Open the unit's sheet."""
        self.ensure_one()
        return self.dossier_id.action_open_unit_sheet()

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _filter_role_reviewer(self):
        """The reviewers, as long as they are officers and not on the unit's roster."""
        user = self.env.user
        if not user.has_group("rectification_campaign.group_officer"):
            return self.browse()
        return self.filtered(
            lambda review: (
                user in review.reviewer_ids
                # sudo: whether the user is on the roster is the question; it is not shown
                and user not in review.unit_id.sudo().roster_user_ids
            )
        )

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "reviewer": self.env._("a reviewer of this unit"),
        }

    def _get_conclusion_reasons(self):
        """Blocks without a verdict on the unit and on every finding, and when the verdicts
        contradict each other.
        """
        findings_by_review = self._get_findings_to_review()
        return {
            review.id: review._get_conclusion_sentences(findings_by_review[review.id])
            for review in self
        }

    def _get_conclusion_sentences(self, findings):
        sentences = []
        unjudged = self.line_ids.filtered(lambda line: not line.verdict)
        if unjudged:
            sentences.append(
                self.env._(
                    "give a verdict on %(count)s findings: %(findings)s.",
                    count=len(unjudged),
                    findings=self._name_findings(unjudged.finding_id),
                )
            )
        missed = findings - self.line_ids.finding_id
        if missed:
            sentences.append(
                self.env._(
                    "%s: recorded since this review began. Choose “Update the List”.",
                    self._name_findings(missed),
                )
            )
        failed = self._get_failed_lines()
        unexplained = failed.filtered(lambda line: not (line.remark or "").strip())
        if unexplained:
            sentences.append(
                self.env._(
                    "say what is missing about %s.", self._name_findings(unexplained.finding_id)
                )
            )
        has_failed = bool(failed or self.doubted_line_ids or self.redo_sheet)
        if not self.verdict:
            sentences.append(self.env._("choose whether the unit passes."))
        elif self.verdict == "pass":
            if has_failed:
                sentences.append(
                    self.env._("something has failed, so the unit cannot pass. Return it.")
                )
            if self.kind == RECHECK and self.dossier_state not in ("accepted", "completed"):
                sentences.append(
                    self.env._(
                        "the unit's dossier is not accepted yet, so the unit cannot pass. Accept "
                        "the dossier first, or return the unit."
                    )
                )
        else:
            if not (self.summary or "").strip():
                sentences.append(
                    self.env._("say in “What Has to Be Redone” what the unit is to do.")
                )
        return sentences

    def _get_transition_values(self, target):
        return {"concluded_by_id": self.env.uid, "concluded_on": fields.Datetime.now()}

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        self._clear_activities()
        for review in self:
            if review.verdict == "return":
                review._do_return()
        verdicts = dict(self._fields["verdict"]._description_selection(self.env))
        bodies = {}
        for review in self:
            body = Markup("<p>%s: <b>%s</b></p>") % (review.display_name, verdicts[review.verdict])
            if review.summary:
                body += Markup("<p>%s</p>") % review.summary
            bodies[review.dossier_id.id] = body
        self.dossier_id._message_log_batch(bodies=bodies)

    def _get_signoff_values(self):
        return {
            review.id: {
                "campaign_id": review.campaign_id.id,
                "unit_id": review.unit_id.id,
                "dossier_id": review.dossier_id.id,
                "content": {
                    "kind": review.kind,
                    "round": review.round,
                    "reviewers": review.reviewer_ids.mapped("name"),
                    "verdict": review.verdict,
                    "summary": review.summary,
                    "doubted": sorted(review.doubted_line_ids.mapped("problem_number")),
                    "redo_sheet": review.redo_sheet,
                    "lines": [
                        [line.finding_id.reference, line.finding_state, line.verdict, line.remark]
                        for line in review.line_ids
                    ],
                    "new": review.new_finding_ids.mapped("reference"),
                },
            }
            for review in self
        }

    def _get_signoff_roles(self):
        return dict.fromkeys(self.ids, self.env._("Reviewer of the leading group"))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _check_reviewer(self):
        """Raise UserError when the user is not among those who review."""
        others = self.filtered(lambda review: review.state == "draft")
        others -= others._filter_role_reviewer()
        if others:
            raise UserError(
                self.env._(
                    "%s: only its reviewers judge. Have yourself assigned if you are to do it.",
                    others._get_names(),
                )
            )

    def _check_campaign_running(self):
        for review in self:
            if review.campaign_id.state not in ("self_check", "supervision"):
                raise UserError(
                    self.env._(
                        "%(unit)s: units are reviewed once the self-check has begun and until the "
                        "campaign closes; %(campaign)s is “%(state)s”.",
                        unit=review.unit_id.name,
                        campaign=review.campaign_id.name,
                        state=review.campaign_id._get_state_label(review.campaign_id.state),
                    )
                )

    def _name_findings(self, findings):
        names = findings[:5].mapped("reference")
        return join_names(names, self.env.lang) + (" …" if len(findings) > 5 else "")

    def _get_failed_lines(self):
        return self.line_ids.filtered(lambda line: line.verdict in ("incomplete", "untrue"))

    def _get_findings_to_review(self):
        """Return ``{review id: findings}``: in the first round all, later what is not settled.

        A finding confirmed in an earlier round stays confirmed. A personal finding that was taken
        into the unit's list is looked at there. Spot checks look at what was drawn.
        """
        earlier = self.env["rectification.review.line"].search(
            [
                ("review_id.dossier_id", "in", self.dossier_id.ids),
                ("review_id.kind", "=", RECHECK),
                ("review_id.state", "=", "done"),
            ],
            order="id",
        )
        last = {line.finding_id: line.verdict for line in earlier}
        findings_by_review = {}
        for review in self:
            if review.kind != RECHECK:
                findings_by_review[review.id] = review.line_ids.finding_id
                continue
            findings = review.dossier_id._get_reviewable_findings()
            findings_by_review[review.id] = findings.filtered(
                lambda finding, review=review: (
                    finding.review_id != review and last.get(finding) != "confirmed"
                )
            )
        return findings_by_review

    def _add_missing_lines(self):
        findings_by_review = self._get_findings_to_review()
        self.env["rectification.review.line"].create(
            [
                {"review_id": review.id, "finding_id": finding.id}
                for review in self
                for finding in findings_by_review[review.id] - review.line_ids.finding_id
            ]
        )

    def _do_return(self):
        """Send back what failed and only that: findings by their flow, the sheet by its items."""
        self.ensure_one()
        for line in self._get_failed_lines():
            line.finding_id._do_reopen_after_review(line.remark)
        if not (self.redo_sheet or self.doubted_line_ids):
            return
        if self.dossier_state in ("submitted", "accepted", "completed"):
            self.dossier_id._do_return(self.summary, self.env["rectification.finding"])
        if not self.redo_sheet:
            self.doubted_line_ids._reopen_answers()

    def _plan_review_activities(self):
        """Put the reviews on the desks of their reviewers."""
        planner = self.env["rectification.activity.planner"]
        drafts = self.filtered(lambda review: review.state == "draft")
        deadlines = {review.id: review.deadline for review in drafts}
        for position in range(max((len(review.reviewer_ids) for review in drafts), default=0)):
            planner._plan(
                drafts,
                "rectification_campaign.mail_activity_review",
                {review.id: review.reviewer_ids[position : position + 1] for review in drafts},
                deadline_by_id=deadlines,
            )

    def _clear_activities(self):
        self.env["rectification.activity.planner"]._clear(self)

    def _get_print_name(self):
        """Return the name of the printed file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Review Opinion", self.display_name)

    def _get_page(self):
        """Return what the printed opinion shows, all as text."""
        self.ensure_one()
        # sudo: names of the leading group, the unit and the reviewers, as on the review's form
        review = self.sudo()
        day = self.concluded_on or clock.today(self.env)
        page = {
            "title": self.env._("Review Opinion"),  # 复核意见书
            "addressee": review.unit_id.name,
            "body": "\n".join(filter(None, (self._get_opinion(), self.summary))),
            "closing": self.env._("Reviewers: %s.", "、".join(review.reviewer_ids.mapped("name"))),
            "signature": review.campaign_id.organiser,
            "date": clock.format_day(self.env, day),
            "columns": self._get_opinion_columns(),
            "rows": self._get_opinion_rows(),
        }
        if page["rows"]:
            page["attachment"] = self.env._("Findings Looked At")
        return page

    def _get_opinion(self):
        """Return the sentence that says what the review came to."""
        self.ensure_one()
        verdicts = dict(self._fields["verdict"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "We reviewed your unit in “%(campaign)s” (%(kind)s). Findings looked at: %(count)s, "
            "of them not confirmed: %(failed)s; found by the reviewers: %(new)s. Conclusion: "
            "%(verdict)s.",
            campaign=self.campaign_id.sudo().name,  # sudo: as above
            kind=kinds[self.kind],
            count=len(self.line_ids),
            failed=self.failed_line_count,
            new=len(self.new_finding_ids),
            verdict=verdicts.get(self.verdict) or self.env._("still in review"),
        )

    def _get_opinion_columns(self):
        labels = self.env["rectification.ledger"]._get_headings()
        names = ("index", "reference", "description", "result")
        headings = [labels[name][0] for name in names]
        headings += [self.env._("Verdict"), self.env._("Remark")]
        columns = [
            Column(f"column_{place}", label, width=width)
            for place, (label, width) in enumerate(zip(headings, WIDTHS, strict=True))
        ]
        return share_width(columns)

    def _get_opinion_rows(self):
        field = self.env["rectification.review.line"]._fields["verdict"]
        verdicts = dict(field._description_selection(self.env))
        return [
            [
                str(number),
                line.finding_id.reference or "",
                line.finding_id.description or "",
                line.result or "",
                verdicts.get(line.verdict, ""),
                line.remark or "",
            ]
            for number, line in enumerate(self.line_ids, 1)
        ]
