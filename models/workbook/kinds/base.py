from ....tools.workbook.changes import BY_IMPORTANCE, CONFLICT, NEW


class ImportKind:
    """A kind of spreadsheet: how it is recognised, read, compared, and brought in.

    An object of this class serves one import, ``self.upload``, a record of
    ``rectification.workbook.import``. It is plain Python: no remote call reaches it.

    How a new kind is added: a value of the field ``kind`` of the import, a class in this folder,
    and its line in ``KINDS``. A list that people keep in columns of their own (a roster, a list of
    units) inherits :class:`~.table.TableKind`, which recognises the columns, lets the user correct
    them and remembers them; everything else inherits this class. What a kind has to say:

    - ``recognises(book)``: whether a file is one of these;
    - ``get_changes(book)``: what each row would change, what is wrong, what is unchanged, as a
      :class:`~....tools.workbook.changes.ChangeSet`. It writes nothing;

    and, where it differs from what stands here:

    - ``prepare(entry, values, records)``: which record a row goes into, and what is written;
    - ``list_lines(entry)``: how a row is shown in the preview;
    - ``get_open_decisions()``, ``get_doubts()``: what the user has to decide before the file can be
      brought in, and what to look at.

    The rest is the same for all kinds: ``tools/office_files/reader.py`` reads the file,
    ``..sentences`` says what is wrong with a file or a cell, ``..change_writer`` tries the changes
    out in a savepoint, so that the models' own guards speak in the preview, and carries them out as
    a whole or not at all. What the next import of the same file has to know is the ``memory`` of
    the change set; it is kept with the import.
    """

    # Whether a problem item is chosen for new rows in the preview.
    asks_for_item = False

    def __init__(self, upload):
        self.upload = upload
        self.env = upload.env

    @classmethod
    def recognises(cls, book):
        """Tell whether a file is of this kind.

        :param Workbook book: the file as ``tools/office_files/reader.py`` has read it.
        """
        raise NotImplementedError

    def get_changes(self, book):
        """Return the :class:`ChangeSet` of a file.

        :raises UserError: when the file is refused as a whole.
        """
        raise NotImplementedError

    def prepare(self, entry, values, records):
        """Return ``(record, values)``: the record a row goes into, and what is written into it.

        An empty record of its model stands for a new one.

        :param dict values: ``{field: value}`` of the row.
        :param dict records: the ids of the rows brought in before, by key.
        """
        return self.env[entry.model].browse(entry.record_id or ()), values

    def list_lines(self, entry):
        """Return the values of the lines of the preview that show one row of the file.

        A new record is one line, its errors and every changed cell are lines of their own.
        """
        place = {
            "sheet": entry.sheet,
            "row": entry.row,
            "record_label": entry.label,
            "res_model": entry.model,
            "res_id": entry.record_id,
            "key": entry.key,
        }
        lines = [
            {
                **place,
                "kind": cell.kind,
                "importance": BY_IMPORTANCE.index(cell.kind),
                "column": cell.column,
                "name": cell.name,
                "before": cell.before,
                "after": cell.after,
                "sentence": cell.sentence,
                "choice": "online" if cell.kind == CONFLICT else False,
            }
            for cell in entry.cells
            if cell.kind != NEW
        ]
        new = [cell for cell in entry.cells if cell.kind == NEW]
        if new and not entry.is_wrong:
            text = "\n".join(
                self.env._("%(field)s: %(value)s", field=cell.column, value=cell.after)
                for cell in new
            )
            importance = BY_IMPORTANCE.index(NEW)
            lines.append({**place, "kind": NEW, "importance": importance, "after": text})
        return lines

    def get_open_decisions(self):
        """Return sentences on what has to be decided in the preview before anything is written."""
        return []

    def get_doubts(self):
        """Return sentences on what is uncertain in the preview, the most pressing first."""
        return self.get_open_decisions()
