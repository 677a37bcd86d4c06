from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..core import clock

REQUEST_FIELDS = frozenset({"reason", "progress", "requested_deadline"})
ANSWER_FIELDS = frozenset({"granted_deadline", "condition"})


class RectificationExtension(models.Model):
    """A request for a later deadline (延期) of a finding; every request is kept.

    | step                | who                                                   | when          |
    |---------------------|-------------------------------------------------------|---------------|
    | ask                 | head, liaison, author, responsible persons            | not overdue   |
    | agree               | the unit's head (asking as head agrees at once)       | requested     |
    | grant, also a       | officer of the leading group, neither on the unit's   | agreed        |
    | shorter extension   | roster nor the one who asked; writes the new deadline |               |
    | refuse              | the unit's head before agreeing, or such an officer   | requested     |
    """

    _name = "rectification.extension"
    _description = "Extension"
    _inherit = [
        "rectification.flow.mixin",
        "rectification.unnoticed.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "finding_id"

    _protected_fields = frozenset(
        {
            "old_deadline",
            "requested_by_id",
            "requested_on",
            "head_confirmed_by_id",
            "head_confirmed_on",
            "decided_by_id",
            "decided_on",
        }
    )

    # what about
    finding_id = fields.Many2one(
        "rectification.finding", required=True, index=True, ondelete="restrict"
    )
    dossier_id = fields.Many2one(
        related="finding_id.dossier_id", store=True, precompute=True, index=True
    )
    campaign_id = fields.Many2one(
        related="finding_id.campaign_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(related="finding_id.unit_id", store=True, precompute=True, index=True)
    # request
    reason = fields.Text(required=True, help="Why the deadline cannot be kept.")
    progress = fields.Text(required=True, help="What has been done so far.")
    old_deadline = fields.Date("Deadline So Far", readonly=True, copy=False)
    requested_deadline = fields.Date("Deadline Asked For", required=True)
    requested_by_id = fields.Many2one("res.users", "Asked By", readonly=True, copy=False)
    requested_on = fields.Datetime("Asked On", readonly=True, copy=False)
    head_confirmed_by_id = fields.Many2one("res.users", "Agreed By", readonly=True, copy=False)
    head_confirmed_on = fields.Datetime("Agreed On", readonly=True, copy=False)
    # answer
    state = fields.Selection(
        [("requested", "Requested"), ("granted", "Granted"), ("refused", "Refused")],
        default="requested",
        required=True,
        copy=False,
        index=True,
    )
    granted_deadline = fields.Date("New Deadline", copy=False)
    condition = fields.Text(copy=False, help="What is expected until the new deadline.")
    answer = fields.Text("Reason for Refusal", copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    waiting_for = fields.Selection(
        [("head", "Waits for the unit's head"), ("office", "Waits for the leading group")],
        compute="_compute_waiting_for",
        search="_search_waiting_for",
    )
    is_request_editable = fields.Boolean(compute="_compute_rights")
    can_agree = fields.Boolean(compute="_compute_rights")

    _open_uniq = models.UniqueIndex(
        "(finding_id) WHERE state = 'requested'",
        "An extension has been asked for already and waits for an answer.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("finding_id.display_name", "requested_deadline")
    def _compute_display_name(self):
        for extension in self:
            extension.display_name = self.env._(
                "Extension of %(finding)s to %(date)s",
                finding=extension.finding_id.display_name,
                date=fields.Date.to_string(extension.requested_deadline) or "…",
            )

    @api.depends("state", "head_confirmed_by_id")
    def _compute_waiting_for(self):
        for extension in self:
            extension.waiting_for = False
            if extension.state == "requested":
                extension.waiting_for = "office" if extension.head_confirmed_by_id else "head"

    def _search_waiting_for(self, operator, value):
        if operator != "in":
            return NotImplemented
        confirmed = Domain("head_confirmed_by_id", "!=", False)
        parts = [confirmed if item == "office" else ~confirmed for item in value if item]
        return Domain("state", "=", "requested") & Domain.OR(parts)

    @api.depends("state", "head_confirmed_by_id")
    @api.depends_context("uid")
    def _compute_rights(self):
        heads, writers = self._filter_role_head(), self._filter_role_asker()
        for extension in self:
            is_open = extension.state == "requested" and not extension.head_confirmed_by_id
            extension.can_agree = is_open and extension in heads
            extension.is_request_editable = is_open and extension in writers

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Show the finding's present deadline before anything is stored."""
        defaults = super().default_get(fields)
        if defaults.get("finding_id") and "old_deadline" in fields:
            finding = self.env["rectification.finding"].browse(defaults["finding_id"])
            defaults["old_deadline"] = finding.deadline
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        self.check_access("create")
        # The form shows the deadline so far; what is stored is looked up again.
        vals_list = [
            {name: value for name, value in vals.items() if name != "old_deadline"}
            for vals in vals_list
        ]
        extensions = super().create(vals_list)
        extensions._check_request()
        extensions._register_signoff("requested")
        asked_by_head = extensions._filter_role_head()
        asked_by_head._do_agree()
        waiting = extensions - asked_by_head
        self.env["rectification.activity.planner"]._plan(
            waiting,
            "rectification_campaign.mail_activity_extension_agree",
            # sudo: only to address the activity
            {extension.id: extension.unit_id.sudo().head_user_id for extension in waiting},
        )
        extensions._log_on_finding(self.env._("Extension asked for"))
        return extensions

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._(
                "%s: requests for an extension stay on record. An open one can be refused.",
                self._get_names(),
            )
        )

    def _check_content_write(self, vals):
        super()._check_content_write(vals)
        if "finding_id" in vals:
            raise UserError(self.env._("A request for an extension stays with its finding."))
        names = vals.keys() & (REQUEST_FIELDS | ANSWER_FIELDS)
        if not names:
            return
        settled = self.filtered(lambda extension: extension.state != "requested")
        if settled:
            raise UserError(
                self.env._("%s: has been answered and stays as it is.", settled._get_names())
            )
        if names & REQUEST_FIELDS:
            refused = self.filtered(lambda extension: not extension.is_request_editable)
            if refused:
                raise UserError(
                    self.env._(
                        "%s: the request can be changed by whoever may ask for it, until the "
                        "unit's head has agreed.",
                        refused._get_names(),
                    )
                )
        refused = self - self._filter_role_officer()
        if names & ANSWER_FIELDS and refused:
            raise UserError(
                self.env._(
                    "%s: the answer is given by an officer of the leading group who is not on the "
                    "unit's roster.",
                    refused._get_names(),
                )
            )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"requested_deadline"}:
            self._check_request()
        return result

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
    # FLOW
    # ------------------------------------------------------------

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
        """Blocks without the head's agreement, for those who asked or agreed, or on wrong dates."""
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
        """Blocks for a head who has agreed already, and for an officer who asked for it."""
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
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _complete_initial_values(self, vals_list):
        findings = self.env["rectification.finding"].browse(
            {vals["finding_id"] for vals in vals_list if vals.get("finding_id")}
        )
        deadlines = {finding.id: finding.deadline for finding in findings}
        self._check_nothing_open(findings)
        now = fields.Datetime.now()
        return super()._complete_initial_values(
            [
                {
                    **vals,
                    "old_deadline": deadlines.get(vals.get("finding_id")),
                    "requested_by_id": self.env.uid,
                    "requested_on": now,
                }
                for vals in vals_list
            ]
        )

    @api.model
    def _check_nothing_open(self, findings):
        """Raise UserError naming the findings for which a request waits already."""
        # sudo: a request of somebody else counts, whether the user may read it or not
        waiting = self.sudo().search(
            [("finding_id", "in", findings.ids), ("state", "=", "requested")]
        )
        if waiting:
            raise UserError(
                self.env._(
                    "%s: an extension has been asked for already and waits for an answer.",
                    waiting.finding_id._get_names(),
                )
            )

    def _check_request(self):
        """Raise UserError naming every finding whose deadline cannot be extended, and why."""
        today = clock.today(self.env)
        askers = self._filter_role_asker()
        lines = []
        for extension in self:
            finding = extension.finding_id
            sentence = ""
            if extension not in askers:
                sentence = self.env._(
                    "an extension is asked for by the unit's head or liaison, or by whoever is "
                    "responsible for the finding."
                )
            elif finding.state not in ("open", "in_progress"):
                sentence = self.env._(
                    "is “%s”; an extension is for findings that are being put right.",
                    finding._get_state_label(finding.state),
                )
            elif not extension.old_deadline:
                sentence = self.env._("has no deadline yet, so there is nothing to extend.")
            elif extension.old_deadline < today:
                sentence = self.env._(
                    "the deadline (%s) has passed. An extension has to be asked for before; now "
                    "only the leading group can set another date.",
                    extension.old_deadline,
                )
            elif extension.requested_deadline <= extension.old_deadline:
                sentence = self.env._(
                    "the date asked for (%(new)s) does not lie after the deadline (%(old)s).",
                    new=extension.requested_deadline,
                    old=extension.old_deadline,
                )
            if sentence:
                lines.append(
                    self.env._(
                        "%(record)s: %(sentence)s",
                        record=finding.display_name,
                        sentence=sentence,
                    )
                )
        if lines:
            raise UserError("\n".join(lines))

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
