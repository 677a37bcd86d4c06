"""What the headings, labels and first words of a plan say about the text under them.

The vocabulary lives here and nowhere else. All functions take normalised text (half-width marks,
simplified characters) and look at no more than its first words, so they are cheap.

Roles: 'problems', 'phases', and those that never hold problem items: 'overall' (总体要求),
'requirements' (工作要求, 组织领导), 'group' (领导小组), 'measures' (整改措施, 责任单位).
"""

import re

PROBLEMS, PHASES = "problems", "phases"
OVERALL, REQUIREMENTS, GROUP, MEASURES = "overall", "requirements", "group", "measures"
CLOSED = frozenset({OVERALL, REQUIREMENTS, GROUP, MEASURES})

# No word here begins with another or is made of others, so that there is one way to read a heading.
_ADJECTIVE = (
    r"(?:主要|重点|工作|整治|整改|专项|集中|具体|有关|相关|几点|实施|推进|活动|总体|基本|突出|存在|检视|"
    r"查摆|自查|自纠|清理|整顿|反映|排查|纠治|治理|解决|明确|全面|目标|组织|保障|进度|时间|方法|阶段|各|的|行动)*"
)
# The strongest first: 整治内容及步骤 is looked through for problems before phases.
_KEYWORDS = (
    (
        PROBLEMS,
        r"(?:问题清单|负面清单|问题表现|表现形式|具体表现|主要表现|突出表现|突出问题|主要问题|"
        r"存在的?(?:主要|突出)?问题|整治(?:工作)?(?:的)?(?:内容|重点|事项|要点|清单|方向|项目)|"
        r"重点(?:整治)?(?:内容|问题|领域|方面|事项)|(?:检视|自查|查摆|排查|纠治|治理|检查)"
        r"(?:自纠)?(?:的)?(?:内容|重点|事项|清单)|聚焦问题)",
    ),
    (
        PHASES,
        r"(?:步骤|时间安排|进度安排|阶段安排|阶段划分|时间进度|时间节点|工作安排|实施安排|"
        r"实施阶段|工作进度|工作阶段|日程安排|日程|阶段任务|时间要求|步骤安排)",
    ),
    (
        OVERALL,
        r"(?:总体要求|指导思想|总体目标|工作目标|目标任务|目标要求|任务目标|基本原则|工作原则|"
        r"总体思路|主要目标|重要意义|工作背景|背景|整治(?:的)?(?:范围|对象|目标|原则)|范围(?:和|及)对象|"
        r"适用范围|编制依据|工作思路|目的意义|意义)",
    ),
    (GROUP, r"(?:领导小组|组织机构|工作专班|领导机构|工作机构|机构职责|小组职责|办公室职责)"),
    (
        REQUIREMENTS,
        r"(?:工作要求|有关要求|相关要求|几点要求|整治要求|纪律要求|组织领导|组织保障|"
        r"保障措施|保障机制|工作保障|责任分工|任务分工|职责分工|工作机制|组织实施|加强领导|"
        r"组织推动|工作纪律|督导检查|考核奖惩|成果运用|(?:工作|方法|整治|整改|主要|保障|"
        r"推进|具体|落实)(?:措施|举措|办法|方法)|主要做法|工作方式|工作要领|附则)",
    ),
    (PROBLEMS, r"(?:(?:重点|主要|整治|工作|专项整治)(?:的)?(?:任务|内容))"),
)
# Words that say as much only with nothing but adjectives before them, or at a heading's end.
_ALONE_WORDS = (
    (PROBLEMS, "问题"),
    (PHASES, "(?:时间|进度)"),
    (OVERALL, "(?:目标|目的|现状|背景)"),
    (REQUIREMENTS, "(?:要求|措施|举措|做法)"),
)
_STRICT = tuple(
    (role, re.compile(rf"{_ADJECTIVE}{keyword}(?:(?:和|及|与|、|以及){_ADJECTIVE}\w{{2,6}})?"))
    for role, keyword in _KEYWORDS + _ALONE_WORDS
)
_LOOSE = tuple((role, re.compile(keyword)) for role, keyword in _KEYWORDS) + (
    (REQUIREMENTS, re.compile("(?:要求|措施|举措|保障)$")),
)
_LOOSE_LENGTH = 22

