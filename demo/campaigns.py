"""The two campaigns of the demo and how far each unit has come in the current one.

The demo opens on any day, so every date is given in days relative to today; `{year}` in a name or a
document number stands for the year of the campaign's start. Opened on 2026-11-16 the current
campaign starts on 2026-09-07 and its second phase, the self-check, is half over.
"""

CAMPAIGN = {
    "name": "青禾县{year}年形式主义突出问题专项整治",
    "document_number": "青办发〔{year}〕12号",
    "organiser": "青禾县整治形式主义突出问题领导小组",
    "study_theme": "求真务实、为基层减负",
    "description": (
        "<p>聚焦八个方面43项问题表现，以边查边改贯穿始终：先学习教育，再自查自纠，后督导检查。</p>"
        "<ul><li>单位和个人各填一份自查自纠表，没有问题的作零报告，不凑数、不评分、不排名。</li>"
        "<li>查到的问题写明表现、原因、措施、责任人和完成时限，改一项、报一项、销一项。</li>"
        "<li>能用现成记录说明的，不另要材料，不要照片。</li></ul>"
    ),
    "start_offset": -70,
    "study_end_offset": -32,
    "submission_deadline_offset": 29,
    "self_check_end_offset": 45,
    "supervision_end_offset": 165,
}

LAST_CAMPAIGN = {
    "name": "青禾县{year}年形式主义突出问题专项整治",
    "document_number": "青办发〔{year}〕9号",
    "organiser": "青禾县整治形式主义突出问题领导小组",
    "study_theme": "求真务实、为基层减负",
    "description": "<p>聚焦文山会海、督查检查过多过频、工作群过多等问题，边查边改。</p>",
    "start_offset": -435,
    "study_end_offset": -405,
    "submission_deadline_offset": -365,
    "self_check_end_offset": -350,
    "supervision_end_offset": -260,
    "closed_offset": -256,
    # The first campaign was smaller: the villages and communities joined this year.
    "kinds": ("committee", "department", "township", "school", "hospital"),
    "units": ("liudu",),
}

# Problems that a kind of unit answers with "not applicable", by number.
NOT_APPLICABLE = {
    "township": (42,),
    "village": (15, 29, 31, 42),
    "community": (15, 29, 31, 42),
    "enterprise": (15, 34, 35, 42),
    "school": (10, 15, 35, 42),
    "hospital": (10, 15, 35, 42),
    "institute": (15, 34, 35, 42),
}

# The dossier of each unit. `sheet` is the unit's own sheet: "none" (not started), "half" (answered
# up to problem number `answered`), "full" or "nil" (a nil return). "open" with a full sheet: the
# liaison has handed it in, the head has not signed yet.
DOSSIER_STATES = {
    "county": {"state": "accepted", "sheet": "full"},
    "dev_reform": {"state": "accepted", "sheet": "full"},
    "agriculture": {"state": "submitted", "sheet": "full"},
    "civil_affairs": {"state": "open", "sheet": "half", "answered": 24},
    "finance": {"state": "accepted", "sheet": "full"},
    "housing": {
        "state": "returned",
        "sheet": "full",
        "reason": (
            "第9项、第15项均答“未发现”，但近两个月有四个乡镇反映贵局重复要表、检查没有备案，"
            "请逐件核对后重报。属实的列入清单，不属实的写明核对了哪些记录。"
        ),
    },
    "approval": {"state": "submitted", "sheet": "full"},
    "hewan": {"state": "open", "sheet": "half", "answered": 20},
    "yanxi": {"state": "submitted", "sheet": "full"},
    "wangmai": {"state": "open", "sheet": "half", "answered": 30},
    "liudu": {"state": "submitted", "sheet": "full"},
    "shiping": {"state": "submitted", "sheet": "nil"},
    "dukou": {"state": "open", "sheet": "half", "answered": 16},
    "zhuwu": {"state": "open", "sheet": "none"},
    "fengling": {"state": "accepted", "sheet": "full"},
    "nanxun": {"state": "submitted", "sheet": "full"},
    "shuyuan": {"state": "open", "sheet": "none"},
    "water": {"state": "open", "sheet": "full"},
    "grain": {"state": "open", "sheet": "none"},
    "middle_school": {"state": "accepted", "sheet": "full"},
    "primary_school": {
        "state": "returned",
        "sheet": "full",
        "reason": (
            "第13项答“未发现”，但教师座谈反映学校例会长、通知照转不写谁来办，"
            "请查本学期自发的通知和会议记录后重报。"
        ),
    },
    "hospital": {"state": "submitted", "sheet": "full"},
    "institute": {"state": "accepted", "sheet": "nil"},
}

# How far the members' own sheets have come in units that are still filling in theirs: "none" (not
# started), "half", "submitted" (waits for confirmation), "returned" or "confirmed". Elsewhere they
# are confirmed, but for those named here.
PERSONAL_SHEETS = {
    # 禾湾镇: the members with a login find something to do
    "陆长河": "submitted",
    "林晓燕": "submitted",
    "何立澄": "confirmed",
    "方静宜": "submitted",
    "钱正川": "returned",
    "周向阳": "half",
    "罗大成": "half",
    "唐秋月": "none",
    # elsewhere
    "苏敏贞": "submitted",
    "范启明": "confirmed",
    "潘岳林": "none",
    "汪秀芝": "half",
    "万晓宁": "confirmed",
    "段文博": "submitted",
    "雷鸣远": "none",
    "汤砚秋": "submitted",
    "黎佳怡": "none",
    "崔玉萍": "none",
    "施雯": "half",
    "邱志明": "none",
    "毛竹青": "none",
    "金小兰": "half",
    "殷水生": "none",
    "章慕贤": "none",
    "费丽": "none",
    "齐家宝": "none",
    "甘丰年": "none",
    "宁小雨": "submitted",
    "管守成": "none",
    "温国柱": "submitted",
    "龙少康": "submitted",
    "柯景行": "submitted",
    "倪向荣": "returned",
}
ANSWERED_WHEN_HALF = 24
PERSONAL_RETURN_REASONS = {
    "钱正川": "第16项答“未发现”，但你分管的督查八月份还要求各村拍照反馈，请对照核实后重新填写。",
    "倪向荣": "第14项只答“未发现”，请写明本学期的教研会和工作群消息核对过没有，再交。",
}

# A personal finding that the liaison has taken into the unit's list: person and problem number.
TAKEN_INTO_UNIT_LIST = ("周向阳", 21)
