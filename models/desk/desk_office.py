from odoo import api, models


class RectificationDesk(models.AbstractModel):
    """The leading group's part of the desk: its own delay is shown as openly as anyone's."""

    _inherit = "rectification.desk"

    @api.model
    def _get_office_tasks(self, frame):
        """Return what officers and head of the leading group have to do; observers do nothing."""
        tasks = []
        if frame["is_officer"]:
            tasks += self._get_dossier_tasks(frame)
            tasks += self._get_verification_tasks(frame)
        if frame["is_leader"]:
            tasks += self._get_campaign_tasks(frame)
        return tasks

    @api.model
    def _get_dossier_tasks(self, frame):
        """Return the dossiers and sheets that wait for an officer, and those that do not come."""
        # Nobody accepts for a unit whose roster they are on.
        running = [
            ("campaign_id", "in", frame["campaigns"].ids),
            ("unit_id", "not in", frame["units"].ids),
        ]
        tasks = []
        submitted = [*running, ("state", "=", "submitted")]
        tasks += self._get_count_task(
            "dossiers",
            "rectification.dossier",
            submitted,
            lambda count: self.env._("Dossiers handed in and waiting for you: %s.", count),
            self.env._("Look at Them"),
            self.env._("Dossiers Handed In"),
            since="submitted_on",
        )
        heads_sheets = [
            *running,
            ("state", "=", "submitted"),
            ("member_id.role", "=", "head"),
            ("user_id", "!=", False),
        ]
        tasks += self._get_count_task(
            "heads_sheets",
            "rectification.check",
            heads_sheets,
            lambda count: self.env._(
                "Sheets of unit heads themselves, waiting for your confirmation: %s.", count
            ),
            self.env._("Read and Confirm"),
            self.env._("Sheets of Unit Heads"),
        )
        tasks += self._get_count_task(
            "late",
            "rectification.dossier",
            [*running, ("is_late", "=", True)],
            lambda count: self.env._(
                "Units that have not handed in although the deadline has passed: %s.", count
            ),
            self.env._("Open"),
            self.env._("Not Handed In"),
            level="danger",
        )
        tasks += self._get_count_task(
            "completable",
            "rectification.dossier",
            [
                *running,
                ("state", "=", "accepted"),
                ("finding_ids", "not any", [("light", "!=", "closed")]),
            ],
            lambda count: self.env._(
                "Dossiers with nothing left open, to be completed: %s.", count
            ),
            self.env._("Complete"),
            self.env._("Dossiers to Complete"),
            level="info",
        )
        return tasks

    @api.model
    def _get_verification_tasks(self, frame):
        """Return the findings that wait for acceptance, and those that are overdue."""
        others = [("unit_id", "not in", frame["units"].ids)]
        waiting = [
            *others,
            ("waiting_for", "=", "office"),
            # Whoever asked or confirmed leaves the acceptance to another officer.
            ("requested_by_id", "!=", self.env.uid),
            ("head_confirmed_by_id", "!=", self.env.uid),
        ]
        tasks = self._get_count_task(
            "to_verify",
            "rectification.finding",
            waiting,
            lambda count: self.env._(
                "Findings put right and waiting for your acceptance: %s.", count
            ),
            self.env._("Verify"),
            self.env._("Findings to Verify"),
            since="requested_on",
        )
        tasks += self._get_count_task(
            "overdue",
            "rectification.finding",
            [*others, ("light", "=", "red"), ("state", "in", ("open", "in_progress"))],
            lambda count: self.env._("Findings overdue in the units: %s.", count),
            self.env._("Open"),
            self.env._("Overdue Findings"),
            level="info",
        )
        return tasks

    @api.model
    def _get_campaign_tasks(self, frame):
        """Return the steps that only the head of the leading group takes."""
        tasks = []
        drafts = self.env["rectification.campaign"].search([("state", "=", "draft")])
        for campaign in drafts:
            tasks.append(
                self._make_task(
                    f"launch_{campaign.id}",
                    self.env._("“%s” is being prepared and not launched yet.", campaign.name),
                    self.env._("Open"),
                    action=self._make_form_action(campaign),
                    level="info",
                )
            )
        for campaign in frame["campaigns"]:
            deadline = campaign._get_phase_deadline()
            if deadline and deadline < frame["today"]:
                tasks.append(
                    self._make_task(
                        f"phase_{campaign.id}",
                        self.env._(
                            "“%(campaign)s”: the phase “%(phase)s” has ended. Move on to the next "
                            "step, or set a later date.",
                            campaign=campaign.name,
                            phase=campaign._get_state_label(campaign.state),
                        ),
                        self.env._("Open"),
                        action=self._make_form_action(campaign),
                        deadline=deadline,
                    )
                )
        return tasks
