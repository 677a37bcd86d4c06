from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.core import lights
from . import clock

LIGHTS = [
    (lights.GREEN, "In Time"),
    (lights.YELLOW, "Due Soon"),
    (lights.RED, "Overdue"),
    (lights.CLOSED, "Settled"),
]
RECORDS_PER_BATCH = 5000


class LightMixin(models.AbstractModel):
    """A record of a campaign with a deadline and its light.

    The light is stored, so that lists and boards filter and group by it. It is computed when
    something is written; the daily job moves on what only the calendar has changed.
    """

    _name = "rectification.light.mixin"
    _description = "Deadline and Light"

    campaign_id = fields.Many2one("rectification.campaign")
    deadline = fields.Date(index=True)
    light = fields.Selection(LIGHTS, compute="_compute_light", store=True, precompute=True)

    @api.depends("deadline", "campaign_id.warn_days")
    def _compute_light(self):
        today = clock.today(self.env)
        for record in self:
            record.light = lights.light(
                record.deadline,
                today,
                record._is_over(),
                record.campaign_id.sudo().warn_days,  # sudo: one figure of the campaign
            )

    def _is_over(self):
        """Return whether nothing is left to be done about the record."""
        self.ensure_one()
        return False

    @api.model
    def _get_stale_domains(self, today):
        """Return ``[(light, domain)]``: the records whose light the calendar has moved to."""
        lit = Domain("light", "in", (lights.GREEN, lights.YELLOW))
        domains = [(lights.RED, lit & Domain("deadline", "<", today))]
        # sudo: one figure of the campaigns
        campaigns = self.env["rectification.campaign"].sudo()
        for warn_days, same in campaigns._read_group([], ["warn_days"], ["id:array_agg"]):
            domains.append(
                (
                    lights.YELLOW,
                    Domain("light", "=", lights.GREEN)
                    & Domain("campaign_id", "in", same)
                    & Domain("deadline", ">=", today)
                    & Domain("deadline", "<=", today + timedelta(days=warn_days)),
                )
            )
        return domains

    @api.model
    def _refresh_lights(self):
        """Move on the lights that the calendar has changed; run twice, it changes nothing more.

        Works in batches, each committed, so that it can be stopped and goes on where it was.
        Returns whether everything was done.
        """
        stale = self._get_stale_domains(clock.today(self.env))
        remaining = self.search_count(Domain.OR(domain for _light, domain in stale))
        for light, domain in stale:
            moved = RECORDS_PER_BATCH
            while moved == RECORDS_PER_BATCH:
                moved = self._move_lights(light, domain)
                remaining = max(remaining - moved, 0)
                if moved and not self.env["ir.cron"]._commit_progress(moved, remaining=remaining):
                    return not remaining
        return True

    @api.model
    def _move_lights(self, light, domain):
        """Let a batch of the records in ``domain`` have ``light``; return how many there were."""
        # Raw SQL: a morning may move tens of thousands, of which nothing but this column has to be
        # known; nothing is computed from a light that has not been switched off.
        rows = self.env.execute_query(
            SQL(
                "UPDATE %s SET light = %s, write_date = %s WHERE id IN %s RETURNING id",
                SQL.identifier(self._table),
                light,
                self.env.cr.now(),
                self._search(domain, limit=RECORDS_PER_BATCH).subselect(),
            )
        )
        self.invalidate_model(["light", "write_date"], flush=False)
        return len(rows)
