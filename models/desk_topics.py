from odoo import api, models


class RectificationDesk(models.AbstractModel):
    """What extensions, bulletins and referrals put on the desk."""

    _inherit = "rectification.desk"

    @api.model
    def _get_unit_tasks(self, frame):
        tasks = super()._get_unit_tasks(frame)
        if frame["headed"]:
            tasks += self._get_count_task(
                "agree_extensions",
                "rectification.extension",
                [("unit_id", "in", frame["headed"].ids), ("waiting_for", "=", "head")],
                lambda count: self.env._(
                    "Extensions asked for, waiting for you to agree: %s.", count
                ),
                self.env._("Decide"),
                self.env._("Extensions to Agree To"),
                since="requested_on",
            )
        return tasks

    @api.model
    def _get_office_tasks(self, frame):
        tasks = super()._get_office_tasks(frame)
        if frame["is_officer"]:
            tasks += self._get_extension_tasks(frame)
            tasks += self._get_bulletin_tasks(frame)
            tasks += self._get_referral_tasks(frame)
        return tasks

    @api.model
    def _get_extension_tasks(self, frame):
        """Return the requests for a later deadline that wait for an officer's decision."""
        return self._get_count_task(
            "extensions",
            "rectification.extension",
            [
                ("waiting_for", "=", "office"),
                ("unit_id", "not in", frame["units"].ids),
                ("requested_by_id", "!=", self.env.uid),
            ],
            lambda count: self.env._("Extensions waiting for your decision: %s.", count),
            self.env._("Decide"),
            self.env._("Extensions to Decide"),
            since="requested_on",
        )

    @api.model
    def _get_bulletin_tasks(self, frame):
        """Return the bulletins that wait for the head's approval, or for being published."""
        tasks = self._get_count_task(
            "publish",
            "rectification.bulletin",
            [("state", "=", "approved")],
            lambda count: self.env._("Bulletins approved and not published yet: %s.", count),
            self.env._("Publish"),
            self.env._("Bulletins to Publish"),
            level="info",
        )
        if frame["is_leader"]:
            tasks += self._get_count_task(
                "approve_bulletins",
                "rectification.bulletin",
                [("state", "=", "draft")],
                lambda count: self.env._("Bulletins drafted and not approved yet: %s.", count),
                self.env._("Read and Approve"),
                self.env._("Bulletins to Approve"),
            )
        return tasks

    @api.model
    def _get_referral_tasks(self, frame):
        """Return the referrals the user has to act on; the rules hide all others."""
        own = [("proposed_by_id", "=", self.env.uid)]
        tasks = self._get_count_task(
            "hand_over",
            "rectification.referral",
            [*own, ("state", "=", "approved")],
            lambda count: self.env._("Referrals approved, to be handed over: %s.", count),
            self.env._("Hand Over"),
            self.env._("Referrals to Hand Over"),
        )
        tasks += self._get_count_task(
            "returned_referrals",
            "rectification.referral",
            [*own, ("state", "=", "returned")],
            lambda count: self.env._("Referrals returned to you: %s.", count),
            self.env._("Open"),
            self.env._("Referrals Returned"),
        )
        if frame["is_leader"]:
            tasks += self._get_count_task(
                "approve_referrals",
                "rectification.referral",
                [("state", "=", "draft"), ("proposed_by_id", "!=", self.env.uid)],
                lambda count: self.env._(
                    "Referrals proposed, waiting for your approval: %s.", count
                ),
                self.env._("Read and Approve"),
                self.env._("Referrals to Approve"),
                since="proposed_on",
            )
        return tasks

    @api.model
    def _get_discipline_tasks(self, frame):
        tasks = super()._get_discipline_tasks(frame)
        tasks += self._get_count_task(
            "referrals",
            "rectification.referral",
            [("state", "=", "handed_over")],
            lambda count: self.env._(
                "Referrals handed over to you, without an outcome: %s.", count
            ),
            self.env._("Open"),
            self.env._("Referrals Handed Over"),
            since="handed_over_on",
            until="conclude_by",
        )
        return tasks
