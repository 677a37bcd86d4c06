from odoo import api, fields, models

from ..tools.flow import Transition

FLOW = {
    ("open", "submitted"): Transition(("head",), "_get_submission_reasons", signed=True),
    ("returned", "submitted"): Transition(("head",), "_get_submission_reasons", signed=True),
    ("submitted", "accepted"): Transition(("officer",), "_get_acceptance_reasons", signed=True),
    ("submitted", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    ("accepted", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    # What was completed is taken up again when a review or a look-back finds that it does not hold.
    ("completed", "accepted"): Transition(("officer",), "_get_resumption_reasons", signed=True),
    ("completed", "returned"): Transition(
        ("officer",), "_get_return_reasons", reason_field="return_reason", signed=True
    ),
    ("accepted", "completed"): Transition(("officer",), "_get_completion_reasons", signed=True),
}


class RectificationDossier(models.Model):
    """The steps of a dossier; who takes them is told in ``dossier.py``."""

    _inherit = "rectification.dossier"

    @api.model
    def _get_flow(self):
        return FLOW

    @api.model
    def _get_initial_states(self):
        return ("open",)

    def _filter_role_head(self):
        # sudo: whether the user is on the list is the question; the list is not shown.
        return self.filtered(lambda dossier: dossier.sudo().unit_id.head_user_id == self.env.user)

    def _filter_role_manager(self):
        # sudo: as above; a cadre records findings in a dossier without reading it.
        managed = self.sudo().unit_id._get_ids_listing_user("manager_user_ids")
        return self.filtered(lambda dossier: dossier.sudo().unit_id.id in managed)

    def _filter_role_officer(self):
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            return self.browse()
        # Nobody accepts for a unit whose roster they are on.
        own = self.sudo().unit_id._get_ids_listing_user("roster_user_ids")  # sudo: as above
        return self.filtered(lambda dossier: dossier.sudo().unit_id.id not in own)

    def _get_submission_reasons(self):
        """What keeps a dossier from being signed: the unit's sheet has to be complete."""
        reasons = {}
        for dossier in self:
            if over := dossier.campaign_id._get_over_reasons():
                reasons[dossier.id] = over
                continue
            check = dossier.unit_check_id
            if not check:
                reasons[dossier.id] = [
                    self.env._("the unit's self-check sheet has not been prepared yet.")
                ]
            elif check.state in ("draft", "returned"):
                reasons[dossier.id] = check._get_completeness_reasons().get(check.id, [])
            # Findings outside the sheet, and those returned by name, have to be complete as well.
            redo = dossier.finding_ids.filtered(
                lambda finding: (
                    not finding.member_id and finding.state not in ("closed", "rejected")
                )
            )
            for sentences in redo._get_completeness_reasons().values():
                reasons.setdefault(dossier.id, []).extend(
                    sentence
                    for sentence in sentences
                    if sentence not in reasons.get(dossier.id, [])
                )
        return reasons

    def _get_acceptance_reasons(self):
        """Maker-checker, also for somebody who was the unit's head and is not any more."""
        return {
            dossier.id: [
                self.env._(
                    "whoever handed it in cannot accept it. Another officer has to look at it."
                )
            ]
            for dossier in self
            if dossier.submitted_by_id == self.env.user
        }

    def _get_return_reasons(self):
        """In a campaign that is over it could not be handed in again."""
        return {dossier.id: dossier.campaign_id._get_over_reasons() for dossier in self}

    def _get_completion_reasons(self):
        return {
            dossier.id: [self.env._("%s findings are not closed yet.", dossier.open_finding_count)]
            for dossier in self
            if dossier.open_finding_count
        }

    def _get_resumption_reasons(self):
        return {
            dossier.id: [self.env._("all its findings are closed; it stays completed.")]
            for dossier in self
            if not dossier.open_finding_count
        }

    def _get_transition_values(self, target):
        now = fields.Datetime.now()
        if target == "submitted":
            return {"submitted_by_id": self.env.uid, "submitted_on": now, "return_reason": False}
        if target == "accepted":
            return {"accepted_by_id": self.env.uid, "accepted_on": now}
        return {}

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        if target == "submitted":
            self._do_sign_sheet()
            self._clear_activities()
        elif target == "returned":
            for count, dossiers in self.grouped("return_count").items():
                dossiers._write_protected({"return_count": count + 1})
            self._plan_activity(
                "rectification_campaign.mail_activity_redo",
                {dossier.id: dossier._get_liaison_user() for dossier in self},
                note=vals.get("return_reason", ""),
            )
        else:
            self._clear_activities()

    def _get_signoff_values(self):
        values = {}
        for dossier in self:
            check = dossier.unit_check_id
            values[dossier.id] = {
                "campaign_id": dossier.campaign_id.id,
                "unit_id": dossier.unit_id.id,
                "dossier_id": dossier.id,
                "content": {
                    "sheet": check._get_content(),
                    "findings": [finding._get_content() for finding in dossier.finding_ids],
                },
            }
        return values

    def _get_signoff_roles(self):
        heads = self._filter_role_head()
        return {
            dossier.id: self.env._("Head of the unit")
            if dossier in heads
            else self.env._("Officer of the leading group")
            for dossier in self
        }
