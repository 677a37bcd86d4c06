from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core import clock

LEADING_GROUP = "rectification_campaign.group_observer"


class RectificationDossier(models.Model):
    """Phase three on the dossier: how far the review of the unit has come, and who has it."""

    _inherit = "rectification.dossier"

    review_ids = fields.One2many("rectification.review", "dossier_id", "Reviews")
    review_count = fields.Integer("Reviews (Number)", compute="_compute_review_count")
    review_status = fields.Selection(
        [
            ("to_review", "To Review"),
            ("in_review", "In Review"),
            ("returned", "Returned by Review"),
            ("passed", "Passed"),
        ],
        "Review",
        compute="_compute_review_status",
        store=True,
        index=True,
        group_expand=True,
    )
    # Who reviews is for the leading group to know until the review is concluded.
    current_review_id = fields.Many2one(
        "rectification.review",
        "Latest Review",
        compute="_compute_review_status",
        store=True,
        groups=LEADING_GROUP,
    )
    reviewer_ids = fields.Many2many(
        related="current_review_id.reviewer_ids", string="Reviewers", groups=LEADING_GROUP
    )
    review_since = fields.Date(
        "Since",
        compute="_compute_review_since",
        help="Since when the unit waits, is in review, was returned or has passed.",
    )
    review_deadline = fields.Date(
        related="current_review_id.deadline", string="To Be Reviewed By", groups=LEADING_GROUP
    )
    review_redo_count = fields.Integer(
        "Still to Be Redone", compute="_compute_review_redo_count", groups=LEADING_GROUP
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("review_ids")
    def _compute_review_count(self):
        counts = dict(
            self.env["rectification.review"]._read_group(
                [("dossier_id", "in", self.ids)], ["dossier_id"], ["__count"]
            )
        )
        for dossier in self:
            dossier.review_count = counts.get(dossier._origin, 0)

    @api.depends(
        "review_ids.state",
        "review_ids.verdict",
        "review_ids.kind",
    )
    def _compute_review_status(self):
        latest = {}
        for review in self.env["rectification.review"].search(
            [("dossier_id", "in", self.ids), ("kind", "=", "recheck")], order="id"
        ):
            latest[review.dossier_id.id] = review
        for dossier in self:
            review = latest.get(dossier._origin.id, self.env["rectification.review"])
            dossier.current_review_id = review
            if not review:
                dossier.review_status = "to_review"
            elif review.state == "draft":
                dossier.review_status = "in_review"
            else:
                dossier.review_status = "passed" if review.verdict == "pass" else "returned"

    @api.depends(
        "current_review_id.assigned_on",
        "current_review_id.concluded_on",
        "campaign_id.launched_on",
    )
    def _compute_review_since(self):
        for dossier in self:
            # sudo: the day is for everybody to see, who reviews is not
            review = dossier.sudo().current_review_id
            moment = review.concluded_on or review.assigned_on or dossier.campaign_id.launched_on
            dossier.review_since = clock.day_of(self.env, moment)

    def _compute_review_redo_count(self):
        """Of what the latest review returned: the findings that are not put right again yet."""
        groups = self.env["rectification.review.line"]._read_group(
            [
                ("review_id", "in", self.current_review_id.ids),
                ("review_id.verdict", "=", "return"),
                ("verdict", "in", ("incomplete", "untrue")),
                ("finding_id.light", "!=", "closed"),
            ],
            ["review_id"],
            ["__count"],
        )
        counts = {review.id: count for review, count in groups}
        for dossier in self:
            dossier.review_redo_count = counts.get(dossier.current_review_id.id, 0)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_assign_review(self):
        """Open the wizard that assigns reviewers to the dossiers."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign Reviewers"),
            "res_model": "rectification.review.assign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_ids": self.ids},
        }

    def action_next_round(self):
        """Begin the next round of a returned unit with the same reviewers, and open it."""
        self.ensure_one()
        if self.review_status != "returned":
            raise UserError(
                self.env._(
                    "%s: is not returned by a review. Assign reviewers, or open the review it is "
                    "in.",
                    self.display_name,
                )
            )
        self._do_assign_review({self: self.current_review_id.reviewer_ids})
        return self.action_open_review()

    def action_open_review(self):
        """Open the latest review of the unit."""
        self.ensure_one()
        if not self.current_review_id:
            raise UserError(
                self.env._("%s: no reviewer is assigned yet. Assign one.", self.display_name)
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.current_review_id.display_name,
            "res_model": "rectification.review",
            "res_id": self.current_review_id.id,
            "view_mode": "form",
        }

    def action_open_reviews(self):
        """Open all reviews of the unit, round by round."""
        return self._get_content_action("rectification_review_action")

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_reviewable_findings(self):
        """Return what is on record; a personal finding taken into the unit's list is there once."""
        findings = self.finding_ids.filtered(lambda finding: finding.state != "draft")
        return findings - findings.origin_finding_id

    def _do_assign_review(self, reviewers_by_dossier, deadline=False):
        """Begin a review of each dossier and return the reviews.

        ``reviewers_by_dossier``: {dossier: users}. Raises UserError for units in review or passed.
        """
        busy = self.filtered(lambda dossier: dossier.review_status in ("in_review", "passed"))
        if busy:
            raise UserError(
                self.env._(
                    "%s: is in review already or has passed. Open its review.", busy._get_names()
                )
            )
        return self.env["rectification.review"].create(
            [
                {
                    "dossier_id": dossier.id,
                    "reviewer_ids": reviewers_by_dossier[dossier].ids,
                    "deadline": deadline,
                }
                for dossier in self
            ]
        )
