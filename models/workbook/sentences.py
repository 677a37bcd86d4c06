"""What is wrong with an uploaded file or one of its cells, in the user's language."""

from ...tools.office_files import cell_values, reader, sheet_values


def get_file_sentence(env, error):
    """Return the sentence for a :class:`~...tools.office_files.sheet_values.WorkbookError`."""
    return _get_size_sentence(env, error) or _get_format_sentence(env, error)


def get_cell_sentence(env, error):
    """Return the sentence for an :class:`~...tools.office_files.cell_values.IllegibleCell`."""
    match error:
        case cell_values.BrokenCell(text=text):
            return env._("The cell shows the error “%s”. Write the value itself.", text)
        case cell_values.UnworkedFormula():
            return env._("The cell holds a formula without a result. Write the value itself.")
        case cell_values.IllegibleDate(text=text):
            return env._("“%s” is no date. Write year, month and day, for example 2026-5-8.", text)
        case cell_values.IllegibleNumber(text=text):
            return env._("“%s” is no whole number.", text)
        case cell_values.TextTooLong(length=length, limit=limit):
            return env._(
                "%(length)s characters; %(limit)s are possible. Shorten it by %(rest)s.",
                length=length,
                limit=limit,
                rest=length - limit,
            )
        case cell_values.UnknownChoice(text=text, choices=choices):
            return env._(
                "“%(text)s” is none of: %(choices)s.",
                text=text,
                choices=choices[:12],
            )
    return env._("The cell cannot be read.")


def _get_format_sentence(env, error):
    match error:
        case reader.EmptyFile():
            return env._("The file is empty.")
        case reader.OldFormat():
            return env._(
                "The file was saved in the old format (.xls). Open it in Excel or WPS and save "
                "it as “Excel Workbook (.xlsx)”."
            )
        case reader.EncryptedWorkbook():
            return env._(
                "The file is protected by a password. Save it without one and upload it again."
            )
        case reader.MacroWorkbook():
            return env._(
                "The workbook contains macros, which are not accepted. Save it as “Excel "
                "Workbook (.xlsx)”; that leaves them out."
            )
        case reader.NotASpreadsheet():
            return env._(
                "The file is no spreadsheet that can be read. Save it in Excel or WPS as "
                "“Excel Workbook (.xlsx)”."
            )
        case reader.UnknownEncoding():
            return env._(
                "The text of the file cannot be deciphered. Save it as “CSV UTF-8” or as "
                "“Excel Workbook (.xlsx)”."
            )
    return env._(
        "The file is damaged. Open it in Excel or WPS and save it once more as “Excel Workbook "
        "(.xlsx)”."
    )


def _get_size_sentence(env, error):
    match error:
        case reader.FileTooLarge(limit=limit):
            return env._(
                "The file is larger than %s MB. Take out pictures and sheets that do not "
                "belong to it.",
                limit // 1024 // 1024,
            )
        case reader.UnfoldsTooFar():
            return env._(
                "The file unfolds to more than any workbook of this kind, and was not opened."
            )
        case sheet_values.TooManySheets(limit=limit):
            return env._("The file has more than %s sheets.", limit)
        case sheet_values.TooManyRows(sheet=sheet, limit=limit):
            return env._(
                "Sheet “%(sheet)s”: more than %(limit)s rows are filled in.",
                sheet=sheet,
                limit=limit,
            )
        case sheet_values.TooManyColumns(sheet=sheet, row=row, limit=limit):
            return env._(
                "Sheet “%(sheet)s”, row %(row)s: something stands further right than column "
                "%(limit)s. Delete it.",
                sheet=sheet,
                row=row,
                limit=limit,
            )
        case sheet_values.TooMuchText(limit=limit):
            return env._("The file holds more than %s characters.", limit)
    return ""