_AREA_TAIL = re.compile(
    r"(?:方面(?:的)?|(?:问题|现象|乱象|顽疾|歪风|行为|倾向|弊病)(?:专项)?(?:整治|治理)?|不(?:力|实|严|够|足|当|到位))"
    r"(?:\([^)]*\))?$"
)
_AREA_FRAME = re.compile(
    r"方面(?:的|存在)*(?:主要|突出|具体|形式主义)?(?:问题|表现|情况)?(?:\([^)]*\))?$"
)
_AREA_VERB = re.compile(
    r"^(?:围绕|聚焦|紧盯|针对|着力|重点|坚决|集中|专项|深入|持续|切实|严肃|大力|着重|全面|开展|进一步|关于)*"
    r"(?:整治|纠治|治理|解决|防止|破除|克服|纠正|查纠|杜绝|遏制|根治|整顿|惩治|力戒|清理)(?!要求|措施|步骤|工作)"
)
_NOT_AREA = re.compile(
    r"^(?:深刻)?(?:认识|高度重视|提高|加强|强化|压实|建立|健全|完善|组织|开展|落实|明确|营造|统筹|严格"
    r"|坚持|严肃追|严肃查|广泛|认真|对照|做好|抓好|确保|注重|突出|把握|充分)"
)
_LABELS = {
    PROBLEMS: r"(?:主要|突出|具体|存在|现实|重点)?的?(?:问题|表现)(?:表现|清单|描述|情形)?|"
    r"表现形式|整治重点|整治内容|(?:重点|主要|着力)(?:整治|纠治|解决)",
    MEASURES: r"(?:主要|整改|整治|工作|具体|治理|纠治|落实|长效|推进)?的?(?:措施|举措|目标|要求|"
    r"方法|办法|任务|时限|期限|标准|成效|对策|思路|责任|途径|方式)|(?:牵头|责任|配合|协助|主责|承办|主办|"
    r"协办|参与|督办|主管|督导)(?:单位|部门|领导|人|科室|处室|机构|县领导)|(?:完成|办理|整改|时间|"
    r"进度|推进)(?:时限|时间|期限|要求|安排|节点)|建章立制|长效机制|备注|注|(?:填表|填报|有关)?说明|注意事项",
    "annex": r"附件|抄送|主送|主题词|联系人|联系电话|联系方式|报送邮箱|电子邮箱|编者按",
}
_LABEL_RES = {role: re.compile(pattern) for role, pattern in _LABELS.items()}
# Labels that also count without a colon, alone on their line; 工作要求 there is a section.
_LABEL_ALONE = re.compile(
    r"(?:(?:主要|突出|具体)(?:问题|表现)|问题表现|存在的?问题|表现形式|(?:整改|整治|治理|具体|主要)(?:措施|目标|时限)"
    r"|(?:牵头|责任|配合)(?:单位|部门|领导|人)|(?:完成|整改)(?:时限|时间))"
)
_MEASURE_START = re.compile(
    r"(?:加强|强化|严格|建立|健全|完善|开展|推进|落实|加大|提高|规范|明确|压减|精简|严控|改进|制定|组织"
    r"|深化|统筹|坚持|推动|优化|整合|要(?!求)|应(?!付)|确保|做到|实行|推行|探索|继续|从严|大力|全面|定期|及时|严禁|禁止)"
)
_FAULT = re.compile(
    r"不|未|没|无|缺|差|少|弱|仍|存在|过[多高频度滥于繁大重急]|[乱假虚滥]|流于|一刀切|形式|走过场|应付|敷衍|"
    r"推诿|空[泛洞]|滞后|失[真当实]|泛化|照[搬抄]|重复|多头|层层|随意|代替|轻|松|慢|浮|难|偏|低|反弹|变相|拖|搞|作秀|扎堆|摊派|转嫁|加码|堆|甩"
)
_TRAILER = re.compile(
    r"(?:各级|各单位|各部门|各地|各乡|各镇|各党|全县|全市|全区|对上述|对以上|针对上述|针对以上|以上|上述|"
    r"对照上述|对照以上|围绕上述|围绕以上|请各|请结合|通过集中整治|通过专项整治|通过整治)"
)


