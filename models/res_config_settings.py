from odoo import fields, models

from .campaign import DEFAULT_WARN_DAYS
from .digest_items import DEFAULT_HEAD_DAYS, DEFAULT_OFFICE_DAYS
from .ir_module_module import PERMIT_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    rectification_warn_days = fields.Integer(
        "Yellow From (Days)",
        config_parameter="rectification_campaign.warn_days",
        default=DEFAULT_WARN_DAYS,
        help="Calendar days before a deadline from which its light is yellow, in new campaigns.",
    )
    rectification_escalate_head_days = fields.Integer(
        "Unit's Head Hears After (Days)",
        config_parameter="rectification_campaign.escalate_head_days",
        default=DEFAULT_HEAD_DAYS,
        help="Calendar days after a deadline from which the unit's head is reminded of it, instead "
        "of the person responsible.",
    )
    rectification_escalate_office_days = fields.Integer(
        "Leading Group Hears After (Days)",
        config_parameter="rectification_campaign.escalate_office_days",
        default=DEFAULT_OFFICE_DAYS,
        help="Calendar days after a deadline from which the officers of the campaign are reminded "
        "of it, instead of the unit's head.",
    )
    rectification_permit_uninstall = fields.Boolean(
        "Permit Uninstalling",
        config_parameter=PERMIT_PARAMETER,
        help="Without it the app cannot be uninstalled once somebody has signed anything.",
    )
