"""Who is reminded: the person whom the ladder names, or the office when that person is away."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.models import BaseModel

from ...tools.reminder.ladder import HEAD, OFFICE, RESPONSIBLE


class Problem(NamedTuple):
    """Why somebody else is reminded than the person whom the ladder names."""

    # no_head, nobody, archived or no_email
    code: str
    # the person's name, where there is a person
    name: str


def get_problem(user: BaseModel, rung: str = RESPONSIBLE) -> Problem | None:
    """Return what keeps ``user`` from being reminded, None when nothing does.

    ``user`` is empty when nobody with a user holds the place that ``rung`` names.
    """
    if not user:
        return Problem("no_head" if rung == HEAD else "nobody", "")
    if not user.active:
        return Problem("archived", user.name)
    if user.notification_type == "email" and not user.email:
        return Problem("no_email", user.name)
    return None


def filter_reachable(users: BaseModel) -> BaseModel:
    """Return those of ``users`` whom a reminder reaches."""
    return users.filtered(lambda user: not get_problem(user))


def get_recipients(
    rung: str, owner: BaseModel, unit: BaseModel, campaign: BaseModel
) -> tuple[BaseModel, Problem | None]:
    """Return who is reminded of what ``owner`` answers for, and why it is somebody else."""
    if rung == OFFICE:
        return get_office_users(campaign), None
    # What nobody with a user answers for goes to the person who keeps the unit's papers.
    person = unit.head_user_id if rung == HEAD else owner or unit._get_contact_user()
    problem = get_problem(person, rung)
    if problem:
        return get_office_users(campaign), problem
    return person, None


def get_office_users(campaign: BaseModel) -> BaseModel:
    """Return who is reminded as the office of ``campaign``.

    The officers of the campaign; else the head of its leading group; else every officer: nothing
    is lost because somebody has left.
    """
    for users in (campaign.officer_user_ids, campaign.leader_user_id):
        if reachable := filter_reachable(users):
            return reachable
    return filter_reachable(_get_all_officers(campaign.env))


def _get_all_officers(env: Environment) -> BaseModel:
    return env.ref("rectification_campaign.group_officer").all_user_ids
