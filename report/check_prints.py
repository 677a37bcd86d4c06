from odoo import models

from .ledger_columns import PERSON_LIST


class RectificationCheck(models.Model):
    """What a self-check sheet hands out: the list of the person, or of the unit, on paper."""

    _inherit = "rectification.check"

    def _get_list_name(self):
        """Return the name of the printed list's file, without its ending."""
        self.ensure_one()
        if not self.member_id:
            return self.dossier_id._get_list_name()
        return self.env._("%s - List of Problems and Rectification", self.display_name)

    def _get_list(self):
        """Return what the printed list of the sheet shows: a person's, or that of the unit."""
        self.ensure_one()
        if not self.member_id:
            return self.dossier_id._get_list()
        ledger = self.env["rectification.ledger"]
        return ledger._get_list(
            [("check_id", "=", self.id)],
            PERSON_LIST,
            campaign=self.campaign_id,
            unit=self.unit_id,
            member=self.member_id,
            nil_return=self.nil_return,
            signatures=[
                # 本人（签字）
                (self.env._("In Person (Signature)"), ""),
                (
                    # 党支部书记审核（签字）
                    self.env._("Reviewed by the Secretary of the Party Branch (Signature)"),
                    ledger._get_register_note(self.confirmed_by_id, self.confirmed_on),
                ),
            ],
        )
