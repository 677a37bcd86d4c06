"""The text of a digest, in the language of the person who reads it."""

from datetime import date

from markupsafe import Markup

from odoo.api import Environment

from ..core import clock
from .due import Item
from .recipients import Problem

ITEMS_SHOWN = 20


class DigestBody:
    """Writes the digests of ``today`` in the language of ``env``."""

    def __init__(self, env: Environment, today: date):
        self.env = env
        self.today = today

    def render(self, items: list[Item]) -> Markup:
        """Return the digest as HTML: overdue, due today, due soon."""
        today = self.today
        parts = (
            (self.env._("Overdue"), [item for item in items if item.deadline < today]),
            (self.env._("Due Today"), [item for item in items if item.deadline == today]),
            (self.env._("Due Soon"), [item for item in items if item.deadline > today]),
        )
        body = Markup("").join(self._render_part(title, chosen) for title, chosen in parts)
        return body + Markup('<p><a href="/odoo/rectification-desk">%s</a></p>') % self.env._(
            "Open the desk"
        )

    def _render_part(self, title: str, items: list[Item]) -> Markup:
        """Return a title with the most urgent items under it, nothing where there are none."""
        if not items:
            return Markup("")
        items = sorted(items, key=lambda item: (item.deadline, item.name))
        rows = Markup("").join(self._render_item(item) for item in items[:ITEMS_SHOWN])
        if len(items) > ITEMS_SHOWN:
            rows += Markup("<li>%s</li>") % self.env._("… and %s more.", len(items) - ITEMS_SHOWN)
        return Markup("<p><b>%s (%s)</b></p><ul>%s</ul>") % (title, len(items), rows)

    def _render_item(self, item: Item) -> Markup:
        labels = {
            "finding": self.env._("Finding"),
            "action": self.env._("Action"),
            "sheet": self.env._("Self-Check Sheet"),
        }
        # Some names begin with the unit's.
        notes = [] if item.unit in item.name else [item.unit]
        notes.append(clock.format_day(self.env, item.deadline))
        if item.problem:
            notes.append(self._describe_problem(item.problem))
        return Markup('<li>%s · <a href="/odoo/%s/%s">%s</a> · %s</li>') % (
            labels[item.kind],
            item.model,
            item.record_id,
            item.name,
            " · ".join(notes),
        )

    def _describe_problem(self, problem: Problem) -> str:
        """Return in words why somebody else is reminded."""
        return {
            "nobody": self.env._("nobody with a user is responsible"),
            "no_head": self.env._("the unit has no head with a user"),
            "archived": self.env._("%s has left: the user is archived", problem.name),
            "no_email": self.env._("%s has no e-mail address", problem.name),
        }[problem.code]
