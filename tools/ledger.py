"""Columns and figures of a ledger as plain values, the same for paper, spreadsheet and screen."""

from dataclasses import dataclass
from typing import NamedTuple

TEXT, NUMBER, DATE, PERCENT = "text", "number", "date", "percent"


class Column(NamedTuple):
    """One column: ``name`` for programs, ``label`` for people.

    ``kind`` says what a cell holds (``text``, ``number``, ``date`` or ``percent``); ``width`` is
    counted in Chinese characters, by which paper shares out its width and a sheet its columns.
    """

    name: str
    label: str
    kind: str = TEXT
    width: int = 8


@dataclass(slots=True)
class Figures:
    """How many findings there are, and how far they are put right.

    ``found`` counts what stands; what the leading group closed as not substantiated is counted in
    ``rejected`` alone. ``personal`` and ``overdue`` are parts of ``found``.

    >>> figures = Figures()
    >>> figures.add("closed", 3)
    >>> figures.add("in_progress", 1, light="red", personal=True)
    >>> figures.add("rejected", 2)
    >>> figures
    Figures(found=4, personal=1, closed=3, in_progress=1, not_begun=0, overdue=1, rejected=2)
    >>> figures.rate
    0.75
    """

    found: int = 0
    personal: int = 0
    closed: int = 0
    in_progress: int = 0
    not_begun: int = 0
    overdue: int = 0
    rejected: int = 0

    def add(self, state: str, count: int, light: str = "", personal: bool = False) -> None:
        """Count ``count`` findings in ``state``."""
        if state == "rejected":
            self.rejected += count
            return
        self.found += count
        if personal:
            self.personal += count
        if light == "red":
            self.overdue += count
        if state == "closed":
            self.closed += count
        elif state in ("in_progress", "to_verify"):
            self.in_progress += count
        else:
            self.not_begun += count

    @property
    def rate(self) -> float:
        """Share of the findings that are closed, 0 without any."""
        return self.closed / self.found if self.found else 0.0
