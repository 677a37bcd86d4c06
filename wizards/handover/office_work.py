"""The work of an officer, passed on to another officer."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.models import BaseModel

from .work import UNIT_MODELS, Work

OFFICE_MODELS = (
    *UNIT_MODELS,
    "rectification.campaign",
    "rectification.action",
    "rectification.review",
)


class OfficeWork(Work):
    """The work of an officer of the leading group; ``old`` and ``new`` are users."""

    def find_records(self) -> dict[str, BaseModel]:
        user = self.old
        on_mine = Domain("activity_ids.user_id", "=", user.id)
        return {
            "reviews": self.env["rectification.review"].search(
                [("reviewer_ids", "in", user.ids), ("state", "=", "draft")]
            ),
            "campaigns": self.env["rectification.campaign"].search(
                [
                    ("officer_user_ids", "in", user.ids),
                    ("state", "not in", ("closed", "cancelled")),
                ]
            ),
            "mechanisms": self.find_mechanisms(user, Domain.TRUE),
            "activities": self.find_activities(user, OFFICE_MODELS, on_mine),
        }

    def check(self) -> None:
        old, new = self.old, self.new
        if not old or not new or old == new:
            raise UserError(self.env._("Say whose work is passed on, and to which other officer."))
        if not self.env.user.has_group("rectification_campaign.group_leader"):
            raise AccessError(
                self.env._("An officer's work is passed on by the head of the leading group.")
            )
        if not new.has_group("rectification_campaign.group_officer"):
            raise UserError(self.env._("%s is not an officer of the leading group.", new.name))
        self.check_reviews()

    def check_reviews(self) -> None:
        """Raise UserError when the other would review a unit on whose roster he or she is."""
        # sudo: whether somebody is on the list is the question; the list is not shown.
        own = self.records["reviews"].filtered(
            lambda review: self.new in review.unit_id.sudo().roster_user_ids
        )
        if own:
            raise UserError(
                self.env._(
                    "%(officer)s is on the roster of the unit reviewed: %(reviews)s. Give these "
                    "reviews to somebody else first.",
                    officer=self.new.name,
                    reviews=own._get_names(),
                )
            )

    def pass_on(self) -> None:
        sentence = self.get_sentence()
        commands = [Command.unlink(self.old.id), Command.link(self.new.id)]
        self.records["reviews"].write({"reviewer_ids": commands})
        self.records["campaigns"].write({"officer_user_ids": commands})
        self.records["mechanisms"].write({"user_id": self.new.id})
        self.move_activities(self.new)
        for kind in ("reviews", "campaigns", "mechanisms"):
            self.record(self.records[kind], sentence)
        # Entered in the register of referrals alone, so no part of the records above.
        self.env["rectification.referral"]._pass_on(self.old, self.new, sentence)
