"""The schedule of the scenario: what happens on which day, run in order and dated accordingly."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import fields
from odoo.tools import SQL

from ..models.core import clock

# An office opens at 9 in China, which is 1 in UTC, in which Odoo stores times.
OPENING = time(1, 0)
# What the steps stamp with the time at which they are taken.
STAMPS = {
    "rectification.campaign": ("launched_on", "closed_on"),
    "rectification.dossier": ("submitted_on", "accepted_on"),
    "rectification.check": ("started_on", "submitted_on", "confirmed_on"),
    "rectification.finding": ("requested_on", "head_confirmed_on", "closed_on"),
    "rectification.action": ("done_on",),
    "rectification.evidence": ("frozen_on",),
    "rectification.review": ("concluded_on",),
    "rectification.sample.draw": ("drawn_on",),
    "rectification.extension": ("requested_on", "head_confirmed_on", "decided_on"),
    "rectification.bulletin": ("approved_on", "published_on"),
    "rectification.referral": (
        "proposed_on",
        "approved_on",
        "handed_over_on",
        "accepted_on",
        "concluded_on",
    ),
    "rectification.suggestion": ("sent_on", "answered_on"),
    "rectification.signoff": ("date",),
    "mail.message": ("date",),
}
DAYS_PER_ANALYSIS = 10


class Schedule:
    """Collects steps by day, then runs them in the order of the days.

    Days are counted from today: -1 is yesterday. A day in the future is run today.
    """

    def __init__(self, env):
        self.env = env
        self.today = clock.today(env)
        self.days = defaultdict(list)

    def date(self, offset):
        """Return the date that lies ``offset`` days from today."""
        return self.today + timedelta(days=offset)

    def plan(self, day, step, *args):
        """Note that ``step(*args)`` happens on ``day``; return the day."""
        day = min(day, 0)
        self.days[day].append((step, args))
        return day

    def run(self):
        """Take all steps, day by day."""
        for number, day in enumerate(sorted(self.days)):
            if number % DAYS_PER_ANALYSIS == 0:
                self._analyse_tables()
            begin = fields.Datetime.now()
            last_activity = self._get_last("mail.activity")
            last_finding = self._get_last("rectification.finding")
            for step, args in self.days[day]:
                step(*args)
                # What the chatter tracks is written now: by the person of the step, on that day.
                self.env.cr.flush()
            if day:
                self._backdate(day, begin)
                self._backdate_reviews(day)
                self._backdate_activities(day, last_activity)
                self._backdate_findings(day, last_finding)

    def _analyse_tables(self):
        """Let PostgreSQL know how many rows there are.

        Raw SQL: the tables grow from nothing within one transaction, where its own job does not see
        them; it would plan every query as if they were still empty.
        """
        for model_name in (*STAMPS, "rectification.check.line", "mail.activity"):
            table = SQL.identifier(self.env[model_name]._table)
            self.env.cr.execute(SQL("ANALYZE %s", table))

    def _backdate(self, day, begin):
        """Move what was stamped since ``begin`` to ``day``.

        Raw SQL: the steps stamp the time at which they are taken, and neither a user nor a program
        can choose another one or change the register. A scenario that began months ago has to.
        """
        shift = datetime.combine(self.date(day), OPENING) - begin
        for model_name, names in STAMPS.items():
            model = self.env[model_name]
            for name in names:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %(table)s SET %(column)s = %(column)s + %(shift)s"
                        " WHERE %(column)s >= %(begin)s",
                        table=SQL.identifier(model._table),
                        column=SQL.identifier(name),
                        shift=shift,
                        begin=begin,
                    )
                )
            model.invalidate_model(names, flush=False)

    def _backdate_reviews(self, day):
        """Let reviews that were assigned today be assigned on ``day`` (raw SQL: as above)."""
        self.env.cr.execute(
            "UPDATE rectification_review SET assigned_on = %s WHERE assigned_on = %s",
            [self.date(day), self.today],
        )
        self.env["rectification.review"].invalidate_model(["assigned_on"], flush=False)

    def _backdate_findings(self, day, last):
        """Let what was recorded on ``day`` be recorded then (raw SQL: as above)."""
        self.env.cr.execute(
            SQL(
                "UPDATE rectification_finding SET create_date = %s WHERE id > %s",
                datetime.combine(self.date(day), OPENING),
                last,
            )
        )
        self.env["rectification.finding"].invalidate_model(["create_date"], flush=False)

    def _get_last(self, model_name):
        table = SQL.identifier(self.env[model_name]._table)
        self.env.cr.execute(SQL("SELECT coalesce(max(id), 0) FROM %s", table))
        return self.env.cr.fetchone()[0]

    def _backdate_activities(self, day, last):
        """Let what was to be done on that very day be due then (raw SQL: as above, in one go)."""
        self.env.cr.execute(
            SQL(
                "UPDATE mail_activity SET date_deadline = %s WHERE id > %s AND date_deadline = %s",
                self.date(day),
                last,
                self.today,
            )
        )
        self.env["mail.activity"].invalidate_model(["date_deadline"], flush=False)
