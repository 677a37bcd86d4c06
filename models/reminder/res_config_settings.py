from odoo import fields, models

from .digest import DEFAULT_HEAD_DAYS, DEFAULT_OFFICE_DAYS


class ResConfigSettings(models.TransientModel):
    """When a reminder goes up the ladder."""

    _inherit = "res.config.settings"

    rectification_escalate_head_days = fields.Integer(
        "Unit's Head Is Reminded After (Days)",
        config_parameter="rectification_campaign.escalate_head_days",
        default=DEFAULT_HEAD_DAYS,
        help="Calendar days after a deadline from which the unit's head is reminded of it, instead "
        "of the person responsible.",
    )
    rectification_escalate_office_days = fields.Integer(
        "Leading Group Is Reminded After (Days)",
        config_parameter="rectification_campaign.escalate_office_days",
        default=DEFAULT_OFFICE_DAYS,
        help="Calendar days after a deadline from which the officers of the campaign are reminded "
        "of it, instead of the unit's head.",
    )
