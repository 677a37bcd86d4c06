from odoo import api, fields, models
from odoo.exceptions import UserError


class RectificationSampleDrawLine(models.Model):
    """One thing that was drawn: a closed finding, or a unit."""

    _name = "rectification.sample.draw.line"
    _description = "Drawn"
    _order = "draw_id, sequence, id"
    _rec_name = "key"

    draw_id = fields.Many2one(
        "rectification.sample.draw", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer("No.", readonly=True)
    key = fields.Char(required=True, readonly=True)
    stratum = fields.Char(readonly=True)
    weight = fields.Integer(readonly=True)
    dossier_id = fields.Many2one(
        "rectification.dossier", required=True, readonly=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one(related="dossier_id.unit_id")
    finding_id = fields.Many2one(
        "rectification.finding", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    finding_state = fields.Selection(related="finding_id.state", string="Finding Is")

    def write(self, vals):
        if vals:
            raise UserError(self.env._("What was drawn stays as it was drawn."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("What was drawn stays as it was drawn."))
