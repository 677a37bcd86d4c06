"""What people do in a campaign of the demo: each step as the user who takes it in the product."""

import base64

from .content import NOT_APPLICABLE, PEOPLE, UNITS

UNIT_OF_PERSON = {person["name"]: person["unit"] for person in PEOPLE}


class Scenario:
    """The steps of one campaign.

    A finding is named by its entry in the content (``script``); units by their key, people by
    their name. No step goes past the models' own methods: what a user may not do, this may not.
    """

    def __init__(self, env, county, schedule, plan):
        self.env = env
        self.county = county
        self.schedule = schedule
        self.plan = plan
        self.campaign = env["rectification.campaign"]
        self.findings = {}
        self.actions = {}
        self.sheets = {}
        self.dossiers = {}

    # ------------------------------------------------------------
    # Who and what
    # ------------------------------------------------------------

    def user(self, login):
        return self.county.users[login]

    def officer_of(self, unit):
        """Return the officer who looks after a unit; two share the county."""
        keys = list(self.county.units)
        return self.user("officer2" if keys.index(unit) % 2 else "officer")

    def enrolled(self):
        """Return the keys of the units that take part: all, unless the plan says which."""
        kinds, named = self.plan.get("kinds"), self.plan.get("units", ())
        return [
            unit["key"]
            for unit in UNITS
            if not kinds or unit["kind"] in kinds or unit["key"] in named
        ]

    def unit_of(self, script):
        return script.get("unit") or UNIT_OF_PERSON[script["person"]]

    def writer_of(self, script):
        """Return the user who fills in the sheet on which a finding stands."""
        if "person" in script:
            return self.county.filler_of(self.county.members[script["person"]])
        return self.county.liaison_of(self.county.units[script["unit"]])

    def finding(self, script, user):
        return self.findings[id(script)].with_user(user)

    def sheet(self, owner):
        """Return the sheet of a unit (key) or a person (name), as the person who fills it in."""
        member = self.county.members.get(owner)
        if member:
            return self.sheets[owner].with_user(self.county.filler_of(member))
        return self.sheets[owner].with_user(self.county.liaison_of(self.county.units[owner]))

    # ------------------------------------------------------------
    # The leading group
    # ------------------------------------------------------------

    def prepare(self):
        """The head of the leading group prepares the campaign, an officer enrols the units."""
        plan, date = self.plan, self.schedule.date
        leader = self.user("leader")
        year = date(plan["start_offset"]).year
        self.campaign = (
            self.env["rectification.campaign"]
            .with_user(leader)
            .create(
                {
                    "name": plan["name"].format(year=year),
                    "document_number": plan["document_number"].format(year=year),
                    "organiser": plan["organiser"],
                    "study_theme": plan["study_theme"],
                    "leader_user_id": leader.id,
                    "officer_user_ids": [self.user("officer").id, self.user("officer2").id],
                    "catalogue_id": self.env.ref("rectification_campaign.catalogue_formalism").id,
                    "description": plan["description"],
                    "date_start": date(plan["start_offset"]),
                    "date_study_end": date(plan["study_end_offset"]),
                    "date_submission": date(plan["submission_deadline_offset"]),
                    "date_self_check_end": date(plan["self_check_end_offset"]),
                    "date_supervision_end": date(plan["supervision_end_offset"]),
                }
            )
        )
        wizard = self.env["rectification.campaign.enrol"].with_user(self.user("officer"))
        wizard = wizard.create({"campaign_id": self.campaign.id})
        units = [self.county.units[key].id for key in self.enrolled()]
        wizard.unit_ids = wizard.unit_ids.filtered(lambda unit: unit.id in units)
        wizard.action_enrol()

    def launch(self):
        """Launch, and let the sheets be prepared as the scheduled job does it."""
        self.campaign.action_launch()
        dossiers = self.campaign.dossier_ids.sudo()
        dossiers._prepare_sheets()
        keys = {unit: key for key, unit in self.county.units.items()}
        for dossier in dossiers:
            key = keys[dossier.unit_id]
            self.dossiers[key] = dossier
            for check in dossier.check_ids:
                self.sheets[check.member_id.name or key] = check

    def begin_self_check(self):
        self.campaign.action_start_self_check()

    def begin_supervision(self):
        self.campaign.action_start_supervision()

    def close(self):
        self.campaign.action_close()

    def accept_dossier(self, unit):
        self.dossiers[unit].with_user(self.officer_of(unit)).action_accept()

    def complete_dossier(self, unit):
        self.dossiers[unit].with_user(self.officer_of(unit)).action_complete()

    def return_dossier(self, unit, reason):
        wizard = self.env["rectification.dossier.return"].with_user(self.officer_of(unit))
        wizard.create({"dossier_ids": self.dossiers[unit].ids, "reason": reason}).action_return()

    def accept(self, script):
        self.finding(script, self.officer_of(self.unit_of(script))).action_accept()

    def send_back(self, script, target, reason):
        """An officer returns a finding, or closes it as not substantiated."""
        officer = self.officer_of(self.unit_of(script))
        wizard = self.env["rectification.finding.reason"].with_user(officer)
        wizard.create(
            {"finding_ids": self.findings[id(script)].ids, "target": target, "reason": reason}
        ).action_apply()

    # ------------------------------------------------------------
    # Sheets
    # ------------------------------------------------------------

    def start_sheet(self, owner):
        sheet = self.sheet(owner)
        sheet.action_start()
        numbers = NOT_APPLICABLE.get(sheet.unit_id.kind, ())
        for line in sheet.line_ids.filtered(lambda line: line.problem_number in numbers):
            line.action_answer("not_applicable")

    def answer_up_to(self, owner, number):
        sheet = self.sheet(owner)
        sheet.line_ids.filtered(
            lambda line: line.problem_number <= number and not line.answer
        ).action_answer("none")

    def hand_in(self, owner):
        sheet = self.sheet(owner)
        sheet.action_answer_rest_none()
        sheet.action_submit()

    def hand_in_nil_returns(self, owners):
        """Hand in nil returns of several people at once, each filler their own."""
        for sheets in self.sheets_by_user(owners, lambda owner: self.sheet(owner).env.user):
            sheets.action_nil_return()

    def confirm_sheets(self, owners):
        """The unit's head confirms; the head's own sheet is confirmed by the leading group."""
        for sheets in self.sheets_by_user(owners, self.confirmer_of):
            sheets.action_confirm()

    def sheets_by_user(self, owners, user_of):
        """Return the sheets of ``owners`` in batches, each as the user whom ``user_of`` names."""
        batches = {}
        for owner in owners:
            user = user_of(owner)
            sheet = self.sheets[owner].with_user(user)
            batches[user] = batches.get(user, sheet.browse()) | sheet
        return batches.values()

    def confirmer_of(self, person):
        member = self.county.members[person]
        head = self.county.head_of(member.unit_id)
        return self.officer_of(UNIT_OF_PERSON[person]) if member.user_id == head else head

    def return_sheet(self, person, reason):
        wizard = self.env["rectification.check.return"].with_user(self.confirmer_of(person))
        wizard.create({"check_ids": self.sheets[person].ids, "reason": reason}).action_return()

    def sign(self, unit):
        """The head signs the unit's sheet and hands the dossier in."""
        head = self.county.head_of(self.county.units[unit])
        self.dossiers[unit].with_user(head).action_submit()

    # ------------------------------------------------------------
    # Findings
    # ------------------------------------------------------------

    def record(self, script):
        """Record a finding under its item, with its actions."""
        writer = self.writer_of(script)
        sheet = self.sheet(script.get("person") or script["unit"])
        line = sheet.line_ids.filtered(lambda line: line.problem_number == script["problem"])
        members, date = self.county.members, self.schedule.date
        finding = (
            self.env["rectification.finding"]
            .with_user(writer)
            .create(
                {
                    "check_line_id": line.id,
                    "description": script["description"],
                    "cause": script["cause"],
                    "measures": script["measures"],
                    "rectification_type": script["rectification_type"],
                    "leader_member_id": members[script["leader"]].id,
                    "responsible_member_id": members[script["responsible"]].id,
                    "deadline": date(script["deadline"]),
                }
            )
        )
        self.findings[id(script)] = finding
        self.add_actions(script, script["actions"])

    def add_actions(self, script, actions):
        finding = self.finding(script, self.writer_of(script))
        added = self.env["rectification.action"].with_user(self.writer_of(script))
        added = added.create(
            [
                {
                    "finding_id": finding.id,
                    "name": name,
                    "deadline": self.schedule.date(day),
                }
                for name, day, __ in actions
            ]
        )
        for (name, __, __), action in zip(actions, added, strict=True):
            self.actions[id(script), name] = action

    def put_on_record(self, script):
        self.finding(script, self.writer_of(script)).action_open()

    def start_action(self, script, name):
        self.actions[id(script), name].action_start()

    def finish_action(self, script, name):
        self.actions[id(script), name].action_done()

    def start_finding(self, script):
        self.finding(script, self.writer_of(script)).action_start()

    def ask_acceptance(self, script):
        """Say what was done, add the evidence and ask for acceptance."""
        writer = self.writer_of(script)
        finding = self.finding(script, writer)
        finding.result = script["result"]
        text = f"{script['evidence']}\n\n{script['result']}\n"
        finding.env["rectification.evidence"].create(
            {
                "finding_id": finding.id,
                "kind": "attachment",
                "file_name": f"{script['evidence']}.txt",
                "file": base64.b64encode(text.encode()),
            }
        )
        finding.action_ask_acceptance()

    def confirm(self, script):
        head = self.county.head_of(self.county.units[self.unit_of(script)])
        finding = self.finding(script, head)
        if finding.waiting_for == "head":
            finding.action_confirm()

    def take_into_unit_list(self, script):
        unit = self.county.units[self.unit_of(script)]
        self.finding(script, self.county.liaison_of(unit)).action_take_into_unit_list()
