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

# What record rules search. It follows from the roster and is not set by hand.
ROSTER_FIELDS = frozenset(
    {
        "head_member_id",
        "head_user_id",
        "manager_user_ids",
        "roster_user_ids",
        "overseer_user_ids",
    }
)


class RectificationUnit(models.Model):
    """A unit (party organisation) in the tree of the county, with its roster.

    Who may see and do what in a unit follows from its roster. The users behind it are stored on the
    unit, so that record rules can search them and a change of roster takes effect at once.
    """

    _name = "rectification.unit"
    _description = "Unit"
    _inherit = [
        "rectification.import.mixin",
        "rectification.notify.mixin",
        "rectification.unnoticed.mixin",
        "rectification.log.mixin",
        "mail.thread",
    ]
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

    _code_uniq = models.Constraint(
        "UNIQUE (code)", "Another unit, perhaps an archived one, has this code already."
    )

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
        # What is replaced is read for all units at once, not one by one when it is written.
        for name in ("manager_user_ids", "roster_user_ids"):
            self.mapped(name)
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
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Never take the users behind a roster from the context: access follows from them."""
        defaults = super().default_get(fields)
        return {name: value for name, value in defaults.items() if name not in ROSTER_FIELDS}

    @api.model_create_multi
    def create(self, vals_list):
        self._check_roster_fields({name for vals in vals_list for name in vals})
        self._check_codes([(vals.get("code"), vals.get("name")) for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        self._check_roster_fields(vals)
        if vals.get("parent_id"):
            self._check_tree(self.browse(vals["parent_id"]))
        if vals.get("code"):
            self._check_codes([(vals["code"], unit.name) for unit in self])
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for vals in vals_list:
                vals["name"] = self.env._("%s (copy)", vals["name"])
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_enrolled(self):
        enrolled = self.filtered(lambda unit: unit.with_context(active_test=False).dossier_ids)
        if enrolled:
            raise UserError(
                self.env._(
                    "%s: has a dossier in a campaign, which stays. Archive the unit instead.",
                    enrolled.mapped("name"),
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

    def _check_tree(self, parent):
        """Raise ValidationError when ``parent`` lies below one of the units.

        Asked before anything is stored: the tree itself would answer “Recursion Detected.”
        """
        # sudo: the whole way up counts, also units that the user does not see
        circular = self & self.sudo().search([("id", "parent_of", parent.ids)]).sudo(False)
        if circular:
            raise ValidationError(
                self.env._(
                    "%s would be its own superior. Choose another superior unit.",
                    circular.mapped("name"),
                )
            )

    def _check_codes(self, rows):
        """Raise ValidationError when a code would stand for two units, and name both.

        Asked before anything is stored, because the constraint behind it knows no names. ``rows``:
        ``[(code, name)]`` of the units ``self``, or of new ones, as they are about to be stored.
        """
        rows = [(code, name) for code, name in rows if code]
        # sudo: a code is taken, also by a unit that the user does not see
        others = self.sudo().with_context(active_test=False)
        others = others.search([("code", "in", [code for code, __ in rows])]) - self
        names = {}
        for code, name in [*((unit.code, unit.name) for unit in others), *rows]:
            names.setdefault(code, []).append(name or "")
        sentences = [
            self.env._(
                "The code %(code)s would stand for %(units)s. Give each unit a code of its own; an "
                "archived unit keeps its code.",
                code=code,
                units=same,
            )
            for code, same in names.items()
            if len(same) > 1
        ]
        if sentences:
            raise ValidationError("\n".join(sentences))

    @api.model
    def _check_roster_fields(self, names):
        """Raise UserError when somebody sets by hand what follows from the roster."""
        if ROSTER_FIELDS.intersection(names):
            raise UserError(
                self.env._("Who may act for a unit follows from its roster. Change the roster.")
            )

    @api.model
    def get_import_templates(self):
        """Offer the spreadsheet template on the import screen."""
        return [
            {
                "label": self.env._("Import Template for Units"),
                "template": "/rectification_campaign/static/xls/units.xlsx",
            }
        ]

    def _get_ids_listing_user(self, name):
        """Return the ids of the units that list the current user in the field ``name``.

        ``name``: ``manager_user_ids``, ``roster_user_ids`` or ``overseer_user_ids``.
        """
        # sudo: whether the user is on the list is the question; the list is not shown.
        # The user who asks is active: without the filter the users on the list need not be read.
        units = self.sudo().with_context(active_test=False)
        return {unit.id for unit in units if self.env.uid in unit[name]._ids}

    def _get_contact_user(self):
        """Return the user who keeps the unit's papers: a liaison, else the head; may be empty."""
        self.ensure_one()
        return (self.manager_user_ids - self.head_user_id)[:1] or self.head_user_id

    @api.model
    def _match_imported_rows(self, fields, data):
        """Recognise units by their code."""
        if "code" not in fields:
            return {}
        position = fields.index("code")
        codes = {row[position] for row in data if row[position]}
        ids = {unit.code: unit.id for unit in self.search([("code", "in", list(codes))])}
        return {
            number: ids[row[position]] for number, row in enumerate(data) if row[position] in ids
        }

    def _get_missing_roles(self):
        """Return ``{unit: [names of the roles without a user]}`` for units that cannot work yet."""
        missing = {}
        for unit in self:
            roles = []
            has_head = unit.head_user_id.active
            if not has_head:
                roles.append(self.env._("head"))
            if not unit.manager_user_ids - unit.head_user_id:
                roles.append(self.env._("liaison"))
            # A head alone can do a liaison's work; nobody can do the head's.
            if not has_head or not unit.manager_user_ids:
                missing[unit] = roles
        return missing
