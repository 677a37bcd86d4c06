"""Findings of enterprises, schools and the hospital."""

INSTITUTIONS = [
    {
        "unit": "water",
        "problem": 7,
        "state": "in_progress",
        "deadline": -8,
        "rectification_type": "time_limited",
        "leader": "洪济川",
        "responsible": "温国柱",
        "description": (
            "城北高层水压不足，夏季接到反映52次，答复都是“已列入改造计划”，但计划表里没有这一项；"
            "水质公示数据与化验单有两处不符。"
        ),
        "cause": "客服按话术答复，与工程部不通；公示由文员抄录，没有复核。",
        "measures": "把城北加压列入本年工程，向住户公布时间；公示数据由化验员核对签字。",
        "actions": [
            ("公示数据更正并双人核对", -19, "done"),
            ("城北加压泵安装通水", -8, "doing"),
        ],
    },
    {
        "unit": "water",
        "problem": 18,
        "state": "in_progress",
        "deadline": 33,
        "rectification_type": "time_limited",
        "leader": "洪济川",
        "responsible": "常乐怡",
        "description": (
            "今年接待各类检查和参观31次，有9次是同一内容；每次由两名副总陪同。公司没有登记过，"
            "也没有向主管部门反映。"
        ),
        "cause": "怕反映了得罪人，来了就接待。",
        "measures": "建接待登记，重复检查如实报县整治办；一般检查由部门负责人对接。",
        "actions": [
            ("建立检查接待登记", -7, "done"),
            ("向县整治办反映重复检查", 15, "doing"),
            ("调整公司接待规定", 32, "todo"),
        ],
    },
    {
        "unit": "water",
        "problem": 8,
        "state": "open",
        "deadline": 38,
        "rectification_type": "time_limited",
        "leader": "洪济川",
        "responsible": "俞海平",
        "description": (
            "农村饮水管护部署三个月，公司只在例会上传达过；7个水站没有明确管护人和巡查节点，"
            "也没有反馈。"
        ),
        "cause": "以为是水利部门的事，公司只管配合。",
        "measures": "列出7个水站的管护人、巡查周期，每月向主管部门反馈一次。",
        "actions": [
            ("确定7个水站管护人", 14, "todo"),
            ("报送首次月度反馈", 37, "todo"),
        ],
    },
    {
        "unit": "middle_school",
        "problem": 18,
        "state": "closed",
        "deadline": -3,
        "rectification_type": "time_limited",
        "leader": "孔维新",
        "responsible": "乔书瑶",
        "description": (
            "一学期收到进校园活动通知46项，转给班主任的有38项，其中要求拍照、截图回传的29项；"
            "教师人均每周花3小时以上。"
        ),
        "cause": "学校照单全收，怕拒绝了影响评价，没有进校园事项清单。",
        "measures": "建进校园事项清单，清单外的不接；保留的由学校统一办，不转班主任，不要截图。",
        "actions": [
            ("征求教师意见并列清单", -19, "done"),
            ("报主管部门同意后公布", -9, "done"),
            ("退回清单外事项", -5, "done"),
        ],
        "result": "清单保留11项，已退回清单外通知7项，抽问20名班主任，每周此类用时降到半小时左右。",
        "evidence": "进校园事项清单",
    },
    {
        "unit": "middle_school",
        "problem": 30,
        "state": "in_progress",
        "deadline": 90,
        "rectification_type": "long_term",
        "leader": "孔维新",
        "responsible": "廖知行",
        "description": (
            "近三年年度考核“优秀”32人次，按年级轮流的痕迹明显，"
            "有两名常年带薄弱班的教师一次也没有；考核表多为打分，没有实绩。"
        ),
        "cause": "怕评得不平衡闹意见，轮流最省事。",
        "measures": "考核写明一两件具体实绩，向带薄弱班、管学生的一线教师倾斜，先公示办法再考核。",
        "actions": [
            ("起草新的考核办法", 25, "doing"),
            ("教职工大会讨论通过", 60, "todo"),
            ("按新办法考核一次", 88, "todo"),
        ],
    },
    {
        "unit": "middle_school",
        "problem": 14,
        "state": "in_progress",
        "deadline": 4,
        "rectification_type": "immediate",
        "leader": "孔维新",
        "responsible": "乔书瑶",
        "description": (
            "取消了每周纸质总结，又要求教师在手机软件上每天打卡、上传听课照片；例会少了两次，"
            "多了四个“线上碰头会”。"
        ),
        "cause": "以为搬到手机上就是减负，没有算教师实际花的时间。",
        "measures": "停用打卡和照片上传，线上会议同样计数，一周不超过一次。",
        "actions": [
            ("停用打卡和照片上传", -3, "done"),
            ("公布会议次数约定", 2, "doing"),
            ("两周后问教师意见", 4, "todo"),
        ],
    },
    {
        "unit": "primary_school",
        "problem": 18,
        "state": "in_progress",
        "deadline": -7,
        "rectification_type": "time_limited",
        "leader": "涂爱英",
        "responsible": "童欣",
        "description": (
            "本学期教师协助有关单位完成家庭用电、医保缴费、问卷答题等统计15次，班主任逐户催到晚上；"
            "学校没有登记，也没有反映过。"
        ),
        "cause": "认为配合是应该的，没有分清哪些与教学有关。",
        "measures": "登记全部非教学任务，与教学无关的退回，并报县整治办和主管部门。",
        "actions": [
            ("补登本学期非教学任务", -16, "done"),
            ("退回与教学无关的任务并报告", -7, "doing"),
        ],
    },
    {
        "unit": "primary_school",
        "problem": 21,
        "state": "returned",
        "deadline": 18,
        "rectification_type": "time_limited",
        "leader": "涂爱英",
        "responsible": "童欣",
        "description": (
            "学校领导听课调研34次，记录大多是“整体较好”，没有一条反馈给任课教师；"
            "每次还要教师另写一份说课稿。"
        ),
        "cause": "听课为了完成次数，听完不评。",
        "measures": "听课不要说课稿，当天当面反馈一条可改的建议。",
        "actions": [
            ("取消听课说课稿", -20, "done"),
            ("听课后当天反馈", -9, "done"),
        ],
        "result": "已取消说课稿，近三周听课8次。",
        "evidence": "听课反馈记录",
        "return_reason": (
            "8次听课中有5次的反馈栏仍是空白，看不出当面反馈过，请补做反馈并听取任课教师意见后再报。"
        ),
        "return_actions": [
            ("对5次听课补做当面反馈", 9, "todo"),
        ],
    },
    {
        "unit": "hospital",
        "problem": 18,
        "state": "closed",
        "deadline": -2,
        "rectification_type": "time_limited",
        "leader": "华明德",
        "responsible": "安若然",
        "description": (
            "一个季度迎检19次，医护人员为迎检补写记录、加班整理，内科人均每月超过10小时；"
            "同一感控内容被三个组查过。"
        ),
        "cause": "医院各科室分头接待，没有汇总，也没有向检查单位提供已有结果。",
        "measures": "党办统一对接检查，先提供三个月内的同类结果；不得为迎检补写记录。",
        "actions": [
            ("建立迎检统一对接制度", -22, "done"),
            ("汇总共享已有检查结果", -10, "done"),
            ("回访内科和护理部", -4, "done"),
        ],
        "result": "近一个月迎检减到3次，其中2次采用已有结果，内科人均迎检用时不到2小时。",
        "evidence": "迎检统一对接登记",
    },
    {
        "unit": "hospital",
        "problem": 25,
        "state": "in_progress",
        "deadline": 18,
        "rectification_type": "time_limited",
        "leader": "华明德",
        "responsible": "窦小丽",
        "description": (
            "流感高峰期急诊和儿科连续六周满负荷，院里只开会加压、催报数据，没有调配人手和轮休；"
            "年底评优与平时一样平均分。"
        ),
        "cause": "各科室编制固定，没有跨科支援的办法。",
        "measures": "定出高峰期跨科支援和补休办法，评优向急难岗位倾斜。",
        "actions": [
            ("补休积欠的加班", -2, "done"),
            ("制定跨科支援办法", 10, "doing"),
            ("评优办法征求意见", 17, "todo"),
        ],
    },
    {
        "unit": "hospital",
        "problem": 4,
        "state": "in_progress",
        "deadline": 60,
        "rectification_type": "long_term",
        "leader": "华明德",
        "responsible": "薛振宇",
        "description": (
            "上次突发公共卫生事件处置总结写了12条经验，没有写药品断供两天和转诊通道不清的问题；"
            "预案三年没有修订。"
        ),
        "cause": "总结由办公室代写，没有让一线科室参加。",
        "measures": "请一线科室重新复盘，按短板修订预案和物资储备目录，演练一次。",
        "actions": [
            ("一线科室复盘", -1, "done"),
            ("修订预案和储备目录", 25, "doing"),
            ("组织演练", 58, "todo"),
        ],
    },
    {
        "unit": "hospital",
        "problem": 26,
        "state": "open",
        "deadline": 40,
        "rectification_type": "time_limited",
        "leader": "华明德",
        "responsible": "安若然",
        "description": (
            "院里有容错规定，但从未用过；一名科主任试行日间手术流程出现排班失误，写了三次检查，"
            "不知道能否按规定说明。"
        ),
        "cause": "规定没有程序和受理部门，遇事先批评再说。",
        "measures": "明确容错申请的受理和认定程序，对日间手术一事按规定认定。",
        "actions": [
            ("明确容错受理程序", 15, "todo"),
            ("对日间手术一事作出认定", 39, "todo"),
        ],
    },
    {
        "unit": "hospital",
        "problem": 31,
        "state": "to_verify",
        "deadline": 19,
        "rectification_type": "time_limited",
        "leader": "华明德",
        "responsible": "安若然",
        "description": (
            "两次应急医疗队和一次驻村义诊，共派出34人，没有人到现场了解过表现；今年提任的4名干部，"
            "材料里没有一线表现。"
        ),
        "cause": "派人由医务科负责，人事科只管发通知。",
        "measures": "补记34人一线表现，今后派出任务结束十日内形成纪实，提任时必须附上。",
        "actions": [
            ("补记34人一线表现", -8, "done"),
            ("修改提任材料目录", -3, "done"),
        ],
        "result": "34人表现纪实已入档，2名护士因一线表现列入后备，新的材料目录已启用。",
        "evidence": "一线表现纪实目录",
    },
]
