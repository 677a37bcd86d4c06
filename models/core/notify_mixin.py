from odoo import models


class NotifyMixin(models.AbstractModel):
    """A record whose messages reach only those who may read it.

    Odoo notifies every follower, and followers stay when rights go: somebody who has left a roster,
    or has been mentioned by mistake, would be sent texts that are not theirs to read.
    """

    _name = "rectification.notify.mixin"
    _description = "Notifies Its Readers Alone"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        return [
            recipient
            for recipient in recipients
            if recipient["uid"] and self.with_user(recipient["uid"]).has_access("read")
        ]
