import base64

from ..common import RectificationCase

PLAN = """关于整治会风文风的实施方案
县办发〔2026〕7号
根据《关于精文简会的通知》要求，制定本方案。
一、整治内容
围绕以下两个方面5个问题开展整治。
（一）在文件管理方面
1.发文没有计划，临时动议多。
2.照抄照转，内容空泛。
（二）在会议管理方面
3.会议层层套开，同一事项重复部署。
4.陪会现象普遍。
二、实施步骤
（一）学习教育阶段（3月底前）。以“从我做起改作风”为主题，学习《关于精文简会的通知》。
（二）自查自纠阶段（2026年5月31日前）。各单位于X月X日前报送问题清单。
（三）督促检查阶段（X月底前）。县专项整治领导小组对各单位逐一检查。
三、工作要求
各单位要高度重视。
"""

# What is read from it.
TREE = [
    (1, "文件管理", [(1, "发文没有计划，临时动议多"), (2, "照抄照转，内容空泛")]),
    (2, "会议管理", [(3, "会议层层套开，同一事项重复部署"), (4, "陪会现象普遍")]),
]


class PlanCase(RectificationCase):
    """A small plan of two areas with four items, though it says five, and two open deadlines."""

    @classmethod
    def _add_plan(cls, text=PLAN, user=None, **values):
        """Let the officer enter a text."""
        return (
            cls.env["rectification.plan"]
            .with_user(user or cls.user_officer)
            .create({"source_text": text, **values})
        )

    @classmethod
    def _add_file(cls, name, content, user=None):
        """Let the officer upload a file."""
        return (
            cls.env["rectification.plan"]
            .with_user(user or cls.user_officer)
            .create({"source_filename": name, "source_file": base64.b64encode(content)})
        )

    @classmethod
    def _read_plan(cls, text=PLAN, **values):
        """Let the officer enter a text and have it read."""
        plan = cls._add_plan(text, **values)
        plan.action_read()
        return plan

    @classmethod
    def _node(cls, plan, kind, place):
        return plan._get_nodes(kind)[place]

    @classmethod
    def _tree(cls, plan):
        """Return [(area's number, name, [(item's number, title)])]."""
        return [
            (area.number, area.name, [(item.number, item.name) for item in area._get_items()])
            for area in plan._get_nodes("area")
        ]

    @classmethod
    def _sentences(cls, plan):
        """Return all remarks about a plan and its nodes."""
        general, by_node = plan._get_remarks(plan._get_proposed())
        return [remark["text"] for remark in general] + sum(by_node.values(), [])
