"""The columns of a ledger that a unit has kept itself: what each can mean, and how offices call it.

Headings are content, so they stand here in Chinese.

    >>> LEDGER.recognise("问题类别（方面）"), LEDGER.recognise("完 成 时 限\\n（年月日）").target
    (Guess(target='area', sure=True), 'deadline')
    >>> LEDGER.recognise("牵头责任领导及职务"), LEDGER.recognise("责任单位")
    (Guess(target='leader', sure=False), Guess(target='', sure=True))
"""

from .headings import Headings

# What a column can mean, with the headings under which offices keep it; the usual one first.
HEADINGS = {
    "index": ("序号", "编号", "项号", "问题序号"),
    "area": (
        *("问题类别", "方面", "问题方面", "类别", "问题分类", "整治方面", "整治内容", "问题领域"),
        *("所属方面", "涉及方面", "Problem Category", "Area"),
    ),
    "item_number": (
        *("表现序号", "问题表现序号", "条目", "对应条目", "表现编号", "清单序号", "对应序号"),
        *("Item No.",),
    ),
    "item": (
        *("问题表现", "表现形式", "对应问题表现", "清单问题", "突出问题", "问题条目", "对应问题"),
        *("Problem Item",),
    ),
    "description": (
        *("具体表现", "存在问题", "存在的问题", "具体问题", "问题描述", "检视问题", "查摆问题"),
        *("查摆出的问题", "自查问题", "自查发现问题", "发现问题", "发现的问题", "主要问题"),
        *("问题具体表现", "存在的具体问题", "存在的主要问题", "具体表现及问题", "问题情况", "问题"),
        *("问题内容", "问题清单", "反馈问题", "Specific Problem", "What Was Found"),
    ),
    "cause": (
        *("原因分析", "原因", "产生原因", "问题原因", "原因剖析", "存在原因", "问题根源"),
        *("Cause",),
    ),
    "measures": (
        *("整改措施", "整改举措", "采取的整改措施", "具体措施", "措施", "具体整改措施", "工作措施"),
        *("拟采取措施", "拟采取的整改措施", "整改任务", "Rectification Measures", "Measures"),
    ),
    "leader": (
        *("责任领导", "整改责任领导", "牵头领导", "分管领导", "包抓领导", "包联领导", "主管领导"),
        *("整改牵头领导", "Responsible Leader"),
    ),
    "responsible": (
        *("责任人", "整改责任人", "具体责任人", "责任人员", "承办人", "经办人", "直接责任人"),
        *("整改责任人员", "Responsible Person"),
    ),
    "deadline": (
        *("完成时限", "整改时限", "整改期限", "完成期限", "完成时间", "时限", "整改完成时限"),
        *("计划完成时间", "预计完成时间", "整改完成时间", "完成日期", "时限要求", "时间节点"),
        *("计划完成时限", "Deadline"),
    ),
    "type": ("整改类型", "整改方式", "整改类别", "时限类型", "整改性质", "Rectification Type"),
    "result": (
        *("整改进展", "整改情况", "整改结果", "整改成效", "进展情况", "整改进展情况", "完成情况"),
        *("整改落实情况", "整改完成情况", "落实情况", "工作进展", "What Was Done"),
    ),
    "signed_off": (
        *("是否销号", "销号情况", "销号", "是否完成", "是否完成整改", "是否整改到位", "整改状态"),
        *("是否办结", "完成与否", "Signed Off?"),
    ),
}
# Columns of real ledgers that say nothing the system does not know by itself.
NEEDLESS = (
    *("责任单位", "牵头单位", "责任部门", "牵头部门", "配合部门", "责任科室", "责任股室", "单位"),
    *("协助领导", "备注", "姓名", "职务", "党支部", "来源", "问题来源", "销号时间", "复查人"),
    *("填报时间", "整改要求", "整改完成标准", "法规政策依据", "完善制度情况", "销号责任人"),
)
LEDGER = Headings(HEADINGS, NEEDLESS, required="description")
