"""Campaigns: the steps that only the head of the leading group takes."""

from datetime import date

from odoo.models import BaseModel

from ..actions import open_form
from ..frame import Frame
from ..results import Task
from .topic import Topic


class CampaignSteps(Topic):
    """Campaigns to be launched, and phases that have ended."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_leader

    def get_tasks(self) -> list[Task]:
        drafts = self.env["rectification.campaign"].search([("state", "=", "draft")])
        tasks = [self.make_launch_task(campaign) for campaign in drafts]
        for campaign in self.frame.campaigns:
            deadline = campaign._get_phase_deadline()
            if deadline and deadline < self.frame.today:
                tasks.append(self.make_phase_task(campaign, deadline))
        return tasks

    def make_launch_task(self, campaign: BaseModel) -> Task:
        return self.maker.make(
            f"launch_{campaign.id}",
            self.env._("“%s” is being prepared and not launched yet.", campaign.name),
            self.env._("Open"),
            action=open_form(campaign),
            level="info",
        )

    def make_phase_task(self, campaign: BaseModel, deadline: date) -> Task:
        return self.maker.make(
            f"phase_{campaign.id}",
            self.env._(
                "“%(campaign)s”: the phase “%(phase)s” has ended. Move on to the next "
                "step, or set a later date.",
                campaign=campaign.name,
                phase=campaign._get_state_label(campaign.state),
            ),
            self.env._("Open"),
            action=open_form(campaign),
            deadline=deadline,
        )
