"""The fictional county 青禾县: its units and the leading group's office."""

UNITS = [
    {"key": key, "name": name, "kind": kind, "parent": parent}
    for key, name, kind, parent in (
        ("county", "中共青禾县委", "committee", None),
        ("dev_reform", "青禾县发展和改革局", "department", "county"),
        ("agriculture", "青禾县农业农村局", "department", "county"),
        ("civil_affairs", "青禾县民政局", "department", "county"),
        ("finance", "青禾县财政局", "department", "county"),
        ("housing", "青禾县住房和城乡建设局", "department", "county"),
        ("approval", "青禾县行政审批服务局", "department", "county"),
        ("hewan", "禾湾镇", "township", "county"),
        ("yanxi", "砚溪乡", "township", "county"),
        ("wangmai", "望麦街道", "township", "county"),
        ("liudu", "柳渡村", "village", "hewan"),
        ("shiping", "石坪村", "village", "hewan"),
        ("dukou", "渡口社区", "community", "hewan"),
        ("zhuwu", "竹坞村", "village", "yanxi"),
        ("fengling", "枫岭村", "village", "yanxi"),
        ("nanxun", "南薰社区", "community", "wangmai"),
        ("shuyuan", "书院社区", "community", "wangmai"),
        ("water", "青禾县城乡水务有限公司", "enterprise", "county"),
        ("grain", "青禾县粮食储备有限公司", "enterprise", "county"),
        ("middle_school", "青禾县第一中学", "school", "county"),
        ("primary_school", "禾湾镇中心小学", "school", "county"),
        ("hospital", "青禾县人民医院", "hospital", "county"),
        ("institute", "青禾县农业科学研究所", "institute", "agriculture"),
    )
]

# Persons with a login of their own who stand on no roster.
OFFICE = [
    {"login": "leader", "name": "李正航", "job_title": "县委书记、专项整治领导小组组长"},
    {"login": "officer", "name": "王海澜", "job_title": "专项整治领导小组办公室副主任"},
    {"login": "officer2", "name": "刘明哲", "job_title": "专项整治领导小组办公室综合组组长"},
    {"login": "observer", "name": "张若溪", "job_title": "县委政策研究室干部"},
    {"login": "inspector", "name": "陈铁岩", "job_title": "县纪委监委党风政风监督室主任"},
]
