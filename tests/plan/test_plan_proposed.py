import doctest
import json
from datetime import date

from odoo.tests import BaseCase, tagged

from ...models.plan.sentences import NOTE_SENTENCES, OBSTACLE_SENTENCES, REMARK_SENTENCES
from ...tools.plan import proposal, reading, remarks, text
from ...tools.plan.first_proposal import propose_areas, propose_facts, propose_other_nodes
from ...tools.plan.parser import NOTES, parse_plan
from ...tools.plan.proposed import Proposed, ProposedFacts, ProposedNode
from ...tools.plan.reading import DeclaredRead, NoteRead, Reading
from ...tools.plan.remarks import LIVE_NOTES, find_agreeing_counts, find_obstacles, find_remarks
from ...tools.plan.screen import cut_source, find_requirements, find_unused
from .common import PLAN

LIMIT = 24
TODAY = date(2026, 2, 10)


def _tree(*numbers, **values):
    """Return an area with items of these numbers, one behind the other in the text."""
    area = ProposedNode(1, "area", number=1, name="会议", start=0, end=10)
    return [
        area,
        *(
            ProposedNode(
                10 + place,
                "item",
                1,
                place,
                number,
                name=f"第{place}项",
                **{"start": 10 * place + 10, "end": 10 * place + 20, **values},
            )
            for place, number in enumerate(numbers)
        ),
    ]


def _note(code, start=15, **values):
    return Reading(notes=(NoteRead(code, start, start + 2, values),))


