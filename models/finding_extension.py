from odoo import api, fields, models


class RectificationFinding(models.Model):
    """What a finding knows about the extensions of its deadline."""

    _inherit = "rectification.finding"

    extension_ids = fields.One2many("rectification.extension", "finding_id", "Extensions")
    extension_count = fields.Integer("Extensions (Number)", compute="_compute_extension_figures")
    can_ask_extension = fields.Boolean(compute="_compute_extension_figures")

    @api.depends("state", "deadline", "extension_ids.state")
    @api.depends_context("uid")
    def _compute_extension_figures(self):
        groups = self.env["rectification.extension"]._read_group(
            [("finding_id", "in", self.ids)], ["finding_id", "state"], ["__count"]
        )
        counts, waiting = {}, set()
        for finding, state, count in groups:
            counts[finding.id] = counts.get(finding.id, 0) + count
            if state == "requested":
                waiting.add(finding.id)
        today = fields.Date.context_today(self)
        origins = self._origin
        askers = origins.browse().union(
            *(origins._filter_role(role) for role in ("manager", "owner", "responsible"))
        )
        for finding in self:
            finding.extension_count = counts.get(finding._origin.id, 0)
            finding.can_ask_extension = bool(
                finding._origin in askers
                and finding._origin.id not in waiting
                and finding.state in ("open", "in_progress")
                and finding.deadline
                and finding.deadline >= today
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_ask_extension(self):
        """Open the form on which a later deadline is asked for."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for an Extension"),
            "res_model": "rectification.extension",
            "views": [
                (
                    self.env.ref("rectification_campaign.rectification_extension_view_form_ask").id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"default_finding_id": self.id},
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_extension_texts(self):
        """Return ``{finding id: text}`` for the ledger: each extension on a line, oldest first.

        Findings without an extension are left out. One query, however many findings there are.
        """
        extensions = self.env["rectification.extension"].search_fetch(
            [("finding_id", "in", self.ids)],
            ["finding_id", "state", "old_deadline", "requested_deadline", "granted_deadline"],
            order="id",
        )
        lines = {}
        for extension in extensions:
            if extension.state == "granted":
                line = self.env._(
                    "Extended from %(old)s to %(new)s",
                    old=extension.old_deadline,
                    new=extension.granted_deadline,
                )
            elif extension.state == "refused":
                line = self.env._("Extension to %(new)s refused", new=extension.requested_deadline)
            else:
                line = self.env._(
                    "Extension to %(new)s asked for", new=extension.requested_deadline
                )
            lines.setdefault(extension.finding_id.id, []).append(line)
        return {finding_id: "\n".join(texts) for finding_id, texts in lines.items()}
