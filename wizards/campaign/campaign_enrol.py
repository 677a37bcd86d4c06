from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...models.organisation.unit import UNIT_KINDS


class CampaignEnrol(models.TransientModel):
    """Enrols units in a campaign: by kind, by subtree, by hand, or by all three together."""

    _name = "rectification.campaign.enrol"
    _description = "Enrol Units"

    campaign_id = fields.Many2one(
        "rectification.campaign", required=True, readonly=True, ondelete="cascade"
    )
    kind = fields.Selection(UNIT_KINDS, help="Empty: units of every kind.")
    parent_id = fields.Many2one(
        "rectification.unit", "Unit and All Below", help="Empty: the whole tree."
    )
    unit_ids = fields.Many2many(
        "rectification.unit",
        string="Units",
        compute="_compute_unit_ids",
        store=True,
        readonly=False,
        domain="[('id', 'not in', enrolled_unit_ids)]",
    )
    enrolled_unit_ids = fields.Many2many(
        "rectification.unit",
        "rectification_enrol_enrolled_rel",
        string="Enrolled Already",
        compute="_compute_enrolled_unit_ids",
    )
    unit_count = fields.Integer("Units to Enrol", compute="_compute_summary")
    warning = fields.Text("To Be Settled", compute="_compute_summary")

    @api.depends("campaign_id")
    def _compute_enrolled_unit_ids(self):
        for wizard in self:
            wizard.enrolled_unit_ids = wizard.campaign_id.dossier_ids.unit_id

    @api.depends("kind", "parent_id")
    def _compute_unit_ids(self):
        for wizard in self:
            domain = Domain("id", "not in", wizard.enrolled_unit_ids.ids)
            if wizard.kind:
                domain &= Domain("kind", "=", wizard.kind)
            if wizard.parent_id:
                domain &= Domain("id", "child_of", wizard.parent_id.id)
            wizard.unit_ids = self.env["rectification.unit"].search(domain)

    @api.depends("unit_ids")
    def _compute_summary(self):
        for wizard in self:
            wizard.unit_count = len(wizard.unit_ids)
            missing = wizard.unit_ids._origin._get_missing_roles()
            lines = [
                self.env._(
                    "%(unit)s: no user as %(roles)s on the roster.",
                    unit=unit.name,
                    roles=roles,
                )
                for unit, roles in missing.items()
            ]
            if len(lines) > 10:
                lines[10:] = [self.env._("… and %s more.", len(lines) - 10)]
            wizard.warning = "\n".join(lines)

    def action_enrol(self):
        """Enrol the chosen units, back to the campaign; raise UserError when none is chosen."""
        self.ensure_one()
        if not self.unit_ids:
            raise UserError(
                self.env._(
                    "%s: no unit is chosen that is not enrolled already. Choose another kind or "
                    "another part of the tree.",
                    self.campaign_id.name,
                )
            )
        self.campaign_id._check_not_over()
        self.campaign_id._enrol(self.unit_ids)
        return {"type": "ir.actions.act_window_close"}
