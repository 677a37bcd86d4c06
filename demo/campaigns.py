"""The two campaigns of the demo and how far each unit has come in the current one.

The demo opens on any day, so every date is given in days relative to today; `{year}` in a name or a
document number stands for the year of the campaign's start. Opened on 2026-11-16 the current
campaign starts on 2026-09-07 and its second phase, the self-check, is half over.
"""

CAMPAIGN = {
    "name": "青禾县{year}年形式主义突出问题专项整治",
    "document_number": "青办发〔{year}〕12号",
    "phase": "self_check",
    "start_offset": -70,
    "study_end_offset": -32,
    "submission_deadline_offset": 29,
    "self_check_end_offset": 45,
    "supervision_end_offset": 165,
}

LAST_CAMPAIGN = {
    "name": "青禾县{year}年形式主义突出问题专项整治",
    "document_number": "青办发〔{year}〕9号",
    "phase": "closed",
    "start_offset": -435,
    "study_end_offset": -405,
    "submission_deadline_offset": -365,
    "self_check_end_offset": -350,
    "supervision_end_offset": -260,
    "closed_offset": -256,
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
# up to problem number `answered`), "full" or "nil" (a nil return).
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
    "water": {"state": "open", "sheet": "half", "answered": 22},
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
