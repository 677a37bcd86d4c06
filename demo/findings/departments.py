"""Findings of the county departments that serve citizens and budgets."""

DEPARTMENTS = [
    {
        "unit": "civil_affairs",
        "problem": 7,
        "state": "in_progress",
        "deadline": 2,
        "rectification_type": "immediate",
        "leader": "苏敏贞",
        "responsible": "汪秀芝",
        "description": (
            "抽查临时救助申请40件，有8件超过规定时限，最长拖了47天；"
            "对2名独居老人的答复是“正在协调”，之后没有下文。"
        ),
        "cause": "经办只有一人，休假时无人接手；“已转办”就算办结，没有回访。",
        "measures": "8件三日内办结，两名老人上门办理；设AB岗，转办的必须回访后才能办结。",
        "actions": [
            ("办结超期的8件申请", -3, "done"),
            ("上门办理两名老人的救助", 0, "done"),
            ("公布AB岗名单和回访要求", 2, "doing"),
        ],
    },
    {
        "unit": "civil_affairs",
        "problem": 9,
        "state": "closed",
        "deadline": -15,
        "rectification_type": "immediate",
        "leader": "苏敏贞",
        "responsible": "潘岳林",
        "description": (
            "入汛后一周内，养老机构人员名册被本局两个股室和应急、消防分别要了4次，格式各不相同；"
            "低风险片区的机构也一律停止探视。"
        ),
        "cause": "各要各的，没有先查本局系统里已有的数据；措施图省事，全县一个样。",
        "measures": "名册由本局系统统一导出并共享；按风险分片，低风险片区恢复探视。",
        "actions": [
            ("名册统一导出共享", -25, "done"),
            ("分片调整探视措施", -20, "done"),
        ],
        "result": "四个部门改用同一份名册，此后没有再向机构要表；9家低风险机构已恢复探视。",
        "evidence": "养老机构名册共享说明",
    },
    {
        "unit": "civil_affairs",
        "problem": 13,
        "state": "draft",
        "deadline": 45,
        "rectification_type": "time_limited",
        "leader": "苏敏贞",
        "responsible": "范启明",
        "description": (
            "上半年自发文件18件，初步看有6件是照转上级文件，只改了标题和落款，没有写本县谁来办。"
        ),
        "cause": "",
        "measures": "",
        "actions": [],
    },
    {
        "unit": "civil_affairs",
        "problem": 19,
        "state": "draft",
        "deadline": 60,
        "rectification_type": "time_limited",
        "leader": "潘岳林",
        "responsible": "范启明",
        "description": (
            "低保、养老、婚登三个系统的数据不通，乡镇每月还要再填一张纸质汇总表送到局里。"
        ),
        "cause": "三个系统由不同单位建设，没有提过共享需求。",
        "measures": "",
        "actions": [
            ("梳理三个系统可导出的数据项", 30, "todo"),
        ],
    },
    {
        "unit": "finance",
        "problem": 13,
        "state": "closed",
        "deadline": -10,
        "rectification_type": "immediate",
        "leader": "贾宏川",
        "responsible": "董青云",
        "description": (
            "二季度两次预算执行调度会，各开两个半小时，26个单位轮流念进度，会后没有议定事项。"
        ),
        "cause": "进度在系统里都能看到，开会是为了“以会代促”。",
        "measures": "进度正常的单位不参会，只请进度落后的单位逐个会商，会后当天发议定事项。",
        "actions": [
            ("改调度会为分单位会商", -18, "done"),
        ],
        "result": "改为会商后共请5个单位，每个二十分钟，议定事项8条，已办结7条。",
        "evidence": "会商议定事项办结表",
    },
    {
        "unit": "finance",
        "problem": 42,
        "state": "closed",
        "deadline": -5,
        "rectification_type": "time_limited",
        "leader": "贾宏川",
        "responsible": "蒋立衡",
        "description": (
            "上半年请乡镇点题，12条意见中有4条指向本局：报销附件多、专项资金表格重复、"
            "绩效自评材料长。本局自查清单里一条也没有。"
        ),
        "cause": "查问题只看乡镇的账管得规范不规范，没有把自己摆进去。",
        "measures": "4条全部认领，先改自己：压减报销附件，合并专项资金表，绩效自评限两页。",
        "actions": [
            ("认领并公布整改时间", -25, "done"),
            ("印发简化后的附件和表格清单", -9, "done"),
            ("回访点题的乡镇", -6, "done"),
        ],
        "result": "报销附件由平均9份减到5份，专项资金表由7张并为3张，3个点题乡镇回访都认可。",
        "evidence": "基层点题事项认领表",
    },
    {
        "unit": "finance",
        "problem": 32,
        "state": "in_progress",
        "deadline": 5,
        "rectification_type": "time_limited",
        "leader": "贾宏川",
        "responsible": "蒋立衡",
        "description": (
            "村（社区）干部基本报酬四年没有调整，也没有增长办法；两个偏远乡的艰苦补贴晚发了三个月。"
        ),
        "cause": "测算材料在几个部门之间传了一圈，没有牵头人；补贴等人员名单核对，迟迟不拨。",
        "measures": "补发拖欠补贴；会同组织、民政部门提出报酬增长办法，报县里研究。",
        "actions": [
            ("补发两个乡的艰苦补贴", -8, "done"),
            ("完成报酬测算并提出办法", 5, "doing"),
        ],
    },
    {
        "unit": "finance",
        "problem": 35,
        "state": "in_progress",
        "deadline": 90,
        "rectification_type": "long_term",
        "leader": "贾宏川",
        "responsible": "程若涵",
        "description": (
            "赋权清单把14项执法事项放给三个乡镇，但本年预算没有相应的人员和装备经费，"
            "乡镇只承接了5项。"
        ),
        "cause": "放权文件由各主管部门起草，没有会签财政，预算编在前、清单定在后。",
        "measures": "按事项测算经费，列入下年预算；今后放权清单与经费清单同时下发。",
        "actions": [
            ("与三个乡镇逐项测算经费", 20, "doing"),
            ("列入下年度预算草案", 70, "todo"),
        ],
    },
    {
        "unit": "housing",
        "problem": 36,
        "state": "in_progress",
        "deadline": -9,
        "rectification_type": "time_limited",
        "leader": "余建桥",
        "responsible": "任广森",
        "description": (
            "自建房安全巡查整体下派乡镇，要求每栋签字并“对安全负总责”；三个乡镇没有一名专业人员，"
            "出现裂缝的6栋房屋在局和乡镇之间来回转了一个月。"
        ),
        "cause": "属地事项清单没有写清谁鉴定、谁排险，股室怕担责任。",
        "measures": "鉴定和排险由局负责，乡镇负责发现和报告；6栋房屋由局组织鉴定。",
        "actions": [
            ("组织6栋房屋鉴定", -17, "done"),
            ("与乡镇重新划分职责并发文", -9, "doing"),
        ],
    },
    {
        "unit": "housing",
        "problem": 7,
        "state": "returned",
        "deadline": 12,
        "rectification_type": "time_limited",
        "leader": "余建桥",
        "responsible": "姚劲松",
        "description": (
            "东门小区屋顶渗漏，住户半年内投诉11次，系统里均显示“已办结”，实际只打过电话，"
            "没有人上门。"
        ),
        "cause": "维修资金动用手续复杂，经办人以答复代替办理，没有人回访。",
        "measures": "上门查勘，协助业主动用维修资金；投诉须凭现场记录办结。",
        "actions": [
            ("上门查勘并出具维修方案", -15, "done"),
            ("协助办理维修资金手续", -6, "done"),
        ],
        "result": "已完成查勘和维修资金手续，施工队已进场。",
        "evidence": "东门小区屋顶查勘记录",
        "return_reason": (
            "附的是查勘记录，没有住户确认，电话回访两户都说还在漏。请修好后附住户确认，再申请销号。"
        ),
        "return_actions": [
            ("完成屋顶维修并请住户确认", 10, "doing"),
        ],
    },
    {
        "unit": "housing",
        "problem": 37,
        "state": "open",
        "deadline": 35,
        "rectification_type": "time_limited",
        "leader": "余建桥",
        "responsible": "杜欣然",
        "description": (
            "物业监管平台上线两年，38个小区中只有9个有当月数据，其余靠社区每周手工抄报；"
            "平台报警信息从未转成工单。"
        ),
        "cause": "平台按验收要求建，没有问过社区怎么用；没有专人处理报警。",
        "measures": "停止手工抄报；平台只保留投诉和报警两项，明确专人转工单。",
        "actions": [
            ("停止每周手工抄报", 10, "todo"),
            ("精简平台功能并定人", 33, "todo"),
        ],
    },
    {
        "unit": "housing",
        "problem": 16,
        "state": "to_verify",
        "deadline": 8,
        "rectification_type": "time_limited",
        "leader": "余建桥",
        "responsible": "姚劲松",
        "description": (
            "对同一工地，质量、安全、扬尘三个检查组一个月内先后去了7次，每次都要求提供全套资料，"
            "企业专门配了两名资料员。"
        ),
        "cause": "三项检查分属三个股室，各排各的计划。",
        "measures": "三项检查合并为一次进场，资料一次提供、三家共用。",
        "actions": [
            ("合并检查计划", -12, "done"),
            ("建立工地资料共享目录", -5, "done"),
        ],
        "result": "已合并检查14次，工地月均迎检由5次降到2次，资料不再重复提供。",
        "evidence": "工地联合检查计划",
    },
    {
        "unit": "approval",
        "problem": 19,
        "state": "in_progress",
        "deadline": 50,
        "rectification_type": "time_limited",
        "leader": "钟慧敏",
        "responsible": "夏一鸣",
        "description": (
            "政务系统里已有办件数据，仍要求窗口每天另填一张电子表，每周送一份纸质签字件；"
            "群众网上差评没有接入督查。"
        ),
        "cause": "怕系统数据不准，留一份手工的“保险”；差评由客服公司处理，局里看不到原文。",
        "measures": "停填手工表，对系统数据每月抽核；差评直接进入督办，三日内回访。",
        "actions": [
            ("停填每日手工表", -4, "done"),
            ("差评接入督办流程", 30, "doing"),
            ("首次月度抽核", 48, "todo"),
        ],
    },
    {
        "unit": "approval",
        "problem": 37,
        "state": "to_verify",
        "deadline": 10,
        "rectification_type": "time_limited",
        "leader": "钟慧敏",
        "responsible": "石晓磊",
        "description": (
            "下沉到社区的52项服务事项，三个社区近半年能当场办的只有8项，其余只收件、再送大厅，"
            "群众多跑一趟。"
        ),
        "cause": "下沉时只给了牌子和清单，没有开通系统权限，也没有培训。",
        "measures": "开通21项高频事项的受理权限，办不了的从清单上撤下，不挂空牌。",
        "actions": [
            ("开通21项受理权限", -13, "done"),
            ("培训社区窗口人员", -7, "done"),
            ("更正公布的事项清单", -3, "done"),
        ],
        "result": "三个社区当场可办事项增加到29项，撤下23项，近三周办件146件，没有再转送大厅。",
        "evidence": "社区服务事项办件统计",
    },
    {
        "unit": "approval",
        "problem": 38,
        "state": "in_progress",
        "deadline": 120,
        "rectification_type": "long_term",
        "leader": "钟慧敏",
        "responsible": "石晓磊",
        "description": (
            "企业开办跨部门事项仍靠局长出面协调，上半年协调会19次，其中12次是同一类证照衔接问题。"
        ),
        "cause": "流程没有固定下来，出一件协调一件。",
        "measures": "把12次协调的办法固化为流程和时限，系统自动流转，不再一事一会。",
        "actions": [
            ("绘制证照衔接流程图", 15, "doing"),
            ("流程经合法性审查后公布", 60, "todo"),
            ("系统上线自动流转", 115, "todo"),
        ],
    },
    {
        "unit": "approval",
        "problem": 17,
        "state": "rejected",
        "deadline": 16,
        "rectification_type": "immediate",
        "leader": "钟慧敏",
        "responsible": "夏一鸣",
        "description": "自查认为与三个社区签订的《窗口服务约定》属于清单之外的责任状。",
        "cause": "对责任状的范围把握不准。",
        "measures": "停止签订，改为服务标准公示。",
        "actions": [],
        "reject_reason": (
            "经核对，该约定是双方的服务时间和联系办法，没有考核和追责条款，也不要求社区报材料，"
            "不属于责任状，不作为问题。"
        ),
    },
]
