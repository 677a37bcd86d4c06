import base64
from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..models import plan_reading
from ..tools import plan_reader
from . import plans
from .plan_common import PLAN, PlanCase
from .plans.documents import as_broken_lines, as_docx, as_pdf, as_xlsx

TREE = [
    (1, "文件管理", [(1, "发文没有计划，临时动议多"), (2, "照抄照转，内容空泛")]),
    (2, "会议管理", [(3, "会议层层套开，同一事项重复部署"), (4, "陪会现象普遍")]),
]


@tagged("post_install", "-at_install")
class TestPlanSource(PlanCase):
    """Text and files of every kind come in, or are refused with what to do."""

    def test_every_kind_of_file(self):
        for name, content in (
            ("plan.txt", PLAN.encode()),
            ("plan.TXT", PLAN.encode("gb18030")),
            ("plan.docx", as_docx(PLAN)),
            ("plan.xlsx", as_xlsx(PLAN)),
            ("plan.pdf", as_pdf(as_broken_lines(PLAN, 30).split("\n"))),
        ):
            with self.subTest(name=name):
                plan = self._add_file(name, content)
                self.assertEqual(plan.year, 2026)
                plan.action_read()
                self.assertEqual(self._tree(plan), TREE)
                self.assertEqual(plan.name, "关于整治会风文风的实施方案")
                is_warned = any("A PDF does not say" in text for text in self._sentences(plan))
                self.assertEqual(is_warned, name.endswith(".pdf"))

    def test_first_campaign_needs_no_correction(self):
        """8 areas, 43 items, 3 phases; what is open is said, nothing else."""
        plan = self._add_file("plan.docx", as_docx(plans.read_text("first_campaign")))
        plan.action_read()
        self.assertEqual(
            [len(area.child_ids) for area in plan._get_ordered("area")], [5, 5, 4, 5, 5, 9, 5, 5]
        )
        self.assertEqual(plan._get_ordered("item").mapped("number"), list(range(1, 44)))
        self.assertEqual(
            plan._get_nodes("phase").mapped("phase"), ["study", "self_check", "supervision"]
        )
        self.assertFalse(plan.obstacles)
        sentences = "\n".join(self._sentences(plan))
        self.assertEqual(sentences.count("leaves the deadline open (“X月底前”)"), 3)
        self.assertIn("leaves the submission deadline open (“X月X日前”)", sentences)
        self.assertIn("names no first day", sentences)
        self.assertEqual(len(self._sentences(plan)), 5)

    def test_every_sample_plan(self):
        """Whatever the habit of numbering, the nodes are what the parser found, in its order."""
        for name in plans.NAMES:
            with self.subTest(plan=name):
                plan = self._read_plan(plans.read_text(name))
                self.assertEqual(
                    [
                        (area.wording, area.child_ids.mapped("wording"))
                        for area in plan._get_ordered("area")
                    ],
                    [
                        (area["name"], [text for _number, text in area["items"]])
                        for area in plans.read_expected(name)["areas"]
                    ],
                )
                data = plan.get_plan_data()
                text = "".join(segment["text"] for segment in data["segments"])
                self.assertEqual(text, plan.source_text.replace("**", ""))

    def test_form_shows_text_and_year_at_once(self):
        officer = self.env["rectification.plan"].with_user(self.user_officer)
        # The upload fills in the name together with the file; no form shows it as a field.
        form = Form(officer.with_context(default_source_filename="plan.txt"))
        form.source_file = base64.b64encode(PLAN.encode())
        self.assertEqual(form.source_text, PLAN)
        self.assertEqual(form.year, 2026)
        self.assertEqual(form.year_hint, "From the document number “县办发〔2026〕7号”.")
        form.year = 2027
        self.assertEqual(form.year_hint, "Set by hand; the text says “县办发〔2026〕7号”.")

    def test_year_of_a_text_without_one(self):
        plan = self._add_plan("关于整治的方案\n一、整治内容\n1.发文多。")
        self.assertEqual(plan.year, self.today.year)
        self.assertIn("names no year", plan.year_hint)
        plan.year = 2000
        self.assertEqual(plan.year_hint, "Set by hand; the text names no year.")

    def test_files_that_cannot_be_read(self):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        for name, content, sentence in (
            ("plan.doc", b"x", "plan.doc: files of this kind cannot be read"),
            ("plan.jpg", b"x", "plan.jpg: files of this kind cannot be read"),
            ("plan.docx", ole, "plan.docx: is protected by a password"),
            ("plan.pdf", as_pdf(["一"], password="p"), "plan.pdf: is protected by a password"),
            ("plan.pdf", as_pdf([]), "plan.pdf: holds pictures of pages and no text"),
            ("plan.docx", b"PK\x03\x04broken", "plan.docx: is damaged"),
            ("plan.txt", b"\xff\x00\x81", "plan.txt: is damaged"),
        ):
            with self.subTest(name=name), self.assertSays(sentence):
                self._add_file(name, content)

    def test_file_without_a_name(self):
        with self.assertSays("The file: files of this kind cannot be read"):
            self._add_file(False, b"x")

    def test_file_that_is_too_large(self):
        with (
            patch.object(plan_reader, "MAX_BYTES", 10),
            self.assertSays("plan.txt: is larger than any plan; at most 20 MB, 300 pages"),
        ):
            self._add_file("plan.txt", b"x" * 11)

    def test_library_that_is_missing(self):
        for name in ("openpyxl", "pypdf"):
            filename = {"openpyxl": "plan.xlsx", "pypdf": "plan.pdf"}[name]
            with (
                patch.dict("sys.modules", {name: None}),
                self.assertSays(f"{filename}: reading it needs the Python package “{name}”"),
            ):
                self._add_file(filename, b"x")

    def test_nothing_to_read(self):
        with self.assertSays("choose a file, or paste the text of the plan"):
            self._add_plan(" \n ").action_read()

    def test_text_that_is_too_long(self):
        with (
            patch.object(plan_reading, "MAX_CHARACTERS", 10),
            self.assertSays("the text is longer than any plan"),
        ):
            self._add_plan().action_read()

    def test_too_many_items(self):
        with (
            patch.object(plan_reading, "MAX_ITEMS", 3),
            self.assertSays("4 problem items were found; a plan has at most 3"),
        ):
            self._add_plan().action_read()

    def test_year_that_is_none(self):
        with self.assertSays("fill in the year of the campaign"):
            self._add_plan(year=26).action_read()

    def test_file_with_half_a_character(self):
        """What no database takes is replaced, and stands in its place."""
        with patch.dict(plan_reader._READERS, txt=lambda content: "一\0\ud800二"):
            self.assertEqual(self._add_file("plan.txt", b"x").source_text, "一 ?二")

    def test_strange_texts_are_read(self):
        """Whatever is pasted comes back whole, beside what little was found in it."""
        for text in (
            "。",
            "方案" * 500,
            "一、整治内容\n" + "（一）在会议方面\n" * 30,
            "9999年12月31日\n第一阶段（次年13月32日前）",
            "1.\n1.\n1.\n整治内容\n99999999999999999999.发文多。",
            "<script>alert(1)</script>\n一、整治内容\n1.<b>发文多</b>。",
            "序号\t问题\n1\t发文多\n\t\t\n",
        ):
            with self.subTest(text=text[:20]):
                plan = self._read_plan(text, year=2026)
                data = plan.get_plan_data()
                shown = "".join(segment["text"] for segment in data["segments"])
                self.assertEqual(len(shown), len(text))

    def test_text_in_which_nothing_is_found(self):
        plan = self._read_plan("今天天气很好。")
        self.assertIn("No problem items were found", "\n".join(self._sentences(plan)))
        with self.assertSays("there are no problem items yet"):
            plan.action_set_up()

    def test_same_text_twice(self):
        first = self._read_plan()
        second = self._add_plan(PLAN.replace("\n", "\r\n"))
        self.assertIn("was entered on", second.twin_notice)
        self.assertIn("t_officer", second.twin_notice)
        first.action_set_up()
        second.invalidate_recordset()
        self.assertEqual(
            second.twin_notice,
            "The same text has been set up already as the campaign “关于整治会风文风的实施方案”.",
        )
        second.action_read()
        with self.assertSays("there is a catalogue named “Problem list: 关于整治会风文风” already"):
            second.action_set_up()
        second.catalogue_name = "另一份清单"
        second.action_set_up()
        self.assertNotEqual(second.campaign_id, first.campaign_id)

    def test_back_to_the_text(self):
        plan = self._read_plan()
        with self.assertSays("Back to the Text"):
            plan.year = 2030
        with self.assertSays("Back to the Text"):
            plan.source_text = "另一份"
        plan.action_back()
        self.assertFalse(plan.node_ids)
        plan.year = 2030
        plan.action_read()
        self.assertEqual(self._node(plan, "phase", 0).deadline, date(2030, 3, 31))


