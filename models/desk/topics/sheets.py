"""Self-check sheets: to be filled in, handed in and signed."""

from odoo.models import BaseModel

from ...core.flows import CHECK_OPEN_STATES
from ..actions import open_form, open_list
from ..frame import Frame
from ..results import Task
from .topic import Topic


class SheetTopic(Topic):
    """Sheets that somebody fills in."""

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.campaigns)

    def get_sheet_tasks(self, domain: list) -> list[Task]:
        """Return one task for each sheet of ``domain`` that has to be filled in."""
        checks = self.env["rectification.check"].search([*domain, *self.get_open_domain()])
        return [self.make_sheet_task(check) for check in checks]

    def get_open_domain(self) -> list:
        """Return the domain of the sheets that are still to be filled in."""
        return [
            ("state", "in", CHECK_OPEN_STATES),
            ("campaign_id", "in", self.frame.campaigns.ids),
        ]

    def make_sheet_task(self, check: BaseModel) -> Task:
        """Return the task of filling in one sheet."""
        name = self.get_sheet_name(check)
        note, button = "", self.env._("Go On")
        if check.state == "returned":
            text = self.env._("%s has been returned.", name)
            note, button = check.return_reason or "", self.env._("Correct")
        elif not check.line_count:
            text, button = self.env._("%s has not been started.", name), self.env._("Start")
        elif check.answered_count == check.line_count:
            text = self.env._("%s is complete and can be handed in.", name)
            button = self.env._("Hand In")
        else:
            text = self.env._(
                "%(sheet)s: %(answered)s of %(total)s items are answered.",
                sheet=name,
                answered=check.answered_count,
                total=check.line_count,
            )
        return self.maker.make(
            f"sheet_{check.id}",
            text,
            button,
            call=(check, "action_open_sheet"),
            note=note,
            deadline=check.date_submission,
            level="warning" if check.state == "returned" else "info",
        )

    def get_sheet_name(self, check: BaseModel) -> str:
        """Return whose sheet it is, and of which campaign where several are running."""
        if check.member_id:
            name = self.env._("Your own sheet")
        else:
            name = self.env._("The sheet of %s", check.unit_id.name)
        if len(self.frame.campaigns) > 1:
            name = self.env._(
                "%(sheet)s in “%(campaign)s”", sheet=name, campaign=check.campaign_id.name
            )
        return name


class OwnSheet(SheetTopic):
    """The user's personal sheet."""

    part = "person"

    def get_tasks(self) -> list[Task]:
        return self.get_sheet_tasks([("user_id", "=", self.env.uid), ("is_personal", "=", True)])


class UnitSheets(SheetTopic):
    """The unit's sheet, and those of people who have no user to fill in their own."""

    part = "unit"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.filled and frame.campaigns)

    def get_tasks(self) -> list[Task]:
        own = [("unit_id", "in", self.frame.filled.ids), ("is_personal", "=", False)]
        return self.get_sheet_tasks(own) + self.get_paper_tasks()

    def get_paper_tasks(self) -> list[Task]:
        """Return one sentence for all sheets of people without a user."""
        domain = [
            ("unit_id", "in", self.frame.filled.ids),
            ("is_personal", "=", True),
            ("user_id", "=", False),
            *self.get_open_domain(),
        ]
        count, deadline = self.env["rectification.check"]._read_group(
            domain, aggregates=["__count", "date_submission:min"]
        )[0]
        if not count:
            return []
        # Also a single one is opened as a list: there it says for whom it is filled in.
        action = open_list("rectification.check", self.env._("Sheets to Fill In"), domain)
        return [
            self.maker.make(
                "paper_sheets",
                self.env._("Sheets of people without a login to fill in for them: %s.", count),
                self.env._("Open"),
                action=action,
                deadline=deadline,
                level="info",
            )
        ]


class SheetsToSign(Topic):
    """Sheets that wait for the signature of the unit's head."""

    part = "unit"

    @staticmethod
    def applies(frame: Frame) -> bool:
        return bool(frame.headed and frame.campaigns)

    def get_tasks(self) -> list[Task]:
        submitted = [
            ("unit_id", "in", self.frame.headed.ids),
            ("state", "=", "submitted"),
            ("campaign_id", "in", self.frame.campaigns.ids),
        ]
        return self.get_signature_tasks(submitted) + self.get_confirmation_tasks(submitted)

    def get_signature_tasks(self, submitted: list) -> list[Task]:
        """Return one task for each sheet of a unit."""
        checks = self.env["rectification.check"].search([*submitted, ("is_personal", "=", False)])
        return [
            self.maker.make(
                f"sign_{check.id}",
                self.env._("The sheet of %s waits for your signature.", check.unit_id.name),
                self.env._("Read and Sign"),
                action=open_form(check),
                deadline=check.date_submission,
                level="warning",
            )
            for check in checks
        ]

    def get_confirmation_tasks(self, submitted: list) -> list[Task]:
        """Return one task for all personal sheets."""
        checks = self.env["rectification.check"]
        # The head's own sheet is confirmed by the leading group.
        personal = [*submitted, ("is_personal", "=", True), ("user_id", "!=", self.env.uid)]
        count = checks.search_count(personal)
        if not count:
            return []
        return [
            self.maker.make(
                "confirm_sheets",
                self.env._("Personal sheets waiting for your confirmation: %s.", count),
                self.env._("Read and Confirm"),
                action=open_list(checks._name, self.env._("Sheets to Confirm"), personal),
                level="warning",
            )
        ]
