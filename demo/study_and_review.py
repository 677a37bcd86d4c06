"""The first and the third phase of both campaigns: what was studied, and how units are reviewed."""

from datetime import datetime, time

# Nine o'clock and half past two in China, in UTC.
MORNING, AFTERNOON = time(1, 0), time(6, 30)

MATERIALS = [
    # title, kind, source, whether for every unit
    ("专项整治工作方案", "document", "青办发〔{year}〕12号", True),
    ("整治形式主义为基层减负若干规定", "rule", "中共中央办公厅、国务院办公厅", True),
    ("县委书记在专项整治动员部署会上的讲话", "speech", "领导小组办公室印发", True),
    ("关于层层加码、麻痹松懈问题的通报", "case", "领导小组办公室整理", True),
    ("外地经验选编：一张表报到底", "other", "供参考", False),
]
THEME = "力戒形式主义、为基层减负"
REQUIREMENT = (
    "各单位结合实际安排学习，形式各不少于一次，次数不作要求；缺席的补课。\n"
    "心得体会自愿撰写，不收缴、不评比。不留照片，不搞打卡。"
)
FORMS = ("committee", "branch", "discussion")
TOPICS = {
    "committee": "原文学习方案和规定，对照八个方面交流本单位存在的苗头。",
    "branch": "逐条学习43项问题表现，讨论哪些与本单位有关。",
    "discussion": "围绕“哪些会可以不开、哪些表可以不要”讨论，提出减负建议。",
    "fixed_day": "观看讲话录音文稿，通报典型问题。",
}
PLACES = ("二楼会议室", "党员活动室", "三楼会议室", "会议中心")

# How far the study of a unit came; a unit that is not named here is complete.
PARTLY = {
    "civil_affairs": {"skip": ("discussion",)},
    "yanxi": {"absent": 1},
    "dukou": {"absent": 2, "made_up": 1},
    "zhuwu": {"skip": ("branch", "discussion"), "unread": (2, 3)},
    "grain": {"skip": ("committee", "branch", "discussion")},
    "primary_school": {"absent": 1, "made_up": 1},
    "hewan": {"absent": 1},
}
REFLECTIONS = {
    "cadre": "少发一份表，村里就能多走一户。准备把民生台账的六张表并成一张。",
    "方静宜": "开会前先问一句：不开行不行。",
    "钱正川": "监督也要减负，能看系统的不再要材料。",
}

# Units that were reviewed ahead of the third phase, to try out how it goes.
EARLY_REVIEWS = {
    "county": "passed",
    "finance": "returned",
    "fengling": "in_review",
    "institute": "passed_in_second_round",
}
DOUBT = "第21项答“未发现”，但抽看的三份督查通知都没有列入年度计划。请重新核对后作答。"


