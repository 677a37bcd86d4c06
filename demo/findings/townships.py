"""Findings of the townships."""

TOWNSHIPS = [
    {
        "unit": "hewan",
        "problem": 12,
        "state": "in_progress",
        "deadline": -3,
        "rectification_type": "time_limited",
        "leader": "何立澄",
        "responsible": "罗大成",
        "description": (
            "防汛期间同一条水库巡查要求，县里三个部门各发一份通知，镇里又转发一次、开会一次；"
            "村里同一组巡查数据一天报4次，表头各不相同。"
        ),
        "cause": "镇里收到通知就转，没有先并到一起；怕漏报，宁可让村里多报。",
        "measures": "由应急办一个口子收、一张表发；同类通知合并后再布置，并把重复情况报县整治办。",
        "actions": [
            ("设应急信息统一收发岗", -15, "done"),
            ("合并巡查报表并通知各村", -8, "done"),
            ("向县整治办报告多头要表情况", -3, "doing"),
        ],
    },
    {
        "unit": "hewan",
        "problem": 14,
        "state": "in_progress",
        "deadline": 3,
        "rectification_type": "immediate",
        "leader": "方静宜",
        "responsible": "林晓燕",
        "description": (
            "红头文件比上年少了23件，但11个工作群里布置任务的消息每月约260条，"
            "要求“收到请回复”并拍照反馈；每周例会改称“碰头会”，一开就是半天。"
        ),
        "cause": "减文只减了有文号的，群消息不算数；习惯用照片证明办了。",
        "measures": "11个群并为3个，群里不布置需留痕的任务；碰头会限一小时，没有议题就不开。",
        "actions": [
            ("解散合并工作群", -2, "done"),
            ("公布群消息和碰头会的约定", 1, "doing"),
            ("试行一周后听取村干部意见", 3, "todo"),
        ],
    },
    {
        "unit": "hewan",
        "problem": 16,
        "state": "closed",
        "deadline": -8,
        "rectification_type": "immediate",
        "leader": "何立澄",
        "responsible": "林晓燕",
        "description": (
            "镇里对村半年考核要求每村准备档案盒14个，柳渡、石坪两村各花三天整理，其中安全、"
            "环保材料县里上月刚查过。"
        ),
        "cause": "考核细则照抄县里，材料项占了六成分值。",
        "measures": "取消档案盒要求，县里查过的直接采用；考核以现场看和入户问为主。",
        "actions": [
            ("通知各村停止整理档案盒", -20, "done"),
            ("修改镇对村考核办法", -14, "done"),
        ],
        "result": "新办法材料项由23项减到4项，半年考核用一天走完，各村没有再做档案盒。",
        "evidence": "镇对村考核办法修改对照",
    },
    {
        "unit": "hewan",
        "problem": 4,
        "state": "to_verify",
        "deadline": 13,
        "rectification_type": "time_limited",
        "leader": "陆长河",
        "responsible": "罗大成",
        "description": (
            "上年山洪避险转移后的总结8页，写成绩7页，没有提到夜间通知慢了四十分钟、"
            "两户独居老人漏通知；预案至今没有修改。"
        ),
        "cause": "总结是为了报材料，怕写短板影响评价。",
        "measures": "重新开一次复盘会，把短板写进预案，明确夜间叫应人和独居老人包户人。",
        "actions": [
            ("召开有村干部参加的复盘会", -16, "done"),
            ("修订镇村两级预案", -6, "done"),
            ("夜间叫应演练一次", -2, "done"),
        ],
        "result": (
            "预案增加夜间叫应和包户名单，演练中43户二十五分钟内全部叫应，独居老人9户逐户有人。"
        ),
        "evidence": "夜间叫应演练记录",
    },
    {
        "unit": "hewan",
        "problem": 10,
        "state": "in_progress",
        "deadline": 28,
        "rectification_type": "time_limited",
        "leader": "方静宜",
        "responsible": "周向阳",
        "description": (
            "抽查帮扶手册30本，有7本走访记录笔迹相同、日期集中在同一天；林下菌棚建成后闲置两个，"
            "仍计入村集体收入来源。"
        ),
        "cause": "检查前突击补填；菌棚没有销路，报表没有改。",
        "measures": "手册以实际走访为准，不补填旧记录；菌棚重新招租，租出前从报表中去掉。",
        "actions": [
            ("更正报表中的菌棚收入", -5, "done"),
            ("7户重新走访", 10, "doing"),
            ("菌棚公开招租", 27, "todo"),
        ],
    },
    {
        "unit": "hewan",
        "problem": 3,
        "state": "open",
        "deadline": 60,
        "rectification_type": "long_term",
        "leader": "陆长河",
        "responsible": "方静宜",
        "description": (
            "去年专项整治查出的6个问题，今年没有回头看过，其中“工作群过多”又回到老样子；"
            "镇里没有定期查摆的制度。"
        ),
        "cause": "活动结束、材料归档就算完，没有指定谁接着管。",
        "measures": "每半年党委会专题回看一次上轮问题，由纪委书记报告结果，写入党委议事规则。",
        "actions": [
            ("回看去年6个问题并列表", 15, "todo"),
            ("修改党委议事规则", 58, "todo"),
        ],
    },
    {
        "unit": "hewan",
        "problem": 8,
        "state": "returned",
        "deadline": 15,
        "rectification_type": "time_limited",
        "leader": "陆长河",
        "responsible": "钱正川",
        "description": (
            "县里部署的耕地整改任务，镇党委会传达两次，没有分工表和节点；"
            "到期前一周才发现柳渡村43亩尚未动工。"
        ),
        "cause": "传达等于布置，布置等于完成的想法没有改；镇里没有督办台账。",
        "measures": "建立重大部署督办台账，每项有牵头人、节点和反馈；对43亩逐块定期限。",
        "actions": [
            ("建立督办台账", -18, "done"),
            ("43亩逐块确定期限和责任人", -11, "done"),
        ],
        "result": "督办台账已建立，列入重大部署9项；43亩已全部确定责任人。",
        "evidence": "重大部署督办台账",
        "return_reason": (
            "台账有了，但43亩实际完成多少没有写，现场抽看两块仍未动工。"
            "请补充完成情况并对未动工的说明原因。"
        ),
        "return_actions": [
            ("核清43亩逐块完成情况", 6, "doing"),
            ("对未动工地块重新定期限", 14, "todo"),
        ],
    },
    {
        "unit": "hewan",
        "problem": 17,
        "state": "draft",
        "deadline": 40,
        "rectification_type": "time_limited",
        "leader": "何立澄",
        "responsible": "钱正川",
        "description": (
            "今年与各村签订责任状9份，初步核对只有3份在县保留清单内，其余6份需要逐份确认来源。"
        ),
        "cause": "上级部门会上要求“层层签订”，镇里没有对照清单。",
        "measures": "",
        "actions": [
            ("逐份核对责任状的依据", 20, "todo"),
        ],
    },
    {
        "unit": "hewan",
        "problem": 20,
        "state": "draft",
        "deadline": 50,
        "rectification_type": "time_limited",
        "leader": "何立澄",
        "responsible": "罗大成",
        "description": "汛期封闭渡口的措施一刀切到底，没有问过摆渡户和赶集群众，三天里改了两次。",
        "cause": "",
        "measures": "",
        "actions": [],
    },
    {
        "unit": "yanxi",
        "problem": 10,
        "state": "closed",
        "deadline": -7,
        "rectification_type": "time_limited",
        "leader": "江远帆",
        "responsible": "龙少康",
        "description": (
            "监测户12户的收入台账由工作队在办公室按上年数加一成推算，入户核对有4户不实，"
            "其中1户实际已有返贫风险。"
        ),
        "cause": "台账交得急，入户路远，就先算后补。",
        "measures": "12户全部入户重核；对有风险的1户落实公益岗位；以后没有入户签字的数据不上报。",
        "actions": [
            ("12户入户重核", -21, "done"),
            ("落实1户公益岗位", -14, "done"),
            ("写入工作队记录规定", -9, "done"),
        ],
        "result": "更正台账4户，1户已上岗两周并有工资记录，新规定执行后抽查5户全部相符。",
        "evidence": "监测户入户重核表",
    },
    {
        "unit": "yanxi",
        "problem": 1,
        "state": "in_progress",
        "deadline": 20,
        "rectification_type": "time_limited",
        "leader": "江远帆",
        "responsible": "白若梅",
        "description": (
            "中心组学习今年9次，有6次从头到尾念文件；抽问5名干部，"
            "3人说不出近期防返贫部署中自己该做什么。"
        ),
        "cause": "学习计划按篇目排，不按工作排；任务转办单只写“请阅处”。",
        "measures": "每次学习围绕一件正在办的事，由办事的人讲；转办单写明谁办、办什么、何时办完。",
        "actions": [
            ("调整学习计划", -4, "done"),
            ("修改转办单格式", 8, "doing"),
            ("再次抽问干部", 19, "todo"),
        ],
    },
    {
        "unit": "yanxi",
        "problem": 21,
        "state": "in_progress",
        "deadline": -2,
        "rectification_type": "time_limited",
        "leader": "江远帆",
        "responsible": "侯明月",
        "description": (
            "乡领导今年下村调研86次，记录多为“了解情况、提出要求”，列出具体问题的只有12次，"
            "办结5件；每次下村都要求村里报一份情况表。"
        ),
        "cause": "下村次数列入考核，重次数不重结果。",
        "measures": "取消次数要求和情况表；每次下村记一件村里办不了的事，乡里一周内答复。",
        "actions": [
            ("取消下村次数考核和情况表", -12, "done"),
            ("清理并答复未办结的7件事", -2, "doing"),
        ],
    },
    {
        "unit": "yanxi",
        "problem": 32,
        "state": "in_progress",
        "deadline": 1,
        "rectification_type": "time_limited",
        "leader": "江远帆",
        "responsible": "熊志坚",
        "description": (
            "上年应休年假的31人中只休完9人，驻村队员6人一天未休；乡里下发过关爱干部的通知，"
            "没有轮休安排。"
        ),
        "cause": "休假要本人开口，大家怕影响评价；一个萝卜一个坑，没人顶岗。",
        "measures": "排出轮休表，驻村队员优先，由乡领导顶岗；未休完的按规定处理。",
        "actions": [
            ("排出轮休表并公示", -6, "done"),
            ("落实驻村队员休假顶岗", 1, "doing"),
        ],
    },
    {
        "unit": "yanxi",
        "problem": 41,
        "state": "open",
        "deadline": 75,
        "rectification_type": "long_term",
        "leader": "江远帆",
        "responsible": "侯明月",
        "description": (
            "竹坞村“板凳议事”解决了23件纠纷，乡里没有总结过；去年一起虚报造林面积的事只在班子会上"
            "说过，没有通报。"
        ),
        "cause": "总结典型怕说自夸，通报问题怕得罪人。",
        "measures": "组织各村到竹坞看一次议事；对虚报造林一事在全乡干部会上通报讨论。",
        "actions": [
            ("通报虚报造林一事", 20, "todo"),
            ("组织各村观摩议事", 70, "todo"),
        ],
    },
    {
        "unit": "yanxi",
        "problem": 27,
        "state": "rejected",
        "deadline": 10,
        "rectification_type": "immediate",
        "leader": "江远帆",
        "responsible": "白若梅",
        "description": "自查认为对枫岭村护林员脱岗的批评教育属于问责泛化。",
        "cause": "对问责与日常提醒的区别把握不准。",
        "measures": "撤销批评教育。",
        "actions": [],
        "reject_reason": (
            "经查看谈话记录，当事人连续两天未到岗属实，已听取本人说明，只作口头提醒，"
            "没有通报和处理，属正常管理，不作为问题。"
        ),
    },
    {
        "unit": "wangmai",
        "problem": 9,
        "state": "to_verify",
        "deadline": 7,
        "rectification_type": "immediate",
        "leader": "万晓宁",
        "responsible": "雷鸣远",
        "description": (
            "雨雪天气应急中，沿街418家商户的联系表一周内被四个部门各要一遍；"
            "低风险路段的市场也关了五天，没有人去问过摊主的困难。"
        ),
        "cause": "街道没有统一底册，来要就发动社区再跑一遍；关停一律按最高等级。",
        "measures": "建一份商户底册共用；按路段分级，可以开的当天恢复；对受影响摊主逐户走访。",
        "actions": [
            ("建立商户共用底册", -13, "done"),
            ("制定市场分级措施", -6, "done"),
            ("走访受影响摊主", -4, "done"),
        ],
        "result": "底册已供四个部门共用，走访摊主67户，解决摊位费减免等困难15件。",
        "evidence": "受影响摊主走访登记",
    },
    {
        "unit": "wangmai",
        "problem": 11,
        "state": "in_progress",
        "deadline": -5,
        "rectification_type": "time_limited",
        "leader": "万晓宁",
        "responsible": "段文博",
        "description": (
            "问到今年开会、发文多少，办公室答不上来；翻查通知，到目前开会74次，比上年同期多11次，"
            "没有会议计划。"
        ),
        "cause": "会议由各办自行通知，没有台账；超了没有人提醒。",
        "measures": "建会议和发文台账，每月公布；实行月度会议计划，计划外须书记同意。",
        "actions": [
            ("补建会议和发文台账", -15, "done"),
            ("公布第一期月度统计", -5, "doing"),
        ],
    },
    {
        "unit": "wangmai",
        "problem": 18,
        "state": "open",
        "deadline": 25,
        "rectification_type": "time_limited",
        "leader": "万晓宁",
        "responsible": "黎佳怡",
        "description": (
            "辖区两所学校、一家医院、16家企业今年没有人去问过意见；"
            "学校反映社区一学期请教师协助入户填表5次，没有登记。"
        ),
        "cause": "以为这些单位不归街道管，查问题只查社区。",
        "measures": "分组走访一遍，意见登记答复；不再请教师承担入户填表。",
        "actions": [
            ("通知社区停止请教师填表", 10, "todo"),
            ("分组走访并登记意见", 24, "todo"),
        ],
    },
    {
        "unit": "wangmai",
        "problem": 28,
        "state": "in_progress",
        "deadline": 30,
        "rectification_type": "time_limited",
        "leader": "万晓宁",
        "responsible": "雷鸣远",
        "description": (
            "拆违中一名队员被举报“收好处”，三个月前查明失实，只电话告知本人，今年评优仍被搁置；"
            "此后两次联合执法没有人愿意带队。"
        ),
        "cause": "认为查清就行，没有想到澄清；怕再有人举报，评优先放一放。",
        "measures": "在街道干部会上澄清，恢复评优资格；以后失实举报结论十日内在适当范围说明。",
        "actions": [
            ("在干部会上澄清", -3, "done"),
            ("重新研究评优", 12, "doing"),
            ("建立失实举报澄清办法", 28, "todo"),
        ],
    },
    {
        "unit": "wangmai",
        "problem": 25,
        "state": "draft",
        "deadline": 55,
        "rectification_type": "time_limited",
        "leader": "万晓宁",
        "responsible": "段文博",
        "description": (
            "老旧小区改造任务最重的三个月，社区干部周末几乎都在加班，街道没有安排过轮休和人手支援。"
        ),
        "cause": "任务分到社区就不再过问人手。",
        "measures": "",
        "actions": [],
    },
]
