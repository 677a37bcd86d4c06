from collections import defaultdict

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain

from ..tools.reminding import HEAD, OFFICE, RESPONSIBLE, ladder

DEFAULT_HEAD_DAYS = 3
DEFAULT_OFFICE_DAYS = 10
ITEMS_SHOWN = 20
PERSONS_PER_BATCH = 50


class RectificationDigest(models.AbstractModel):
    """The daily reminder: at most one message to a person and day, with all that is due.

    Who hears of a deadline moves up a ladder (responsible, the unit's head, the leading group's
    office); a higher rung replaces the lower one. Who cannot be reached is reported to the office.
    """

    _name = "rectification.digest"
    _description = "Daily Reminder"

    # ------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------

    @api.model
    def _cron_send_digests(self):
        """Send today's digests; run twice, late or in two workers, it sends nothing twice."""
        # The county's day, as for the lights: the job's user has no time zone.
        today = self.env["rectification.finding"]._get_today()
        if self.env["rectification.quiet.day"]._is_quiet(today):
            return
        items_by_user = self._collect(today)
        sent = self.env["rectification.reminder"].search(
            [("kind", "=", "digest"), ("date", "=", today)]
        )
        persons = [user for user in items_by_user if user not in sent.user_id]
        self.env["ir.cron"]._commit_progress(remaining=len(persons))
        for start in range(0, len(persons), PERSONS_PER_BATCH):
            batch = persons[start : start + PERSONS_PER_BATCH]
            # The entries come first: their unique index is what keeps a second worker out.
            self.env["rectification.reminder"].create(
                [
                    {
                        "kind": "digest",
                        "date": today,
                        "user_id": user.id,
                        "item_count": len(items_by_user[user]),
                    }
                    for user in batch
                ]
            )
            for user in batch:
                self._send(user, items_by_user[user], today)
            if not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=len(persons) - start - len(batch)
            ):
                return

    # ------------------------------------------------------------
    # COLLECTING
    # ------------------------------------------------------------

    @api.model
    def _get_ladder(self, today):
        """Return the rungs of ``tools.reminding.ladder`` with the days that are set."""
        # sudo: plain settings, but the parameters' table is the administrator's.
        parameters = self.env["ir.config_parameter"].sudo()
        head_days = parameters.get_param("rectification_campaign.escalate_head_days")
        office_days = parameters.get_param("rectification_campaign.escalate_office_days")
        return ladder(
            today,
            int(head_days) if head_days else DEFAULT_HEAD_DAYS,
            int(office_days) if office_days else DEFAULT_OFFICE_DAYS,
        )

    @api.model
    def _collect(self, today):
        """Return ``{user: [item]}`` of all that is due soon, today or overdue.

        An item is ``{"kind", "name", "unit", "deadline", "problem"}``; ``problem`` says why it
        comes to the office (nobody can be reached), and is empty otherwise.
        """
        items_by_user = defaultdict(list)
        for kind, model, state_domain, owner in self._get_sources():
            for rung, first, last in self._get_ladder(today):
                domain = Domain(state_domain) & Domain("light", "in", ("yellow", "red"))
                if first:
                    domain &= Domain("deadline", ">=", first)
                if last:
                    domain &= Domain("deadline", "<=", last)
                for record in self.env[model].search(domain):
                    self._assign(items_by_user, kind, record, rung, record[owner])
        self._collect_sheets(items_by_user, today)
        return dict(items_by_user)

    @api.model
    def _get_sources(self):
        """Return ``[(kind, model, domain, field of the responsible user)]`` with deadlines."""
        return [
            (
                "finding",
                "rectification.finding",
                [("state", "in", ("open", "in_progress"))],
                "responsible_user_id",
            ),
            (
                "action",
                "rectification.action",
                [("state", "in", ("todo", "doing"))],
                "user_id",
            ),
        ]

    @api.model
    def _collect_sheets(self, items_by_user, today):
        """Add the sheets still to be handed in, from the campaign's warning days on."""
        campaigns = self.env["rectification.campaign"].search(
            [("state", "in", ("study", "self_check", "supervision"))]
        )
        for campaign in campaigns:
            if not campaign.date_submission:
                continue
            if (campaign.date_submission - today).days > campaign.warn_days:
                continue
            checks = self.env["rectification.check"].search(
                [("campaign_id", "=", campaign.id), ("state", "in", ("draft", "returned"))]
            )
            for rung, first, last in self._get_ladder(today):
                if (not first or campaign.date_submission >= first) and (
                    not last or campaign.date_submission <= last
                ):
                    for check in checks:
                        owner = check.user_id
                        if not owner:
                            unit = check.unit_id
                            owner = (unit.manager_user_ids - unit.head_user_id)[
                                :1
                            ] or unit.head_user_id
                        self._assign(items_by_user, "sheet", check, rung, owner)

    @api.model
    def _assign(self, items_by_user, kind, record, rung, owner):
        """Give an item to whom its rung names; what reaches nobody goes to the office."""
        item = {
            "kind": kind,
            "name": record.display_name,
            "unit": record.unit_id.name,
            "deadline": record.deadline if kind != "sheet" else record.date_submission,
            "problem": "",
        }
        person = {RESPONSIBLE: owner, HEAD: record.unit_id.head_user_id}.get(rung)
        if rung != OFFICE:
            problem = self._get_reach_problem(person, rung)
            if not problem:
                items_by_user[person].append(item)
                return
            item["problem"] = problem
        for officer in self._get_office_users(record.campaign_id):
            items_by_user[officer].append(item)

    @api.model
    def _get_reach_problem(self, user, rung):
        """Return why ``user`` cannot be reminded, as a sentence, or an empty string."""
        if not user:
            if rung == HEAD:
                return self.env._("the unit has no head with a user")
            return self.env._("nobody with a user is responsible")
        if not user.active:
            return self.env._("%s has left: the user is archived", user.name)
        if user.notification_type == "email" and not user.email:
            return self.env._("%s has no e-mail address", user.name)
        return ""

    @api.model
    def _get_office_users(self, campaign):
        """Return the officers of the campaign, else the head of its leading group."""
        officers = campaign.officer_user_ids.filtered("active")
        return officers or campaign.leader_user_id.filtered("active")

    # ------------------------------------------------------------
    # SENDING
    # ------------------------------------------------------------

    @api.model
    def _send(self, user, items, today):
        """Send one person the digest, in their own language."""
        digest = self.with_context(lang=user.lang)
        digest.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=digest.env._("What is due: %s items", len(items)),
            body=digest._render(items, today),
        )

    @api.model
    def _render(self, items, today):
        """Return the digest as HTML: overdue, due today, due soon."""
        parts = [
            (self.env._("Overdue"), [item for item in items if item["deadline"] < today]),
            (self.env._("Due Today"), [item for item in items if item["deadline"] == today]),
            (self.env._("Due Soon"), [item for item in items if item["deadline"] > today]),
        ]
        labels = {
            "finding": self.env._("Finding"),
            "action": self.env._("Action"),
            "sheet": self.env._("Self-Check Sheet"),
        }
        body = Markup("")
        for title, chosen in parts:
            if not chosen:
                continue
            chosen = sorted(chosen, key=lambda item: (item["deadline"], item["name"]))
            rows = Markup("").join(
                Markup("<li>%s · %s%s · %s%s</li>")
                % (
                    labels[item["kind"]],
                    item["name"],
                    f" · {item['unit']}" if item["unit"] not in item["name"] else "",
                    item["deadline"],
                    f" ({item['problem']})" if item["problem"] else "",
                )
                for item in chosen[:ITEMS_SHOWN]
            )
            if len(chosen) > ITEMS_SHOWN:
                rows += Markup("<li>%s</li>") % self.env._(
                    "… and %s more.", len(chosen) - ITEMS_SHOWN
                )
            body += Markup("<p><b>%s (%s)</b></p><ul>%s</ul>") % (title, len(chosen), rows)
        return body + Markup('<p><a href="/odoo/rectification-desk">%s</a></p>') % self.env._(
            "Open the desk"
        )
