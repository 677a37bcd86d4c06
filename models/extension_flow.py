from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.flow import Transition

FLOW = {
    ("requested", "granted"): Transition(("officer",), "_get_granting_reasons", signed=True),
    ("requested", "refused"): Transition(
        ("head", "officer"), "_get_refusal_reasons", reason_field="answer", signed=True
    ),
}


class RectificationExtension(models.Model):
    """The steps of a request for a later deadline; who takes them is told in ``extension.py``."""

    _inherit = "rectification.extension"

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    @api.model
    def _get_flow(self):
        return FLOW

    @api.model
    def _get_initial_states(self):
        return ("requested",)

    def _filter_role_of_finding(self, *roles):
        findings = self.finding_id
        holders = findings.browse().union(*(findings._filter_role(role) for role in roles))
        return self.filtered(lambda extension: extension.finding_id in holders)

    def _filter_role_asker(self):
        return self._filter_role_of_finding("manager", "owner", "responsible")

    def _filter_role_head(self):
        return self._filter_role_of_finding("head")

    def _filter_role_officer(self):
        return self._filter_role_of_finding("officer")

    def _get_granting_reasons(self):
        """What keeps an officer from granting: the head's agreement, maker-checker, the dates."""
        reasons = {}
        for extension in self:
            sentences = []
            finding = extension.finding_id
            if not extension.head_confirmed_by_id:
                sentences.append(self.env._("the unit's head has not agreed yet."))
            if self.env.user in extension.requested_by_id | extension.head_confirmed_by_id:
                sentences.append(
                    self.env._(
                        "whoever asked for the extension or agreed to it cannot grant it. Another "
                        "officer has to look at it."
                    )
                )
            if finding._is_over():
                sentences.append(self.env._("the finding is closed; there is nothing to extend."))
            new = extension.granted_deadline or extension.requested_deadline
            if new > extension.requested_deadline:
                sentences.append(
                    self.env._(
                        "the new deadline (%(new)s) lies after the one asked for (%(asked)s). "
                        "Grant what was asked for, or less.",
                        new=new,
                        asked=extension.requested_deadline,
                    )
                )
            if finding.deadline and new <= finding.deadline:
                sentences.append(
                    self.env._(
                        "the new deadline (%(new)s) does not lie after the present one (%(old)s).",
                        new=new,
                        old=finding.deadline,
                    )
                )
            if sentences:
                reasons[extension.id] = sentences
        return reasons

    def _get_refusal_reasons(self):
        officers = self._filter_role_officer()
        reasons = {}
        for extension in self:
            if extension not in officers and extension.head_confirmed_by_id:
                reasons[extension.id] = [
                    self.env._("the head has agreed; now the leading group answers.")
                ]
            elif extension in officers and self.env.user == extension.requested_by_id:
                reasons[extension.id] = [
                    self.env._("whoever asked for the extension cannot answer it.")
                ]
        return reasons

    def _get_transition_values(self, target):
        return {"decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()}

    def _after_transition(self, origins, target, vals):
        if target == "granted":
            for extension in self.filtered(lambda extension: not extension.granted_deadline):
                extension._write_protected({"granted_deadline": extension.requested_deadline})
        super()._after_transition(origins, target, vals)
        planner = self.env["rectification.activity.planner"]
        planner._clear(self)
        if target == "granted":
            for deadline, extensions in self.grouped("granted_deadline").items():
                extensions._extend_actions(deadline)
                extensions.finding_id.write({"deadline": deadline})
            self._log_on_finding(self.env._("Extension granted"))
            disappointed = self.filtered(
                lambda extension: extension.granted_deadline < extension.requested_deadline
            )
        else:
            self._log_on_finding(self.env._("Extension refused"))
            disappointed = self
        planner._plan(
            disappointed,
            "rectification_campaign.mail_activity_extension_answered",
            {extension.id: extension.requested_by_id for extension in disappointed},
            note=vals.get("answer") or vals.get("condition") or "",
        )

    def _get_signoff_values(self):
        return {
            extension.id: {
                "campaign_id": extension.campaign_id.id,
                "unit_id": extension.unit_id.id,
                "dossier_id": extension.dossier_id.id,
                "content": {
                    "finding": extension.finding_id.reference,
                    "reason": extension.reason,
                    "progress": extension.progress,
                    "old_deadline": extension.old_deadline,
                    "requested_deadline": extension.requested_deadline,
                    "granted_deadline": extension.granted_deadline,
                    "condition": extension.condition,
                    "answer": extension.answer,
                },
            }
            for extension in self
        }

    def _get_signoff_step(self, transition):
        if transition == "confirmed_by_head":
            return self.env._("Agreed by the Head")
        return super()._get_signoff_step(transition)

    def _get_signoff_roles(self):
        heads, officers = self._filter_role_head(), self._filter_role_officer()
        roles = {}
        for extension in self:
            if extension in heads:
                roles[extension.id] = self.env._("Head of the unit")
            elif extension in officers:
                roles[extension.id] = self.env._("Officer of the leading group")
            else:
                roles[extension.id] = self.env._("Responsible in the unit")
        return roles

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_agree(self):
        """Agree as the unit's head: the request goes to the leading group."""
        refused = self.filtered(lambda extension: extension.waiting_for != "head")
        if refused:
            raise UserError(
                self.env._(
                    "%s: does not wait for the head's agreement. Reload the page: somebody may "
                    "have taken this step already.",
                    refused._get_names(),
                )
            )
        others = self - self._filter_role_head()
        if others:
            raise UserError(self.env._("%s: only the unit's head agrees.", others._get_names()))
        self._lock_for_transition()
        self._do_agree()
        self.env["rectification.activity.planner"]._clear(self)

    def action_grant(self):
        """Grant what was asked for; the findings get their new deadlines."""
        self._move_to("granted")

    def action_shorten(self):
        """Ask for the earlier date that is granted instead."""
        return self._get_answer_action("granted", self.env._("Grant an Earlier Date"))

    def action_refuse(self):
        """Ask for the reason, and refuse."""
        return self._get_answer_action("refused", self.env._("Refuse the Extension"))

    def _get_answer_action(self, target, title):
        self._check_transition(target)
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "rectification.extension.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_extension_ids": self.ids, "default_target": target},
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _do_agree(self):
        """Enter the head's agreement, on the request and in the register."""
        if not self:
            return
        self._write_protected(
            {"head_confirmed_by_id": self.env.uid, "head_confirmed_on": fields.Datetime.now()}
        )
        self._register_signoff("confirmed_by_head")

    def _extend_actions(self, deadline):
        """Let what was to be done by the old deadline be done by the new one."""
        pending = self.finding_id.action_ids.filtered(
            lambda action: (
                action.state in ("todo", "doing")
                and action.deadline
                and action.deadline == action.finding_id.deadline
            )
        )
        # Past the guard of actions, whose dates are the unit's to set: it has asked for this.
        pending._write_protected({"deadline": deadline})
        pending._refresh_activities()

    def _log_on_finding(self, title):
        """Write what happened into the chatter of the findings, in one batch."""
        bodies = {}
        for extension in self:
            new = extension.granted_deadline or extension.requested_deadline
            if extension.state == "refused":
                new = extension.old_deadline
            bodies[extension.finding_id.id] = Markup("<p><b>%s</b> %s → %s</p><p>%s</p>") % (
                title,
                extension.old_deadline or "",
                new,
                extension.answer or extension.condition or extension.reason,
            )
        self.finding_id._message_log_batch(bodies=bodies)
