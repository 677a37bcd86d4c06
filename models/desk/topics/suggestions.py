"""Suggestions and complaints: answered by the office, and the answers read by their authors."""

from ..frame import Frame
from ..results import Task
from .topic import News, Topic


class Answers(News):
    """What the office has answered the user lately."""

    def get_tasks(self) -> list[Task]:
        return self.maker.count(
            "suggestions_answered",
            "rectification.suggestion",
            [
                ("author_id", "=", self.env.uid),
                ("state", "=", "answered"),
                ("answered_on", ">=", self.since),
            ],
            lambda count: self.env._("The office has answered what you wrote: %s.", count),
            self.env._("Read"),
            self.env._("Answers to You"),
            level="",
        )


class SuggestionsToAnswer(Topic):
    """Suggestions of others that wait for an answer."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_officer

    def get_tasks(self) -> list[Task]:
        return self.maker.count(
            "suggestions",
            "rectification.suggestion",
            [("state", "=", "sent"), ("author_id", "!=", self.env.uid)],
            lambda count: self.env._("Suggestions and complaints to answer: %s.", count),
            self.env._("Reply"),
            self.env._("Suggestions to Answer"),
            since="sent_on",
        )
