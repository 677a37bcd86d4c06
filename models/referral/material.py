import base64
import hashlib

from odoo import api, fields, models

from . import referral_line_mixin  # noqa: F401 (inherited below)


class RectificationReferralMaterial(models.Model):
    """A piece in the list of materials of a referral: a file, or where the paper lies."""

    _name = "rectification.referral.material"
    _description = "Material"
    _inherit = ["rectification.referral.line.mixin", "rectification.confidential.mixin"]
    _order = "referral_id, sequence, id"

    referral_id = fields.Many2one(
        "rectification.referral", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(
        "Material",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    file = fields.Binary(attachment=True, copy=False)
    file_name = fields.Char()
    pages = fields.Integer()
    note = fields.Char("Where It Lies")
    digest = fields.Char(
        compute="_compute_digest", store=True, help="SHA-256 of the file, if there is one."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("file_name")
    def _compute_name(self):
        for material in self:
            material.name = material.name or material.file_name

    @api.depends("file")
    def _compute_digest(self):
        for material in self.with_context(bin_size=False):
            content = base64.b64decode(material.file or b"")
            material.digest = hashlib.sha256(content).hexdigest() if content else False

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_line(self):
        """Return the line of the list of materials: name, pages, where it lies."""
        self.ensure_one()
        parts = [self.name]
        if self.pages:
            parts.append(self.env._("%s pages", self.pages))
        if self.note:
            parts.append(self.note)
        return ", ".join(parts)
