"""Findings and actions: to be put right, confirmed and accepted."""

from ...core.flows import ACTION_OPEN_STATES, FINDING_WORK_STATES
from ..frame import Frame
from ..results import Task
from .topic import Topic


class OwnActions(Topic):
    """The actions that the user has to take."""

    part = "person"

    def get_tasks(self) -> list[Task]:
        return self.maker.count_by_light(
            "actions",
            "rectification.action",
            [("user_id", "=", self.env.uid), ("state", "in", ACTION_OPEN_STATES)],
            lambda name: self.env._("“%s” is to be done.", name),
            {
                "red": lambda count: self.env._("%s of your actions are overdue.", count),
                "yellow": lambda count: self.env._("%s of your actions are due soon.", count),
                "green": lambda count: self.env._("%s of your actions have time.", count),
            },
        )


class OwnFindings(Topic):
    """The findings that the user answers for in person."""

    part = "person"

    def get_tasks(self) -> list[Task]:
        return self.maker.count_by_light(
            "findings",
            "rectification.finding",
            [
                ("responsible_user_id", "=", self.env.uid),
                ("state", "in", FINDING_WORK_STATES),
            ],
            lambda name: self.env._("“%s” is to be put right.", name),
            {
                "red": lambda count: self.env._("%s findings you answer for are overdue.", count),
                "yellow": lambda count: self.env._(
                    "%s findings you answer for are due soon.", count
                ),
            },
        )


class UnitFindings(Topic):
    """The findings of the units that the user manages: returned, to be confirmed, due."""

    part = "unit"

    def get_tasks(self) -> list[Task]:
        return self.get_returned_tasks() + self.get_confirmation_tasks() + self.get_due_tasks()

    def get_returned_tasks(self) -> list[Task]:
        return self.maker.count(
            "returned",
            "rectification.finding",
            [
                ("unit_id", "in", self.frame.managed.ids),
                ("is_returned", "=", True),
                ("state", "in", ("draft", "open", "in_progress")),
            ],
            lambda count: self.env._("Findings returned, with something still missing: %s.", count),
            self.env._("Fill In What Is Missing"),
            self.env._("Returned Findings"),
        )

    def get_confirmation_tasks(self) -> list[Task]:
        """Return what waits for the user as head of the unit."""
        if not self.frame.headed:
            return []
        return self.maker.count(
            "confirm",
            "rectification.finding",
            [("unit_id", "in", self.frame.headed.ids), ("waiting_for", "=", "head")],
            lambda count: self.env._("Findings waiting for your confirmation: %s.", count),
            self.env._("Read and Confirm"),
            self.env._("Findings to Confirm"),
        )

    def get_due_tasks(self) -> list[Task]:
        return self.maker.count_by_light(
            "unit_findings",
            "rectification.finding",
            [
                ("unit_id", "in", self.frame.managed.ids),
                ("state", "in", FINDING_WORK_STATES),
                # Those the user answers for in person stand in that part already.
                ("responsible_user_id", "!=", self.env.uid),
            ],
            lambda name: self.env._("“%s” is to be put right.", name),
            {
                "red": lambda count: self.env._("%s findings of your unit are overdue.", count),
                "yellow": lambda count: self.env._("%s findings of your unit are due soon.", count),
            },
        )


class FindingsToVerify(Topic):
    """The findings that wait for an officer's acceptance, and those overdue in the units."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_officer

    def get_tasks(self) -> list[Task]:
        # Nobody accepts for a unit whose roster they are on.
        others = [("unit_id", "not in", self.frame.units.ids)]
        return self.get_verification_tasks(others) + self.get_overdue_tasks(others)

    def get_verification_tasks(self, others: list) -> list[Task]:
        return self.maker.count(
            "to_verify",
            "rectification.finding",
            [
                *others,
                ("waiting_for", "=", "office"),
                # The person who asked or confirmed leaves the acceptance to another officer.
                ("requested_by_id", "!=", self.env.uid),
                ("head_confirmed_by_id", "!=", self.env.uid),
            ],
            lambda count: self.env._(
                "Findings put right and waiting for your acceptance: %s.", count
            ),
            self.env._("Verify"),
            self.env._("Findings to Verify"),
            since="requested_on",
        )

    def get_overdue_tasks(self, others: list) -> list[Task]:
        return self.maker.count(
            "overdue",
            "rectification.finding",
            [*others, ("light", "=", "red"), ("state", "in", FINDING_WORK_STATES)],
            lambda count: self.env._("Findings overdue in the units: %s.", count),
            self.env._("Open"),
            self.env._("Overdue Findings"),
            level="info",
        )
