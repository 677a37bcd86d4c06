"""Findings of the villages and communities."""

VILLAGES = [
    {
        "unit": "liudu",
        "problem": 13,
        "state": "closed",
        "deadline": -11,
        "rectification_type": "immediate",
        "leader": "马德顺",
        "responsible": "柳春燕",
        "description": (
            "村里每周例会平均两个半小时，多是念镇里通知；最近8次会议，有5次没有记下谁办、何时办完。"
        ),
        "cause": "会前没有议题，想到什么说什么。",
        "measures": "通知提前发到手机，会上只议要定的事，当场记下办理人和时间。",
        "actions": [
            ("试行议题单", -18, "done"),
        ],
        "result": "近四次例会平均四十分钟，议定事项13件，已办11件。",
        "evidence": "村例会议题单和办结情况",
    },
    {
        "unit": "liudu",
        "problem": 37,
        "state": "in_progress",
        "deadline": -1,
        "rectification_type": "time_limited",
        "leader": "马德顺",
        "responsible": "丁土根",
        "description": (
            "村里装了4个平台软件，同一条隐患要录三遍；矛盾纠纷没有底册，应急物资放了两年没有清点，"
            "发电机打不着火。"
        ),
        "cause": "平台是各部门要求装的；物资由谁管没有说定。",
        "measures": "物资清点维修并定人；建纠纷底册；重复录入的情况报镇里请求合并。",
        "actions": [
            ("清点维修应急物资", -10, "done"),
            ("建立矛盾纠纷底册", -1, "doing"),
        ],
    },
    {
        "unit": "liudu",
        "problem": 33,
        "state": "to_verify",
        "deadline": 6,
        "rectification_type": "immediate",
        "leader": "马德顺",
        "responsible": "柳春燕",
        "description": (
            "今年村干部参加培训5次，都是坐着听，没有调解和用电脑办事的内容；"
            "有两名委员以“减负了”为由三个月没有入户。"
        ),
        "cause": "培训由上面排，村里没有提过需要；把少填表理解成少做事。",
        "measures": "向镇里提出两项培训需求；恢复每月入户，入户只办事、不填表。",
        "actions": [
            ("报送培训需求", -14, "done"),
            ("恢复每月入户", -4, "done"),
        ],
        "result": "镇里已安排调解培训一次，7人参加；本月入户96户，带回办理事项21件。",
        "evidence": "本月入户带回事项单",
    },
    {
        "unit": "fengling",
        "problem": 16,
        "state": "closed",
        "deadline": -14,
        "rectification_type": "immediate",
        "leader": "戴云峰",
        "responsible": "葛小云",
        "description": (
            "村部文件柜里为迎检做的档案盒有63个，其中40个只为检查打开过；"
            "准备一次检查要两个人忙两天。"
        ),
        "cause": "怕检查时拿不出来，每项工作都做一盒。",
        "measures": "只留法定和村民要查的档案，其余停做；检查需要时看原始记录。",
        "actions": [
            ("清理迎检档案盒", -17, "done"),
        ],
        "result": "保留档案盒18个，其余停做；上周一次检查直接看了原始记录，没有另备材料。",
        "evidence": "村档案保留目录",
    },
    {
        "unit": "fengling",
        "problem": 37,
        "state": "in_progress",
        "deadline": 45,
        "rectification_type": "time_limited",
        "leader": "戴云峰",
        "responsible": "葛小云",
        "description": (
            "便民服务点挂牌可办17项，近三个月只办过高龄补贴和医保两项，其余让村民自己去乡里。"
        ),
        "cause": "代办员由会计兼任，不会用系统，权限也没有开通。",
        "measures": "请乡里开通权限、教会使用；办不了的从牌子上去掉，能代办的每周集中代办一次。",
        "actions": [
            ("更正公示的可办事项", 10, "doing"),
            ("申请开通系统权限", 20, "doing"),
            ("每周集中代办一次", 44, "todo"),
        ],
    },
    {
        "unit": "dukou",
        "problem": 9,
        "state": "in_progress",
        "deadline": 5,
        "rectification_type": "immediate",
        "leader": "崔玉萍",
        "responsible": "施雯",
        "description": (
            "高温用电紧张时，社区一天收到三个部门要空巢老人名单，格式不同；只顾填表，"
            "有4户独居老人两天没有人上门。"
        ),
        "cause": "没有现成名册，来一次抄一次；先报表、后办事。",
        "measures": "建一份随时更新的老人名册，谁要都给这一份；先上门、后登记。",
        "actions": [
            ("建立空巢老人名册", -4, "done"),
            ("明确独居老人包户人", 5, "doing"),
        ],
    },
    {
        "unit": "dukou",
        "problem": 14,
        "state": "draft",
        "deadline": 21,
        "rectification_type": "immediate",
        "leader": "崔玉萍",
        "responsible": "邱志明",
        "description": "社区取消了纸质巡查本，改成每天在群里发9张照片，网格员说比写本子还费时。",
        "cause": "用照片代替本子，名义上减了，实际没减。",
        "measures": "",
        "actions": [],
    },
    {
        "unit": "nanxun",
        "problem": 17,
        "state": "closed",
        "deadline": -4,
        "rectification_type": "time_limited",
        "leader": "秦月娥",
        "responsible": "阮婷婷",
        "description": (
            "墙上挂牌24块，其中9块是创建活动留下的，有3项活动已经取消，仍每季交一次创建小结。"
        ),
        "cause": "牌子只挂不摘，没有接到停报通知就接着报。",
        "measures": "对照保留清单摘牌，取消的活动停止报送，并报街道确认。",
        "actions": [
            ("对照清单逐块核对", -20, "done"),
            ("摘除清单外的牌子", -11, "done"),
            ("停报已取消活动的小结", -6, "done"),
        ],
        "result": "摘牌11块，停报小结3项，街道已书面确认。",
        "evidence": "挂牌核对清单",
    },
    {
        "unit": "nanxun",
        "problem": 36,
        "state": "open",
        "deadline": 22,
        "rectification_type": "time_limited",
        "leader": "秦月娥",
        "responsible": "尤学礼",
        "description": (
            "近三个月收到部门直接派给社区的任务31件，其中14件不在社区事项清单内，"
            "包括检查餐饮店消防设施和核对电动车牌照。"
        ),
        "cause": "部门绕过街道直接派，社区不好推；没有登记，说不清有多少。",
        "measures": "清单外任务登记后交街道协调；社区只做发现和报告。",
        "actions": [
            ("启用部门派单登记", 10, "todo"),
            ("14件清单外任务报街道协调", 21, "todo"),
        ],
    },
    {
        "unit": "nanxun",
        "problem": 19,
        "state": "to_verify",
        "deadline": 17,
        "rectification_type": "time_limited",
        "leader": "秦月娥",
        "responsible": "阮婷婷",
        "description": (
            "人口信息已在平台上，部门仍要求每月再填一张表并盖章报送；居民在网上反映的26条问题，"
            "有10条没有人看过。"
        ),
        "cause": "平台账号只有一个，平时不登录；部门不认平台数据。",
        "measures": "每天由网格长登录一次，反映当日分派；请街道与部门商定以平台数据为准。",
        "actions": [
            ("增开平台账号并定人", -12, "done"),
            ("办理积压的10条反映", -5, "done"),
            ("商定停报月度人口表", -2, "done"),
        ],
        "result": "10条积压反映办结9条、1条已说明原因；部门同意下月起停报人口表。",
        "evidence": "网上反映办理单",
    },
]
