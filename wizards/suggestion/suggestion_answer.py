from odoo import fields, models


class SuggestionAnswer(models.TransientModel):
    """Asks what the authors of suggestions are answered."""

    _name = "rectification.suggestion.answer"
    _description = "Answer a Suggestion"

    suggestion_ids = fields.Many2many(
        "rectification.suggestion", string="Suggestions", required=True, readonly=True
    )
    answer = fields.Text(required=True)

    def action_apply(self):
        """Give the answer to the authors."""
        self.suggestion_ids._move_to("answered", answer=self.answer)
