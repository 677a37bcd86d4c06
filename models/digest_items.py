import logging
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

from ..tools.reminding import HEAD, OFFICE, RESPONSIBLE, ladder
from .campaign import PHASE_STATES

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
    """What is due, and who hears of it.

    Two steps, so that thousands of deadlines cost a handful of queries: grouped counts say whom
    each combination of owner, unit and campaign concerns; then, for a batch of persons at a time,
    the records of their combinations are read.
    """

    _inherit = "rectification.digest"

    @api.model
    def _get_sources(self, today):
        """Return the :class:`Source` list of all that can be due."""
        lit = Domain("light", "in", ("yellow", "red"))
        campaigns = self.env["rectification.campaign"].search(
            [("state", "in", PHASE_STATES), ("date_submission", "!=", False)]
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
