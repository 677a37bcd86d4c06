import base64
import io

from openpyxl import Workbook

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RectificationCase
from .test_tours import ToursCase

HEAD = [
    "序号",
    "问题类别",
    "具体表现",
    "整改措施",
    "责任领导",
    "责任人",
    "完成时限",
    "整改类型",
    "是否销号",
]


class LedgerImportCase(RectificationCase):
    """Ledgers that units have kept themselves, brought in by their liaisons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)
        cls.member_head.name = "陆长河"
        cls.member_cadre.name = "方静宜"
        cls.year = fields.Date.today().year
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _file(self, *rows, head=HEAD, title=True, merged=()):
        """Return a workbook with a title, a head and ``rows``."""
        book = Workbook()
        if title:
            book.active.append(["某镇形式主义突出问题整改台账"])
        for row in [*([head] if isinstance(head[0], str) else head), *rows]:
            book.active.append(row)
        for area in merged:
            book.active.merge_cells(area)
        return self._save(book)

    def _save(self, book):
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def _upload(self, content, user=None, name="ledger.xlsx", check=None, dossier=None):
        """Let ``user`` upload a file and look at what it would change."""
        upload = (
            self.env["rectification.workbook.import"]
            .with_user(user or self.user_liaison)
            .create(
                {
                    "dossier_id": (dossier or self.dossier).id,
                    "check_id": check.id if check else False,
                    "file": base64.b64encode(content),
                    "file_name": name,
                }
            )
        )
        upload.action_preview()
        return upload

    def _bring_in(self, content, **options):
        upload = self._upload(content, **options)
        upload.action_confirm()
        return upload

    def _findings(self):
        return self.env["rectification.finding"].search(
            [("dossier_id", "=", self.dossier.id)], order="id"
        )

    def _lines(self, upload, kind):
        return upload.line_ids.filtered(lambda line: line.kind == kind)

    def _column(self, upload, heading):
        return upload.column_ids.filtered(lambda column: column.heading == heading)

    def _row(self, description, area="Item 1", **values):
        """Return a row of a ledger with the usual columns."""
        row = {
            "序号": 1,
            "问题类别": area,
            "具体表现": description,
            "整改措施": "精简会议",
            "责任领导": "陆长河",
            "责任人": "方静宜",
            "完成时限": f"{self.year}年12月20日前",
            "整改类型": "限期整改",
            "是否销号": "否",
            **values,
        }
        return [row[heading] for heading in HEAD]


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
        with self.assertSays("Nothing to do"):
            again.action_confirm()
        self.assertEqual(len(self._findings()), 1)

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
        with self.assertSays("Rows without a problem item: 1"):
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
        with self.assertSays("Errors: 1"):
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
        with self.assertSays("Look Again"):
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
        with self.assertSays("B .整改措施. and C .整改举措. are both taken for .Measures."):
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
        with self.assertSays("Errors: 3"):
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
        with self.assertSays("no ledger in which a row of headings"):
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
        with self.assertSays("somebody has changed something online"):
            upload.action_confirm()
        self.assertEqual(len(self._findings()), 1)

    def test_no_ledger(self):
        for head in (["序号", "单位", "备注"], ["单位", "编码", "类别", "上级单位"]):
            with self.subTest(head=head), self.assertSays("no ledger in which a row of headings"):
                self._upload(self._file([1, 2, 3, 4], head=head))


@tagged("post_install", "-at_install")
class TestLedgerImportRights(LedgerImportCase):
    """Who fills in the sheet brings ledgers in; previews are decided upon, not rewritten."""

    def test_others_do_not(self):
        content = self._file(self._row("会议多而杂"))
        for user in (self.user_cadre, self.user_school, self.user_officer, self.user_observer):
            with self.subTest(user=user.login), self.assertRaises(Exception) as caught:
                self._upload(content, user=user)
            self.assertIn(type(caught.exception).__name__, ("AccessError", "UserError"))
            self.env.invalidate_all()

    def test_what_is_decided(self):
        upload = self._upload(self._file(self._row("会议多而杂")))
        line, column = self._lines(upload, "new"), self._column(upload, "责任人")
        with self.assertSays("The preview shows what is in the file"):
            line.after = "Something else"
        with self.assertSays("The columns show what is in the file"):
            column.heading = "Something else"
        with self.assertSays("another catalogue"):
            line.problem_id = self.catalogue.copy().area_ids.problem_ids[0]
        with self.assertSays("filled by the steps themselves"):
            upload.column_ids = [fields.Command.create({"heading": "责任人"})]
        with self.assertSays("filled by the steps themselves"):
            upload.item_choices = {"a": 1}
        for record in (line, column):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_user(self.user_school).read(
                    ["sentence" if record == line else "heading"]
                )
        upload.action_confirm()
        with self.assertSays("decided in the preview"):
            column.target = False
        with self.assertSays("Only new rows of a ledger"):
            line.problem_id = self.catalogue.area_ids.problem_ids[1]


@tagged("post_install", "-at_install")
class TestLedgerImportTour(ToursCase, LedgerImportCase):
    """The preview of a ledger in a browser, in Chinese."""

    def test_tour(self):
        head = ["序号", "问题类别", "存在问题", "怎么改"]
        rows = ([1, "Item 1", "会议多而杂", "精简会议"], [2, "其他", "食堂排队太久", "错峰就餐"])
        upload = self._upload(self._file(*rows, head=head))
        action = "rectification_campaign.rectification_workbook_import_action"
        self._tour("ledger_import", self.user_liaison, f"/odoo/action-{action}/{upload.id}")
        self.assertRecordValues(
            self._findings(),
            [
                {"problem_number": 1, "measures": "精简会议"},
                {"problem_number": 4, "measures": "错峰就餐"},
            ],
        )
        self.assertEqual(upload.state, "done")
