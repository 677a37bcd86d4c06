from odoo import api, fields, models
from odoo.tools import format_date

DUE_SOON_DAYS = 7
REASON_LENGTH = 120
# Models with cards of their own; what a phone shows instead of a list.
CARD_MODELS = frozenset(
    {
        "rectification.action",
        "rectification.check",
        "rectification.dossier",
        "rectification.finding",
        "rectification.referral",
        "rectification.study.session",
        "rectification.suggestion",
        "rectification.unit",
    }
)


class RectificationDesk(models.AbstractModel):
    """How a task of the desk is made: one sentence, one button."""

    _inherit = "rectification.desk"

    @api.model
    def _make_task(
        self, key, text, button, action=None, call=None, note="", deadline=None, level=""
    ):
        """Return a task: one sentence with one button.

        ``key``: tells it from the others; ``action``: what the button opens, or ``call``: (model,
        method, id) of the object button it presses; ``note``: a second sentence, such as a reason;
        ``deadline``: shown beside it, and reddening it when it has passed; ``level``: ``danger``,
        ``warning``, ``info`` or empty, which is also the order on the screen.
        """
        due = ""
        if deadline:
            days = (deadline - fields.Date.context_today(self)).days
            due = self._say_deadline(days)
            if days < 0:
                level = "danger"
            elif days <= DUE_SOON_DAYS and level != "danger":
                level = "warning"
        if len(note) > REASON_LENGTH:
            note = note[: REASON_LENGTH - 1] + "…"
        task = {"key": key, "text": text, "note": note, "due": due, "level": level}
        if call:
            model, method, record_id = call
            button_values = {"model": model, "method": method, "id": record_id}
            return {**task, "button": button, "call": button_values, "action": False}
        return {**task, "button": button, "call": False, "action": action or False}

    @api.model
    def _say_deadline(self, days):
        if days < -1:
            return self.env._("overdue by %s days", -days)
        if days == -1:
            return self.env._("overdue since yesterday")
        if days == 0:
            return self.env._("due today")
        if days == 1:
            return self.env._("due tomorrow")
        return self.env._("due in %s days", days)

    @api.model
    def _make_list_action(self, model, name, domain):
        """Return the action that opens the records of ``domain``: a list, on a phone cards."""
        kinds = ("list", "kanban", "form") if model in CARD_MODELS else ("list", "form")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, kind] for kind in kinds],
            "mobile_view_mode": "kanban",
            "domain": [list(leaf) if isinstance(leaf, tuple) else leaf for leaf in domain],
        }

    @api.model
    def _make_form_action(self, record):
        """Return the action that opens one record."""
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [[False, "form"]],
        }

    @api.model
    def _get_count_task(
        self, key, model, domain, say, button, title, level="warning", since="", until=""
    ):
        """Return a list with one task for all records of ``domain``, or an empty list.

        ``say``: function that makes the sentence of their number; ``title``: of the list that the
        button opens (a single record is opened at once); ``since``: field that says how long the
        oldest has been waiting; ``until``: field with the deadline.
        """
        aggregates = ["__count", "id:min", f"{since or 'id'}:min", f"{until or 'id'}:min"]
        count, first_id, oldest, deadline = self.env[model]._read_group(
            domain, aggregates=aggregates
        )[0]
        if not count:
            return []
        if count == 1:
            action = self._make_form_action(self.env[model].browse(first_id))
        else:
            action = self._make_list_action(model, title, domain)
        note = ""
        if since and oldest:
            note = self.env._("The oldest since %s.", format_date(self.env, oldest))
        return [
            self._make_task(
                key,
                say(count),
                button,
                action=action,
                note=note,
                deadline=deadline if until else None,
                level=level,
            )
        ]

    @api.model
    def _get_due_tasks(self, key, model, domain, sentences):
        """Return one task for each light of the records of ``domain``.

        ``sentences``: {light: function that makes the sentence of a number}, and under ``one`` the
        function that makes the sentence of a name: a single record is called by it and opened.
        """
        groups = self.env[model]._read_group(
            [*domain, ("light", "in", [light for light in sentences if light != "one"])],
            ["light"],
            ["__count", "id:min", "deadline:min"],
        )
        singles = self.env[model].browse(
            [record_id for __, count, record_id, __ in groups if count == 1]
        )
        name_by_id = {record.id: record.display_name for record in singles}
        levels = {"red": "danger", "yellow": "warning"}
        tasks = []
        for light, count, record_id, deadline in groups:
            if count == 1:
                text = sentences["one"](name_by_id[record_id])
                action = self._make_form_action(self.env[model].browse(record_id))
            else:
                text = sentences[light](count)
                action = self._make_list_action(
                    model, text.rstrip(".。"), [*domain, ("light", "=", light)]
                )
            tasks.append(
                self._make_task(
                    f"{key}_{light}",
                    text,
                    self.env._("Open"),
                    action=action,
                    deadline=deadline,
                    level=levels.get(light, ""),
                )
            )
        return tasks
