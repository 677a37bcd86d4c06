from odoo import models


class RectificationCheckLine(models.Model):
    """Answers that did not hold in a review are given again; all others stay."""

    _inherit = "rectification.check.line"

    def _reopen_answers(self):
        """Take back single answers of sheets that a review has returned; private, so out of reach.

        The line's own guard is for people answering. The review that doubts the answer is signed,
        and names the items.
        """
        returned = self.filtered(lambda line: line.check_id.state in ("draft", "returned"))
        # The guard of ``write`` asks for the sheet's owner; here it is the reviewer's verdict.
        # sudo: officers have no right to answer, and they give no answer here.
        return models.Model.write(returned.sudo(), {"answer": False})
