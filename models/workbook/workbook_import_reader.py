import base64

from odoo import api, models
from odoo.exceptions import UserError

from ...tools.office_files import cell_values, sheet_values
from ...tools.office_files import reader as workbook_reader


class RectificationWorkbookImport(models.Model):
    """Reads the uploaded file, and says in the user's words what is wrong with it or a cell."""

    _inherit = "rectification.workbook.import"

    def _read_file(self):
        """Return the :class:`~..tools.sheet_values.Workbook` of the file.

        :raises UserError: with the reason why it cannot be read.
        """
        self.ensure_one()
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        try:
            return workbook_reader.read_workbook(self.file_name or "", content)
        except sheet_values.WorkbookError as error:
            raise UserError(
                self.env._(
                    "%(file)s: %(sentence)s",
                    file=self.display_name or self.env._("Workbook"),
                    sentence=self._get_file_sentence(error),
                )
            ) from error

    @api.model
    def _get_file_sentence(self, error):
        """Return the sentence for a :class:`~..tools.sheet_values.WorkbookError`."""
        return self._get_size_sentence(error) or self._get_format_sentence(error)

    @api.model
    def _get_format_sentence(self, error):
        match error:
            case workbook_reader.EmptyFile():
                return self.env._("The file is empty.")
            case workbook_reader.OldFormat():
                return self.env._(
                    "The file was saved in the old format (.xls). Open it in Excel or WPS and save "
                    "it as “Excel Workbook (.xlsx)”."
                )
            case workbook_reader.EncryptedWorkbook():
                return self.env._(
                    "The file is protected by a password. Save it without one and upload it again."
                )
            case workbook_reader.MacroWorkbook():
                return self.env._(
                    "The workbook contains macros, which are not accepted. Save it as “Excel "
                    "Workbook (.xlsx)”; that leaves them out."
                )
            case workbook_reader.NotASpreadsheet():
                return self.env._(
                    "The file is no spreadsheet that can be read. Save it in Excel or WPS as "
                    "“Excel Workbook (.xlsx)”."
                )
            case workbook_reader.UnknownEncoding():
                return self.env._(
                    "The text of the file cannot be deciphered. Save it as “CSV UTF-8” or as "
                    "“Excel Workbook (.xlsx)”."
                )
        return self.env._(
            "The file is damaged. Open it in Excel or WPS and save it once more as “Excel Workbook "
            "(.xlsx)”."
        )

    @api.model
    def _get_size_sentence(self, error):
        match error:
            case workbook_reader.FileTooLarge(limit=limit):
                return self.env._(
                    "The file is larger than %s MB. Take out pictures and sheets that do not "
                    "belong to it.",
                    limit // 1024 // 1024,
                )
            case workbook_reader.UnfoldsTooFar():
                return self.env._(
                    "The file unfolds to more than any workbook of this kind, and was not opened."
                )
            case sheet_values.TooManySheets(limit=limit):
                return self.env._("The file has more than %s sheets.", limit)
            case sheet_values.TooManyRows(sheet=sheet, limit=limit):
                return self.env._(
                    "Sheet “%(sheet)s”: more than %(limit)s rows are filled in.",
                    sheet=sheet,
                    limit=limit,
                )
            case sheet_values.TooManyColumns(sheet=sheet, row=row, limit=limit):
                return self.env._(
                    "Sheet “%(sheet)s”, row %(row)s: something stands further right than column "
                    "%(limit)s. Delete it.",
                    sheet=sheet,
                    row=row,
                    limit=limit,
                )
            case sheet_values.TooMuchText(limit=limit):
                return self.env._("The file holds more than %s characters.", limit)
        return ""

    @api.model
    def _get_cell_sentence(self, error):
        """Return the sentence for an :class:`~..tools.cell_values.IllegibleCell`."""
        match error:
            case cell_values.BrokenCell(text=text):
                return self.env._("The cell shows the error “%s”. Write the value itself.", text)
            case cell_values.UnworkedFormula():
                return self.env._(
                    "The cell holds a formula without a result. Write the value itself."
                )
            case cell_values.IllegibleDate(text=text):
                return self.env._(
                    "“%s” is no date. Write year, month and day, for example 2026-5-8.", text
                )
            case cell_values.IllegibleNumber(text=text):
                return self.env._("“%s” is no whole number.", text)
            case cell_values.TextTooLong(length=length, limit=limit):
                return self.env._(
                    "%(length)s characters; %(limit)s are possible. Shorten it by %(rest)s.",
                    length=length,
                    limit=limit,
                    rest=length - limit,
                )
            case cell_values.UnknownChoice(text=text, choices=choices):
                return self.env._(
                    "“%(text)s” is none of: %(choices)s.",
                    text=text,
                    choices=choices[:12],
                )
        return self.env._("The cell cannot be read.")
