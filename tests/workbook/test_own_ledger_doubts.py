from openpyxl import Workbook

from odoo import fields
from odoo.tests import tagged

from .own_ledger_common import LedgerImportCase


@tagged("post_install", "-at_install")
class TestLedgerImportDoubts(LedgerImportCase):
    """What is uncertain is shown, what is wrong is named by row and column, and nothing guessed."""

    def test_item_found_by_its_words(self):
        self.catalogue.area_ids.problem_ids[0]._write({"name": "会议过多层层开会"})
        self.catalogue.area_ids.problem_ids[1]._write({"name": "文件过长照抄照转"})
        self.env.invalidate_all()
        upload = self._upload(
            self._file(
                self._row("同样的会议每周开三次", area="文山会海"),
                self._row("食堂排队太久", area="其他"),
            )
        )
        unsure, itemless = self._lines(upload, "new")
        self.assertRecordValues(
            unsure | itemless,
            [
                {"problem_id": self.catalogue.area_ids.problem_ids[0].id, "is_unsure": True},
                {"problem_id": False, "is_unsure": True},
            ],
        )
        self.assertIn("found by its words", unsure.sentence)
        self.assertRecordValues(upload, [{"unsure_count": 1, "itemless_count": 1}])
        with self.assertRefused("Rows without a problem item: 1"):
            upload.action_confirm()
        item = self.catalogue.area_ids.problem_ids[3]
        upload.write({"line_ids": [fields.Command.update(itemless.id, {"problem_id": item.id})]})
        self.assertRecordValues(upload, [{"unsure_count": 1, "itemless_count": 0}])
        upload.action_confirm()
        self.assertEqual(self._findings().mapped("problem_number"), [1, 4])

    def test_choices_outlive_another_look(self):
        upload = self._upload(self._file(self._row("食堂排队太久", area="其他")))
        line = self._lines(upload, "new")
        line.problem_id = self.catalogue.area_ids.problem_ids[2]
        upload.action_refresh()
        self.assertRecordValues(
            self._lines(upload, "new"),
            [{"problem_id": self.catalogue.area_ids.problem_ids[2].id, "is_unsure": False}],
        )
        upload.action_confirm()
        self.assertEqual(self._findings().problem_number, 3)
        again = self._upload(self._file(self._row("食堂排队太久", area="其他")))
        self.assertFalse(again.new_count, "known again though its item is still uncertain")

    def test_columns_are_corrected_and_remembered(self):
        head = ["序号", "方面", "情况", "怎么改", "责任人"]
        row = [1, "Item 1", "会议多而杂", "精简会议", "方静宜"]
        upload = self._upload(self._file(row, head=head))
        self.assertIn("No column says", self._lines(upload, "error").sentence)
        with self.assertRefused("Errors: 1"):
            upload.action_confirm()
        upload.write(
            {
                "column_ids": [
                    fields.Command.update(
                        self._column(upload, "情况").id, {"target": "description"}
                    )
                ]
            }
        )
        self._column(upload, "怎么改").target = "measures"
        with self.assertRefused("Look Again"):
            upload.action_confirm()
        upload.action_refresh()
        self.assertFalse(upload.error_count)
        upload.action_confirm()
        self.assertRecordValues(
            self._findings(), [{"description": "会议多而杂", "measures": "精简会议"}]
        )
        row[2] = "督查过频"
        again = self._upload(self._file(row, head=head), user=self.user_head)
        self.assertRecordValues(
            self._column(again, "情况") | self._column(again, "怎么改"),
            [
                {"target": "description", "is_guessed": False},
                {"target": "measures", "is_guessed": False},
            ],
        )
        self.assertEqual(again.new_count, 1)
        # Another unit begins from what the headings say.
        other = self._upload(
            self._file(row, head=head), user=self.user_school, dossier=self._dossier(self.school)
        )
        self.assertFalse(self._column(other, "怎么改").target)

    def test_two_columns_for_one_thing(self):
        upload = self._upload(
            self._file(
                ["会议多而杂", "精简会议", "合并议题", "Item 1"],
                head=["存在问题", "整改措施", "整改举措", "问题类别"],
            )
        )
        self.assertFalse(self._column(upload, "整改举措").target)
        self._column(upload, "整改举措").target = "measures"
        upload.action_refresh()
        self.assertFalse(self._column(upload, "整改措施").target, "what was corrected counts")
        self._column(upload, "整改措施").target = "measures"
        with self.assertRefused("B .整改措施. and C .整改举措. are both taken for .Measures."):
            upload.action_refresh()

    def test_a_guessed_heading_is_marked(self):
        upload = self._upload(
            self._file(
                ["会议多而杂", "精简会议", "方静宜"],
                head=["存在问题", "整改措施", "具体责任人及电话"],
            )
        )
        self.assertRecordValues(
            self._column(upload, "具体责任人及电话"),
            [{"target": "responsible", "is_guessed": True, "sample": "方静宜", "letters": "C"}],
        )

    def test_cells_that_cannot_be_read(self):
        upload = self._upload(
            self._file(
                self._row("会议多而杂", 完成时限="尽快", 整改类型="看情况"),
                self._row("督查过频", 完成时限=f"{self.year}-2-30"),
                self._row("文件过长"),
            )
        )
        errors = self._lines(upload, "error")
        self.assertEqual(
            [(line.row, line.column) for line in errors],
            [(3, "H 整改类型"), (3, "G 完成时限"), (4, "G 完成时限")],
        )
        self.assertRegex(errors[0].sentence, "“看情况” is none of: 立行立改.*限期整改.*长期坚持")
        self.assertIn("“尽快” is no date", errors[1].sentence)
        with self.assertRefused("Errors: 3"):
            upload.action_confirm()
        self.assertFalse(self._findings())

    def test_formulas_and_hidden_sheets(self):
        book = Workbook()
        book.active.append(["存在问题", "整改措施", "责任人"])
        book.active.append(["会议多而杂", "=B9", "方静宜"])
        book.active.append(["=A9", "精简会议", "方静宜"])
        errors = self._lines(self._upload(self._save(book)), "error")
        self.assertEqual(
            [(line.row, line.column) for line in errors], [(2, "B 整改措施"), (3, "A 存在问题")]
        )
        self.assertIn("a formula without a result", errors[0].sentence)
        book.create_sheet("封面").append(["某镇"])
        book.active.sheet_state = "hidden"
        with self.assertRefused("no ledger in which a row of headings"):
            self._upload(self._save(book))

    def test_two_sheets(self):
        book = Workbook()
        for sheet, text in ((book.active, "会议多而杂"), (book.create_sheet("下半年"), "督查过频")):
            sheet.append(["问题类别", "存在问题", "整改措施"])
            sheet.append(["Item 1", text, "精简"])
        upload = self._upload(self._save(book))
        self.assertEqual(self._lines(upload, "new").mapped("sheet"), ["Sheet", "下半年"])
        self.assertEqual(len(upload.column_ids), 3, "a heading is asked for once")
        upload.action_confirm()
        self.assertEqual(len(self._findings()), 2)

    def test_people(self):
        self.member_paper.name = "方静宜"
        upload = self._upload(
            self._file(
                self._row("会议多而杂", 责任领导="镇长 陆 长河", 责任人="王二"),
                self._row("督查过频", 责任人="方静宜"),
                self._row("文件过长", 责任人="陆长河、方静宜"),
            )
        )
        notes = self._lines(upload, "new").mapped("sentence")
        self.assertIn("“王二” is not on the unit's roster", notes[0])
        self.assertIn("2 people called 方静宜", notes[1])
        self.assertIn("陆长河 is taken, not 方静宜", notes[2])
        upload.action_confirm()
        self.assertEqual(self._findings()[0].leader_member_id, self.member_head)
        self.assertFalse(self._findings()[0].responsible_member_id)
        self.assertEqual(self._findings()[2].responsible_member_id, self.member_head)

    def test_loose_dates_and_old_sign_offs_are_said(self):
        upload = self._upload(
            self._file(self._row("会议多而杂", 完成时限="6月底前", 是否销号="已销号"))
        )
        note = self._lines(upload, "new").sentence
        self.assertIn("Deadline “6月底前” is taken as", note)
        self.assertIn("Signed off in the ledger; here acceptance is asked for", note)
        upload.action_confirm()
        self.assertRecordValues(
            self._findings(),
            [{"deadline": fields.Date.to_date(f"{self.year}-06-30"), "state": "draft"}],
        )

    def test_changed_online_meanwhile(self):
        upload = self._upload(self._file(self._row("会议多而杂")))
        self._find(self.sheet, 1, self.user_head, description="会议多而杂")
        with self.assertRefused("somebody has changed something online"):
            upload.action_confirm()
        self.assertEqual(len(self._findings()), 1)

    def test_no_ledger(self):
        for head in (["序号", "单位", "备注"], ["单位", "编码", "类别", "上级单位"]):
            with (
                self.subTest(head=head),
                self.assertRefused("no ledger in which a row of headings"),
            ):
                self._upload(self._file([1, 2, 3, 4], head=head))
