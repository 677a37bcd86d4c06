from odoo import api, models


class RectificationDesk(models.AbstractModel):
    """The first steps in an empty database: without them nobody would know where to begin."""

    _inherit = "rectification.desk"

    @api.model
    def _get_office_tasks(self, frame):
        """Put what has to exist before a campaign can run in front of the other tasks."""
        tasks = super()._get_office_tasks(frame)
        # Once a campaign runs, its own figures say what is missing.
        if frame["is_officer"] and not frame["campaigns"]:
            tasks = self._get_setup_tasks() + tasks
        return tasks

    @api.model
    def _get_setup_tasks(self):
        """Return the steps from an empty database to the first campaign: units, heads, campaign."""
        tasks = []
        Unit = self.env["rectification.unit"]
        has_units = bool(Unit.search_count([], limit=1))
        if not has_units:
            tasks.append(
                self._make_task(
                    "setup_units",
                    self.env._(
                        "No unit is entered yet. Type in the units and their rosters, or import "
                        "them from a spreadsheet."
                    ),
                    self.env._("Enter Units"),
                    action="rectification_campaign.rectification_unit_action",
                    level="info",
                )
            )
        tasks += self._get_count_task(
            "setup_heads",
            "rectification.unit",
            [("head_user_id", "=", False)],
            lambda count: self.env._(
                "Units for which nobody can sign yet, because their roster has no head with a "
                "user: %s.",
                count,
            ),
            self.env._("Complete the Rosters"),
            self.env._("Units Without a Head"),
            level="info",
        )
        if has_units and not self.env["rectification.campaign"].search_count([], limit=1):
            tasks.append(
                self._make_task(
                    "setup_campaign",
                    self.env._(
                        "No campaign is prepared yet: its dates, its problem catalogue and the "
                        "units that take part."
                    ),
                    self.env._("Prepare a Campaign"),
                    action="rectification_campaign.rectification_campaign_action",
                    level="info",
                )
            )
        return tasks
