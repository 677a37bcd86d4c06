from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..core import clock
from .recipients import filter_reachable

NAMES_SHOWN = 20


class RectificationReminder(models.Model):
    """A reminder that was sent: the daily digest to a person, or an officer's reminder to a unit.

    The record is what keeps anything from being sent twice, and what the sender's own desk counts.
    """

    _name = "rectification.reminder"
    _description = "Reminder"
    _order = "date desc, id desc"

    kind = fields.Selection(
        [("digest", "Daily Digest"), ("office", "Reminder by the Leading Group")],
        required=True,
        readonly=True,
    )
    date = fields.Date(required=True, readonly=True, index=True)
    sender_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", "To", readonly=True, index=True, ondelete="restrict")
    unit_id = fields.Many2one("rectification.unit", readonly=True, index=True, ondelete="restrict")
    campaign_id = fields.Many2one(
        "rectification.campaign", readonly=True, index=True, ondelete="restrict"
    )
    finding_ids = fields.Many2many("rectification.finding", string="Findings", readonly=True)
    item_count = fields.Integer("Items", readonly=True)
    note = fields.Text(readonly=True)

    _digest_uniq = models.UniqueIndex(
        "(user_id, date) WHERE kind = 'digest'", "This person has been reminded today."
    )
    _office_uniq = models.UniqueIndex(
        "(unit_id, date) WHERE kind = 'office'",
        "This unit has been reminded today; once a day is enough.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("kind", "date", "unit_id", "user_id")
    def _compute_display_name(self):
        # sudo: names only
        for reminder in self.sudo():
            reminder.display_name = " · ".join(
                filter(
                    None,
                    (
                        fields.Date.to_string(reminder.date),
                        reminder.unit_id.name or reminder.user_id.name,
                    ),
                )
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):  # pylint: disable=method-required-super
        # No call of super, not for anyone: what was sent cannot be unsent.
        raise UserError(self.env._("A reminder that was sent stays as it was sent."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("A reminder that was sent stays on record."))

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _remind_units(self, findings, note=""):
        """Remind the units of ``findings``, as the current officer, and return the reminders.

        One reminder for each unit and day: to the people responsible for the findings, the unit's
        liaisons and its head. Raises UserError for findings that are closed or wait for the
        leading group itself, and for units reminded today already; then nobody is reminded.
        """
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            raise AccessError(self.env._("Only officers of the leading group remind units."))
        findings.check_access("read")
        self._check_can_remind(findings)
        today = clock.today(self.env)
        # sudo: nobody creates reminders by hand; this officer may, by the checks above.
        reminders = self.sudo().create(
            [
                {
                    "kind": "office",
                    "date": today,
                    "sender_id": self.env.uid,
                    "unit_id": unit.id,
                    "campaign_id": own.campaign_id[:1].id,
                    "finding_ids": own.ids,
                    "item_count": len(own),
                    "note": note,
                }
                for unit, own in findings.grouped("unit_id").items()
            ]
        )
        for reminder in reminders:
            reminder._notify_unit()
        return reminders

    @api.model
    def _check_can_remind(self, findings):
        """Raise UserError with all reasons why the units cannot be reminded of ``findings``."""
        sentences = []
        closed = findings.filtered(lambda finding: finding.light == "closed")
        if closed:
            sentences.append(
                self.env._("%s: is settled; there is nothing to remind of.", closed._get_names())
            )
        waiting = findings.filtered(lambda finding: finding.waiting_for == "office")
        if waiting:
            sentences.append(
                self.env._(
                    "%s: waits for the leading group itself. Sign it off or return it.",
                    waiting._get_names(),
                )
            )
        reminded = self.sudo().search(  # sudo: an officer's reminder counts for all officers
            [
                ("kind", "=", "office"),
                ("date", "=", clock.today(self.env)),
                ("unit_id", "in", findings.unit_id.ids),
            ]
        )
        if reminded:
            sentences.append(
                self.env._(
                    "%s: has been reminded today; once a day is enough.",
                    reminded.unit_id.mapped("name"),
                )
            )
        if sentences:
            raise UserError("\n".join(sentences))

    def _notify_unit(self):
        """Send the reminder to the unit's people, or to its sender when nobody can be reached."""
        self.ensure_one()
        people = filter_reachable(
            self.finding_ids.responsible_user_id
            | self.finding_ids.leader_user_id
            | self.unit_id.manager_user_ids
        )
        body = self._render_body()
        if not people:
            people = self.sender_id
            body = self._render_unreachable() + body
        log = Markup("<p>%s</p>") % self.env._("Reminded by the leading group.")
        self.finding_ids._message_log_batch(bodies=dict.fromkeys(self.finding_ids.ids, log))
        self.env["mail.thread"].message_notify(
            partner_ids=people.partner_id.ids,
            subject=self.env._("Reminder: %s", self.unit_id.name),
            body=body,
            # Notes are announced as internal communication.
            subtype_xmlid="mail.mt_comment",
            author_id=self.sender_id.partner_id.id,
        )

    def _render_body(self):
        """Return the message to the unit as HTML: the findings, and the officer's own words."""
        rows = Markup("").join(
            Markup("<li>%s · %s · %s</li>")
            % (finding.problem_number, finding.name, finding.deadline or "")
            for finding in self.finding_ids[:NAMES_SHOWN]
        )
        body = Markup("<p>%s</p><ul>%s</ul>") % (
            self.env._(
                "The leading group reminds %(unit)s of %(count)s findings:",
                unit=self.unit_id.name,
                count=self.item_count,
            ),
            rows,
        )
        if self.note:
            body += Markup("<p>%s</p>") % self.note
        return body

    def _render_unreachable(self):
        """Return what the sender reads above a message that reaches nobody of the unit."""
        return Markup("<p><b>%s</b></p>") % self.env._(
            "Nobody of %s can be reached here: no user, or no e-mail address. Tell the "
            "unit in another way.",
            self.unit_id.name,
        )