@tagged("post_install", "-at_install")
class TestPlanRemarks(PlanCase):
    """What is uncertain is said in words, and the saying ends with its cause."""

    def _remarks(self, node):
        return node.plan_id._get_remarks()[1][node.id]

    def test_proposal(self):
        plan = self._read_plan()
        self.assertRecordValues(
            plan,
            [
                {
                    "name": "关于整治会风文风的实施方案",
                    "document_number": "县办发〔2026〕7号",
                    "organiser": "县专项整治领导小组",
                    "basis": "根据《关于精文简会的通知》要求",
                    "study_theme": "从我做起改作风",
                    "date_submission": False,
                    "submission_text": "X月X日前",
                }
            ],
        )
        self.assertEqual(self._tree(plan), TREE)
        self.assertEqual(plan._get_nodes("material").mapped("wording"), ["《关于精文简会的通知》"])
        self.assertEqual(
            plan._get_nodes("duty").mapped("wording"), ["县专项整治领导小组对各单位逐一检查。"]
        )
        self.assertEqual(
            plan._get_nodes("phase").mapped("deadline"),
            [date(2026, 3, 31), date(2026, 5, 31), False],
        )

    def test_every_node_knows_its_passage(self):
        plan = self._read_plan()
        for node in plan.node_ids:
            passage = plan.source_text[node.start : node.end]
            self.assertIn((node.wording or node.name)[:8], passage)
        place = plan.get_plan_data()["facts"]["document_number"]
        self.assertEqual(plan.source_text[slice(*place)], "县办发〔2026〕7号")

    def test_declared_count_that_differs(self):
        plan = self._read_plan()
        sentence = "The plan says “5个问题”; 4 were read."
        self.assertTrue(any(text.startswith(sentence) for text in self._sentences(plan)))
        self.assertIn("The plan says “两个方面”; that agrees.", plan._get_count_sentences())
        plan.action_add("item")
        self.assertFalse(any("The plan says" in text for text in self._sentences(plan)))
        self.assertIn("The plan says “5个问题”; that agrees.", plan._get_count_sentences())

    def test_year_that_was_assumed(self):
        plan = self._read_plan()
        study, self_check, _supervision = plan._get_nodes("phase")
        self.assertTrue(any("2026, the year of the campaign" in s for s in self._remarks(study)))
        self.assertFalse(any("the year of the campaign" in s for s in self._remarks(self_check)))
        study.deadline = date(2027, 3, 31)
        self.assertFalse(any("the year of the campaign" in s for s in self._remarks(study)))

    def test_remark_about_a_field_names_it(self):
        plan = self._read_plan(PLAN.replace("X月X日前报送", "5月20日前报送"))
        self.assertEqual(plan.date_submission, date(2026, 5, 20))
        remark = next(
            remark for remark in plan._get_remarks()[0] if remark["title"] == "Submission Deadline"
        )
        self.assertIn("2026, the year of the campaign", remark["text"])

    def test_deadline_left_open(self):
        plan = self._read_plan()
        phase = self._node(plan, "phase", 2)
        self.assertIn("leaves the deadline open (“X月底前”)", self._remarks(phase)[0])
        phase.deadline = date(2026, 8, 31)
        self.assertFalse(self._remarks(phase))
        plan.date_submission = date(2026, 5, 1)
        self.assertFalse(any("submission" in text for text in self._sentences(plan)))

    def test_gaps_and_repeats_are_reported_and_kept(self):
        plan = self._read_plan(plans.read_text("gaps_and_repeats"))
        items = plan._get_ordered("item")
        self.assertEqual(items.mapped("number"), [1, 2, 4, 5, 5, 6, 7, 3])
        self.assertIn("Number 3 was expected, 4 found.", self._remarks(items[2]))
        self.assertIn("Number 5 occurs again.", self._remarks(items[4]))
        self.assertIn("Number 3 follows 7.", self._remarks(items[7]))
        self.assertIn(
            "Number 3 was expected, 4 found.", self._remarks(plan._get_ordered("area")[2])
        )
        with self.assertSays("numbers that occur more than once, or not at all \\(5\\)"):
            plan.action_set_up()
        plan.action_number_through()
        self.assertEqual(plan._get_ordered("item").mapped("number"), list(range(1, 9)))
        # What the plan's own numbers were like is still said.
        self.assertIn("In the plan, number 5 occurs again.", self._remarks(items[4]))
        plan.action_set_up()

    def test_numbers_that_begin_anew_in_each_area(self):
        plan = self._read_plan(plans.read_text("chapters_and_points"))
        self.assertTrue(plan.is_numbered_through)
        self.assertEqual(plan._get_ordered("item").mapped("number"), list(range(1, 10)))
        self.assertEqual(plan._get_ordered("item")[3].label, "1.")
        self.assertTrue(any("numbered through" in text for text in self._sentences(plan)))

    def test_phase_that_is_none_of_the_campaign(self):
        plan = self._read_plan()
        phase = self._node(plan, "phase", 1)
        phase.phase = False
        self.assertIn("Say which phase of the campaign this is", self._remarks(phase)[0])

    def test_every_note_of_the_parser_has_a_sentence(self):
        from ..models.plan_remarks import LIVE_NOTES
        from ..tools.plan_parser import NOTES

        plan = self._read_plan()
        for code in NOTES.keys() - LIVE_NOTES:
            self.assertNotEqual(plan._get_note_sentence(code, {}), code)

    def test_remarks_end_when_it_is_set_up(self):
        plan = self._read_plan()
        self.assertTrue(plan.get_plan_data()["remarks"])
        plan.action_set_up()
        data = plan.get_plan_data()
        self.assertFalse(data["editable"] or data["remarks"] or data["phases"][2]["remarks"])

    def test_queries_do_not_grow_with_the_plan(self):
        """The screen of a proposal of 43 items takes as many queries as one of four."""
        small, large = self._read_plan(), self._read_plan(plans.read_text("first_campaign"))
        self.env.flush_all()
        counts = []
        # The first time fills the caches of rules.
        for plan in (small, small, large):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            plan.get_plan_data()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_unused_text_is_shown(self):
        plan = self._read_plan()
        unused = plan.get_plan_data()["unused"]
        self.assertIn(
            ("各单位要高度重视。", "Requirements", True),
            [(entry["text"], entry["role"], entry["kept"]) for entry in unused],
        )
        entry = next(entry for entry in unused if "两个方面" in entry["text"])
        plan.action_add("duty", False, entry["start"], entry["end"])
        self.assertEqual(plan._get_nodes("duty")[-1].wording, entry["text"])
        self.assertNotIn(entry, plan.get_plan_data()["unused"])


