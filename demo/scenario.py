"""The scenario of the demo county: last year's campaign from launch to close, this year's half-way.

Nothing is written past the product: every unit, sheet, finding, signature and return is made by the
user whose business it is, through the same methods as in daily use.
"""

from .content import (
    ANSWERED_WHEN_HALF,
    CAMPAIGN,
    DOSSIER_STATES,
    FINDINGS,
    LAST_CAMPAIGN,
    LAST_FINDINGS,
    PEOPLE,
    PERSONAL_RETURN_REASONS,
    PERSONAL_SHEETS,
    TAKEN_INTO_UNIT_LIST,
)
from .county import LANG, TIMEZONE, County
from .final_report import FINAL_REPORT
from .schedule import Schedule
from .steps import Scenario
from .study_and_review import LastStudyAndReview, StudyAndReview
from .suggestions import Suggestions
from .supervision import Supervision

# In how many areas last year's final report names a typical problem.
TYPICAL_AREAS = 4


def build(env):
    """Build the county and both campaigns; return this year's campaign.

    Where the county stands already, it is left alone.
    """
    year = Schedule(env).date(CAMPAIGN["start_offset"]).year
    standing = env.ref("rectification_campaign.demo_user_head", raise_if_not_found=False)
    if standing:
        return env["rectification.campaign"].search(
            [("name", "=", CAMPAIGN["name"].format(year=year))], limit=1
        )
    context = {"tz": TIMEZONE, "no_reset_password": True}
    if LANG in dict(env["res.lang"].get_installed()):
        context["lang"] = LANG
        # The register keeps the names of the steps in the language in which they were taken.
        addon = env["ir.module.module"].search([("name", "=", "rectification_campaign")])
        addon._update_translations([LANG])
    env = env(context=dict(env.context, **context))
    county = County(env).build()
    schedule = Schedule(env)
    last = LastYear(env, county, schedule, LAST_CAMPAIGN)
    last.note()
    LastStudyAndReview(last).note()
    current = ThisYear(env, county, schedule, CAMPAIGN)
    current.note()
    StudyAndReview(current).note()
    Supervision(current).note()
    Suggestions(current).note()
    schedule.run()
    return current.campaign.with_env(env)


def _people_of(unit):
    return [person["name"] for person in PEOPLE if person["unit"] == unit]


class Year(Scenario):
    """A campaign with the days on which its steps are taken."""

    scripts = ()

    def note_finding(self, script, day):
        """Plan a finding that is recorded on ``day``, up to the state the script wants."""
        plan = self.schedule.plan
        state = script["state"]
        plan(day, self.record, script)
        if state == "draft":
            return
        plan(day, self.put_on_record, script)
        if state == "rejected":
            plan(day + 12, self.send_back, script, "rejected", script["reject_reason"])
            return
        day = self.note_actions(script, script["actions"], day)
        started = any(action_state != "todo" for __, __, action_state in script["actions"])
        if state == "in_progress" and not started:
            plan(day + 1, self.start_finding, script)
        if state in ("to_verify", "closed", "returned"):
            self.note_acceptance(script, day)

    def note_actions(self, script, actions, earliest):
        """Plan the work on ``actions``; return the day of the last thing done."""
        plan = self.schedule.plan
        last = earliest
        for name, due, state in actions:
            if state == "done":
                last = max(last, plan(max(due, earliest), self.finish_action, script, name))
            elif state == "doing":
                plan(max(min(due, 0) - 3, earliest), self.start_action, script, name)
        return last

    def note_acceptance(self, script, day):
        """Plan what follows the last action: asking, confirming, accepting or returning."""
        plan = self.schedule.plan
        day = plan(min(day + 1, -1), self.ask_acceptance, script)
        if script["state"] == "to_verify" and self.waits_for_head(script):
            return
        day = plan(day, self.confirm, script)
        if script["state"] == "closed":
            plan(min(max(day, script["deadline"]), -1), self.accept, script)
        elif script["state"] == "returned":
            plan(day, self.send_back, script, "in_progress", script["return_reason"])
            plan(day, self.add_actions, script, script["return_actions"])
            self.note_actions(script, script["return_actions"], day)

    def waits_for_head(self, script):
        """Every other finding that asks for acceptance still lies with the head of its unit."""
        asking = [other for other in self.scripts if other["state"] == "to_verify"]
        unit_asks_late = asking.index(script) % 2 == 1
        return unit_asks_late and script["rectification_type"] != "immediate"


