from odoo import api, fields, models
from odoo.fields import Command, Domain

from .campaign import PHASE_STATES

DOSSIERS_PER_BATCH = 25


class RectificationCampaign(models.Model):
    """Enrolling units and preparing their sheets: the part of a campaign that touches hundreds."""

    _inherit = "rectification.campaign"

    @api.model
    def _default_catalogue_id(self):
        """Where there is one published catalogue only, nobody has to choose it."""
        published = self.env["rectification.catalogue"].search(
            [("state", "=", "published")], limit=2
        )
        return published if len(published) == 1 else published.browse()

    # ------------------------------------------------------------
    # LAUNCH
    # ------------------------------------------------------------

    def _get_launch_reasons(self):
        """Return what is still missing before the campaigns can be launched."""
        reasons = {}
        for campaign in self:
            sentences = []
            if not campaign.catalogue_id:
                sentences.append(self.env._("choose a published problem catalogue."))
            elif campaign.catalogue_id.state == "draft":
                sentences.append(
                    self.env._(
                        "%s is still a draft. Look it through and publish it, or choose “Publish "
                        "and Launch”.",
                        campaign.catalogue_id.display_name,
                    )
                )
            if not campaign.dossier_ids:
                sentences.append(self.env._("no unit is enrolled yet. Choose “Enrol Units” first."))
            missing = [
                campaign._get_date_label(name)
                for name in (
                    "date_study_end",
                    "date_self_check_end",
                    "date_supervision_end",
                    "date_submission",
                )
                if not campaign[name]
            ]
            if missing:
                sentences.append(self.env._("fill in: %s.", missing))
            if not campaign.active:
                sentences.append(self.env._("is archived. Restore it first."))
            reasons[campaign.id] = sentences
        return reasons

    def _get_date_label(self, name):
        """Return how a missing date is called in a refusal."""
        return self._fields[name]._description_string(self.env)

    def _enrol(self, units):
        """Open a dossier for each of ``units`` that has none yet; return the new dossiers.

        A unit enrolled after the launch gets its sheets from the same job as the others did.
        """
        self.ensure_one()
        enrolled = (
            self.env["rectification.dossier"]
            .with_context(active_test=False)
            .search([("campaign_id", "=", self.id), ("unit_id", "in", units.ids)])
        )
        # A unit that had left the campaign comes back to the dossier it had.
        enrolled.filtered(lambda dossier: not dossier.active).action_unarchive()
        return self.env["rectification.dossier"].create(
            [{"campaign_id": self.id, "unit_id": unit.id} for unit in units - enrolled.unit_id]
        )

    def _start_launch(self):
        """Let the job prepare sheets for the dossiers that have none yet."""
        # sudo: the job belongs to the administrator; starting it shows and changes nothing else.
        self.env.ref("rectification_campaign.ir_cron_prepare_dossiers").sudo()._trigger()

    @api.model
    def _cron_prepare_dossiers(self):
        """Write the sheets of launched campaigns, a batch of dossiers at a time.

        After each batch the work is committed and reported, so that the job can be stopped, goes on
        where it was, and a second worker takes other dossiers.
        """
        Dossier = self.env["rectification.dossier"]
        domain = Domain("is_prepared", "=", False) & Domain("campaign_id.state", "in", PHASE_STATES)
        remaining = Dossier.search_count(domain)
        self.env["ir.cron"]._commit_progress(remaining=remaining)
        while remaining:
            batch = Dossier.search(domain).try_lock_for_update(limit=DOSSIERS_PER_BATCH)
            if not batch:
                break  # another worker holds the rest
            # What the job writes into the chatter is read by people, not by the job's own user.
            lang = batch.campaign_id[:1].leader_user_id.lang or self.env.user.lang
            batch.with_context(lang=lang)._prepare_sheets()
            remaining = max(remaining - len(batch), 0)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining):
                break

    # ------------------------------------------------------------
    # CLOSING
    # ------------------------------------------------------------

    def _carry_over_findings(self, successor):
        """Copy what is still open into ``successor`` and return the copies.

        The original keeps its state, its history and a link to its copy; unfinished actions go on
        in the copy. The units concerned are enrolled in the follow-up campaign.
        """
        self.ensure_one()
        findings = self.env["rectification.finding"].search(
            [("campaign_id", "=", self.id), ("light", "!=", "closed")]
        )
        successor._enrol(findings.unit_id)
        dossier_by_unit = {
            dossier.unit_id: dossier
            for dossier in self.env["rectification.dossier"].search(
                [("campaign_id", "=", successor.id), ("unit_id", "in", findings.unit_id.ids)]
            )
        }
        copies = self.env["rectification.finding"].create(
            [
                {
                    **finding._get_carry_over_values(),
                    "dossier_id": dossier_by_unit[finding.unit_id].id,
                    "action_ids": [
                        Command.create(action._get_carry_over_values())
                        for action in finding.action_ids
                        if action.state in ("todo", "doing")
                    ],
                }
                for finding in findings
            ]
        )
        # Each has its own link; what is written waits, and is stored in one statement.
        for finding, copy in zip(findings, copies, strict=True):
            finding._write_protected({"successor_id": copy.id})
            # Somebody's personal finding stays theirs.
            copy._write_protected({"predecessor_id": finding.id, "member_id": finding.member_id.id})
        copies._write_protected({"source": "carried_over", "state": "open"})
        # What is left to do is asked for in the follow-up campaign, once.
        planner = self.env["rectification.activity.planner"]
        planner._clear(findings)
        planner._clear(findings.action_ids)
        return copies

    def _do_close(self, policy, successor):
        """Close with open findings: ``policy`` is ``keep`` or ``carry`` (then to ``successor``)."""
        self.ensure_one()
        self._write_protected({"open_finding_policy": policy})
        if policy == "carry":
            self._write_protected({"successor_id": successor.id})
            successor._write_protected({"predecessor_id": self.id})
            self._check_transition("closed")
            self._carry_over_findings(successor)
        self._move_to("closed")

    @api.model
    def _get_running(self):
        """Return the campaign that runs, if the user sees only one; what is new belongs to it."""
        running = self.search([("state", "in", PHASE_STATES)], limit=2)
        return running if len(running) == 1 else running.browse()

    def _get_phase_deadline(self):
        """Return the last day of the phase the campaign is in, or False."""
        self.ensure_one()
        name = {
            "study": "date_study_end",
            "self_check": "date_self_check_end",
            "supervision": "date_supervision_end",
        }.get(self.state)
        return self[name] if name else fields.Date.to_date(False)
