"""The text of a Word document, with the automatic numbers that Word shows but does not store.

Reads document.xml, numbering.xml and styles.xml of the package. Numbers follow Word's rules: one
counter per list and level, restarted by a higher level; formats that plans use are written out,
others as plain digits. Text deleted under revision and alternative drawings are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import overload
from zipfile import ZipFile

from lxml import etree

from ..core.chinese_numerals import to_chinese

MAX_PART = 50 * 1024 * 1024
MAX_BOLD = 60
_NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {
    _NS + "del",
    _NS + "moveFrom",
    _NS + "pPr",
    _NS + "rPr",
    _NS + "delText",
    _NS + "instrText",
    _FALLBACK,
}
_OFF = {"0", "false", "off", "none"}
_MAX_LEVEL = 8
_MAX_SPAN = 50
_MAX_STYLES = 20
# No mark of a plan is read beyond this.
_MAX_CHINESE = 9999


def read_docx(package: ZipFile) -> str:
    """Return the text of an opened .docx package.

    :raises ValueError: if a part is too large, is no XML or declares entities.
    :raises KeyError: if the package has no document.
    """
    styles = Styles(_part(package, "word/styles.xml"))
    numbering = Numbering(_part(package, "word/numbering.xml"))
    document = _part(package, "word/document.xml")
    if document is None:
        raise KeyError("word/document.xml")
    writer = _Writer(styles, numbering)
    body = document.find(_NS + "body")
    writer.append(body if body is not None else document)
    return "\n".join(writer.lines)


def _part(package: ZipFile, name: str) -> etree._Element | None:
    """Return a part's root element, None if the package has no such part."""
    if name not in package.namelist():
        return None
    with package.open(name) as stream:
        content = stream.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise ValueError(f"{name} is too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr] # lxml-stubs lack it
        raise ValueError(f"{name} declares entities")
    return root


@overload
def _value(element: etree._Element | None, name: str) -> str | None: ...


@overload
def _value(element: etree._Element | None, name: str, default: str) -> str: ...


def _value(element: etree._Element | None, name: str, default: str | None = None) -> str | None:
    """Return the val of a child element, the default where there is none."""
    child = element.find(_NS + name) if element is not None else None
    return default if child is None else child.get(_NS + "val", "")


def _is_on(element: etree._Element | None, name: str) -> bool | None:
    """Return whether a switch is set; None where the element does not speak of it."""
    value = _value(element, name)
    return None if value is None else value.lower() not in _OFF


def _own(element: etree._Element, name: str) -> list[etree._Element]:
    """Return a table's rows or a row's cells, without those of tables inside."""
    return [
        found
        for found in element.iter(_NS + name)
        if next(found.iterancestors(element.tag)) is element
    ]


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


class Styles:
    """Paragraph styles: their list and boldness, inherited along basedOn."""

    def __init__(self, root: etree._Element | None) -> None:
        self.styles: dict[str | None, etree._Element] = {}
        for style in root.iter(_NS + "style") if root is not None else ():
            self.styles[style.get(_NS + "styleId")] = style

    def chain(self, style_id: str | None) -> Iterator[etree._Element]:
        """Yield a style and those it is based on."""
        for _step in range(_MAX_STYLES):
            style = self.styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = _value(style, "basedOn")

    def is_bold(self, style_id: str | None) -> bool:
        """Return whether the style sets its text bold, or is a heading."""
        for style in self.chain(style_id):
            name = (_value(style, "name") or "").lower()
            bold = _is_on(style.find(_NS + "rPr"), "b")
            if bold is not None or name.startswith(("heading", "标题")):
                return bold is not False
        return False

    def numbering(self, style_id: str | None) -> etree._Element | None:
        """Return the numPr of the style or the first it is based on that has one."""
        for style in self.chain(style_id):
            properties = style.find(_NS + "pPr")
            found = properties.find(_NS + "numPr") if properties is not None else None
            if found is not None:
                return found
        return None


@dataclass
class Level:
    """One level of a list: how its number is written, and after which level it restarts.

    ``restart`` counts levels from 1; None is Word's rule (after any higher level), 0 is never.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    style: str | None = None
    restart: int | None = None


@dataclass
class List:
    """A list: its levels and their counters, shared by every num of one abstract list."""

    levels: dict[int, Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The automatic numbers of a document, drawn one after the other."""

    def __init__(self, root: etree._Element | None) -> None:
        self.lists: dict[str | None, List] = {}
        self.starts: dict[str | None, dict[int, int]] = {}
        self.started: set[tuple[str, int]] = set()
        if root is None:
            return
        abstract = {
            element.get(_NS + "abstractNumId"): element
            for element in root.iter(_NS + "abstractNum")
        }
        by_link = {_value(element, "styleLink"): element for element in abstract.values()}
        # Most lists are linked to no style: they must not find each other under None.
        by_link.pop(None, None)
        shared: dict[str | None, List] = {}
        for num in root.iter(_NS + "num"):
            abstract_id = _value(num, "abstractNumId")
            element = abstract.get(abstract_id)
            element = by_link.get(_value(element, "numStyleLink"), element)
            num_id = num.get(_NS + "numId")
            self.lists[num_id] = shared.setdefault(abstract_id, List(_levels(element)))
            self.starts[num_id] = {
                _number(override.get(_NS + "ilvl")): _number(_value(override, "startOverride"), 1)
                for override in num.iter(_NS + "lvlOverride")
                if _value(override, "startOverride") is not None
            }

    def draw(self, num_id: str, level: int | None, style_id: str | None = None) -> str:
        """Return the next number of a list with the space behind it, '' where it has none."""
        listing = self.lists.get(num_id)
        if listing is None or num_id == "0":
            return ""
        if level is None:
            level = next(
                (
                    index
                    for index, entry in listing.levels.items()
                    if entry.style and entry.style == style_id
                ),
                0,
            )
        counters = listing.counters
        if (num_id, level) not in self.started and level in self.starts[num_id]:
            counters[level] = self.starts[num_id][level] - 1
        self.started.add((num_id, level))
        entry = listing.levels.get(level, Level())
        counters[level] = counters.get(level, entry.start - 1) + 1
        for deeper in [index for index in counters if index > level]:
            restart = listing.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                del counters[deeper]
        return _written(listing, level)


def _levels(element: etree._Element | None) -> dict[int, Level]:
    """Return the levels of an abstract list by their index."""
    levels: dict[int, Level] = {}
    for level in element.iter(_NS + "lvl") if element is not None else ():
        restart = _value(level, "lvlRestart")
        levels[_number(level.get(_NS + "ilvl"))] = Level(
            _number(_value(level, "start"), 1),
            _value(level, "numFmt", "decimal"),
            _value(level, "lvlText", ""),
            _value(level, "suff", "tab"),
            _value(level, "pStyle"),
            None if restart is None else _number(restart),
        )
    return levels


def _written(listing: List, level: int) -> str:
    """Return the number of a level as its text pattern (%1.%2) writes it."""
    entry = listing.levels.get(level, Level(text="%1."))
    if entry.number_format == "bullet":
        return "● "
    if entry.number_format == "none" and "%" not in entry.text:
        return entry.text

    def number(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        shown = listing.levels.get(index, Level())
        return format_number(listing.counters.get(index, shown.start), shown.number_format)

    text = re.sub(r"%([1-9])", number, entry.text)
    ends_open = text[-1:].isalpha() or text[-1:].isdecimal()
    return text + (" " if ends_open and entry.suffix != "nothing" else "")


def format_number(number: int, number_format: str) -> str:
    """Return a number in one of Word's formats; digits for those that plans do not use."""
    if number_format in _CHINESE:
        return to_chinese(number) if 0 <= number <= _MAX_CHINESE else str(number)
    if number_format in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"):
        return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"
    if number_format == "decimalEnclosedParen":
        return f"({number})"
    if number_format == "decimalEnclosedFullstop":
        return f"{number}."
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format == "none":
        return ""
    if number_format in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if number_format == "lowerLetter" else 65) + number - 1)
    if number_format in ("lowerRoman", "upperRoman") and 1 <= number <= 12:
        roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")[
            number - 1
        ]
        return roman if number_format == "lowerRoman" else roman.upper()
    return str(number)