@tagged("post_install", "-at_install")
class TestPlanProposed(BaseCase):
    """A proposal as it stands, without a database: what is uncertain, what keeps it back."""

    def _remarks(self, nodes, reading=None, **facts):
        facts = ProposedFacts(**{"date_submission": date(2026, 5, 1), **facts})
        return [
            (remark.code, remark.node and remark.node.id, remark.field_name)
            for remark in find_remarks(Proposed(nodes, facts, reading or Reading()))
        ]

    def test_doctests(self):
        for module in (proposal, reading, remarks, text):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(
                    module,
                    extraglobs={"parse_plan": parse_plan},
                    optionflags=doctest.ELLIPSIS,
                )
                self.assertTrue(result.attempted)
                self.assertEqual(result.failed, 0)

    def test_every_code_has_a_sentence(self):
        self.assertEqual(set(NOTE_SENTENCES), NOTES.keys() - LIVE_NOTES)
        nodes = [
            *_tree(1, 3, 3, 2, label="1."),
            ProposedNode(2, "area"),
            ProposedNode(3, "phase"),
            ProposedNode(4, "phase", deadline_text="X月底前"),
        ]
        start = {"date_start": TODAY, "date_submission": None, "is_numbered_through": True}
        codes = {code for code, __, __ in self._remarks(nodes, filename="a.PDF", **start)}
        codes |= {code for code, __, __ in self._remarks([], **start)}
        reading = Reading(
            declared=(DeclaredRead("areas", 9, "九个方面", 0, 4, None),),
            facts={"date_submission": (0, 1)},
        )
        codes |= {code for code, __, __ in self._remarks(nodes, reading, **start)}
        self.assertEqual(set(REMARK_SENTENCES), codes)
        nodes += _tree(5)[1:]
        found = {obstacle.code for obstacle in find_obstacles(Proposed(nodes), 2)}
        found |= {obstacle.code for obstacle in find_obstacles(Proposed([]), 2)}
        self.assertEqual(set(OBSTACLE_SENTENCES), found)

    def test_notes_end_with_their_cause(self):
        """A note on a number is dropped where the number is not the plan's any more."""
        for through, numbered, is_said in ((True, False, True), (False, False, False)):
            codes = self._remarks(_tree(1), _note("number_gap"), is_numbered_through=through)
            with self.subTest(kind="item", through=through, numbered=numbered):
                self.assertEqual(("number_gap", 10, "") in codes, is_said)
        for numbered in (True, False):
            reading = Reading(notes=_note("number_gap", 5).notes, are_areas_numbered=numbered)
            with self.subTest(kind="area", numbered=numbered):
                codes = self._remarks(_tree(1), reading)
                self.assertEqual(("number_gap", 1, "") in codes, numbered)

    def test_notes_on_a_deadline(self):
        read = date(2026, 5, 31)
        for deadline, is_said in ((read, True), (date(2026, 6, 1), False), (None, False)):
            phase = ProposedNode(
                3, "phase", phase="study", deadline=deadline, read_deadline=read, start=0, end=9
            )
            codes = self._remarks([phase], _note("deadline_vague", 8))
            with self.subTest(deadline=deadline):
                self.assertEqual(("deadline_vague", 3, "") in codes, is_said)
        # The passage of the submission: its end is no part of it.
        for start, field in ((4, "date_submission"), (5, "date_submission"), (6, "")):
            reading = Reading(
                notes=_note("deadline_vague", start).notes, facts={"date_submission": (4, 6)}
            )
            with self.subTest(start=start):
                codes = self._remarks(_tree(1, start=20, end=30)[1:], reading)
                self.assertIn(("deadline_vague", None, field), codes)
                later = self._remarks(_tree(1, start=20, end=30)[1:], reading, date_submission=None)
                self.assertEqual(("deadline_vague", None, field) in later, not field)

    def test_counts(self):
        declared = (
            DeclaredRead("areas", 1, "一个方面", 0, 4, None),
            DeclaredRead("items", 2, "2个问题", 4, 8, None),
            DeclaredRead("items", 3, "3个问题", 4, 8, 0),
            DeclaredRead("items", 3, "3个问题", 4, 8, 99),
        )
        proposed = Proposed(_tree(1, 2), reading=Reading(declared=declared))
        self.assertEqual(list(find_agreeing_counts(proposed)), ["一个方面", "2个问题"])
        differing = [r for r in find_remarks(proposed) if r.code == "count_differs"]
        self.assertEqual([r.values for r in differing], [{"text": "3个问题", "found": 2}])

    def test_obstacles(self):
        for nodes, expected in (
            (_tree(1, 2), []),
            (_tree(1, 1), [("numbers_unclear", {"numbers": [1]})]),
            (_tree(0, 1), [("numbers_unclear", {"numbers": [0]})]),
            (_tree(1)[:1], [("no_items", {})]),
            (
                [*_tree(1), ProposedNode(2, "area", sequence=1, number=2, name="文件")],
                [("area_without_items", {"name": "文件"})],
            ),
            (
                [*_tree(1), ProposedNode(3, "phase", name="总结", deadline_text="X月")],
                [("phase_open", {"phase": "总结", "deadline": "X月"})],
            ),
            ([*_tree(1), ProposedNode(3, "phase", deadline_text="X月", phase="study")], []),
            ([*_tree(1), ProposedNode(3, "phase", deadline_text="X月", deadline=TODAY)], []),
        ):
            with self.subTest(expected=expected):
                found = [(o.code, o.values) for o in find_obstacles(Proposed(nodes), LIMIT)]
                self.assertEqual(found, expected)

    def test_items_stand_in_the_order_of_their_areas(self):
        nodes = [
            ProposedNode(1, "area", sequence=1),
            ProposedNode(2, "area", sequence=0),
            ProposedNode(3, "item", 1, sequence=0),
            ProposedNode(5, "item", 2, sequence=1),
            ProposedNode(4, "item", 2, sequence=1),
        ]
        self.assertEqual([item.id for item in Proposed(nodes).items], [4, 5, 3])

    def test_reading_is_stored_as_before(self):
        """What stands in databases is read, and written in the same form."""
        plan = parse_plan(PLAN, 2026)
        facts = propose_facts(plan, 2026, TODAY)
        read = Reading.of(plan, facts.places)
        stored = json.loads(json.dumps(read.dump()))
        self.assertEqual(set(stored), {"passages", "notes", "declared", "facts", "areas_numbered"})
        self.assertEqual(stored["passages"][0], [0, len(plan.title) + 1, "title", ""])
        self.assertEqual(stored["facts"]["name"], [0, len(plan.title) + 1])
        self.assertEqual(Reading.load(stored), read)
        self.assertEqual(Reading.load(None), Reading())

    def test_source_is_cut_without_a_gap(self):
        plan = parse_plan(PLAN, 2026)
        read = Reading.of(plan, propose_facts(plan, 2026, TODAY).places)
        values = propose_other_nodes(plan)
        values += [item for area in propose_areas(plan) for item in area["items"]]
        nodes = [
            ProposedNode(number, value["kind"], start=value["start"], end=value["end"])
            for number, value in enumerate(values, 1)
        ]
        proposed = Proposed(nodes, ProposedFacts(source=PLAN), read)
        segments = cut_source(proposed)
        self.assertEqual("".join(segment["text"] for segment in segments), PLAN)
        borders = {segment["start"] for segment in segments}
        for node in nodes:
            self.assertIn(node.start, borders)
        self.assertEqual(find_requirements(proposed), ["各单位要高度重视。"])
        unused = find_unused(proposed)
        self.assertIn(("各单位要高度重视。", True), [(p["text"], p["kept"]) for p in unused])
        self.assertFalse(cut_source(Proposed(nodes, ProposedFacts(source=PLAN))))


@tagged("post_install", "-at_install")
class TestPlanStart(BaseCase):
    """The first day that is proposed, and where it comes from."""

    def _start(self, text, year=2026, today=TODAY):
        day, passage = proposal.propose_start(parse_plan(text, year), year, today)
        return day, bool(passage)

    def test_day_of_issue(self):
        text = "关于整治的方案\n一、整治内容\n1.发文多。\n2026年2月28日"
        self.assertEqual(self._start(text), (date(2026, 2, 28), True))
        # Of another year it is not the campaign's.
        self.assertEqual(self._start(text, 2027), (date(2027, 1, 1), False))

    def test_today_unless_a_phase_has_ended(self):
        text = "一、时间安排\n1.%s前，学习教育。\n2.5月底前，自查自纠。"
        self.assertEqual(self._start(text % "3月底"), (TODAY, False))
        self.assertEqual(self._start(text % "2月10日"), (TODAY, False))
        self.assertEqual(self._start(text % "2月9日"), (date(2026, 1, 1), False))
        self.assertEqual(self._start(text % "3月底", 2027), (date(2027, 1, 1), False))
