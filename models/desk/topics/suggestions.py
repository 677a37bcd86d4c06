"""Suggestions and complaints: answered by the office, and the answers read by their authors."""

from ..frame import Frame
from ..results import Task
from .topic import Topic


class Answers(Topic):
    """What the office has answered the user lately."""

    part = "person"

    def get_tasks(self) -> list[Task]:
        suggestions = self.env["rectification.suggestion"]
        return self.maker.count(
            "suggestions_answered",
            suggestions._name,
            suggestions._get_news_domain(),
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
