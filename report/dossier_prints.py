from odoo import models

from .ledger_columns import UNIT_LIST


class RectificationDossier(models.Model):
    """What a dossier hands out: its list on paper, its ledger as a workbook."""

    _inherit = "rectification.dossier"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_export_ledger(self):
        """Download the ledger of the unit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/ledger/dossier/{self.id}",
            "target": "download",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_ledger_name(self):
        """Return the name of the workbook's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Ledger", self.display_name)

    def _get_list_name(self):
        """Return the name of the printed list's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - List of Problems and Rectification", self.display_name)

    def _get_list(self):
        """Return what the printed list (问题及整改清单) of the unit shows."""
        self.ensure_one()
        ledger = self.env["rectification.ledger"]
        return ledger._get_list(
            [("dossier_id", "=", self.id), ("member_id", "=", False)],
            UNIT_LIST,
            campaign=self.campaign_id,
            unit=self.unit_id,
            nil_return=self.nil_return,
            signatures=[
                (
                    # 单位主要负责人（签字）
                    self.env._("Head of the Unit (Signature)"),
                    ledger._get_register_note(self.submitted_by_id, self.submitted_on),
                ),
                # 联络员（签字）
                (self.env._("Liaison (Signature)"), ""),
                (
                    # 专项整治领导小组办公室（审核）
                    self.env._("Office of the Leading Group (Reviewed)"),
                    ledger._get_register_note(self.accepted_by_id, self.accepted_on),
                ),
            ],
        )
