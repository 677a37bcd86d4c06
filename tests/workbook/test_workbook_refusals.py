import io
import zipfile
from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import RectificationCase
from .bad_workbooks import REFUSED, REPORTED, make_plain_workbook, repack
from .workbooks import WorkbookMixin


@tagged("post_install", "-at_install")
class TestWorkbookRefusals(WorkbookMixin, RectificationCase):
    """What is wrong with a workbook is said in a sentence, where it is, and nothing is written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.sheet = cls._sheet(cls.township)

    def _rows(self):
        self.env.invalidate_all()
        return self.env["rectification.offline.workbook"]._get_rows(self.sheet)

    def assertFileRefused(self, copy, sentence, name="sheet.xlsx", sheet=None):
        """The file is not opened; the sentence names it and says why."""
        upload = self._upload(sheet or self.sheet, self.user_liaison, copy, name)
        with self.assertRefused(sentence):
            upload.action_preview()
        self.assertEqual(upload.state, "upload")
        self.assertFalse(upload.line_ids)

    def test_refused(self):
        before = self._rows()
        self.assertGreater(len(REFUSED), 25)
        content = self._download(self.sheet, self.user_liaison).save()
        for what, (make, sentence) in REFUSED.items():
            with self.subTest(what), self.env.cr.savepoint():
                name, bad = make(self._copy(content))
                self.assertFileRefused(bad, sentence, name)
        self.assertEqual(self._rows(), before)

    def test_reported(self):
        before = self._rows()
        self.assertGreater(len(REPORTED), 25)
        content = self._download(self.sheet, self.user_liaison).save()
        for what, (spoil, place, sentence) in REPORTED.items():
            with self.subTest(what), self.env.cr.savepoint():
                copy = self._copy(content)
                spoil(copy)
                upload = self._preview(self.sheet, self.user_liaison, copy)
                errors = upload.line_ids.filtered(lambda line: line.kind == "error")
                found = {
                    (line.sheet, line.row, line.column or ""): line.sentence for line in errors
                }
                self.assertIn(place, found)
                self.assertIn(sentence, found[place])
                with self.assertRefused("Correct them in the file"):
                    upload.action_confirm()
                self.assertEqual(self._rows(), before)

    def test_every_error_at_once(self):
        """One look at the preview is enough to correct them all."""
        copy = self._download(self.sheet, self.user_liaison)
        keys = copy.keys("answers")
        copy.fill("answers", keys[0], answer="Maybe", remark="x" * 300)
        copy.fill("answers", keys[1], answer="None")
        copy.fill("findings", "N1", number=2, description="Too many", deadline="soon")
        copy.fill("actions", "M1", finding="New 1")
        upload = self._preview(self.sheet, self.user_liaison, copy)
        self.assertEqual(
            [
                (line.sheet, line.row, line.column)
                for line in upload.line_ids
                if line.kind == "error"
            ],
            [
                ("Answers", 5, "Answer"),
                ("Answers", 5, "Remark"),
                ("Findings", 5, "Deadline"),
                ("Findings", 5, "No."),
                ("Actions", 5, "Action"),
                ("Actions", 5, "Finding"),
            ],
        )

    # ------------------------------------------------------------
    # Not this one
    # ------------------------------------------------------------

    def test_other_sheets(self):
        """The workbook of another unit, another person or another campaign."""
        other_campaign = self._add_campaign("Another Campaign")
        self._launch(other_campaign, self.township)
        others = {
            "another sheet: School": (self._sheet(self.school), self.user_school),
            "another sheet: Township Cadre · Township": (
                self._sheet(self.township, self.member_cadre),
                self.user_cadre,
            ),
            "another campaign: Another Campaign": (
                self._sheet(self.township, campaign=other_campaign),
                self.user_liaison,
            ),
        }
        for sentence, (sheet, user) in others.items():
            with self.subTest(sentence):
                self.assertFileRefused(self._download(sheet, user), sentence)

    def test_new_catalogue(self):
        copy = self._download(self.sheet, self.user_liaison)
        other = self.env["rectification.catalogue"].create({"name": "Another Catalogue"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE rectification_campaign SET catalogue_id = %s WHERE id = %s",
            (other.id, self.campaign.id),
        )
        self.env.invalidate_all()
        self.assertFileRefused(copy, "another catalogue of problems by now")

    def test_other_system(self):
        """Two systems have the same numbers for different records; the signature tells them."""
        copy = self._download(self.sheet, self.user_liaison)
        self.env["ir.config_parameter"].set_param("database.secret", "of another system")
        self.assertFileRefused(copy, "downloaded from another system")

    def test_key_of_another_record(self):
        """Nobody reaches a finding of another unit by writing its key into a cell."""
        foreign = self._find(self._sheet(self.school), 1, self.user_school)
        copy = self._download(self.sheet, self.user_liaison)
        for key in (f"F{foreign.id}", "F0", "N0", "N1000", "A1"):
            with self.subTest(key), self.env.cr.savepoint():
                bad = self._copy(copy.save())
                bad.sheet("findings")[0]["A5"].value = key
                bad.fill("findings", key, number=1, description="Taken over")
                upload = self._preview(self.sheet, self.user_liaison, bad)
                self.assertIn("hidden key", upload.line_ids[0].sentence)
        self.assertEqual(foreign.description, "Found under item 1")

    def test_locked_text_of_a_finding(self):
        """What is signed stays as it is, also when the protection is taken off the sheet."""
        finding = self._find(self.sheet, 1, self.user_liaison)
        self._answer_rest(self.sheet, self.user_liaison)
        self.sheet.with_user(self.user_liaison).action_submit()
        copy = self._download(self.sheet, self.user_liaison)
        copy.fill("findings", f"F{finding.id}", description="Nothing much", reference="W1")
        copy.fill("findings", f"F{finding.id}", state="Signed Off")
        upload = self._preview(self.sheet, self.user_liaison, copy)
        self.assertEqual(upload.line_ids.mapped("column"), ["Reference", "What Was Found", "State"])
        with self.assertRaises(UserError):
            upload.action_confirm()

    def test_state_against_the_flow(self):
        """A step that the flow does not know is refused with the flow's own sentence."""
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison)
        action.action_done()
        copy = self._download(self.sheet, self.user_liaison)
        copy.fill("actions", f"A{action.id}", state="Cancelled")
        upload = self._preview(self.sheet, self.user_liaison, copy)
        error = upload.line_ids.filtered(lambda line: line.kind == "error")
        self.assertIn("cannot become “Cancelled”", error.sentence)
        self.assertEqual((error.sheet, error.row), ("Actions", 5))

    # ------------------------------------------------------------
    # Odd, and harmless
    # ------------------------------------------------------------

    def test_empty_rows(self):
        """A hundred thousand empty rows, formatted to the right edge, cost nothing."""
        copy = self._download(self.sheet, self.user_liaison)
        copy.fill("answers", copy.keys("answers")[0], answer="None")
        content = copy.save()
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            part = "xl/worksheets/sheet2.xml"
            text = package.read(part).decode()
        rows = "".join(
            f'<row r="{number}" ht="15" customHeight="1"><c r="XFD{number}" s="1"/></row>'
            for number in range(100, 100_100)
        )
        content = repack(content, {part: text.replace("</sheetData>", f"{rows}</sheetData>")})
        upload = self._preview(self.sheet, self.user_liaison, content)
        self.assertRecordValues(upload, [{"changed_count": 1, "error_count": 0}])

    def test_habits(self):
        """What people and programs do to a sheet, and what is still clear."""
        copy = self._download(self.sheet, self.user_liaison)
        keys = copy.keys("answers")
        later = self.today + timedelta(days=40)
        copy.fill("answers", keys[0], answer=" none ", remark=12.0)
        copy.fill("answers", keys[1], answer="ＦＯＵＮＤ", remark="a\x0ab")
        copy.fill(
            "findings",
            "N1",
            number="第２项",
            description="会议过多\r\n\r\n层层开会",
            deadline=f"{later.year}年{later.month}月{later.day}日前",
        )
        copy.fill("findings", "N2", number=2, description="x", deadline=str(later))
        serial = later.toordinal() - 693594
        copy.fill("findings", "N3", number=2, description="y", deadline=serial)
        self._bring_in(self.sheet, self.user_liaison, copy)
        lines = self.sheet.line_ids.sorted("problem_number")
        self.assertEqual(lines[:2].mapped("answer"), ["none", "found"])
        self.assertEqual(lines[:2].mapped("remark"), ["12", "a b"])
        findings = self.sheet.finding_ids.sorted("id")
        self.assertEqual(findings.mapped("deadline"), [later] * 3)
        self.assertEqual(findings[0].description, "会议过多\n层层开会")

    def test_another_language(self):
        """Downloaded in Chinese, brought in by somebody who works in English."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_liaison.lang = "zh_CN"
        sheet = self.sheet.with_context(lang="zh_CN")
        copy = self._download(sheet, self.user_liaison)
        names = [name for name in copy.book.sheetnames if not name.startswith("rc_")]
        self.assertEqual(names, ["填写说明", "自查项", "检视问题", "整改措施"])
        copy.fill("answers", copy.keys("answers")[0], answer="无")
        copy.fill("answers", copy.keys("answers")[1], answer="Found")
        upload = self._preview(self.sheet, self.user_head, copy)
        self.assertFalse(upload.error_count, upload.line_ids.mapped("sentence"))
        upload.action_confirm()
        self.assertEqual(
            self.sheet.line_ids.sorted("problem_number")[:2].mapped("answer"), ["none", "found"]
        )

    def test_plain_workbook_helper(self):
        """The bad examples are bad for the reason they name: a plain workbook can be read."""
        upload = self._upload(self.sheet, self.user_liaison, make_plain_workbook())
        self.assertEqual(len(upload._read_file().visible), 1)
