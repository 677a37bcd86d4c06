import base64
import io

import openpyxl

from ...tools.workbook.offline_form import SHEET_MARK


class Copy:
    """An offline workbook in the hands of a test: cells are found by key and column name."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def sheet(self, form):
        """Return the sheet of a form and its row with the names of the columns."""
        for sheet in self.book.worksheets:
            for row in range(1, 10):
                if sheet.cell(row, 1).value == SHEET_MARK + form:
                    return sheet, row
        raise LookupError(form)

    def place(self, form, key, name):
        """Return the cell of a row and a column."""
        sheet, names = self.sheet(form)
        columns = {cell.value: cell.column for cell in sheet[names]}
        for row in range(names + 1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == key:
                return sheet.cell(row, columns[name])
        raise LookupError(key)

    def keys(self, form):
        """Return the keys of a form's rows in their order."""
        sheet, names = self.sheet(form)
        return [sheet.cell(row, 1).value for row in range(names + 1, sheet.max_row + 1)]

    def fill(self, form, key, **values):
        """Fill in cells of a row."""
        for name, value in values.items():
            self.place(form, key, name).value = value

    def values(self, form):
        """Return the rows of a form as lists, without those that are empty but for their key."""
        sheet, names = self.sheet(form)
        rows = sheet.iter_rows(min_row=names + 1, values_only=True)
        return [list(row) for row in rows]

    def save(self):
        """Return the file's content."""
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()


class WorkbookMixin:
    """Vocabulary for workbooks that go out and come back."""

    def _download(self, sheet, user):
        """Return the workbook of ``sheet`` as ``user`` downloads it."""
        file = io.BytesIO()
        sheet = sheet.with_user(user)
        sheet.env["rectification.offline.workbook"]._write_workbook(sheet, file)
        return Copy(file.getvalue())

    def _copy(self, content):
        """Return a second copy of a file."""
        return Copy(content)

    def _upload(self, sheet, user, content, name="sheet.xlsx"):
        """Let ``user`` upload a file for ``sheet`` and return the import, not yet read."""
        if isinstance(content, Copy):
            content = content.save()
        return (
            self.env["rectification.workbook.import"]
            .with_user(user)
            .create(
                {
                    "dossier_id": sheet.dossier_id.id,
                    "check_id": sheet.id,
                    "file": base64.b64encode(content),
                    "file_name": name,
                }
            )
        )

    def _preview(self, sheet, user, content, name="sheet.xlsx"):
        """Let ``user`` upload a file and look at the preview."""
        upload = self._upload(sheet, user, content, name)
        upload.action_preview()
        return upload

    def _bring_in(self, sheet, user, content):
        """Let ``user`` upload a file, look, and confirm."""
        upload = self._preview(sheet, user, content)
        upload.action_confirm()
        return upload

    def _lines(self, upload, kind=None):
        """Return the lines of a preview as readable lists."""
        return [
            [line.kind, line.sheet, line.row, line.column or "", line.after or line.sentence or ""]
            for line in upload.line_ids
            if kind in (None, line.kind)
        ]
