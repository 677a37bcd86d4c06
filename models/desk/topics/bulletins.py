"""Bulletins: to be read by everybody, approved and published by the leading group."""

from ..frame import Frame
from ..results import Task
from .topic import News, Topic


class NewBulletins(News):
    """Bulletins published lately."""

    def get_tasks(self) -> list[Task]:
        return self.maker.count(
            "bulletins_read",
            "rectification.bulletin",
            [("state", "=", "published"), ("published_on", ">=", self.since)],
            lambda count: self.env._("New bulletins: %s.", count),
            self.env._("Read"),
            self.env._("New Bulletins"),
            level="",
        )


class BulletinsToPublish(Topic):
    """Bulletins that the head of the leading group approves and an officer publishes."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_officer

    def get_tasks(self) -> list[Task]:
        return self.get_approval_tasks() + self.get_publication_tasks()

    def get_approval_tasks(self) -> list[Task]:
        if not self.frame.is_leader:
            return []
        return self.maker.count(
            "bulletins_approve",
            "rectification.bulletin",
            [("state", "=", "draft"), ("body", "!=", False)],
            lambda count: self.env._("Bulletins to read and approve: %s.", count),
            self.env._("Read and Approve"),
            self.env._("Bulletins to Approve"),
            level="info",
        )

    def get_publication_tasks(self) -> list[Task]:
        return self.maker.count(
            "bulletins_publish",
            "rectification.bulletin",
            [("state", "=", "approved")],
            lambda count: self.env._("Bulletins approved and not yet published: %s.", count),
            self.env._("Publish"),
            self.env._("Bulletins to Publish"),
            level="info",
        )
