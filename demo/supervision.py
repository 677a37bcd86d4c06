"""What the third phase leaves behind: extensions, mechanisms, bulletins and referrals."""

import base64
from datetime import timedelta

from odoo.fields import Command

# reason, progress, days asked for, how it ends
EXTENSIONS = [
    (
        "上级业务系统月底才完成接口改造，数据暂时不能自动归集。",
        "已梳理重复报表，合并两张。",
        15,
        "granted",
    ),
    (
        "牵头科室负责人参加市委党校培训，月底返岗。",
        "措施已过半，台账清理尚未完成。",
        30,
        "shortened",
    ),
    ("近期工作较多。", "正在推进。", 60, "refused"),
    ("村级换届期间会议室和人员安排冲突。", "已走访三个村民小组，收集意见九条。", 10, "office"),
    ("需等县财政局批复购置自助终端的经费。", "方案已定，询价完成。", 20, "head"),
]
# unit, kind, name, number, in force since (days), review in (days), what it lays down, ends as
MECHANISMS = [
    (
        "hewan",
        "made",
        "禾湾镇会议活动管理办法",
        "禾政发〔{year}〕21号",
        -12,
        170,
        "每周一为无会日；以镇名义召开的会议每月不超过两次，每次不超过一小时；能用电话、走访解决的不开会。",
        "in_force",
    ),
    (
        "agriculture",
        "made",
        "惠农补贴数据报送规定",
        "青农发〔{year}〕5号",
        -200,
        None,
        "各乡镇按月报送惠农补贴明细表。",
        "in_force",
    ),
    (
        "agriculture",
        "changed",
        "惠农补贴数据“一次采集”规程",
        "青农发〔{year}〕33号",
        -9,
        80,
        "同一数据由业务股室一次采集、共享使用，不再向乡镇重复要表；新增报表须经办公室核准。",
        "in_force",
    ),
    (
        "approval",
        "abolished",
        "窗口服务每日纸质台账制度",
        "青审批发〔{year}〕8号",
        -20,
        None,
        "系统已有完整记录，停止填写纸质台账。",
        "abolished",
    ),
    (
        "finance",
        "made",
        "预算绩效材料清单管理办法",
        "青财预〔{year}〕15号",
        -5,
        2,
        "只收清单内材料，已在系统中的材料不再报送纸质件。",
        "in_force",
    ),
    (
        "yanxi",
        "made",
        "砚溪乡督查检查计划管理办法（试行）",
        None,
        None,
        None,
        "一年一计划，逐项备案。",
        "draft",
    ),
    (
        None,
        "made",
        "青禾县发文开会总量控制办法",
        "青办发〔{year}〕40号",
        -15,
        350,
        "以县委、县政府名义的文件和会议数量不超过上年；政策性文件不超过五千字。",
        "in_force",
    ),
]
# kind, title, document number, audience, states of findings it is drawn from, ends as
BULLETINS = [
    (
        "good_practice",
        "关于一批整改见效做法的通报",
        "青整治办〔{year}〕6号",
        "all",
        ("closed",),
        "published",
    ),
    (
        "warning",
        "关于两起重复要表问题的通报",
        "青整治办〔{year}〕7号",
        "chosen",
        ("in_progress",),
        "published",
    ),
    ("warning", "关于督查过频问题的通报", "青整治办〔{year}〕8号", "all", ("open",), "approved"),
    ("warning", "关于文山会海反弹问题的通报", None, "all", ("in_progress", "open"), "draft"),
]
# unit, subject, facts, person, materials, ends as
REFERRALS = [
    (
        "housing",
        "危房改造台账弄虚作假的线索",
        "入户抽查十二户，台账记“已走访”的四户未见干部上门，签名字迹相同，涉嫌编造走访记录。",
        "任广森",
        ("入户核查记录", "走访台账复印件"),
        "concluded",
    ),
    (
        "yanxi",
        "虚报道路养护进度的线索",
        "上报完成率百分之百，现场核查两处未动工，工程款已拨付一半。",
        "熊志坚",
        ("现场照片", "进度报表", "拨款凭证复印件"),
        "accepted",
    ),
    (
        "wangmai",
        "以检查之名向商户摊派的线索",
        "三名商户反映综合执法检查时被要求订购宣传品，金额合计四千六百元。",
        "汤砚秋",
        ("商户谈话记录",),
        "overdue",
    ),
    (
        "water",
        "招待费用分拆报销的线索",
        "同一日三张连号餐票分列三项会议，会议无记录。",
        "俞海平",
        ("票据复印件", "会议登记簿"),
        "returned",
    ),
    (
        "primary_school",
        "为迎检停课布置的线索",
        "家长反映迎检前两天停课打扫、补签到表，教师证实补签属实。",
        "倪向荣",
        ("家长来信",),
        "approved",
    ),
    (
        "grain",
        "库存检查走过场的线索",
        "检查登记显示同一人同一时间在两个库点签字。",
        "管守成",
        ("检查登记表",),
        "proposed",
    ),
]


