"""The one clock of the addon: a day begins and ends where the county is, for everybody.

Deadlines are days of the county. The time zone of a user's profile or a caller's context has no
part in it: a finding is not overdue for one reader and due today for another, and nobody gains a
day by asking from another zone.
"""

from datetime import date, datetime, time

import pytz

from odoo import fields
from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import format_date

from ...tools.core.dates import chinese_date

# All of China keeps the time of Beijing.
COUNTY_ZONE = "Asia/Shanghai"


def today(env: Environment) -> date:
    """Return the day that it is in the county now."""
    return fields.Date.context_today(_in_county(env))


def local_time(env: Environment, moment: datetime) -> datetime:
    """Return ``moment``, a datetime as Odoo stores it (UTC), as the county's clocks show it."""
    return fields.Datetime.context_timestamp(_in_county(env), moment)


def day_of(env: Environment, moment: date | datetime | None) -> date | None:
    """Return the county's day of ``moment``, a datetime as Odoo stores it.

    A day is its own day; no moment has none.
    """
    if isinstance(moment, datetime):
        return local_time(env, moment).date()
    return moment or None


def format_day(env: Environment, moment: date | datetime | None) -> str:
    """Return the county's day of ``moment`` as documents in the user's language write it.

    2026年5月8日 in Chinese; "" for no moment.
    """
    day = day_of(env, moment)
    if (env.lang or "").startswith("zh"):
        return chinese_date(day)
    return format_date(env, day) if day else ""


def start_of(day: date) -> datetime:
    """Return the moment, as Odoo stores it, at which ``day`` begins in the county."""
    midnight = pytz.timezone(COUNTY_ZONE).localize(datetime.combine(day, time.min))
    return midnight.astimezone(pytz.utc).replace(tzinfo=None)


def _in_county(env: Environment) -> BaseModel:
    return env["base"].with_context(tz=COUNTY_ZONE)
