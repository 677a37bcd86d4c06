"""Spreadsheets that come back: read, shown line by line, and brought in when confirmed.

How a kind of file plugs in. A kind is a value of ``kind`` and two methods named after it, in a
file of its own with ``_inherit = "rectification.workbook.import"``:

- ``_recognise(book)`` returns the kind of a file; extend it, ``super()`` last;
- ``_plan_<kind>(book)`` returns a :class:`~..tools.workbook_plan.Plan`: what each row would change,
  what is wrong, what is unchanged. It writes nothing. It raises ``UserError`` for a file that is
  refused as a whole;
- ``_prepare_<kind>(entry, values, records)``, optional, returns the record a row goes into (an
  empty one of its model for a new one) and the values to be written; without it they are the
  entry's own. ``records`` are the ids of the rows before, by key; a value
  :class:`~..tools.workbook_plan.Later` has become such an id already.

Everything else is the same for all kinds: ``tools/office_files/reader.py`` reads the file,
``_get_cell_sentence`` says what is wrong with a cell, the plan is tried out in a savepoint, so that
the model's own guards speak in the preview, and carried out as a whole or not at all.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.workbook.changes import CONFLICT, ERROR, NEW

DAYS_KEPT = 7


class RectificationWorkbookImport(models.Model):
    """A spreadsheet somebody uploads for a dossier or a sheet, and what it changed.

    | step              | who                                                      |
    |-------------------|----------------------------------------------------------|
    | upload, preview   | whoever fills in the sheet: a person their own, head and |
    | confirm           | liaison the unit's; never an officer for a unit          |

    Nothing is written before it is confirmed; then everything is, or nothing.
    """

    _name = "rectification.workbook.import"
    _description = "Workbook Import"
    _inherit = ["rectification.flow.mixin"]
    _order = "id desc"
    _rec_name = "file_name"

    _protected_fields = frozenset(
        {"kind", "attachment_id", "memory", "copy_uid", "unchanged_count", "done_on", "line_ids"}
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
    kind = fields.Selection([("sheet", "Offline Workbook")], "Kind of File", readonly=True)
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
    # what it changes
    line_ids = fields.One2many("rectification.workbook.import.line", "import_id", "Changes")
    new_count = fields.Integer("New", compute="_compute_counts")
    changed_count = fields.Integer("Changed", compute="_compute_counts")
    conflict_count = fields.Integer("Conflicts", compute="_compute_counts")
    error_count = fields.Integer("Errors", compute="_compute_counts")
    unchanged_count = fields.Integer("Unchanged", readonly=True, copy=False)
    notice = fields.Text(compute="_compute_notice")
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
            for kind in (NEW, "changed", CONFLICT, ERROR):
                record[f"{kind}_count"] = counts.get((record.id, kind), 0)

    @api.depends("state", "line_ids.kind", "unchanged_count")
    def _compute_notice(self):
        for record in self:
            record.notice = record._get_notice() if record.state == "preview" else ""

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        imports = super().create(vals_list)
        imports._check_place()
        imports._check_filler()
        return imports

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
        for record in self:
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
        """Blocks while a line has an error, and when nothing would change."""
        return {
            record.id: [record._get_notice()]
            for record in self
            if record.error_count or not record._has_changes()
        }

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

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

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
    # CRON
    # ------------------------------------------------------------

    @api.autovacuum
    def _gc_unfinished(self):
        """Forget files that somebody looked at and never brought in."""
        limit = fields.Datetime.now() - timedelta(days=DAYS_KEPT)
        self.search([("state", "!=", "done"), ("write_date", "<", limit)]).unlink()
