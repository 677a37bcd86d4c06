"""What unit and office have in common when work is passed on."""

from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup

from odoo.fields import Domain
from odoo.models import BaseModel

# Models whose activities are passed on with the work of a unit.
UNIT_MODELS = (
    "rectification.dossier",
    "rectification.check",
    "rectification.finding",
    "rectification.extension",
    "rectification.mechanism",
)


class Work:
    """The open work of the person who leaves (``old``), and how it goes to another (``new``).

    ``old`` and ``new`` are lines of a roster or users, and empty until they are chosen.
    """

    def __init__(self, wizard: BaseModel, old: BaseModel, new: BaseModel):
        self.env = wizard.env
        self.wizard = wizard
        self.old = old
        self.new = new

    @cached_property
    def records(self) -> dict[str, BaseModel]:
        """``{kind: records}`` of the open work, as it was when this was first read."""
        return self.find_records() if self.old else {}

    def find_records(self) -> dict[str, BaseModel]:
        """Return ``{kind: records}`` of the open work; the kinds are those of ``get_labels``."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise UserError when the wrong person would take over, AccessError for the wrong user."""
        raise NotImplementedError

    def pass_on(self) -> None:
        """Let the work be the other's, and record it; ``check`` has been asked before."""
        raise NotImplementedError

    def get_labels(self) -> dict[str, str]:
        """Return ``{kind: name as the user reads it}``."""
        return {
            "findings": self.env._("Findings"),
            "actions": self.env._("Actions"),
            "sheets": self.env._("Open sheets"),
            "reviews": self.env._("Reviews"),
            "campaigns": self.env._("Campaigns"),
            "mechanisms": self.env._("Mechanisms"),
            "activities": self.env._("Activities"),
        }

    def get_summary(self) -> str:
        """Return how much there is of each kind, one line each."""
        labels = self.get_labels()
        return "\n".join(
            f"{labels[kind]}: {len(records)}" for kind, records in self.records.items() if records
        )

    def find_mechanisms(self, user: BaseModel, domain: Domain) -> BaseModel:
        """Return the mechanisms in force of ``domain`` that ``user`` looks after."""
        return self.env["rectification.mechanism"].search(
            domain & Domain("user_id", "=", user.id or 0) & Domain("state", "=", "in_force")
        )

    def find_activities(self, user: BaseModel, names: Iterable[str], domain: Domain) -> BaseModel:
        """Return the activities of ``user`` on those records of the models in ``domain`` that the
        current user sees."""
        # sudo: the activities are somebody else's; those on records the officer sees are moved.
        activities = self.env["mail.activity"].sudo()
        if not user:
            return activities
        on_records = Domain.OR(
            Domain("res_model", "=", name)
            & Domain("res_id", "in", self.env[name].search(domain).ids)
            for name in names
        )
        return activities.search(on_records & Domain("user_id", "=", user.id))

    def move_activities(self, user: BaseModel) -> None:
        """Give the activities to ``user``, silently as they were planned."""
        if user:
            # sudo: they were planned for somebody else
            activities = self.records["activities"].exists().sudo()
            activities.with_context(mail_activity_quick_update=True).write({"user_id": user.id})

    def get_sentence(self) -> str:
        """Return what register and chatter say of it."""
        sentence = self.env._(
            "Passed on from %(old)s to %(new)s.", old=self.old.name, new=self.new.name
        )
        return f"{sentence} {self.wizard.reason}" if self.wizard.reason else sentence

    def record(self, records: BaseModel, sentence: str) -> None:
        """Enter the change into the register and the chatter of ``records``."""
        if records:
            records._register_signoff("transferred", comment=sentence)
            self.log(records, sentence)

    def log(self, records: BaseModel, sentence: str) -> None:
        """Enter the change into the chatter of ``records``."""
        body = Markup("<p>%s</p>") % sentence
        records._message_log_batch(bodies=dict.fromkeys(records.ids, body))