class LastStudyAndReview:
    """The first and third phase of last year's campaign: everybody studied, everybody passed."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.env = scenario.env
        self.plan = scenario.schedule.plan
        self.dates = scenario.plan
        self.materials = {}

    def note(self):
        """Plan both phases on the days of the campaign."""
        start = self.dates["start_offset"]
        self.plan(start - 3, self.list_materials)
        for number, unit in enumerate(self.scenario.enrolled()):
            self.plan(start + 6 + number % 5, self.study, unit, "committee", (0, 1, 2, 3), {})
            self.plan(start + 13 + number % 5, self.study, unit, "discussion", (), {})
        end = self.dates["supervision_end_offset"]
        self.plan(end + 1, self.spot_check)
        for unit in self.scenario.enrolled():
            self.plan(end + 2, self.review, unit)

    # ------------------------------------------------------------
    # First phase
    # ------------------------------------------------------------

    def form(self, key):
        return self.env.ref(f"rectification_campaign.study_form_{key}")

    def list_materials(self, forms=("committee", "discussion")):
        """An officer lists what is to be studied and says what is expected."""
        campaign = self.scenario.campaign.with_user(self.scenario.user("officer"))
        year = campaign.date_start.year
        campaign.write(
            {
                "study_theme": THEME,
                "study_requirement": REQUIREMENT,
                "study_form_ids": [self.form(key).id for key in forms],
            }
        )
        self.materials = campaign.env["rectification.study.material"].create(
            [
                {
                    "campaign_id": campaign.id,
                    "sequence": number * 10,
                    "name": name,
                    "kind": kind,
                    "issued_as": source.format(year=year),
                    "is_required": is_required,
                }
                for number, (name, kind, source, is_required) in enumerate(MATERIALS, 1)
            ]
        )

    def plan_session(self, unit, form, materials, moment):
        """The liaison enters a session; the whole roster is invited."""
        dossier = self.scenario.dossiers[unit]
        liaison = self.scenario.county.liaison_of(dossier.unit_id)
        number = list(self.scenario.county.units).index(unit)
        return (
            self.env["rectification.study.session"]
            .with_user(liaison)
            .create(
                {
                    "dossier_id": dossier.id,
                    "form_id": self.form(form).id,
                    "date_start": moment,
                    "duration": 1.0 if form == "committee" else 1.5,
                    "place": PLACES[number % len(PLACES)],
                    "topics": TOPICS[form],
                    "material_ids": [self.materials[position].id for position in materials],
                }
            )
        )

    def study(self, unit, form, materials, attendance):
        """A session is held and recorded: those absent first, then all others present.

        ``attendance``: numbers of those ``absent`` and of those of them who ``made_up``.
        """
        moment = datetime.combine(self.scenario.schedule.date(self.get_day(unit, form)), MORNING)
        session = self.plan_session(unit, form, materials, moment)
        absent = session.attendance_ids[-attendance["absent"] :] if attendance else None
        if absent:
            absent.write({"status": "absent"})
        session.action_all_present()
        if absent:
            absent[: attendance.get("made_up", 0)].write(
                {"made_up_on": moment.date(), "note": "会后自学材料"}
            )

    def get_day(self, unit, form):
        """Return the day on which a unit meets, counted from today."""
        start = self.dates["start_offset"]
        spread = list(self.scenario.enrolled()).index(unit) % 5
        return start + {"committee": 6, "branch": 10, "discussion": 13}[form] + spread

    # ------------------------------------------------------------
    # Third phase
    # ------------------------------------------------------------

    def reviewer_of(self, unit):
        """The officer who did not look after the unit so far."""
        officer = self.scenario.officer_of(unit)
        return self.scenario.user(
            "officer" if officer == self.scenario.user("officer2") else "officer2"
        )

    def assign(self, unit, deadline=None):
        """An officer assigns the review of a unit; return it as its reviewer sees it."""
        reviewer = self.reviewer_of(unit)
        wizard = self.env["rectification.review.assign"].with_user(self.scenario.user("officer"))
        wizard.create(
            {
                "dossier_ids": self.scenario.dossiers[unit].ids,
                "reviewer_ids": reviewer.ids,
                "deadline": deadline,
            }
        ).action_assign()
        return self.scenario.dossiers[unit].sudo().current_review_id.with_user(reviewer)

    def review(self, unit):
        """A unit is reviewed and passes."""
        review = self.assign(unit)
        review.action_confirm_rest()
        review.action_pass()

    def spot_check(self):
        """Five closed findings are drawn and looked at again; all of them hold."""
        officer = self.scenario.user("officer")
        draw = (
            self.env["rectification.sample.draw"]
            .with_user(officer)
            .create(
                {
                    "campaign_id": self.scenario.campaign.id,
                    "size": 5,
                    "seed": "领导小组会议现场商定：20250801",
                }
            )
        )
        draw.action_draw()
        wizard = self.env["rectification.review.assign"].with_user(officer)
        wizard.create(
            {
                "draw_id": draw.id,
                "reviewer_ids": (officer | self.scenario.user("officer2")).ids,
            }
        ).action_assign()
        for review in draw.review_ids:
            review = review.with_user(review.reviewer_ids)
            review.action_confirm_rest()
            review.action_pass()


class StudyAndReview(LastStudyAndReview):
    """This year: the study is over but for some, and four units were reviewed ahead of the rest."""

    def note(self):
        """Plan the study up to today, and the reviews made ahead."""
        self.plan(self.dates["start_offset"] - 3, self.list_materials, FORMS)
        for unit in self.scenario.enrolled():
            partly = PARTLY.get(unit, {})
            unread = partly.get("unread", ())
            for form, materials in (("committee", (0, 1)), ("branch", (2, 3)), ("discussion", ())):
                if form in partly.get("skip", ()):
                    continue
                read = [position for position in materials if position not in unread]
                attendance = partly if form == "committee" and "absent" in partly else {}
                self.plan(self.get_day(unit, form), self.study, unit, form, read, attendance)
        self.plan(-20, self.write_reflections)
        self.plan(0, self.plan_more)
        self.plan(0, self.prepare_look_back)
        for unit, outcome in EARLY_REVIEWS.items():
            self.plan(-3, self.review_ahead, unit, outcome)
            if outcome == "passed_in_second_round":
                self.plan(-1, self.review_again, unit)

    def write_reflections(self):
        """Three people care to write something down."""
        members = self.scenario.county.members
        for name, content in REFLECTIONS.items():
            if name in self.scenario.county.users:
                member = self.env["rectification.unit.member"].search(
                    [("user_id", "=", self.scenario.user(name).id)], limit=1
                )
            else:
                member = members[name]
            self.env["rectification.study.reflection"].with_user(
                self.scenario.county.filler_of(member)
            ).create({"member_id": member.id, "content": content})

    def plan_more(self):
        """The township has one session to record and one ahead; another one was called off."""
        schedule = self.scenario.schedule
        self.plan_session(
            "hewan", "fixed_day", (3,), datetime.combine(schedule.date(-1), AFTERNOON)
        ).name = "典型问题通报学习"
        self.plan_session(
            "hewan", "discussion", (4,), datetime.combine(schedule.date(5), AFTERNOON)
        ).name = "减负建议讨论"
        off = self.plan_session(
            "dukou", "discussion", (), datetime.combine(schedule.date(-2), AFTERNOON)
        )
        off.action_cancel()

    def prepare_look_back(self):
        """An officer has prepared a look-back; the seed is to be agreed on in public."""
        self.env["rectification.sample.draw"].with_user(self.scenario.user("officer")).create(
            {
                "campaign_id": self.scenario.campaign.id,
                "kind": "look_back",
                "size": 3,
                "closed_before": self.scenario.schedule.date(-7),
            }
        )

    def review_ahead(self, unit, outcome):
        """A unit is reviewed before the third phase begins."""
        review = self.assign(unit, self.scenario.schedule.date(7))
        if outcome == "in_review":
            review.line_ids[:1].write({"verdict": "confirmed"})
            return
        review.action_confirm_rest()
        if outcome == "passed":
            review.action_pass()
            return
        first = review.line_ids[:1]
        if first:
            first.write({"verdict": "incomplete", "remark": "只合并了两张表，还有一张照旧在要。"})
            review.line_ids[1:2].write(
                {"verdict": "untrue", "remark": "报告称已取消签字背书，抽看的三份通知仍附责任状。"}
            )
            review.summary = "把没有合并的表也并进去，改完后再申请复核。"
        else:
            review.doubted_line_ids = review.nil_line_ids.filtered(
                lambda line: line.problem_number == 21
            )
            review.summary = DOUBT
        review.action_return()

    def review_again(self, unit):
        """The unit answers again what was doubted, signs, and passes in the second round."""
        dossier = self.scenario.dossiers[unit]
        head = dossier.unit_id.head_user_id
        sheet = dossier.unit_check_id.with_user(self.scenario.county.liaison_of(dossier.unit_id))
        sheet.action_answer_rest_none()
        dossier.with_user(head).action_submit()
        self.scenario.accept_dossier(unit)
        dossier.with_user(self.scenario.user("officer")).action_next_round()
        review = dossier.sudo().current_review_id.with_user(self.reviewer_of(unit))
        review.action_confirm_rest()
        review.action_pass()
