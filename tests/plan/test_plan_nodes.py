from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PLAN, TREE, PlanCase


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
        first, second = self.plan._get_nodes("area")
        self._node(self.plan, "item", 0).action_put_into(second.id)
        self.assertEqual([number for number, _name in self._items()[1]], [3, 4, 1])
        with self.assertRefused("belong to an area of their plan", exception=ValidationError):
            self._node(self.plan, "item", 0).action_put_into(self._node(self.plan, "phase", 0).id)
        other = self._read_plan(PLAN + "补充。")
        with self.assertRefused("belong to an area of their plan", exception=ValidationError):
            self._node(self.plan, "item", 0).action_put_into(self._node(other, "area", 0).id)
        with self.assertRefused("belong to an area of their plan", exception=ValidationError):
            first.parent_id = second

    def test_join_and_split(self):
        first, second = self.plan._get_nodes("item")[:2]
        end = second.end
        second.action_merge()
        self.assertEqual(first.wording, "发文没有计划，临时动议多。照抄照转，内容空泛。")
        self.assertEqual(first.end, end)
        with self.assertRefused("nothing stands before it"):
            first.action_merge()
        with self.assertRefused("put the cursor into the official wording"):
            first.action_split(0)
        new = self.env["rectification.plan.node"].browse(
            first.action_split(len("发文没有计划，临时动议多。"))
        )
        self.assertEqual((new.wording, new.name), ("照抄照转，内容空泛。", "照抄照转，内容空泛"))
        self.assertEqual(self.plan._get_nodes("item")[:2], first | new)
        self.assertTrue(any("occurs again" in text for text in self._sentences(self.plan)))

    def test_join_areas(self):
        self._node(self.plan, "area", 1).action_merge()
        self.assertEqual(self._items(), [[*TREE[0][2], *TREE[1][2]]])

    def test_numbered_through(self):
        """Once numbered through it stays so, until somebody types a number."""
        self.plan.action_number_through()
        self._node(self.plan, "item", 0).action_remove()
        self.assertEqual(self.plan._get_nodes("item").mapped("number"), [1, 2, 3])
        self._node(self.plan, "item", 0).number = 9
        self._node(self.plan, "item", 1).action_remove()
        self.assertEqual(self.plan._get_nodes("item").mapped("number"), [9, 3])

    def test_remove_an_area(self):
        self._node(self.plan, "area", 0).action_remove()
        self.assertEqual(self._tree(self.plan), TREE[1:])

    def test_add(self):
        area = self.env["rectification.plan.node"].browse(self.plan.action_add("area"))
        self.assertEqual(area.number, 3)
        with self.assertRefused("number 3 has no title"):
            self.plan.action_set_up()
        area.name = "新的方面"
        with self.assertRefused("the area “新的方面” has no items"):
            self.plan.action_set_up()
        item = self.env["rectification.plan.node"].browse(self.plan.action_add("item"))
        self.assertRecordValues(item, [{"parent_id": area.id, "number": 5}])
        empty = self._read_plan("今天天气很好。")
        with self.assertRefused("there is no area yet"):
            empty.action_add("item")

    def test_short_title_that_is_too_long(self):
        item = self._node(self.plan, "item", 0)
        item.name = "字" * 25
        with self.assertRefused("the short title of item 1 has 25 characters; at most 24"):
            self.plan.action_set_up()

    def test_node_keeps_its_plan_and_kind(self):
        other = self._read_plan(PLAN + "补充。")
        item = self._node(self.plan, "item", 0)
        with self.assertRefused("a node keeps its plan and its kind"):
            item.kind = "area"
        with self.assertRefused("a node keeps its plan and its kind"):
            item.plan_id = other
