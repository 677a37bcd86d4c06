from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...tools.core.listing import join_names


class ReviewAssign(models.TransientModel):
    """Assigns reviewers to units, or to a sample: evenly, and never to their own unit."""

    _name = "rectification.review.assign"
    _description = "Assign Reviewers"

    draw_id = fields.Many2one("rectification.sample.draw", readonly=True)
    dossier_ids = fields.Many2many(
        "rectification.dossier",
        string="Units",
        compute="_compute_dossier_ids",
        store=True,
        readonly=False,
    )
    reviewer_ids = fields.Many2many(
        "res.users",
        string="Reviewers",
        required=True,
        domain=lambda self: self.env["rectification.review"]._get_reviewer_domain(),
    )
    reviewers_per_unit = fields.Integer(
        default=1, required=True, help="How many of the reviewers look at each unit together."
    )
    deadline = fields.Date("To Be Reviewed By")
    preview = fields.Text("Who Gets What", compute="_compute_preview")

    @api.model
    def default_get(self, fields):
        """Assign the dossiers selected in a list as well as one opened in a form."""
        defaults = super().default_get(fields)
        if (
            "dossier_ids" in fields
            and not defaults.get("dossier_ids")
            and self.env.context.get("active_model") == "rectification.dossier"
        ):
            ids = self.env.context.get("active_ids", [])
            defaults["dossier_ids"] = [Command.set(ids)]
        return defaults

    @api.depends("draw_id")
    def _compute_dossier_ids(self):
        for wizard in self:
            if wizard.draw_id:
                wizard.dossier_ids = wizard.draw_id.line_ids.dossier_id

    @api.depends("dossier_ids", "reviewer_ids", "reviewers_per_unit")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = "\n".join(
                f"{dossier.unit_id.name}: "
                + (
                    join_names(users.mapped("name"), self.env.lang)
                    or self.env._("nobody is left to review it")
                )
                for dossier, users in wizard._distribute().items()
            )

    def action_assign(self):
        """Begin the reviews and open them. Raises UserError when somebody is missing."""
        self.ensure_one()
        if not self.dossier_ids:
            raise UserError(self.env._("Choose the units that are to be reviewed."))
        if not self.reviewer_ids:
            raise UserError(self.env._("Choose at least one reviewer."))
        distribution = self._distribute()
        lonely = [dossier for dossier, users in distribution.items() if not users]
        if lonely:
            raise UserError(
                self.env._(
                    "%s: everybody chosen is on the unit's own roster or no officer, and nobody "
                    "reviews their own unit. Add another reviewer.",
                    [dossier.unit_id.name for dossier in lonely[:10]],
                )
            )
        if self.draw_id:
            reviews = self.draw_id._do_assign(distribution, self.deadline)
        else:
            dossiers = self.dossier_ids._origin
            reviews = dossiers._do_assign_review(distribution, self.deadline)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "rectification_campaign.rectification_review_action"
        )
        return {**action, "domain": [("id", "in", reviews.ids)], "context": {}}

    def _distribute(self):
        """Return ``{dossier: users}``: the one with least so far comes next, own units left out."""
        self.ensure_one()
        Review = self.env["rectification.review"]
        officers = self.reviewer_ids._origin
        load = dict.fromkeys(officers, 0)
        distribution = {}
        for dossier in self.dossier_ids._origin:
            able = [user for user in officers if not Review._get_reviewer_problems(dossier, user)]
            able.sort(key=lambda user: (load[user], user.id))
            chosen = officers.browse([user.id for user in able[: max(self.reviewers_per_unit, 1)]])
            for user in chosen:
                load[user] += 1
            distribution[dossier] = chosen
        return distribution
