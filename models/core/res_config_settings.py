from odoo import fields, models

from .ir_module_module import PERMIT_PARAMETER


class ResConfigSettings(models.TransientModel):
    """Whether the app may be uninstalled."""

    _inherit = "res.config.settings"

    rectification_permit_uninstall = fields.Boolean(
        "Permit Uninstalling",
        config_parameter=PERMIT_PARAMETER,
        help="Without it the app cannot be uninstalled once somebody has signed anything.",
    )
