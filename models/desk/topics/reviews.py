"""Reviews: assigned to the user, or still without a reviewer."""

from ..frame import Frame
from ..results import Task
from .topic import Topic


class Reviews(Topic):
    """The reviews that the user carries out, and the units that nobody has yet."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.is_officer and frame.campaigns)

    def get_tasks(self) -> list[Task]:
        return self.get_assigned_tasks() + self.get_unassigned_tasks()

    def get_assigned_tasks(self) -> list[Task]:
        return self.maker.count(
            "reviews",
            "rectification.review",
            [
                ("campaign_id", "in", self.frame.campaigns.ids),
                ("state", "=", "draft"),
                ("reviewer_ids", "in", self.env.uid),
            ],
            lambda count: self.env._("Reviews assigned to you: %s.", count),
            self.env._("Review"),
            self.env._("Reviews Assigned to You"),
            get_single_text=lambda name: self.env._("“%s” is yours to conclude.", name),
            level="info",
            until="deadline",
        )

    def get_unassigned_tasks(self) -> list[Task]:
        return self.maker.count(
            "unassigned",
            "rectification.dossier",
            [("campaign_id.state", "=", "supervision"), ("review_status", "=", "to_review")],
            lambda count: self.env._("Units that have no reviewer yet: %s.", count),
            self.env._("Assign"),
            self.env._("To Review"),
        )
