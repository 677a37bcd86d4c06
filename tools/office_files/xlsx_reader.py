"""The cells of an .xlsx package, read row by row.

Read with lxml alone: what an upload has to be asked is more than openpyxl's streaming mode says
(which rows are hidden, which cells are merged, whether a formula has been worked out), and an
empty row, of which a careless file has a hundred thousand, must cost next to nothing.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from lxml import etree

from .office_package import BrokenPackage
from .sheet_values import (
    Broken,
    Cell,
    Limits,
    Row,
    Sheet,
    TooManyColumns,
    TooManyRows,
    TooManySheets,
    TooMuchText,
    parse_area,
    parse_cell,
)

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
# Escapes of half a character stay as they are written: no text can hold one.
_ESCAPE = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
MAX_ROW = 1_048_576  # the last row that a sheet can have
# Formats of numbers that show a date: those built in, and codes with a year or a day in them.
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_LAST_SERIAL = date.max.toordinal() - date(1899, 12, 30).toordinal()


def read_sheets(package: zipfile.ZipFile, limits: Limits) -> list[Sheet]:
    """Return the sheets of an opened package in their order.

    :raises BrokenPackage: parts are missing, damaged, or refer to what is not there.
    :raises WorkbookError: more sheets, rows, columns or text than ``limits`` allow.
    """
    try:
        return _Reader(package, limits).list_sheets()
    except etree.XMLSyntaxError as error:
        raise BrokenPackage from error
    except (KeyError, IndexError, OverflowError) as error:
        raise BrokenPackage from error


class _Reader:
    """Holds what the sheets of one package share: texts, formats, the first day of its calendar."""

    def __init__(self, package: zipfile.ZipFile, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._left = limits.characters
        self._main = self._find_main()
        self._targets = self._read_relations(self._main)
        self._texts = self._read_texts()
        self._is_date = self._read_formats()
        self._epoch = date(1899, 12, 30)

    def list_sheets(self) -> list[Sheet]:
        """Return the sheets in their order."""
        root = self._parse(self._main)
        properties = root.find("{*}workbookPr")
        if properties is not None and properties.get("date1904") in ("1", "true"):
            self._epoch = date(1904, 1, 1)
        entries = root.findall("{*}sheets/{*}sheet")
        if len(entries) > self._limits.sheets:
            raise TooManySheets(self._limits.sheets)
        sheets = []
        for entry in entries:
            relation = entry.get(_RELATION, "") or entry.get(_STRICT_RELATION, "")
            kind, target = self._targets[relation]
            if kind == "worksheet":  # others are charts and dialogs
                is_hidden = entry.get("state", "visible") != "visible"
                sheets.append(self._read_sheet(entry.get("name", ""), is_hidden, target))
        return sheets

    # ------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------

    def _find_main(self) -> str:
        for relation in self._parse("_rels/.rels").findall("{*}Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
        raise BrokenPackage

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return ``{id: (kind, name of the part)}``."""
        folder, name = posixpath.split(part)
        targets = {}
        for relation in self._parse(f"{folder}/_rels/{name}.rels").findall("{*}Relationship"):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            kind = relation.get("Type", "").rpartition("/")[2]
            targets[relation.get("Id", "")] = kind, posixpath.normpath(path)
        return targets

    def _find_part(self, kind: str) -> str | None:
        found = [target for name, target in self._targets.values() if name == kind]
        return found[0] if found and found[0] in self._package.namelist() else None

    def _parse(self, part: str) -> etree._Element:
        with self._package.open(part) as stream:
            return etree.parse(stream, etree.XMLParser(**_SAFE)).getroot()

    def _iterate(self, part: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements with these names and forget each once it has been looked at."""
        with self._package.open(part) as stream:
            names = [f"{{*}}{tag}" for tag in tags]
            for __, element in etree.iterparse(stream, tag=names, **_SAFE):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _read_texts(self) -> list[str]:
        part = self._find_part("sharedStrings")
        if not part:
            return []
        return [self._count(_rich_text(element)) for element in self._iterate(part, "si")]

    def _read_formats(self) -> list[bool]:
        """Return for each cell style whether it shows a number as a date."""
        part = self._find_part("styles")
        if not part:
            return []
        root = self._parse(part)
        codes = {
            entry.get("numFmtId", ""): entry.get("formatCode", "")
            for entry in root.findall("{*}numFmts/{*}numFmt")
        }
        return [
            _shows_date(entry.get("numFmtId", "0"), codes)
            for entry in root.findall("{*}cellXfs/{*}xf")
        ]

    def _count(self, text: str) -> str:
        self._left -= len(text)
        if self._left < 0:
            raise TooMuchText(self._limits.characters)
        return text

    # ------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------

    def _read_sheet(self, name: str, is_hidden: bool, part: str) -> Sheet:
        sheet = Sheet(name, is_hidden)
        number = 0
        for element in self._iterate(part, "row", "mergeCell"):
            if not element.tag.endswith("}row"):
                area = parse_area(element.get("ref", ""))
                if area and len(sheet.merged) < self._limits.rows:
                    sheet.merged.append(area)
                continue
            number = int(element.get("r") or number + 1)
            if not 0 < number <= MAX_ROW:
                raise BrokenPackage
            if not len(element):
                continue
            values = self._read_row(name, number, element)
            if values:
                if len(sheet.rows) >= self._limits.rows:
                    raise TooManyRows(name, self._limits.rows)
                sheet.rows.append(Row(number, values, element.get("hidden") in ("1", "true")))
        return sheet

    def _read_row(self, sheet: str, number: int, element: etree._Element) -> tuple[Cell, ...]:
        values: list[Cell] = []
        column = -1
        for cell in element.iterfind("{*}c"):
            place = parse_cell(cell.get("r", ""))
            column = place[1] if place else column + 1
            value = self._read_cell(cell)
            if value is None or value == "":
                continue
            if column >= self._limits.columns:
                raise TooManyColumns(sheet, number, self._limits.columns)
            values += [None] * (column + 1 - len(values))
            values[column] = value
        return tuple(values)

    def _read_cell(self, cell: etree._Element) -> Cell:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return self._count(_rich_text(cell))
        text = cell.findtext("{*}v")
        if not text:
            # A formula that works out to an empty text says so; any other was never worked out.
            return Broken() if kind != "str" and cell.find("{*}f") is not None else None
        if kind == "s":
            return self._texts[int(text)]
        if kind == "str":
            return self._count(_unescape(text))
        if kind == "b":
            return text.strip() == "1"
        if kind == "e":
            return Broken(text)
        if kind == "d":
            return _read_iso_date(text)
        style = int(cell.get("s") or 0)
        return self._read_number(text, style < len(self._is_date) and self._is_date[style])

    def _read_number(self, text: str, is_date: bool) -> int | float | date | Broken:
        try:
            number = float(text)
        except ValueError:
            return Broken(text)
        if is_date and 1 <= number < _LAST_SERIAL:
            return from_serial(number, self._epoch)
        return int(number) if number.is_integer() else number


def from_serial(number: float, epoch: date = date(1899, 12, 30)) -> date:
    """Return the date, or with a fraction the moment, that a spreadsheet counts as ``number``.

    >>> from_serial(46150), from_serial(46150.5)
    (datetime.date(2026, 5, 8), datetime.datetime(2026, 5, 8, 12, 0))
    """
    day = epoch + timedelta(days=int(number))
    seconds = round(number % 1 * 86400)
    if not seconds:
        return day
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)


def _read_iso_date(text: str) -> date | str:
    try:
        moment = datetime.fromisoformat(text.strip().rstrip("Z"))
    except ValueError:
        return text
    return moment if moment.time().replace(tzinfo=None) != datetime.min.time() else moment.date()


def _rich_text(element: etree._Element) -> str:
    """Return the text of an element, runs joined, pronunciations left out."""
    parts = [
        part.text or ""
        for part in element.iterfind(".//{*}t")
        if (parent := part.getparent()) is None or not parent.tag.endswith("}rPh")
    ]
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _shows_date(format_id: str, codes: Mapping[str, str]) -> bool:
    if format_id not in codes:
        return format_id.isdigit() and int(format_id) in _DATE_FORMATS
    code = _LITERAL.sub("", codes[format_id]).lower()
    return "y" in code or "d" in code or "年" in codes[format_id] or "日" in codes[format_id]
