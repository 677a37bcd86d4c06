from odoo import api, models
from odoo.fields import Domain

from ...tools.reminder.ladder import make_ladder
from ..core import clock
from ..core.flows import ACTION_OPEN_STATES, CAMPAIGN_PHASES, CHECK_OPEN_STATES, FINDING_WORK_STATES
from .digest_body import DigestBody
from .due import DueItems, Source
from .recipients import get_problem

PERSONS_PER_BATCH = 50
DEFAULT_HEAD_DAYS = 3
DEFAULT_OFFICE_DAYS = 10


class RectificationDigest(models.AbstractModel):
    """The daily reminder: at most one message to a person and day, with all that is due.

    The reminder of a deadline moves up a ladder (responsible, the unit's head, the leading group's
    office); a higher rung replaces the lower one. Who cannot be reached is reported to the office.
    ``due.py`` finds what is due, ``recipients.py`` who is reminded of it, ``digest_body.py`` makes
    the text.
    """

    _name = "rectification.digest"
    _description = "Daily Reminder"

    # ------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------

    @api.model
    def _cron_send_digests(self):
        """Send today's digests; run twice, late or in two workers, it sends nothing twice.

        After each batch of persons what was sent is committed with its entries, so that the job can
        be stopped and goes on with those who have not been reminded yet.
        """
        # The county's day, as for the lights: the job's user has no time zone.
        today = clock.today(self.env)
        if self.env["rectification.quiet.day"]._is_holiday(today):
            return
        due = DueItems(self.env, today)
        persons = self._get_unsent(self.env["res.users"].browse(sorted(due.shares)), today)
        self.env["ir.cron"]._commit_progress(remaining=len(persons))
        for start in range(0, len(persons), PERSONS_PER_BATCH):
            batch = persons[start : start + PERSONS_PER_BATCH]
            # A person to whom another worker is writing at this moment is left to that worker.
            free = self._get_unsent(batch.try_lock_for_update(allow_referencing=True), today)
            self._send_batch(free, due)
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

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _get_sources(self, today):
        """Return the :class:`Source` list of all that can be due."""
        lit = Domain("light", "in", ("yellow", "red"))
        return [
            Source(
                "finding",
                "rectification.finding",
                lit & Domain("state", "in", FINDING_WORK_STATES),
                "responsible_user_id",
                "deadline",
            ),
            Source(
                "action",
                "rectification.action",
                lit & Domain("state", "in", ACTION_OPEN_STATES),
                "user_id",
                "deadline",
            ),
            Source(
                "sheet",
                "rectification.check",
                Domain("campaign_id", "in", self._get_asking_campaigns(today).ids)
                & Domain("state", "in", CHECK_OPEN_STATES),
                "user_id",
                "date_submission",
            ),
        ]

    @api.model
    def _get_asking_campaigns(self, today):
        """Return the campaigns whose sheets are asked for: from their warning days on."""
        campaigns = self.env["rectification.campaign"].search(
            [("state", "in", CAMPAIGN_PHASES), ("date_submission", "!=", False)]
        )
        return campaigns.filtered(
            lambda campaign: (campaign.date_submission - today).days <= campaign.warn_days
        )

    @api.model
    def _get_ladder(self, today):
        """Return the rungs of ``tools.reminder.ladder`` with the days that are set."""
        # sudo: plain settings, but the parameters' table is the administrator's.
        parameters = self.env["ir.config_parameter"].sudo()

        def get_days(name, default):
            value = parameters.get_param(f"rectification_campaign.{name}")
            return int(value) if value and value.isdigit() else default

        return make_ladder(
            today,
            get_days("escalate_head_days", DEFAULT_HEAD_DAYS),
            get_days("escalate_office_days", DEFAULT_OFFICE_DAYS),
        )

    # What other programs ask without sending anything, for any day.

    @api.model
    def _get_shares(self, today):
        """Return ``{user id: {share: problem}}``: who is reminded on ``today``, and of what."""
        return DueItems(self.env, today).shares

    @api.model
    def _get_items(self, users, shares, today):
        """Return ``{user id: [item]}``: the lines of the digests of ``users`` on ``today``.

        ``shares``: what ``_get_shares`` returned for that day.
        """
        due = DueItems(self.env, today)
        due.shares = shares
        return due.get_items(users)

    @api.model
    def _get_reach_problem(self, user):
        """Return the ``Problem`` that keeps ``user`` from being reminded, or None."""
        return get_problem(user)

    @api.model
    def _send_batch(self, users, due):
        """Enter and send the digests of ``users``, with what is still due of ``due``."""
        items_by_user = due.get_items(users)
        # What was closed in the meantime is not sent.
        users = users.filtered(lambda user: items_by_user[user.id])
        # The entries come first: their unique index stops a worker that comes second.
        self.env["rectification.reminder"].create(
            [
                {
                    "kind": "digest",
                    "date": due.today,
                    "user_id": user.id,
                    "item_count": len(items_by_user[user.id]),
                }
                for user in users
            ]
        )
        self.env.flush_all()
        for user in users:
            self._send(user, items_by_user[user.id], due.today)

    @api.model
    def _send(self, user, items, today):
        """Send one person the digest, in their own language, as they like to be notified.

        E-mails are left to Odoo's own queue: a mail server that is slow or down keeps nobody else
        from being reminded.
        """
        env = self.with_context(lang=user.lang).env
        env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=env._("What is due: %s items", len(items)),
            body=DigestBody(env, today).render(items),
            # Notes are announced as internal communication, and the job's user has no signature.
            subtype_xmlid="mail.mt_comment",
            email_add_signature=False,
            force_send=False,
        )
