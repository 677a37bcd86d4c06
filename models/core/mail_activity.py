from odoo import api, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    _inherit = "mail.activity"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_pending_action(self):
        """An open action keeps its activity; the code takes it back when the action is settled."""
        if self.env.su:
            return
        actions = self._get_rectification_actions()
        pending = actions.sudo().filtered(  # sudo: the state, for the owner of the activity
            lambda action: action.state in ("todo", "doing")
        )
        if pending:
            raise UserError(
                self.env._(
                    "%s: finish the action, or have it cancelled or given to somebody else; its "
                    "activity follows.",
                    pending._get_names(),
                )
            )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Finishing the activity of a rectification action finishes the action."""
        actions = self._get_rectification_actions()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if actions and feedback:
            actions.write({"done_note": feedback})
        actions.filtered(lambda action: action.state in ("todo", "doing")).action_done()
        return result

    def _get_rectification_actions(self):
        """Return the rectification actions that carry these activities."""
        action_type = self.env.ref(
            "rectification_campaign.mail_activity_action", raise_if_not_found=False
        )
        actions = self.env["rectification.action"]
        return actions.browse(
            activity.res_id
            for activity in self
            if activity.res_model == actions._name
            and activity.automated
            and activity.activity_type_id == action_type
        ).exists()
