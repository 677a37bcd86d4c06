from odoo import api, fields, models
from odoo.exceptions import UserError

from .finding import OVER_STATES
from .flow_mixin import CHATTER_FIELDS

# What the list says; fixed once it has been handed in, until it is returned.
TEXT_FIELDS = frozenset(
    {
        "name",
        "problem_id",
        "description",
        "cause",
        "rectification_type",
        "measures",
        "deadline",
        "leader_member_id",
        "responsible_member_id",
    }
)
# What the unit plans about a finding of the leading group; what was found is not its to rewrite.
PLAN_FIELDS = frozenset({"cause", "measures", "leader_member_id", "responsible_member_id"})
# What a responsible cadre fills in while putting it right.
PROGRESS_FIELDS = frozenset({"result", "evidence_ids", "action_ids"})


class RectificationFinding(models.Model):
    """What may be changed about a finding, by whom and until when: see ``finding.py``."""

    _inherit = "rectification.finding"

    is_text_editable = fields.Boolean(compute="_compute_editable")
    is_plan_editable = fields.Boolean(compute="_compute_editable")
    is_progress_editable = fields.Boolean(compute="_compute_editable")
    can_set_deadline = fields.Boolean(compute="_compute_editable")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("state", "is_returned", "check_id.state")
    @api.depends_context("uid")
    def _compute_editable(self):
        managers = self._filter_role_manager()
        writers = managers | self._filter_role_owner()
        helpers = writers | self._filter_role_responsible()
        officers = self._filter_role_officer()
        for finding in self:
            is_over = finding.state in OVER_STATES
            finding.can_set_deadline = finding in officers and not is_over
            is_office = finding.source == "leading_group" and not is_over
            finding.is_text_editable = (finding in writers and finding._is_text_open()) or (
                finding in officers and is_office
            )
            finding.is_plan_editable = finding.is_text_editable or (
                finding in writers and is_office and finding.state != "to_verify"
            )
            finding.is_progress_editable = finding in helpers and finding.state in (
                "draft",
                "open",
                "in_progress",
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        names = vals.keys() - CHATTER_FIELDS
        if names & {"check_line_id", "dossier_id", "member_id", "origin_finding_id"}:
            raise UserError(
                self.env._("A finding stays where it was recorded and cannot be moved elsewhere.")
            )
        if not names:
            return
        if names - {"return_reason"}:
            self._check_not_settled()
        self._check_text_write(names & TEXT_FIELDS)
        self._check_progress_write(names & PROGRESS_FIELDS)

    def _check_not_settled(self):
        """Raise UserError for findings that are signed off, or go on in a follow-up campaign."""
        over = self.filtered(lambda finding: finding.state in OVER_STATES)
        if over:
            raise UserError(
                self.env._(
                    "%s: is closed and stays as it was signed off. An officer of the leading group "
                    "can reopen it.",
                    over._get_names(),
                )
            )
        moved = self.filtered("successor_id")
        if moved:
            raise UserError(
                self.env._(
                    "%(findings)s: was carried over to a follow-up campaign; go on with "
                    "%(copies)s there.",
                    findings=moved._get_names(),
                    copies=moved.sudo().successor_id._get_names(),  # sudo: names
                )
            )

    def _check_text_write(self, names):
        if not names:
            return
        # An immediate finding needs no head: while one waits for the head it does not become one.
        waiting = self.filtered(lambda finding: finding.state == "to_verify")
        if "rectification_type" in names and waiting:
            raise UserError(
                self.env._(
                    "%s: waits for acceptance as it was asked for, so its type stays while it "
                    "waits. Return it first.",
                    waiting._get_names(),
                )
            )
        writers = self._filter_role_manager() | self._filter_role_owner()
        allowed = writers.filtered(lambda finding: finding._is_text_open())
        allowed._touch_lists()
        if names <= {"deadline", "rectification_type"}:
            allowed |= self._filter_role_officer()
        office = self.filtered(lambda finding: finding.source == "leading_group")
        allowed |= office._filter_role_officer()
        if names <= PLAN_FIELDS:
            allowed |= (office & writers).filtered(lambda finding: finding.state != "to_verify")
        refused = self - allowed
        if refused:
            raise UserError(
                self.env._(
                    "%(findings)s: “%(fields)s” can be changed by the unit until the list is "
                    "handed in, and again when it is returned.",
                    findings=refused._get_names(),
                    fields=sorted(
                        self._fields[name]._description_string(self.env) for name in names
                    ),
                )
            )

    def _check_progress_write(self, names):
        if not names:
            return
        allowed = (
            self._filter_role_manager()
            | self._filter_role_owner()
            | self._filter_role_responsible()
        )
        refused = (self - allowed) | self.filtered(lambda finding: finding.state == "to_verify")
        if refused:
            raise UserError(
                self.env._(
                    "%s: the result is filled in by the unit's responsible people until acceptance "
                    "is asked for. While it waits, have it returned first.",
                    refused._get_names(),
                )
            )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _touch_lists(self):
        """Tell whoever signs the sheet or the list at this moment that its findings change."""
        listed = self.sudo()  # sudo: a cadre writes in a list without seeing it
        listed.check_id._touch()
        listed.filtered(lambda finding: not finding.check_id).dossier_id._touch()

    def _is_text_open(self):
        """Whether the list that contains the finding may still be rewritten."""
        self.ensure_one()
        if self.state not in ("draft", "open", "in_progress"):
            return False
        if self.is_returned or self.state == "draft":
            return True
        if self.source == "leading_group":
            return False
        # sudo: a state of the sheet, for a person who may see the finding only
        check = self.sudo().check_id
        if check:
            return check.state in ("draft", "returned")
        return self.sudo().dossier_id.state in ("open", "returned")

    def _get_completeness_reasons(self):
        """Return what a list still lacks about its findings: ``{id: [sentences]}``."""
        reasons = {}
        for finding in self:
            names = []
            if not (finding.measures or finding.action_ids or finding.result):
                names.append("measures")
            if not finding.leader_member_id:
                names.append("leader_member_id")
            if not finding.responsible_member_id:
                names.append("responsible_member_id")
            if not finding.deadline and finding.rectification_type != "immediate":
                names.append("deadline")
            if names:
                missing = [self._fields[name]._description_string(self.env) for name in names]
                reasons[finding.id] = [
                    self.env._(
                        "item %(number)s, “%(finding)s”: fill in %(fields)s.",
                        number=finding.problem_number,
                        finding=finding.name,
                        fields=missing,
                    )
                ]
        return reasons
