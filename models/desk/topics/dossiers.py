"""Dossiers and the sheets of unit heads: handed in, late, ready to be completed."""

from ..frame import Frame
from ..results import Task
from .topic import Topic


class Dossiers(Topic):
    """What waits for an officer, and what does not come."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_officer

    def get_tasks(self) -> list[Task]:
        # Nobody accepts for a unit whose roster they are on.
        running = [
            ("campaign_id", "in", self.frame.campaigns.ids),
            ("unit_id", "not in", self.frame.units.ids),
        ]
        return (
            self.get_submitted_tasks(running)
            + self.get_head_sheet_tasks(running)
            + self.get_late_tasks(running)
            + self.get_completion_tasks(running)
        )

    def get_submitted_tasks(self, running: list) -> list[Task]:
        return self.maker.count(
            "dossiers",
            "rectification.dossier",
            [*running, ("state", "=", "submitted")],
            lambda count: self.env._("Dossiers handed in and waiting for you: %s.", count),
            self.env._("Look at Them"),
            self.env._("Dossiers Handed In"),
            since="submitted_on",
        )

    def get_head_sheet_tasks(self, running: list) -> list[Task]:
        """Return the personal sheets of heads, which nobody in the unit confirms."""
        return self.maker.count(
            "heads_sheets",
            "rectification.check",
            [
                *running,
                ("state", "=", "submitted"),
                ("member_id.role", "=", "head"),
                ("user_id", "!=", False),
            ],
            lambda count: self.env._(
                "Sheets of unit heads themselves, waiting for your confirmation: %s.", count
            ),
            self.env._("Read and Confirm"),
            self.env._("Sheets of Unit Heads"),
        )

    def get_late_tasks(self, running: list) -> list[Task]:
        return self.maker.count(
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

    def get_completion_tasks(self, running: list) -> list[Task]:
        return self.maker.count(
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
