from odoo import fields, models


class RectificationStudyForm(models.Model):
    """A form in which a unit studies: a meeting of its committee, a discussion, and so on."""

    _name = "rectification.study.form"
    _description = "Form of Study"
    _order = "sequence, id"

    name = fields.Char("Form", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
