from odoo import api, models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        if vals.keys() & {"datas", "raw", "db_datas", "url", "res_model", "res_id", "type"}:
            self._check_not_signed_evidence()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed_evidence(self):
        self._check_not_signed_evidence()

    def _check_not_signed_evidence(self):
        """Raise UserError for files that serve as evidence somebody has signed for."""
        # sudo: the reference protects the file, whoever is about to touch it
        ids = [
            attachment.res_id
            for attachment in self.sudo()
            if attachment.res_model == "rectification.evidence" and attachment.res_id
        ]
        if not ids:
            return
        pieces = self.env["rectification.evidence"].sudo().browse(ids).exists()
        pieces.filtered(lambda piece: piece.attachment_id in self)._check_open()
