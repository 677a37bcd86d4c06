from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..core.flows import CAMPAIGN_PHASES


class RectificationStudyReflection(models.Model):
    """What somebody takes from the study (心得体会), as text or file, if they care to write.

    At most one for each person and campaign. Nobody has to write one, none is missed in a figure,
    and none is marked.

    | action        | who                                                     | when             |
    |---------------|---------------------------------------------------------|------------------|
    | write, delete | the person; head and liaison for members without a user | until the end of |
    |               |                                                         | the campaign     |
    | read          | the same, overseers of the unit, the leading group      | always           |
    """

    _name = "rectification.study.reflection"
    _description = "Reflection"
    _order = "dossier_id desc, id"
    _rec_name = "member_id"

    member_id = fields.Many2one(
        "rectification.unit.member",
        "Person",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_member_id(),
    )
    dossier_id = fields.Many2one(
        "rectification.dossier",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_dossier_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    campaign_id = fields.Many2one(related="dossier_id.campaign_id", store=True, precompute=True)
    unit_id = fields.Many2one(related="member_id.unit_id", store=True, precompute=True, index=True)
    user_id = fields.Many2one(
        related="member_id.user_id", store=True, precompute=True, index=True, string="User"
    )
    name = fields.Char("Title")
    content = fields.Text()
    file = fields.Binary(attachment=True)
    file_name = fields.Char()
    can_edit = fields.Boolean(compute="_compute_can_edit")

    _member_uniq = models.Constraint(
        "UNIQUE (dossier_id, member_id)",
        "This person's reflection is on record already. Open it and go on writing there.",
    )

    # ------------------------------------------------------------
    # DEFAULT
    # ------------------------------------------------------------

    @api.model
    def _default_member_id(self):
        return self.env["rectification.unit.member"].search(
            [("user_id", "=", self.env.uid)], limit=1
        )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("member_id")
    def _compute_dossier_id(self):
        """Take the unit's dossier in the campaign that runs."""
        # sudo: a cadre belongs to a dossier without being able to read it
        dossiers = (
            self.env["rectification.dossier"]
            .sudo()
            .search(
                [
                    ("unit_id", "in", self.member_id.unit_id.ids),
                    ("campaign_id.state", "in", CAMPAIGN_PHASES),
                ]
            )
        )
        by_unit = {}
        for dossier in dossiers:
            by_unit.setdefault(dossier.unit_id, dossier)
        for reflection in self:
            unit = reflection.member_id.unit_id
            if not reflection.dossier_id or reflection.dossier_id.sudo().unit_id != unit:
                reflection.dossier_id = by_unit.get(unit)

    @api.depends("member_id", "campaign_id.state")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        for reflection in self:
            reflection.can_edit = reflection._is_writer() and not reflection._is_over()

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("member_id", "dossier_id")
    def _check_dossier_of_unit(self):
        for reflection in self:
            # sudo: as in the compute above
            if reflection.dossier_id.sudo().unit_id != reflection.member_id.unit_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s: the reflection belongs to the dossier of %(unit)s.",
                        person=reflection.member_id.name,
                        unit=reflection.member_id.unit_id.name,
                    )
                )

    @api.constrains("content", "file")
    def _check_not_empty(self):
        for reflection in self:
            if not (reflection.content or "").strip() and not reflection.file:
                raise ValidationError(
                    self.env._(
                        "%s: write a text or add a file. Nobody has to hand in a reflection.",
                        reflection.member_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        reflections = super().create(vals_list)
        reflections._check_writable()
        return reflections

    def write(self, vals):
        self._check_writable()
        if "member_id" in vals or "dossier_id" in vals:
            raise UserError(self.env._("A reflection stays with the person who wrote it."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_others(self):
        self._check_writable()

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _is_over(self):
        # sudo: a state of the campaign, for a person who belongs to it
        return self.sudo().campaign_id.state in ("closed", "cancelled")

    def _is_writer(self):
        """Whether it is the current user's own, or of somebody in their unit without a user."""
        self.ensure_one()
        member = self.member_id.sudo()  # sudo: whose it is; nothing of the roster is shown
        if member.user_id:
            return member.user_id == self.env.user
        return self.env.user in member.unit_id.manager_user_ids

    def _check_writable(self):
        """Raise UserError for reflections of others and of campaigns that are over."""
        for reflection in self:
            if reflection._is_over():
                raise UserError(
                    self.env._(
                        "%s: the campaign is over, and the reflection stays as it is.",
                        reflection.member_id.name,
                    )
                )
            if not reflection._is_writer():
                raise UserError(
                    self.env._(
                        "%s: a reflection is written by the person; head and liaison enter it only "
                        "for members without a user.",
                        reflection.member_id.name,
                    )
                )
