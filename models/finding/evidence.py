import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

# Taken down by the system when a piece is added.
FROZEN_FIELDS = frozenset({"attachment_id", "digest", "frozen_on", "frozen_title"})


class RectificationEvidence(models.Model):
    """A piece of evidence for a finding: a file, a record of this Odoo, or where it can be seen.

    What a record looked like is frozen when it is added: its title, and a digest of its fields.
    """

    _name = "rectification.evidence"
    _description = "Evidence"
    _order = "finding_id, id"

    finding_id = fields.Many2one(
        "rectification.finding", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("attachment", "File"),
            ("record", "Record of This System"),
            ("note", "Where It Can Be Seen"),
        ],
        required=True,
        default="attachment",
    )
    name = fields.Char(
        "Evidence",
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    attachment_id = fields.Many2one("ir.attachment", "Stored File", readonly=True, copy=False)
    file = fields.Binary(compute="_compute_file", inverse="_inverse_file")
    file_name = fields.Char()
    reference = fields.Reference(selection="_selection_reference", string="Record")
    note = fields.Text("Where and What")
    frozen_on = fields.Datetime(readonly=True, default=fields.Datetime.now, copy=False)
    frozen_title = fields.Char("Title When Added", readonly=True, copy=False)
    digest = fields.Char(
        readonly=True,
        copy=False,
        help="SHA-256 of the file, of the record's fields or of the note.",
    )
    is_changed = fields.Boolean(
        "Changed Since",
        compute="_compute_is_changed",
        help="The record does not look any more as it did when it was added.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("file_name", "reference", "note")
    def _compute_name(self):
        fallback = self.env._("Evidence")
        for evidence in self:
            # Stored fields are computed as superuser; a title is for those who may read the record.
            record = evidence.sudo(False).reference
            # An empty form shows the fallback; the file chosen after that is the better name.
            evidence.name = (
                (evidence.name if evidence.name != fallback else "")
                or evidence.file_name
                or (record and record.has_access("read") and record.display_name)
                or (evidence.note or "").strip().split("\n")[0][:60]
                or fallback
            )

    @api.depends("attachment_id")
    def _compute_file(self):
        for evidence in self:
            # sudo: the file is for everybody who sees the evidence
            evidence.file = evidence.sudo().attachment_id.datas

    def _inverse_file(self):
        for evidence in self.filtered("file"):
            # sudo: the file follows the evidence, and so does access to it (res_model, res_id)
            attachment = (
                self.env["ir.attachment"]
                .sudo()
                .create(
                    {
                        "name": evidence.file_name or evidence.name or self.env._("Evidence"),
                        "datas": evidence.file,
                        "res_model": self._name,
                        "res_id": evidence.id,
                    }
                )
            )
            replaced = evidence.sudo().attachment_id
            evidence._write_frozen({"attachment_id": attachment.id})
            replaced.unlink()

    @api.depends("reference", "digest")
    @api.depends_context("uid")
    def _compute_is_changed(self):
        for evidence in self:
            evidence.is_changed = bool(
                evidence.kind == "record"
                and evidence.digest
                and evidence._compute_record_digest() != evidence.digest
            )

    @api.model
    def _selection_reference(self):
        """Offer every ordinary model that the user may read."""
        # sudo: names of models only; each is checked for the real user below
        models_sudo = (
            self.env["ir.model"]
            .sudo()
            .search([("transient", "=", False), ("abstract", "=", False)])
        )
        return [
            (model.model, model.name)
            for model in models_sudo
            if model.model in self.env
            and not model.model.startswith(("ir.", "base.", "bus.", "rectification.signoff"))
            and self.env[model.model].has_access("read")
        ]

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Take no default for what the system takes down: it could point at somebody's file."""
        defaults = super().default_get(fields)
        self._check_readable(defaults)
        return {name: value for name, value in defaults.items() if name not in FROZEN_FIELDS}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_not_frozen(vals)
            self._check_readable(vals)
        pieces = super().create(vals_list)
        pieces.finding_id._check_not_settled()
        pieces.finding_id._mark_changed()
        pieces.finding_id._check_progress_write({"evidence_ids"})
        pieces._freeze()
        return pieces

    def write(self, vals):
        self._check_not_frozen(vals)
        self._check_readable(vals)
        if "finding_id" in vals:
            raise UserError(self.env._("A piece of evidence stays with its finding."))
        if vals:
            self._check_open()
            self.finding_id._check_not_settled()
            self.finding_id._mark_changed()
            self.finding_id._check_progress_write({"evidence_ids"})
        result = super().write(vals)
        if vals.keys() & {"file", "reference", "note", "kind"}:
            self._freeze()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_open()
        self.finding_id._check_not_settled()
        self.finding_id._mark_changed()
        self.finding_id._check_progress_write({"evidence_ids"})

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _check_not_frozen(self, vals):
        if FROZEN_FIELDS.intersection(vals):
            raise UserError(
                self.env._("The title and digest of evidence are taken by the system itself.")
            )

    @api.model
    def _check_readable(self, vals):
        """Raise AccessError when the record that shall serve as evidence is not the user's to read.

        Asked first, because the field itself knows only “wrong value”.
        """
        model_name, __, record_id = str(vals.get("reference") or "").partition(",")
        if model_name in self.env and record_id.isdigit():
            self.env[model_name].browse(int(record_id)).check_access("read")

    def _check_open(self):
        """Raise UserError for evidence that somebody has signed for."""
        signed = self.filtered(
            lambda evidence: (
                evidence.finding_id.state in ("to_verify", "closed", "rejected")
                or (
                    evidence.finding_id.requested_on
                    and evidence.frozen_on <= evidence.finding_id.requested_on
                )
            )
        )
        if signed:
            raise UserError(
                self.env._(
                    "%s: somebody has signed for this evidence, so it stays as it is. Add another "
                    "piece instead.",
                    signed.mapped("name"),
                )
            )

    def _check_files_open(self, attachments):
        """Raise UserError when one of ``attachments`` is evidence somebody has signed for."""
        self.filtered(lambda piece: piece.attachment_id in attachments)._check_open()

    def _freeze(self):
        """Take down what each piece looks like now."""
        signoffs = self.env["rectification.signoff"]
        now = fields.Datetime.now()
        for evidence in self:
            values = {"frozen_on": now, "frozen_title": evidence.name}
            if evidence.kind == "record":
                if not evidence.reference:
                    raise UserError(self.env._("Choose the record that serves as evidence."))
                evidence.reference.check_access("read")
                values["frozen_title"] = evidence.reference.display_name
                values["digest"] = evidence._compute_record_digest()
            elif evidence.kind == "attachment":
                attachment = evidence.sudo().attachment_id  # sudo: its own file
                if not attachment:
                    raise UserError(self.env._("Choose the file that serves as evidence."))
                values["digest"] = hashlib.sha256(attachment.raw or b"").hexdigest()
            else:
                if not (evidence.note or "").strip():
                    raise UserError(self.env._("Say where the evidence can be seen."))
                values["digest"] = signoffs._compute_digest({"note": evidence.note})
            evidence._write_frozen(values)

    def _write_frozen(self, values):
        # What the system takes down itself goes around the checks of this class's own write.
        return super().write(values)  # pylint: disable=super-method-mismatch

    def _compute_record_digest(self):
        """Return the digest of the stored fields of the record that serves as evidence.

        Fields that change without anybody's doing (counters, dates of writing) are left out. An
        empty string stands for a record that is gone or that the user may not read.
        """
        self.ensure_one()
        record = self.reference
        if not record or not record.exists():
            return ""
        # sudo and no language: the digest must not depend on who looks. It shows nothing of the
        # record.
        record = record.sudo().with_context(lang=None, tz=None)
        names = sorted(
            name
            for name, field in record._fields.items()
            if field.store
            and name not in models.MAGIC_COLUMNS
            and not field.company_dependent
            and field.type not in ("one2many", "binary", "many2many", "properties")
            and not name.startswith(("message_", "activity_", "access_token"))
        )
        content = record._read_format(names, load=None)[0] if names else {}
        content = json.loads(json.dumps(content, default=str))
        return self.env["rectification.signoff"]._compute_digest(content)
