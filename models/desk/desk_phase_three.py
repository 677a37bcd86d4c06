from datetime import timedelta

from odoo import api, fields, models

from ..suggestion.suggestion import NEWS_DAYS


class RectificationDesk(models.AbstractModel):
    """What extensions, bulletins and referrals put on the desks of those whose turn it is."""

    _inherit = "rectification.desk"

    @api.model
    def _get_person_tasks(self, frame):
        """Add the bulletins published lately: to be read, and then they go by themselves."""
        since = fields.Datetime.now() - timedelta(days=NEWS_DAYS)
        return super()._get_person_tasks(frame) + self._get_count_task(
            "bulletins_read",
            "rectification.bulletin",
            [("state", "=", "published"), ("published_on", ">=", fields.Datetime.to_string(since))],
            lambda count: self.env._("New bulletins: %s.", count),
            self.env._("Read"),
            self.env._("New Bulletins"),
            level="",
        )

    @api.model
    def _get_unit_tasks(self, frame):
        tasks = super()._get_unit_tasks(frame)
        if frame["headed"]:
            tasks += self._get_count_task(
                "extensions_agree",
                "rectification.extension",
                [("unit_id", "in", frame["headed"].ids), ("waiting_for", "=", "head")],
                lambda count: self.env._("Extensions waiting for your agreement: %s.", count),
                self.env._("Read and Agree"),
                self.env._("Extensions to Agree To"),
            )
        return tasks

    @api.model
    def _get_office_tasks(self, frame):
        tasks = super()._get_office_tasks(frame)
        if not frame["is_officer"]:
            return tasks
        tasks += self._get_count_task(
            "extensions_answer",
            "rectification.extension",
            [
                ("unit_id", "not in", frame["units"].ids),
                ("waiting_for", "=", "office"),
                # Whoever asked or agreed leaves the answer to another officer.
                ("requested_by_id", "!=", self.env.uid),
                ("head_confirmed_by_id", "!=", self.env.uid),
            ],
            lambda count: self.env._("Extensions waiting for your answer: %s.", count),
            self.env._("Reply"),
            self.env._("Extensions to Answer"),
        )
        tasks += self._get_bulletin_tasks(frame)
        tasks += self._get_referral_tasks(frame)
        return tasks

    @api.model
    def _get_bulletin_tasks(self, frame):
        """Return the bulletins that wait to be approved or published."""
        tasks = []
        if frame["is_leader"]:
            tasks += self._get_count_task(
                "bulletins_approve",
                "rectification.bulletin",
                [("state", "=", "draft"), ("body", "!=", False)],
                lambda count: self.env._("Bulletins to read and approve: %s.", count),
                self.env._("Read and Approve"),
                self.env._("Bulletins to Approve"),
                level="info",
            )
        tasks += self._get_count_task(
            "bulletins_publish",
            "rectification.bulletin",
            [("state", "=", "approved")],
            lambda count: self.env._("Bulletins approved and not yet published: %s.", count),
            self.env._("Publish"),
            self.env._("Bulletins to Publish"),
            level="info",
        )
        return tasks

    @api.model
    def _get_referral_tasks(self, frame):
        """Return the referrals that are the user's turn; the record rules keep others away."""
        tasks = []
        if frame["is_leader"]:
            tasks += self._get_count_task(
                "referrals_approve",
                "rectification.referral",
                [("state", "=", "draft"), ("proposed_by_id", "!=", self.env.uid)],
                lambda count: self.env._("Referrals waiting for your approval: %s.", count),
                self.env._("Read and Approve"),
                self.env._("Referrals to Approve"),
            )
        own = [("proposed_by_id", "=", self.env.uid)]
        tasks += self._get_count_task(
            "referrals_hand_over",
            "rectification.referral",
            [*own, ("state", "=", "approved")],
            lambda count: self.env._("Referrals approved and to be handed over: %s.", count),
            self.env._("Hand Over"),
            self.env._("Referrals to Hand Over"),
        )
        tasks += self._get_count_task(
            "referrals_returned",
            "rectification.referral",
            [*own, ("state", "=", "returned")],
            lambda count: self.env._("Referrals returned to you: %s.", count),
            self.env._("Fill In What Is Missing"),
            self.env._("Referrals Returned"),
        )
        tasks += self._get_count_task(
            "referrals_overdue",
            "rectification.referral",
            [("is_overdue", "=", True)],
            lambda count: self.env._("Referrals whose deadline has passed: %s.", count),
            self.env._("Open"),
            self.env._("Referrals Overdue"),
            level="danger",
        )
        return tasks

    @api.model
    def _get_discipline_tasks(self, frame):
        tasks = super()._get_discipline_tasks(frame)
        with_us = [("state", "=", "handed_over")]
        tasks += self._get_count_task(
            "referrals_accept",
            "rectification.referral",
            [*with_us, ("accepted_on", "=", False)],
            lambda count: self.env._("Referrals handed over and not yet accepted: %s.", count),
            self.env._("Read and Accept"),
            self.env._("Referrals to Accept"),
        )
        tasks += self._get_count_task(
            "referrals_conclude",
            "rectification.referral",
            [*with_us, ("accepted_on", "!=", False)],
            lambda count: self.env._("Referrals to be concluded: %s.", count),
            self.env._("Open"),
            self.env._("Referrals to Conclude"),
            level="info",
        )
        tasks += self._get_count_task(
            "referrals_overdue",
            "rectification.referral",
            [*with_us, ("is_overdue", "=", True)],
            lambda count: self.env._("Referrals whose deadline has passed: %s.", count),
            self.env._("Open"),
            self.env._("Referrals Overdue"),
            level="danger",
        )
        return tasks
