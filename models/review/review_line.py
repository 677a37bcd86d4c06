from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# Taken down when the reviewers judge a line, and not before.
JUDGED_FIELDS = frozenset({"verdict", "finding_state", "remark"})


class RectificationReviewLine(models.Model):
    """What the reviewers say about one finding."""

    _name = "rectification.review.line"
    _description = "Finding Looked At"
    _order = "review_id, problem_number, id"
    _rec_name = "finding_id"

    review_id = fields.Many2one(
        "rectification.review", required=True, index=True, ondelete="cascade"
    )
    review_state = fields.Selection(related="review_id.state")
    finding_id = fields.Many2one(
        "rectification.finding", required=True, index=True, ondelete="restrict"
    )
    problem_number = fields.Integer(
        related="finding_id.problem_number",
        store=True,
        precompute=True,
        string="No.",
        aggregator=None,
    )
    name = fields.Char(related="finding_id.name")
    member_id = fields.Many2one(related="finding_id.member_id")
    result = fields.Text(related="finding_id.result")
    current_state = fields.Selection(related="finding_id.state", string="Now")
    finding_state = fields.Char(
        "When Judged",
        readonly=True,
        copy=False,
        help="The state the finding was in when the verdict was given.",
    )
    verdict = fields.Selection(
        [("confirmed", "Confirmed"), ("incomplete", "Incomplete"), ("untrue", "Untrue")]
    )
    remark = fields.Char(
        "What Is Missing", help="Needed when the finding is not confirmed; goes back with it."
    )

    _finding_uniq = models.Constraint(
        "UNIQUE (review_id, finding_id)", "This finding is in the review already."
    )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("finding_id", "review_id")
    def _check_same_unit(self):
        for line in self:
            if line.finding_id.dossier_id != line.review_id.dossier_id:
                raise ValidationError(
                    self.env._(
                        "%(finding)s does not belong to %(unit)s and is not reviewed with it.",
                        finding=line.finding_id.display_name,
                        unit=line.review_id.unit_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Take no verdict from the context: it would be given on every line made there."""
        defaults = super().default_get(fields)
        return {name: value for name, value in defaults.items() if name not in JUDGED_FIELDS}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.keys() & {"verdict", "finding_state"}:
                raise UserError(
                    self.env._("A verdict is given on a finding that is on the list of a review.")
                )
        lines = super().create(vals_list)
        lines._check_open()
        lines.review_id._check_impartial()
        lines.review_id._mark_changed()
        return lines

    def write(self, vals):
        self._check_open()
        self.review_id._check_reviewer()
        self.review_id._mark_changed()
        if vals.keys() & {"review_id", "finding_id", "finding_state"}:
            raise UserError(self.env._("A verdict stays with the finding it was given on."))
        if "verdict" not in vals:
            return super().write(vals)
        # The state when judged is taken down with the verdict; few different ones per review.
        for state, lines in self.grouped(lambda line: line.finding_id.state).items():
            super(RectificationReviewLine, lines).write({**vals, "finding_state": state})
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_judged(self):
        self._check_open()
        self.review_id._check_impartial()
        self.review_id._mark_changed()
        if self.filtered("verdict"):
            raise UserError(
                self.env._("A verdict that was given stays. Change it if it was wrong.")
            )
        drawn = self.review_id.filtered("draw_id")
        if drawn:
            raise UserError(
                self.env._("%s: what was drawn is looked at, all of it.", drawn._get_names())
            )
        required = self.review_id.filtered(lambda review: review.kind == "recheck")
        if required:
            raise UserError(
                self.env._(
                    "%s: every finding of the unit is looked at, one by one.", required._get_names()
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_finding(self):
        """Open the finding that is judged, with its evidence and its history."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "rectification.finding",
            "res_id": self.finding_id.id,
            "view_mode": "form",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _check_open(self):
        done = self.review_id.filtered(lambda review: review.state == "done")
        if done:
            raise UserError(
                self.env._(
                    "%s: is concluded and stays as it was signed. Begin another round.",
                    done._get_names(),
                )
            )
