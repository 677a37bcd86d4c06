from odoo import models
from odoo.exceptions import UserError

MODULE = "rectification_campaign"
PERMIT_PARAMETER = f"{MODULE}.permit_uninstall"


class IrModuleModule(models.Model):
    """Apps whose removal would take a campaign's ledger with it stay until that is permitted."""

    _inherit = "ir.module.module"

    def button_uninstall(self):
        """Refuse to remove this addon, or one it needs, while the sign-off register has entries.

        :raises UserError: says what would be lost, and where an administrator permits it.
        """
        self._check_ledger_may_go()
        return super().button_uninstall()

    def button_uninstall_wizard(self):
        """Say it before the prompt opens, not after somebody has confirmed it.

        :raises UserError: as ``button_uninstall``.
        """
        self._check_ledger_may_go()
        return super().button_uninstall_wizard()

    def _check_ledger_may_go(self):
        """Raise UserError when uninstalling these apps would delete what people have signed."""
        going = self | self.downstream_dependencies()
        if MODULE not in going.mapped("name"):
            return
        # sudo: the rights to uninstall are checked by Odoo; here only whether there is anything
        # to lose, whatever of it the administrator may read.
        env = self.sudo().env
        if env["ir.config_parameter"].get_param(PERMIT_PARAMETER):
            return
        signed = env["rectification.signoff"].search_count([])
        if signed:
            raise UserError(
                env._(
                    "Uninstalling would delete sheets, findings, evidence and %(count)s entries of "
                    "the sign-off register for good. Download the ledger of every campaign first; "
                    "then tick “Permit Uninstalling” in the settings under Rectification "
                    "Campaigns, and uninstall again.",
                    count=signed,
                )
            )
