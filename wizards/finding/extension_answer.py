from odoo import fields, models
from odoo.exceptions import UserError


class ExtensionAnswer(models.TransientModel):
    """Asks for an earlier date, or for the reason with which an extension is refused."""

    _name = "rectification.extension.answer"
    _description = "Answer to an Extension"

    extension_ids = fields.Many2many(
        "rectification.extension", string="Extensions", required=True, readonly=True
    )
    target = fields.Selection(
        [("granted", "Granted"), ("refused", "Refused")], required=True, readonly=True
    )
    granted_deadline = fields.Date("New Deadline")
    answer = fields.Text("Reason")

    def action_apply(self):
        """Answer the requests; raise UserError when the date or the reason is missing."""
        if self.target == "granted" and not self.granted_deadline:
            raise UserError(
                self.env._("%s: name the new deadline.", self.extension_ids._get_names())
            )
        if self.target == "granted":
            values = {"granted_deadline": self.granted_deadline, "condition": self.answer}
        else:
            values = {"answer": self.answer}
        self.extension_ids._move_to(self.target, **values)
