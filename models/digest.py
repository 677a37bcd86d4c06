from markupsafe import Markup

from odoo import api, models

ITEMS_SHOWN = 20
PERSONS_PER_BATCH = 50


class RectificationDigest(models.AbstractModel):
    """The daily reminder: at most one message to a person and day, with all that is due.

    Who hears of a deadline moves up a ladder (responsible, the unit's head, the leading group's
    office); a higher rung replaces the lower one. Who cannot be reached is reported to the office.
    What is due, and to whom it is said, is found in ``digest_items.py``.
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
