from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

SHORT_TITLE_LENGTH = 24


class RectificationProblem(models.Model):
    """A problem item (问题表现): one numbered line of a catalogue."""

    _name = "rectification.problem"
    _description = "Problem Item"
    _order = "catalogue_id, number, id"
    _rec_names_search = ["name", "wording"]

    area_id = fields.Many2one("rectification.area", required=True, index=True, ondelete="cascade")
    catalogue_id = fields.Many2one(
        related="area_id.catalogue_id", store=True, precompute=True, index=True
    )
    number = fields.Integer(required=True, aggregator=None)
    name = fields.Char(
        "Short Title", required=True, help="At most 24 characters: it heads cards and lists."
    )
    wording = fields.Text(
        "Official Wording", help="The full sentence of the plan, where it has been taken over."
    )
    guidance = fields.Text("What to Look For")
    evidence_hint = fields.Text("Evidence That Answers It")

    # The catalogue is stored on the item, so that one index holds the number unique in it.
    _number_uniq = models.Constraint(
        "UNIQUE (catalogue_id, number)",
        "Every problem item of a catalogue has a number of its own.",
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for problem in self:
            problem.display_name = f"{problem.number}. {problem.name or ''}"

    @api.constrains("name")
    def _check_short_title(self):
        for problem in self:
            if len(problem.name) > SHORT_TITLE_LENGTH:
                raise ValidationError(
                    self.env._(
                        "Item %(number)s: the short title has %(length)s characters, at most "
                        "%(limit)s fit a card. Put the full sentence into “Official Wording”.",
                        number=problem.number,
                        length=len(problem.name),
                        limit=SHORT_TITLE_LENGTH,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        problems = super().create(vals_list)
        problems.area_id.catalogue_id._check_not_published()
        return problems

    def write(self, vals):
        if "catalogue_id" in vals:
            raise UserError(
                self.env._("An item belongs to the catalogue of its area. Choose another area.")
            )
        self.area_id.catalogue_id._check_not_published()
        result = super().write(vals)
        self.area_id.catalogue_id._check_not_published()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.area_id.catalogue_id._check_not_published()
