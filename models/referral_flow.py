from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.flow import Transition
from .referral import CONCLUDE_DAYS

FLOW = {
    ("draft", "approved"): Transition(("leader",), "_get_approval_reasons", signed=True),
    ("draft", "returned"): Transition(("leader",), reason_field="return_reason", signed=True),
    ("approved", "returned"): Transition(("leader",), reason_field="return_reason", signed=True),
    ("returned", "draft"): Transition(("proposer",), signed=True),
    ("approved", "handed_over"): Transition(
        ("proposer", "leader"), "_get_content_reasons", signed=True
    ),
    ("handed_over", "returned"): Transition(
        ("inspector",), reason_field="return_reason", signed=True
    ),
    ("handed_over", "concluded"): Transition(
        ("inspector",), "_get_conclusion_reasons", signed=True
    ),
}
PROPOSER_FIELDS = frozenset(
    {
        "name",
        "finding_id",
        "unit_id",
        "campaign_id",
        "source",
        "received_on",
        "facts",
        "person_ids",
        "material_ids",
        "note",
    }
)
OUTCOME_FIELDS = frozenset({"disposition", "outcome"})


class RectificationReferral(models.Model):
    """The steps of a referral.

    | step                  | who                                                 | when           |
    |-----------------------|-----------------------------------------------------|----------------|
    | propose, complete     | officer not on the unit's roster                    | draft          |
    | approve               | head of the leading group who did not propose it    | draft          |
    | return to the officer | head of the leading group, with a reason            | draft, approved|
    | hand over             | the proposer, or the head of the leading group      | approved       |
    | accept, conclude,     | inspector not on the unit's roster; concluding needs| handed over    |
    | return                | a disposition and the outcome, returning a reason   |                |
    | propose again         | the proposer                                        | returned       |
    """

    _inherit = "rectification.referral"

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_flow(self):
        return FLOW

    def _filter_impartial(self):
        # sudo: whether the user is on the list is the question; the list is not shown.
        return self.filtered(
            lambda referral: self.env.user not in referral.unit_id.sudo().roster_user_ids
        )

    def _filter_role_proposer(self):
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            return self.browse()
        return self._filter_impartial().filtered(
            lambda referral: referral.proposed_by_id == self.env.user
        )

    def _filter_role_inspector(self):
        if not self.env.user.has_group("rectification_campaign.group_inspector"):
            return self.browse()
        return self._filter_impartial().filtered("handed_over_on")

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "proposer": self.env._("the officer who proposed it"),
            "inspector": self.env._("an inspector who is not on the unit's roster"),
        }

    def _get_content_reasons(self):
        """What is missing before a referral can be approved and handed over."""
        reasons = {}
        for referral in self:
            sentences = []
            if not (referral.facts or "").strip():
                sentences.append(self.env._("say in “Facts” what happened, where and when."))
            if not referral.person_ids:
                sentences.append(
                    self.env._(
                        "name at least one person concerned; if nobody is known yet, say so in "
                        "the line."
                    )
                )
            if not referral.material_ids:
                sentences.append(self.env._("list at least one piece of material."))
            if sentences:
                reasons[referral.id] = sentences
        return reasons

    def _get_approval_reasons(self):
        reasons = self._get_content_reasons()
        # sudo: whether the user has signed as proposer is the question, also before it was passed
        # on to somebody else
        signoffs = self.env["rectification.signoff"].sudo()
        proposed = signoffs.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("transition", "in", ("proposed", "draft")),
                ("user_id", "=", self.env.uid),
            ]
        ).mapped("res_id")
        for referral in self:
            if referral.proposed_by_id == self.env.user or referral.id in proposed:
                reasons.setdefault(referral.id, []).append(
                    self.env._(
                        "whoever proposed it cannot approve it. Another head of the leading group "
                        "has to look at it."
                    )
                )
        return reasons

    def _get_conclusion_reasons(self):
        reasons = {}
        for referral in self:
            sentences = []
            if not referral.accepted_on:
                sentences.append(self.env._("accept it first."))
            if not referral.disposition:
                sentences.append(self.env._("choose the disposition."))
            if not (referral.outcome or "").strip():
                sentences.append(self.env._("say in “Outcome” what came of it."))
            if sentences:
                reasons[referral.id] = sentences
        return reasons

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "approved":
            return {"approved_by_id": self.env.uid, "approved_on": now, "return_reason": False}
        if target == "handed_over":
            return {"handed_over_by_id": self.env.uid, "handed_over_on": now}
        if target == "concluded":
            return {"concluded_by_id": self.env.uid, "concluded_on": now}
        if target == "draft":
            # With the officer again: what is being rewritten is not the inspectors' to read.
            return dict.fromkeys(
                (
                    "approved_by_id",
                    "approved_on",
                    "handed_over_by_id",
                    "handed_over_on",
                    "accepted_by_id",
                    "accepted_on",
                    "conclude_by",
                ),
                False,
            )
        return {}

    def _after_transition(self, origins, target, vals):
        if target == "handed_over":
            self._draw_register_number()
            today = fields.Date.context_today(self)
            self.filtered(lambda referral: not referral.conclude_by)._write_protected(
                {"conclude_by": today + timedelta(days=CONCLUDE_DAYS)}
            )
        super()._after_transition(origins, target, vals)

    def _log_transition(self, origins, target, comment=""):
        """Leave no trace in a chatter: there is none, see the class."""

    def _get_signoff_values(self):
        # Neither unit nor campaign: their sign-offs are counted and listed for many eyes.
        return {
            referral.id: {"referral_id": referral.id, "content": referral._get_content()}
            for referral in self
        }

    def _get_signoff_step(self, transition):
        if transition == "accepted":
            return self.env._("Accepted by Discipline Inspection")
        if transition == "proposed":
            return self.env._("Proposed")
        return super()._get_signoff_step(transition)

    def _get_signoff_roles(self):
        leaders, proposers = self._filter_role_leader(), self._filter_role_proposer()
        inspectors = self._filter_role_inspector()
        roles = {}
        for referral in self:
            if referral in leaders:
                roles[referral.id] = self.env._("Head of the leading group")
            elif referral in proposers:
                roles[referral.id] = self.env._("Officer of the leading group")
            elif referral in inspectors:
                roles[referral.id] = self.env._("Inspector")
        return roles

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        names = vals.keys()
        if names & PROPOSER_FIELDS:
            self._check_lines_editable()
        if names & OUTCOME_FIELDS:
            refused = self.filtered(lambda referral: not referral.is_outcome_editable)
            if refused:
                raise UserError(
                    self.env._(
                        "%s: disposition and outcome are filled in by the inspectors who have "
                        "accepted it, until it is concluded.",
                        refused._get_names(),
                    )
                )
        if names & {"hand_over_by", "conclude_by"}:
            self._check_deadline_write(names)

    def _check_deadline_write(self, names):
        office = self._filter_role_proposer() | self._filter_role_leader()
        before = office.filtered(lambda referral: referral.state in ("draft", "approved"))
        allowed = before
        if "hand_over_by" not in names:
            allowed |= (office | self._filter_role_inspector()).filtered(
                lambda referral: referral.state == "handed_over"
            )
        refused = self - allowed
        if refused:
            raise UserError(
                self.env._(
                    "%s: the leading group sets its deadline until the hand-over; the inspectors' "
                    "deadline is set until they conclude.",
                    refused._get_names(),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_approve(self):
        """Approve the referrals as head of the leading group."""
        self._move_to("approved")

    def action_hand_over(self):
        """Hand the referrals over to the inspectors; each gets its register number."""
        self._move_to("handed_over")

    def action_accept(self):
        """Take the referrals over as inspector."""
        refused = self.filtered(lambda referral: not referral.can_accept)
        if refused:
            raise UserError(
                self.env._(
                    "%s: does not wait for an inspector to accept it. Reload the page: somebody "
                    "may have taken this step already.",
                    refused._get_names(),
                )
            )
        self._lock_for_transition()
        self._write_protected(
            {"accepted_by_id": self.env.uid, "accepted_on": fields.Datetime.now()}
        )
        self._register_signoff("accepted")

    def action_conclude(self):
        """Conclude the referrals with the disposition and outcome filled in."""
        self._move_to("concluded")

    def action_return(self):
        """Ask for the reason, and return the referrals to the officer."""
        self._check_transition("returned")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return"),
            "res_model": "rectification.referral.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_referral_ids": self.ids},
        }

    def action_propose_again(self):
        """Take returned referrals up again, to complete what is missing."""
        self._move_to("draft")
