from odoo import api, fields, models
from odoo.exceptions import UserError


class RectificationFinding(models.Model):
    """What reviews do to findings: they find new ones, and reopen those that do not hold."""

    _inherit = "rectification.finding"

    review_id = fields.Many2one(
        "rectification.review",
        "Found in Review",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    review_line_ids = fields.One2many("rectification.review.line", "finding_id", "Reviews")

    @api.model_create_multi
    def create(self, vals_list):
        findings = super().create(vals_list)
        for finding in findings.filtered("review_id"):
            if finding.review_id.state != "draft" or finding.review_id not in (
                finding.review_id._filter_role_reviewer()
            ):
                raise UserError(
                    self.env._(
                        "%s: only its reviewers add findings, until it is concluded.",
                        finding.review_id.display_name,
                    )
                )
            if finding.dossier_id != finding.review_id.dossier_id:
                raise UserError(
                    self.env._(
                        "%s: the finding belongs to another unit than the review.",
                        finding.review_id.display_name,
                    )
                )
        return findings

    def _check_content_write(self, vals):
        if "review_id" in vals:
            raise UserError(
                self.env._("Which review found something is taken down once and stays.")
            )
        return super()._check_content_write(vals)

    def _do_reopen_after_review(self, reason):
        """Take findings up again that a review did not confirm; ``reason`` says what is missing."""
        settled = self.filtered(lambda finding: finding.state in ("closed", "rejected"))
        settled.write({"state": "in_progress", "return_reason": reason})
        # What is not settled yet stays where it is, and is opened for correction.
        rest = (self - settled).filtered(lambda finding: finding.state != "draft")
        returned = rest.filtered(
            lambda finding: finding.is_returned and finding.state != "to_verify"
        )
        returned._write_protected({"return_reason": reason})
        (rest - returned)._do_return_text(reason)

    def _after_transition(self, origins, target, vals):
        result = super()._after_transition(origins, target, vals)
        if target == "in_progress":
            reopened = self.filtered(lambda finding: origins[finding.id] in ("closed", "rejected"))
            # A unit with an open finding has not completed its rectification.
            reopened.dossier_id.filtered(lambda dossier: dossier.state == "completed").write(
                {"state": "accepted"}
            )
        return result
