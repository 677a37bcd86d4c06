from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import lights

LIGHTS = [
    (lights.GREEN, "In Time"),
    (lights.YELLOW, "Due Soon"),
    (lights.RED, "Overdue"),
    (lights.CLOSED, "Settled"),
]
RECORDS_PER_BATCH = 1000
# The day on which a deadline ends is the county's, also for the daily job, whose user has no zone.
DEFAULT_TIMEZONE = "Asia/Shanghai"


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
        today = self._get_today()
        for record in self:
            record.light = lights.light(
                record.deadline,
                today,
                record._is_over(),
                record.campaign_id.sudo().warn_days,  # sudo: one figure of the campaign
            )

    @api.model
    def _get_today(self):
        """Return today's date where the user is, or in the county for users without a zone."""
        zone = self.env.context.get("tz") or self.env.user.tz or DEFAULT_TIMEZONE
        return fields.Date.context_today(self.with_context(tz=zone))

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
        for light, domain in self._get_stale_domains(self._get_today()):
            while records := self.search(domain, limit=RECORDS_PER_BATCH, order="id"):
                records._write_protected({"light": light})
                remaining = 0 if len(records) < RECORDS_PER_BATCH else RECORDS_PER_BATCH
                if not self.env["ir.cron"]._commit_progress(len(records), remaining=remaining):
                    return False
        return True
