import io

from odoo import fields
from odoo.tests import tagged

from .own_ledger_common import LedgerImportCase


@tagged("post_install", "-at_install")
class TestLedgerImport(LedgerImportCase):
    """A ledger in a unit's own columns becomes findings of the unit."""

    def test_usual_columns(self):
        content = self._file(
            self._row("会议多而杂"),
            self._row(
                "文件层层转发", area="Item 5", 整改类型="立行立改", 责任人="方静宜（办公室）"
            ),
        )
        upload = self._upload(content)
        self.assertEqual(upload.kind, "ledger")
        self.assertFalse(self._findings(), "nothing is written before it is confirmed")
        self.assertRecordValues(upload, [{"new_count": 2, "error_count": 0, "unsure_count": 0}])
        upload.action_confirm()
        self.assertRecordValues(
            self._findings(),
            [
                {
                    "description": "会议多而杂",
                    "measures": "精简会议",
                    "problem_number": 1,
                    "leader_member_id": self.member_head.id,
                    "responsible_member_id": self.member_cadre.id,
                    "deadline": fields.Date.to_date(f"{self.year}-12-20"),
                    "rectification_type": "time_limited",
                    "state": "draft",
                    "source": "unit",
                    "check_id": self.sheet.id,
                },
                {
                    "description": "文件层层转发",
                    "measures": "精简会议",
                    "problem_number": 5,
                    "leader_member_id": self.member_head.id,
                    "responsible_member_id": self.member_cadre.id,
                    "deadline": fields.Date.to_date(f"{self.year}-12-20"),
                    "rectification_type": "immediate",
                    "state": "draft",
                    "source": "unit",
                    "check_id": self.sheet.id,
                },
            ],
        )
        answers = self.sheet.line_ids.filtered(lambda line: line.problem_number in (1, 5))
        self.assertEqual(answers.mapped("answer"), ["found", "found"])
        self.assertEqual(upload.attachment_id.raw, content, "the file is kept")
        self.assertIn("ledger.xlsx", self.dossier.message_ids[0].body)

    def test_any_order_two_lines_and_merged_cells(self):
        head = [
            ["整改责任", None, "存在的\n问题", "问题类别（方面）", "整改情况", "整改措施", "备注"],
            ["责任人", "责任领导", None, None, None, None, None],
        ]
        content = self._file(
            ["方静宜", "陆长河", "会议多而杂", "Item 2", "已压减三个", "精简会议", "见附件"],
            ["方静宜", "陆长河", None, None, None, "合并同类议题", None],
            ["方静宜", "陆长河", "督查过频", "Item 4", None, "归并督查", None],
            ["填报人：方静宜", None, None, None, None, None, None],
            head=head,
            merged=("A2:B2", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "C4:C5", "D4:D5"),
        )
        upload = self._upload(content)
        self.assertEqual(
            [(column.letters, column.target) for column in upload.column_ids],
            [
                ("A", "responsible"),
                ("B", "leader"),
                ("C", "description"),
                ("D", "area"),
                ("E", "result"),
                ("F", "measures"),
                ("G", False),
            ],
        )
        self.assertIn("left out", self._lines(upload, "unchanged").sentence)
        self.assertEqual(self._lines(upload, "unchanged").row, 7)
        upload.action_confirm()
        self.assertRecordValues(
            self._findings(),
            [
                {
                    "description": "会议多而杂",
                    "measures": "精简会议\n合并同类议题",
                    "result": "已压减三个",
                    "problem_number": 2,
                },
                {
                    "description": "督查过频",
                    "measures": "归并督查",
                    "result": False,
                    "problem_number": 4,
                },
            ],
        )

    def test_csv_of_an_office(self):
        lines = (
            "序号,问题表现,存在问题,整改措施,完成时间",
            "1,Item 3,会议多而杂,精简会议,长期坚持",
            f"2,第4项,督查过频,归并督查,{self.year}年6月底前",
        )
        for encoding in ("gbk", "utf-8-sig"):
            with self.subTest(encoding=encoding), self.env.cr.savepoint() as savepoint:
                self._bring_in("\r\n".join(lines).encode(encoding), name="台账.csv")
                self.assertRecordValues(
                    self._findings(),
                    [
                        {
                            "problem_number": 3,
                            "rectification_type": "long_term",
                            "deadline": False,
                        },
                        {
                            "problem_number": 4,
                            "rectification_type": "time_limited",
                            "deadline": fields.Date.to_date(f"{self.year}-06-30"),
                        },
                    ],
                )
                savepoint.rollback()
            self.env.invalidate_all()

    def test_the_same_file_twice(self):
        content = self._file(self._row("会议多而杂"), self._row("会议 多而杂"))
        upload = self._upload(content)
        self.assertIn("row 3", self._lines(upload, "unchanged").sentence)
        upload.action_confirm()
        self.assertEqual(len(self._findings()), 1)
        again = self._upload(content)
        self.assertRecordValues(
            again, [{"new_count": 0, "changed_count": 0, "conflict_count": 0, "error_count": 0}]
        )
        with self.assertRefused("Nothing to do"):
            again.action_confirm()
        self.assertEqual(len(self._findings()), 1)

    def test_the_same_list_by_another_way(self):
        """From the dossier or from the unit's sheet: what was brought in before is known."""
        self._bring_in(self._file(self._row("会议多而杂")))
        finding = self._findings()
        sheet = finding.dossier_id.unit_check_id
        further = self._file(self._row("会议多而杂", 整改措施="合并会议，压减一半"))
        upload = self._upload(further, check=sheet)
        self.assertRecordValues(upload, [{"changed_count": 1, "conflict_count": 0}])
        upload.with_context(bin_size=True).action_confirm()
        self.assertEqual(finding.measures, "合并会议，压减一半")
        self.assertEqual(upload.attachment_id.raw, further)

    def test_a_ledger_that_went_on(self):
        """Later versions of a ledger change what changed in it, and say where both did."""
        self._bring_in(self._file(self._row("会议多而杂"), self._row("督查过频")))
        first, second = self._findings()
        second.with_user(self.user_liaison).measures = "Decided online"
        upload = self._upload(
            self._file(
                self._row("会议多而杂", 整改措施="每周五开一次例会"),
                self._row("督查过频", 整改措施="归并督查"),
                self._row("报表重复"),
            )
        )
        self.assertRecordValues(upload, [{"new_count": 1, "changed_count": 1, "conflict_count": 1}])
        conflict = self._lines(upload, "conflict")
        self.assertRecordValues(
            conflict, [{"before": "Decided online", "after": "归并督查", "choice": "online"}]
        )
        upload.action_confirm()
        self.assertEqual(first.measures, "每周五开一次例会")
        self.assertEqual(second.measures, "Decided online")
        self.assertEqual(len(self._findings()), 3)

    def test_found_online_before(self):
        """What somebody has typed in already is not doubled, and is filled in where it is blank."""
        finding = self._find(
            self.sheet, 1, self.user_liaison, description="会议多而杂。", measures=False
        )
        upload = self._upload(self._file(self._row("会议多而杂。")))
        self.assertFalse(upload.new_count)
        self.assertIn("精简会议", self._lines(upload, "changed").mapped("after"))
        upload.action_confirm()
        self.assertEqual(self._findings(), finding)
        self.assertEqual(finding.measures, "精简会议")

    def test_what_was_exported_here(self):
        """The ledger that the system itself exports, summaries and all, changes nothing."""
        self.env["ir.module.module"].search(
            [("name", "=", "rectification_campaign")]
        )._update_translations(["zh_CN"])
        self._bring_in(self._file(self._row("会议多而杂"), self._row("督查过频", area="Item 4")))
        for lang in ("en_US", "zh_CN"):
            with self.subTest(lang=lang):
                file = io.BytesIO()
                dossier = self.dossier.with_user(self.user_liaison).with_context(lang=lang)
                dossier.env["rectification.ledger"]._write_workbook(dossier, file)
                upload = self._upload(file.getvalue())
                self.assertRecordValues(
                    upload,
                    [{"new_count": 0, "changed_count": 0, "conflict_count": 0, "error_count": 0}],
                )
                self.assertEqual(upload.unchanged_count, 3, "two findings and the total")

    def test_after_the_sheet_was_handed_in(self):
        self._answer_rest(self.sheet, self.user_liaison)
        self.sheet.with_user(self.user_liaison).action_submit()
        self._bring_in(self._file(self._row("会议多而杂")))
        self.assertRecordValues(
            self._findings(), [{"check_line_id": False, "problem_number": 1, "source": "unit"}]
        )

    def test_personal_ledger(self):
        sheet = self._sheet(self.township, self.member_cadre)
        self._bring_in(self._file(self._row("填表过多")), user=self.user_cadre, check=sheet)
        self.assertRecordValues(
            self._findings(), [{"source": "personal", "member_id": self.member_cadre.id}]
        )
