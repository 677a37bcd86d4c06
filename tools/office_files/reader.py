"""An uploaded spreadsheet as sheets of rows of plain values: .xlsx and .csv.

    >>> book = read_workbook("ledger.csv", "问题,时限\\n会议多,2026-5-8\\n".encode("gbk"))
    >>> [row.values for row in book.sheets[0].rows]
    [('问题', '时限'), ('会议多', '2026-5-8')]

The file comes from anybody: its content decides what it is, not its name; what it unfolds to, how
many rows, columns and characters are read, is limited; macros are refused, formulas never worked
out. Needs neither Odoo nor a database.

Whatever cannot be read raises a subclass of :class:`WorkbookError`, whose attributes say where
and how much; the caller puts it into a sentence in the user's language.
"""

import csv
import io

from .office_package import (
    ZIP_HEAD,
    EncryptedPackage,
    NotAPackage,
    OldPackage,
    SwollenPackage,
    open_package,
    refuse_entities,
)
from .sheet_values import (
    Limits,
    Row,
    Sheet,
    TooManyColumns,
    TooManyRows,
    TooMuchText,
    Workbook,
    WorkbookError,
)
from .text_encoding import decode_text
from .xlsx_reader import read_sheets

TEXT_ENDINGS = ("csv", "txt", "tsv")
_SEPARATORS = (",", "\t", ";", "，")


class EmptyFile(WorkbookError):
    """There is nothing in the file, or nothing in any of its sheets."""


class FileTooLarge(WorkbookError):
    """The file is larger than any ledger."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class UnfoldsTooFar(WorkbookError):
    """The file is small and unfolds to more than any ledger (a zip bomb)."""


class NotASpreadsheet(WorkbookError):
    """The file is something else: a document, a picture, a web page called .xls."""


class OldFormat(WorkbookError):
    """The file was saved in the format of Excel 97–2003 (.xls)."""


class EncryptedWorkbook(WorkbookError):
    """The workbook is protected by a password that is asked for when it is opened."""


class MacroWorkbook(WorkbookError):
    """The workbook brings programs along (.xlsm)."""


class DamagedWorkbook(WorkbookError):
    """The file says it is a workbook and cannot be read as one."""


class UnknownEncoding(WorkbookError):
    """The text is neither UTF-8, UTF-16 nor GB18030 (and so neither GBK nor GB2312)."""


def read_workbook(filename: str, content: bytes, limits: Limits | None = None) -> Workbook:
    """Return the :class:`~.sheet_values.Workbook` in a file.

    :param filename: only distinguishes a text with commas from any other text.
    :param content: the file.
    :param limits: how much is read before the file is refused.
    :raises WorkbookError: one of its subclasses, by what is wrong.
    """
    limits = limits or Limits()
    if len(content) > limits.file_bytes:
        raise FileTooLarge(limits.file_bytes)
    if not content.strip():
        raise EmptyFile
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    if ending in TEXT_ENDINGS and not content.startswith(ZIP_HEAD):
        book = Workbook("csv", [_read_csv(content, limits)])
    else:
        book = Workbook("xlsx", _read_xlsx(content, limits))
    if not any(sheet.rows for sheet in book.sheets):
        raise EmptyFile
    return book


def _read_xlsx(content: bytes, limits: Limits) -> list[Sheet]:
    try:
        with open_package(content, limits.unpacked_bytes) as package:
            names = set(package.namelist())
            kinds = package.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
            if b"macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in names):
                raise MacroWorkbook
            if not any(name.startswith("xl/") for name in names) or "xl/workbook.bin" in names:
                raise NotASpreadsheet
            refuse_entities(package)
            return read_sheets(package, limits)
    except NotAPackage as error:
        raise NotASpreadsheet from error
    except OldPackage as error:
        raise OldFormat from error
    except EncryptedPackage as error:
        raise EncryptedWorkbook from error
    except SwollenPackage as error:
        raise UnfoldsTooFar from error
    except WorkbookError:
        raise
    except Exception as error:
        # A broken package makes zipfile, zlib and lxml raise a dozen kinds of errors.
        raise DamagedWorkbook from error


def _read_csv(content: bytes, limits: Limits) -> Sheet:
    try:
        text = decode_text(content)
    except UnicodeError as error:
        raise UnknownEncoding from error
    if len(text) > limits.characters:
        raise TooMuchText(limits.characters)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    sheet = Sheet("")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, values in enumerate(lines, 1):
            while values and not values[-1].strip():
                values.pop()
            if not values:
                continue
            if len(values) > limits.columns:
                raise TooManyColumns("", number, limits.columns)
            if len(sheet.rows) >= limits.rows:
                raise TooManyRows("", limits.rows)
            sheet.rows.append(Row(number, tuple(value or None for value in values)))
    except csv.Error as error:
        raise DamagedWorkbook from error
    return sheet
