import io
import zipfile
from unittest.mock import patch

import openpyxl

from odoo.tests import BaseCase, tagged

from ...tools.plan import reader as plan_reader
from ...tools.plan.docx import format_number
from ...tools.plan.parser import parse_plan
from ...tools.plan.reader import (
    DamagedDocument,
    DocumentError,
    DocumentTooLarge,
    EncryptedDocument,
    MissingLibrary,
    ScannedDocument,
    UnknownFormat,
    read_document,
)
from .plans.documents import as_docx, as_pdf, docx_package

OLE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _paragraph(text, properties="", run_properties=""):
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run_properties}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _numbered(text, level=0, num_id=1):
    return _paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
    )


def _level(level, number_format, text, more=""):
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _list(levels, numbers='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}'


@tagged("post_install", "-at_install")
class TestPlanReader(BaseCase):
    """Files give their text, or say why not."""

    def _assert_refused(self, error, name, content):
        with self.assertRaises(error) as caught:
            read_document(name, content)
        self.assertIsInstance(caught.exception, DocumentError)
        self.assertTrue(str(caught.exception).endswith("."))

    def test_unknown_kinds(self):
        for name in ("plan.doc", "plan.wps", "plan.jpg", "plan", ""):
            with self.subTest(name=name):
                self._assert_refused(UnknownFormat, name, b"")

    def test_text_encodings(self):
        text = "一、整治内容\n龘㛃"
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            with self.subTest(encoding=encoding):
                self.assertEqual(read_document("PLAN.TXT", text.encode(encoding)), text)

    def test_text_of_no_encoding(self):
        self._assert_refused(DamagedDocument, "plan.txt", b"\xff\x00\x81")
        self._assert_refused(DamagedDocument, "plan.txt", b"\x00\x01")

    def test_large_files(self):
        with patch.object(plan_reader, "MAX_BYTES", 10):
            self._assert_refused(DocumentTooLarge, "plan.txt", b"a" * 11)
        with patch.object(plan_reader, "MAX_CHARACTERS", 10):
            self._assert_refused(DocumentTooLarge, "plan.txt", b"a" * 11)

    def test_damaged_files(self):
        whole = as_docx("一、整治内容")
        for name in ("plan.docx", "plan.xlsx", "plan.pdf"):
            for content in (b"", b"PK\x03\x04abc", b"%PDF-1.4 abc", b"text", whole[:200]):
                with self.subTest(name=name, content=content[:8]):
                    self._assert_refused(DamagedDocument, name, content)
        self._assert_refused(DamagedDocument, "plan.xlsx", whole)

    def test_protected_files(self):
        self._assert_refused(EncryptedDocument, "plan.docx", OLE_FILE)
        self._assert_refused(EncryptedDocument, "plan.xlsx", OLE_FILE)
        self._assert_refused(EncryptedDocument, "plan.pdf", as_pdf(["a"], password="secret"))

    def test_missing_library(self):
        for name, library in (("plan.xlsx", "openpyxl"), ("plan.pdf", "pypdf")):
            with self.subTest(name=name), patch.dict("sys.modules", {library: None}):
                self._assert_refused(MissingLibrary, name, b"PK\x03\x04")

    def test_zip_bomb(self):
        content = docx_package("", extra={"word/media/image.xml": "0" * 1000})
        with patch.object(plan_reader, "MAX_UNPACKED", 1000):
            self._assert_refused(DocumentTooLarge, "plan.docx", content)

    def test_entities(self):
        part = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        content = docx_package("", extra={"word/document.xml": part})
        self._assert_refused(DamagedDocument, "plan.docx", content)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            package.writestr("xl/workbook.xml", part)
        self._assert_refused(DamagedDocument, "plan.xlsx", buffer.getvalue())

    def test_gaps_that_a_pdf_leaves(self):
        """Spaces between digits and characters are the typesetting's, but for numbers of rows."""
        lines = [
            "2026 年 3 月 1 日至 4 月底前，共 8 项",
            "12 个别单位推诿",
            "3 月底前完成 4 类 12 个问题",
        ]
        for line, text in zip(
            lines,
            ("2026年3月1日至4月底前，共8项", "12 个别单位推诿", "3月底前完成4类12个问题"),
            strict=True,
        ):
            with self.subTest(line=line):
                self.assertEqual(plan_reader._close_gaps(line), text)
        text = read_document("plan.pdf", as_pdf(["一、步骤", "1.自查阶段（2026 年 4 月底前）。"]))
        self.assertEqual(parse_plan(text).phases[0].deadline_text, "2026年4月底前")

    def test_pdf(self):
        lines = ["一、整治内容", "（一）在会议方面", "1.会议过多。"]
        text = read_document("plan.pdf", as_pdf(lines))
        self.assertEqual(text.split("\n"), lines)
        self.assertEqual([item.text for item in parse_plan(text).items], ["会议过多。"])

    def test_pdf_without_text(self):
        self._assert_refused(ScannedDocument, "plan.pdf", as_pdf([]))

    def test_workbook(self):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["序号", "方面", "问题表现"])
        sheet.append([1, "会议", "会议\n过多"])
        sheet.append([2.0, None, "会议过长"])
        sheet.merge_cells("B2:B3")
        buffer = io.BytesIO()
        book.save(buffer)
        text = read_document("plan.xlsx", buffer.getvalue())
        self.assertEqual(text, "序号\t方面\t问题表现\n1\t会议\t会议 过多\n2\t\t会议过长")


