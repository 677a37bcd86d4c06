from odoo import api, models

from . import clock


class RectificationActivityPlanner(models.AbstractModel):
    """Plans and takes back activities for many records in a handful of queries.

    Odoo's own ``activity_schedule`` sends an e-mail for each activity given to somebody else. Who
    gets a hundred findings wants one list, not a hundred mails: activities made here appear in the
    clock menu, on cards and in lists, silently.
    """

    _name = "rectification.activity.planner"
    _description = "Activities in Batches"

    @api.model
    def _plan(self, records, xmlid, user_by_id, note="", deadline_by_id=None, summary_by_id=None):
        """Give each of ``records`` one automatic activity of the type ``xmlid``.

        ``user_by_id``: {record id: user}; records without a user get none. ``deadline_by_id``:
        {record id: date}, today where it is missing. Returns the activities.
        """
        activity_type = self.env.ref(xmlid)
        # An activity keeps the name of its record, and would read it record by record.
        records.mapped("display_name")
        model_id = self.env["ir.model"]._get_id(records._name)
        today = clock.today(self.env)
        vals_list = [
            {
                "res_model_id": model_id,
                "res_id": record.id,
                "activity_type_id": activity_type.id,
                "summary": (summary_by_id or {}).get(record.id) or activity_type.summary,
                "note": note,
                "automated": True,
                "user_id": user_by_id[record.id].id,
                "date_deadline": (deadline_by_id or {}).get(record.id) or today,
            }
            for record in records
            if user_by_id.get(record.id)
        ]
        # sudo: the activity is for somebody else, on a record that this somebody may see.
        activities = self.env["mail.activity"].sudo()
        return activities.with_context(mail_activity_quick_update=True).create(vals_list)

    @api.model
    def _clear(self, records):
        """Take back what is still open of the automatic activities of ``records``."""
        # sudo: activities of others are taken back as well when their reason has gone.
        self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("automated", "=", True),
            ]
        ).unlink()
