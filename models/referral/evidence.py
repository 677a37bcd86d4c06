from odoo import api, models

CONFIDENTIAL = "rectification.referral"


class RectificationEvidence(models.Model):
    _inherit = "rectification.evidence"

    @api.model
    def _selection_reference(self):
        return [
            (model, name)
            for model, name in super()._selection_reference()
            if not model.startswith(CONFIDENTIAL)
        ]
