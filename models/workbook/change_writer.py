from odoo.exceptions import UserError
from odoo.tools import groupby

from ...tools.workbook.changes import Later


class ChangeWriter:
    """Brings the rows of a change set in: tried out, or for good.

    :param ImportKind kind: says which record a row goes into.
    :param ChangeSet changes: the rows, in their order.
    :param dict taken: ``{key of a row: fields}``: the conflicts in which the file's value is taken.
    :param bool collect: note refusals in the change set and go on, instead of raising.
    """

    def __init__(self, kind, changes, taken=None, collect=False):
        self.kind, self.env = kind, kind.env
        self.changes, self.taken, self.collect = changes, taken or {}, collect
        # What rows have become, in this import and in those before it: {key: record id}.
        self.ids = dict(changes.memory.get("records", {}))

    def bring_in(self):
        """Bring the rows in; return their records by key.

        :raises UserError: naming the first row that a model refuses, unless refusals are collected.
        """
        written = {}
        rows = [
            (entry, values)
            for entry in self.changes.entries
            if (values := entry.get_values(self.taken.get(entry.key, ()))) and not entry.is_wrong
        ]
        for __, batch in groupby(rows, lambda row: (row[0].model, bool(row[0].record_id))):
            records = self._try_together(batch) or self._write_singly(batch)
            written.update(records)
            self.ids.update({key: record.id for key, record in records.items()})
        return written

    def _try_together(self, rows):
        """Bring rows of one kind in together; nothing when one of them is refused."""
        try:
            return self._write_rows(rows)
        except UserError:
            self.env.invalidate_all()
            return {}

    def _write_singly(self, rows):
        """Bring rows in one by one, because one of them is refused: find out which."""
        written = {}
        for entry, values in rows:
            try:
                written.update(self._write_rows([(entry, values)]))
            except UserError as error:
                self.env.invalidate_all()
                if not self.collect:
                    raise UserError(self._get_row_sentence(entry, str(error))) from error
                entry.refuse(str(error))
        return written

    def _write_rows(self, rows):
        """Bring rows of one kind in with as few writes as can be; return their records by key."""
        with self.env.cr.savepoint():
            written, new, changed = {}, {}, {}
            for entry, values in rows:
                record, values = self.kind.prepare(entry, self._fill_in(values), self.ids)
                if record:
                    written[entry.key] = record
                    same = changed.setdefault(repr(values), (values, []))
                    same[1].append(record.id)
                else:
                    new[entry.key] = record, values
            for values, ids in changed.values():
                self.env[rows[0][0].model].browse(ids).write(values)
            if new:
                model = next(iter(new.values()))[0]
                created = self._create_with_steps(model, [values for __, values in new.values()])
                written.update(zip(new, created, strict=True))
            self.env.flush_all()
        return written

    def _fill_in(self, values):
        """Return the values of a row with the ids of the records that rows before it became."""
        return {
            name: self.ids.get(value.key) if isinstance(value, Later) else value
            for name, value in values.items()
        }

    @staticmethod
    def _create_with_steps(model, vals_list):
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

    def _get_row_sentence(self, entry, sentence):
        return self.env._(
            "Sheet “%(sheet)s”, row %(row)s: %(sentence)s",
            sheet=entry.sheet,
            row=entry.row,
            sentence=sentence,
        )


def _without_state(vals):
    return {name: value for name, value in vals.items() if name != "state"}
