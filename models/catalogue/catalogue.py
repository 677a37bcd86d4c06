from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RectificationCatalogue(models.Model):
    """A numbered list of problem items by area, against which every unit checks itself.

    Published catalogues are read-only for good, because sheets and prints refer to their wording;
    a new version is made for another wording.
    """

    _name = "rectification.catalogue"
    _description = "Problem Catalogue"
    _inherit = ["mail.thread"]
    _order = "name, version desc"

    name = fields.Char("Catalogue", required=True, tracking=True)
    version = fields.Integer(default=1, required=True, readonly=True, copy=False, aggregator=None)
    previous_version_id = fields.Many2one("rectification.catalogue", readonly=True, copy=False)
    description = fields.Text()
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    published_on = fields.Datetime(readonly=True, copy=False)
    active = fields.Boolean(default=True, copy=False)
    area_ids = fields.One2many("rectification.area", "catalogue_id", "Areas", copy=True)
    problem_ids = fields.One2many("rectification.problem", "catalogue_id", "Problem Items")
    area_count = fields.Integer("Areas (Number)", compute="_compute_counts")
    problem_count = fields.Integer("Problem Items (Number)", compute="_compute_counts")

    _name_version_uniq = models.UniqueIndex(
        "(name, version)", "This version of the catalogue exists already. Give it another name."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("area_ids.problem_ids")
    def _compute_counts(self):
        for catalogue in self:
            catalogue.area_count = len(catalogue.area_ids)
            catalogue.problem_count = len(catalogue.area_ids.problem_ids)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for catalogue in self:
            catalogue.display_name = self.env._(
                "%(name)s (version %(version)s)",
                name=catalogue.name or "",
                version=catalogue.version,
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        # A default from the context counts as well: nothing is born published.
        default = self.default_get(["state"])["state"]
        if any(vals.get("state", default) != "draft" for vals in vals_list):
            raise UserError(
                self.env._("A catalogue starts as a draft. Fill it first, then publish it.")
            )
        return super().create(vals_list)

    def write(self, vals):
        if set(vals) - {"active"}:
            self._check_not_published()
        if vals.get("state") == "published":
            # Publishing goes through its own check, however it is asked for.
            self._check_can_publish()
            vals = {**vals, "published_on": fields.Datetime.now()}
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for vals in vals_list:
                vals["name"] = self.env._("%s (copy)", vals["name"])
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        published = self.filtered(lambda catalogue: catalogue.state == "published")
        if published:
            raise UserError(
                self.env._(
                    "%(catalogues)s: published catalogues stay, because sheets refer to them. "
                    "Archive them instead.",
                    catalogues=published.mapped("display_name"),
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_publish(self):
        """Publish the catalogues: from now on campaigns may use them and nobody changes them."""
        self.write({"state": "published"})

    def action_new_version(self):
        """Copy the catalogue as the draft of its next version and open it."""
        self.ensure_one()
        latest = self.with_context(active_test=False).search(
            [("name", "=", self.name)], order="version desc", limit=1
        )
        draft = self.copy({"name": self.name, "version": latest.version + 1})
        draft.previous_version_id = self
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _check_not_published(self):
        """Raise UserError when one of the catalogues is published."""
        published = self.filtered(lambda catalogue: catalogue.state == "published")
        if published:
            raise UserError(
                self.env._(
                    "%(catalogues)s: published catalogues are read-only. Choose “New Version”, "
                    "change the copy and publish that.",
                    catalogues=published.mapped("display_name"),
                )
            )

    def _check_can_publish(self):
        """Raise ValidationError listing what keeps the catalogues from being published."""
        problems = []
        for catalogue in self:
            if not catalogue.area_ids.problem_ids:
                problems.append(self.env._("%s has no problem items yet.", catalogue.display_name))
            empty = catalogue.area_ids.filtered(lambda area: not area.problem_ids)
            problems += [
                self.env._(
                    "%(catalogue)s: the area “%(area)s” has no problem items.",
                    catalogue=catalogue.display_name,
                    area=area.name,
                )
                for area in empty
                if catalogue.area_ids.problem_ids
            ]
        if problems:
            raise ValidationError("\n".join(problems))
