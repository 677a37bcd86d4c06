import shutil
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo.tests import HttpCase, tagged

from ..common import RectificationCase
from .workbooks import Copy, WorkbookMixin


@tagged("post_install", "-at_install")
class TestWorkbookPrograms(WorkbookMixin, RectificationCase):
    """A workbook survives the programs in which people open and save it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.sheet = cls._sheet(cls.township)

    def _save_with_libreoffice(self, content):
        """Open a workbook in LibreOffice, save it there, and return what it has become."""
        program = shutil.which("soffice")
        self.assertTrue(program, "LibreOffice Calc is part of what the tests need: see bin/test")
        with tempfile.TemporaryDirectory(prefix="rectification_office_") as folder:
            source = Path(folder, "sheet.xlsx")
            source.write_bytes(content)
            target = Path(folder, "saved")
            subprocess.run(
                [
                    program,
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    "xlsx",
                    "--outdir",
                    str(target),
                    str(source),
                ],
                check=True,
                capture_output=True,
                timeout=240,
            )
            return (target / "sheet.xlsx").read_bytes()

    def test_libreoffice(self):
        """Opened and saved, it changes nothing; filled in and saved, it says what was filled in."""
        finding = self._find(self.sheet, 1, self.user_liaison, description="会议过多\n层层开会")
        self._add_action(finding, self.user_liaison)
        content = self._download(self.sheet, self.user_liaison).save()
        saved = self._save_with_libreoffice(content)
        self.assertNotEqual(saved, content)
        self.assertFalse(self._preview(self.sheet, self.user_liaison, saved).line_ids)

        copy = Copy(saved)
        keys = copy.keys("answers")
        later = self.today + timedelta(days=30)
        copy.fill("answers", keys[1], answer="Found", remark="2-3")
        copy.fill("answers", keys[2], answer="None")
        copy.fill(
            "findings",
            "N1",
            number=2,
            description="=SUM(1) is no formula 𠮷",
            responsible_member_id="Paper Cadre",
            deadline=later,
        )
        copy.place("findings", "N1", "description").data_type = "s"
        copy.fill("actions", "M1", finding="New 1", name="Read less")
        copy.fill("actions", copy.keys("actions")[0], state="Done")
        upload = self._bring_in(
            self.sheet, self.user_liaison, self._save_with_libreoffice(copy.save())
        )
        self.assertRecordValues(upload, [{"new_count": 2, "changed_count": 4}])
        lines = self.sheet.line_ids.sorted("problem_number")
        self.assertEqual(lines[1:3].mapped("answer"), ["found", "none"])
        self.assertEqual(lines[1].remark, "2-3")
        added = self.sheet.finding_ids - finding
        self.assertRecordValues(
            added,
            [
                {
                    "description": "=SUM(1) is no formula 𠮷",
                    "responsible_member_id": self.member_paper.id,
                    "deadline": later,
                }
            ],
        )
        self.assertEqual(added.action_ids.name, "Read less")
        self.assertEqual(finding.action_ids.state, "done")
        self.assertEqual(finding.description, "会议过多\n层层开会")

    def test_protection(self):
        """Only what may be filled in is open; lists offer the words; keys are out of sight."""
        finding = self._find(self.sheet, 1, self.user_liaison)
        copy = self._download(self.sheet, self.user_liaison)
        hidden = {sheet.title: sheet.sheet_state for sheet in copy.book}
        self.assertEqual(
            hidden,
            {
                "How to Fill In": "visible",
                "Answers": "visible",
                "Findings": "visible",
                "Actions": "visible",
                "rc_lists": "veryHidden",
                "rc_key": "veryHidden",
            },
        )
        for sheet in copy.book:
            self.assertTrue(sheet.protection.sheet, sheet.title)
        for form, open_names in {
            "answers": {"answer", "remark"},
            "findings": {
                "number",
                "description",
                "cause",
                "rectification_type",
                "measures",
                "leader_member_id",
                "responsible_member_id",
                "deadline",
                "result",
            },
            "actions": {"finding", "name", "member_id", "deadline", "state", "done_note"},
        }.items():
            sheet, row = copy.sheet(form)
            self.assertTrue(sheet.column_dimensions["A"].hidden)
            self.assertTrue(sheet.row_dimensions[row].hidden)
            self.assertEqual(sheet.page_setup.orientation, "landscape")
            self.assertEqual(sheet.print_title_rows, "$3:$3")
            key = {"findings": "N1", "actions": "M1"}.get(form) or copy.keys(form)[0]
            names = [cell.value for cell in sheet[row]][1:]
            found = {name for name in names if not copy.place(form, key, name).protection.locked}
            self.assertEqual(found, open_names, form)
        self.assertTrue(copy.place("findings", f"F{finding.id}", "number").protection.locked)
        lists = copy.book["rc_lists"]
        words = [[cell.value for cell in column if cell.value] for column in lists.columns]
        self.assertIn(["None", "Found", "Not Applicable"], words)
        self.assertIn([1, 2, 3, 4, 5, 6], words)
        roster = next(column for column in words if "Paper Cadre" in column)
        self.assertEqual(len(roster), 5)
        validations = copy.sheet("findings")[0].data_validations.dataValidation
        self.assertEqual(sum(rule.type == "list" for rule in validations), 5)

    def test_people_who_left(self):
        """People named in a finding stay named, on the roster or not."""
        self._find(self.sheet, 1, self.user_liaison, responsible_member_id=self.member_paper.id)
        self.member_paper.active = False
        namesake = self._add_member(self.township, None, "cadre", name="Township Cadre")
        copy = self._download(self.sheet, self.user_liaison)
        self.assertFalse(self._preview(self.sheet, self.user_liaison, copy).line_ids)
        copy.fill("findings", "N1", number=2, description="x")
        copy.fill("findings", "N1", responsible_member_id="Township Cadre (2)")
        self._bring_in(self.sheet, self.user_liaison, copy)
        self.assertEqual(self.sheet.finding_ids.sorted("id")[-1].responsible_member_id, namesake)


@tagged("post_install", "-at_install")
class TestWorkbookDownload(HttpCase, RectificationCase):
    """The address of the download says nothing to whom it is not for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.sheet = cls._sheet(cls.township)
        for user in (
            cls.user_head | cls.user_liaison | cls.user_cadre | cls.user_school | cls.user_officer
        ):
            user.password = user.login

    def test_download(self):
        personal = self._sheet(self.township, self.member_cadre)
        statuses = {
            self.user_head: (200, 404),
            self.user_liaison: (200, 404),
            self.user_cadre: (404, 200),
            self.user_school: (404, 404),
            self.user_officer: (404, 404),
        }
        for user, expected in statuses.items():
            self.authenticate(user.login, user.login)
            for sheet, status in zip((self.sheet, personal), expected, strict=True):
                with self.subTest(user=user.login, sheet=sheet.display_name):
                    response = self.url_open(f"/rectification/offline/{sheet.id}")
                    self.assertEqual(response.status_code, status)
                    if status == 200:
                        self.assertIn("no-store", response.headers["Cache-Control"])
                        self.assertTrue(Copy(response.content).keys("answers"))
        self.assertEqual(self.url_open("/rectification/offline/0").status_code, 404)
