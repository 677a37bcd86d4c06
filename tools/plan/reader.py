"""The text of an uploaded plan: .txt, .docx, .xlsx, .pdf.

    >>> read_document('plan.txt', '关于整治会风的方案'.encode())
    '关于整治会风的方案'

Needs neither Odoo nor a database. .docx is read with lxml alone (see docx); .xlsx needs
openpyxl and .pdf pypdf, which come with Odoo. Whatever cannot be read raises a subclass of
:class:`DocumentError` whose sentence says what to do.
"""

import datetime
import io
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

from ..office_files.office_package import (
    BrokenPackage,
    EncryptedPackage,
    NotAPackage,
    OldPackage,
    SwollenPackage,
    open_package,
    refuse_entities,
)
from ..office_files.text_encoding import decode_text
from .docx import read_docx

MAX_BYTES = 20 * 1024 * 1024
# A plan has some ten thousand characters; a file that unfolds to more than that is none.
MAX_UNPACKED = 100 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
MAX_PAGES = 300
MAX_ROWS = 20_000
MAX_COLUMNS = 50
_PAGE_NUMBER = re.compile(r"^[\s\-—–－·]*(?:第\s*)?\d{1,3}(?:\s*页)?[\s\-—–－·]*$")
# The gap that typesetting leaves between digits and characters comes out of a PDF as a space. A
# number that begins a line keeps it: that may be the number of a row.
_GAP_BEFORE = re.compile(r"(?<=[一-鿿—–~（(〔）〕、，]) (?=[\dX]{1,4} ?[年月日号项条个份类大])")
_GAP_IN_FIRST_DATE = re.compile(r"^(\s*(?:\d{4}(?= 年)|\d{1,2}(?= 月 ?[\d底末上中下份]))) ")
_GAP_BEHIND = re.compile(r"(?<=[^\s\d]\d|[^\sX]X|\d\d) (?=[年月日号项条个份类])")


class DocumentError(ValueError):
    """The document cannot be read."""


class UnknownFormat(DocumentError):
    """The document is of a kind that is not read."""


class MissingLibrary(DocumentError):
    """A Python package that this kind of document needs is not installed: ``library``."""

    def __init__(self, message: str, library: str) -> None:
        super().__init__(message)
        self.library = library


class DocumentTooLarge(DocumentError):
    """The document is larger than any plan."""


class EncryptedDocument(DocumentError):
    """The document is protected by a password."""


class ScannedDocument(DocumentError):
    """The document holds pictures of pages and no text."""


class DamagedDocument(DocumentError):
    """The document's content is not what its name says, or broken."""


