from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.flow import Transition
from .finding import OVER_STATES

UNIT_PEOPLE = ("manager", "owner", "responsible")

FLOW = {
    ("draft", "open"): Transition(("manager", "owner"), "_get_completeness_reasons"),
    ("open", "in_progress"): Transition(UNIT_PEOPLE),
    ("in_progress", "open"): Transition(("manager", "owner"), "_get_untouched_reasons"),
    ("open", "to_verify"): Transition(UNIT_PEOPLE, "_get_request_reasons", signed=True),
    ("in_progress", "to_verify"): Transition(UNIT_PEOPLE, "_get_request_reasons", signed=True),
    ("to_verify", "closed"): Transition(("officer",), "_get_acceptance_reasons", signed=True),
    # What was put right on the spot is accepted in one step.
    ("open", "closed"): Transition(("officer",), "_get_immediate_reasons", signed=True),
    ("in_progress", "closed"): Transition(("officer",), "_get_immediate_reasons", signed=True),
    ("to_verify", "in_progress"): Transition(
        ("head", "officer"), reason_field="return_reason", signed=True
    ),
    ("closed", "in_progress"): Transition(("officer",), reason_field="return_reason", signed=True),
    ("rejected", "in_progress"): Transition(
        ("officer",), reason_field="return_reason", signed=True
    ),
    ("open", "rejected"): Transition(("officer",), reason_field="return_reason", signed=True),
    ("in_progress", "rejected"): Transition(
        ("officer",), reason_field="return_reason", signed=True
    ),
    ("to_verify", "rejected"): Transition(("officer",), reason_field="return_reason", signed=True),
}


