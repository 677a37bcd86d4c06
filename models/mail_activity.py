from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """Finishing the activity of a rectification action finishes the action."""
        action_type = self.env.ref(
            "rectification_campaign.mail_activity_action", raise_if_not_found=False
        )
        ids = [
            activity.res_id
            for activity in self
            if activity.res_model == "rectification.action"
            and activity.automated
            and activity.activity_type_id == action_type
        ]
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if ids:
            actions = self.env["rectification.action"].browse(ids)
            if feedback:
                actions.write({"done_note": feedback})
            actions.filtered(lambda action: action.state in ("todo", "doing")).action_done()
        return result