_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "japaneseDigitalTenThousand",
}


class _Writer:
    """Writes paragraphs and table rows as lines."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.lines: list[str] = []

    def append(self, container: etree._Element) -> None:
        """Append the lines of all paragraphs and tables in a body, cell or content control."""
        for element in container:
            if element.tag == _NS + "p":
                self.lines.append(self._paragraph(element))
            elif element.tag == _NS + "tbl":
                self._table(element)
            elif element.tag not in _SKIPPED and len(element):
                self.append(element)

    def _table(self, table: etree._Element) -> None:
        for row in _own(table, "tr"):
            cells: list[str] = []
            for cell in _own(row, "tc"):
                span = _number(_value(cell.find(_NS + "tcPr"), "gridSpan"), 1)
                cells.extend([self._cell(cell)] + [""] * (min(span, _MAX_SPAN) - 1))
            self.lines.append("\t".join(cells))

    def _cell(self, cell: etree._Element) -> str:
        properties = cell.find(_NS + "tcPr")
        merge = properties.find(_NS + "vMerge") if properties is not None else None
        if merge is not None and merge.get(_NS + "val") != "restart":
            return ""
        lines = [self._paragraph(paragraph, mark_bold=False) for paragraph in cell.iter(_NS + "p")]
        return re.sub(r"\s+", " ", " ".join(line for line in lines if line)).strip()

    def _paragraph(self, paragraph: etree._Element, mark_bold: bool = True) -> str:
        """Return a paragraph's text with its number; what is bold from its start on in ``**``."""
        properties = paragraph.find(_NS + "pPr")
        style_id = _value(properties, "pStyle")
        number = self._draw(properties, style_id)
        runs = list(self._runs(paragraph, self.styles.is_bold(style_id)))
        text = "".join(text for text, _bold in runs)
        if not mark_bold or not text.strip():
            return number + text
        return number + _with_bold(runs, text)

    def _draw(self, properties: etree._Element | None, style_id: str | None) -> str:
        found = properties.find(_NS + "numPr") if properties is not None else None
        own_level = _value(found, "ilvl")
        if found is None or _value(found, "numId") is None:
            inherited = self.styles.numbering(style_id)
            found = inherited if inherited is not None else found
            own_level = own_level or _value(inherited, "ilvl")
        num_id = _value(found, "numId")
        if num_id is None:
            return ""
        level = None if own_level is None else min(_number(own_level), _MAX_LEVEL)
        return self.numbering.draw(num_id, level, style_id)

    def _runs(self, element: etree._Element, bold: bool) -> Iterator[tuple[str, bool]]:
        """Yield (text, bold) of all runs, those inside links, insertions and fields included."""
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == _NS + "r":
                own = _is_on(child.find(_NS + "rPr"), "b")
                yield "".join(map(_run_text, child)), bold if own is None else own
            elif child.tag not in (_NS + "p", _NS + "tbl"):
                yield from self._runs(child, bold)


def _run_text(element: etree._Element) -> str:
    """Return the text of one part of a run."""
    if element.tag == _NS + "t":
        return element.text or ""
    if element.tag in (_NS + "br", _NS + "cr"):
        return "\n"
    if element.tag == _NS + "tab":
        return "\t" if element.get(_NS + "val") is None else ""
    if element.tag == _NS + "noBreakHyphen":
        return "-"
    return ""


def _with_bold(runs: Iterable[tuple[str, bool]], text: str) -> str:
    """Return the text with ``**`` around its beginning, if that is bold and short."""
    length = 0
    for part, bold in runs:
        if part.strip() and not bold:
            break
        length += len(part)
    head, rest = text[:length], text[length:]
    if not head.strip() or "\n" in head or len(head) > MAX_BOLD or "**" in text:
        return text
    lead = len(head) - len(head.lstrip())
    return f"{head[:lead]}**{head.strip()}**{head[len(head.rstrip()) :]}{rest}"
