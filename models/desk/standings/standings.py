"""What all standings of the desk have in common."""

from dataclasses import dataclass, field

from odoo.api import Environment

from ..actions import open_list
from ..frame import Frame
from ..results import Action, Line, Standing

# For whom a finding that was put right may wait: the unit's head, then the leading group.
WAITING_FOR = ("office", "head")


@dataclass
class FindingFigures:
    """How many findings there are, how many are closed, and how many wait for whom."""

    total: int = 0
    closed: int = 0
    waiting: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAITING_FOR, 0))

    @property
    def working(self) -> int:
        """How many are still being put right in the unit."""
        return self.total - self.closed - sum(self.waiting.values())


class Standings:
    """How far some of the units have come in the running campaigns."""

    def __init__(self, env: Environment, frame: Frame):
        self.env = env
        self.frame = frame

    @staticmethod
    def applies(frame: Frame) -> bool:
        """Return whether the user of ``frame`` sees these units."""
        return True

    def get_standings(self) -> list[tuple[int, Standing]]:
        """Return ``[(campaign id, standing)]``."""
        raise NotImplementedError

    def count_findings(self, domain: list, group: str) -> dict[int, FindingFigures]:
        """Return ``{id: figures}`` of the findings in ``domain``, by the record in ``group``."""
        findings = self.env["rectification.finding"]
        figures: dict[int, FindingFigures] = {}
        for record, light, count in findings._read_group(domain, [group, "light"], ["__count"]):
            row = figures.setdefault(record.id, FindingFigures())
            row.total += count
            if light == "closed":
                row.closed += count
        for who in WAITING_FOR:
            for record, count in findings._read_group(
                [*domain, ("waiting_for", "=", who)], [group], ["__count"]
            ):
                figures[record.id].waiting[who] = count
        return figures

    def make_line(self, text: str, button: str = "", action: Action = False) -> Line:
        """Return a line, with a button when there is something to open."""
        return {"text": text, "button": button if action else "", "action": action}

    def make_closed_line(self, figures: FindingFigures, domain: list) -> Line:
        """Return the line that says how many findings of ``domain`` are closed."""
        return self.make_line(
            self.env._(
                "%(closed)s of %(total)s findings are closed.",
                closed=figures.closed,
                total=figures.total,
            ),
            self.env._("Findings"),
            open_list("rectification.finding", self.env._("Findings"), domain),
        )
