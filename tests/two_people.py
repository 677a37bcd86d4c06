from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import SQL

from ..models.core import clock
from .common import RectificationCase

OFFICE = ("officer", "leader")
BELOW_FINDINGS = (
    "rectification_extension",
    "rectification_evidence",
    "rectification_action",
)


class TwoPeopleCase(BaseCase):
    """Two people at the same record in the same moment, with two cursors and committed data."""

    _set_state = staticmethod(RectificationCase._set_state)
    _set_values = staticmethod(RectificationCase._set_values)

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.created = {}
        self.addCleanup(self._clean_up)
        with self._open() as env:
            self.today = clock.today(env)
            self._prepare(env)
        # A wait before the next try keeps two real people apart; here it only costs time.
        self.startPatcher(patch("odoo.service.model.time.sleep"))

    @contextmanager
    def _open(self, user=None):
        """Open a connection of its own, as ``user``, committed at the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, self.created[user] if user else SUPERUSER_ID, {})

    def _prepare(self, env):
        # Committed, an invitation would really be sent.
        env = env(context={"no_reset_password": True})
        # Without passwords: these are not hashed as lightly here as in other tests.
        for name in ("officer", "leader", "head", "liaison"):
            group = f"rectification_campaign.group_{name}" if name in OFFICE else "base.group_user"
            user = env["res.users"].create(
                {
                    "name": name,
                    "login": f"concurrent_{name}",
                    "group_ids": [Command.set(env.ref(group).ids)],
                }
            )
            self.created[name] = user.id
        units = env["rectification.unit"].create(
            [{"name": f"Concurrent {number}", "kind": "village"} for number in (1, 2)]
        )
        env["rectification.unit.member"].create(
            [
                {
                    "unit_id": units[0].id,
                    "name": name,
                    "role": name,
                    "user_id": self.created[name],
                }
                for name in ("head", "liaison")
            ]
        )
        catalogue = env["rectification.catalogue"].search([("state", "=", "published")], limit=1)
        campaign = env["rectification.campaign"].create(
            {"name": "Concurrent", "catalogue_id": catalogue.id}
        )
        dossiers = env["rectification.dossier"].create(
            [{"campaign_id": campaign.id, "unit_id": unit.id} for unit in units]
        )
        finding = (
            env["rectification.finding"]
            .with_user(self.created["liaison"])
            .create(
                {
                    "dossier_id": dossiers[0].id,
                    "problem_id": catalogue.area_ids.problem_ids[0].id,
                    "description": "Found by two",
                    "rectification_type": "immediate",
                    "result": "Done",
                }
            )
        )
        self._set_state(finding, "open")
        self.created.update(
            units=units.ids, campaign=campaign.ids, dossiers=dossiers.ids, finding=finding.ids
        )

    def _clean_up(self):
        with self._open() as env:
            finding = env["rectification.finding"].browse(self.created["finding"])
            campaign = env["rectification.campaign"].browse(self.created["campaign"])
            dossiers = env["rectification.dossier"].browse(self.created["dossiers"])
            units = env["rectification.unit"].browse(self.created["units"])
            referrals = tuple(self.created.get("referrals", (0,)))
            env.cr.execute(
                SQL("DELETE FROM rectification_signoff WHERE referral_id IN %s", referrals)
            )
            env.cr.execute(SQL("DELETE FROM rectification_referral WHERE id IN %s", referrals))
            # Raw SQL: what the register and the sheets hold cannot be deleted in any other way.
            env.cr.execute(
                SQL(
                    "DELETE FROM rectification_reminder WHERE user_id IN %s",
                    tuple(self.created[name] for name in ("officer", "leader", "head", "liaison")),
                )
            )
            env.cr.execute(
                SQL("DELETE FROM rectification_signoff WHERE campaign_id = %s", campaign.id)
            )
            env.cr.execute(
                SQL(
                    "DELETE FROM rectification_check_line WHERE check_id IN"
                    " (SELECT id FROM rectification_check WHERE campaign_id = %s)",
                    campaign.id,
                )
            )
            for table in BELOW_FINDINGS:
                env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE finding_id IN %s",
                        SQL.identifier(table),
                        finding._ids,
                    )
                )
            env.cr.execute(
                SQL("DELETE FROM rectification_review WHERE campaign_id = %s", campaign.id)
            )
            env.cr.execute(
                SQL("DELETE FROM rectification_document WHERE campaign_id = %s", campaign.id)
            )
            env.ref("rectification_campaign.sequence_document").date_range_ids.unlink()
            env.invalidate_all()
            self._set_state(finding, "draft", return_count=0)
            finding.unlink()
            self._set_state(dossiers.check_ids, "draft")
            self._set_state(dossiers, "open")
            dossiers.unlink()
            self._set_state(campaign, "draft")
            campaign.unlink()
            users = env["res.users"].browse(
                self.created[name] for name in ("officer", "leader", "head", "liaison")
            )
            units.member_ids.unlink()
            units.unlink()
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    def _finding(self, env):
        return env["rectification.finding"].browse(self.created["finding"])

    def _count_signoffs(self, env, transition):
        return env["rectification.signoff"].search_count(
            [
                ("res_model", "=", "rectification.finding"),
                ("res_id", "in", self.created["finding"]),
                ("transition", "=", transition),
            ]
        )

    def _dossier(self, env):
        return env["rectification.dossier"].browse(self.created["dossiers"][0])

    def _set(self, **values):
        with self._open() as env:
            self._set_values(self._finding(env), **values)

    def _meet(self, first, act, second, react):
        """Let ``second`` look, ``first`` act and finish, then ``second`` go on with ``react``.

        ``act`` and ``react``: functions of an environment. Returns what the second is told.
        """
        with self._open(second) as late:
            # The second one's request has begun: what it sees is fixed from here on.
            late["rectification.finding"].search_count([])
            with self._open(first) as early:
                act(early)
            try:
                retrying(lambda: react(late), late)
            except UserError as error:
                late.cr.rollback()
                return str(error)
        return ""
