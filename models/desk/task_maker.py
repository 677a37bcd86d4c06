"""How a task of the desk is made: one sentence, one button."""

from collections.abc import Callable
from datetime import date

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import format_date

from ..core import clock
from .actions import open_form, open_list
from .results import Action, Level, Task

DUE_SOON_DAYS = 7
NOTE_LENGTH = 120
LIGHT_LEVELS: dict[str, Level] = {"red": "danger", "yellow": "warning"}


class TaskMaker:
    """Makes tasks. Records are counted in grouped queries, so that a desk costs the same for a
    village and for the leading group of a county."""

    def __init__(self, env: Environment, today: date):
        self.env = env
        self.today = today

    def make(
        self,
        key: str,
        text: str,
        button: str,
        *,
        action: Action = False,
        call: tuple[BaseModel, str] | None = None,
        note: str = "",
        deadline: date | None = None,
        level: Level = "",
    ) -> Task:
        """Return a task.

        ``action``: what the button opens, or ``call``: the record and the name of the object
        button it presses; ``note``: a second sentence, such as a reason; ``deadline``: shown
        beside it, and raising ``level`` when it is near or has passed.
        """
        due = ""
        if deadline:
            days = (deadline - self.today).days
            due = self._describe_deadline(days)
            if days < 0:
                level = "danger"
            elif days <= DUE_SOON_DAYS and level != "danger":
                level = "warning"
        if len(note) > NOTE_LENGTH:
            note = note[: NOTE_LENGTH - 1] + "…"
        task: Task = {
            "key": key,
            "text": text,
            "note": note,
            "due": due,
            "level": level,
            "button": button,
            "call": False,
            "action": action,
        }
        if call:
            record, method = call
            task["call"] = {"model": record._name, "method": method, "id": record.id}
        return task

    def count(
        self,
        key: str,
        model: str,
        domain: list,
        get_text: Callable[[int], str],
        button: str,
        title: str,
        *,
        get_single_text: Callable[[str], str] | None = None,
        level: Level = "warning",
        since: str = "",
        until: str = "",
    ) -> list[Task]:
        """Return a list with one task for all records of ``domain``, or an empty list.

        ``get_text``: makes the sentence from their number; ``get_single_text``: makes it from the
        name of a single record; ``title``: of the list that the button opens (a single record is
        opened at once); ``since``: field that says how long the oldest has been waiting;
        ``until``: field with the deadline.
        """
        aggregates = ["__count", "id:min", f"{since or 'id'}:min", f"{until or 'id'}:min"]
        count, first_id, oldest, deadline = self.env[model]._read_group(
            domain, aggregates=aggregates
        )[0]
        if not count:
            return []
        text = ""
        if count == 1:
            record = self.env[model].browse(first_id)
            action = open_form(record)
            text = get_single_text(record.display_name) if get_single_text else ""
        else:
            action = open_list(model, title, domain)
        note = ""
        if since and oldest:
            day = clock.day_of(self.env, oldest)
            note = self.env._("The oldest since %s.", format_date(self.env, day))
        task = self.make(
            key,
            text or get_text(count),
            button,
            action=action,
            note=note,
            deadline=deadline if until else None,
            level=level,
        )
        return [task]

    def count_by_light(
        self,
        key: str,
        model: str,
        domain: list,
        get_single_text: Callable[[str], str],
        get_texts: dict[str, Callable[[int], str]],
    ) -> list[Task]:
        """Return one task for each light of the records of ``domain``.

        ``get_texts``: {light: makes the sentence from a number}; lights that it does not name make
        no task; ``get_single_text``: makes the sentence from the name of a single record, which
        is opened at once.
        """
        groups = self.env[model]._read_group(
            [*domain, ("light", "in", list(get_texts))],
            ["light"],
            ["__count", "id:min", "deadline:min"],
        )
        singles = self.env[model].browse(
            [record_id for __, count, record_id, __ in groups if count == 1]
        )
        name_by_id = {record.id: record.display_name for record in singles}
        tasks = []
        for light, count, record_id, deadline in groups:
            if count == 1:
                text = get_single_text(name_by_id[record_id])
                action = open_form(self.env[model].browse(record_id))
            else:
                text = get_texts[light](count)
                action = open_list(model, text.rstrip(".。"), [*domain, ("light", "=", light)])
            tasks.append(
                self.make(
                    f"{key}_{light}",
                    text,
                    self.env._("Open"),
                    action=action,
                    deadline=deadline,
                    level=LIGHT_LEVELS.get(light, ""),
                )
            )
        return tasks

    def _describe_deadline(self, days: int) -> str:
        """Return in words a deadline that is ``days`` away."""
        if days < -1:
            return self.env._("overdue by %s days", -days)
        if days == -1:
            return self.env._("overdue since yesterday")
        if days == 0:
            return self.env._("due today")
        if days == 1:
            return self.env._("due tomorrow")
        return self.env._("due in %s days", days)
