"""Referrals to discipline inspection; the record rules keep those of others away."""

from ..frame import Frame
from ..results import Task
from .topic import Topic


class ReferralTopic(Topic):
    """What office and inspection have in common."""

    def get_overdue_tasks(self, domain: list) -> list[Task]:
        """Return the referrals of ``domain`` whose deadline has passed."""
        return self.maker.count(
            "referrals_overdue",
            "rectification.referral",
            [*domain, ("is_overdue", "=", True)],
            lambda count: self.env._("Referrals whose deadline has passed: %s.", count),
            self.env._("Open"),
            self.env._("Referrals Overdue"),
            level="danger",
        )


class OfficeReferrals(ReferralTopic):
    """Referrals to be approved by the head, and those that the user has proposed."""

    part = "office"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return frame.is_officer

    def get_tasks(self) -> list[Task]:
        return (
            self.get_approval_tasks()
            + self.get_hand_over_tasks()
            + self.get_returned_tasks()
            + self.get_overdue_tasks([])
        )

    def get_approval_tasks(self) -> list[Task]:
        if not self.frame.is_leader:
            return []
        return self.maker.count(
            "referrals_approve",
            "rectification.referral",
            [("state", "=", "draft"), ("proposed_by_id", "!=", self.env.uid)],
            lambda count: self.env._("Referrals waiting for your approval: %s.", count),
            self.env._("Read and Approve"),
            self.env._("Referrals to Approve"),
        )

    def get_hand_over_tasks(self) -> list[Task]:
        return self.maker.count(
            "referrals_hand_over",
            "rectification.referral",
            [("proposed_by_id", "=", self.env.uid), ("state", "=", "approved")],
            lambda count: self.env._("Referrals approved and to be handed over: %s.", count),
            self.env._("Hand Over"),
            self.env._("Referrals to Hand Over"),
        )

    def get_returned_tasks(self) -> list[Task]:
        return self.maker.count(
            "referrals_returned",
            "rectification.referral",
            [("proposed_by_id", "=", self.env.uid), ("state", "=", "returned")],
            lambda count: self.env._("Referrals returned to you: %s.", count),
            self.env._("Fill In What Is Missing"),
            self.env._("Referrals Returned"),
        )


class InspectorReferrals(ReferralTopic):
    """Referrals that discipline inspection accepts and concludes."""

    part = "discipline"

    def get_tasks(self) -> list[Task]:
        with_us = [("state", "=", "handed_over")]
        return (
            self.get_accept_tasks(with_us)
            + self.get_conclude_tasks(with_us)
            + self.get_overdue_tasks(with_us)
        )

    def get_accept_tasks(self, with_us: list) -> list[Task]:
        return self.maker.count(
            "referrals_accept",
            "rectification.referral",
            [*with_us, ("accepted_on", "=", False)],
            lambda count: self.env._("Referrals handed over and not yet accepted: %s.", count),
            self.env._("Read and Accept"),
            self.env._("Referrals to Accept"),
        )

    def get_conclude_tasks(self, with_us: list) -> list[Task]:
        return self.maker.count(
            "referrals_conclude",
            "rectification.referral",
            [*with_us, ("accepted_on", "!=", False)],
            lambda count: self.env._("Referrals to be concluded: %s.", count),
            self.env._("Open"),
            self.env._("Referrals to Conclude"),
            level="info",
        )
