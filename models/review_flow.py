from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.flow import Transition
from ..tools.listing import join_names
from .review import RECHECK

FLOW = {
    ("draft", "done"): Transition(("reviewer",), "_get_conclusion_reasons", signed=True),
}


class RectificationReview(models.Model):
    """The conclusion of a review: what keeps it from being signed, and what goes back."""

    _inherit = "rectification.review"

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_flow(self):
        return FLOW

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
        """What is missing before the reviews can be concluded: ``{id: [sentences]}``."""
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
