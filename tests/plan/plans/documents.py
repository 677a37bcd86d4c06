"""Word, Excel and PDF files made from a plan's text, the way office programs store them."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Style of numbering: pattern at a line's start, level, Word's number format.
_STYLES = (
    ("cn", re.compile(r"([一二三四五六七八九十]+)、"), "chineseCounting", "%{}、"),
    ("cn_paren", re.compile(r"（([一二三四五六七八九十]+)）"), "chineseCounting", "（%{}）"),
    ("arabic", re.compile(r"(\d+)\.(?!\d)"), "decimal", "%{}."),
    ("comma", re.compile(r"(\d+)、"), "decimal", "%{}、"),
    ("paren", re.compile(r"（(\d+)）"), "decimal", "（%{}）"),
    ("circled", re.compile(r"([①-⑳])"), "decimalEnclosedCircle", "%{}"),
)
_CHINESE = {text: number for number, text in enumerate("一二三四五六七八九十", 1)}


def as_docx(text, restart=None):
    """Return a .docx of a plan with automatic numbers in place of the written ones.

    A number stays written where Word would count another one (gaps, repeats, runs on one line).

    :param restart: the level behind which arabic numbers restart, counted from 1; None for Word's
        default, where every higher level restarts them.
    """
    counter = _Counter(restart)
    body = []
    lines = text.split("\n")
    while lines:
        if "\t" in lines[0]:
            rows = []
            while lines and "\t" in lines[0]:
                rows.append(lines.pop(0).split("\t"))
            body.append(_table(rows))
        else:
            body.append(_paragraph(lines.pop(0), counter))
    return docx_package("".join(body), _numbering(restart))


def docx_package(body, numbering="", styles="", extra=None):
    """Return a .docx with the given XML inside its body, numbering and styles.

    It has all that office programs need to open it.
    """
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{main}.{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"),
            ("numbering", "numbering"),
            ("styles", "styles"),
        )
    )
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": _relations({f"{relations}/officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations(
            {f"{relations}/{name}": f"{name}.xml" for name in ("numbering", "styles")}
        ),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_W}">{numbering}</w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        **(extra or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _relations(targets):
    lines = "".join(
        f'<Relationship Id="r{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{lines}</Relationships>"
    )


class _Counter:
    """Counts as Word does, to know which written numbers it would reproduce."""

    def __init__(self, restart):
        self.restart, self.counts = restart, {}

    def takes(self, level, number):
        """Tell whether the next automatic number of a level is the given one, and draw it if so."""
        if self.counts.get(level, 0) + 1 != number:
            return False
        self.counts[level] = number
        for deeper in [other for other in self.counts if other > level]:
            if self.restart is None or deeper < 2 or level < self.restart:
                del self.counts[deeper]
        return True


def _paragraph(line, counter):
    stripped = line.strip("\u3000")
    for level, (_name, pattern, _format, _text) in enumerate(_STYLES):
        found = pattern.match(stripped)
        if found and counter.takes(level, _number(found[1])):
            rest = stripped[found.end() :]
            properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(rest)}</w:p>"
    return f"<w:p>{_runs(line)}</w:p>"


def _number(text):
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if len(text) == 2 and text[0] == "十":
        return 10 + _CHINESE[text[1]]
    return _CHINESE.get(text, 0)


def _runs(text):
    """Return runs in which what stands between ** is bold, cut in two as Word often does."""
    runs = []
    for index, part in enumerate(text.split("**")):
        bold = "<w:rPr><w:b/></w:rPr>" if index % 2 else ""
        for piece in (part[:3], part[3:]):
            if piece:
                content = escape(piece)
                runs.append(f'<w:r>{bold}<w:t xml:space="preserve">{content}</w:t></w:r>')
    return "".join(runs)


def _table(rows):
    def cell(text, merged):
        merge = "<w:tcPr><w:vMerge/></w:tcPr>" if merged else ""
        return f"<w:tc>{merge}<w:p>{_runs(text)}</w:p></w:tc>"

    xml = "".join(
        "<w:tr>" + "".join(cell(text, not text) for text in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{xml}</w:tbl>"


def _numbering(restart):
    levels = []
    for level, (_name, _pattern, number_format, text) in enumerate(_STYLES):
        again = f'<w:lvlRestart w:val="{restart}"/>' if restart is not None and level > 1 else ""
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{number_format}"/>{again}'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{text.format(level + 1)}"/></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def as_broken_lines(text, width):
    """Return a plan as a PDF gives it: indented paragraphs, broken after so many characters."""
    lines = []
    for paragraph in text.split("\n"):
        rest = "\u3000\u3000" + paragraph.strip("\u3000") if paragraph.strip() else ""
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return "\n".join(lines)


def as_xlsx(text):
    """Return a workbook with a plan's lines as rows and its tabs as borders of cells."""
    import openpyxl

    book = openpyxl.Workbook()
    for line in text.split("\n"):
        book.active.append([_cell_value(cell) for cell in line.split("\t")])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell_value(text):
    return int(text) if text.isdecimal() else text or None


def as_pdf(lines, password=None):
    """Return a PDF with lines of text, 35 to a page, and a page number below each."""
    import pypdf
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    for number in range(max(1, -(-len(lines) // 35))):
        page.setFont("STSong-Light", 12)
        for index, line in enumerate(lines[35 * number : 35 * (number + 1)]):
            page.drawString(72, 780 - 20 * index, line)
        if lines:
            page.drawString(280, 40, f"- {number + 1} -")
        page.showPage()
    page.save()
    if password is None:
        return buffer.getvalue()
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(buffer))
    writer.encrypt(password, algorithm="RC4-128")
    protected = io.BytesIO()
    writer.write(protected)
    return protected.getvalue()
