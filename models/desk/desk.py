from odoo import api, fields, models

from ..core.flows import CAMPAIGN_PHASES


class RectificationDesk(models.AbstractModel):
    """The first screen of the app: what its user has to do now, and who waits for whom.

    A part stands for one role. To put something on the desk, extend ``_get_<part>_tasks`` and
    append what ``_make_task`` returns; a new part is a line in ``_get_parts`` and a method of that
    name. Tasks are counted in grouped queries, so that a desk costs the same for a village and for
    the leading group of a county.
    """

    _name = "rectification.desk"
    _description = "Desk"

    # ------------------------------------------------------------
    # What the screen asks for
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_desk(self):
        """Return what the desk of the current user shows.

        ``{"is_involved", "parts": [{"key", "title", "tasks": [task]}], "sees_campaigns",
        "campaigns": [campaign]}``;
        a task is described at ``_make_task``, a campaign at ``_get_campaigns``. Without a role in
        the app ``is_involved`` is False and the lists are empty.
        """
        frame = self._get_frame()
        parts = []
        for key, title in self._get_parts(frame):
            tasks = getattr(self, f"_get_{key}_tasks")(frame)
            tasks.sort(key=lambda task: ("danger", "warning", "info", "").index(task["level"]))
            parts.append({"key": key, "title": title, "tasks": tasks})
        return {
            "is_involved": bool(parts),
            "parts": parts,
            "sees_campaigns": frame["sees_campaigns"],
            "campaigns": self._get_campaigns(frame),
        }

    @api.model
    def _get_frame(self):
        """Return what all parts need to know about the user: roles, units, running campaigns."""
        user = self.env.user
        group = "rectification_campaign.group_%s"
        is_observer = user.has_group(group % "observer")
        is_inspector = user.has_group(group % "inspector")
        members = self.env["rectification.unit.member"]
        campaigns = self.env["rectification.campaign"]
        sees_campaigns = is_observer or user.has_group(group % "unit_user")
        if sees_campaigns:
            members = members.search([("user_id", "=", user.id)])
            campaigns = campaigns.search([("state", "in", CAMPAIGN_PHASES)])
        managed = members.filtered(lambda member: member.role in ("head", "liaison")).unit_id
        headed = members.filtered(lambda member: member.role == "head").unit_id
        # A head is not reminded of what a liaison does; without a liaison the head does it.
        filled = managed.filtered(
            lambda unit: unit not in headed or unit.manager_user_ids <= unit.head_user_id
        )
        return {
            "today": fields.Date.context_today(self),
            "members": members,
            "units": members.unit_id,
            "managed": managed,
            "headed": headed,
            "filled": filled,
            "campaigns": campaigns,
            "sees_campaigns": sees_campaigns,
            "is_observer": is_observer,
            "is_officer": user.has_group(group % "officer"),
            "is_leader": user.has_group(group % "leader"),
            "is_inspector": is_inspector,
        }

    @api.model
    def _get_parts(self, frame):
        """Return ``[(key, title)]`` of the parts the user has, in the order of the screen."""
        parts = []
        if frame["members"]:
            parts.append(("person", self.env._("For You")))
        if frame["managed"]:
            parts.append(("unit", self.env._("For Your Unit")))
        if frame["is_observer"]:
            parts.append(("office", self.env._("For the Leading Group")))
        if frame["is_inspector"]:
            parts.append(("discipline", self.env._("For Discipline Inspection")))
        return parts

    # ------------------------------------------------------------
    # Tasks
    # ------------------------------------------------------------

    @api.model
    def _get_person_tasks(self, frame):
        """Return what the user has to do in person: own sheet, own actions, own findings."""
        tasks = []
        if frame["campaigns"]:
            tasks += self._get_sheet_tasks(
                frame, [("user_id", "=", self.env.uid), ("is_personal", "=", True)]
            )
        pending = [("user_id", "=", self.env.uid), ("state", "in", ("todo", "doing"))]
        tasks += self._get_due_tasks(
            "actions",
            "rectification.action",
            pending,
            {
                "one": lambda name: self.env._("“%s” is to be done.", name),
                "red": lambda count: self.env._("%s of your actions are overdue.", count),
                "yellow": lambda count: self.env._("%s of your actions are due soon.", count),
                "green": lambda count: self.env._("%s of your actions have time.", count),
            },
        )
        answered_for = [
            ("responsible_user_id", "=", self.env.uid),
            ("state", "in", ("open", "in_progress")),
        ]
        tasks += self._get_due_tasks(
            "findings",
            "rectification.finding",
            answered_for,
            {
                "one": lambda name: self.env._("“%s” is to be put right.", name),
                "red": lambda count: self.env._("%s findings you answer for are overdue.", count),
                "yellow": lambda count: self.env._(
                    "%s findings you answer for are due soon.", count
                ),
            },
        )
        return tasks

    @api.model
    def _get_unit_tasks(self, frame):
        """Return what head and liaison have to do for their units."""
        tasks = []
        if frame["filled"] and frame["campaigns"]:
            tasks += self._get_sheet_tasks(
                frame, [("unit_id", "in", frame["filled"].ids), ("is_personal", "=", False)]
            )
            tasks += self._get_paper_sheet_tasks(frame)
        if frame["headed"] and frame["campaigns"]:
            tasks += self._get_signature_tasks(frame)
        tasks += self._get_unit_finding_tasks(frame)
        return tasks

    @api.model
    def _get_discipline_tasks(self, frame):
        """Return what an inspector has to do."""
        return []

    @api.model
    def _get_sheet_tasks(self, frame, domain):
        """Return one task for each sheet of ``domain`` that has to be filled in."""
        checks = self.env["rectification.check"].search(
            [
                *domain,
                ("state", "in", ("draft", "returned")),
                ("campaign_id", "in", frame["campaigns"].ids),
            ]
        )
        tasks = []
        for check in checks:
            figures = {"answered": check.answered_count, "total": check.line_count}
            if check.member_id:
                name = self.env._("Your own sheet")
            else:
                name = self.env._("The sheet of %s", check.unit_id.name)
            if len(frame["campaigns"]) > 1:
                name = self.env._(
                    "%(sheet)s in “%(campaign)s”", sheet=name, campaign=check.campaign_id.name
                )
            note, button = "", self.env._("Go On")
            if check.state == "returned":
                text = self.env._("%s has been returned.", name)
                note, button = check.return_reason or "", self.env._("Correct")
            elif not check.line_count:
                text, button = self.env._("%s has not been started.", name), self.env._("Start")
            elif check.answered_count == check.line_count:
                text = self.env._("%s is complete and can be handed in.", name)
                button = self.env._("Hand In")
            else:
                text = self.env._(
                    "%(sheet)s: %(answered)s of %(total)s items are answered.",
                    sheet=name,
                    **figures,
                )
            tasks.append(
                self._make_task(
                    f"sheet_{check.id}",
                    text,
                    button,
                    call=("rectification.check", "action_open_sheet", check.id),
                    note=note,
                    deadline=check.date_submission,
                    level="warning" if check.state == "returned" else "info",
                )
            )
        return tasks

    @api.model
    def _get_paper_sheet_tasks(self, frame):
        """Sheets of people without a user are filled in by the liaison: one sentence for all."""
        domain = [
            ("unit_id", "in", frame["filled"].ids),
            ("is_personal", "=", True),
            ("user_id", "=", False),
            ("state", "in", ("draft", "returned")),
            ("campaign_id", "in", frame["campaigns"].ids),
        ]
        count, deadline = self.env["rectification.check"]._read_group(
            domain, aggregates=["__count", "date_submission:min"]
        )[0]
        if not count:
            return []
        return [
            self._make_task(
                "paper_sheets",
                self.env._("Sheets of people without a login to fill in for them: %s.", count),
                self.env._("Open"),
                action=self._make_list_action(
                    "rectification.check", self.env._("Sheets to Fill In"), domain
                ),
                deadline=deadline,
                level="info",
            )
        ]

    @api.model
    def _get_signature_tasks(self, frame):
        """Return what waits for the signature of the unit's head."""
        tasks = []
        domain = [
            ("unit_id", "in", frame["headed"].ids),
            ("state", "=", "submitted"),
            ("campaign_id", "in", frame["campaigns"].ids),
        ]
        checks = self.env["rectification.check"]
        for check in checks.search([*domain, ("is_personal", "=", False)]):
            tasks.append(
                self._make_task(
                    f"sign_{check.id}",
                    self.env._("The sheet of %s waits for your signature.", check.unit_id.name),
                    self.env._("Read and Sign"),
                    action=self._make_form_action(check),
                    deadline=check.date_submission,
                    level="warning",
                )
            )
        # The head's own sheet is confirmed by the leading group.
        personal = [*domain, ("is_personal", "=", True), ("user_id", "!=", self.env.uid)]
        count = checks.search_count(personal)
        if count:
            tasks.append(
                self._make_task(
                    "confirm_sheets",
                    self.env._("Personal sheets waiting for your confirmation: %s.", count),
                    self.env._("Read and Confirm"),
                    action=self._make_list_action(
                        "rectification.check", self.env._("Sheets to Confirm"), personal
                    ),
                    level="warning",
                )
            )
        return tasks

    @api.model
    def _get_unit_finding_tasks(self, frame):
        """Return what is to be done about the findings of the user's units."""
        unit_ids = frame["managed"].ids
        tasks = []
        returned = [
            ("unit_id", "in", unit_ids),
            ("is_returned", "=", True),
            ("state", "in", ("draft", "open", "in_progress")),
        ]
        tasks += self._get_count_task(
            "returned",
            "rectification.finding",
            returned,
            lambda count: self.env._("Findings returned, with something still missing: %s.", count),
            self.env._("Fill In What Is Missing"),
            self.env._("Returned Findings"),
        )
        confirming = [
            ("unit_id", "in", frame["headed"].ids),
            ("waiting_for", "=", "head"),
        ]
        if frame["headed"]:
            tasks += self._get_count_task(
                "confirm",
                "rectification.finding",
                confirming,
                lambda count: self.env._("Findings waiting for your confirmation: %s.", count),
                self.env._("Read and Confirm"),
                self.env._("Findings to Confirm"),
            )
        tasks += self._get_due_tasks(
            "unit_findings",
            "rectification.finding",
            [
                ("unit_id", "in", unit_ids),
                ("state", "in", ("open", "in_progress")),
                # Those the user answers for in person stand in that part already.
                ("responsible_user_id", "!=", self.env.uid),
            ],
            {
                "one": lambda name: self.env._("“%s” is to be put right.", name),
                "red": lambda count: self.env._("%s findings of your unit are overdue.", count),
                "yellow": lambda count: self.env._("%s findings of your unit are due soon.", count),
            },
        )
        return tasks
