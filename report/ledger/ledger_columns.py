from odoo import api, models

from ...tools.office_files.columns import DATE, NUMBER, PERCENT, TEXT, Column

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


class RectificationLedger(models.AbstractModel):
    """The columns a ledger can have: what stands above each, what kind it is, how wide on paper."""

    _inherit = "rectification.ledger"

    @api.model
    def _get_columns(self, names):
        """Return the :class:`Column` list for ``names``, labelled in the user's language."""
        labels = self._get_labels()
        return [Column(name, *labels[name]) for name in names]

    @api.model
    def _get_labels(self):
        """Return ``{name: (label, kind, width)}`` of every column a ledger can have."""
        return {
            **self._get_finding_labels(),
            **self._get_summary_labels(),
            **self._get_extension_labels(),
            **self._get_mechanism_labels(),
            **self._get_action_labels(),
            **self._get_signoff_labels(),
        }

    @api.model
    def _get_finding_labels(self):
        """The list of findings."""
        return {
            "index": (self.env._("Seq."), NUMBER, 3),  # 序号
            "reference": (self.env._("Reference"), TEXT, 8),
            "unit": (self.env._("Responsible Unit"), TEXT, 8),  # 责任单位
            "unit_kind": (self.env._("Kind of Unit"), TEXT, 6),
            "area": (self.env._("Problem Category"), TEXT, 6),  # 问题类别（方面）
            "item_number": (self.env._("Item No."), NUMBER, 3),
            "item": (self.env._("Problem Item"), TEXT, 12),  # 问题表现
            "description": (self.env._("Specific Problem"), TEXT, 18),  # 具体表现
            "cause": (self.env._("Cause"), TEXT, 12),
            "measures": (self.env._("Rectification Measures"), TEXT, 16),  # 整改措施
            "leader": (self.env._("Responsible Leader"), TEXT, 5),  # 责任领导
            "responsible": (self.env._("Responsible Person"), TEXT, 5),  # 责任人
            "deadline": (self.env._("Deadline"), DATE, 6),  # 完成时限
            "type": (self.env._("Rectification Type"), TEXT, 5),  # 整改类型
            "progress": (self.env._("Rectification Progress"), TEXT, 12),  # 整改进展
            "state": (self.env._("State"), TEXT, 5),
            "result": (self.env._("What Was Done"), TEXT, 16),
            "light": (self.env._("Light"), TEXT, 3),
            "signed_off": (self.env._("Signed Off?"), TEXT, 6),  # 是否销号
            "signed_off_on": (self.env._("Signed Off On"), DATE, 5),
            "return_count": (self.env._("Times Returned"), NUMBER, 3),
            "source": (self.env._("Source"), TEXT, 6),
            "person": (self.env._("Name"), TEXT, 4),  # 姓名
            "job_title": (self.env._("Job Title"), TEXT, 6),  # 职务
            "taken_from": (self.env._("Taken From"), TEXT, 8),
        }

    @api.model
    def _get_summary_labels(self):
        """Summaries by unit, area and item."""
        return {
            "summary_unit": (self.env._("Unit"), TEXT, 14),  # 单位
            "summary_area": (self.env._("Area"), TEXT, 16),  # 方面
            "dossier_state": (self.env._("Dossier"), TEXT, 6),
            "nil_return": (self.env._("Nil Return"), TEXT, 4),  # 零报告
            "found": (self.env._("Problems Found"), NUMBER, 5),  # 自查问题数
            "personal": (self.env._("Of Which Personal"), NUMBER, 5),
            "closed": (self.env._("Put Right"), NUMBER, 5),  # 已整改
            "in_progress": (self.env._("Being Put Right"), NUMBER, 5),  # 正在整改
            "not_begun": (self.env._("Not Yet Begun"), NUMBER, 5),  # 未整改
            "rate": (self.env._("Completion Rate"), PERCENT, 5),  # 完成率
            "overdue": (self.env._("Overdue"), NUMBER, 5),
            "rejected": (self.env._("Not Substantiated"), NUMBER, 5),
            "mechanisms": (self.env._("Mechanisms Made"), NUMBER, 5),  # 建章立制数
        }

    @api.model
    def _get_extension_labels(self):
        """Extensions of a deadline."""
        return {
            "old_deadline": (self.env._("Deadline So Far"), DATE, 5),
            "requested_deadline": (self.env._("Deadline Asked For"), DATE, 5),
            "granted_deadline": (self.env._("New Deadline"), DATE, 5),
            "extension_state": (self.env._("State"), TEXT, 4),
            "answer": (self.env._("Answer"), TEXT, 14),
        }

    @api.model
    def _get_mechanism_labels(self):
        """Long-term mechanisms."""
        return {
            "rule": (self.env._("Rule"), TEXT, 16),
            "rule_kind": (self.env._("Made, Changed or Abolished"), TEXT, 5),
            "rule_number": (self.env._("Document Number"), TEXT, 8),
            "in_force_from": (self.env._("In Force From"), DATE, 5),
            "rule_state": (self.env._("State"), TEXT, 5),
            "review_date": (self.env._("Review Date"), DATE, 5),
            "rule_summary": (self.env._("What It Lays Down"), TEXT, 20),
        }

    @api.model
    def _get_action_labels(self):
        """Actions."""
        return {
            "action": (self.env._("Action"), TEXT, 18),
            "action_state": (self.env._("State"), TEXT, 4),
            "done_on": (self.env._("Done On"), DATE, 5),
            "done_note": (self.env._("What Was Done"), TEXT, 18),
        }

    @api.model
    def _get_signoff_labels(self):
        """The sign-off register."""
        return {
            "record_kind": (self.env._("Kind of Record"), TEXT, 6),
            "record": (self.env._("Record"), TEXT, 18),
            "step": (self.env._("Step"), TEXT, 8),
            "signed_by": (self.env._("Signed By"), TEXT, 5),
            "signed_as": (self.env._("Signed As"), TEXT, 8),
            "signed_on": (self.env._("Signed On"), DATE, 5),
            "reason": (self.env._("Reason"), TEXT, 16),
            "digest": (self.env._("Content Digest"), TEXT, 20),
        }
