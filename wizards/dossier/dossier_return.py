from odoo import api, fields, models


class DossierReturn(models.TransientModel):
    """Asks what has to be redone before dossiers go back to their units."""

    _name = "rectification.dossier.return"
    _description = "Return the Dossier"

    dossier_ids = fields.Many2many(
        "rectification.dossier", string="Dossiers", required=True, readonly=True
    )
    reason = fields.Text("What Has to Be Redone", required=True)
    finding_ids = fields.Many2many(
        "rectification.finding",
        string="Only These Findings",
        domain="[('dossier_id', 'in', dossier_ids), ('member_id', '=', False),"
        " ('state', 'in', ('open', 'in_progress', 'to_verify'))]",
        help="Empty: the whole list is returned and can be answered again. With findings: only "
        "these are opened, all other answers stay as signed.",
    )

    @api.model
    def default_get(self, fields):
        """Return the dossiers selected in a list as well as one opened in a form."""
        defaults = super().default_get(fields)
        if (
            "dossier_ids" in fields
            and not defaults.get("dossier_ids")
            and self.env.context.get("active_model") == "rectification.dossier"
        ):
            defaults["dossier_ids"] = self.env.context.get("active_ids", [])
        return defaults

    def action_return(self):
        """Return the dossiers."""
        self.dossier_ids._do_return(self.reason, self.finding_ids)
