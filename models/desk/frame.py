"""Who the user is: looked up once, and read by every topic and standing of the desk."""

from dataclasses import dataclass
from datetime import date

from odoo.api import Environment
from odoo.models import BaseModel

from ..core import clock
from ..core.flows import CAMPAIGN_PHASES


@dataclass(frozen=True)
class Frame:
    """The user's day, roles, units and running campaigns. Recordsets may be empty."""

    today: date
    """Today's date where the user is."""

    members: BaseModel
    """The user's own lines on rosters."""

    units: BaseModel
    """The units on whose rosters the user is."""

    managed: BaseModel
    """Of these, the units of which the user is head or liaison."""

    headed: BaseModel
    """Of these, the units of which the user is head."""

    filled: BaseModel
    """The managed units whose sheet the user fills in: a liaison, or a head without a liaison."""

    campaigns: BaseModel
    """The running campaigns; empty for users who see none."""

    sees_campaigns: bool
    """Whether the user belongs to a unit or to the leading group, who see campaigns."""

    is_observer: bool
    """Whether the user belongs to the leading group: as observer, officer or head."""

    is_officer: bool
    """Whether the user is an officer of the leading group, or its head."""

    is_leader: bool
    """Whether the user is the head of the leading group."""

    is_inspector: bool
    """Whether the user works for discipline inspection."""


def get_frame(env: Environment) -> Frame:
    """Return the frame of the current user of ``env``."""
    groups = ("unit_user", "observer", "officer", "leader", "inspector")
    has = {name: env.user.has_group(f"rectification_campaign.group_{name}") for name in groups}
    sees_campaigns = has["observer"] or has["unit_user"]
    members = env["rectification.unit.member"]
    campaigns = env["rectification.campaign"]
    if sees_campaigns:
        members = members.search([("user_id", "=", env.uid)])
        campaigns = campaigns.search([("state", "in", CAMPAIGN_PHASES)])
    managed = members.filtered(lambda member: member.role in ("head", "liaison")).unit_id
    headed = members.filtered(lambda member: member.role == "head").unit_id
    return Frame(
        today=clock.today(env),
        members=members,
        units=members.unit_id,
        managed=managed,
        headed=headed,
        # A head is not reminded of what a liaison does; without a liaison the head does it.
        filled=managed.filtered(
            lambda unit: unit not in headed or unit.manager_user_ids <= unit.head_user_id
        ),
        campaigns=campaigns,
        sees_campaigns=sees_campaigns,
        is_observer=has["observer"],
        is_officer=has["officer"],
        is_leader=has["leader"],
        is_inspector=has["inspector"],
    )
