"""Requests for a later deadline: the unit's head agrees, an officer answers."""

from ..frame import Frame
from ..results import Task
from .topic import Topic


class ExtensionsToAgree(Topic):
    """Extensions that wait for the agreement of the unit's head."""

    part = "unit"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.headed)

    def get_tasks(self) -> list[Task]:
        return self.maker.count(
            "extensions_agree",
            "rectification.extension",
            [("unit_id", "in", self.frame.headed.ids), ("waiting_for", "=", "head")],
            lambda count: self.env._("Extensions waiting for your agreement: %s.", count),
            self.env._("Read and Agree"),
            self.env._("Extensions to Agree To"),
        )


class ExtensionsToAnswer(Topic):
    """Extensions that wait for the answer of an officer."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_officer

    def get_tasks(self) -> list[Task]:
        return self.maker.count(
            "extensions_answer",
            "rectification.extension",
            [
                ("unit_id", "not in", self.frame.units.ids),
                ("waiting_for", "=", "office"),
                # The person who asked or agreed leaves the answer to another officer.
                ("requested_by_id", "!=", self.env.uid),
                ("head_confirmed_by_id", "!=", self.env.uid),
            ],
            lambda count: self.env._("Extensions waiting for your answer: %s.", count),
            self.env._("Reply"),
            self.env._("Extensions to Answer"),
        )