class RectificationFinding(models.Model):
    """The steps of a finding, from the list to the sign-off.

    | step                    | who                                                       |
    |-------------------------|-----------------------------------------------------------|
    | open, start, ask        | head and liaison, author, responsible persons             |
    | confirm                 | the unit's head (asking as head confirms at once)         |
    | accept                  | an officer who did not ask or confirm and is not on the   |
    |                         | unit's roster; immediate findings need no confirmation    |
    | return                  | the unit's head before acceptance, or an officer, with a  |
    |                         | reason                                                    |
    | not substantiated       | an officer, with a reason                                 |
    """

    _inherit = "rectification.finding"

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_flow(self):
        return FLOW

    @api.model
    def _get_initial_states(self):
        # What the leading group finds is open at once; see _complete_initial_values.
        return ("draft",)

    def _filter_role_owner(self):
        return self.filtered(
            lambda finding: finding.member_id and finding.author_user_id == self.env.user
        )

    def _filter_role_manager(self):
        managed = self.unit_id._get_ids_listing_user("manager_user_ids")
        return self.filtered(lambda finding: finding.unit_id.id in managed)

    def _filter_role_head(self):
        # sudo: whether the user is the head is the question; nothing of the unit is shown.
        units = self.unit_id.sudo()
        headed = set(units.filtered(lambda unit: unit.head_user_id.id == self.env.uid)._ids)
        return self.filtered(lambda finding: finding.unit_id.id in headed)

    def _filter_role_responsible(self):
        uid = self.env.uid
        return self.filtered(
            lambda finding: uid in (finding.leader_user_id.id, finding.responsible_user_id.id)
        )

    def _filter_role_officer(self):
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            return self.browse()
        # Nobody accepts for a unit whose roster they are on.
        own = self.unit_id._get_ids_listing_user("roster_user_ids")
        return self.filtered(lambda finding: finding.unit_id.id not in own)

    def _get_untouched_reasons(self):
        return {
            finding.id: [self.env._("work on it has begun; it stays in progress.")]
            for finding in self
            if finding.done_action_count or finding.return_count
        }

    def _get_request_reasons(self):
        """What is missing before acceptance can be asked for."""
        reasons = {}
        for finding in self:
            sentences = []
            pending = finding.action_ids.filtered(lambda action: action.state in ("todo", "doing"))
            if pending:
                sentences.append(
                    self.env._(
                        "%(count)s actions are not done yet: %(names)s.",
                        count=len(pending),
                        names=pending.mapped("name")[:3],
                    )
                )
            if not (finding.result or "").strip():
                sentences.append(self.env._("say in “What Was Done” how it was put right."))
            if finding.rectification_type != "immediate" and not finding.evidence_ids:
                sentences.append(
                    self.env._(
                        "add a piece of evidence: a file, a record, or a sentence saying where "
                        "it can be seen."
                    )
                )
            if sentences:
                reasons[finding.id] = sentences
        return reasons

    def _get_acceptance_reasons(self):
        """What keeps an officer from accepting: the head's confirmation, and maker-checker."""
        reasons = {}
        for finding in self:
            sentences = []
            if finding.rectification_type != "immediate" and not finding.head_confirmed_by_id:
                sentences.append(self.env._("the unit's head has not confirmed it yet."))
            if self.env.user in finding.requested_by_id | finding.head_confirmed_by_id:
                sentences.append(
                    self.env._(
                        "whoever asked for acceptance or confirmed it cannot give it. Another "
                        "officer has to look at it."
                    )
                )
            if sentences:
                reasons[finding.id] = sentences
        return reasons

    def _get_immediate_reasons(self):
        reasons = {}
        for finding in self:
            if finding.rectification_type != "immediate":
                reasons[finding.id] = [
                    self.env._(
                        "the unit has not asked for acceptance yet. Only immediate findings are "
                        "accepted in one step."
                    )
                ]
            elif not (finding.result or "").strip():
                reasons[finding.id] = [self.env._("the unit has not said yet what was done.")]
        return reasons

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "to_verify":
            return {
                "requested_by_id": self.env.uid,
                "requested_on": now,
                "is_returned": False,
                "head_confirmed_by_id": False,
                "head_confirmed_on": False,
            }
        if target == "closed":
            return {"accepted_by_id": self.env.uid, "closed_on": now, "is_returned": False}
        if target == "rejected":
            return {"closed_on": now}
        return {}

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        planner = self.env["rectification.activity.planner"]
        planner._clear(self)
        if target in OVER_STATES:
            # Nobody is asked for what is left of the actions, until the finding is reopened.
            planner._clear(self.action_ids)
        if target == "to_verify":
            asked_by_head = self._filter_role_head()
            asked_by_head._do_confirm()
            waiting = (self - asked_by_head).filtered(
                lambda finding: finding.rectification_type != "immediate"
            )
            planner._plan(
                waiting,
                "rectification_campaign.mail_activity_confirm",
                # sudo: only to address the activity
                {finding.id: finding.unit_id.sudo().head_user_id for finding in waiting},
            )
        elif target == "in_progress":
            returned = self.filtered(
                lambda finding: origins[finding.id] in ("to_verify", "closed", "rejected")
            )
            returned._mark_returned(vals.get("return_reason", ""))
            returned.filtered(
                lambda finding: origins[finding.id] in OVER_STATES
            ).action_ids._plan_activities()

    def _get_signoff_values(self):
        return {
            finding.id: {
                "campaign_id": finding.campaign_id.id,
                "unit_id": finding.unit_id.id,
                "dossier_id": finding.dossier_id.id,
                "content": finding._get_content(),
            }
            for finding in self
        }

    def _get_signoff_step(self, transition):
        if transition == "confirmed_by_head":
            return self.env._("Confirmed by the Head")
        return super()._get_signoff_step(transition)

    def _get_signoff_roles(self):
        heads, officers = self._filter_role_head(), self._filter_role_officer()
        roles = {}
        for finding in self:
            if finding in heads:
                roles[finding.id] = self.env._("Head of the unit")
            elif finding in officers:
                roles[finding.id] = self.env._("Officer of the leading group")
            else:
                roles[finding.id] = self.env._("Responsible in the unit")
        return roles

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open(self):
        """Put drafts on record without waiting for the sheet to be handed in."""
        self._move_to("open")

    def action_start(self):
        """Begin to put the findings right."""
        self._move_to("in_progress")

    def action_ask_acceptance(self):
        """Say that the findings are put right and ask for acceptance."""
        drafts = self.filtered(lambda finding: finding.state == "draft")
        drafts._move_to("open")
        self._move_to("to_verify")

    def action_confirm(self):
        """Confirm as the unit's head that the findings are put right."""
        refused = self.filtered(
            lambda finding: finding.state != "to_verify" or finding.head_confirmed_by_id
        )
        if refused:
            raise UserError(
                self.env._(
                    "%s: does not wait for the head's confirmation. Reload the page: somebody may "
                    "have taken this step already.",
                    refused._get_names(),
                )
            )
        others = self - self._filter_role_head()
        if others:
            raise UserError(self.env._("%s: only the unit's head confirms.", others._get_names()))
        self._lock_for_transition()
        self._do_confirm()
        self.env["rectification.activity.planner"]._clear(self)

    def action_accept(self):
        """Accept the findings: they are signed off and closed."""
        self._move_to("closed")

    def action_return(self):
        """Ask what is still missing, and return the findings."""
        return self._get_reason_action("in_progress", self.env._("Return"))

    def action_reject(self):
        """Ask why the findings are not substantiated, and close them as such."""
        return self._get_reason_action("rejected", self.env._("Not Substantiated"))

    def action_reopen(self):
        """Ask what does not hold, and reopen closed findings."""
        return self._get_reason_action("in_progress", self.env._("Reopen"))

    def _get_reason_action(self, target, title):
        self._check_transition(target)
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "rectification.finding.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_finding_ids": self.ids, "default_target": target},
        }

    def action_remind(self):
        """Ask for a line to go with it, and remind the units of these findings."""
        self.env["rectification.reminder"]._check_can_remind(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Remind"),
            "res_model": "rectification.remind",
            "view_mode": "form",
            "target": "new",
            "context": {"default_finding_ids": self.ids},
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _do_confirm(self):
        """Enter the head's confirmation, on the finding, in the register and in the chatter."""
        if not self:
            return
        self._write_protected(
            {"head_confirmed_by_id": self.env.uid, "head_confirmed_on": fields.Datetime.now()}
        )
        self._register_signoff("confirmed_by_head")
        body = Markup("<p>%s</p>") % self.env._("Confirmed by the unit's head.")
        self._message_log_batch(bodies=dict.fromkeys(self.ids, body))

    def _mark_returned(self, reason):
        """Open returned findings for correction and tell whoever asked."""
        for count, findings in self.grouped("return_count").items():
            findings._write_protected(
                {
                    "is_returned": True,
                    "return_count": count + 1,
                    "head_confirmed_by_id": False,
                    "head_confirmed_on": False,
                    "accepted_by_id": False,
                    "closed_on": False,
                }
            )
        self.env["rectification.activity.planner"]._plan(
            self,
            "rectification_campaign.mail_activity_redo",
            {
                finding.id: finding.requested_by_id or finding.responsible_user_id
                for finding in self
            },
            note=reason,
        )

    def _do_return_text(self, reason):
        """Return findings of a dossier by name: their text opens again, with the reason."""
        over = self.filtered(lambda finding: finding.state in ("closed", "rejected", "draft"))
        if over:
            raise UserError(
                self.env._("%s: cannot be returned with the dossier.", over._get_names())
            )
        waiting = self.filtered(lambda finding: finding.state == "to_verify")
        waiting.write({"state": "in_progress", "return_reason": reason})
        rest = self - waiting
        for count, findings in rest.grouped("return_count").items():
            findings._write_protected(
                {"return_reason": reason, "is_returned": True, "return_count": count + 1}
            )
        body = Markup("<p>%s</p><p>%s</p>") % (self.env._("Returned with the dossier:"), reason)
        rest._message_log_batch(bodies=dict.fromkeys(rest.ids, body))