class LastYear(Year):
    """A whole campaign: everybody reported, everything was put right, it was closed."""

    scripts = LAST_FINDINGS

    def note(self):
        """Plan the campaign from preparation to close."""
        plan, dates = self.schedule.plan, self.plan
        plan(dates["start_offset"] - 3, self.prepare)
        plan(dates["start_offset"], self.launch)
        begin = plan(dates["study_end_offset"] + 1, self.begin_self_check)
        for unit in self.enrolled():
            self.note_unit(unit, begin)
        plan(dates["self_check_end_offset"] + 1, self.begin_supervision)
        for unit in self.enrolled():
            plan(dates["supervision_end_offset"], self.complete_dossier, unit)
        plan(dates["closed_offset"] - 3, self.write_final_report)
        plan(dates["closed_offset"], self.close)

    def note_unit(self, unit, begin):
        plan = self.schedule.plan
        people = _people_of(unit)
        plan(begin + 8, self.hand_in_nil_returns, people)
        plan(begin + 12, self.confirm_sheets, people)
        findings = [script for script in self.scripts if script["unit"] == unit]
        if findings:
            plan(begin + 3, self.start_sheet, unit)
            for script in findings:
                self.note_finding(script, begin + 5)
            plan(begin + 14, self.hand_in, unit)
        else:
            plan(begin + 14, self.hand_in_nil_returns, [unit])
        plan(begin + 16, self.sign, unit)
        plan(begin + 25, self.accept_dossier, unit)

    def write_final_report(self):
        """An officer writes the text and chooses a typical problem of each of four areas."""
        campaign = self.campaign.with_user(self.user("officer"))
        campaign.final_report = FINAL_REPORT
        by_area = campaign.finding_ids.filtered(lambda finding: finding.state == "closed").grouped(
            "area_id"
        )
        for findings in list(by_area.values())[:TYPICAL_AREAS]:
            findings[:1].action_name_typical()


class ThisYear(Year):
    """The running campaign, in its second phase: units stand at every point of the way."""

    scripts = FINDINGS

    def note(self):
        """Plan the campaign up to today."""
        plan, dates = self.schedule.plan, self.plan
        plan(dates["start_offset"] - 3, self.prepare)
        plan(dates["start_offset"], self.launch)
        begin = plan(dates["study_end_offset"] + 1, self.begin_self_check)
        for number, unit in enumerate(self.enrolled()):
            # Not everybody starts on the same day.
            self.note_unit(unit, begin + 1 + number % 3)
            self.note_people(unit, begin + 1 + number % 3)
        for script in self.scripts:
            if (script.get("person"), script["problem"]) == TAKEN_INTO_UNIT_LIST:
                plan(-2, self.take_into_unit_list, script)

    def note_unit(self, unit, begin):
        plan = self.schedule.plan
        status = DOSSIER_STATES[unit]
        if status["sheet"] == "none":
            return
        handed_in, answered = self.get_unit_days(unit, begin)
        if status["sheet"] == "nil":
            plan(handed_in, self.hand_in_nil_returns, [unit])
        else:
            plan(begin, self.start_sheet, unit)
            for script in self.scripts:
                if script.get("unit") == unit:
                    self.note_finding(script, begin + 1)
            if status["sheet"] == "half":
                plan(begin + 2, self.answer_up_to, unit, status["answered"])
                return
            plan(handed_in, self.hand_in, unit)
        if status["state"] == "open":
            return
        plan(handed_in + 1, self.sign, unit)
        if status["state"] == "accepted":
            plan(answered, self.accept_dossier, unit)
        elif status["state"] == "returned":
            plan(answered, self.return_dossier, unit, status["reason"])

    def get_unit_days(self, unit, begin):
        """Return the days on which a unit hands in and on which the leading group answers."""
        spread = list(self.county.units).index(unit) % 5
        return {
            "accepted": (begin + 4, begin + 12 + spread),
            "returned": (-15 + spread, -5),
            "submitted": (-8 + spread, 0),
            "open": (-1, 0),
        }[DOSSIER_STATES[unit]["state"]]

    def note_people(self, unit, begin):
        plan = self.schedule.plan
        still_filling_in = DOSSIER_STATES[unit]["state"] == "open"
        plain = []
        for person in _people_of(unit):
            default = "none" if still_filling_in else "confirmed"
            status = PERSONAL_SHEETS.get(person, default)
            findings = [script for script in self.scripts if script.get("person") == person]
            if status == "none":
                continue
            if status == "confirmed" and not findings:
                plain.append(person)
                continue
            plan(begin, self.start_sheet, person)
            for script in findings:
                self.note_finding(script, begin + 1)
            if status == "half":
                plan(begin + 2, self.answer_up_to, person, ANSWERED_WHEN_HALF)
                continue
            handed_in = begin + 2 if status == "confirmed" else -6
            plan(handed_in, self.hand_in, person)
            if status == "confirmed":
                plan(handed_in + 2, self.confirm_sheets, [person])
            elif status == "returned":
                plan(-3, self.return_sheet, person, PERSONAL_RETURN_REASONS[person])
        if plain:
            plan(begin + 3, self.hand_in_nil_returns, plain)
            plan(begin + 5, self.confirm_sheets, plain)
