from odoo import fields, models


class RectificationUnit(models.Model):
    _inherit = "rectification.unit"

    # For the record rules of inspectors alone.
    referral_ids = fields.One2many("rectification.referral", "unit_id", groups=fields.NO_ACCESS)