@tagged("post_install", "-at_install")
class TestPlanNodes(PlanCase):
    """Nodes are edited, moved, joined, split, added and removed."""

    def setUp(self):
        super().setUp()
        self.plan = self._read_plan()

    def _items(self):
        return [items for _number, _name, items in self._tree(self.plan)]

    def test_move(self):
        item = self._node(self.plan, "item", 1)
        item.action_move(-1)
        self.assertEqual([number for number, _name in self._items()[0]], [2, 1])
        item.action_move(-1)
        self.assertEqual([number for number, _name in self._items()[0]], [2, 1])
        self._node(self.plan, "item", 1).action_move(1)
        self.assertEqual([number for number, _name in self._items()[1]], [1, 3, 4])
        self._node(self.plan, "area", 1).action_move(-1)
        self.assertEqual([area[1] for area in self._tree(self.plan)], ["会议管理", "文件管理"])

    def test_move_to_another_area(self):
        first, second = self.plan._get_ordered("area")
        self._node(self.plan, "item", 0).action_put_into(second.id)
        self.assertEqual([number for number, _name in self._items()[1]], [3, 4, 1])
        with self.assertSays("belong to an area of their plan", ValidationError):
            self._node(self.plan, "item", 0).action_put_into(self._node(self.plan, "phase", 0).id)
        other = self._read_plan(PLAN + "补充。")
        with self.assertSays("belong to an area of their plan", ValidationError):
            self._node(self.plan, "item", 0).action_put_into(self._node(other, "area", 0).id)
        with self.assertSays("belong to an area of their plan", ValidationError):
            first.parent_id = second

    def test_join_and_split(self):
        first, second = self.plan._get_ordered("item")[:2]
        end = second.end
        second.action_merge()
        self.assertEqual(first.wording, "发文没有计划，临时动议多。照抄照转，内容空泛。")
        self.assertEqual(first.end, end)
        with self.assertSays("nothing stands before it"):
            first.action_merge()
        with self.assertSays("put the cursor into the official wording"):
            first.action_split(0)
        new = self.env["rectification.plan.node"].browse(
            first.action_split(len("发文没有计划，临时动议多。"))
        )
        self.assertEqual((new.wording, new.name), ("照抄照转，内容空泛。", "照抄照转，内容空泛"))
        self.assertEqual(self.plan._get_ordered("item")[:2], first | new)
        self.assertTrue(any("occurs again" in text for text in self._sentences(self.plan)))

    def test_join_areas(self):
        self._node(self.plan, "area", 1).action_merge()
        self.assertEqual(self._items(), [[*TREE[0][2], *TREE[1][2]]])

    def test_numbered_through(self):
        """Once numbered through it stays so, until somebody types a number."""
        self.plan.action_number_through()
        self._node(self.plan, "item", 0).action_remove()
        self.assertEqual(self.plan._get_ordered("item").mapped("number"), [1, 2, 3])
        self._node(self.plan, "item", 0).number = 9
        self._node(self.plan, "item", 1).action_remove()
        self.assertEqual(self.plan._get_ordered("item").mapped("number"), [9, 3])

    def test_remove_an_area(self):
        self._node(self.plan, "area", 0).action_remove()
        self.assertEqual(self._tree(self.plan), TREE[1:])

    def test_add(self):
        area = self.env["rectification.plan.node"].browse(self.plan.action_add("area"))
        self.assertEqual(area.number, 3)
        with self.assertSays("number 3 has no title"):
            self.plan.action_set_up()
        area.name = "新的方面"
        with self.assertSays("the area “新的方面” has no items"):
            self.plan.action_set_up()
        item = self.env["rectification.plan.node"].browse(self.plan.action_add("item"))
        self.assertRecordValues(item, [{"parent_id": area.id, "number": 5}])
        empty = self._read_plan("今天天气很好。")
        with self.assertSays("there is no area yet"):
            empty.action_add("item")

    def test_short_title_that_is_too_long(self):
        item = self._node(self.plan, "item", 0)
        item.name = "字" * 25
        with self.assertSays("the short title of item 1 has 25 characters; at most 24"):
            self.plan.action_set_up()

    def test_node_keeps_its_plan_and_kind(self):
        other = self._read_plan(PLAN + "补充。")
        item = self._node(self.plan, "item", 0)
        with self.assertSays("a node keeps its plan and its kind"):
            item.kind = "area"
        with self.assertSays("a node keeps its plan and its kind"):
            item.plan_id = other


