import datetime
import doctest
import io
import zipfile
from unittest.mock import patch

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from odoo.tests import BaseCase, tagged

from ...tools.office_files import (
    cell_values,
    office_package,
    sheet_values,
    text_encoding,
    xlsx_reader,
)
from ...tools.office_files import reader as workbook_reader
from ...tools.office_files.cell_values import (
    BrokenCell,
    IllegibleCell,
    IllegibleDate,
    TextTooLong,
    UnknownChoice,
    UnworkedFormula,
    read_choice,
    read_date,
    read_line,
    read_text,
)
from ...tools.office_files.reader import WorkbookError, read_workbook
from ...tools.office_files.sheet_values import (
    Area,
    Broken,
    Limits,
    TooManyColumns,
    TooManyRows,
    TooMuchText,
)
from ...tools.workbook import changes, offline_form
from . import bad_workbooks
from .bad_workbooks import repack
from .workbooks import Copy

MODULES = (
    cell_values,
    changes,
    office_package,
    offline_form,
    sheet_values,
    text_encoding,
    workbook_reader,
    xlsx_reader,
)


def _save(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(book, sheet=0):
    return [(row.number, row.values) for row in book.sheets[sheet].rows]


def _package(rows, texts=""):
    """Return a workbook of one sheet with these rows, as plainly as it can be written."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = '<Relationship Id="{0}" Type="{1}/{0}" Target="{2}"/>'
    parts = {
        "_rels/.rels": relation.format("officeDocument", kind, "/xl/workbook.xml"),
        "xl/workbook.xml": f'<sheets><sheet name="S" xmlns:r="{kind}" r:id="worksheet"/></sheets>',
        "xl/_rels/workbook.xml.rels": relation.format("worksheet", kind, "sheet.xml")
        + relation.format("sharedStrings", kind, "texts.xml"),
        "xl/sheet.xml": f"<sheetData>{rows}</sheetData>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts.items():
            package.writestr(name, f'<x xmlns="urn:x">{part}</x>')
        if texts:
            package.writestr("xl/texts.xml", texts)
    return file.getvalue()


@tagged("post_install", "-at_install")
class TestWorkbookReader(BaseCase):
    """Spreadsheets from anybody, read without a database."""

    def test_doctests(self):
        for module in MODULES:
            with self.subTest(module.__name__):
                result = doctest.testmod(module)
                self.assertEqual(result.failed, 0)
                self.assertTrue(result.attempted)

    # ------------------------------------------------------------
    # xlsx
    # ------------------------------------------------------------

    def test_values(self):
        book = openpyxl.Workbook()
        day, moment = datetime.date(2026, 5, 8), datetime.datetime(2026, 5, 8, 14, 30)
        book.active.append(["会议", 3, 1.5, True, day, moment, None, "=1+1", "=#REF!"])
        book.active["I1"].value = "#REF!"
        book.active["I1"].data_type = "e"
        read = read_workbook("a.xlsx", _save(book))
        self.assertEqual(
            _rows(read),
            [(1, ("会议", 3, 1.5, True, day, moment, None, Broken(), Broken("#REF!")))],
        )

    def test_dates_by_format(self):
        """A number is a date when its format shows one, whatever the country."""
        book = openpyxl.Workbook()
        formats = ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yy", "[$-804]yyyy/m/d", "d-mmm"]
        others = ["0", "0.00", '"day" 0', "General", "h:mm"]
        for number, code in enumerate(formats + others, 1):
            cell = book.active.cell(1, number, 46150)
            cell.number_format = code
        values = read_workbook("a.xlsx", _save(book)).sheets[0].rows[0].values
        self.assertEqual(values, (datetime.date(2026, 5, 8),) * 5 + (46150,) * 5)

    def test_other_calendar(self):
        book = openpyxl.Workbook()
        book.epoch = CALENDAR_MAC_1904
        book.active.append([datetime.date(2026, 5, 8)])
        read = read_workbook("a.xlsx", _save(book))
        self.assertEqual(_rows(read), [(1, (datetime.date(2026, 5, 8),))])

    def test_hidden_and_merged(self):
        book = openpyxl.Workbook()
        sheet = book.active
        for row in range(1, 5):
            sheet.append([f"row {row}", "b", "c"])
        sheet.merge_cells("A2:B3")
        sheet.row_dimensions[4].hidden = True
        book.create_sheet("Hidden")["A1"] = "x"
        book["Hidden"].sheet_state = "hidden"
        book.create_sheet("Very")["A1"] = "y"
        book["Very"].sheet_state = "veryHidden"
        book.create_sheet("Empty")
        read = read_workbook("a.xlsx", _save(book))
        self.assertEqual([sheet.hidden for sheet in read.sheets], [False, True, True, False])
        self.assertEqual([sheet.name for sheet in read.visible], ["Sheet"])
        first = read.sheets[0]
        self.assertEqual([row.hidden for row in first.rows], [False, False, False, True])
        self.assertEqual(first.merged, [Area(2, 0, 3, 1)])
        self.assertEqual(first.merged_at(3, 1), Area(2, 0, 3, 1))
        self.assertIsNone(first.merged_at(4, 0))

    def test_rich_text(self):
        """Runs are joined, pronunciations left out, escapes undone; strict documents as well."""
        texts = (
            '<sst xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><si><r><t>整</t></r>'
            "<r><t>治_x000D_</t></r><rPh><t>zhengzhi</t></rPh></si></sst>"
        )
        content = _package('<row r="1"><c r="B1" t="s"><v>0</v></c></row>', texts)
        self.assertEqual(_rows(read_workbook("a.xlsx", content)), [(1, (None, "整治\r"))])

    def test_what_no_office_program_writes(self):
        """Half a character stays an escape, and a row beyond the last one is no row."""
        texts = '<sst xmlns="urn:x"><si><t>一_xD840_二</t></si></sst>'
        content = _package('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts)
        self.assertEqual(_rows(read_workbook("a.xlsx", content)), [(1, ("一_xD840_二",))])
        for number in (0, 1_048_577, 99_999_999_999):
            content = _package(f'<row r="{number}"><c t="b"><v>1</v></c></row>')
            with self.assertRaises(workbook_reader.DamagedWorkbook):
                list(read_workbook("a.xlsx", content).sheets[0].rows)

    def test_cells_without_places(self):
        """Rows and cells that do not say where they stand follow one another."""
        content = _package(
            '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>2</v></c></row>'
            '<row/><row><c t="str"><f>""</f><v></v></c><c t="b"><v>0</v></c></row>'
        )
        read = read_workbook("a.xlsx", content)
        self.assertEqual(_rows(read), [(1, ("a", 2)), (3, (None, False))])

    def test_empty_rows(self):
        """A hundred thousand formatted rows are no rows; the row after them has its number."""
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        cell = openpyxl.cell.WriteOnlyCell(sheet)
        cell.font = Font(bold=True)
        for __ in range(100_000):
            sheet.append([cell, cell, cell])
        sheet.append(["the last one"])
        read = read_workbook("a.xlsx", _save(book))
        self.assertEqual(_rows(read), [(100_001, ("the last one",))])

    def test_refused(self):
        """Every bad file, by the reason it is refused for; the sentence is tried elsewhere."""
        reasons = {
            "old format": workbook_reader.OldFormat,
            "password": workbook_reader.EncryptedWorkbook,
            "macros": workbook_reader.MacroWorkbook,
            "zip bomb": workbook_reader.UnfoldsTooFar,
            "zip bomb that lies": workbook_reader.DamagedWorkbook,
            "broken zip": workbook_reader.DamagedWorkbook,
            "missing part": workbook_reader.DamagedWorkbook,
            "entities": workbook_reader.DamagedWorkbook,
            "document": workbook_reader.NotASpreadsheet,
            "picture": workbook_reader.NotASpreadsheet,
            "web page called xls": workbook_reader.NotASpreadsheet,
            "empty file": workbook_reader.EmptyFile,
            "too large": workbook_reader.FileTooLarge,
            "UTF-32": workbook_reader.UnknownEncoding,
            "too many columns": sheet_values.TooManyColumns,
            "too many rows": sheet_values.TooManyRows,
            "too many sheets": sheet_values.TooManySheets,
            "too much text": sheet_values.TooMuchText,
        }
        book = openpyxl.Workbook()
        book.create_sheet()["A1"] = "x"
        copy = Copy(_save(book))
        for what, reason in reasons.items():
            with self.subTest(what):
                name, content = bad_workbooks.REFUSED[what][0](copy)
                with self.assertRaises(reason):
                    read_workbook(name, content)

    def test_limits(self):
        book = openpyxl.Workbook()
        for __ in range(3):
            book.active.append(["a", "b", "c"])
        content = _save(book)
        for limits, reason in (
            (Limits(rows=2), TooManyRows),
            (Limits(columns=2), TooManyColumns),
            (Limits(characters=2), TooMuchText),
        ):
            with self.subTest(reason.__name__), self.assertRaises(reason) as caught:
                read_workbook("a.xlsx", content, limits)
            self.assertEqual(caught.exception.limit, 2)
        self.assertTrue(read_workbook("a.xlsx", content, Limits(rows=3, columns=3)))

    def test_nothing_else_escapes(self):
        """Whatever is broken inside, it is a WorkbookError; each byte of a file may be wrong."""
        book = openpyxl.Workbook()
        book.active.append(["a", 1, datetime.date(2026, 5, 8)])
        content = _save(book)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
        for name in names:
            for part in (b"", b"<a", b"<a/>", b"\0" * 9):
                with self.subTest(name=name, part=part):
                    try:
                        read_workbook("a.xlsx", repack(content, {name: part}))
                    except WorkbookError:
                        continue
        for place in range(0, len(content), 37):
            spoiled = content[:place] + b"\xff" + content[place + 1 :]
            try:
                read_workbook("a.xlsx", spoiled)
            except WorkbookError:
                continue

    def test_parser_errors(self):
        content = _package("")
        with patch.object(workbook_reader, "read_sheets", side_effect=RecursionError):
            self.assertRaises(workbook_reader.DamagedWorkbook, read_workbook, "a.xlsx", content)

    # ------------------------------------------------------------
    # csv
    # ------------------------------------------------------------

    def test_csv(self):
        """What Excel and WPS write, in every encoding and with every separator."""
        expected = [(1, ("序号", "问题")), (3, ("1", "会议,多")), (4, (None, "𠮷"))]
        text = '序号{0}问题\r\n\r\n1{0}"会议,多"\r\n{0}𠮷\r\n'
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            for separator in (",", "\t", ";"):
                with self.subTest(encoding=encoding, separator=separator):
                    content = text.format(separator).encode(encoding)
                    self.assertEqual(_rows(read_workbook("a.csv", content)), expected)
        content = "序号,问题\r\n1,会议多\r\n".encode("gbk")
        self.assertEqual(_rows(read_workbook("A.CSV", content))[1], (2, ("1", "会议多")))

    def test_csv_is_a_workbook(self):
        """The content decides: a workbook under the name of a text is read as one."""
        book = openpyxl.Workbook()
        book.active["A1"] = "x"
        self.assertEqual(read_workbook("a.csv", _save(book)).kind, "xlsx")

    # ------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------

    def test_dates(self):
        expected = datetime.date(2026, 5, 8)
        for value in (
            "2026-5-8",
            "2026-05-08",
            "2026.5.8",
            "2026/5/8",
            "2026年5月8日",
            "2026年05月08日",
            "2026 年 5 月 8 日",
            "２０２６年５月８日",
            "2026．5．8",
            "2026年5月8号",
            "2026年5月8日前",
            "2026-05-08 00:00:00",
            "20260508",
            "46150",
            46150,
            46150.0,
            datetime.date(2026, 5, 8),
            datetime.datetime(2026, 5, 8, 12),
            " 2026-5-8\n",
        ):
            with self.subTest(value):
                self.assertEqual(read_date(value), expected)
        for value in (None, "", "  ", "\u3000"):
            self.assertIsNone(read_date(value))
        for value in (
            "5月8日",
            "2026年5月",
            "2026年",
            "26.5.8",
            "5/8/2026",
            "8.5.2026",
            "2026-13-1",
            "2026-2-30",
            "2026-5-8、5-9",
            "五月八日",
            "月底前",
            "长期坚持",
            "12",
            12,
            -1,
            10**9,
            True,
        ):
            with self.subTest(value), self.assertRaises(IllegibleDate):
                read_date(value)

    def test_texts(self):
        self.assertEqual(read_text("\x00a\x0b\x1fb\u200b"), "ab")
        self.assertEqual(read_text("\u3000一\xa0\n\n  二 "), "一\n二")
        self.assertEqual(read_line("一\n二 three\nfour"), "一二 three four")
        self.assertEqual(read_text(46150), "46150")
        self.assertEqual(read_text(0.5), "0.5")
        self.assertEqual(read_text(False), "0")
        with self.assertRaises(TextTooLong) as caught:
            read_text("abcd", 3)
        self.assertEqual((caught.exception.length, caught.exception.limit), (4, 3))
        self.assertEqual(read_text("=1+1"), "=1+1", "a text, not a formula")

    def test_broken_cells(self):
        for read in (read_text, read_line, read_date, cell_values.read_number):
            with self.subTest(read.__name__):
                with self.assertRaises(UnworkedFormula):
                    read(Broken())
                with self.assertRaises(BrokenCell) as caught:
                    read(Broken("#REF!"))
                self.assertEqual(caught.exception.text, "#REF!")

    def test_choices(self):
        choices = {"有": "found", "无": "none", "Not Applicable": "not_applicable"}
        self.assertEqual(read_choice(" 有 ", choices), "found")
        self.assertEqual(read_choice("ｎｏｔ applicable", choices), "not_applicable")
        self.assertIsNone(read_choice(None, choices))
        with self.assertRaises(UnknownChoice) as caught:
            read_choice("也许", choices)
        self.assertEqual(caught.exception.text, "也许")
        self.assertIsInstance(caught.exception, IllegibleCell)
