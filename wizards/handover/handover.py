from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

OPEN_FINDINGS = Domain("state", "not in", ("closed", "rejected")) & Domain(
    "successor_id", "=", False
)
OPEN_ACTIONS = Domain("state", "in", ("todo", "doing"))
OPEN_SHEETS = Domain("state", "in", ("draft", "returned"))
# Models whose activities are passed on with the work of a unit.
UNIT_MODELS = (
    "rectification.dossier",
    "rectification.check",
    "rectification.finding",
    "rectification.extension",
    "rectification.mechanism",
)


class RectificationTransfer(models.TransientModel):
    """Passes the open work of somebody who leaves to somebody else, and records it.

    | whose work               | who does it                                                   |
    |--------------------------|---------------------------------------------------------------|
    | of a person on a roster  | officer of the leading group who is not on that roster        |
    | of an officer            | head of the leading group                                     |

    What is closed or signed stays with the person who did it. A personal sheet cannot become
    somebody else's: when the leaver's login is taken off the roster, head and liaison complete it.
    """

    _name = "rectification.transfer"
    _description = "Pass On Work"

    scope = fields.Selection(
        [("unit", "Of a Person on a Roster"), ("office", "Of an Officer")],
        "Whose Work",
        required=True,
        default="unit",
    )
    unit_id = fields.Many2one("rectification.unit")
    from_member_id = fields.Many2one(
        "rectification.unit.member", "From", domain="[('unit_id', '=', unit_id)]"
    )
    to_member_id = fields.Many2one(
        "rectification.unit.member",
        "To",
        domain="[('unit_id', '=', unit_id), ('id', '!=', from_member_id)]",
    )
    from_user_id = fields.Many2one(
        "res.users", "From (Officer)", domain=lambda self: self._get_officer_domain()
    )
    to_user_id = fields.Many2one(
        "res.users", "To (Officer)", domain=lambda self: self._get_officer_domain()
    )
    take_role = fields.Boolean(
        "The Role as Well",
        compute="_compute_take_role",
        store=True,
        readonly=False,
        help="Whoever takes over becomes head or liaison in the leaver's place.",
    )
    leaves = fields.Boolean(
        "Leaves the Unit", default=True, help="Archives the person on the roster, without a login."
    )
    reason = fields.Char(help="For example: has been posted elsewhere.")
    summary = fields.Text(compute="_compute_summary")

    # ------------------------------------------------------------
    # DEFAULT AND COMPUTE
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields_list):
        """Begin with the line of the roster from which the wizard was opened."""
        defaults = super().default_get(fields_list)
        context = self.env.context
        if context.get("active_model") == "rectification.unit.member":
            member = self.env["rectification.unit.member"].browse(context.get("active_id"))
            defaults.update({"from_member_id": member.id, "unit_id": member.unit_id.id})
        return defaults

    @api.model
    def _get_officer_domain(self):
        group = self.env.ref("rectification_campaign.group_officer")
        return [("all_group_ids", "in", group.ids), ("share", "=", False)]

    @api.depends("from_member_id")
    def _compute_take_role(self):
        for wizard in self:
            wizard.take_role = wizard.from_member_id.role in ("head", "liaison")

    @api.depends("scope", "from_member_id", "from_user_id")
    def _compute_summary(self):
        for wizard in self:
            wizard.summary = "\n".join(
                f"{label}: {len(records)}"
                for label, records in wizard._get_work().values()
                if records
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_apply(self):
        """Pass the work on; raise UserError when nobody or the wrong person would take over."""
        self.ensure_one()
        if self.scope == "unit":
            self._check_unit()
            self._do_unit()
        else:
            self._check_office()
            self._do_office()
        return {"type": "ir.actions.act_window_close"}

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_work(self):
        """Return ``{key: (label, records)}``: the open work that is passed on."""
        self.ensure_one()
        if self.scope == "unit":
            return self._get_unit_work() if self.from_member_id else {}
        return self._get_office_work() if self.from_user_id else {}

    def _get_unit_work(self):
        member = self.from_member_id
        in_unit = Domain("unit_id", "=", member.unit_id.id)
        findings = self.env["rectification.finding"]
        mine = Domain("responsible_member_id", "=", member.id) | Domain(
            "leader_member_id", "=", member.id
        )
        work = {
            "findings": (self.env._("Findings"), findings.search(OPEN_FINDINGS & mine)),
            "actions": (
                self.env._("Actions"),
                self.env["rectification.action"].search(
                    OPEN_ACTIONS & Domain("member_id", "=", member.id)
                ),
            ),
            "sheets": (
                self.env._("Open sheets"),
                self.env["rectification.check"].search(
                    OPEN_SHEETS & Domain("member_id", "=", member.id)
                ),
            ),
        }
        user = member.user_id
        work["mechanisms"] = (
            self.env._("Mechanisms"),
            self.env["rectification.mechanism"].search(
                in_unit & Domain("user_id", "=", user.id or 0) & Domain("state", "=", "in_force")
            ),
        )
        work["activities"] = (
            self.env._("Activities"),
            self._get_activities(
                user,
                {name: self.env[name].search(in_unit) for name in UNIT_MODELS},
            ),
        )
        return work

    def _get_office_work(self):
        user = self.from_user_id
        return {
            "reviews": (
                self.env._("Reviews"),
                self.env["rectification.review"].search(
                    [("reviewer_ids", "in", user.ids), ("state", "=", "draft")]
                ),
            ),
            "campaigns": (
                self.env._("Campaigns"),
                self.env["rectification.campaign"].search(
                    [
                        ("officer_user_ids", "in", user.ids),
                        ("state", "not in", ("closed", "cancelled")),
                    ]
                ),
            ),
            "mechanisms": (
                self.env._("Mechanisms"),
                self.env["rectification.mechanism"].search(
                    [("user_id", "=", user.id), ("state", "=", "in_force")]
                ),
            ),
            "activities": (
                self.env._("Activities"),
                self._get_activities(
                    user,
                    {
                        name: self.env[name].search([("activity_ids.user_id", "=", user.id)])
                        for name in (
                            *UNIT_MODELS,
                            "rectification.campaign",
                            "rectification.action",
                            "rectification.review",
                        )
                    },
                ),
            ),
        }

    def _get_activities(self, user, records_by_model):
        if not user:
            return self.env["mail.activity"]
        # sudo: the activities are somebody else's; those on records the officer sees are moved.
        activities = self.env["mail.activity"].sudo()
        domain = Domain.OR(
            Domain("res_model", "=", name) & Domain("res_id", "in", records.ids)
            for name, records in records_by_model.items()
        )
        return activities.search(domain & Domain("user_id", "=", user.id))

    def _check_unit(self):
        """Raise when the user may not do this, or the persons do not fit."""
        old, new = self.from_member_id, self.to_member_id
        if not old or not new:
            raise UserError(self.env._("Say whose work is passed on, and to whom."))
        if old == new:
            raise UserError(self.env._("%s cannot take over from himself or herself.", old.name))
        if old.unit_id != new.unit_id:
            raise UserError(
                self.env._(
                    "%(new)s is on the roster of %(unit)s. The work of a unit stays in it: choose "
                    "somebody of %(old_unit)s.",
                    new=new.name,
                    unit=new.unit_id.name,
                    old_unit=old.unit_id.name,
                )
            )
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            raise AccessError(self.env._("The work of a unit is passed on by an officer."))
        # sudo: whether the user is on the list is the question; the list is not shown.
        if self.env.user in old.unit_id.sudo().roster_user_ids:
            raise UserError(
                self.env._(
                    "You are on the roster of %s. Leave it to another officer.", old.unit_id.name
                )
            )
        if not new.active:
            raise UserError(self.env._("%s has left the roster.", new.name))
        if old.user_id and not new.user_id:
            raise UserError(
                self.env._(
                    "%s has no login and would not see what has to be done. Give the person one on "
                    "the roster, or choose somebody else.",
                    new.name,
                )
            )

    def _check_office(self):
        old, new = self.from_user_id, self.to_user_id
        if not old or not new or old == new:
            raise UserError(self.env._("Say whose work is passed on, and to which other officer."))
        if not self.env.user.has_group("rectification_campaign.group_leader"):
            raise AccessError(
                self.env._("An officer's work is passed on by the head of the leading group.")
            )
        if not new.has_group("rectification_campaign.group_officer"):
            raise UserError(self.env._("%s is not an officer of the leading group.", new.name))
        reviews = self._get_work()["reviews"][1]
        # sudo: whether somebody is on the list is the question; the list is not shown.
        own = reviews.filtered(lambda review: new in review.unit_id.sudo().roster_user_ids)
        if own:
            raise UserError(
                self.env._(
                    "%(officer)s is on the roster of the unit reviewed: %(reviews)s. Give these "
                    "reviews to somebody else first.",
                    officer=new.name,
                    reviews=own._get_names(),
                )
            )

    def _do_unit(self):
        old, new = self.from_member_id, self.to_member_id
        work = {key: records for key, (__, records) in self._get_work().items()}
        sentence = self._get_sentence(old.name, new.name)
        for name in ("responsible_member_id", "leader_member_id"):
            findings = work["findings"].filtered(lambda finding, name=name: finding[name] == old)
            # Past the guard of the list's text: a person is replaced, nothing else is changed.
            findings._write_protected({name: new.id})
        work["actions"]._write_protected({"member_id": new.id})
        work["actions"]._refresh_activities()
        work["mechanisms"].write({"user_id": new.user_id.id})
        self._move_activities(work["activities"], new.user_id)
        role = old.role
        if self.take_role and role != "cadre":
            old.role = "cadre"
            new.role = role
        if self.leaves:
            # Without a login on the line, head and liaison complete the leaver's sheet.
            old.write({"active": False, "user_id": False})
        for key in ("findings", "actions", "sheets", "mechanisms"):
            self._record(work[key], sentence)
        dossiers = self.env["rectification.dossier"].search(
            [("unit_id", "=", old.unit_id.id), ("state", "!=", "completed")]
        )
        self._record(dossiers, sentence)
        self._log(old.unit_id, sentence)

    def _do_office(self):
        old, new = self.from_user_id, self.to_user_id
        work = {key: records for key, (__, records) in self._get_work().items()}
        sentence = self._get_sentence(old.name, new.name)
        commands = [Command.unlink(old.id), Command.link(new.id)]
        work["reviews"].write({"reviewer_ids": commands})
        work["campaigns"].write({"officer_user_ids": commands})
        work["mechanisms"].write({"user_id": new.id})
        self._move_activities(work["activities"], new)
        for key in ("reviews", "campaigns", "mechanisms"):
            self._record(work[key], sentence)
        self.env["rectification.referral"]._do_transfer(old, new, sentence)

    def _get_sentence(self, old_name, new_name):
        sentence = self.env._("Passed on from %(old)s to %(new)s.", old=old_name, new=new_name)
        return f"{sentence} {self.reason}" if self.reason else sentence

    def _move_activities(self, activities, user):
        """Give the activities to ``user``, silently as they were planned."""
        activities = activities.exists()
        if user:
            # sudo: they were planned for somebody else
            activities.sudo().with_context(mail_activity_quick_update=True).write(
                {"user_id": user.id}
            )

    def _record(self, records, sentence):
        """Enter the change into the register and the chatter of ``records``."""
        if not records:
            return
        records._register_signoff("transferred", comment=sentence)
        self._log(records, sentence)

    def _log(self, records, sentence):
        body = Markup("<p>%s</p>") % sentence
        records._message_log_batch(bodies=dict.fromkeys(records.ids, body))
