from odoo import api, models


class RectificationDesk(models.AbstractModel):
    """Study sessions and reviews on the desk of whoever has to do with them."""

    _inherit = "rectification.desk"

    @api.model
    def _get_unit_tasks(self, frame):
        tasks = super()._get_unit_tasks(frame)
        if not frame["campaigns"]:
            return tasks
        own = [
            ("campaign_id", "in", frame["campaigns"].ids),
            ("unit_id", "in", frame["managed"].ids),
        ]
        tasks += self._get_count_task(
            "study_sessions",
            "rectification.study.session",
            [*own, ("is_to_record", "=", True)],
            lambda count: self.env._("Study sessions to be recorded: %s.", count),
            self.env._("Record"),
            self.env._("Sessions to Be Recorded"),
        )
        tasks += self._get_count_task(
            "make_ups",
            "rectification.study.attendance",
            [
                ("dossier_id.campaign_id", "in", frame["campaigns"].ids),
                ("unit_id", "in", frame["managed"].ids),
                ("is_make_up_open", "=", True),
            ],
            lambda count: self.env._("Absentees who have not caught up yet: %s.", count),
            self.env._("See Who"),
            self.env._("Make-Ups Open"),
            level="info",
        )
        return tasks

    @api.model
    def _get_office_tasks(self, frame):
        tasks = super()._get_office_tasks(frame)
        if frame["is_officer"] and frame["campaigns"]:
            tasks += self._get_review_tasks(frame)
        return tasks

    @api.model
    def _get_review_tasks(self, frame):
        """Return the reviews assigned to the user, and the units that nobody has yet."""
        running = [("campaign_id", "in", frame["campaigns"].ids)]
        mine = [*running, ("state", "=", "draft"), ("reviewer_ids", "in", self.env.uid)]
        count, first_id, deadline = self.env["rectification.review"]._read_group(
            mine, aggregates=["__count", "id:min", "deadline:min"]
        )[0]
        tasks = []
        if count:
            review = self.env["rectification.review"].browse(first_id)
            tasks.append(
                self._make_task(
                    "reviews",
                    self.env._("“%s” is yours to conclude.", review.display_name)
                    if count == 1
                    else self.env._("Reviews assigned to you: %s.", count),
                    self.env._("Review"),
                    action=self._make_form_action(review)
                    if count == 1
                    else self._make_list_action(
                        "rectification.review", self.env._("Reviews Assigned to You"), mine
                    ),
                    deadline=deadline,
                    level="info",
                )
            )
        return tasks + self._get_count_task(
            "unassigned",
            "rectification.dossier",
            [("campaign_id.state", "=", "supervision"), ("review_status", "=", "to_review")],
            lambda count: self.env._("Units that have no reviewer yet: %s.", count),
            self.env._("Assign"),
            self.env._("To Review"),
        )
