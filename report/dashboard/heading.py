"""What stands above the dashboard in the workbook and on paper."""

from odoo.api import Environment
from odoo.fields import Date

from ...models.core import clock
from .result import Dashboard


def get_title(env: Environment, result: Dashboard) -> str:
    """Return the title: which campaign's dashboard it is."""
    return env._("%s: Dashboard", result["campaign"]["name"])


def get_note(env: Environment, result: Dashboard) -> str:
    """Return one line: the day, the filters, what the figures are compared with."""
    filters = result["filters"]

    def day(name):
        return clock.format_day(env, Date.to_date(filters[name])) or "…"

    parts = [
        env._(
            "As of %(date)s, as seen by %(user)s",
            date=clock.format_day(env, Date.to_date(result["as_of"])),
            user=env.user.name,
        )
    ]
    if result["unit"]:
        parts.append(env._("%s and the units below it", result["unit"]["name"]))
    if filters["area_id"]:
        names = {area["id"]: area["name"] for area in result["areas"]}
        parts.append(names.get(filters["area_id"], ""))
    if filters["phase"]:
        names = {phase["key"]: phase["name"] for phase in result["phases"]}
        parts.append(names[filters["phase"]])
    if filters["date_from"] or filters["date_to"]:
        parts.append(f"{day('date_from')} – {day('date_to')}")
    if result["comparison"]:
        parts.append(env._("last year: %s", result["comparison"]["name"]))
    return " · ".join(filter(None, parts))
