from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby

from ...tools.workbook.changes import CONFLICT, Later
from .finding import TRYING_OUT


class RectificationWorkbookImport(models.Model):
    """How a file is looked at, tried out and brought in; the kinds of files are told elsewhere."""

    _inherit = "rectification.workbook.import"

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _do_preview(self):
        """Read the file, try out what it changes, and list it."""
        self.ensure_one()
        plan = self._make_plan()
        shown = plan.get_fingerprint()
        self._try_out(plan)
        # sudo: lines are the reader's to write, not the user's
        lines = self.env["rectification.workbook.import.line"].sudo()
        self.line_ids.sudo().unlink()
        lines.create(
            [
                {"import_id": self.id, **vals}
                for entry in plan.entries
                for vals in lines._list(entry)
            ]
        )
        self._write_protected(
            {
                "memory": {**plan.memory, "shown": shown},
                "unchanged_count": plan.unchanged,
            }
        )

    def _do_forget(self):
        self.line_ids.sudo().unlink()  # sudo: as above
        self._write_protected({"kind": False, "memory": False, "unchanged_count": 0})

    def _do_import(self):
        """Carry the plan out, in one go; raise UserError when it is no longer what was shown."""
        self.ensure_one()
        # Of two imports at once the second meets this row changed: it is told so, or tried again
        # on what is true by then. Without that it would not see the lines the first has made.
        target = self.check_id or self.dossier_id
        target._lock_for_transition()
        target._write_protected({"imported_on": fields.Datetime.now()})
        target.flush_recordset()
        shown = (self.memory or {}).get("shown")
        plan = self._make_plan()
        if plan.get_fingerprint() != shown:
            raise UserError(
                self.env._(
                    "%s: somebody has changed something online since you looked. Press “Look "
                    "Again” and see what is different; nothing was written.",
                    self.display_name,
                )
            )
        records = self._apply_plan(plan, self._get_taken())
        plan.memory["records"] = {
            **plan.memory.get("records", {}),
            **{key: record.id for key, record in records.items()},
        }
        self._write_protected({"memory": plan.memory})
        self._keep_file()

    def _make_plan(self):
        """Return the plan of the file, made anew from its content."""
        book = self._read_file()
        kind = self._recognise(book)
        self._write_protected({"kind": kind})
        return getattr(self, f"_plan_{kind}")(book)

    @api.model
    def _recognise(self, book):
        """Return the kind of a file: a value of ``kind``.

        :raises UserError: when it is none of those known.
        """
        raise UserError(
            self.env._(
                "The file is a spreadsheet, but not one that was downloaded here. Download the "
                "workbook of this sheet, fill it in and upload that file."
            )
        )

    def _get_taken(self):
        """Return ``{key of a row: fields}``: the conflicts in which the file's value is taken."""
        taken = {}
        for line in self.line_ids:
            if line.kind == CONFLICT and line.choice == "file":
                taken.setdefault(line.key, set()).add(line.name)
        return taken

    def _try_out(self, plan):
        """Carry the plan out and undo it; what the models refuse becomes an error of its row."""
        with self.env.cr.savepoint() as savepoint:
            trial = self.with_context(tracking_disable=True, rectification_trying_out=TRYING_OUT)
            trial._apply_plan(plan, {}, collect=True)
            savepoint.rollback()
        self.env.invalidate_all()

    def _apply_plan(self, plan, taken, collect=False):
        """Bring the rows in, in their order; return their records by key.

        :param dict taken: see ``_get_taken``.
        :param bool collect: note refusals in the plan and go on, instead of raising.
        """
        records = dict(plan.memory.get("records", {}))
        made = {}
        rows = [
            (entry, values)
            for entry in plan.entries
            if (values := entry.get_values(taken.get(entry.key, ()))) and not entry.is_wrong
        ]
        for __, batch in groupby(rows, lambda row: (row[0].model, bool(row[0].record_id))):
            done = self._try_rows(batch, records) or self._apply_singly(batch, records, collect)
            made.update(done)
            records.update({key: record.id for key, record in done.items()})
        return made

    def _apply_singly(self, rows, records, collect):
        """Bring rows in one by one, because one of them is refused: find out which."""
        made = {}
        for entry, values in rows:
            try:
                made.update(self._apply_rows([(entry, values)], records))
            except UserError as error:
                self.env.invalidate_all()
                if not collect:
                    raise UserError(self._get_row_sentence(entry, str(error))) from error
                entry.refuse(str(error))
        return made

    def _try_rows(self, rows, records):
        """Bring rows of one kind in together; nothing when one of them is refused."""
        try:
            return self._apply_rows(rows, records)
        except UserError:
            self.env.invalidate_all()
            return {}

    def _apply_rows(self, rows, records):
        """Bring rows of one kind in with as few writes as can be; return their records by key."""
        with self.env.cr.savepoint():
            made, new, changed = {}, {}, {}
            for entry, values in rows:
                record, values = self._prepare_entry(
                    entry, self._settle_values(values, records), records
                )
                if record:
                    made[entry.key] = record
                    same = changed.setdefault(repr(values), (values, []))
                    same[1].append(record.id)
                else:
                    new[entry.key] = record, values
            for values, ids in changed.values():
                self.env[rows[0][0].model].browse(ids).write(values)
            if new:
                model = next(iter(new.values()))[0]
                created = self._create_with_steps(model, [values for __, values in new.values()])
                made.update(zip(new, created, strict=True))
            self.env.flush_all()
        return made

    @api.model
    def _create_with_steps(self, model, vals_list):
        """Create records; those that shall stand in a later state take the step afterwards."""
        initial = ("", *model._get_initial_states()) if "state" in model._fields else ("",)
        states = [vals.get("state") or "" for vals in vals_list]
        records = model.create(
            [
                vals if state in initial else _without_state(vals)
                for vals, state in zip(vals_list, states, strict=True)
            ]
        )
        for later in {state for state in states if state not in initial}:
            ids = [record.id for record, own in zip(records, states, strict=True) if own == later]
            model.browse(ids).write({"state": later})
        return records

    @api.model
    def _settle_values(self, values, records):
        return {
            name: records.get(value.key) if isinstance(value, Later) else value
            for name, value in values.items()
        }

    def _prepare_entry(self, entry, values, records):
        """Return the record a row goes into, an empty one for a new one, and what is written."""
        prepare = getattr(self, f"_prepare_{self.kind}", None)
        if prepare:
            return prepare(entry, values, records)
        return self.env[entry.model].browse(entry.record_id or ()), values

    def _get_row_sentence(self, entry, sentence):
        return self.env._(
            "Sheet “%(sheet)s”, row %(row)s: %(sentence)s",
            sheet=entry.sheet,
            row=entry.row,
            sentence=sentence,
        )

    def _get_owner(self):
        """Return the record that keeps the file: a person's sheet, or the dossier."""
        return self.check_id if self.check_id.is_personal else self.dossier_id

    def _keep_file(self):
        """Keep the file with the dossier or sheet, and say there that it was brought in."""
        owner = self._get_owner()
        attachment = self.env["ir.attachment"].create(
            {
                "name": self.file_name or self.env._("Workbook"),
                # Whoever asks for sizes instead of contents must not have a size kept as the file.
                "datas": self.with_context(bin_size=False).file,
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


def _without_state(vals):
    return {name: value for name, value in vals.items() if name != "state"}
