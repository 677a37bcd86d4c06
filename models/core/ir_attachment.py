from odoo import api, models
from odoo.exceptions import UserError

PREFIX = "rectification."
CONTENT_FIELDS = frozenset({"datas", "raw", "db_datas", "url", "type"})
PLACE_FIELDS = frozenset({"res_model", "res_id", "res_field"})


class IrAttachment(models.Model):
    """Files of the addon's records are guarded like the records, not by their own rights alone."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        attachments._check_of_no_field()
        return attachments

    def write(self, vals):
        if not vals.keys() & (CONTENT_FIELDS | PLACE_FIELDS):
            return super().write(vals)
        self._check_files_open()
        self._check_of_no_field()
        result = super().write(vals)
        if vals.keys() & PLACE_FIELDS:
            self._check_of_no_field()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_files_open()
        self._check_of_no_field()

    def _check_of_no_field(self):
        """Raise UserError when a file that is a field of a record is touched by itself.

        The field is for the record's own guards: closed sessions, referrals approved, draws.
        """
        if self.env.su:
            # Odoo stores and removes such files as superuser, after those guards.
            return
        # sudo: the reference protects the file, no matter who writes it
        owned = self.sudo().filtered(
            lambda file: file.res_field and (file.res_model or "").startswith(PREFIX)
        )
        if owned:
            raise UserError(
                self.env._(
                    "%s: is part of a record. Open the record and change the file there.",
                    owned.mapped("name"),
                )
            )

    def _check_files_open(self):
        """Raise UserError for files that belong to what somebody has signed for."""
        ids_by_model = {}
        for attachment in self.sudo():  # sudo: as above
            if attachment.res_id and (attachment.res_model or "").startswith(PREFIX):
                ids_by_model.setdefault(attachment.res_model, set()).add(attachment.res_id)
        for model, ids in ids_by_model.items():
            if hasattr(self.env.get(model), "_check_files_open"):
                records = self.env[model].sudo().browse(ids).exists()  # sudo: as above
                records._check_files_open(self.sudo())
