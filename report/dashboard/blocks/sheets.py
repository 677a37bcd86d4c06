"""How the self-check sheets stand."""

from typing import NamedTuple

from ..figure import count_rows
from .block import Block

CHECK = "rectification.check"
HANDED_IN = ("submitted", "confirmed")


class CheckRow(NamedTuple):
    """Sheets that stand alike."""

    is_personal: bool
    state: str
    nil_return: bool
    number: int


class SheetsBlock(Block):
    """What was handed in, and what of it is a nil return (零报告): by units, and by persons."""

    def get(self):
        """Return ``sheets``."""
        checks = count_rows(
            self.env,
            self.frame,
            CHECK,
            lambda scope: scope.records(("dossier_id.active", "=", True)),
            CheckRow,
            ["is_personal", "state", "nil_return"],
        )
        return {
            "sheets": [
                self._make_row(checks, "unit", self.env._("Units' sheets"), False),
                self._make_row(checks, "personal", self.env._("Personal sheets"), True),
            ]
        }

    def _make_row(self, checks, key, label, is_personal):
        def make_figure(name, label, leaves, fits):
            return checks.make_figure(
                f"{key}_{name}",
                label,
                self.frame.scope.records(
                    ("dossier_id.active", "=", True), ("is_personal", "=", is_personal), *leaves
                ),
                lambda row: row.is_personal == is_personal and fits(row),
            )

        handed_in = ("state", "in", list(HANDED_IN))
        return {
            "key": key,
            "label": label,
            "all": make_figure("all", label, [], lambda row: True),
            "handed_in": make_figure(
                "handed_in",
                self.env._("%s: handed in", label),
                [handed_in],
                lambda row: row.state in HANDED_IN,
            ),
            "nil": make_figure(
                "nil",
                self.env._("%s: nil returns", label),
                [handed_in, ("nil_return", "=", True)],
                lambda row: row.state in HANDED_IN and row.nil_return,
            ),
        }
