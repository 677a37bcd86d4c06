from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

UNIT_KINDS = [
    ("committee", "Party Committee"),
    ("department", "County Department"),
    ("township", "Township or Street"),
    ("village", "Village"),
    ("community", "Community"),
    ("enterprise", "Enterprise"),
    ("school", "School"),
    ("hospital", "Hospital"),
    ("institute", "Research Institute"),
]


class RectificationUnit(models.Model):
    """A unit (party organisation) in the tree of the county, with its roster.

    Who may see and do what in a unit follows from its roster. The users behind it are stored on the
    unit, so that record rules can search them and a change of roster takes effect at once.
    """

    _name = "rectification.unit"
    _description = "Unit"
    _inherit = ["mail.thread"]
    _parent_store = True
    _order = "sequence, code, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char("Unit", required=True, tracking=True)
    code = fields.Char(copy=False, help="Short and unique: makes imports certain of the unit.")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(UNIT_KINDS, required=True, default="department", index=True)
    parent_id = fields.Many2one(
        "rectification.unit", "Superior Unit", index=True, ondelete="restrict", tracking=True
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("rectification.unit", "parent_id", "Subordinate Units")
    active = fields.Boolean(default=True)
    # roster
    member_ids = fields.One2many("rectification.unit.member", "unit_id", "Roster")
    member_count = fields.Integer("Members", compute="_compute_member_count")
    head_member_id = fields.Many2one(
        "rectification.unit.member", "Head", compute="_compute_roster_users", store=True
    )
    head_user_id = fields.Many2one(
        "res.users", "Head (User)", compute="_compute_roster_users", store=True
    )
    manager_user_ids = fields.Many2many(
        "res.users",
        "rectification_unit_manager_rel",
        "unit_id",
        "user_id",
        "Head and Liaisons (Users)",
        compute="_compute_roster_users",
        store=True,
    )
    roster_user_ids = fields.Many2many(
        "res.users",
        "rectification_unit_roster_rel",
        "unit_id",
        "user_id",
        "Users on the Roster",
        compute="_compute_roster_users",
        store=True,
    )
    overseer_user_ids = fields.Many2many(
        "res.users",
        "rectification_unit_overseer_rel",
        "unit_id",
        "user_id",
        "Heads and Liaisons from Here Upwards (Users)",
        compute="_compute_overseer_user_ids",
        store=True,
        recursive=True,
    )
    # campaigns
    dossier_ids = fields.One2many("rectification.dossier", "unit_id", "Dossiers")
    dossier_count = fields.Integer("Dossiers (Number)", compute="_compute_dossier_count")

    _code_uniq = models.Constraint("UNIQUE (code)", "Another unit has this code already.")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("member_ids")
    def _compute_member_count(self):
        counts = dict(
            self.env["rectification.unit.member"]._read_group(
                [("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        for unit in self:
            unit.member_count = counts.get(unit._origin, 0)

    @api.depends("dossier_ids")
    def _compute_dossier_count(self):
        counts = dict(
            self.env["rectification.dossier"]._read_group(
                [("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        for unit in self:
            unit.dossier_count = counts.get(unit._origin, 0)

    @api.depends("member_ids.role", "member_ids.user_id", "member_ids.active")
    def _compute_roster_users(self):
        for unit in self:
            members = unit.member_ids.filtered("active")
            head = members.filtered(lambda member: member.role == "head")[:1]
            managers = members.filtered(lambda member: member.role in ("head", "liaison"))
            unit.head_member_id = head
            unit.head_user_id = head.user_id
            unit.manager_user_ids = managers.user_id
            unit.roster_user_ids = members.user_id

    @api.depends("manager_user_ids", "parent_id.overseer_user_ids")
    def _compute_overseer_user_ids(self):
        for unit in self:
            unit.overseer_user_ids = unit.manager_user_ids | unit.parent_id.overseer_user_ids

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("parent_id")
    def _check_tree(self):
        if self._has_cycle("parent_id"):
            raise ValidationError(
                self.env._(
                    "%s would be its own superior. Choose another superior unit.",
                    ", ".join(self.mapped("name")),
                )
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for vals in vals_list:
                vals["name"] = self.env._("%s (copy)", vals["name"])
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enrolled(self):
        enrolled = self.filtered("dossier_ids")
        if enrolled:
            raise UserError(
                self.env._(
                    "%s: has a dossier in a campaign, which stays. Archive the unit instead.",
                    ", ".join(enrolled.mapped("name")),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_dossiers(self):
        """Open the dossiers of this unit in all campaigns."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "rectification_campaign.rectification_dossier_action"
        )
        action["domain"] = [("unit_id", "=", self.id)]
        action["context"] = {}
        return action

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def get_import_templates(self):
        """Offer the spreadsheet template on the import screen."""
        return [
            {
                "label": self.env._("Import Template for Units"),
                "template": "/rectification_campaign/static/xls/units.xlsx",
            }
        ]

    def _get_missing_roles(self):
        """Return ``{unit: [names of the roles without a user]}`` for units that cannot work yet."""
        missing = {}
        for unit in self:
            roles = []
            if not unit.head_user_id:
                roles.append(self.env._("head"))
            if not unit.manager_user_ids - unit.head_user_id:
                roles.append(self.env._("liaison"))
            # A head alone can do a liaison's work; nobody can do the head's.
            if not unit.head_user_id or not unit.manager_user_ids:
                missing[unit] = roles
        return missing
