from odoo import api, fields, models

from ..tools.flow import Transition
from ..tools.listing import join_names

FLOW = {
    ("draft", "submitted"): Transition(
        ("owner", "manager"), "_get_completeness_reasons", signed=True
    ),
    ("returned", "submitted"): Transition(
        ("owner", "manager"), "_get_completeness_reasons", signed=True
    ),
    ("submitted", "draft"): Transition(("owner", "manager"), "_get_return_reasons"),
    ("submitted", "confirmed"): Transition(("confirmer",), signed=True),
    ("submitted", "returned"): Transition(
        ("confirmer", "officer"), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    ("confirmed", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
}


class RectificationCheck(models.Model):
    """The steps of a self-check sheet; who takes them is told in ``check.py``."""

    _inherit = "rectification.check"

    @api.model
    def _get_flow(self):
        return FLOW

    def _filter_role_owner(self):
        return self.filtered(lambda check: check.member_id and check.user_id == self.env.user)

    def _filter_role_manager(self):
        """Head and liaison fill the unit's sheet, and those of members who have no user."""
        managed = self.unit_id._get_ids_listing_user("manager_user_ids")
        return self.filtered(lambda check: not check.user_id and check.unit_id.id in managed)

    def _filter_role_confirmer(self):
        """The unit's head; the head's own sheet is confirmed by the leading group."""
        officers = self._filter_role_officer()
        confirmable = self.browse()
        for check in self:
            head = check.unit_id.sudo().head_user_id  # sudo: as above
            is_heads_own = check.member_id and check.user_id and check.user_id == head
            if head == self.env.user and not is_heads_own or is_heads_own and check in officers:
                confirmable |= check
        return confirmable

    def _filter_role_officer(self):
        dossiers = self.dossier_id._filter_role_officer()
        return self.filtered(lambda check: check.dossier_id in dossiers)

    @api.model
    def _get_role_labels(self):
        return {
            **super()._get_role_labels(),
            "confirmer": self.env._(
                "the unit's head (for the head's own sheet: an officer of the leading group)"
            ),
        }

    def _get_completeness_reasons(self):
        """Return what is missing before the sheets can be handed in: ``{id: [sentences]}``."""
        reasons = {}
        for check in self:
            sentences = check.sudo().campaign_id._get_over_reasons()  # sudo: its phase
            lines = check.line_ids
            if not lines:
                sentences.append(self.env._("has not been started."))
            unanswered = lines.filtered(lambda line: not line.answer)
            if unanswered:
                sentences.append(
                    self.env._(
                        "items without an answer: %s.",
                        check._list_numbers(unanswered.problem_id),
                    )
                )
            bare = lines.filtered(lambda line: line.answer == "found" and not line.finding_ids)
            if bare:
                sentences.append(
                    self.env._(
                        "items answered “found” without a finding: %s.",
                        check._list_numbers(bare.problem_id),
                    )
                )
            findings = check.finding_ids.sorted(
                lambda finding: (finding.problem_number, finding.id)
            )
            for missing in findings._get_completeness_reasons().values():
                sentences += [sentence for sentence in missing if sentence not in sentences]
            if sentences:
                reasons[check.id] = sentences
        return reasons

    def _get_return_reasons(self):
        """In a campaign that is over a sheet could not be handed in again."""
        # sudo: the phase of the campaign, nothing else of it
        return {check.id: check.sudo().campaign_id._get_over_reasons() for check in self}

    @api.model
    def _list_numbers(self, problems):
        numbers = sorted(problems.mapped("number"))
        shown = join_names([str(number) for number in numbers[:12]], self.env.lang)
        return f"{shown} … ({len(numbers)})" if len(numbers) > 12 else shown

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "submitted":
            return {"submitted_on": now}
        if target == "confirmed":
            return {"confirmed_by_id": self.env.uid, "confirmed_on": now}
        # Open again: what the sheet says is known when it is handed in the next time.
        return {
            "nil_return": False,
            "submitted_on": False,
            "confirmed_by_id": False,
            "confirmed_on": False,
        }

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        planner = self.env["rectification.activity.planner"]
        planner._clear(self)
        if target == "submitted":
            nil_returns = self.filtered(lambda check: not check.finding_ids)
            nil_returns._write_protected({"nil_return": True})
            (self - nil_returns)._write_protected({"nil_return": False})
            self.finding_ids.filtered(lambda finding: finding.state == "draft").write(
                {"state": "open"}
            )
            # One sentence for the head's desk: the sheet waits for a signature.
            planner._plan(
                self,
                "rectification_campaign.mail_activity_sign",
                {check.id: check._get_confirming_user() for check in self},
            )
        elif target == "returned":
            # A sheet that comes back with its dossier is asked for there, once.
            single = self.filtered(
                lambda check: check.member_id or check.dossier_id.state != "returned"
            )
            planner._plan(
                single,
                "rectification_campaign.mail_activity_redo",
                {check.id: check._get_filling_user() for check in single},
                note=vals.get("return_reason", ""),
            )

    def _get_content(self):
        """Return what a signature on this sheet covers."""
        return {
            "person": self.member_id.name or "",
            "answers": {str(line.problem_id.number): line.answer for line in self.line_ids},
            "nil_return": self.nil_return,
            "findings": [finding._get_content() for finding in self.finding_ids],
        }

    def _get_signoff_values(self):
        return {
            check.id: {
                "campaign_id": check.campaign_id.id,
                "unit_id": check.unit_id.id,
                "dossier_id": check.dossier_id.id,
                "content": check._get_content(),
            }
            for check in self
        }

    def _get_signoff_roles(self):
        roles = {}
        owners, managers = self._filter_role_owner(), self._filter_role_manager()
        for check in self:
            if self.env.user == check.unit_id.sudo().head_user_id:  # sudo: see above
                roles[check.id] = self.env._("Head of the unit")
            elif check in owners:
                roles[check.id] = self.env._("Owner of the sheet")
            elif check in managers:
                roles[check.id] = self.env._("Liaison of the unit")
            else:
                roles[check.id] = self.env._("Officer of the leading group")
        return roles
