"""The first steps in an empty database: without them nobody would know where to begin."""

from ..frame import Frame
from ..results import Task
from .topic import Topic


class FirstSteps(Topic):
    """What has to exist before the first campaign: units, their heads, the campaign itself."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        # Once a campaign runs, its own figures say what is missing.
        return frame.is_officer and not frame.campaigns

    def get_tasks(self) -> list[Task]:
        has_units = bool(self.env["rectification.unit"].search_count([], limit=1))
        tasks = [] if has_units else [self.make_units_task()]
        tasks += self.get_head_tasks()
        if has_units and not self.env["rectification.campaign"].search_count([], limit=1):
            tasks.append(self.make_campaign_task())
        return tasks

    def make_units_task(self) -> Task:
        return self.maker.make(
            "setup_units",
            self.env._(
                "No unit is entered yet. Type in the units and their rosters, or import "
                "them from a spreadsheet."
            ),
            self.env._("Enter Units"),
            action="rectification_campaign.rectification_unit_action",
            level="info",
        )

    def get_head_tasks(self) -> list[Task]:
        return self.maker.count(
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

    def make_campaign_task(self) -> Task:
        return self.maker.make(
            "setup_campaign",
            self.env._(
                "No campaign is prepared yet: its dates, its problem catalogue and the "
                "units that take part."
            ),
            self.env._("Prepare a Campaign"),
            action="rectification_campaign.rectification_campaign_action",
            level="info",
        )
