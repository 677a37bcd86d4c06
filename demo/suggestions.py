"""What people of the township write to the leading group's office, and what they are answered."""

# who writes, on which day counted from today, what; the answer on the day after
SUGGESTIONS = [
    (
        "cadre",
        -9,
        "民政和残联两家都要同一份走访名单，格式不同，内容一样。能不能只报一次？",
        "已商两家单位，自下月起由民政局统一收一次，共享使用。",
    ),
    (
        "liaison",
        -4,
        "工作群里每天要接龙打卡，建议取消。",
        "已核实，属违规要求，今起停止；今后遇到请直接反映。",
    ),
    ("head", -1, "对个人自查表中“督查检查考核”方面的条目有疑问：参加上级统一检查算不算？", None),
]


class Suggestions:
    """Two suggestions that were answered, and one that waits."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.plan = scenario.schedule.plan

    def note(self):
        """Plan each on its day, and its answer on the next."""
        for who, day, text, answer in SUGGESTIONS:
            self.plan(day, self.suggest, who, text)
            if answer:
                self.plan(day + 1, self.answer, text, answer)

    def suggest(self, who, text):
        """Somebody writes to the office."""
        self.scenario.env["rectification.suggestion"].with_user(self.scenario.user(who)).create(
            {"body": text}
        )

    def answer(self, text, answer):
        """An officer answers."""
        suggestions = self.scenario.env["rectification.suggestion"].with_user(
            self.scenario.user("officer")
        )
        suggestions.search([("body", "=", text)]).write({"state": "answered", "answer": answer})
