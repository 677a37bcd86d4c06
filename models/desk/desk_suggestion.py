from odoo import api, models


class RectificationDesk(models.AbstractModel):
    """The way to complain: always within reach on the desk, answered by the office."""

    _inherit = "rectification.desk"

    @api.model
    def get_desk(self):
        """Return the desk as before, and under ``suggestion`` the action that opens an empty one.

        False for whoever has no right to write any.
        """
        desk = super().get_desk()
        suggestions = self.env["rectification.suggestion"]
        desk["suggestion"] = suggestions.has_access("create") and {
            "type": "ir.actions.act_window",
            "name": self.env._("Suggestion or Complaint"),
            "res_model": suggestions._name,
            "views": [[False, "form"]],
        }
        return desk

    @api.model
    def _get_person_tasks(self, frame):
        suggestions = self.env["rectification.suggestion"]
        return super()._get_person_tasks(frame) + self._get_count_task(
            "suggestions_answered",
            suggestions._name,
            suggestions._get_news_domain(),
            lambda count: self.env._("The office has answered what you wrote: %s.", count),
            self.env._("Read"),
            self.env._("Answers to You"),
            level="",
        )

    @api.model
    def _get_office_tasks(self, frame):
        tasks = super()._get_office_tasks(frame)
        if frame["is_officer"]:
            tasks += self._get_count_task(
                "suggestions",
                "rectification.suggestion",
                [("state", "=", "sent"), ("author_id", "!=", self.env.uid)],
                lambda count: self.env._("Suggestions and complaints to answer: %s.", count),
                self.env._("Reply"),
                self.env._("Suggestions to Answer"),
                since="sent_on",
            )
        return tasks
