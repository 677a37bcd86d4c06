from odoo import fields, models

from .campaign import DEFAULT_WARN_DAYS


class ResConfigSettings(models.TransientModel):
    """From when on a light is yellow."""

    _inherit = "res.config.settings"

    rectification_warn_days = fields.Integer(
        "Yellow From (Days)",
        config_parameter="rectification_campaign.warn_days",
        default=DEFAULT_WARN_DAYS,
        help="Calendar days before a deadline from which its light is yellow, in new campaigns.",
    )