@tagged("post_install", "-at_install")
class TestPlanSetUp(PlanCase):
    """Catalogue and campaign are set up in one step, once, as corrected."""

    def setUp(self):
        super().setUp()
        self.plan = self._read_plan()

    def _fill_dates(self, campaign):
        campaign.write(
            {
                "date_start": date(2026, 2, 1),
                "date_submission": date(2026, 5, 1),
                "date_supervision_end": date(2026, 8, 31),
            }
        )

    def test_catalogue(self):
        self._node(self.plan, "item", 1).write(
            {"name": "照抄照转", "wording": "照抄照转上级文件。"}
        )
        self._node(self.plan, "item", 3).action_put_into(self._node(self.plan, "area", 0).id)
        self._node(self.plan, "area", 1).name = "精简会议"
        self.plan.action_set_up()
        catalogue = self.plan.catalogue_id
        self.assertEqual(catalogue.state, "draft")
        self.assertEqual(
            [
                (area.name, [(p.number, p.name, p.wording) for p in area.problem_ids])
                for area in catalogue.area_ids
            ],
            [
                (
                    "文件管理",
                    [
                        (1, "发文没有计划，临时动议多", "发文没有计划，临时动议多。"),
                        (2, "照抄照转", "照抄照转上级文件。"),
                        (4, "陪会现象普遍", "陪会现象普遍。"),
                    ],
                ),
                (
                    "精简会议",
                    [(3, "会议层层套开，同一事项重复部署", "会议层层套开，同一事项重复部署。")],
                ),
            ],
        )

    def test_campaign(self):
        self.plan.write({"organiser": "县整治办", "date_start": date(2026, 2, 1)})
        action = self.plan.action_set_up()
        campaign = self.plan.campaign_id
        self.assertEqual(action["res_id"], campaign.id)
        self.assertRecordValues(
            campaign,
            [
                {
                    "state": "draft",
                    "name": "关于整治会风文风的实施方案",
                    "document_number": "县办发〔2026〕7号",
                    "organiser": "县整治办",
                    "catalogue_id": self.plan.catalogue_id.id,
                    "date_start": date(2026, 2, 1),
                    "date_study_end": date(2026, 3, 31),
                    "date_self_check_end": date(2026, 5, 31),
                    "date_supervision_end": False,
                    "date_submission": False,
                    "study_theme": "从我做起改作风",
                    "study_requirement": "学习教育阶段（3月底前）。以“从我做起改作风”为主题，"
                    "学习《关于精文简会的通知》。",
                    "leader_user_id": False,
                    "officer_user_ids": self.user_officer.ids,
                }
            ],
        )
        self.assertEqual(campaign.study_material_ids.mapped("name"), ["《关于精文简会的通知》"])
        for text in ("根据《关于精文简会的通知》要求", "对各单位逐一检查", "各单位要高度重视"):
            self.assertIn(text, campaign.description)

    def test_leader_heads_what_the_leader_sets_up(self):
        plan = self._read_plan(PLAN + "补充。", user=self.user_leader, year=2026)
        plan.catalogue_name = "组长的清单"
        plan.action_set_up()
        self.assertEqual(plan.campaign_id.leader_user_id, self.user_leader)

    def test_source_is_kept(self):
        """The file, or the pasted text, is attached to the campaign, with a note."""
        content = as_docx(PLAN.replace("会风", "作风"))
        uploaded = self._add_file("方案.docx", content)
        uploaded.action_read()
        for plan, name, raw in (
            (uploaded, "方案.docx", content),
            (self.plan, "关于整治会风文风的实施方案.txt", PLAN.encode()),
        ):
            plan.with_context(bin_size=True).action_set_up()
            message = plan.campaign_id.message_ids.filtered("attachment_ids")
            self.assertIn("2 areas and 4 problem items", message.body)
            self.assertRecordValues(
                message.attachment_ids,
                [
                    {
                        "name": name,
                        "raw": raw,
                        "res_model": "rectification.campaign",
                        "res_id": plan.campaign_id.id,
                    }
                ],
            )

    def test_start_is_no_later_than_the_first_deadline(self):
        for phases, start in (
            (
                "（一）学习阶段（2026年3月5日至3月31日）。\n（二）自查阶段（5月底前）。",
                date(2026, 3, 5),
            ),
            ("（一）学习阶段（3月5日前）。\n（二）自查阶段（3月6日至5月底）。", date(2026, 1, 1)),
        ):
            text = PLAN.partition("二、实施步骤")[0] + "二、实施步骤\n" + phases
            self.assertEqual(self._read_plan(text).date_start, start)

    def test_description_escapes_what_the_plan_says(self):
        plan = self._read_plan(PLAN.replace("高度重视", "<b onclick='x'>高度重视</b>"))
        plan.catalogue_name = "另一份"
        plan.action_set_up()
        self.assertIn("&lt;b onclick", plan.campaign_id.description)

    def test_several_phases_share_a_date(self):
        """The later deadline counts; while one of them is open, so is the date."""
        phases = self.plan._get_nodes("phase")
        phases[2].phase = "self_check"
        self.assertFalse(self.plan._get_phase_dates()["date_self_check_end"])
        phases[2].deadline = date(2026, 7, 31)
        self.assertEqual(self.plan._get_phase_dates()["date_self_check_end"], date(2026, 7, 31))
        self.assertFalse(self.plan._get_phase_dates()["date_supervision_end"])

    def test_open_deadline_without_a_place_in_the_campaign(self):
        """What is left open has to stand somewhere, so that it is asked for before the launch."""
        phase = self._node(self.plan, "phase", 2)
        phase.phase = False
        with self.assertSays("the phase “督促检查阶段” has an open deadline \\(“X月底前”\\)"):
            self.plan.action_set_up()
        phase.deadline = date(2026, 8, 31)
        self.plan.action_set_up()
        self.assertFalse(self.plan.campaign_id.date_supervision_end)

    def test_dates_out_of_order(self):
        self._node(self.plan, "phase", 0).deadline = date(2026, 7, 1)
        catalogues = self.env["rectification.catalogue"].search_count([])
        with self.assertSays("Put the dates in order", ValidationError), self.cr.savepoint():
            self.plan.action_set_up()
        self.assertEqual(self.plan.state, "proposal")
        self.assertEqual(self.env["rectification.catalogue"].search_count([]), catalogues)

    def test_fields_that_are_missing(self):
        self.plan.write({"name": False, "date_start": False, "catalogue_name": False})
        with self.assertSays("fill in: Title, Name of the Catalogue, and Start Date"):
            self.plan.action_set_up()

    def test_set_up_once(self):
        """The second of two people is told; nothing of the plan changes any more."""
        self.plan.action_set_up()
        campaign = self.plan.campaign_id
        with self.assertSays("is “Set Up” and cannot become"):
            self.plan.with_user(self.user_officer2).action_set_up()
        item = self._node(self.plan, "item", 0)
        for attempt in (
            lambda: self.plan.write({"name": "改名"}),
            lambda: item.write({"name": "改名"}),
            lambda: item.action_remove(),
            lambda: self.plan.action_add("area"),
            lambda: self.plan.action_number_through(),
        ):
            with self.assertSays("has been set up and stays as it is"):
                attempt()
        with self.assertSays("a campaign was set up from it"):
            self.plan.unlink()
        with self.assertSays("was set up from it. Go on there"):
            self.plan.write({"state": "proposal"})
        self.assertEqual(self.plan.campaign_id, campaign)

    def test_set_up_again_after_the_campaign_was_deleted(self):
        self.plan.action_set_up()
        self.plan.campaign_id.with_user(self.user_leader).unlink()
        self.plan.catalogue_id.unlink()
        self.plan.invalidate_recordset()
        self.plan.write({"state": "proposal"})
        self.plan.action_set_up()
        self.assertTrue(self.plan.campaign_id)

    def test_remote_call_meets_the_same_rule(self):
        """A write of the state does what the button does; links cannot be forged."""
        with self.assertSays("filled by the steps themselves"):
            self.plan.write({"campaign_id": self.campaign.id})
        with self.assertSays("cannot be created in the state"):
            self._add_plan(state="done")
        self.plan.write({"state": "done"})
        self.assertEqual(self.plan.campaign_id.catalogue_id, self.plan.catalogue_id)

    # ------------------------------------------------------------
    # Launch
    # ------------------------------------------------------------

    def test_launch_waits_for_open_deadlines(self):
        self.plan.date_start = date(2026, 2, 1)
        self.plan.action_set_up()
        campaign = self.plan.campaign_id.with_user(self.user_leader)
        campaign._enrol(self.school)
        with self.assertSays(
            "End of Supervision \\(the plan leaves it open: “X月底前”\\) and "
            "Submission Deadline \\(the plan leaves it open: “X月X日前”\\)"
        ):
            campaign.action_publish_and_launch()
        self.assertEqual(self.plan.catalogue_id.state, "draft")
        self._fill_dates(campaign)
        with self.assertSays("is still a draft. Look it through and publish it"):
            campaign.action_launch()
        self.assertIn("is still a draft", campaign.launch_obstacles)
        campaign.action_publish_and_launch()
        self.assertEqual((campaign.state, campaign.catalogue_id.state), ("study", "published"))
        self.assertFalse(campaign.launch_obstacles)

    def test_catalogue_stays_published_once_launched(self):
        """Whatever way a campaign gets into a phase, its catalogue cannot be a draft."""
        self.plan.action_set_up()
        with self.assertSays("is still a draft. Publish it first", ValidationError):
            self.plan.campaign_id._write_protected({"state": "study"})
            self.env.flush_all()

    def test_officer_cannot_launch(self):
        self.plan.date_start = date(2026, 2, 1)
        self.plan.action_set_up()
        campaign = self.plan.campaign_id
        campaign._enrol(self.school)
        self._fill_dates(campaign)
        with self.assertSays("this step is for: the head of the leading group"):
            campaign.action_publish_and_launch()

    def test_open_the_plan_from_the_campaign(self):
        self.plan.action_set_up()
        campaign = self.plan.campaign_id
        self.assertEqual(campaign.action_open_plan()["res_id"], self.plan.id)
        with Form(campaign) as form:
            self.assertEqual(form.catalogue_state, "draft")
            self.assertIn("no unit is enrolled", form.launch_obstacles)

    # ------------------------------------------------------------
    # Access
    # ------------------------------------------------------------

    def test_others_are_refused(self):
        for user in (
            self.user_observer,
            self.user_liaison,
            self.user_head,
            self.user_cadre,
            self.user_inspector,
            self.user_stranger,
        ):
            for attempt in (
                lambda user=user: self._add_plan(user=user),
                lambda user=user: self.plan.with_user(user).read(["name"]),
                lambda user=user: self.plan.with_user(user).get_plan_data(),
                lambda user=user: self.plan.with_user(user).action_set_up(),
                lambda user=user: (
                    self._node(self.plan, "item", 0).with_user(user).write({"name": "x"})
                ),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
        self.assertEqual(self.plan.state, "proposal")

    def test_only_officers_are_offered_it(self):
        for model, view_type in (
            ("rectification.campaign", "list"),
            ("rectification.campaign", "kanban"),
            ("rectification.catalogue", "list"),
        ):
            for user, is_offered in ((self.user_officer, True), (self.user_observer, False)):
                with self.subTest(model=model, view=view_type, user=user.login):
                    arch = self.env[model].with_user(user).get_view(view_type=view_type)["arch"]
                    self.assertEqual("o_rectification_from_plan" in arch, is_offered)

    def test_units_read_the_campaign_without_its_plan(self):
        self.plan.action_set_up()
        self.plan.campaign_id._enrol(self.school)
        campaign = self.plan.campaign_id.with_user(self.user_school)
        self.assertEqual(campaign.name, "关于整治会风文风的实施方案")
        self.assertIn("the plan leaves it open", campaign.launch_obstacles)
        with self.assertRaises(AccessError):
            campaign.read(["plan_ids"])

    def test_leader_may_delete_what_is_not_set_up(self):
        self.plan.with_user(self.user_leader).unlink()
        self.assertFalse(self.plan.exists())

    def test_two_people_correct_the_same_plan(self):
        """Each sees what the other did; what was removed meanwhile is said."""
        item = self._node(self.plan, "item", 0)
        self.plan.with_user(self.user_officer2).write({"name": "共同修改"})
        item.with_user(self.user_officer2).action_remove()
        self.assertEqual(self.plan.get_plan_data()["areas"][0]["items"][0]["number"], 2)
        with self.assertRaises(MissingError):
            item.action_move(1)

    def test_campaign_may_take_a_draft_while_it_is_prepared(self):
        draft = self.env["rectification.catalogue"].create(
            {"name": "Draft", "area_ids": [Command.create({"name": "A", "number": 1})]}
        )
        campaign = self._add_campaign("With a Draft", catalogue_id=draft.id)
        self.assertEqual(campaign.catalogue_state, "draft")
