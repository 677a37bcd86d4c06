from markupsafe import Markup

from odoo import api, models

# What rights follow from; only this is noted.
NOTED_FIELDS = ("unit_id", "role", "user_id", "active")


class RectificationUnitMember(models.Model):
    """The history of a roster, in the chatter of its unit: who could do what, and from when on."""

    _inherit = "rectification.unit.member"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._note_changes({}, members._get_descriptions())
        return members

    def write(self, vals):
        if not vals.keys() & set(NOTED_FIELDS):
            return super().write(vals)
        before = self._get_descriptions()
        result = super().write(vals)
        self._note_changes(before, self._get_descriptions())
        return result

    def unlink(self):
        before = self._get_descriptions()
        result = super().unlink()
        self._note_changes(before, {})
        return result

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_descriptions(self):
        """Return ``{member id: (unit, sentence)}`` for the lines that count at present."""
        labels = dict(self._fields["role"]._description_selection(self.env))
        # sudo: the login behind a line, for a liaison who may not open users
        return {
            member.id: (
                member.unit_id,
                " · ".join(filter(None, (member.name, labels[member.role], member.user_id.login))),
            )
            for member in self.sudo()
            if member.active
        }

    @api.model
    def _note_changes(self, before, after):
        """Write into the units' chatter what has come and gone, one message for each unit."""
        lines = {}
        for mark, gone_or_come, others in (("−", before, after), ("+", after, before)):
            for member_id, described in gone_or_come.items():
                if others.get(member_id) != described:
                    unit, sentence = described
                    lines.setdefault(unit, []).append(Markup("%s %s") % (mark, sentence))
        if not lines:
            return
        units = self.env["rectification.unit"].union(*lines)
        units._message_log_batch(
            bodies={
                unit.id: Markup("<p>%s</p>%s")
                % (self.env._("Roster:"), Markup("<br/>").join(lines[unit]))
                for unit in units
            }
        )
