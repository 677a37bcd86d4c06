"""Findings on the sheets of individual members, named by "person"."""

PERSONAL = [
    {
        "person": "周向阳",
        "problem": 21,
        "state": "in_progress",
        "deadline": 4,
        "rectification_type": "immediate",
        "leader": "陆长河",
        "responsible": "周向阳",
        "description": (
            "今年下村47次，有19次只到村部坐一坐、看一看台账；走访记录里写出具体问题的只有8次。"
        ),
        "cause": "事情多，图快，觉得到过就算调研。",
        "measures": "每次下村至少进三户、记一件要办的事，回来一周内给答复。",
        "actions": [
            ("答复已记下的8件事", -2, "done"),
            ("到柳渡、石坪各蹲点一天", 4, "doing"),
        ],
    },
    {
        "person": "周向阳",
        "problem": 1,
        "state": "closed",
        "deadline": -9,
        "rectification_type": "immediate",
        "leader": "陆长河",
        "responsible": "周向阳",
        "description": "学习笔记记了两本，县里关于耕地整改的要求却说不清本镇多少亩、哪几个村。",
        "cause": "学习与工作两张皮，记了就算学了。",
        "measures": "把与本岗位有关的要求列成一页任务单，随身对照。",
        "actions": [
            ("列出本岗位任务单", -12, "done"),
        ],
        "result": "任务单列出6项，已能逐村说清面积和期限，党政办抽问两次都答得上。",
        "evidence": "本岗位任务单",
    },
    {
        "person": "林晓燕",
        "problem": 13,
        "state": "to_verify",
        "deadline": 6,
        "rectification_type": "immediate",
        "leader": "陆长河",
        "responsible": "林晓燕",
        "description": "起草的上半年总结7200字，有两段与上年相同；代拟的5份通知有3份照抄县里原文。",
        "cause": "赶时间，先求字数和稳妥。",
        "measures": "总结控制在三千字内，通知写清镇里谁办、何时办完。",
        "actions": [
            ("重写上半年总结", -7, "done"),
            ("修订3份通知", -4, "done"),
        ],
        "result": "总结压到2600字，3份通知各改为一页，写明承办人和时间。",
        "evidence": "通知修订前后对照",
    },
    {
        "person": "陆长河",
        "problem": 22,
        "state": "in_progress",
        "deadline": 20,
        "rectification_type": "time_limited",
        "leader": "陆长河",
        "responsible": "陆长河",
        "description": (
            "上半年陪同上级调研29次，占工作日近四分之一；自己下村21次，有14次去的是柳渡、"
            "渡口两处基础好的点，山上的村只去过两次。"
        ),
        "cause": "觉得不陪不礼貌，去熟悉的点省事。",
        "measures": "除规定外不再陪同，由分管同志对接；每月到偏远村住一晚，不打招呼。",
        "actions": [
            ("明确调研接待由分管同志对接", -6, "done"),
            ("到两个偏远村各住一晚", 18, "doing"),
        ],
    },
    {
        "person": "罗大成",
        "problem": 33,
        "state": "draft",
        "deadline": 30,
        "rectification_type": "time_limited",
        "leader": "陆长河",
        "responsible": "罗大成",
        "description": "应急救援设备培训两次都请假，现场操作发电机和排水泵还要问别人。",
        "cause": "",
        "measures": "",
        "actions": [],
    },
    {
        "person": "汤砚秋",
        "problem": 2,
        "state": "in_progress",
        "deadline": 30,
        "rectification_type": "time_limited",
        "leader": "万晓宁",
        "responsible": "汤砚秋",
        "description": (
            "三次夜间联合整治任务，有两次以家里有事为由让副队长带队；组织生活会上只谈工作量，"
            "没有谈自己畏难。"
        ),
        "cause": "遇到难缠的人和事先想退路，对自己要求松了。",
        "measures": "今后两个月夜间任务带头到场；在下次组织生活会上作检查，请同志们批评。",
        "actions": [
            ("带队完成两次夜间任务", 10, "doing"),
            ("在组织生活会上作检查", 28, "todo"),
        ],
    },
    {
        "person": "韩守田",
        "problem": 6,
        "state": "closed",
        "deadline": -5,
        "rectification_type": "time_limited",
        "leader": "韩守田",
        "responsible": "韩守田",
        "description": (
            "本局整治动员由办公室主任代为部署，我没有认领问题；报上来的清单13条全是股室和站所的，"
            "班子成员一条没有。"
        ),
        "cause": "觉得业务忙，整治有专人管就行。",
        "measures": "班子成员每人认领至少一个问题并在局内公布，我带头改调研和发文两项。",
        "actions": [
            ("召开党组会重新查摆", -21, "done"),
            ("公布班子成员问题清单", -13, "done"),
        ],
        "result": "班子5人认领问题9个并在局内公布，我名下2个，调研通知格式已由我改定。",
        "evidence": "班子成员问题清单",
    },
    {
        "person": "曹雨晴",
        "problem": 12,
        "state": "closed",
        "deadline": -13,
        "rectification_type": "immediate",
        "leader": "韩守田",
        "responsible": "曹雨晴",
        "description": "春耕期间向乡镇要种子、农机、墒情三张表，每周两次，其中六成数据系统里已有。",
        "cause": "上级催得急，顺手转给乡镇最快。",
        "measures": "先从系统提取，缺的再问，一周不超过一次。",
        "actions": [
            ("整理系统可提取的数据项", -19, "done"),
            ("停发两张重复的表", -15, "done"),
        ],
        "result": "三张表并为一张，每周一次，只问系统没有的7项。",
        "evidence": "系统可提取数据项清单",
    },
    {
        "person": "程若涵",
        "problem": 33,
        "state": "in_progress",
        "deadline": -2,
        "rectification_type": "time_limited",
        "leader": "贾宏川",
        "responsible": "程若涵",
        "description": (
            "以“给基层减负”为由，半年没有到乡镇财政所看过，绩效目标填错的9个项目没有及时发现。"
        ),
        "cause": "把减少检查理解成不用管，业务上也没有给乡镇讲过。",
        "measures": "到三个乡镇财政所各做一次面对面辅导，9个项目逐个更正。",
        "actions": [
            ("更正9个项目的绩效目标", -8, "done"),
            ("到三个乡镇面对面辅导", -2, "doing"),
        ],
    },
    {
        "person": "姚劲松",
        "problem": 38,
        "state": "to_verify",
        "deadline": 12,
        "rectification_type": "time_limited",
        "leader": "余建桥",
        "responsible": "姚劲松",
        "description": (
            "处理违建和工地纠纷习惯打电话、找熟人，去年有两件没有走法定程序，其中一件被复议撤销。"
        ),
        "cause": "觉得走程序慢，靠经验压得住。",
        "measures": "所有处理决定先经法制审核；两件旧案补正程序。",
        "actions": [
            ("补正两件旧案程序", -11, "done"),
            ("参加执法程序培训并通过测试", -3, "done"),
        ],
        "result": "两件旧案已依法重新处理，近一个月7件处理决定全部先经法制审核。",
        "evidence": "法制审核登记",
    },
    {
        "person": "江远帆",
        "problem": 39,
        "state": "closed",
        "deadline": -6,
        "rectification_type": "time_limited",
        "leader": "江远帆",
        "responsible": "江远帆",
        "description": (
            "乡党委今年研究形式主义问题一次，内容是部署各村整改；乡里自己开会多、要表多没有上过会。"
        ),
        "cause": "眼睛向下，把自己当成检查的人。",
        "measures": "召开专题党委会，只查乡里自己；先减乡里的表和会，再看村里。",
        "actions": [
            ("召开专题党委会查本级", -20, "done"),
            ("公布乡本级先改事项", -10, "done"),
        ],
        "result": "专题会查出本级问题8个，先改事项5件已完成：停报表格6张，例会两周一次。",
        "evidence": "乡本级先改事项表",
    },
    {
        "person": "熊志坚",
        "problem": 24,
        "state": "in_progress",
        "deadline": 15,
        "rectification_type": "time_limited",
        "leader": "江远帆",
        "responsible": "熊志坚",
        "description": (
            "分管的林地流转补助办法执行八个月，农户多次反映测量费由自己出不合理，我只口头解释，"
            "没有上报，也没有提出修改。"
        ),
        "cause": "怕改政策麻烦，想拖到年底一起说。",
        "measures": "走访20户，把意见整理上报；在乡里权限内先解决测量费。",
        "actions": [
            ("走访20户登记意见", 2, "doing"),
            ("提出修改建议报主管部门", 14, "todo"),
        ],
    },
    {
        "person": "薛振宇",
        "problem": 27,
        "state": "in_progress",
        "deadline": 26,
        "rectification_type": "time_limited",
        "leader": "华明德",
        "responsible": "薛振宇",
        "description": (
            "起草的病历质量通知写了“一次不合格即问责”，上季度据此通报6名医生，没有听本人说明；"
            "通报以后同类缺陷没有减少。"
        ),
        "cause": "把通报当作最省力的办法，没有分析缺陷从哪里来。",
        "measures": "收回通知中的问责条款，对6人逐一听取说明；针对前三类缺陷改模板。",
        "actions": [
            ("听取6名医生说明并更正通报", -1, "done"),
            ("修改病历模板", 20, "doing"),
            ("核对同类缺陷是否下降", 25, "todo"),
        ],
    },
    {
        "person": "廖知行",
        "problem": 21,
        "state": "open",
        "deadline": 20,
        "rectification_type": "time_limited",
        "leader": "孔维新",
        "responsible": "廖知行",
        "description": (
            "每学期到班级听课二十节以上，听完只填表打分；教师问怎么改，我多是说“再琢磨琢磨”。"
        ),
        "cause": "听课为了完成规定节数。",
        "measures": "少听精听，每节课后与教师谈十五分钟，只谈一个可改的地方。",
        "actions": [
            ("与已听课的10名教师补谈", 18, "todo"),
        ],
    },
    {
        "person": "沈佩兰",
        "problem": 8,
        "state": "in_progress",
        "deadline": 30,
        "rectification_type": "time_limited",
        "leader": "顾怀章",
        "responsible": "沈佩兰",
        "description": (
            "负责跟踪的22项重大部署，有9项只打过电话问进度，没有看现场；其中2项报“基本完成”，"
            "实际只完成一半。"
        ),
        "cause": "人手少，以电话和报表代替核实。",
        "measures": "22项按轻重分三类，重点的必须到现场；对2项不实的反馈原单位重报。",
        "actions": [
            ("对2项不实进度退回重报", -5, "done"),
            ("重点8项逐项到现场核实", 28, "doing"),
        ],
    },
    {
        "person": "郭立峥",
        "problem": 34,
        "state": "in_progress",
        "deadline": 55,
        "rectification_type": "long_term",
        "leader": "顾怀章",
        "responsible": "郭立峥",
        "description": (
            "牵头起草的基层治理实施意见，上级文件下发五个月仍停在提纲；理由是等邻县先出，"
            "没有到村和社区问过一次。"
        ),
        "cause": "怕写早了与别处不一样，宁可等。",
        "measures": "到四个村和社区各开一次座谈会，一个月内拿出初稿，经合法性审查后报会。",
        "actions": [
            ("到村和社区座谈四次", 12, "doing"),
            ("完成初稿", 35, "todo"),
            ("合法性审查后报会", 54, "todo"),
        ],
    },
    {
        "person": "汪秀芝",
        "problem": 24,
        "state": "open",
        "deadline": 14,
        "rectification_type": "time_limited",
        "leader": "苏敏贞",
        "responsible": "汪秀芝",
        "description": (
            "低保动态核查口径一年多没有问过乡镇经办人好不好用；关于“赡养费怎么算”的疑问收到7次，"
            "只在电话里各答各的。"
        ),
        "cause": "习惯按老口径办，没有汇总过问题。",
        "measures": "汇总疑问形成统一解答，发给乡镇并留联系方式。",
        "actions": [
            ("汇总疑问并形成解答", 13, "todo"),
        ],
    },
    {
        "person": "石晓磊",
        "problem": 19,
        "state": "closed",
        "deadline": -10,
        "rectification_type": "immediate",
        "leader": "钟慧敏",
        "responsible": "石晓磊",
        "description": (
            "要求窗口每天把系统办件数再抄到电子表上交给我，理由是看着方便，"
            "每个窗口每天多花二十分钟。"
        ),
        "cause": "不熟悉系统统计功能，让别人替自己汇总。",
        "measures": "自己学会从系统导出，停收电子表。",
        "actions": [
            ("停收窗口每日电子表", -16, "done"),
        ],
        "result": "电子表已停收三周，大厅日报改由系统导出，12个窗口不再抄报。",
        "evidence": "系统导出的大厅日报",
    },
    {
        "person": "华明德",
        "problem": 28,
        "state": "open",
        "deadline": 27,
        "rectification_type": "time_limited",
        "leader": "华明德",
        "responsible": "华明德",
        "description": (
            "一名采购员半年前被举报，查明失实后我只在小范围说过一句，没有正式澄清；"
            "此人今年主动要求调离采购岗位。"
        ),
        "cause": "觉得事情过去了，不想再提。",
        "measures": "当面向本人说明结论，在中层干部会上澄清，征求其岗位意愿。",
        "actions": [
            ("与本人谈话说明结论", 10, "todo"),
            ("在中层干部会上澄清", 26, "todo"),
        ],
    },
]
