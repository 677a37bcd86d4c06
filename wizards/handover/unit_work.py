"""The work of a person on a roster, passed on inside the unit."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.models import BaseModel

from ...models.core.flows import ACTION_OPEN_STATES, CHECK_OPEN_STATES, FINDING_OVER_STATES
from .work import UNIT_MODELS, Work

OPEN_FINDINGS = Domain("state", "not in", FINDING_OVER_STATES) & Domain("successor_id", "=", False)
OPEN_ACTIONS = Domain("state", "in", ACTION_OPEN_STATES)
OPEN_SHEETS = Domain("state", "in", CHECK_OPEN_STATES)


class UnitWork(Work):
    """The work of one line of a roster; ``old`` and ``new`` are such lines."""

    def find_records(self) -> dict[str, BaseModel]:
        member, user = self.old, self.old.user_id
        in_unit = Domain("unit_id", "=", member.unit_id.id)
        named = Domain("responsible_member_id", "=", member.id) | Domain(
            "leader_member_id", "=", member.id
        )
        own = Domain("member_id", "=", member.id)
        return {
            "findings": self.env["rectification.finding"].search(OPEN_FINDINGS & named),
            "actions": self.env["rectification.action"].search(OPEN_ACTIONS & own),
            "sheets": self.env["rectification.check"].search(OPEN_SHEETS & own),
            "mechanisms": self.find_mechanisms(user, in_unit),
            "activities": self.find_activities(user, UNIT_MODELS, in_unit),
        }

    def check(self) -> None:
        self.check_persons()
        self.check_user()
        self.check_can_take_over()

    def check_persons(self) -> None:
        """Raise UserError unless these are two persons of one unit."""
        old, new = self.old, self.new
        if not old or not new:
            raise UserError(self.env._("Say whose work is passed on, and to whom."))
        if old == new:
            raise UserError(self.env._("%s cannot take over from himself or herself.", old.name))
        if old.unit_id != new.unit_id:
            raise UserError(
                self.env._(
                    "%(new)s is on the roster of %(unit)s. The work of a unit stays in it: choose "
                    "somebody of %(old_unit)s.",
                    new=new.name,
                    unit=new.unit_id.name,
                    old_unit=old.unit_id.name,
                )
            )

    def check_user(self) -> None:
        """Raise unless the current user is an officer who is not on the unit's roster."""
        unit = self.old.unit_id
        if not self.env.user.has_group("rectification_campaign.group_officer"):
            raise AccessError(self.env._("The work of a unit is passed on by an officer."))
        # sudo: whether the user is on the list is the question; the list is not shown.
        if self.env.user in unit.sudo().roster_user_ids:
            raise UserError(
                self.env._("You are on the roster of %s. Leave it to another officer.", unit.name)
            )

    def check_can_take_over(self) -> None:
        """Raise UserError when the other has left, or would not see the work."""
        if not self.new.active:
            raise UserError(self.env._("%s has left the roster.", self.new.name))
        if self.old.user_id and not self.new.user_id:
            raise UserError(
                self.env._(
                    "%s has no login and would not see what has to be done. Give the person one on "
                    "the roster, or choose somebody else.",
                    self.new.name,
                )
            )

    def pass_on(self) -> None:
        sentence = self.get_sentence()
        unit = self.old.unit_id
        self.pass_on_findings()
        self.records["actions"]._write_protected({"member_id": self.new.id})
        self.records["actions"]._refresh_activities()
        self.records["mechanisms"].write({"user_id": self.new.user_id.id})
        self.move_activities(self.new.user_id)
        self.pass_on_place()
        for kind in ("findings", "actions", "sheets", "mechanisms"):
            self.record(self.records[kind], sentence)
        dossiers = self.env["rectification.dossier"].search(
            [("unit_id", "=", unit.id), ("state", "!=", "completed")]
        )
        self.record(dossiers, sentence)
        self.log(unit, sentence)

    def pass_on_findings(self) -> None:
        """Replace the person where findings name the one who leaves."""
        for name in ("responsible_member_id", "leader_member_id"):
            findings = self.records["findings"].filtered(
                lambda finding, name=name: finding[name] == self.old
            )
            # Past the guard of the list's text: a person is replaced, nothing else is changed.
            findings._write_protected({name: self.new.id})

    def pass_on_place(self) -> None:
        """Pass on the role on the roster, and take the one who leaves off it, as was asked for."""
        role = self.old.role
        if self.wizard.take_role and role != "cadre":
            self.old.role = "cadre"
            self.new.role = role
        if self.wizard.leaves:
            # Without a login on the line, head and liaison complete the leaver's sheet.
            self.old.write({"active": False, "user_id": False})
