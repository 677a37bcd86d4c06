from odoo import api, fields, models

from .office_work import OfficeWork
from .unit_work import UnitWork


class RectificationHandover(models.TransientModel):
    """Passes the open work of somebody who leaves to somebody else, and records it.

    | whose work               | who does it                                                   |
    |--------------------------|---------------------------------------------------------------|
    | of a person on a roster  | officer of the leading group who is not on that roster        |
    | of an officer            | head of the leading group                                     |

    What is closed or signed stays with the person who did it. A personal sheet cannot become
    somebody else's: when the leaver's login is taken off the roster, head and liaison complete it.
    The technical name (transfer) is older than the word that is used now.
    """

    _name = "rectification.transfer"
    _description = "Pass On Work"

    scope = fields.Selection(
        [("unit", "Of a Person on a Roster"), ("office", "Of an Officer")],
        "Whose Work",
        required=True,
        default="unit",
    )
    unit_id = fields.Many2one("rectification.unit")
    from_member_id = fields.Many2one(
        "rectification.unit.member", "From", domain="[('unit_id', '=', unit_id)]"
    )
    to_member_id = fields.Many2one(
        "rectification.unit.member",
        "To",
        domain="[('unit_id', '=', unit_id), ('id', '!=', from_member_id)]",
    )
    from_user_id = fields.Many2one(
        "res.users", "From (Officer)", domain=lambda self: self._get_officer_domain()
    )
    to_user_id = fields.Many2one(
        "res.users", "To (Officer)", domain=lambda self: self._get_officer_domain()
    )
    take_role = fields.Boolean(
        "The Role as Well",
        compute="_compute_take_role",
        store=True,
        readonly=False,
        help="The person who takes over becomes head or liaison in the leaver's place.",
    )
    leaves = fields.Boolean(
        "Leaves the Unit", default=True, help="Archives the person on the roster, without a login."
    )
    reason = fields.Char(help="For example: has been posted elsewhere.")
    summary = fields.Text(compute="_compute_summary")

    # ------------------------------------------------------------
    # DEFAULT AND COMPUTE
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Begin with the line of the roster from which the wizard was opened."""
        defaults = super().default_get(fields)
        context = self.env.context
        if context.get("active_model") == "rectification.unit.member":
            member = self.env["rectification.unit.member"].browse(context.get("active_id"))
            defaults.update({"from_member_id": member.id, "unit_id": member.unit_id.id})
        return defaults

    @api.model
    def _get_officer_domain(self):
        group = self.env.ref("rectification_campaign.group_officer")
        return [("all_group_ids", "in", group.ids), ("share", "=", False)]

    @api.depends("from_member_id")
    def _compute_take_role(self):
        for wizard in self:
            wizard.take_role = wizard.from_member_id.role in ("head", "liaison")

    @api.depends("scope", "from_member_id", "from_user_id")
    def _compute_summary(self):
        for wizard in self:
            wizard.summary = wizard._get_work().get_summary()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_apply(self):
        """Pass the work on; raise UserError when nobody or the wrong person would take over."""
        self.ensure_one()
        work = self._get_work()
        work.check()
        work.pass_on()
        return {"type": "ir.actions.act_window_close"}

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_work(self):
        """Return the :class:`Work` of the person who leaves."""
        self.ensure_one()
        if self.scope == "unit":
            return UnitWork(self, self.from_member_id, self.to_member_id)
        return OfficeWork(self, self.from_user_id, self.to_user_id)
