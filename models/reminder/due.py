"""What is due on a day, and who is reminded of it."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from odoo.api import Environment
from odoo.fields import Domain
from odoo.models import BaseModel

from ...tools.reminder.ladder import Rung
from .recipients import Problem, get_recipients

_logger = logging.getLogger(__name__)


class Source(NamedTuple):
    """Records with deadlines: ``owner`` and ``deadline`` are names of their fields."""

    kind: str
    model: str
    domain: Domain
    owner: str
    deadline: str


class Share(NamedTuple):
    """The records of one kind, rung, owner, unit and campaign: they go to the same people."""

    kind: str
    rung: str
    owner_id: int
    unit_id: int
    campaign_id: int


class Item(NamedTuple):
    """One line of a digest; ``problem`` says why it comes to somebody else."""

    kind: str
    model: str
    record_id: int
    name: str
    unit: str
    deadline: date
    problem: Problem | None


class DueItems:
    """What is due on ``today``.

    Counted first, by shares, to know who is reminded at all; read only for the people whose
    digest is about to be written, so that what was closed in the meantime is not in it.
    """

    def __init__(self, env: Environment, today: date):
        self.env = env
        self.today = today

    @cached_property
    def shares(self) -> dict[int, dict[Share, Problem | None]]:
        """``{user id: {share: why it comes to this user instead of somebody else}}``."""
        shares: dict[int, dict[Share, Problem | None]] = defaultdict(dict)
        without_reader = self.env["rectification.unit"]
        for source, rung, domain in self._iter_rungs():
            for owner, unit, campaign in self.env[source.model]._read_group(
                domain, [source.owner, "unit_id", "campaign_id"]
            ):
                users, problem = get_recipients(rung.who, owner, unit, campaign)
                if not users:
                    without_reader |= unit
                share = Share(source.kind, rung.who, owner.id, unit.id, campaign.id)
                for user in users:
                    shares[user.id][share] = problem
        if without_reader:
            _logger.warning(
                "Nobody can be reminded of what is due in %s: neither a user of the unit nor an "
                "officer can be reached.",
                ", ".join(without_reader.mapped("name")),
            )
        return dict(shares)

    def get_items(self, users: BaseModel) -> dict[int, list[Item]]:
        """Return ``{user id: items}`` of ``users``, as the records are now."""
        readers: dict[Share, list[tuple[int, Problem | None]]] = defaultdict(list)
        for user in users:
            for share, problem in self.shares.get(user.id, {}).items():
                readers[share].append((user.id, problem))
        items: dict[int, list[Item]] = {user.id: [] for user in users}
        for source, rung, domain in self._iter_rungs():
            wanted = [
                share for share in readers if (share.kind, share.rung) == (source.kind, rung.who)
            ]
            if not wanted:
                continue
            # This finds more than the shares, which are looked up for each record below.
            domain &= Domain(source.owner, "in", {share.owner_id for share in wanted})
            domain &= Domain("unit_id", "in", {share.unit_id for share in wanted})
            domain &= Domain("campaign_id", "in", {share.campaign_id for share in wanted})
            for record in self.env[source.model].search(domain):
                for user_id, problem in readers.get(self._get_share(source, rung, record), ()):
                    items[user_id].append(self._make_item(source, record, problem))
        return items

    def _iter_rungs(self) -> Iterator[tuple[Source, Rung, Domain]]:
        """Yield ``(source, rung, domain)``: the records of a source that stand on a rung."""
        digests = self.env["rectification.digest"]
        ladder = digests._get_ladder(self.today)
        for source in digests._get_sources(self.today):
            for rung in ladder:
                domain = source.domain
                if rung.first:
                    domain &= Domain(source.deadline, ">=", rung.first)
                if rung.last:
                    domain &= Domain(source.deadline, "<=", rung.last)
                yield source, rung, domain

    def _get_share(self, source: Source, rung: Rung, record: BaseModel) -> Share:
        return Share(
            source.kind,
            rung.who,
            record[source.owner].id,
            record.unit_id.id,
            record.campaign_id.id,
        )

    def _make_item(self, source: Source, record: BaseModel, problem: Problem | None) -> Item:
        return Item(
            source.kind,
            record._name,
            record.id,
            record.display_name,
            record.unit_id.name,
            record[source.deadline],
            problem,
        )