def compact(head: str) -> str:
    """Return a heading without spaces, bold marks and closing punctuation."""
    return re.sub(r"[\s*]", "", head[:80]).strip("。;:,、“”")


def role_of(head: str, strict: bool = False) -> str:
    """Return the role that a heading gives to the text under it, '' where it says nothing.

    :param strict: the whole heading has to consist of such words (整治措施 but not 整改措施不实).
    """
    head = compact(head)
    if not head or _AREA_FRAME.search(head) and "重点方面" not in head:
        return ""
    for role, pattern in _STRICT:
        if pattern.fullmatch(head):
            return role
    if strict or len(head) > _LOOSE_LENGTH or _is_area_phrase(head):
        return ""
    for role, pattern in _LOOSE:
        if pattern.search(head):
            return role
    return ""


def _is_area_phrase(head: str) -> bool:
    return bool(_AREA_VERB.match(head) and _AREA_TAIL.search(head))


def is_area_heading(head: str, strict: bool = False) -> bool:
    """Return whether a heading names an area: …方面, …问题, …不实; 整治… too unless ``strict``."""
    head = compact(head)
    if not len(head) > 2 or _STRICT[0][1].fullmatch(head):
        return False
    if _AREA_FRAME.search(head):
        return True
    if _NOT_AREA.match(head):
        return False
    return bool(_AREA_TAIL.search(head) or not strict and _AREA_VERB.match(head))


def is_framed_area(head: str) -> bool:
    """Return whether a heading is surely an area's: …方面, or 整治…问题."""
    head = compact(head)
    return bool(_AREA_FRAME.search(head) or _is_area_phrase(head))


def is_named_area(head: str) -> bool:
    """Return whether a point's heading names an area, not a fault in a sentence."""
    return is_framed_area(head) or len(compact(head)) <= 14 and is_area_heading(head, strict=True)


def is_label(word: str, alone: bool = False) -> bool:
    """Return whether a word before a colon, or ``alone`` on a line, is a label: 整改措施."""
    return bool(_LABEL_ALONE.fullmatch(word) if alone else label_role(word))


def label_role(word: str) -> str:
    """Return 'problems', 'measures' or 'annex' for a label, '' for any other word."""
    word = word.strip("【】[]() ")
    for role, pattern in _LABEL_RES.items():
        if pattern.fullmatch(word):
            return role
    return ""


def is_measure(text: str) -> bool:
    """Return whether an item reads like something to be done: 建立…, and no fault named."""
    text = text.lstrip(" \t*“")[:120]
    return bool(_MEASURE_START.match(text)) and not _FAULT.search(text)


def has_fault(text: str) -> bool:
    """Return whether a text names something that is wrong: 不到位, 过多, 流于形式."""
    return bool(_FAULT.search(text[:120]))


def is_fault(text: str) -> bool:
    """Return whether a point reads like a problem: it names a fault and begins with no order."""
    text = text.lstrip(" \t*“")
    return has_fault(text) and not _MEASURE_START.match(text)


def is_trailer(text: str) -> bool:
    """Return whether a paragraph behind the items speaks to the units: 各级…, 对照上述问题…."""
    return bool(_TRAILER.match(text.lstrip(" \t*")[:20]))
