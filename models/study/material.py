from odoo import api, fields, models
from odoo.exceptions import UserError


class RectificationStudyMaterial(models.Model):
    """Something the units of a campaign are to study: a document, a speech, a rule.

    | action         | who                                    | when                        |
    |----------------|----------------------------------------|-----------------------------|
    | list, correct  | officer of the leading group           | until the campaign is over  |
    | delete         | officer of the leading group           | until a unit has studied it |
    | read           | people on a roster of the campaign     | always                      |
    """

    _name = "rectification.study.material"
    _description = "Study Material"
    _order = "campaign_id desc, sequence, id"
    _rec_names_search = ["name", "issued_as"]

    # A campaign that may be deleted has no units yet, and so nobody has studied anything.
    campaign_id = fields.Many2one(
        "rectification.campaign", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("document", "Document"),
            ("speech", "Speech"),
            ("rule", "Rule"),
            ("case", "Case"),
            ("other", "Other"),
        ],
        required=True,
        default="document",
    )
    name = fields.Char("Title", required=True)
    issued_as = fields.Char(
        "Source", help="Document number, date or place of publication, as it is quoted."
    )
    url = fields.Char("Link")
    file = fields.Binary(attachment=True)
    file_name = fields.Char()
    is_required = fields.Boolean(
        "For Every Unit",
        default=True,
        help="Without it the material is further reading and is not looked for in the coverage.",
    )
    active = fields.Boolean(default=True)
    session_ids = fields.Many2many(
        "rectification.study.session",
        "rectification_study_session_material_rel",
        "material_id",
        "session_id",
        "Study Sessions",
        copy=False,
    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        materials = super().create(vals_list)
        materials._check_campaign_open()
        if (
            materials.sudo().session_ids
        ):  # sudo: linked by these values, also those the user cannot see
            self._refuse_sessions()
        return materials

    def write(self, vals):
        self._check_campaign_open()
        if "session_ids" in vals:
            self._refuse_sessions()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_studied(self):
        self._check_campaign_open()
        # sudo: a session of any unit counts, no matter who asks
        studied = self.filtered(lambda material: material.sudo().session_ids)
        if studied:
            raise UserError(
                self.env._(
                    "%s: has been studied already and stays in the records. Archive it if the "
                    "units need not study it any more.",
                    studied.mapped("name"),
                )
            )

    @api.model
    def _refuse_sessions(self):
        raise UserError(
            self.env._(
                "What was studied in which sessions is recorded there, by the unit that held them."
            )
        )

    def _check_campaign_open(self):
        """Raise UserError when the materials belong to a campaign that is over."""
        over = self.campaign_id.filtered(lambda campaign: campaign.state in ("closed", "cancelled"))
        if over:
            raise UserError(
                self.env._(
                    "%s: is over, and its list of what was studied stays as it is.",
                    over.mapped("name"),
                )
            )
