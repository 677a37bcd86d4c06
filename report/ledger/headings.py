"""What stands above the columns of a ledger, what kind each is, and how wide on paper."""

from odoo.api import Environment

from ...tools.office_files.columns import DATE, NUMBER, PERCENT, TEXT

WHOLE_LEDGER = (
    "index",
    "reference",
    "unit",
    "unit_kind",
    "area",
    "item_number",
    "item",
    "description",
    "cause",
    "measures",
    "leader",
    "responsible",
    "deadline",
    "extended",
    "type",
    "state",
    "result",
    "light",
    "signed_off",
    "signed_off_on",
    "return_count",
    "source",
    "person",
    "job_title",
    "taken_from",
)


def get_headings(env: Environment) -> dict[str, tuple[str, str, int]]:
    """Return ``{name: (label, kind, width)}`` of every column that a ledger can have.

    Kind and width as in ``tools/office_files/columns.py``; the labels are in the user's language.
    """
    return {
        **_get_finding_headings(env),
        **_get_summary_headings(env),
        **_get_extension_headings(env),
        **_get_mechanism_headings(env),
        **_get_action_headings(env),
        **_get_signoff_headings(env),
    }


def _get_finding_headings(env):
    """The list of findings."""
    return {
        "index": (env._("Seq."), NUMBER, 3),  # 序号
        "reference": (env._("Reference"), TEXT, 8),
        "unit": (env._("Responsible Unit"), TEXT, 8),  # 责任单位
        "unit_kind": (env._("Kind of Unit"), TEXT, 6),
        "area": (env._("Problem Category"), TEXT, 6),  # 问题类别（方面）
        "item_number": (env._("Item No."), NUMBER, 3),
        "item": (env._("Problem Item"), TEXT, 12),  # 问题表现
        "description": (env._("Specific Problem"), TEXT, 18),  # 具体表现
        "cause": (env._("Cause"), TEXT, 12),
        "measures": (env._("Rectification Measures"), TEXT, 16),  # 整改措施
        "leader": (env._("Responsible Leader"), TEXT, 5),  # 责任领导
        "responsible": (env._("Responsible Person"), TEXT, 5),  # 责任人
        "deadline": (env._("Deadline"), DATE, 6),  # 完成时限
        "extended": (env._("Extended"), TEXT, 8),  # 延期
        "type": (env._("Rectification Type"), TEXT, 5),  # 整改类型
        "progress": (env._("Rectification Progress"), TEXT, 12),  # 整改进展
        "state": (env._("State"), TEXT, 5),
        "result": (env._("What Was Done"), TEXT, 16),
        "light": (env._("Light"), TEXT, 3),
        "signed_off": (env._("Signed Off?"), TEXT, 6),  # 是否销号
        "signed_off_on": (env._("Signed Off On"), DATE, 5),
        "return_count": (env._("Times Returned"), NUMBER, 3),
        "source": (env._("Source"), TEXT, 6),
        "person": (env._("Name"), TEXT, 4),  # 姓名
        "job_title": (env._("Job Title"), TEXT, 6),  # 职务
        "taken_from": (env._("Taken From"), TEXT, 8),
    }


def _get_summary_headings(env):
    """Summaries by unit, area and item."""
    return {
        "summary_unit": (env._("Unit"), TEXT, 14),  # 单位
        "summary_area": (env._("Area"), TEXT, 16),  # 方面
        "dossier_state": (env._("Dossier"), TEXT, 6),
        "nil_return": (env._("Nil Return"), TEXT, 4),  # 零报告
        "found": (env._("Problems Found"), NUMBER, 5),  # 自查问题数
        "personal": (env._("Of Which Personal"), NUMBER, 5),
        "closed": (env._("Put Right"), NUMBER, 5),  # 已整改
        "in_progress": (env._("Being Put Right"), NUMBER, 5),  # 正在整改
        "not_begun": (env._("Not Yet Begun"), NUMBER, 5),  # 未整改
        "rate": (env._("Completion Rate"), PERCENT, 5),  # 完成率
        "overdue": (env._("Overdue"), NUMBER, 5),
        "rejected": (env._("Not Substantiated"), NUMBER, 5),
        "mechanisms": (env._("Mechanisms Made"), NUMBER, 5),  # 建章立制数
    }


def _get_extension_headings(env):
    """Extensions of a deadline."""
    return {
        "old_deadline": (env._("Deadline So Far"), DATE, 5),
        "requested_deadline": (env._("Deadline Asked For"), DATE, 5),
        "granted_deadline": (env._("New Deadline"), DATE, 5),
        "extension_state": (env._("State"), TEXT, 4),
        "answer": (env._("Answer"), TEXT, 14),
    }


def _get_mechanism_headings(env):
    """Long-term mechanisms."""
    return {
        "rule": (env._("Rule"), TEXT, 16),
        "rule_kind": (env._("Made, Changed or Abolished"), TEXT, 5),
        "rule_number": (env._("Document Number"), TEXT, 8),
        "in_force_from": (env._("In Force From"), DATE, 5),
        "rule_state": (env._("State"), TEXT, 5),
        "review_date": (env._("Review Date"), DATE, 5),
        "rule_summary": (env._("What It Lays Down"), TEXT, 20),
    }


def _get_action_headings(env):
    """Actions."""
    return {
        "action": (env._("Action"), TEXT, 18),
        "action_state": (env._("State"), TEXT, 4),
        "done_on": (env._("Done On"), DATE, 5),
        "done_note": (env._("What Was Done"), TEXT, 18),
    }


def _get_signoff_headings(env):
    """The sign-off register."""
    return {
        "record_kind": (env._("Kind of Record"), TEXT, 6),
        "record": (env._("Record"), TEXT, 18),
        "step": (env._("Step"), TEXT, 8),
        "signed_by": (env._("Signed By"), TEXT, 5),
        "signed_as": (env._("Signed As"), TEXT, 8),
        "signed_on": (env._("Signed On"), DATE, 5),
        "reason": (env._("Reason"), TEXT, 16),
        "digest": (env._("Content Digest"), TEXT, 20),
    }
