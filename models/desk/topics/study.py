"""Study sessions that the unit records, and absentees who catch up."""

from ..frame import Frame
from ..results import Task
from .topic import Topic


class Study(Topic):
    """What head and liaison have to do about the sessions of their units."""

    part = "unit"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.campaigns)

    def get_tasks(self) -> list[Task]:
        return self.get_session_tasks() + self.get_make_up_tasks()

    def get_session_tasks(self) -> list[Task]:
        return self.maker.count(
            "study_sessions",
            "rectification.study.session",
            [
                ("campaign_id", "in", self.frame.campaigns.ids),
                ("unit_id", "in", self.frame.managed.ids),
                ("is_to_record", "=", True),
            ],
            lambda count: self.env._("Study sessions to be recorded: %s.", count),
            self.env._("Record"),
            self.env._("Sessions to Be Recorded"),
        )

    def get_make_up_tasks(self) -> list[Task]:
        return self.maker.count(
            "make_ups",
            "rectification.study.attendance",
            [
                ("dossier_id.campaign_id", "in", self.frame.campaigns.ids),
                ("unit_id", "in", self.frame.managed.ids),
                ("is_make_up_open", "=", True),
            ],
            lambda count: self.env._("Absentees who have not caught up yet: %s.", count),
            self.env._("See Who"),
            self.env._("Make-Ups Open"),
            level="info",
        )
