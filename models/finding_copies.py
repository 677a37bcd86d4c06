from odoo import api, fields, models
from odoo.exceptions import UserError

from .finding import OVER_STATES


class RectificationFinding(models.Model):
    """Findings made from others, which keep their origin.

    The unit's head or liaison takes a personal finding into the unit's list; what is open when a
    campaign closes may be carried over to a follow-up campaign, where the copy goes on alone.
    """

    _inherit = "rectification.finding"

    origin_finding_id = fields.Many2one(
        "rectification.finding",
        "Taken From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The personal finding from which this finding of the unit was taken.",
    )
    predecessor_id = fields.Many2one(
        "rectification.finding",
        "Carried Over From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    successor_id = fields.Many2one(
        "rectification.finding",
        "Carried Over To",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    can_take_over = fields.Boolean(compute="_compute_can_take_over")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("state", "member_id")
    @api.depends_context("uid")
    def _compute_can_take_over(self):
        managers = self._filter_role_manager()
        for finding in self:
            finding.can_take_over = bool(
                finding.member_id and finding in managers and finding.state not in OVER_STATES
            )

    @api.depends("successor_id")
    def _compute_allowed_targets(self):
        moved = self.filtered("successor_id")
        moved.allowed_targets = ""
        return super(RectificationFinding, self - moved)._compute_allowed_targets()

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_blocking_reasons(self, target, vals=None):
        reasons = super()._get_blocking_reasons(target, vals)
        for finding in self.filtered("successor_id"):
            reasons[finding.id] = [
                self.env._(
                    "was carried over to a follow-up campaign; go on with %s there.",
                    finding.sudo().successor_id.display_name,  # sudo: one name
                )
            ]
        return reasons

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_take_into_unit_list(self):
        """Copy personal findings into the unit's list; they keep their origin.

        Returns an action opening the copies.
        """
        copies = self._do_take_into_unit_list()
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Taken into the Unit's List"),
            "res_model": self._name,
            "view_mode": "list,form",
            "domain": [("id", "in", copies.ids)],
        }
        if len(copies) == 1:
            action.update(view_mode="form", res_id=copies.id)
        return action

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_carry_over_values(self):
        """Return the values of this finding's copy in a follow-up campaign."""
        self.ensure_one()
        return {
            "problem_id": self.problem_id.id,
            "name": self.name,
            "description": self.description,
            "cause": self.cause,
            "rectification_type": self.rectification_type,
            "measures": self.measures,
            "leader_member_id": self.leader_member_id.id,
            "responsible_member_id": self.responsible_member_id.id,
            "deadline": self.deadline,
        }

    def _do_take_into_unit_list(self):
        """Create the unit's findings from personal ones and return them."""
        refused = self.filtered(lambda finding: not finding.member_id)
        if refused:
            raise UserError(
                self.env._("%s: is the unit's own finding already.", refused._get_names())
            )
        others = self - self._filter_role_manager()
        if others:
            raise UserError(
                self.env._(
                    "%s: only the unit's head or liaison takes findings into the unit's list.",
                    others._get_names(),
                )
            )
        taken = self.search([("origin_finding_id", "in", self.ids)])
        if taken:
            raise UserError(
                self.env._(
                    "%(findings)s: was taken over already as %(copies)s.",
                    findings=taken.origin_finding_id._get_names(),
                    copies=taken._get_names(),
                )
            )
        checks = self.dossier_id.unit_check_id
        editable = checks.filtered(lambda check: check.is_editable)
        editable._do_start()
        line_by_item = {
            (line.check_id.dossier_id, line.problem_id): line for line in editable.line_ids
        }
        vals_list = []
        for finding in self:
            line = line_by_item.get((finding.dossier_id, finding.problem_id))
            vals_list.append(
                {
                    **finding._get_carry_over_values(),
                    "dossier_id": finding.dossier_id.id,
                    "check_line_id": line.id if line else False,
                }
            )
        copies = self.create(vals_list)
        for finding, copy in zip(self, copies, strict=True):
            copy._write_protected({"origin_finding_id": finding.id})
        return copies
