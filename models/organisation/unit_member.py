from collections import Counter

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

# What waits for a unit's head: {model: type of the activity}
SIGNATURES = {
    "rectification.check": "rectification_campaign.mail_activity_sign",
    "rectification.finding": "rectification_campaign.mail_activity_confirm",
    "rectification.extension": "rectification_campaign.mail_activity_extension_agree",
}
ROLES = [("head", "Head"), ("liaison", "Liaison"), ("cadre", "Cadre")]
# What rights follow from; only this is noted.
NOTED_FIELDS = ("unit_id", "role", "user_id", "active")


class RectificationUnitMember(models.Model):
    """A line of a unit's roster: a person, their job and their role in the campaign."""

    _name = "rectification.unit.member"
    _description = "Roster Member"
    _inherit = ["rectification.import.mixin"]
    _order = "unit_id, sequence, id"
    _rec_names_search = ["name", "job_title"]

    unit_id = fields.Many2one("rectification.unit", required=True, index=True, ondelete="restrict")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    job_title = fields.Char()
    is_party_member = fields.Boolean("Party Member", default=True)
    role = fields.Selection(ROLES, required=True, default="cadre")
    user_id = fields.Many2one(
        "res.users",
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
        help="With a user this person fills in their own sheet; without one the liaison does it.",
    )
    active = fields.Boolean(
        default=True, help="Whoever leaves the roster loses the user as well, and what it opens."
    )

    _head_uniq = models.UniqueIndex(
        "(unit_id) WHERE role = 'head' AND active", "A unit has one head only."
    )
    _user_uniq = models.UniqueIndex(
        "(unit_id, user_id) WHERE active", "This user is on the unit's roster already."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("name", "job_title")
    @api.depends_context("formatted_display_name")
    def _compute_display_name(self):
        for member in self:
            if member.job_title and self.env.context.get("formatted_display_name"):
                member.display_name = f"{member.name}\t--{member.job_title}--"
            else:
                member.display_name = member.name

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("user_id")
    def _check_internal_user(self):
        # sudo: whether a user is internal; a liaison may not read every user's record
        shared = self.sudo().filtered(lambda member: member.user_id.share)
        if shared:
            raise ValidationError(
                self.env._(
                    "%s: portal users cannot stand on a roster. Choose an internal user.",
                    shared.mapped("name"),
                )
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        defaults = self.default_get(["role", "active", "unit_id", "user_id"])
        rows = [{**defaults, **vals} for vals in vals_list]
        self._check_unit_given(rows)
        self._check_roster(rows)
        members = super().create(vals_list)
        members._check_roster_rights({name for vals in vals_list for name in vals})
        members._grant_unit_privilege()
        members._prepare_personal_sheets()
        members.filtered(lambda member: member.role == "head")._hand_over_signatures()
        members._note_changes({}, members._get_descriptions())
        return members

    def write(self, vals):
        self._check_roster_rights(vals)
        names = set(vals)
        if "active" in vals and not vals["active"]:
            # Who has left acts for the unit no more; head and liaison complete the sheet.
            vals = {**vals, "user_id": False}
        if "unit_id" in vals:
            self._check_unit_change(vals["unit_id"])
        if vals.keys() & {"unit_id", "role", "user_id", "active"}:
            self._check_roster(
                [
                    {
                        "name": member.name,
                        "unit_id": member.unit_id.id,
                        "role": member.role,
                        "user_id": member.user_id.id,
                        "active": member.active,
                        **vals,
                    }
                    for member in self
                ]
            )
        is_noted = bool(vals.keys() & set(NOTED_FIELDS))
        before = self._get_descriptions() if is_noted else {}
        result = super().write(vals)
        self._check_roster_rights(names)
        if vals.get("user_id"):
            self._grant_unit_privilege()
        if "user_id" in vals:
            self._hand_over_actions()
        if vals.keys() & {"unit_id", "role", "user_id", "active"}:
            self._hand_over_signatures()
        if vals.get("active") or "unit_id" in vals:
            self._prepare_personal_sheets()
        if is_noted:
            self._note_changes(before, self._get_descriptions())
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_sheet(self):
        checks = self.env["rectification.check"].sudo()  # sudo: count sheets the user cannot see
        busy = checks.search([("member_id", "in", self.ids)]).member_id
        if busy:
            raise UserError(
                self.env._(
                    "%s: has a self-check sheet, which stays. Archive the person instead.",
                    busy.mapped("name"),
                )
            )

    def unlink(self):
        before = self._get_descriptions()
        result = super().unlink()
        self._note_changes(before, {})
        return result

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def get_import_templates(self):
        """Offer the spreadsheet template on the import screen."""
        return [
            {
                "label": self.env._("Import Template for Rosters"),
                "template": "/rectification_campaign/static/xls/roster.xlsx",
            }
        ]

    @api.model
    def _match_imported_rows(self, fields, data):
        """Recognise people by unit and name, unless unit or file know two of that name."""
        if not {"unit_id", "name"}.issubset(fields):
            return {}
        at_unit, at_name = fields.index("unit_id"), fields.index("name")
        rows = Counter((row[at_unit], row[at_name]) for row in data)
        texts = list({row[at_unit] for row in data if row[at_unit]})
        units = self.env["rectification.unit"].search(
            ["|", ("name", "in", texts), ("code", "in", texts)]
        )
        members = self.search(
            [
                ("unit_id", "in", units.ids),
                ("name", "in", list({row[at_name] for row in data if row[at_name]})),
            ]
        )
        ids = {}
        for member in members:
            for text in filter(None, (member.unit_id.name, member.unit_id.code)):
                ids.setdefault((text, member.name), []).append(member.id)
        known = {}
        for number, row in enumerate(data):
            same = ids.get((row[at_unit], row[at_name]), ())
            if len(same) == 1 and rows[row[at_unit], row[at_name]] == 1:
                known[number] = same[0]
        return known

    @api.model
    def _check_unit_given(self, rows):
        """Raise ValidationError for new lines without a unit, as an import leaves unknown ones."""
        names = [row.get("name") or "" for row in rows if not row.get("unit_id")]
        if names:
            raise ValidationError(
                self.env._(
                    "%s: the unit is missing or unknown. Give its name or code as it stands in the "
                    "list of units.",
                    names,
                )
            )

    def _check_roster(self, rows):
        """Raise ValidationError when ``rows`` would give a unit two heads or a user two lines.

        Asked before anything is stored, because the indexes behind it know no names. ``rows``: the
        values that the lines ``self``, or new ones, are about to have.
        """
        rows = [row for row in rows if row.get("active", True) and row.get("unit_id")]
        units = self.env["rectification.unit"].browse({row["unit_id"] for row in rows})
        # sudo: the whole roster counts, also lines that the user does not see
        others = self.sudo().search([("unit_id", "in", units.ids), ("id", "not in", self.ids)])
        heads, lines = {}, {}
        for member in others:
            if member.role == "head":
                heads.setdefault(member.unit_id.id, []).append(member.name)
            if member.user_id:
                lines.setdefault((member.unit_id.id, member.user_id.id), []).append(member.name)
        for row in rows:
            if row.get("role") == "head":
                heads.setdefault(row["unit_id"], []).append(row.get("name") or "")
            if row.get("user_id"):
                key = (row["unit_id"], row["user_id"])
                lines.setdefault(key, []).append(row.get("name") or "")
        sentences = [
            self.env._(
                "%(unit)s has one head only, but the roster names %(names)s. Make all but one of "
                "them liaison or cadre.",
                unit=units.sudo().browse(unit_id).name,
                names=names,
            )
            for unit_id, names in heads.items()
            if len(names) > 1
        ]
        sentences += [
            self.env._(
                "%(user)s is on the roster of %(unit)s twice (%(names)s). Remove one of the lines.",
                user=self.env["res.users"].sudo().browse(user_id).name,
                unit=units.sudo().browse(unit_id).name,
                names=names,
            )
            for (unit_id, user_id), names in lines.items()
            if len(names) > 1
        ]
        if sentences:
            raise ValidationError("\n".join(sentences))

    def _check_roster_rights(self, names):
        """Raise AccessError when a unit's own people touch more than the cadres of their roster.

        Who is head or liaison, and which user stands behind a person, decides what that user may
        see; it is for the leading group's officers to set.
        """
        if self.env.su or self.env.user.has_group("rectification_campaign.group_officer"):
            return
        leaders = self.filtered(lambda member: member.role != "cadre" or member.user_id)
        if "user_id" in names or leaders:
            raise AccessError(
                self.env._(
                    "%s: heads, liaisons and users on a roster are set by the leading group's "
                    "office. Ask it, or add the person as a cadre without a user.",
                    (leaders or self).mapped("name"),
                )
            )

    def _check_unit_change(self, unit_id):
        """Raise UserError when somebody with a sheet is moved: the sheet belongs to its unit."""
        movers = self.filtered(lambda member: member.unit_id.id != unit_id)
        movers._unlink_except_with_sheet()
        # sudo: count findings the user cannot see
        findings = (
            self.env["rectification.finding"]
            .sudo()
            .search(
                [
                    "|",
                    ("leader_member_id", "in", movers.ids),
                    ("responsible_member_id", "in", movers.ids),
                ]
            )
        )
        named = movers & (findings.leader_member_id | findings.responsible_member_id)
        if named:
            raise UserError(
                self.env._(
                    "%s: answers for findings of the unit. Archive the person here and add them to "
                    "the roster of the other unit.",
                    named.mapped("name"),
                )
            )

    def _hand_over_actions(self):
        """Let a person's actions follow when another user stands behind the person."""
        # sudo: the actions follow the roster, no matter who keeps it
        actions = self.env["rectification.action"].sudo().search([("member_id", "in", self.ids)])
        # Whom a finding involves follows from all its actions: if one of them is changed by
        # somebody else at this moment, one of the two has to be repeated.
        actions._mark_findings_changed()
        actions.filtered(lambda action: action.state in ("todo", "doing"))._refresh_activities()

    def _hand_over_signatures(self):
        """Ask a unit's new head for the signatures that its former head was asked for.

        Nobody is asked to confirm the own sheet: for the head's, that is the leading group's.
        """
        # sudo: what waits in the unit follows the roster, no matter who keeps it
        units = self.unit_id.sudo().filtered("head_user_id")
        if not units:
            return
        for model, activity_type in SIGNATURES.items():
            waiting = self.env[model].sudo()
            activities = (
                self.env["mail.activity"]
                .sudo()
                .search(
                    [
                        ("res_model", "=", model),
                        ("res_id", "in", waiting._search([("unit_id", "in", units.ids)])),
                        ("automated", "=", True),
                        ("activity_type_id", "=", self.env.ref(activity_type).id),
                    ]
                )
            )
            records = waiting.browse(activities.mapped("res_id"))
            head_by_id = {record.id: record.unit_id.head_user_id for record in records}
            own = {
                record.id
                for record in records
                if model == "rectification.check" and record.user_id == head_by_id[record.id]
            }
            needless = activities.filtered(lambda activity, own=own: activity.res_id in own)
            for activity in activities - needless:
                head = head_by_id[activity.res_id]
                if activity.user_id != head:
                    activity.with_context(mail_activity_quick_update=True).user_id = head
            needless.unlink()

    def _grant_unit_privilege(self):
        """Give the users on the roster the Unit privilege, which lets them into the app."""
        group = self.env.ref("rectification_campaign.group_unit_user")
        # sudo: officers keep rosters without being administrators of users; only this one group
        # is given, and what it shows follows from the roster.
        users = self.user_id.sudo()
        newcomers = users.filtered(lambda user: group not in user.all_group_ids)
        if newcomers:
            newcomers.write({"group_ids": [Command.link(group.id)]})
            self._lead_to_desk(newcomers.filtered(lambda user: not user.login_date))

    @api.model
    def _lead_to_desk(self, users):
        """Let people who come to Odoo for the campaign begin at its desk.

        ``users``: users who have never logged in. People who work in Odoo already keep the first
        screen they know.
        """
        desk = self.env.ref("rectification_campaign.rectification_desk_action")
        users.filtered(lambda user: not user.action_id).action_id = desk.id
        if "odoobot_state" in users._fields:
            # On a phone the greeting of Odoo's chat robot would cover the first screen.
            users.odoobot_state = "disabled"

    def _prepare_personal_sheets(self):
        """See to it that people who join during a campaign get their sheet as the others did."""
        dossiers = (
            self.env["rectification.dossier"]
            .sudo()  # sudo: the roster's keeper need not see the dossiers that are prepared
            .search([("unit_id", "in", self.unit_id.ids), ("is_prepared", "=", True)])
        )
        dossiers._ask_preparation()

    def _get_descriptions(self):
        """Return ``{member id: (unit, sentence)}`` for the lines that count at present."""
        labels = dict(self._fields["role"]._description_selection(self.env))
        # sudo: the login behind a line, for a liaison who may not open users
        return {
            member.id: (
                member.unit_id,
                " · ".join(filter(None, (member.name, labels[member.role], member.user_id.login))),
            )
            for member in self.sudo()
            if member.active
        }

    @api.model
    def _note_changes(self, before, after):
        """Write into the units' chatter what has come and gone, one message for each unit."""
        lines = {}
        for mark, gone_or_come, others in (("−", before, after), ("+", after, before)):
            for member_id, described in gone_or_come.items():
                if others.get(member_id) != described:
                    unit, sentence = described
                    lines.setdefault(unit, []).append(Markup("%s %s") % (mark, sentence))
        if not lines:
            return
        units = self.env["rectification.unit"].union(*lines)
        units._message_log_batch(
            bodies={
                unit.id: Markup("<p>%s</p>%s")
                % (self.env._("Roster:"), Markup("<br/>").join(lines[unit]))
                for unit in units
            }
        )
