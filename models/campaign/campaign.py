from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from ..core import clock
from ..core.flows import CAMPAIGN_OVER_STATES, CAMPAIGN_PHASES

DEFAULT_WARN_DAYS = 7
# The last day of each phase.
PHASE_ENDS = ("date_study_end", "date_self_check_end", "date_supervision_end")
DOSSIERS_PER_BATCH = 25


class RectificationCampaign(models.Model):
    """A campaign: one catalogue, many units, three phases.

    | action                       | who                          | when          |
    |------------------------------|------------------------------|---------------|
    | prepare, enrol units         | officer of the leading group | until closed  |
    | launch, move phases, close   | head of the leading group    | core/flows.py |
    | read                         | observer; rosters of units   | always        |
    |                              | enrolled, and of those above |               |
    """

    _name = "rectification.campaign"
    _description = "Campaign"
    _inherit = ["rectification.flow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"

    _protected_fields = frozenset(
        {"launched_on", "closed_on", "open_finding_policy", "successor_id", "predecessor_id"}
    )

    # description
    name = fields.Char("Campaign", required=True, tracking=True)
    document_number = fields.Char(
        tracking=True, help="Number of the document that starts the campaign, e.g. 〔2026〕12号."
    )
    organiser = fields.Char(
        "Leading Group",
        required=True,
        default=lambda self: self.env._("Leading group of the campaign"),
        tracking=True,
    )
    leader_user_id = fields.Many2one(
        "res.users",
        "Head of the Leading Group",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
    )
    officer_user_ids = fields.Many2many(
        "res.users",
        "rectification_campaign_officer_rel",
        "campaign_id",
        "user_id",
        "Members of the Leading Group",
        domain=[("share", "=", False)],
        tracking=True,
    )
    catalogue_id = fields.Many2one(
        "rectification.catalogue",
        "Problem Catalogue",
        default=lambda self: self._default_catalogue_id(),
        help="Has to be published before the launch; while it is prepared it may be a draft.",
        ondelete="restrict",
        tracking=True,
    )
    description = fields.Html("Plan and Requirements")
    active = fields.Boolean(default=True)
    # dates
    date_start = fields.Date(
        "Start Date", required=True, default=lambda self: clock.today(self.env), tracking=True
    )
    date_study_end = fields.Date("End of Study and Education", tracking=True)
    date_self_check_end = fields.Date("End of Self-Check and Self-Correction", tracking=True)
    date_supervision_end = fields.Date("End of Supervision", tracking=True)
    date_submission = fields.Date(
        "Submission Deadline",
        tracking=True,
        help="Last day on which units and persons hand in their lists.",
    )
    warn_days = fields.Integer(
        "Yellow From (Days)",
        default=lambda self: self._default_warn_days(),
        help="Calendar days before a deadline from which its light is yellow.",
    )
    # flow
    state = fields.Selection(
        [
            ("draft", "Preparation"),
            ("study", "Study and Education"),
            ("self_check", "Self-Check and Self-Correction"),
            ("supervision", "Supervision"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    launched_on = fields.Datetime(readonly=True, copy=False)
    closed_on = fields.Datetime(readonly=True, copy=False)
    open_finding_policy = fields.Selection(
        [("keep", "Kept open"), ("carry", "Carried over")],
        "Open Findings at Closing",
        readonly=True,
        copy=False,
    )
    predecessor_id = fields.Many2one(
        "rectification.campaign", "Follows", readonly=True, copy=False, ondelete="restrict"
    )
    successor_id = fields.Many2one(
        "rectification.campaign", "Followed By", readonly=True, copy=False, ondelete="restrict"
    )
    # what belongs to it; counted in campaign_figures.py
    dossier_ids = fields.One2many("rectification.dossier", "campaign_id", "Dossiers")
    finding_ids = fields.One2many("rectification.finding", "campaign_id", "All Findings")
    dossier_count = fields.Integer("Units", compute="_compute_dossier_figures")
    submitted_count = fields.Integer("Handed In", compute="_compute_dossier_figures")
    accepted_count = fields.Integer("Accepted", compute="_compute_dossier_figures")
    prepared_count = fields.Integer("Units Prepared", compute="_compute_dossier_figures")
    launch_progress = fields.Float("Preparation", compute="_compute_dossier_figures")
    finding_count = fields.Integer("Findings", compute="_compute_finding_figures")
    open_finding_count = fields.Integer("Findings Still Open", compute="_compute_finding_figures")
    overdue_finding_count = fields.Integer("Findings Overdue", compute="_compute_finding_figures")
    to_verify_count = fields.Integer("Waiting for Acceptance", compute="_compute_finding_figures")

    _warn_days_check = models.Constraint(
        "CHECK (warn_days >= 0)", "The yellow light cannot start a negative number of days ahead."
    )

    # ------------------------------------------------------------
    # DEFAULT
    # ------------------------------------------------------------

    @api.model
    def _default_warn_days(self):
        # sudo: a plain setting, but the parameters' table is the administrator's.
        value = self.env["ir.config_parameter"].sudo().get_param("rectification_campaign.warn_days")
        return int(value) if value and value.isdigit() else DEFAULT_WARN_DAYS

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("dossier_ids.state", "dossier_ids.is_prepared")
    def _compute_dossier_figures(self):
        groups = self.env["rectification.dossier"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id", "state", "is_prepared"],
            ["__count"],
        )
        figures = {}
        for campaign, state, is_prepared, count in groups:
            row = figures.setdefault(campaign.id, {"all": 0, "prepared": 0})
            row["all"] += count
            row["prepared"] += count if is_prepared else 0
            row[state] = row.get(state, 0) + count
        for campaign in self:
            row = figures.get(campaign.id, {"all": 0, "prepared": 0})
            accepted = row.get("accepted", 0) + row.get("completed", 0)
            campaign.dossier_count = row["all"]
            campaign.accepted_count = accepted
            campaign.submitted_count = row.get("submitted", 0) + accepted
            campaign.prepared_count = row["prepared"]
            campaign.launch_progress = 100 * row["prepared"] / row["all"] if row["all"] else 0

    @api.depends("finding_ids.state", "finding_ids.light")
    def _compute_finding_figures(self):
        groups = self.env["rectification.finding"]._read_group(
            [("campaign_id", "in", self.ids)], ["campaign_id", "state", "light"], ["__count"]
        )
        figures = {}
        for campaign, state, light, count in groups:
            row = figures.setdefault(campaign.id, {})
            row["all"] = row.get("all", 0) + count
            if light != "closed":
                row["open"] = row.get("open", 0) + count
            if light == "red":
                row["red"] = row.get("red", 0) + count
            if state == "to_verify":
                row["to_verify"] = row.get("to_verify", 0) + count
        for campaign in self:
            row = figures.get(campaign.id, {})
            campaign.finding_count = row.get("all", 0)
            campaign.open_finding_count = row.get("open", 0)
            campaign.overdue_finding_count = row.get("red", 0)
            campaign.to_verify_count = row.get("to_verify", 0)

    @api.model
    def _default_catalogue_id(self):
        """Where there is one published catalogue only, nobody has to choose it."""
        published = self.env["rectification.catalogue"].search(
            [("state", "=", "published")], limit=2
        )
        return published if len(published) == 1 else published.browse()

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains(
        "date_start",
        "date_study_end",
        "date_self_check_end",
        "date_supervision_end",
        "date_submission",
    )
    def _check_dates_in_order(self):
        order = ["date_start", "date_study_end", "date_self_check_end", "date_supervision_end"]
        for campaign in self:
            filled = [name for name in order if campaign[name]]
            pairs = list(zip(filled, filled[1:], strict=False))
            if campaign.date_submission:
                pairs.append(("date_start", "date_submission"))
                if campaign.date_self_check_end:
                    pairs.append(("date_submission", "date_self_check_end"))
            for earlier, later in pairs:
                if campaign[earlier] > campaign[later]:
                    raise ValidationError(
                        self.env._(
                            "%(campaign)s: “%(later)s” (%(later_date)s) lies before “%(earlier)s” "
                            "(%(earlier_date)s). Put the dates in order.",
                            campaign=campaign.name,
                            earlier=self._fields[earlier]._description_string(self.env),
                            earlier_date=campaign[earlier],
                            later=self._fields[later]._description_string(self.env),
                            later_date=campaign[later],
                        )
                    )

    @api.constrains("catalogue_id", "state")
    def _check_catalogue_published(self):
        """A campaign in preparation may have a draft; a launched one has what cannot change."""
        for campaign in self:
            if campaign.state not in ("draft", "cancelled") and (
                campaign.catalogue_id.state == "draft"
            ):
                raise ValidationError(
                    self.env._(
                        "%(campaign)s: %(catalogue)s is still a draft. Publish it first.",
                        campaign=campaign.name,
                        catalogue=campaign.catalogue_id.display_name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for vals in vals_list:
                vals["name"] = self.env._("%s (copy)", vals["name"])
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.filtered(lambda campaign: campaign.state != "draft" or campaign.dossier_ids)
        if used:
            raise UserError(
                self.env._(
                    "%s: has been launched or has units enrolled. Cancel or archive it; nothing "
                    "of it is deleted.",
                    used.mapped("name"),
                )
            )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        launched = self.filtered("launched_on")
        if "catalogue_id" in vals and launched:
            raise UserError(
                self.env._(
                    "%s: has been launched with its catalogue; the sheets follow it. Start another "
                    "campaign for another catalogue.",
                    launched.mapped("name"),
                )
            )
        if vals.keys() - {"active", "message_main_attachment_id"}:
            ended = self.filtered(lambda campaign: campaign.state == "closed")
            if ended:
                raise UserError(
                    self.env._(
                        "%s: is closed and stays as it was signed. Start a follow-up campaign.",
                        ended.mapped("name"),
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_launch(self):
        """Launch: the first phase begins and every enrolled unit gets its sheets."""
        self._move_to("study")

    def action_start_self_check(self):
        """Open the second phase: self-check and self-correction."""
        self._move_to("self_check")

    def action_start_supervision(self):
        """Open the third phase: supervision and inspection."""
        self._move_to("supervision")

    def action_back_one_phase(self):
        """Return to the phase before, when one was opened too early."""
        for campaign in self:
            previous = {"self_check": "study", "supervision": "self_check"}.get(campaign.state)
            campaign._move_to(previous or "study")

    def action_cancel(self):
        """Cancel the campaign; what was recorded stays readable."""
        self._move_to("cancelled")

    def action_reset(self):
        """Take a cancelled campaign that was never launched back into preparation."""
        self._move_to("draft")

    def action_close(self):
        """Close at once when nothing is open; otherwise ask what becomes of the open findings."""
        self.ensure_one()
        if not self.open_finding_count:
            return self._move_to("closed")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close the Campaign"),
            "res_model": "rectification.campaign.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_campaign_id": self.id},
        }

    def action_enrol(self):
        """Open the wizard that enrols units."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enrol Units"),
            "res_model": "rectification.campaign.enrol",
            "view_mode": "form",
            "target": "new",
            "context": {"default_campaign_id": self.id},
        }

    def _get_own_action(self, xmlid, **context):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"rectification_campaign.{xmlid}")
        action["domain"] = [("campaign_id", "in", self.ids)]
        action["context"] = context
        return action

    def action_open_dossiers(self):
        """Open the dossiers of this campaign."""
        return self._get_own_action("rectification_dossier_action")

    def action_open_findings(self):
        """Open the findings of this campaign."""
        return self._get_own_action("rectification_finding_action")

    def action_open_overdue_findings(self):
        """Open the findings of this campaign whose deadline has passed."""
        return self._get_own_action("rectification_finding_action", search_default_overdue=True)

    def action_open_to_verify(self):
        """Open the findings of this campaign that wait for acceptance."""
        return self._get_own_action("rectification_finding_action", search_default_to_verify=True)

    def action_open_signoffs(self):
        """Open the sign-off register of this campaign."""
        return self._get_own_action("rectification_signoff_action")

    def action_export_ledger(self):
        """Download the whole ledger of the campaign, as far as the user may see it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/ledger/campaign/{self.id}",
            "target": "download",
        }

    # ------------------------------------------------------------
    # FLOW
    # ------------------------------------------------------------

    def _get_closing_reasons(self):
        """Blocks while findings are open and nobody has decided whether they stay or move on."""
        reasons = {}
        for campaign in self:
            if campaign.open_finding_count and not campaign.open_finding_policy:
                reasons[campaign.id] = [
                    self.env._(
                        "%s findings are still open. Choose “Close” and decide whether they stay "
                        "open or are carried over to a follow-up campaign.",
                        campaign.open_finding_count,
                    )
                ]
        return reasons

    def _get_reopening_reasons(self):
        """Blocks when sheets exist already."""
        return {
            campaign.id: [self.env._("sheets exist already; it stays cancelled.")]
            for campaign in self
            if campaign.launched_on
        }

    def _get_transition_values(self, target):
        if target == "closed":
            return {"closed_on": fields.Datetime.now()}
        if target == "study" and not all(campaign.launched_on for campaign in self):
            return {"launched_on": fields.Datetime.now()}
        return {}

    def _after_transition(self, origins, target, vals):
        super()._after_transition(origins, target, vals)
        if target == "study":
            self._start_launch()

    def _get_signoff_values(self):
        return {
            campaign.id: {
                "campaign_id": campaign.id,
                "content": {
                    "name": campaign.name,
                    "document_number": campaign.document_number,
                    "catalogue": campaign.catalogue_id.display_name,
                    "dates": [
                        campaign.date_start,
                        campaign.date_study_end,
                        campaign.date_self_check_end,
                        campaign.date_supervision_end,
                        campaign.date_submission,
                    ],
                    "units": campaign.dossier_count,
                    "findings": campaign.finding_count,
                    "open_findings": campaign.open_finding_count,
                },
            }
            for campaign in self
        }

    def _get_signoff_roles(self):
        return dict.fromkeys(self.ids, self.env._("Head of the leading group"))

    def _get_over_reasons(self):
        """Return the sentence that says that nothing new is recorded in the campaigns, if so."""
        over = self.filtered(lambda campaign: campaign.state in CAMPAIGN_OVER_STATES)
        if not over:
            return []
        return [
            self.env._(
                "%(campaign)s is “%(state)s”; nothing new is recorded in it. Use the follow-up "
                "campaign.",
                campaign=over[0].name,
                state=over._get_state_label(over[0].state),
            )
        ]

    def _check_not_over(self):
        """Raise UserError when one of the campaigns is closed or cancelled."""
        if reasons := self._get_over_reasons():
            raise UserError("\n".join(reasons))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_ledger_name(self):
        """Return the name of the workbook's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Ledger", self.display_name)

    # ------------------------------------------------------------
    # LAUNCH
    # ------------------------------------------------------------

    def _get_launch_reasons(self):
        """Blocks without a published catalogue, units or dates of the phases, and when archived."""
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
        domain = Domain("is_prepared", "=", False) & Domain(
            "campaign_id.state", "in", CAMPAIGN_PHASES
        )
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
        running = self.search([("state", "in", CAMPAIGN_PHASES)], limit=2)
        return running if len(running) == 1 else running.browse()

    def _get_phase_deadline(self):
        """Return the last day of the phase the campaign is in, or False."""
        self.ensure_one()
        name = dict(zip(CAMPAIGN_PHASES, PHASE_ENDS, strict=True)).get(self.state)
        return self[name] if name else fields.Date.to_date(False)

    def _get_phases(self, today):
        """Return how the phases of the campaign stand on ``today``, as desk and dashboard show it.

        ``[{"key", "name", "dates", "status", "due", "is_late"}]``, status done, current or coming;
        before the launch all are coming, at the end all are done.
        """
        self.ensure_one()
        if self.state in CAMPAIGN_PHASES:
            current = CAMPAIGN_PHASES.index(self.state)
        else:
            current = len(CAMPAIGN_PHASES) if self.state == "closed" else -1
        phases = []
        start = self.date_start
        for number, (state, end_field) in enumerate(zip(CAMPAIGN_PHASES, PHASE_ENDS, strict=True)):
            end = self[end_field]
            dates = " – ".join(format_date(self.env, date) for date in (start, end) if date)
            is_current = number == current
            phases.append(
                {
                    "key": state,
                    "name": self._get_state_label(state),
                    "dates": dates,
                    "status": "current"
                    if is_current
                    else ("done" if number < current else "coming"),
                    "due": self._describe_end((end - today).days) if is_current and end else "",
                    "is_late": bool(is_current and end and end < today),
                }
            )
            start = end and end + timedelta(days=1)
        return phases

    def _describe_end(self, days):
        """Return in words how far the end of a phase is away; negative ``days``: it is over."""
        if days < 0:
            return self.env._("ended %s days ago", -days)
        if days == 0:
            return self.env._("ends today")
        return self.env._("ends in %s days", days)
