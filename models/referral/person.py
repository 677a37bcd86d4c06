from odoo import api, fields, models

from . import referral_line_mixin  # noqa: F401 (inherited below)


class RectificationReferralPerson(models.Model):
    """A person concerned by a referral: name, unit and post, as the register form asks for them.

    The words are kept, not the link to the roster: a person taken off a roster later meets no
    refusal that would tell of the referral.
    """

    _name = "rectification.referral.person"
    _description = "Person Concerned"
    _inherit = ["rectification.referral.line.mixin", "rectification.confidential.mixin"]
    _order = "referral_id, sequence, id"

    referral_id = fields.Many2one(
        "rectification.referral", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    member_id = fields.Many2one(
        "rectification.unit.member", "From the Roster", ondelete="set null", index=True
    )
    name = fields.Char(
        compute="_compute_person", store=True, precompute=True, readonly=False, required=True
    )
    unit = fields.Char(
        "Unit (Text)", compute="_compute_person", store=True, precompute=True, readonly=False
    )
    post = fields.Char(compute="_compute_person", store=True, precompute=True, readonly=False)

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("member_id")
    def _compute_person(self):
        for person in self:
            member = person.member_id
            person.name = member.name or person.name
            person.unit = member.unit_id.name or person.unit
            person.post = member.job_title or person.post

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_unit_and_post(self):
        """Return unit and post in one line."""
        self.ensure_one()
        return " ".join(filter(None, (self.unit, self.post)))
