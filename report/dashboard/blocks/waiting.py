"""What waits for the leading group itself."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from odoo.fields import Date, Domain
from odoo.tools import SQL

from ....models.core import clock
from ..figure import FINDING, make_figure
from .block import Block
from .sheets import CHECK
from .units import DOSSIER

EXTENSION = "rectification.extension"
REVIEW_PENDING = ("to_review", "in_review")


class Request(NamedTuple):
    """Records of one kind that wait; ``moment``: SQL for when one of them began to."""

    key: str
    label: str
    model: str
    domain: list
    moment: SQL


class WaitingBlock(Block):
    """What waits for the leading group: how much, and since when the oldest does.

    The office's own delay is shown as openly as anyone's. What is confidential waits elsewhere.
    """

    def get(self):
        """Return ``waiting``."""
        waiting = [self._get_dossiers(), *self._get_requests()]
        if self.frame.campaign.state == "supervision":
            waiting.append(self._get_reviews())
        return {"waiting": waiting}

    def _get_dossiers(self):
        rows = [row for row in self.counts.dossiers.now if row.state == "submitted"]
        return self._make_waiting(
            "dossiers",
            self.env._("Dossiers handed in and not answered"),
            DOSSIER,
            self.frame.scope.records(("state", "=", "submitted")),
            sum(row.number for row in rows),
            min((row.since for row in rows if row.since), default=None),
        )

    def _get_reviews(self):
        # Nobody notes when a unit began to wait for its review: it has since the phase began.
        before = self.frame.campaign.date_self_check_end
        return self._make_waiting(
            "reviews",
            self.env._("Units waiting for their review to be concluded"),
            DOSSIER,
            self.frame.scope.records(("review_status", "in", list(REVIEW_PENDING))),
            sum(
                row.number
                for row in self.counts.dossiers.now
                if row.review_status in REVIEW_PENDING
            ),
            before and before + timedelta(days=1),
        )

    def _get_requests(self):
        """Return sheets, findings and extensions that wait, in one query.

        The sheet of a unit's head is confirmed by the leading group. Immediate findings wait from
        the request on, others and extensions from the day on which the unit's head agreed.
        """
        scope = self.frame.scope
        requests = [
            Request(
                "heads_sheets",
                self.env._("Sheets of unit heads to be confirmed"),
                CHECK,
                scope.records(
                    ("dossier_id.active", "=", True),
                    ("state", "=", "submitted"),
                    ("member_id.role", "=", "head"),
                    ("user_id", "!=", False),
                ),
                SQL("submitted_on"),
            ),
            Request(
                "findings",
                self.env._("Findings put right and not verified"),
                FINDING,
                scope.records(("waiting_for", "=", "office")),
                SQL(
                    "CASE rectification_type WHEN 'immediate' THEN requested_on"
                    " ELSE head_confirmed_on END"
                ),
            ),
            Request(
                "extensions",
                self.env._("Extensions asked for and not answered"),
                EXTENSION,
                scope.records(("waiting_for", "=", "office")),
                SQL("head_confirmed_on"),
            ),
        ]
        # Raw SQL: three models in one query; their record rules are part of it.
        found = self.env.execute_query(
            SQL(" UNION ALL ").join(
                SQL(
                    "SELECT %s, count(*), min(%s) FROM (%s) waiting",
                    request.key,
                    request.moment,
                    self._select(request),
                )
                for request in requests
            )
        )
        figures = {key: rest for key, *rest in found}
        return [
            self._make_waiting(
                request.key, request.label, request.model, request.domain, *figures[request.key]
            )
            for request in requests
        ]

    def _select(self, request):
        model = self.env[request.model]
        query = model._search(Domain(request.domain))
        return query.select(SQL("%s.*", SQL.identifier(model._table)))

    def _make_waiting(self, key, label, model, domain, count, since: date | datetime | None):
        """Return a figure with the day ``since`` when the oldest waits, and for how many days."""
        since = clock.day_of(self.env, since) if count else None
        return {
            **make_figure(key, label, model, domain, count),
            "since": Date.to_string(since),
            "days": max((self.frame.today - since).days, 0) if since else 0,
        }
