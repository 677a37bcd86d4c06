from odoo import api, models

from .frame import Frame, get_frame
from .results import Campaign, Desk, Part
from .standings import STANDINGS
from .topics import TOPICS

# The order of the tasks within a part.
LEVELS = ("danger", "warning", "info", "")


class RectificationDesk(models.AbstractModel):
    """The first screen of the app: what its user has to do now, and who waits for whom.

    To put something on the desk, write a class in ``topics/`` and add it to the list there.
    """

    _name = "rectification.desk"
    _description = "Desk"

    @api.model
    @api.readonly
    def get_desk(self) -> Desk:
        """Return what the desk of the current user shows, see :class:`.results.Desk`.

        Without a role in the app ``is_involved`` is False and the lists are empty.
        """
        frame = get_frame(self.env)
        parts = self._get_parts(frame)
        return {
            "is_involved": bool(parts),
            "parts": parts,
            "sees_campaigns": frame.sees_campaigns,
            "campaigns": self._get_campaigns(frame),
            "suggestion": self._get_suggestion_action(),
        }

    @api.model
    def _get_topics(self):
        """Return the classes of all topics, in the order of the screen; other addons add theirs."""
        return TOPICS

    @api.model
    def _get_parts(self, frame: Frame) -> list[Part]:
        """Return the parts that the user has, with their tasks, in the order of the screen."""
        roles = (
            ("person", self.env._("For You"), frame.members),
            ("unit", self.env._("For Your Unit"), frame.managed),
            ("office", self.env._("For the Leading Group"), frame.is_observer),
            ("discipline", self.env._("For Discipline Inspection"), frame.is_inspector),
        )
        return [self._make_part(key, title, frame) for key, title, holds in roles if holds]

    @api.model
    def _make_part(self, key: str, title: str, frame: Frame) -> Part:
        """Return one part with the tasks of its topics, the most urgent first."""
        tasks = [
            task
            for topic in self._get_topics()
            if topic.part == key and topic.applies(frame)
            for task in topic(self.env, frame).get_tasks()
        ]
        tasks.sort(key=lambda task: LEVELS.index(task["level"]))
        return {"key": key, "title": title, "tasks": tasks}

    @api.model
    def _get_campaigns(self, frame: Frame) -> list[Campaign]:
        """Return where the running campaigns stand, as far as the user may know."""
        if not frame.campaigns:
            return []
        standings = {campaign.id: [] for campaign in frame.campaigns}
        for group in STANDINGS:
            if group.applies(frame):
                for campaign_id, standing in group(self.env, frame).get_standings():
                    standings[campaign_id].append(standing)
        return [
            {
                "id": campaign.id,
                "name": campaign.name,
                "phases": campaign._get_phases(frame.today),
                "standings": standings[campaign.id],
            }
            for campaign in frame.campaigns
        ]

    @api.model
    def _get_suggestion_action(self):
        """Return the action that opens an empty suggestion, False for users who may write none."""
        suggestions = self.env["rectification.suggestion"]
        return suggestions.has_access("create") and {
            "type": "ir.actions.act_window",
            "name": self.env._("Suggestion or Complaint"),
            "res_model": suggestions._name,
            "views": [[False, "form"]],
        }