def read_document(filename: str, content: bytes) -> str:
    """Return the text of a document, ready for ``parse_plan``.

    Rows of tables become lines with a tab between the cells. In .docx the automatic numbers are
    written out and bold headings stand between ``**``.

    :param filename: its ending decides how the content is read.
    :param content: the file.
    :raises DocumentError: one of its subclasses, by what is wrong.
    """
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    reader = _READERS.get(ending)
    if reader is None:
        raise UnknownFormat(
            f"Files of the kind “{ending or filename}” are not read. "
            "Save the document as .docx, .xlsx, .pdf or .txt, or paste its text."
        )
    if len(content) > MAX_BYTES:
        raise DocumentTooLarge(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    text = reader(content)
    if len(text) > MAX_CHARACTERS:
        raise DocumentTooLarge(f"The document has more than {MAX_CHARACTERS:,} characters.")
    return storable(text)


def storable(text: str) -> str:
    """Return a text of the same length that any database takes: no NUL, no half of a character."""
    text = text.replace("\0", " ")
    return text.encode("utf-8", "replace").decode("utf-8")


def _read_txt(content: bytes) -> str:
    try:
        return decode_text(content)
    except UnicodeError as error:
        raise DamagedDocument("The text is neither UTF-8 nor GB18030. Save it as UTF-8.") from error


def _open_zip(content: bytes) -> ZipFile:
    """Return the opened package of an Office file, or say in a sentence why there is none."""
    try:
        return open_package(content, MAX_UNPACKED)
    except (EncryptedPackage, OldPackage) as error:
        raise EncryptedDocument(
            "The document is protected by a password or was saved in an old Office format. "
            "Save it without a password as .docx or .xlsx."
        ) from error
    except NotAPackage as error:
        raise DamagedDocument("The file is not an Office document.") from error
    except SwollenPackage as error:
        raise DocumentTooLarge("The document unfolds to more than any plan has.") from error
    except BrokenPackage as error:
        raise DamagedDocument("The file is damaged and cannot be opened.") from error


def _read_docx(content: bytes) -> str:
    with _open_zip(content) as package:
        try:
            return read_docx(package)
        except Exception as error:
            # A broken package makes zipfile, zlib and lxml raise a dozen kinds of errors.
            raise DamagedDocument("The Word document is damaged and cannot be read.") from error


def _read_xlsx(content: bytes) -> str:
    """Return all sheets' rows as lines of cells; an empty line stands between two sheets."""
    openpyxl = _library("openpyxl")
    try:
        with _open_zip(content) as package:
            refuse_entities(package)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [_sheet_lines(sheet) for sheet in book.worksheets]
    except DocumentError:
        raise
    except Exception as error:
        # openpyxl raises whatever its inside meets; for the reader it is all one: a broken file.
        raise DamagedDocument("The workbook is damaged and cannot be read.") from error
    return "\n\n".join("\n".join(lines) for lines in sheets if lines)


def _sheet_lines(sheet: Any) -> list[str]:
    lines: list[str] = []
    length = 0
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True):
        cells = [_cell_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        lines.append("\t".join(cells))
        length += len(lines[-1])
        if length > MAX_CHARACTERS:
            raise DocumentTooLarge(f"The workbook has more than {MAX_CHARACTERS:,} characters.")
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return re.sub(r"\s*[\t\r\n]+\s*", " ", str(value)).strip()


def _read_pdf(content: bytes) -> str:
    """Return the pages' text without page numbers; the line breaks of the page remain."""
    pypdf = _library("pypdf")
    if b"%PDF-" not in content[:1024]:
        raise DamagedDocument("The file is not a PDF document.")
    try:
        document = pypdf.PdfReader(io.BytesIO(content))
        if document.is_encrypted and not document.decrypt(""):
            raise EncryptedDocument("The PDF is protected by a password. Save it without one.")
        if len(document.pages) > MAX_PAGES:
            raise DocumentTooLarge(f"The PDF has more than {MAX_PAGES} pages.")
        pages = [page.extract_text() or "" for page in document.pages]
    except DocumentError:
        raise
    except Exception as error:
        # pypdf, too, raises whatever a broken file makes it meet, RecursionError included.
        raise DamagedDocument("The PDF is damaged and cannot be read.") from error
    lines = [line for page in pages for line in _page_lines(page)]
    if not any(line.strip() for line in lines):
        raise ScannedDocument(
            "The PDF holds pictures of pages and no text. Have its text recognised, or paste it."
        )
    return "\n".join(lines)


def _page_lines(page: str) -> list[str]:
    lines = page.splitlines()
    while lines and (_PAGE_NUMBER.match(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    if lines and _PAGE_NUMBER.match(lines[0]):
        del lines[0]
    return [_close_gaps(line) for line in lines]


def _close_gaps(line: str) -> str:
    """Return a line without the spaces inside of dates and counts.

    >>> _close_gaps("于2026 年4 月底前，共 8 项")
    '于2026年4月底前，共8项'
    >>> _close_gaps("12 个别单位推诿")
    '12 个别单位推诿'
    >>> _close_gaps("2026 年 2 月 10 日")
    '2026年2月10日'
    """
    line = _GAP_IN_FIRST_DATE.sub(r"\1", line)
    indent = len(line) - len(line.lstrip("0123456789 \u3000"))
    head, rest = line[:indent], line[indent:]
    return head + _GAP_BEHIND.sub("", _GAP_BEFORE.sub("", rest))


def _library(name: str) -> Any:
    try:
        return __import__(name)
    except ImportError as error:
        raise MissingLibrary(
            f"Reading this file needs the Python package “{name}”, which is not installed. "
            "Paste the text instead, or have it installed.",
            name,
        ) from error


_READERS: dict[str, Callable[[bytes], str]] = {
    "txt": _read_txt,
    "docx": _read_docx,
    "xlsx": _read_xlsx,
    "pdf": _read_pdf,
}
