"""Offline workbooks as they should not come back, by what is wrong with them.

``REFUSED`` are files that are not opened at all: a function that makes name and content from a
filled-in :class:`~.workbooks.Copy`, and what the refusal says. ``REPORTED`` are workbooks that are
read: a function that spoils the copy, where the preview says so (sheet, row, column), and how.
Rows begin at 5; item 1 stands in row 5.
"""

import io
import zipfile
from datetime import date

import openpyxl

from ...tools.office_files.office_package import OLE_HEAD
from ...tools.workbook.offline_form import MARK, SHEET_MARK
from .workbooks import Copy

ANSWERS, FINDINGS, ACTIONS = "Answers", "Findings", "Actions"
ENCRYPTED = OLE_HEAD + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 80
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
PAGE = "<html><table><tr><td>序号</td></tr></table></html>".encode("gbk")


def repack(content, parts=None, without=()):
    """Return a package with other or additional parts, and some left out."""
    parts = parts or {}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in source.namelist():
            if name not in parts and name not in without:
                package.writestr(name, source.read(name))
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def make_bomb():
    """Return a small package with 150 MB of nothing in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for __ in range(150):
                part.write(bytes(1024 * 1024))
    return target.getvalue()


def make_lying_bomb():
    """Return such a package that says it unfolds to a thousand bytes."""
    content = make_bomb()
    size = (150 * 1024 * 1024).to_bytes(4, "little")
    return content.replace(size, (1000).to_bytes(4, "little"))


def make_macro_workbook(copy):
    content = copy.save()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        kinds = package.read("[Content_Types].xml")
    kinds = kinds.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    return repack(content, {"[Content_Types].xml": kinds, "xl/vbaProject.bin": OLE_HEAD})


def make_document():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    return target.getvalue()


def make_plain_workbook(rows=(("序号", "问题"), (1, "会议多")), sheets=1):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for __ in range(sheets - 1):
        book.create_sheet()["A1"] = "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def change_protected_part(copy, row, change):
    sheet = next(sheet for sheet in copy.book if str(sheet["A1"].value).startswith(MARK))
    cell = sheet.cell(row, 1)
    cell.value = change(cell.value)
    return copy.save()


def declare_entities(copy):
    text = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    return repack(copy.save(), {"xl/sharedStrings.xml": text})


REFUSED = {
    "old format": (lambda copy: ("a.xls", OLE_HEAD + b"\0" * 600), "old format"),
    "old format under a new name": (lambda copy: ("a.xlsx", OLE_HEAD * 80), "old format"),
    "password": (lambda copy: ("a.xlsx", ENCRYPTED), "protected by a password"),
    "macros": (lambda copy: ("a.xlsm", make_macro_workbook(copy)), "contains macros"),
    "macros under another name": (
        lambda copy: ("a.xlsx", make_macro_workbook(copy)),
        "contains macros",
    ),
    "zip bomb": (lambda copy: ("a.xlsx", make_bomb()), "unfolds to more"),
    "zip bomb that lies": (lambda copy: ("a.xlsx", make_lying_bomb()), "is damaged"),
    "broken zip": (lambda copy: ("a.xlsx", copy.save()[:3000]), "is damaged"),
    "missing part": (
        lambda copy: ("a.xlsx", repack(copy.save(), without=["xl/worksheets/sheet2.xml"])),
        "is damaged",
    ),
    "entities": (lambda copy: ("a.xlsx", declare_entities(copy)), "is damaged"),
    "document": (lambda copy: ("a.xlsx", make_document()), "no spreadsheet"),
    "picture": (lambda copy: ("a.xlsx", PICTURE), "no spreadsheet"),
    "picture called csv": (lambda copy: ("a.csv", PICTURE), "cannot be deciphered"),
    "web page called xls": (lambda copy: ("a.xls", PAGE), "no spreadsheet"),
    "empty file": (lambda copy: ("a.xlsx", b" "), "is empty"),
    "empty workbook": (lambda copy: ("a.xlsx", make_plain_workbook(())), "is empty"),
    "too large": (lambda copy: ("a.csv", b"a,b\n" * 3_000_000), "larger than 10 MB"),
    "too many columns": (
        lambda copy: ("a.xlsx", make_plain_workbook([["x"] * 101])),
        "further right than column 100",
    ),
    "too many rows": (
        lambda copy: ("a.csv", b"a,b\n" * 10_001),
        "more than 10000 rows",
    ),
    "too many sheets": (
        lambda copy: ("a.xlsx", make_plain_workbook(sheets=31)),
        "more than 30 sheets",
    ),
    "too much text": (lambda copy: ("a.csv", b"a" * 3_000_001), "more than 3000000 characters"),
    "UTF-32": (lambda copy: ("a.csv", "序号,问题\n".encode("utf-32")), "cannot be deciphered"),
    "another spreadsheet": (
        lambda copy: ("a.xlsx", make_plain_workbook()),
        "not one that was downloaded here",
    ),
    "csv in GBK": (
        lambda copy: ("a.csv", "序号,问题\n1,会议多\n".encode("gbk")),
        "not one that was downloaded here",
    ),
    "csv in UTF-8 with a mark": (
        lambda copy: ("a.csv", "序号,问题\n1,会议多\n".encode("utf-8-sig")),
        "not one that was downloaded here",
    ),
    "older version": (
        lambda copy: ("a.xlsx", change_protected_part(copy, 1, lambda text: f"{MARK}/0")),
        "another version of this system \\(form 0, now 1\\)",
    ),
    "newer version": (
        lambda copy: ("a.xlsx", change_protected_part(copy, 1, lambda text: f"{MARK}/2")),
        "another version",
    ),
    "another signature": (
        lambda copy: ("a.xlsx", change_protected_part(copy, 2, lambda text: "0" * 64)),
        "protected part of the workbook was changed",
    ),
    "signature in other letters": (
        lambda copy: ("a.xlsx", change_protected_part(copy, 2, lambda text: "签" * 64)),
        "protected part of the workbook was changed",
    ),
    "no signature": (
        lambda copy: ("a.xlsx", change_protected_part(copy, 2, lambda text: None)),
        "protected part of the workbook was changed",
    ),
    "changed protected part": (
        lambda copy: ("a.xlsx", change_protected_part(copy, 3, lambda text: text[::-1])),
        "protected part of the workbook was changed",
    ),
    "cut protected part": (
        lambda copy: ("a.xlsx", change_protected_part(copy, 3, lambda text: text[:-9])),
        "protected part of the workbook was changed",
    ),
}


# ------------------------------------------------------------
# Read, and found wrong
# ------------------------------------------------------------


def fill(form, row, /, **values):
    """Return a function that fills in the row ``row`` (from 0) of a form."""

    def spoil(copy: Copy):
        copy.fill(form, copy.keys(form)[row], **values)

    return spoil


def both(*spoils):
    def spoil(copy):
        for one in spoils:
            one(copy)

    return spoil


def add_finding(**values):
    return fill("findings", 0, **{"number": 2, "description": "Too many meetings", **values})


def add_action(**values):
    return fill("actions", 0, **{"finding": "New 1", "name": "Cancel them", **values})


def on_sheet(form, change):
    return lambda copy: change(copy.sheet(form)[0])


def set_cell(form, place, value):
    def change(sheet):
        sheet[place].value = value

    return on_sheet(form, change)


def hide_row(form, row):
    def change(sheet):
        sheet.row_dimensions[row].hidden = True

    return on_sheet(form, change)


def hide_sheet(form):
    def change(sheet):
        sheet.sheet_state = "hidden"

    return on_sheet(form, change)


def remove_sheet(form):
    return lambda copy: copy.book.remove(copy.sheet(form)[0])


def remove_mark(copy):
    sheet, row = copy.sheet("answers")
    assert sheet.cell(row, 1).value == SHEET_MARK + "answers"
    sheet.cell(row, 1).value = None


def swap_keys(copy):
    sheet = copy.sheet("answers")[0]
    sheet["A5"].value, sheet["A6"].value = sheet["A6"].value, sheet["A5"].value


def repeat_row(copy):
    sheet = copy.sheet("answers")[0]
    for cell in sheet[5]:
        sheet.cell(11, cell.column).value = cell.value


REPORTED = {
    "sheet removed": (remove_sheet("actions"), (ACTIONS, 0, ""), "sheet was deleted"),
    "sheet not recognisable": (remove_mark, (ANSWERS, 0, ""), "sheet was deleted"),
    "sheet hidden": (hide_sheet("findings"), (FINDINGS, 0, ""), "sheet is hidden"),
    "column removed": (
        on_sheet("answers", lambda sheet: sheet.delete_cols(5)),
        (ANSWERS, 0, "Answer"),
        "column was deleted",
    ),
    "row removed": (
        on_sheet("answers", lambda sheet: sheet.delete_rows(7)),
        (ANSWERS, 0, ""),
        "row was deleted",
    ),
    "row hidden": (
        both(fill("answers", 2, answer="None"), hide_row("answers", 7)),
        (ANSWERS, 7, ""),
        "row is hidden",
    ),
    "row repeated": (repeat_row, (ANSWERS, 11, ""), "stands in the file twice; see row 5"),
    "cells merged": (
        on_sheet("answers", lambda sheet: sheet.merge_cells("E5:E8")),
        (ANSWERS, 5, ""),
        "Cells were merged",
    ),
    "key changed": (set_cell("answers", "A5", "P1"), (ANSWERS, 5, ""), "hidden key"),
    "key is a number": (set_cell("answers", "A5", 7), (ANSWERS, 5, ""), "hidden key"),
    "key of another form": (set_cell("answers", "A5", "N1"), (ANSWERS, 5, ""), "hidden key"),
    "keys exchanged": (swap_keys, (ANSWERS, 5, "No."), "locked and was changed"),
    "item number changed": (
        fill("answers", 0, number=9),
        (ANSWERS, 5, "No."),
        "has to say: 1",
    ),
    "wording of an item changed": (
        fill("answers", 1, item="Something easier"),
        (ANSWERS, 6, "Problem Item"),
        "has to say: Item 2",
    ),
    "below the form": (
        set_cell("answers", "E12", "None"),
        (ANSWERS, 12, ""),
        "outside of the form",
    ),
    "unknown answer": (
        fill("answers", 0, answer="Maybe"),
        (ANSWERS, 5, "Answer"),
        "“Maybe” is none of: None, Found, and Not Applicable",
    ),
    "answer is a number": (fill("answers", 0, answer=1), (ANSWERS, 5, "Answer"), "“1” is none"),
    "formula without a result": (
        fill("answers", 0, remark="=A1&B1"),
        (ANSWERS, 5, "Remark"),
        "formula without a result",
    ),
    "formula as an answer": (
        fill("answers", 0, answer='=IF(1,"None","")'),
        (ANSWERS, 5, "Answer"),
        "formula without a result",
    ),
    "remark too long": (
        fill("answers", 0, remark="x" * 201),
        (ANSWERS, 5, "Remark"),
        "201 characters; 200 are possible",
    ),
    "finding without a description": (
        fill("findings", 0, number=2),
        (FINDINGS, 5, "What Was Found"),
        "A new line needs this",
    ),
    "finding without an item": (
        fill("findings", 0, description="Too many"),
        (FINDINGS, 5, "No."),
        "A new line needs this",
    ),
    "finding of an unknown item": (
        add_finding(number=44),
        (FINDINGS, 5, "No."),
        "no item 44",
    ),
    "item is a word": (
        add_finding(number="meetings"),
        (FINDINGS, 5, "No."),
        "“meetings” is no whole number",
    ),
    "description too long": (
        add_finding(description="会" * 2001),
        (FINDINGS, 5, "What Was Found"),
        "Shorten it by 1",
    ),
    "unknown person": (
        add_finding(responsible_member_id="Nobody"),
        (FINDINGS, 5, "Responsible Person"),
        "“Nobody” is none of",
    ),
    "person of another unit": (
        add_finding(leader_member_id="School Head"),
        (FINDINGS, 5, "Responsible Leader"),
        "“School Head” is none of",
    ),
    "unknown type": (
        add_finding(rectification_type="Some day"),
        (FINDINGS, 5, "Type"),
        "“Some day” is none of: Immediate, Time-Limited, and Long-Term",
    ),
    "deadline in the past": (
        add_finding(deadline=date(2020, 1, 1)),
        (FINDINGS, 5, "Deadline"),
        "2020-01-01 has passed",
    ),
    "deadline without a day": (
        add_finding(deadline="2099年5月"),
        (FINDINGS, 5, "Deadline"),
        "“2099年5月” is no date",
    ),
    "deadline without a year": (
        add_finding(deadline="5月8日"),
        (FINDINGS, 5, "Deadline"),
        "is no date",
    ),
    "deadline that never comes": (
        add_finding(deadline="2099-2-30"),
        (FINDINGS, 5, "Deadline"),
        "is no date",
    ),
    "answered with none": (
        both(fill("answers", 1, answer="None"), add_finding()),
        (FINDINGS, 5, "No."),
        "item 2 is not answered “found”",
    ),
    "action without a finding": (
        fill("actions", 0, name="Cancel them"),
        (ACTIONS, 5, "Finding"),
        "A new line needs this",
    ),
    "action of an empty line": (
        add_action(),
        (ACTIONS, 5, "Finding"),
        "“New 1” on the sheet of findings, which is empty",
    ),
    "action of a wrong line": (
        both(add_finding(deadline="soon"), add_action()),
        (ACTIONS, 5, "Finding"),
        "empty or wrong",
    ),
    "action of an unknown finding": (
        add_action(finding="W99999"),
        (ACTIONS, 5, "Finding"),
        "“W99999” is none of",
    ),
    "action without a name": (
        both(add_finding(), add_action(name=None, done_note="Did it")),
        (ACTIONS, 5, "Action"),
        "A new line needs this",
    ),
    "action in an unknown state": (
        both(add_finding(), add_action(state="Nearly")),
        (ACTIONS, 5, "State"),
        "“Nearly” is none of",
    ),
}