class Supervision:
    """The later records of this year's campaign, each made by the person whose work it is."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.env = scenario.env

    def note(self):
        """Plan everything on the last days of the scenario."""
        plan = self.scenario.schedule.plan
        plan(-6, self.record_mechanisms)
        plan(-5, self.propose_referrals)
        plan(-4, self.hand_over_referrals)
        plan(-3, self.ask_extensions)
        plan(-2, self.answer_extensions)
        plan(-1, self.answer_referrals)
        plan(0, self.issue_bulletins)

    @property
    def campaign(self):
        return self.scenario.campaign.with_env(self.env)

    def year(self, text):
        return text and text.format(year=self.campaign.date_start.year)

    def date(self, offset):
        return offset is not None and self.scenario.schedule.date(offset)

    def officer(self, second=False):
        return self.scenario.user("officer2" if second else "officer")

    def unit(self, key):
        return self.scenario.county.units[key].with_env(self.env)

    def findings(self, *states):
        return self.env["rectification.finding"].search(
            [("campaign_id", "=", self.campaign.id), ("state", "in", states)], order="id"
        )

    # ------------------------------------------------------------
    # Extensions
    # ------------------------------------------------------------

    def ask_extensions(self):
        """Liaisons ask, each for another unit; one head has not agreed yet."""
        today = self.scenario.schedule.today
        running = self.findings("open", "in_progress").filtered(
            lambda finding: not finding.member_id and finding.deadline and finding.deadline >= today
        )
        by_unit = list(running.grouped("unit_id").items())
        self.extensions = []
        for (reason, progress, days, end), (unit, found) in zip(EXTENSIONS, by_unit, strict=False):
            finding = found[0]
            extension = (
                self.env["rectification.extension"]
                .with_user(self.scenario.county.liaison_of(unit))
                .create(
                    {
                        "finding_id": finding.id,
                        "reason": reason,
                        "progress": progress,
                        "requested_deadline": finding.deadline + timedelta(days=days),
                    }
                )
            )
            if end != "head":
                extension.with_user(self.scenario.county.head_of(unit)).action_agree()
            self.extensions.append((extension.with_user(self.officer()), end))

    def answer_extensions(self):
        """An officer grants, shortens and refuses."""
        for extension, end in self.extensions:
            if end == "granted":
                extension.action_grant()
            elif end == "shortened":
                extension.write(
                    {
                        "state": "granted",
                        "granted_deadline": extension.old_deadline + timedelta(days=10),
                        "condition": "十日足够，每周报一次进展。",
                    }
                )
            elif end == "refused":
                extension.write({"state": "refused", "answer": "理由不具体，请按原时限完成。"})

    # ------------------------------------------------------------
    # Mechanisms
    # ------------------------------------------------------------

    def record_mechanisms(self):
        """Liaisons record their units' rules, an officer the county's."""
        earlier = {}
        for key, kind, name, number, begin, review, summary, end in MECHANISMS:
            unit = self.unit(key) if key else self.env["rectification.unit"]
            user = self.scenario.county.liaison_of(unit) if key else self.officer()
            found = self.findings("open", "in_progress", "to_verify", "closed").filtered(
                lambda finding, unit=unit: finding.unit_id == unit and not finding.member_id
            )[:2]
            rule = (
                self.env["rectification.mechanism"]
                .with_user(user)
                .create(
                    {
                        "name": name,
                        "kind": kind,
                        "document_number": self.year(number),
                        "date_in_force": self.date(begin),
                        "review_date": self.date(review),
                        "summary": summary,
                        "campaign_id": self.campaign.id,
                        "unit_id": unit.id,
                        "replaces_id": earlier[key].id if kind == "changed" else False,
                        "finding_ids": found.ids,
                        "problem_ids": found.problem_id.ids,
                    }
                )
            )
            earlier[key] = rule
            if end != "draft":
                rule.action_put_in_force()
            if end == "abolished":
                rule.action_abolish()

    # ------------------------------------------------------------
    # Bulletins
    # ------------------------------------------------------------

    def issue_bulletins(self):
        """An officer writes and publishes, the head of the leading group approves."""
        for kind, title, number, audience, states, end in BULLETINS:
            found = self.findings(*states).filtered(lambda finding: not finding.member_id)
            bulletin = (
                self.env["rectification.bulletin"]
                .with_user(self.officer())
                .create(
                    {
                        "name": title,
                        "kind": kind,
                        "document_number": self.year(number),
                        "campaign_id": self.campaign.id,
                        "audience": audience,
                        "unit_ids": [
                            unit.id
                            for key, unit in self.scenario.county.units.items()
                            if audience == "chosen" and key in ("hewan", "yanxi", "wangmai")
                        ],
                        "anonymise_units": kind == "warning",
                        "finding_ids": found[:2].ids,
                    }
                )
            )
            bulletin.action_write_text()
            if end == "draft":
                continue
            bulletin.action_anonymise()
            bulletin.with_user(self.scenario.user("leader")).action_approve()
            if end == "published":
                bulletin.action_publish()

    # ------------------------------------------------------------
    # Referrals
    # ------------------------------------------------------------

    def propose_referrals(self):
        """Two officers propose; what they propose is about units, one is about a finding."""
        self.referrals = []
        for number, (key, subject, facts, person, materials, end) in enumerate(REFERRALS):
            unit = self.unit(key)
            finding = self.findings("open", "in_progress", "to_verify").filtered(
                lambda finding, unit=unit: finding.unit_id == unit and not finding.member_id
            )[:1]
            place = (
                {"finding_id": finding.id}
                if finding
                else {"unit_id": unit.id, "campaign_id": self.campaign.id}
            )
            referral = (
                self.env["rectification.referral"]
                .with_user(self.officer(second=number % 2))
                .create(
                    {
                        **place,
                        "name": subject,
                        "facts": facts,
                        "source": "专项整治领导小组办公室核查发现",
                        "received_on": self.date(-8),
                        "hand_over_by": self.date(5),
                        "person_ids": [
                            Command.create({"member_id": self.scenario.county.members[person].id})
                        ],
                        "material_ids": [
                            Command.create(
                                {
                                    "name": name,
                                    "pages": 2 + index,
                                    "file": base64.b64encode(f"{name}\n{facts}".encode()),
                                    "file_name": f"{name}.txt",
                                }
                            )
                            for index, name in enumerate(materials)
                        ],
                    }
                )
            )
            self.referrals.append((referral, end))

    def hand_over_referrals(self):
        """The head approves all but the newest; the officers hand them over."""
        for referral, end in self.referrals:
            if end == "proposed":
                continue
            referral.with_user(self.scenario.user("leader")).action_approve()
            if end != "approved":
                referral.action_hand_over()
                if end == "overdue":
                    referral.conclude_by = self.date(-1)

    def answer_referrals(self):
        """The inspectors accept, conclude and return."""
        for referral, end in self.referrals:
            inspected = referral.with_user(self.scenario.user("inspector"))
            if end in ("accepted", "concluded"):
                inspected.action_accept()
            if end == "concluded":
                inspected.write(
                    {
                        "disposition": "inquiry",
                        "outcome": "已谈话函询，本人承认两户未走访即签名，并作出书面检查。",
                    }
                )
                inspected.action_conclude()
            elif end == "returned":
                inspected.write(
                    {
                        "state": "returned",
                        "return_reason": "请补充三张票据对应的会议通知和参会人员说明。",
                    }
                )
