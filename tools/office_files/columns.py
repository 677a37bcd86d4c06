"""Columns and figures of a ledger as plain values, the same for paper, spreadsheet and screen."""

from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import east_asian_width

TEXT, NUMBER, DATE, PERCENT = "text", "number", "date", "percent"
# What a summary says of findings, in the order of its cells.
FIGURES = (
    "found",
    "personal",
    "closed",
    "in_progress",
    "not_begun",
    "rate",
    "overdue",
    "rejected",
)


class Column(NamedTuple):
    """One column: ``name`` for programs, ``label`` for people.

    ``kind`` says what a cell holds (``text``, ``number``, ``date`` or ``percent``); ``width`` is
    counted in Chinese characters, by which paper shares out its width and a sheet its columns.
    """

    name: str
    label: str
    kind: str = TEXT
    width: float = 8


def share_width(columns: list[Column]) -> list[Column]:
    """Return ``columns`` with their widths as parts of a hundred, as paper needs them.

    >>> [column.width for column in share_width([Column("a", "A", width=1), Column("b", "B")])]
    [11.11, 88.89]
    """
    whole = sum(column.width for column in columns)
    return [column._replace(width=round(100 * column.width / whole, 2)) for column in columns]


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
    >>> figures.rate, figures.cells
    (0.75, [4, 1, 3, 1, 0, 0.75, 1, 2])
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

    @property
    def cells(self) -> list[float]:
        """The figures in the order of ``FIGURES``."""
        return [getattr(self, name) for name in FIGURES]


def split_text(text: str, width: float, lines: int) -> list[str]:
    """Return ``text`` in pieces of at most ``lines`` lines of ``width`` Chinese characters each.

    Latin letters are counted as half a character and a little more, as type sets them.

    >>> split_text("一二三四五六", 2, 2)
    ['一二三四', '五六']
    >>> split_text("abcdef", 2, 1)
    ['abc', 'def']
    >>> split_text("一\\n二\\n三", 9, 2)
    ['一\\n二', '三']
    >>> split_text("", 9, 2)
    ['']
    """
    pieces, start, line, filled = [], 0, 1, 0.0
    for position, character in enumerate(text):
        advance = 1.0 if east_asian_width(character) in "WFA" else 0.6
        if character == "\n" or filled + advance > width:
            line, filled = line + 1, 0.0
            if line > lines:
                pieces.append(text[start:position])
                start, line = position + (character == "\n"), 1
        if character != "\n":
            filled += advance
    return [*pieces, text[start:]]


def split_row(texts: list[str], widths: list[float], lines: int) -> list[list[str]]:
    """Return a row of texts as one row or, where a text is too long for a page, as several.

    >>> split_row(["1", "一二三"], [2, 1], 2)
    [['1', '一二'], ['', '三']]
    """
    parts = [split_text(text, width, lines) for text, width in zip(texts, widths, strict=True)]
    count = max(map(len, parts))
    return [
        [part[number] if number < len(part) else "" for part in parts] for number in range(count)
    ]
