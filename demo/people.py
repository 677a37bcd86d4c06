"""The rosters of the units. Only one township's head, liaison and one cadre have a login."""


def _roster(unit, *members):
    """Return the members of `unit` as dicts.

    A member is (role, name, job title), then optionally whether a party member (default yes) and
    the login.
    """
    return [
        {
            "unit": unit,
            "name": name,
            "job_title": job_title,
            "is_party_member": rest[0] if rest else True,
            "role": role,
            "login": rest[1] if len(rest) > 1 else None,
        }
        for role, name, job_title, *rest in members
    ]


PEOPLE = [
    *_roster(
        "county",
        ("head", "顾怀章", "县委常委、县委办公室主任"),
        ("liaison", "邵文静", "县委办公室综合科科长"),
        ("cadre", "郭立峥", "县委办公室副主任"),
        ("cadre", "沈佩兰", "县委督查室主任"),
        ("cadre", "谭晓舟", "县委办公室秘书科科员"),
    ),
    *_roster(
        "dev_reform",
        ("head", "严志成", "党组书记、局长"),
        ("liaison", "卢思远", "办公室主任"),
        ("cadre", "彭玉洁", "党组成员、副局长"),
        ("cadre", "田浩川", "项目管理股股长"),
    ),
    *_roster(
        "agriculture",
        ("head", "韩守田", "党组书记、局长"),
        ("liaison", "曹雨晴", "办公室副主任"),
        ("cadre", "魏兴禾", "党组成员、副局长"),
        ("cadre", "孟春生", "产业帮扶股股长"),
    ),
    *_roster(
        "civil_affairs",
        ("head", "苏敏贞", "党组书记、局长"),
        ("liaison", "范启明", "办公室主任"),
        ("cadre", "潘岳林", "党组成员、副局长"),
        ("cadre", "汪秀芝", "社会救助股股长"),
    ),
    *_roster(
        "finance",
        ("head", "贾宏川", "党组书记、局长"),
        ("liaison", "董青云", "办公室主任"),
        ("cadre", "蒋立衡", "党组成员、副局长"),
        ("cadre", "程若涵", "预算股副股长"),
    ),
    *_roster(
        "housing",
        ("head", "余建桥", "党组书记、局长"),
        ("liaison", "杜欣然", "办公室主任"),
        ("cadre", "姚劲松", "党组成员、副局长"),
        ("cadre", "任广森", "房屋安全股股长"),
    ),
    *_roster(
        "approval",
        ("head", "钟慧敏", "党组书记、局长"),
        ("liaison", "夏一鸣", "办公室主任"),
        ("cadre", "石晓磊", "政务服务大厅主任"),
        ("cadre", "贺小满", "综合窗口工作人员", False),
    ),
    *_roster(
        "hewan",
        ("head", "陆长河", "党委书记", True, "head"),
        ("liaison", "林晓燕", "党政办公室主任", True, "liaison"),
        ("cadre", "何立澄", "党委副书记、镇长"),
        ("cadre", "方静宜", "党委副书记"),
        ("cadre", "钱正川", "纪委书记"),
        ("cadre", "周向阳", "农业农村办公室主任", True, "cadre"),
        ("cadre", "罗大成", "应急管理办公室主任"),
        ("cadre", "唐秋月", "社会事务办公室科员", False),
    ),
    *_roster(
        "yanxi",
        ("head", "江远帆", "党委书记"),
        ("liaison", "白若梅", "党政办公室主任"),
        ("cadre", "熊志坚", "副乡长"),
        ("cadre", "侯明月", "社会事务办公室主任"),
        ("cadre", "龙少康", "驻村工作队队长"),
    ),
    *_roster(
        "wangmai",
        ("head", "万晓宁", "党工委书记"),
        ("liaison", "段文博", "党政办公室副主任"),
        ("cadre", "雷鸣远", "办事处副主任"),
        ("cadre", "汤砚秋", "综合执法队队长"),
        ("cadre", "黎佳怡", "社区建设办公室科员", False),
    ),
    *_roster(
        "liudu",
        ("head", "马德顺", "村党总支书记、村委会主任"),
        ("liaison", "柳春燕", "村党总支副书记"),
        ("cadre", "丁土根", "村委会委员", False),
    ),
    *_roster(
        "shiping",
        ("head", "石满仓", "村党支部书记、村委会主任"),
        ("liaison", "赵桂枝", "村党支部委员"),
        ("cadre", "牛福田", "村委会委员", False),
    ),
    *_roster(
        "dukou",
        ("head", "崔玉萍", "社区党支部书记"),
        ("liaison", "施雯", "社区党支部委员"),
        ("cadre", "邱志明", "社区网格员", False),
    ),
    *_roster(
        "zhuwu",
        ("head", "毛竹青", "村党支部书记、村委会主任"),
        ("liaison", "金小兰", "村党支部委员"),
        ("cadre", "殷水生", "村委会委员"),
    ),
    *_roster(
        "fengling",
        ("head", "戴云峰", "村党支部书记、村委会主任"),
        ("liaison", "葛小云", "村党支部副书记"),
        ("cadre", "祝山宝", "村委会委员", False),
    ),
    *_roster(
        "nanxun",
        ("head", "秦月娥", "社区党委书记"),
        ("liaison", "阮婷婷", "社区党委委员"),
        ("cadre", "尤学礼", "社区网格长"),
    ),
    *_roster(
        "shuyuan",
        ("head", "章慕贤", "社区党支部书记"),
        ("liaison", "费丽", "社区党支部委员"),
        ("cadre", "齐家宝", "社区网格员", False),
    ),
    *_roster(
        "water",
        ("head", "洪济川", "党支部书记、总经理"),
        ("liaison", "常乐怡", "综合部主任"),
        ("cadre", "俞海平", "副总经理"),
        ("cadre", "温国柱", "供水部经理"),
    ),
    *_roster(
        "grain",
        ("head", "甘丰年", "党支部书记、董事长"),
        ("liaison", "宁小雨", "办公室主任"),
        ("cadre", "管守成", "仓储部主任"),
    ),
    *_roster(
        "middle_school",
        ("head", "孔维新", "党委书记"),
        ("liaison", "乔书瑶", "党委办公室主任"),
        ("cadre", "廖知行", "教务处主任"),
        ("cadre", "梅映雪", "高一年级班主任", False),
    ),
    *_roster(
        "primary_school",
        ("head", "涂爱英", "党支部书记、校长"),
        ("liaison", "童欣", "教导主任"),
        ("cadre", "倪向荣", "语文教师", False),
    ),
    *_roster(
        "hospital",
        ("head", "华明德", "党委书记"),
        ("liaison", "安若然", "党委办公室主任"),
        ("cadre", "薛振宇", "医务科科长"),
        ("cadre", "窦小丽", "护理部副主任"),
        ("cadre", "柯景行", "内科主治医师", False),
    ),
    *_roster(
        "institute",
        ("head", "粟建平", "党支部书记、所长"),
        ("liaison", "伍思齐", "综合室主任"),
        ("cadre", "谷晓禾", "助理研究员", False),
    ),
]
