from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core import clock
from ..core.flows import CAMPAIGN_PHASES

# The unit's list lies with the leading group, or was accepted.
HANDED_IN_STATES = ("submitted", "accepted", "completed")
# The columns of the printed list, in their order.
UNIT_LIST = (
    "index",
    "area",
    "description",
    "measures",
    "leader",
    "unit",
    "responsible",
    "deadline",
    "type",
    "progress",
    "signed_off",
)


class RectificationDossier(models.Model):
    """The dossier (单位整治台账) of one unit in one campaign.

    | action          | who                                        | when                          |
    |-----------------|--------------------------------------------|-------------------------------|
    | sign and submit | the unit's head                            | open, returned                |
    | accept, return  | an officer who is not on the unit's roster | submitted                     |
    | complete        | an officer who is not on the unit's roster | accepted, all findings closed |
    """

    _name = "rectification.dossier"
    _description = "Dossier"
    _inherit = [
        "rectification.flow.mixin",
        "rectification.board.mixin",
        "rectification.log.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "campaign_id desc, unit_sequence, unit_id, id"
    _rec_names_search = ["unit_id.name", "unit_id.code", "campaign_id.name"]

    _protected_fields = frozenset(
        {
            "submitted_by_id",
            "submitted_on",
            "accepted_by_id",
            "accepted_on",
            "is_prepared",
            "return_count",
            "imported_on",
        }
    )
    _asking_buttons = {
        ("submitted", "returned"): "action_return",
        ("accepted", "returned"): "action_return",
        ("completed", "returned"): "action_return",
    }

    campaign_id = fields.Many2one(
        "rectification.campaign", required=True, index=True, ondelete="restrict"
    )
    unit_id = fields.Many2one("rectification.unit", required=True, index=True, ondelete="restrict")
    unit_kind = fields.Selection(related="unit_id.kind", store=True, precompute=True)
    unit_sequence = fields.Integer(related="unit_id.sequence", store=True, precompute=True)
    campaign_state = fields.Selection(related="campaign_id.state", string="Phase")
    date_submission = fields.Date(
        related="campaign_id.date_submission", store=True, precompute=True
    )
    active = fields.Boolean(default=True)
    state = fields.Selection(
        [
            ("open", "Being Filled In"),
            ("submitted", "Submitted"),
            ("returned", "Returned"),
            ("accepted", "Accepted"),
            ("completed", "Completed"),
        ],
        default="open",
        required=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    is_prepared = fields.Boolean("Sheets Prepared", readonly=True, copy=False, index=True)
    submitted_by_id = fields.Many2one("res.users", "Signed By", readonly=True, copy=False)
    submitted_on = fields.Datetime(readonly=True, copy=False)
    accepted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    accepted_on = fields.Datetime(readonly=True, copy=False)
    return_reason = fields.Text("Reason for Return", copy=False)
    return_count = fields.Integer("Times Returned", readonly=True, copy=False)
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_is_late")
    # content
    check_ids = fields.One2many("rectification.check", "dossier_id", "Self-Check Sheets")
    personal_check_ids = fields.One2many(
        "rectification.check",
        "dossier_id",
        "Personal Sheets",
        domain=[("member_id", "!=", False)],
    )
    unit_check_id = fields.Many2one(
        "rectification.check", "Unit's Sheet", compute="_compute_unit_check_id", store=True
    )
    nil_return = fields.Boolean(related="unit_check_id.nil_return", store=True)
    finding_ids = fields.One2many("rectification.finding", "dossier_id", "Findings")
    # figures
    answered_count = fields.Integer("Items Answered", compute="_compute_answer_figures")
    line_count = fields.Integer("Items", compute="_compute_answer_figures")
    personal_count = fields.Integer("Personal Sheets (Number)", compute="_compute_personal_figures")
    personal_submitted_count = fields.Integer(
        "Personal Sheets Handed In", compute="_compute_personal_figures"
    )
    finding_count = fields.Integer("Findings (Number)", compute="_compute_finding_figures")
    open_finding_count = fields.Integer("Still Open", compute="_compute_finding_figures")
    overdue_finding_count = fields.Integer("Overdue", compute="_compute_finding_figures")
    closed_finding_count = fields.Integer("Signed Off", compute="_compute_finding_figures")

    _unit_uniq = models.Constraint(
        "UNIQUE (campaign_id, unit_id)", "This unit has a dossier in the campaign already."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("unit_id.name", "campaign_id.name")
    def _compute_display_name(self):
        # sudo: names only; a cadre sees the dossier's name on a card without seeing the dossier.
        for dossier in self.sudo():
            dossier.display_name = f"{dossier.unit_id.name} · {dossier.campaign_id.name}"

    @api.depends("check_ids.member_id")
    def _compute_unit_check_id(self):
        for dossier in self:
            dossier.unit_check_id = dossier.check_ids.filtered(lambda check: not check.member_id)[
                :1
            ]

    @api.depends("state", "date_submission")
    def _compute_is_late(self):
        today = clock.today(self.env)
        for dossier in self:
            dossier.is_late = bool(
                dossier.state in ("open", "returned")
                and dossier.date_submission
                and dossier.date_submission < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "in", ("open", "returned")),
            ("date_submission", "<", clock.today(self.env)),
        ]

    @api.depends("unit_check_id")
    def _compute_answer_figures(self):
        for dossier in self:
            dossier.answered_count = dossier.unit_check_id.answered_count
            dossier.line_count = dossier.unit_check_id.line_count

    @api.depends("check_ids.state")
    def _compute_personal_figures(self):
        groups = self.env["rectification.check"]._read_group(
            [("dossier_id", "in", self.ids), ("member_id", "!=", False)],
            ["dossier_id", "state"],
            ["__count"],
        )
        totals, handed_in = {}, {}
        for dossier, state, count in groups:
            totals[dossier.id] = totals.get(dossier.id, 0) + count
            if state in ("submitted", "confirmed"):
                handed_in[dossier.id] = handed_in.get(dossier.id, 0) + count
        for dossier in self:
            dossier.personal_count = totals.get(dossier.id, 0)
            dossier.personal_submitted_count = handed_in.get(dossier.id, 0)

    @api.depends("finding_ids.state", "finding_ids.light")
    def _compute_finding_figures(self):
        groups = self.env["rectification.finding"]._read_group(
            [("dossier_id", "in", self.ids)], ["dossier_id", "state", "light"], ["__count"]
        )
        figures = {}
        for dossier, state, light, count in groups:
            row = figures.setdefault(dossier.id, [0, 0, 0, 0])
            row[0] += count
            row[1] += count if light != "closed" else 0
            row[2] += count if light == "red" else 0
            row[3] += count if state == "closed" else 0
        for dossier in self:
            (
                dossier.finding_count,
                dossier.open_finding_count,
                dossier.overdue_finding_count,
                dossier.closed_finding_count,
            ) = figures.get(dossier.id, (0, 0, 0, 0))

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        campaigns = self.env["rectification.campaign"].browse(
            {vals["campaign_id"] for vals in vals_list if vals.get("campaign_id")}
        )
        campaigns._check_not_over()
        dossiers = super().create(vals_list)
        # However a unit was enrolled: it gets its sheets from the same job as the others did.
        dossiers.campaign_id.filtered("launched_on")._start_launch()
        return dossiers

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.filtered(
            lambda dossier: (
                dossier.state != "open"
                or dossier.finding_ids
                or any(check.state != "draft" or check.line_ids for check in dossier.check_ids)
            )
        )
        if used:
            raise UserError(
                self.env._(
                    "%s: work has been done in it, and it stays. Archive it if the unit no longer "
                    "takes part.",
                    used._get_names(),
                )
            )
        # Sheets nobody has touched go with the enrolment that created them.
        self.check_ids.unlink()

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if vals.keys() & {"campaign_id", "unit_id"}:
            raise UserError(
                self.env._(
                    "%s: a dossier stays with its unit and its campaign. Enrol the other unit, or "
                    "enrol this one in the other campaign.",
                    self._get_names(),
                )
            )
        if "active" in vals:
            others = self - self._filter_role_officer()
            if others:
                raise UserError(
                    self.env._(
                        "%s: only an officer of the leading group who is not on the unit's roster "
                        "archives or restores a dossier.",
                        others._get_names(),
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_submit(self):
        """Sign the unit's list and hand it in (the unit's head)."""
        self._move_to("submitted")

    def action_accept(self):
        """Accept the dossier as it was handed in (an officer of the leading group)."""
        self._move_to("accepted")

    def action_complete(self):
        """Declare the rectification of the unit complete (an officer of the leading group)."""
        self._move_to("completed")

    def action_return(self):
        """Ask what has to be redone, and return the dossiers."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return the Dossier"),
            "res_model": "rectification.dossier.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_ids": self.ids},
        }

    def action_open_unit_sheet(self):
        """Open the unit's sheet, started if it was not."""
        self.ensure_one()
        if not self.unit_check_id:
            raise UserError(
                self.env._(
                    "%s: the sheets are being prepared. Try again in a minute.", self.display_name
                )
            )
        return self.unit_check_id.action_open_sheet()

    def _get_content_action(self, xmlid, domain=()):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(f"rectification_campaign.{xmlid}")
        action["domain"] = [("dossier_id", "=", self.id), *domain]
        action["context"] = {"default_dossier_id": self.id}
        return action

    def action_open_findings(self):
        """Open the findings of this dossier."""
        return self._get_content_action("rectification_finding_action")

    def action_open_personal_sheets(self):
        """Open the personal sheets of this unit's members."""
        return self._get_content_action("rectification_check_action", [("member_id", "!=", False)])

    def action_open_signoffs(self):
        """Open the sign-offs of this dossier and all it contains."""
        return self._get_content_action("rectification_signoff_action")

    def action_export_ledger(self):
        """Download the ledger of the unit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/ledger/dossier/{self.id}",
            "target": "download",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _prepare_sheets(self):
        """Create the sheets that are missing: one for the unit, one for each member.

        Called by the launching job and safe to repeat: who has a sheet gets no second one. The
        lines of a sheet are written when its owner starts it.
        """
        vals_list = []
        # sudo: rosters and sheets are complete here, also for an officer who does not see them.
        for dossier in self.sudo():
            present = dossier.check_ids.member_id
            if not dossier.unit_check_id:
                vals_list.append({"dossier_id": dossier.id})
            vals_list += [
                {"dossier_id": dossier.id, "member_id": member.id}
                for member in dossier.unit_id.member_ids - present
            ]
        self.env["rectification.check"].sudo().create(vals_list)
        self.sudo()._write_protected({"is_prepared": True})

    def _ask_preparation(self):
        """Let the job look at these dossiers again, because their roster has grown."""
        running = self.filtered(lambda dossier: dossier.campaign_state in CAMPAIGN_PHASES)
        if running:
            running._write_protected({"is_prepared": False})
            running.campaign_id._start_launch()

    def _do_sign_sheet(self):
        """The head's signature covers the unit's sheet and the findings that were returned."""
        checks = self.unit_check_id
        checks.filtered(lambda check: check.state in ("draft", "returned"))._move_to("submitted")
        checks.filtered(lambda check: check.state == "submitted")._move_to("confirmed")
        self.finding_ids.filtered(
            lambda finding: finding.is_returned and finding.state in ("draft", "open")
        )._write_protected({"is_returned": False})

    def _do_return(self, reason, findings):
        """Return the dossiers with ``reason``: whole, or only ``findings`` that are to be redone.

        Returned as a whole, the unit's sheet opens again; returned by findings, all other answers
        stay as they were signed.
        """
        if findings:
            strangers = findings.filtered(
                lambda finding: finding.dossier_id not in self or finding.member_id
            )
            if strangers:
                raise UserError(
                    self.env._(
                        "%s: is not on the list of the units that are returned.",
                        strangers._get_names(),
                    )
                )
            spared = self - findings.dossier_id
            if spared:
                raise UserError(
                    self.env._(
                        "%s: none of its findings is chosen. Choose one, or return this dossier by "
                        "itself.",
                        spared._get_names(),
                    )
                )
        self._move_to("returned", return_reason=reason)
        if findings:
            findings._do_return_text(reason)
        else:
            self.unit_check_id.filtered(
                lambda check: check.state in ("submitted", "confirmed")
            )._move_to("returned", return_reason=reason)

    def _get_own_members(self):
        """Return ``{dossier id: id of the current user's line on the unit's roster}``."""
        members = (
            self.env["rectification.unit.member"]
            .sudo()  # sudo: the user's own line
            .search([("user_id", "=", self.env.uid), ("unit_id", "in", self.sudo().unit_id.ids)])
        )
        by_unit = {member.unit_id: member.id for member in members}
        return {
            dossier.id: by_unit[dossier.unit_id]
            for dossier in self.sudo()
            if dossier.unit_id in by_unit
        }

    def _get_liaison_user(self):
        """Return the user who prepares the unit's papers: a liaison, else the head."""
        return self.unit_id.sudo()._get_contact_user()  # sudo: only to address the activity

    def _plan_activity(self, xmlid, user_by_id, note="", deadline_by_id=None):
        """Give each record one activity of a type; see ``rectification.activity.planner``."""
        return self.env["rectification.activity.planner"]._plan(
            self, xmlid, user_by_id, note=note, deadline_by_id=deadline_by_id
        )

    def _clear_activities(self):
        """Take back the automatic activities that the last step has settled."""
        self.env["rectification.activity.planner"]._clear(self)

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
        """Blocks while the unit's sheet or a finding is incomplete, or the campaign is over."""
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
        """Blocks for the person who submitted it, also when no longer the head of the unit."""
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
        """Blocks when the campaign is over: it could not be submitted again."""
        return {dossier.id: dossier.campaign_id._get_over_reasons() for dossier in self}

    def _get_completion_reasons(self):
        """Blocks while findings are open."""
        return {
            dossier.id: [self.env._("%s findings are not closed yet.", dossier.open_finding_count)]
            for dossier in self
            if dossier.open_finding_count
        }

    def _get_resumption_reasons(self):
        """Blocks when all findings are closed."""
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

    def _get_ledger_name(self):
        """Return the name of the workbook's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Ledger", self.display_name)

    def _get_list_name(self):
        """Return the name of the printed list's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - List of Problems and Rectification", self.display_name)

    def _get_list(self):
        """Return what the printed list (问题及整改清单) of the unit shows."""
        self.ensure_one()
        ledger = self.env["rectification.ledger"]
        return ledger._get_list(
            [("dossier_id", "=", self.id), ("member_id", "=", False)],
            UNIT_LIST,
            campaign=self.campaign_id,
            unit=self.unit_id,
            nil_return=self.nil_return,
            signatures=[
                (
                    # 单位主要负责人（签字）
                    self.env._("Head of the Unit (Signature)"),
                    ledger._get_register_note(self.submitted_by_id, self.submitted_on),
                ),
                # 联络员（签字）
                (self.env._("Liaison (Signature)"), ""),
                (
                    # 专项整治领导小组办公室（审核）
                    self.env._("Office of the Leading Group (Reviewed)"),
                    ledger._get_register_note(self.accepted_by_id, self.accepted_on),
                ),
            ],
        )
