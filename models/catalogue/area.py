from odoo import api, fields, models


class RectificationArea(models.Model):
    """One of the areas (方面) into which a catalogue sorts its problem items."""

    _name = "rectification.area"
    _description = "Area"
    _order = "catalogue_id, number, id"

    catalogue_id = fields.Many2one(
        "rectification.catalogue", required=True, index=True, ondelete="cascade"
    )
    number = fields.Integer(required=True, default=1, aggregator=None)
    name = fields.Char("Area", required=True)
    problem_ids = fields.One2many("rectification.problem", "area_id", "Problem Items", copy=True)

    _number_uniq = models.Constraint(
        "UNIQUE (catalogue_id, number)", "Every area of a catalogue has a number of its own."
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for area in self:
            area.display_name = f"{area.number}. {area.name or ''}"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        areas = super().create(vals_list)
        areas.catalogue_id._check_not_published()
        return areas

    def write(self, vals):
        self.catalogue_id._check_not_published()
        result = super().write(vals)
        self.catalogue_id._check_not_published()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.catalogue_id._check_not_published()
