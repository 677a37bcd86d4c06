from odoo import models
from odoo.exceptions import UserError


class UnnoticedMixin(models.AbstractModel):
    """A record that inspectors read because of a referral, without the unit noticing.

    Odoo lets all who read a record follow it, and a unit sees who follows its findings. To be
    named in ``_inherit`` before ``mail.thread``.
    """

    _name = "rectification.unnoticed.mixin"
    _description = "Read without Being Noticed"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Add followers, as ``mail.thread`` does; raise UserError for an inspector who only reads.

        Takes and returns what the method of ``mail.thread`` does.
        """
        user = self.env.user
        if (
            partner_ids
            and user.has_group("rectification_campaign.group_inspector")
            and not user.has_group("rectification_campaign.group_observer")
            and not self.has_access("write")
        ):
            raise UserError(
                self.env._(
                    "%s: the unit would see who follows it. An inspector reads it without a trace.",
                    self[:10].mapped("display_name"),
                )
            )
        return super().message_subscribe(partner_ids, subtype_ids)
