from dataclasses import replace

from odoo.exceptions import UserError

from ....tools.workbook.changes import ChangeSet
from ....tools.workbook.headings import TargetTakenTwice, choose_targets, get_tables_with
from ..sentences import get_cell_sentence
from .base import ImportKind

SAMPLE_LENGTH = 60


class TableKind(ImportKind):
    """A list that people keep in columns of their own, under headings of their own.

    Columns are recognised by their headings; the user corrects what was recognised, and the next
    list of the same unit begins with that. What a kind of list has to say, beside what
    :class:`~.base.ImportKind` asks for:

    - ``headings``: which columns there can be; each target has its value in the field ``target`` of
      ``rectification.workbook.import.column``;
    - ``gather_knowledge()``: what rows are compared with, fetched once;
    - ``read_rows(table, columns)``: the rows of a table as plain objects;
    - ``add_row(changes, sheet, row, columns, known)``: what a row would change.
    """

    # The Headings of such a list.
    headings = None

    @classmethod
    def recognises(cls, book):
        return any(map(cls.headings.find_table, book.visible))

    def get_changes(self, book):
        """Return what a list would change: what each of its rows becomes.

        :raises UserError: when two columns are taken for the same thing.
        """
        tables = [table for table in map(self.headings.find_table, book.visible) if table]
        targets = self._choose_targets(tables)
        # Beside the list a workbook often has summaries, whose rows are no entries of it.
        tables = get_tables_with(self.headings.required, tables, targets)
        changes = ChangeSet()
        if self.headings.required not in targets.values():
            table = tables[0]
            changes.add_error(
                table.sheet.name, table.first_row - 1, "", self._get_lacking_sentence()
            )
            return changes
        known = self.gather_knowledge()
        for table in tables:
            columns = [
                replace(column, target=targets.get(column.heading) or "")
                for column in table.columns
            ]
            rows, empty = self.read_rows(table, columns)
            by_target = {column.target: column for column in columns if column.target}
            for row in rows:
                self.add_row(changes, table.sheet.name, row, by_target, known)
            for number in empty:
                self.add_empty_row(changes, table.sheet.name, number)
        self.remember(changes, known)
        return changes

    def get_open_decisions(self):
        decisions = super().get_open_decisions()
        if self.upload.is_stale:
            decisions.append(
                self.env._("What columns are taken for was changed. Press “Look Again”.")
            )
        return decisions

    # ------------------------------------------------------------
    # To be answered by each kind of list
    # ------------------------------------------------------------

    def gather_knowledge(self):
        """Return what rows are compared with."""
        raise NotImplementedError

    def read_rows(self, table, columns):
        """Return ``(rows, numbers of rows with nothing to bring in)`` of a table.

        :param list columns: the columns of the table, as the user takes them.
        """
        raise NotImplementedError

    def add_row(self, changes, sheet, row, columns, known):
        """Add to ``changes`` what a row becomes.

        :param str sheet: the name of its sheet.
        :param dict columns: ``{target: TableColumn}``, to say where something cannot be read.
        :param known: what ``gather_knowledge`` has returned.
        """
        raise NotImplementedError

    def add_empty_row(self, changes, sheet, number):
        """Add to ``changes`` that nothing stands in the row with this number."""
        raise NotImplementedError

    def remember(self, changes, known):
        """Put into ``changes.memory`` what the next import of such a list has to know."""

    # ------------------------------------------------------------
    # Columns
    # ------------------------------------------------------------

    def _choose_targets(self, tables):
        """Show the columns of the file and return ``{heading: what it is taken for}``."""
        # sudo: columns are the reader's to write, the user decides their target alone
        columns = self.upload.sudo().column_ids
        corrected = {
            column.heading: column.target or "" for column in columns if column.is_corrected
        }
        try:
            uses = choose_targets(tables, corrected, self._recall_targets())
        except TargetTakenTwice as error:
            raise UserError(self._get_twice_sentence(error)) from error
        self._show_columns(columns, uses)
        return {use.column.heading: use.target for use in uses}

    def _recall_targets(self):
        """Return ``{heading: target}`` with which the unit's lists were brought in so far."""
        # sudo: other users of the unit brought them in; headings and nothing else
        done = self.upload.sudo().search(
            [
                ("unit_id", "=", self.upload.unit_id.id),
                ("kind", "=", self.upload.kind),
                ("state", "=", "done"),
            ],
            order="id",
        )
        return {column.heading: column.target or "" for column in done.column_ids}

    def _show_columns(self, columns, uses):
        """Write the columns of the file for the user to see and correct."""
        known = {column.heading: column for column in columns}
        headings = {use.column.heading for use in uses}
        columns.filtered(lambda column: column.heading not in headings).unlink()
        new = []
        for position, use in enumerate(uses):
            heading = use.column.heading
            vals = {
                "position": position,
                "letters": use.column.letters,
                "sample": use.table.get_sample(use.column)[:SAMPLE_LENGTH],
                "target": use.target or False,
                "is_guessed": use.is_guessed,
                "is_corrected": use.is_corrected,
            }
            if heading in known:
                known[heading].write(vals)
            else:
                new.append({"import_id": self.upload.id, "heading": heading, **vals})
        columns.create(new)
        self.upload._write_protected({"is_stale": False})

    # ------------------------------------------------------------
    # Sentences
    # ------------------------------------------------------------

    def _get_lacking_sentence(self):
        """Return the sentence for a list in which no column means what is required."""
        raise NotImplementedError

    def _get_twice_sentence(self, error):
        labels = self.env["rectification.workbook.import.column"]._get_target_labels()
        return self.env._(
            "Columns %(first)s (%(first_heading)s) and %(second)s (%(second_heading)s) are both "
            "taken for “%(target)s”. Leave one of them out.",
            first=error.first.letters,
            first_heading=error.first.heading,
            second=error.second.letters,
            second_heading=error.second.heading,
            target=labels[error.target],
        )

    def _add_cell_error(self, entry, column, error):
        """Report a cell that cannot be read, by its column's letters and heading."""
        entry.add_error(f"{column.letters} {column.heading}", get_cell_sentence(self.env, error))
