"""Findings of the county committee and of its two planning departments."""

COUNTY = [
    {
        "unit": "county",
        "problem": 11,
        "state": "closed",
        "deadline": -12,
        "rectification_type": "immediate",
        "leader": "顾怀章",
        "responsible": "邵文静",
        "description": (
            "上半年以县委办名义发文61件，比上年同期多7件，其中3件是会议通知，内容不足一页，"
            "本可用便笺。"
        ),
        "cause": "核稿只看文字和格式，没有先问“该不该发”；发文数按年统计，超了年底才知道。",
        "measures": (
            "核稿前增加必要性一栏，会议通知一律不编文号；发文数按月统计，"
            "超过上年同期进度即向分管领导报告。"
        ),
        "actions": [
            ("核稿单增加“发文必要性”一栏", -22, "done"),
            ("按月统计发文数并报分管领导", -13, "done"),
        ],
        "result": "新核稿单启用后退回拟发文件9件，其中5件改为便笺，累计发文数已回到上年同期水平。",
        "evidence": "发文目录与上年同期对比",
    },
    {
        "unit": "county",
        "problem": 15,
        "state": "closed",
        "deadline": -6,
        "rectification_type": "time_limited",
        "leader": "顾怀章",
        "responsible": "沈佩兰",
        "description": (
            "年度督查计划列了11项，实际开展14项，多出的3项专项督查只有领导口头同意，没有报批备案。"
        ),
        "cause": "临时交办的督查以为“领导说了就算批准”，没有补手续的规定。",
        "measures": "计划外督查必须先填报批单；已开展的3项逐项说明，能并入年度综合督查的并入。",
        "actions": [
            ("清理计划外督查并逐项说明", -18, "done"),
            ("印发计划外督查报批单", -8, "done"),
        ],
        "result": "3项中2项并入年度综合督查、1项停止；报批单启用后收到申请4份，同意1份。",
        "evidence": "计划外督查清理表",
    },
    {
        "unit": "county",
        "problem": 16,
        "state": "in_progress",
        "deadline": 25,
        "rectification_type": "time_limited",
        "leader": "顾怀章",
        "responsible": "沈佩兰",
        "description": (
            "对三个乡镇的重点工作督查，每组平均6人、两辆车，半天行程中听汇报和看材料占两个半小时；"
            "要求准备近三年台账共27盒。"
        ),
        "cause": "督查方案沿用往年模板，把材料齐不齐当作工作实不实的依据。",
        "measures": (
            "督查组不超过3人，先看现场、后核材料；审计、巡察一年内查过的事项直接采用其结果。"
        ),
        "actions": [
            ("修改督查方案模板", -5, "done"),
            ("与审计、巡察机构建立结果共享目录", 15, "doing"),
            ("按新模板试行一次督查并听取乡镇意见", 24, "todo"),
        ],
    },
    {
        "unit": "county",
        "problem": 22,
        "state": "to_verify",
        "deadline": 14,
        "rectification_type": "time_limited",
        "leader": "顾怀章",
        "responsible": "郭立峥",
        "description": (
            "柳渡村二十天内接待县里调研5批，其中3批看的是同一处稻渔基地，镇党委书记陪同4次，"
            "村里为此停了两次网格走访。"
        ),
        "cause": "各位县领导的调研由各自联络员安排，县委办没有汇总，不知道别人已经去过。",
        "measures": "调研计划每周汇总一次，同一村一个月内不超过两批；不安排乡镇主要负责人陪同。",
        "actions": [
            ("建立县领导调研周汇总表", -14, "done"),
            ("把去得少的18个村列入优先点位", -3, "done"),
        ],
        "result": "汇总表运行四周，合并调研6批，改去优先点位5个村，乡镇主要负责人陪同0次。",
        "evidence": "县领导调研周汇总表",
    },
    {
        "unit": "county",
        "problem": 40,
        "state": "in_progress",
        "deadline": 80,
        "rectification_type": "long_term",
        "leader": "顾怀章",
        "responsible": "邵文静",
        "description": (
            "查看12个单位上年度民主生活会对照检查材料，有7份写形式主义只有“文山会海有所反弹”一句"
            "，没有事例；督查反馈后也没有跟踪。"
        ),
        "cause": "会前提纲没有具体要求，会后材料归档了事，没有人对照核实。",
        "measures": "提纲中要求写明本人一件具体事；把查出的问题列入督查跟踪表，改完一件注销一件。",
        "actions": [
            ("修改民主生活会提纲", 10, "doing"),
            ("建立问题跟踪表", 30, "todo"),
            ("年度述职增加减负情况的内容", 78, "todo"),
        ],
    },
    {
        "unit": "county",
        "problem": 43,
        "state": "in_progress",
        "deadline": -4,
        "rectification_type": "time_limited",
        "leader": "顾怀章",
        "responsible": "沈佩兰",
        "description": (
            "全县设基层观测点8个，今年有蹲点日志的只有2个；专项机制成员单位上次碰头是七个多月前，"
            "乡镇提出的11条意见仍有6条没有答复。"
        ),
        "cause": "观测点挂牌以后没有定人，意见转给部门后没有催办时限。",
        "measures": "每个观测点明确一名蹲点干部，每季不少于两天；未答复的意见由督查室逐条催办。",
        "actions": [
            ("逐点确定蹲点干部", -20, "done"),
            ("答复乡镇未办结的6条意见", -4, "doing"),
        ],
    },
    {
        "unit": "dev_reform",
        "problem": 12,
        "state": "closed",
        "deadline": -9,
        "rectification_type": "time_limited",
        "leader": "严志成",
        "responsible": "田浩川",
        "description": (
            "重大项目进度同时要周报、旬报、月报三套表，58个数据项中有41项重复，"
            "乡镇和企业每月为此填表11次。"
        ),
        "cause": "三套表分属三个股室，各自对应上级不同处室，没有人对过表头。",
        "measures": "三表并为一张月报，其他口径由局里从月报中提取；确需周调度的项目只报变化。",
        "actions": [
            ("比对三套表的数据项", -24, "done"),
            ("停用周报和旬报", -12, "done"),
            ("征求企业和乡镇意见", -10, "done"),
        ],
        "result": "合并后每月填报1次、21个数据项，抽问6家企业均已收到停报通知。",
        "evidence": "三表合一前后数据项对照",
    },
    {
        "unit": "dev_reform",
        "problem": 14,
        "state": "to_verify",
        "deadline": 9,
        "rectification_type": "immediate",
        "leader": "严志成",
        "responsible": "卢思远",
        "description": (
            "以便函布置任务37件，其中15件有明确任务和时限，实为文件；6次“碰头会”每次20人以上，"
            "未计入会议台账。"
        ),
        "cause": "怕超过发文和会议的控制数，换个名称办。",
        "measures": "布置任务的便函按文件计数；10人以上的会议一律登记，并说明议题。",
        "actions": [
            ("对便函和碰头会逐件补登", -9, "done"),
            ("修订本局办文办会规定", -2, "done"),
        ],
        "result": "补登便函15件、会议6次，新规定执行后便函降到每月2件。",
        "evidence": "便函和会议补登清单",
    },
    {
        "unit": "dev_reform",
        "problem": 23,
        "state": "in_progress",
        "deadline": 40,
        "rectification_type": "time_limited",
        "leader": "严志成",
        "responsible": "彭玉洁",
        "description": (
            "年初出台的小微项目备案办法要求乡镇出具现场核查意见，但乡镇没有核查人员和资质；"
            "与审批局的告知承诺规定相抵触，两个月里有13个项目来回退件。"
        ),
        "cause": "起草时只书面征求意见三天，乡镇都回复“无意见”，没有请执行的人当面谈。",
        "measures": (
            "与审批局共同修订办法，删去乡镇核查环节；以后涉及乡镇的文件须请乡镇经办人参加讨论。"
        ),
        "actions": [
            ("与审批局会商抵触条款", -3, "done"),
            ("召开乡镇经办人讨论会", 12, "doing"),
            ("修订办法并公布", 38, "todo"),
        ],
    },
    {
        "unit": "dev_reform",
        "problem": 29,
        "state": "open",
        "deadline": 34,
        "rectification_type": "time_limited",
        "leader": "严志成",
        "responsible": "卢思远",
        "description": (
            "近五年受处分和问责的5名干部没有台账，其中2人影响期已满一年以上，没有谈过话，"
            "也没有研究过岗位。"
        ),
        "cause": "认为处分执行完就了结，人事与机关纪委之间没有信息往来。",
        "measures": "建立台账，逐人回访谈心；对期满且表现好的2人形成研判意见报党组。",
        "actions": [
            ("建立受处分干部台账", 10, "todo"),
            ("逐人回访谈心", 20, "todo"),
            ("党组研究期满干部使用", 33, "todo"),
        ],
    },
    {
        "unit": "dev_reform",
        "problem": 5,
        "state": "in_progress",
        "deadline": 100,
        "rectification_type": "long_term",
        "leader": "严志成",
        "responsible": "彭玉洁",
        "description": (
            "上年论证的9个项目中，有4个可行性报告没有写用水用能和群众受益情况，评审会上也没有人问。"
        ),
        "cause": "评审要点多年未改，以投资额和开工时间为主。",
        "measures": "评审要点增加资源环境和群众受益两项，缺项的不上会；对4个项目补做说明。",
        "actions": [
            ("修订项目评审要点", 20, "doing"),
            ("4个项目补充说明", 60, "todo"),
        ],
    },
    {
        "unit": "agriculture",
        "problem": 10,
        "state": "in_progress",
        "deadline": -6,
        "rectification_type": "time_limited",
        "leader": "韩守田",
        "responsible": "孟春生",
        "description": (
            "抽查3个乡镇帮扶产业台账21户，有5户的养殖收入与入户了解的相差三成以上；"
            "枫岭片区冷库建成一年多，只用过两个月，仍按满负荷报成效。"
        ),
        "cause": "台账由村里按标准产量推算，县里只看汇总，没有入户核对；冷库没有落实管护人。",
        "measures": "对21户逐户重核，更正台账；冷库由合作社承租，未落实前不计成效。",
        "actions": [
            ("逐户重核收入并更正台账", -14, "done"),
            ("落实冷库承租和管护", -6, "doing"),
        ],
    },
    {
        "unit": "agriculture",
        "problem": 21,
        "state": "open",
        "deadline": 30,
        "rectification_type": "time_limited",
        "leader": "韩守田",
        "responsible": "曹雨晴",
        "description": (
            "今年完成调研报告16篇，其中9篇没有提出可办事项；到砚溪乡调研春耕，提前要了汇报稿、"
            "情况表和展板。"
        ),
        "cause": "把篇数当成绩，调研通知照抄旧格式，没有想过基层要准备多久。",
        "measures": "每次调研至少带回一件要办的事并跟到办结；通知中写明不要材料、不做展板。",
        "actions": [
            ("修改调研通知格式", 8, "todo"),
            ("补列16篇报告的待办事项", 28, "todo"),
        ],
    },
    {
        "unit": "agriculture",
        "problem": 24,
        "state": "to_verify",
        "deadline": 11,
        "rectification_type": "time_limited",
        "leader": "韩守田",
        "responsible": "魏兴禾",
        "description": (
            "农机补贴办法执行一年半没有回访；合作社三次反映丘陵小型农机不在目录，没有书面答复。"
        ),
        "cause": "认为目录由上级定，反映上去也没用，就没有答复也没有上报。",
        "measures": "走访12家合作社，汇总意见报上级主管部门；在权限内先调整作业补助。",
        "actions": [
            ("走访合作社并登记意见", -16, "done"),
            ("上报目录调整建议", -10, "done"),
            ("书面答复反映人", -4, "done"),
        ],
        "result": (
            "收集意见19条，已上报目录建议，县级作业补助把小型农机列入，"
            "3家反映的合作社都已书面答复。"
        ),
        "evidence": "合作社意见办理台账",
    },
    {
        "unit": "agriculture",
        "problem": 36,
        "state": "in_progress",
        "deadline": 4,
        "rectification_type": "time_limited",
        "leader": "韩守田",
        "responsible": "魏兴禾",
        "description": (
            "农药经营门店巡查通知写“由属地乡镇负责”，要求每月一查并对结果负责，而乡镇没有执法权；"
            "属地事项清单里也没有这一项。"
        ),
        "cause": "股室执法人员少，习惯用发通知的方式把任务转下去。",
        "measures": "收回通知，巡查由局综合执法队承担，乡镇只负责发现后报告。",
        "actions": [
            ("发文收回巡查任务", -2, "done"),
            ("排出执法队巡查片区表", 4, "doing"),
        ],
    },
]
