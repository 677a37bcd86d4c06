import logging
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain

from ...tools.reminder.ladder import HEAD, OFFICE, RESPONSIBLE, ladder
from ..core.flows import CAMPAIGN_PHASES

ITEMS_SHOWN = 20
PERSONS_PER_BATCH = 50
DEFAULT_HEAD_DAYS = 3
DEFAULT_OFFICE_DAYS = 10
_logger = logging.getLogger(__name__)


class Source(NamedTuple):
    """Records with deadlines: ``owner`` and ``deadline`` name their fields."""

    kind: str
    model: str
    domain: Domain
    owner: str
    deadline: str


class Item(NamedTuple):
    """One line of a digest; ``problem`` is (code, name) when it comes to somebody else."""

    kind: str
    model: str
    record_id: int
    name: str
    unit: str
    deadline: date
    problem: tuple


class RectificationDigest(models.AbstractModel):
    """The daily reminder: at most one message to a person and day, with all that is due.

    Who hears of a deadline moves up a ladder (responsible, the unit's head, the leading group's
    office); a higher rung replaces the lower one. Who cannot be reached is reported to the office.
    What is due, and to whom it is said, is found in ``digest_items.py``.
    """

    _name = "rectification.digest"
    _description = "Daily Reminder"

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _get_sources(self, today):
        """Return the :class:`Source` list of all that can be due."""
        lit = Domain("light", "in", ("yellow", "red"))
        campaigns = self.env["rectification.campaign"].search(
            [("state", "in", CAMPAIGN_PHASES), ("date_submission", "!=", False)]
        )
        asked = campaigns.filtered(
            lambda campaign: (campaign.date_submission - today).days <= campaign.warn_days
        )
        return [
            Source(
                "finding",
                "rectification.finding",
                lit & Domain("state", "in", ("open", "in_progress")),
                "responsible_user_id",
                "deadline",
            ),
            Source(
                "action",
                "rectification.action",
                lit & Domain("state", "in", ("todo", "doing")),
                "user_id",
                "deadline",
            ),
            # Sheets are asked for from the campaign's warning days on.
            Source(
                "sheet",
                "rectification.check",
                Domain("campaign_id", "in", asked.ids)
                & Domain("state", "in", ("draft", "returned")),
                "user_id",
                "date_submission",
            ),
        ]

    @api.model
    def _get_ladder(self, today):
        """Return the rungs of ``tools.reminding.ladder`` with the days that are set."""
        # sudo: plain settings, but the parameters' table is the administrator's.
        parameters = self.env["ir.config_parameter"].sudo()

        def days(name, default):
            value = parameters.get_param(f"rectification_campaign.{name}")
            return int(value) if value and value.isdigit() else default

        return ladder(
            today,
            days("escalate_head_days", DEFAULT_HEAD_DAYS),
            days("escalate_office_days", DEFAULT_OFFICE_DAYS),
        )

    @api.model
    def _iter_questions(self, today):
        """Yield ``(source, rung, domain)``: the records of a source that stand on a rung."""
        rungs = self._get_ladder(today)
        for source in self._get_sources(today):
            for rung, first, last in rungs:
                domain = source.domain
                if first:
                    domain &= Domain(source.deadline, ">=", first)
                if last:
                    domain &= Domain(source.deadline, "<=", last)
                yield source, rung, domain

    # ------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------

    @api.model
    def _send_batch(self, users, shares_by_user, today):
        """Enter and send the digests of ``users``."""
        items_by_user = self._get_items(users, shares_by_user, today)
        # What was settled in the meantime is not sent.
        users = users.filtered(lambda user: items_by_user[user.id])
        # The entries come first: their unique index keeps out whoever gets here a second time.
        self.env["rectification.reminder"].create(
            [
                {
                    "kind": "digest",
                    "date": today,
                    "user_id": user.id,
                    "item_count": len(items_by_user[user.id]),
                }
                for user in users
            ]
        )
        self.env.flush_all()
        for user in users:
            self._send(user, items_by_user[user.id], today)

    @api.model
    def _send(self, user, items, today):
        """Send one person the digest, in their own language, as they like to be notified.

        E-mails are left to Odoo's own queue: a mail server that is slow or down keeps nobody else
        from being reminded.
        """
        digest = self.with_context(lang=user.lang)
        digest.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=digest.env._("What is due: %s items", len(items)),
            body=digest._render(items, today),
            # Notes are announced as internal communication, and the job's user has no signature.
            subtype_xmlid="mail.mt_comment",
            email_add_signature=False,
            force_send=False,
        )

    @api.model
    def _render(self, items, today):
        """Return the digest as HTML: overdue, due today, due soon."""
        parts = [
            (self.env._("Overdue"), [item for item in items if item.deadline < today]),
            (self.env._("Due Today"), [item for item in items if item.deadline == today]),
            (self.env._("Due Soon"), [item for item in items if item.deadline > today]),
        ]
        body = Markup("")
        for title, chosen in parts:
            if not chosen:
                continue
            chosen = sorted(chosen, key=lambda item: (item.deadline, item.name))
            rows = Markup("").join(self._render_item(item) for item in chosen[:ITEMS_SHOWN])
            if len(chosen) > ITEMS_SHOWN:
                rows += Markup("<li>%s</li>") % self.env._(
                    "… and %s more.", len(chosen) - ITEMS_SHOWN
                )
            body += Markup("<p><b>%s (%s)</b></p><ul>%s</ul>") % (title, len(chosen), rows)
        return body + Markup('<p><a href="/odoo/rectification-desk">%s</a></p>') % self.env._(
            "Open the desk"
        )

    @api.model
    def _render_item(self, item):
        labels = {
            "finding": self.env._("Finding"),
            "action": self.env._("Action"),
            "sheet": self.env._("Self-Check Sheet"),
        }
        parts = [item.name] if item.unit in item.name else [item.name, item.unit]
        parts.append(self.env["rectification.ledger"]._format_date(item.deadline))
        if item.problem:
            parts.append(self._say_problem(*item.problem))
        return Markup('<li>%s · <a href="/odoo/%s/%s">%s</a> · %s</li>') % (
            labels[item.kind],
            item.model,
            item.record_id,
            parts[0],
            " · ".join(parts[1:]),
        )

    @api.model
    def _say_problem(self, code, name):
        """Return why somebody else hears of it, as a sentence in the reader's language."""
        return {
            "nobody": self.env._("nobody with a user is responsible"),
            "no_head": self.env._("the unit has no head with a user"),
            "archived": self.env._("%s has left: the user is archived", name),
            "no_email": self.env._("%s has no e-mail address", name),
        }[code]

    # ------------------------------------------------------------
    # WHOM IT CONCERNS
    # ------------------------------------------------------------

    @api.model
    def _get_shares(self, today):
        """Return ``{user id: {(kind, rung, owner id, unit id, campaign id): problem}}``.

        A share stands for all records of that kind, rung, owner, unit and campaign; ``problem``
        says why they come to this user instead of somebody else, and is empty otherwise.
        """
        shares = defaultdict(dict)
        unheard = self.env["rectification.unit"]
        for source, rung, domain in self._iter_questions(today):
            for owner, unit, campaign in self.env[source.model]._read_group(
                domain, [source.owner, "unit_id", "campaign_id"]
            ):
                users, problem = self._route(rung, owner, unit, campaign)
                if not users:
                    unheard |= unit
                for user in users:
                    key = (source.kind, rung, owner.id, unit.id, campaign.id)
                    shares[user.id][key] = problem
        if unheard:
            _logger.warning(
                "Nobody can be reminded of what is due in %s: neither a user of the unit nor an "
                "officer can be reached.",
                ", ".join(unheard.mapped("name")),
            )
        return dict(shares)

    @api.model
    def _route(self, rung, owner, unit, campaign):
        """Return ``(users, problem)``: who is told, and why it is not whom the rung names."""
        if rung == OFFICE:
            return self._get_office_users(campaign), ()
        # What nobody with a user answers for is for whoever keeps the unit's papers.
        person = unit.head_user_id if rung == HEAD else owner or unit._get_contact_user()
        problem = self._get_reach_problem(person, rung)
        if not problem:
            return person, ()
        return self._get_office_users(campaign), problem

    @api.model
    def _get_reach_problem(self, user, rung=RESPONSIBLE):
        """Return ``(code, name)`` of what keeps ``user`` from being reminded, or ``()``."""
        if not user:
            return ("no_head" if rung == HEAD else "nobody", "")
        if not user.active:
            return ("archived", user.name)
        if user.notification_type == "email" and not user.email:
            return ("no_email", user.name)
        return ()

    @api.model
    def _get_office_users(self, campaign):
        """Return whom the office's reminders reach: nothing is lost because somebody has left.

        The officers of the campaign; else the head of its leading group; else every officer.
        """
        for users in (campaign.officer_user_ids, campaign.leader_user_id):
            if reachable := users.filtered(lambda user: not self._get_reach_problem(user)):
                return reachable
        officers = self.env.ref("rectification_campaign.group_officer").all_user_ids
        return officers.filtered(lambda user: not self._get_reach_problem(user))

    # ------------------------------------------------------------
    # WHAT IS DUE
    # ------------------------------------------------------------

    @api.model
    def _get_items(self, users, shares_by_user, today):
        """Return ``{user id: [Item]}`` for a batch of users."""
        users_by_share = defaultdict(list)
        for user in users:
            for share, problem in shares_by_user.get(user.id, {}).items():
                users_by_share[share].append((user.id, problem))
        items = {user.id: [] for user in users}
        for source, rung, domain in self._iter_questions(today):
            keys = [share[2:] for share in users_by_share if share[:2] == (source.kind, rung)]
            if not keys:
                continue
            for position, name in enumerate((source.owner, "unit_id", "campaign_id")):
                domain &= Domain(name, "in", {key[position] for key in keys})
            for record in self.env[source.model].search(domain):
                share = (
                    source.kind,
                    rung,
                    record[source.owner].id,
                    record.unit_id.id,
                    record.campaign_id.id,
                )
                for user_id, problem in users_by_share.get(share, ()):
                    items[user_id].append(self._make_item(source, record, problem))
        return items

    @api.model
    def _make_item(self, source, record, problem):
        return Item(
            source.kind,
            record._name,
            record.id,
            record.display_name,
            record.unit_id.name,
            record[source.deadline],
            problem,
        )

    # ------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------

    @api.model
    def _cron_send_digests(self):
        """Send today's digests; run twice, late or in two workers, it sends nothing twice.

        After each batch of persons what was sent is committed with its entries, so that the job can
        be stopped and goes on with those who have not heard yet.
        """
        # The county's day, as for the lights: the job's user has no time zone.
        today = self.env["rectification.finding"]._get_today()
        if self.env["rectification.quiet.day"]._is_quiet(today):
            return
        shares_by_user = self._get_shares(today)
        persons = self._get_unsent(self.env["res.users"].browse(sorted(shares_by_user)), today)
        self.env["ir.cron"]._commit_progress(remaining=len(persons))
        for start in range(0, len(persons), PERSONS_PER_BATCH):
            batch = persons[start : start + PERSONS_PER_BATCH]
            # Whom another worker is writing to at this moment is left to that worker.
            free = self._get_unsent(batch.try_lock_for_update(allow_referencing=True), today)
            self._send_batch(free, shares_by_user, today)
            if not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=len(persons) - start - len(batch)
            ):
                return

    @api.model
    def _get_unsent(self, users, today):
        """Return those of ``users`` who have had no digest on ``today``."""
        sent = self.env["rectification.reminder"].search(
            [("kind", "=", "digest"), ("date", "=", today), ("user_id", "in", users.ids)]
        )
        return users - sent.user_id