@tagged("post_install", "-at_install")
class TestWordDocuments(BaseCase):
    """Word's automatic numbers, bold headings and tables become text."""

    def _lines(self, body, numbering="", styles=""):
        content = docx_package(body, numbering, styles)
        return read_document("plan.docx", content).split("\n")

    def test_levels(self):
        numbering = _list(
            _level(0, "chineseCountingThousand", "%1、")
            + _level(1, "chineseCounting", "（%2）")
            + _level(2, "decimal", "%3.")
            + _level(3, "decimalEnclosedCircle", "%4")
        )
        body = "".join(
            _numbered(text, level)
            for text, level in (
                ("a", 0),
                ("b", 1),
                ("c", 2),
                ("d", 2),
                ("e", 3),
                ("f", 1),
                ("g", 2),
            )
        )
        self.assertEqual(
            self._lines(body, numbering),
            ["一、a", "（一）b", "1.c", "2.d", "①e", "（二）f", "1.g"],
        )

    def test_numbers_of_several_levels(self):
        numbering = _list(_level(0, "decimal", "%1") + _level(1, "decimal", "%1.%2"))
        body = _numbered("a") + _numbered("b", 1) + _numbered("c", 1) + _numbered("d")
        self.assertEqual(self._lines(body, numbering), ["1 a", "1.1 b", "1.2 c", "2 d"])

    def test_numbers_that_never_restart(self):
        numbering = _list(
            _level(0, "chineseCounting", "（%1）")
            + _level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
        )
        body = _numbered("a") + _numbered("b", 1) + _numbered("c") + _numbered("d", 1)
        self.assertEqual(self._lines(body, numbering), ["（一）a", "1.b", "（二）c", "2.d"])

    def test_list_that_starts_again(self):
        again = (
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        numbering = _list(_level(0, "decimal", "%1."), again)
        body = _numbered("a") + _numbered("b") + _numbered("c", 0, 2) + _numbered("d", 0, 2)
        self.assertEqual(self._lines(body, numbering), ["1.a", "2.b", "1.c", "2.d"])

    def test_several_lists(self):
        numbering = (
            f'<w:abstractNum w:abstractNumId="0">{_level(0, "decimal", "%1.")}</w:abstractNum>'
            f'<w:abstractNum w:abstractNumId="1">{_level(0, "bullet", "-")}</w:abstractNum>'
            '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s"/></w:abstractNum>'
            '<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="s"/>'
            f"{_level(0, 'chineseCounting', '%1、')}</w:abstractNum>"
        ) + "".join(
            f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number in range(3)
        )
        body = "".join(_numbered(text, 0, num_id) for text, num_id in ("a1", "b2", "c3", "d1"))
        self.assertEqual(self._lines(body, numbering), ["1.a", "● b", "一、c", "2.d"])

    def test_number_from_the_style(self):
        numbering = _list(_level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'))
        styles = (
            '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
            "</w:style>"
            '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="base"/></w:style>'
        )
        body = _paragraph("总体要求", '<w:pStyle w:val="1"/>') + _paragraph("正文")
        self.assertEqual(self._lines(body, numbering, styles), ["一、**总体要求**", "正文"])

    def test_number_switched_off(self):
        numbering = _list(_level(0, "decimal", "%1."))
        self.assertEqual(self._lines(_numbered("a", 0, 0), numbering), ["a"])

    def test_bold(self):
        bold = "<w:b/>"
        run_in = (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>会议过多。</w:t></w:r>"
            "<w:r><w:t>层层套开。</w:t></w:r></w:p>"
        )
        body = _paragraph("整治内容", "", bold) + run_in + _paragraph("甲", "", '<w:b w:val="0"/>')
        self.assertEqual(self._lines(body), ["**整治内容**", "**会议过多。**层层套开。", "甲"])

    def test_table(self):
        def cell(text, properties=""):
            return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>"

        wide, first, more = (
            '<w:gridSpan w:val="3"/>',
            '<w:vMerge w:val="restart"/>',
            "<w:vMerge/>",
        )
        rows = (
            cell("序号") + cell("方面") + cell("问题"),
            cell("会议", wide),
            cell("1") + cell("多", first) + cell("套开"),
            cell("2") + cell("", more) + cell("陪会"),
        )
        body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
        self.assertEqual(
            self._lines(body), ["序号\t方面\t问题", "会议\t\t", "1\t多\t套开", "2\t\t陪会"]
        )

    def test_revisions(self):
        body = (
            "<w:p><w:r><w:t>会议</w:t></w:r><w:del><w:r><w:delText>很少</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>过多</w:t></w:r></w:ins></w:p>"
        )
        self.assertEqual(self._lines(body), ["会议过多"])

    def test_number_formats(self):
        cases = {
            ("chineseCounting", 12): "十二",
            ("japaneseCounting", 21): "二十一",
            ("chineseCounting", 20_000): "20000",
            ("decimalEnclosedCircleChinese", 3): "③",
            ("decimalEnclosedCircle", 21): "(21)",
            ("decimalEnclosedParen", 3): "(3)",
            ("decimalEnclosedFullstop", 3): "3.",
            ("decimalZero", 3): "03",
            ("lowerLetter", 2): "b",
            ("upperLetter", 2): "B",
            ("upperRoman", 4): "IV",
            ("cardinalText", 4): "4",
            ("none", 4): "",
        }
        for (number_format, number), text in cases.items():
            with self.subTest(number_format=number_format, number=number):
                self.assertEqual(format_number(number, number_format), text)
