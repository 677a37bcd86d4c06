"""Spreadsheets that come back: read, shown line by line, and brought in when confirmed.

The steps, their guards and the preview are here. What a file means is for its kind: see
``kinds/base.py``, which says how a new kind is added.
"""

import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.office_files.reader import read_workbook
from ...tools.office_files.sheet_values import WorkbookError
from ...tools.workbook.changes import CHANGED, CONFLICT, ERROR, NEW
from .change_writer import ChangeWriter
from .finding import TRYING_OUT
from .kinds import KINDS
from .kinds.own_ledger import OwnLedgerKind
from .sentences import get_file_sentence

DAYS_KEPT = 7


class RectificationWorkbookImport(models.Model):
    """A spreadsheet somebody uploads for a dossier or a sheet, and what it changed.

    | step              | who                                                          |
    |-------------------|--------------------------------------------------------------|
    | upload, preview,  | the person who fills in the sheet: a person their own, head  |
    | confirm           | and liaison the unit's; never an officer for a unit          |

    Nothing is written before it is confirmed; then everything is, or nothing.
    """

    _name = "rectification.workbook.import"
    _description = "Workbook Import"
    _inherit = ["rectification.flow.mixin"]
    _order = "id desc"
    _rec_name = "file_name"

    _protected_fields = frozenset(
        {
            *("kind", "attachment_id", "memory", "copy_uid", "unchanged_count", "done_on"),
            *("line_ids", "column_ids", "item_choices", "is_stale"),
        }
    )

    dossier_id = fields.Many2one(
        "rectification.dossier", required=True, index=True, ondelete="cascade"
    )
    check_id = fields.Many2one(
        "rectification.check",
        "Sheet",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('dossier_id', '=', dossier_id)]",
    )
    unit_id = fields.Many2one(related="dossier_id.unit_id", store=True, precompute=True, index=True)
    catalogue_id = fields.Many2one(related="dossier_id.campaign_id.catalogue_id")
    kind = fields.Selection(
        [("sheet", "Offline Workbook"), ("ledger", "Unit's Own Ledger")],
        "Kind of File",
        readonly=True,
    )
    state = fields.Selection(
        [("upload", "Upload"), ("preview", "Preview"), ("done", "Done")],
        default="upload",
        required=True,
        copy=False,
    )
    # the file
    file = fields.Binary(attachment=True, copy=False)
    file_name = fields.Char()
    attachment_id = fields.Many2one("ir.attachment", "Stored File", readonly=True, copy=False)
    # which download it is a copy of, and what the next import of that copy has to know
    copy_uid = fields.Char(
        index="btree_not_null", readonly=True, copy=False, export_string_translation=False
    )
    memory = fields.Json(readonly=True, copy=False, export_string_translation=False)
    # its columns, and the problem items chosen for its rows: {key of a row: id of the item}
    column_ids = fields.One2many("rectification.workbook.import.column", "import_id", "Columns")
    is_stale = fields.Boolean("Columns Changed", readonly=True, copy=False)
    item_choices = fields.Json(readonly=True, copy=False, export_string_translation=False)
    # what it changes
    line_ids = fields.One2many("rectification.workbook.import.line", "import_id", "Changes")
    new_count = fields.Integer("New", compute="_compute_counts")
    changed_count = fields.Integer("Changed", compute="_compute_counts")
    conflict_count = fields.Integer("Conflicts", compute="_compute_counts")
    error_count = fields.Integer("Errors", compute="_compute_counts")
    unchanged_count = fields.Integer("Unchanged", readonly=True, copy=False)
    unsure_count = fields.Integer("Uncertain Items", compute="_compute_item_counts")
    itemless_count = fields.Integer("Without an Item", compute="_compute_item_counts")
    notice = fields.Text(compute="_compute_notice")
    doubts = fields.Text(compute="_compute_doubts")
    done_on = fields.Datetime("Imported On", readonly=True, copy=False)

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("line_ids.kind")
    def _compute_counts(self):
        groups = self.env["rectification.workbook.import.line"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "kind"], ["__count"]
        )
        counts = {(record.id, kind): count for record, kind, count in groups}
        for record in self:
            for kind in (NEW, CHANGED, CONFLICT, ERROR):
                record[f"{kind}_count"] = counts.get((record.id, kind), 0)

    @api.depends("line_ids.problem_id", "line_ids.is_unsure", "kind")
    def _compute_item_counts(self):
        for record in self:
            lines = record.line_ids.filtered(lambda line: line.kind == NEW)
            if not (record.kind and record._get_kind().asks_for_item):
                lines = lines.browse()
            record.itemless_count = len(lines.filtered(lambda line: not line.problem_id))
            record.unsure_count = len(lines.filtered("is_unsure")) - record.itemless_count

    @api.depends("state", "line_ids.kind", "unchanged_count")
    def _compute_notice(self):
        for record in self:
            record.notice = record._get_notice() if record.state == "preview" else ""

    @api.depends("state", "is_stale", "unsure_count", "itemless_count")
    def _compute_doubts(self):
        for record in self:
            is_read = record.state == "preview" and record.kind
            record.doubts = "\n".join(record._get_kind().get_doubts()) if is_read else ""

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        imports = super().create(vals_list)
        imports._check_place()
        imports._check_filler()
        return imports

    def _check_protected_fields(self, vals):
        """Let lines and columns be decided on the form: they guard themselves what is decided."""
        return super()._check_protected_fields(
            {
                name: value
                for name, value in vals.items()
                if name not in ("line_ids", "column_ids")
                or any(command[0] != Command.UPDATE for command in value)
            }
        )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if vals.keys() & {"dossier_id", "check_id"}:
            raise UserError(
                self.env._("%s: an import stays with its sheet. Begin another.", self._get_names())
            )
        fixed = self.filtered(lambda record: record.state != "upload")
        if fixed and vals.keys() & {"file", "file_name"}:
            raise UserError(
                self.env._(
                    "%s: has been read already. Take another file with “Another File”, or begin "
                    "another import.",
                    fixed._get_names(),
                )
            )

    def _check_place(self):
        """Raise UserError for a sheet of another dossier than the one named."""
        for record in self:
            # sudo: only whether they belong together
            if record.check_id and record.check_id.sudo().dossier_id != record.dossier_id:
                raise UserError(self.env._("The sheet belongs to another unit or campaign."))

    def _check_filler(self):
        """Raise UserError for sheets that are not the user's to fill in."""
        others = self - self._filter_role_filler()
        for record in others:
            raise UserError(
                self.env._(
                    "%s: is filled in by the person it belongs to; the unit's sheet by its head or "
                    "liaison.",
                    (record.check_id or record.dossier_id).display_name,
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_preview(self):
        """Read the file and show what it would change."""
        self._move_to("preview")

    def action_refresh(self):
        """Read the same file again, after something was changed online."""
        self._move_to("upload")
        self._move_to("preview")

    def action_back(self):
        """Take another file."""
        self._move_to("upload")

    def action_confirm(self):
        """Bring in what the preview shows."""
        self._move_to("done")

    def action_open_target(self):
        """Open what was filled in: the sheet, or the dossier's findings."""
        self.ensure_one()
        if self.check_id:
            return self.check_id.action_open_sheet()
        return self.dossier_id.action_open_findings()

    @api.model
    def _get_upload_action(self, dossier, check=None):
        """Return the action that asks for a file for a dossier, or for one sheet of it."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take Back a Workbook"),
            "res_model": self._name,
            "view_mode": "form",
            "context": {
                "default_dossier_id": dossier.id,
                "default_check_id": check.id if check else False,
            },
        }

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_initial_states(self):
        return ("upload",)

    def _filter_role_filler(self):
        checks = self.check_id
        fillable = checks._filter_role_owner() | checks._filter_role_manager()
        managed = self.dossier_id._filter_role_manager()
        return self.filtered(
            lambda record: (
                record.check_id in fillable if record.check_id else record.dossier_id in managed
            )
        )

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "filler": self.env._("whoever fills in the sheet"),
        }

    def _get_file_reasons(self):
        """Blocks without a file."""
        return {
            record.id: [self.env._("choose the file first.")] for record in self if not record.file
        }

    def _get_line_reasons(self):
        """Blocks while a line has an error, and when nothing would change; while a row of a ledger
        lacks its problem item, and after its columns were changed.
        """
        reasons = {}
        for record in self:
            sentences = record._get_kind().get_open_decisions()
            if record.error_count or not record._has_changes():
                sentences.insert(0, record._get_notice())
            if sentences:
                reasons[record.id] = sentences
        return reasons

    def _has_changes(self):
        return bool(self.new_count or self.changed_count or self.conflict_count)

    def _get_notice(self):
        """Return in a sentence or two what the preview says."""
        self.ensure_one()
        if self.error_count:
            return self.env._(
                "Errors: %s. Nothing has been written. Correct them in the file, save it, and take "
                "it again with “Another File”.",
                self.error_count,
            )
        if not self._has_changes():
            return self.env._("Nothing to do: what is in the file stands here already.")
        figures = self.env._(
            "New: %(new)s, changed: %(changed)s, unchanged: %(unchanged)s. Nothing is written "
            "until you press “Bring In”.",
            new=self.new_count,
            changed=self.changed_count,
            unchanged=self.unchanged_count,
        )
        if not self.conflict_count:
            return figures
        return figures + self.env._(
            " Conflicts: %s. Somebody changed these online after the workbook was downloaded; what "
            "is online stays, unless you decide otherwise in the line.",
            self.conflict_count,
        )

    def _get_transition_values(self, target):
        return {"done_on": fields.Datetime.now()} if target == "done" else {}

    def _after_transition(self, origins, target, vals):
        # Without super(): an import has no chatter; its sheet says that it took place.
        for record in self:
            if target == "preview":
                record._do_preview()
            elif target == "done":
                record._do_import()
            else:
                record._do_forget()

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _do_preview(self):
        """Read the file, try out what it changes, and list it."""
        self.ensure_one()
        changes = self._read_changes()
        shown = changes.get_fingerprint()
        self._try_out(changes)
        kind = self._get_kind()
        # sudo: lines are the reader's to write, not the user's
        self.line_ids.sudo().unlink()
        self.env["rectification.workbook.import.line"].sudo().create(
            [
                {"import_id": self.id, **vals}
                for entry in changes.entries
                for vals in kind.list_lines(entry)
            ]
        )
        self._write_protected(
            {
                "memory": {**changes.memory, "shown": shown},
                "unchanged_count": changes.unchanged,
            }
        )

    def _do_forget(self):
        """Forget what was read from the file."""
        self.line_ids.sudo().unlink()  # sudo: as above
        self._write_protected({"kind": False, "memory": False, "unchanged_count": 0})

    def _do_import(self):
        """Bring the file in as a whole; raise UserError when it is no longer what was shown."""
        self.ensure_one()
        # Of two imports at once the second meets this row changed: it is refused, or tried again
        # on what is true by then. Without that it would not see the lines the first has made.
        target = self.check_id or self.dossier_id
        target._lock_for_transition()
        target._write_protected({"imported_on": fields.Datetime.now()})
        target.flush_recordset()
        shown = (self.memory or {}).get("shown")
        changes = self._read_changes()
        if changes.get_fingerprint() != shown:
            raise UserError(
                self.env._(
                    "%s: somebody has changed something online since you looked. Press “Look "
                    "Again” and see what is different; nothing was written.",
                    self.display_name,
                )
            )
        records = ChangeWriter(self._get_kind(), changes, self._get_taken()).bring_in()
        changes.memory["records"] = {
            **changes.memory.get("records", {}),
            **{key: record.id for key, record in records.items()},
        }
        self._write_protected({"memory": changes.memory})
        self._keep_file()

    # ------------------------------------------------------------
    # FILE
    # ------------------------------------------------------------

    def _read_file(self):
        """Return the :class:`~...tools.office_files.sheet_values.Workbook` of the file.

        :raises UserError: with the reason why it cannot be read.
        """
        self.ensure_one()
        try:
            return read_workbook(self.file_name or "", base64.b64decode(self._get_content() or b""))
        except WorkbookError as error:
            raise UserError(
                self.env._(
                    "%(file)s: %(sentence)s",
                    file=self.display_name or self.env._("Workbook"),
                    sentence=get_file_sentence(self.env, error),
                )
            ) from error

    def _get_content(self):
        """Return the file itself, also where the caller asks for sizes instead of contents."""
        return self.with_context(bin_size=False).file

    def _recognise(self, book):
        """Return the kind of a file: a value of ``kind``.

        :raises UserError: when it is none of those known.
        """
        for name, kind in KINDS.items():
            if kind.recognises(book):
                return name
        raise UserError(
            self.env._(
                "The file is a spreadsheet, but not one that was downloaded here, and no ledger in "
                "which a row of headings was recognised. Download the workbook of this sheet and "
                "fill that in, or give the columns of the ledger headings such as %s.",
                "、".join(OwnLedgerKind.get_usual_headings()),
            )
        )

    def _get_kind(self):
        """Return the :class:`~.kinds.base.ImportKind` that reads and compares the file."""
        self.ensure_one()
        return KINDS[self.kind](self)

    def _keep_file(self):
        """Keep the file with the dossier or sheet, and say there that it was brought in."""
        owner = self.check_id if self.check_id.is_personal else self.dossier_id
        attachment = self.env["ir.attachment"].create(
            {
                "name": self.file_name or self.env._("Workbook"),
                "datas": self._get_content(),
                "res_model": owner._name,
                "res_id": owner.id,
            }
        )
        self._write_protected({"attachment_id": attachment.id, "file": False})
        body = self.env._(
            "%(file)s was brought in. New: %(new)s, changed: %(changed)s.",
            file=attachment.name,
            new=self.new_count,
            changed=self.changed_count,
        )
        owner._message_log(body=body, attachment_ids=attachment.ids)

    # ------------------------------------------------------------
    # CHANGES
    # ------------------------------------------------------------

    def _read_changes(self):
        """Return what the file would change, read anew from its content."""
        book = self._read_file()
        self._write_protected({"kind": self._recognise(book)})
        return self._get_kind().get_changes(book)

    def _try_out(self, changes):
        """Bring the rows in and undo it; what the models refuse becomes an error of its row."""
        with self.env.cr.savepoint() as savepoint:
            trial = self.with_context(tracking_disable=True, rectification_trying_out=TRYING_OUT)
            ChangeWriter(trial._get_kind(), changes, collect=True).bring_in()
            savepoint.rollback()
        self.env.invalidate_all()

    def _get_taken(self):
        """Return ``{key of a row: fields}``: the conflicts in which the file's value is taken."""
        taken = {}
        for line in self.line_ids:
            if line.kind == CONFLICT and line.choice == "file":
                taken.setdefault(line.key, set()).add(line.name)
        return taken

    # ------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------

    @api.autovacuum
    def _gc_unfinished(self):
        """Forget files that somebody looked at and never brought in."""
        limit = fields.Datetime.now() - timedelta(days=DAYS_KEPT)
        self.search([("state", "!=", "done"), ("write_date", "<", limit)]).unlink()
