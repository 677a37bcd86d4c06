from io import BytesIO

from openpyxl import Workbook, load_workbook

from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.misc import file_open

from ..common import RectificationCase

OPTIONS = {"has_headers": True, "quoting": '"', "separator": ",", "headers": True}
UNIT_HEADINGS = ["单位", "编码", "类别", "上级单位"]
ROSTER_HEADINGS = ["单位", "姓名", "职务", "角色", "党员", "用户"]


@tagged("post_install", "-at_install")
class TestImport(RectificationCase):
    """Units and rosters come from spreadsheets, through Odoo's own import screen, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"].search(
            [("name", "in", ("base", "rectification_campaign"))]
        )._update_translations(["zh_CN"])
        cls.user_officer.lang = "zh_CN"

    def _import(self, model, headings, rows):
        """Import a spreadsheet as the officer would, fields found by their headings alone."""
        book = Workbook()
        for row in [headings, *rows]:
            book.active.append(row)
        file = BytesIO()
        book.save(file)
        wizard = (
            self.env["base_import.import"]
            .with_user(self.user_officer)
            .with_context(lang="zh_CN")
            .create(
                {
                    "res_model": model,
                    "file": file.getvalue(),
                    "file_name": "units.xlsx",
                    "file_type": "application/vnd.openxmlformats-officedocument"
                    ".spreadsheetml.sheet",
                }
            )
        )
        preview = wizard.parse_preview(dict(OPTIONS))
        self.assertNotIn("error", preview)
        fields = [
            "/".join(preview["matches"].get(number) or ()) or False
            for number in range(len(headings))
        ]
        self.assertNotIn(False, fields, "every heading is recognised")
        # Odoo logs a broken constraint before it makes a sentence of it.
        with mute_logger("odoo.sql_db"):
            result = wizard.execute_import(fields, headings, {**OPTIONS, **preview["options"]})
        self.env.invalidate_all()
        return result

    def _import_units(self, *rows):
        return self._import("rectification.unit", UNIT_HEADINGS, rows)

    def _import_roster(self, *rows):
        return self._import("rectification.unit.member", ROSTER_HEADINGS, rows)

    def _messages(self, result):
        self.assertFalse(result["ids"])
        return "\n".join(message["message"] for message in result["messages"])

    def _unit(self, code):
        return self.env["rectification.unit"].search([("code", "=", code)])

    # ------------------------------------------------------------
    # Units
    # ------------------------------------------------------------

    def test_units(self):
        result = self._import_units(
            ["青禾镇", "QH", "乡镇街道", "T-0"],
            ["柳树村", "QH-1", "村", "QH"],
            ["中心小学", "QH-2", "学校", "青禾镇"],
        )
        self.assertFalse(result["messages"])
        self.assertRecordValues(
            self._unit("QH") | self._unit("QH-1") | self._unit("QH-2"),
            [
                {"name": "青禾镇", "kind": "township", "parent_id": self.county.id},
                {"name": "柳树村", "kind": "village", "parent_id": self._unit("QH").id},
                {"name": "中心小学", "kind": "school", "parent_id": self._unit("QH").id},
            ],
        )

    def test_units_again(self):
        """The code decides: known units are updated."""
        rows = [["青禾镇", "QH", "乡镇街道", "T-0"], ["柳树村", "QH-1", "村", "QH"]]
        self._import_units(*rows)
        count = self.env["rectification.unit"].search_count([])
        result = self._import_units(["青禾新镇", "QH", "乡镇街道", "T-0"], rows[1])
        self.assertFalse(result["messages"])
        self.assertEqual(self._unit("QH").name, "青禾新镇")
        self.assertEqual(self.env["rectification.unit"].search_count([]), count)
        self._unit("QH-1").active = False
        self.assertEqual(len(self._messages(self._import_units(rows[1])).splitlines()), 1)

    def test_units_with_mistakes(self):
        before = self.env["rectification.unit"].search_count([])
        result = self._import_units(
            ["好村", "G-1", "村", "T-1"], ["无上级村", "G-2", "村", "不存在的镇"]
        )
        self.assertIn("不存在的镇", self._messages(result))
        result = self._import_units(["怪单位", "G-3", "俱乐部", "T-1"])
        self.assertIn("俱乐部", self._messages(result))
        self.assertEqual(self.env["rectification.unit"].search_count([]), before, "all or nothing")

    def test_every_wrong_row_is_named(self):
        result = self._import_units(
            ["好村", "G-1", "村", "T-1"],
            ["无上级村", "G-2", "村", "不存在的镇"],
            ["怪单位", "G-3", "俱乐部", "T-1"],
        )
        rows = sorted(
            (message["rows"]["from"], message["message"]) for message in result["messages"]
        )
        self.assertEqual([row for row, __ in rows], [1, 2])
        self.assertIn("不存在的镇", rows[0][1])
        self.assertIn("俱乐部", rows[1][1])

    # ------------------------------------------------------------
    # Rosters
    # ------------------------------------------------------------

    def test_roster(self):
        self._unit("T-1-1").member_ids.unlink()
        result = self._import_roster(
            ["Village", "王秀兰", "党支部书记", "主要负责人", "是", "t_village"],
            ["T-1-1", "李建国", "文书", "联络员", "否", None],
        )
        self.assertFalse(result["messages"])
        self.assertRecordValues(
            self.village.member_ids,
            [
                {
                    "name": "王秀兰",
                    "job_title": "党支部书记",
                    "role": "head",
                    "is_party_member": True,
                    "user_id": self.user_village.id,
                },
                {
                    "name": "李建国",
                    "job_title": "文书",
                    "role": "liaison",
                    "is_party_member": False,
                    "user_id": False,
                },
            ],
        )
        self.assertEqual(self.village.head_user_id, self.user_village)

    def test_roster_again(self):
        row = ["T-2", "李建国", "教师", "党员干部", "是", None]
        self._import_roster(row)
        count = len(self.school.member_ids)
        result = self._import_roster(["School", "李建国", "教务主任", "联络员", "是", None])
        self.assertFalse(result["messages"])
        self.assertEqual(len(self.school.member_ids), count)
        member = self.school.member_ids.filtered(lambda member: member.name == "李建国")
        self.assertRecordValues(member, [{"job_title": "教务主任", "role": "liaison"}])
        # Two people of one name stay two people.
        self._import_roster(row, ["T-2", "李建国", "校医", "党员干部", "是", None])
        self.assertEqual(len(self.school.member_ids), count + 2)

    def test_roster_with_mistakes(self):
        before = self.env["rectification.unit.member"].search_count([])
        for row, sentences in (
            (["不存在的单位", "张三", None, "党员干部", "是", None], ("不存在的单位",)),
            (["T-1", "张三", None, "主要负责人", "是", None], ("Township", "张三")),
            (["T-1", "张三", None, "党员干部", "是", "t_cadre"], ("Township Cadre", "张三")),
            (["T-1", "张三", None, "党员干部", "是", "nobody"], ("nobody",)),
        ):
            with self.subTest(row=row):
                messages = self._messages(
                    self._import_roster(["T-2", "好人", None, "党员干部", "是", None], row)
                )
                for sentence in sentences:
                    self.assertIn(sentence, messages)
        result = self._import_roster(
            ["County Committee", "张三", None, "主要负责人", "是", None],
        )
        self.assertIn("County Committee", self._messages(result))
        self.assertEqual(self.env["rectification.unit.member"].search_count([]), before)

    def test_unit_with_two_heads_in_one_file(self):
        self.school.member_ids.unlink()
        result = self._import_roster(
            ["T-2", "张三", None, "主要负责人", "是", None],
            ["T-2", "李四", None, "主要负责人", "是", None],
        )
        messages = self._messages(result)
        for name in ("School", "张三", "李四"):
            self.assertIn(name, messages)
        self.assertFalse(self.school.member_ids)

    # ------------------------------------------------------------
    # Templates
    # ------------------------------------------------------------

    def test_templates(self):
        """The templates offered have the headings that the import recognises."""
        for model, headings in (
            ("rectification.unit", UNIT_HEADINGS),
            ("rectification.unit.member", ROSTER_HEADINGS),
        ):
            (template,) = self.env[model].get_import_templates()
            path = template["template"].lstrip("/")
            with file_open(path, "rb") as file:
                sheet = load_workbook(file).worksheets[0]
            self.assertEqual([cell.value for cell in sheet[1]], headings)
            self.assertEqual(sheet.max_row, 1, "no sample rows that would be imported")
