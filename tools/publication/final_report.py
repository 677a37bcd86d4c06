"""The final report on paper, as plain values: its sections and its tables of figures."""

from collections.abc import Sequence
from typing import Any, TypedDict

from ..core.chinese_numerals import to_chinese
from ..office_files.columns import FIGURES, Column

# The figures of its tables, the rate last.
SUMMARY = ("found", "closed", "in_progress", "not_begun", "rate")


class ReportTable(TypedDict):
    """A table on paper; ``long``: it may go on over several pages."""

    columns: list[Column]
    rows: list[list[str]]
    long: bool


class Section(TypedDict):
    """A section of the report; ``chart``: an SVG, "" for none."""

    heading: str
    sentences: list[str]
    chart: str
    tables: list[ReportTable]


def number_heading(number: int, heading: str, lang: str) -> str:
    """Return a heading with its number, as documents in the language write it.

    >>> number_heading(2, "典型问题", "zh_CN"), number_heading(2, "Typical Problems", "en_US")
    ('二、典型问题', '2. Typical Problems')
    """
    return f"{to_chinese(number)}、{heading}" if lang.startswith("zh") else f"{number}. {heading}"


def make_summary_rows(rows: Sequence[Sequence[Any]], total: str) -> list[list[str]]:
    """Return rows of a name and all ``FIGURES`` as texts with those of ``SUMMARY``, and the total.

    ``total``: what the last line is called.

    >>> rows = [["A", 4, 0, 1, 2, 1, 0.25, 1, 0], ["B", 4, 1, 3, 1, 0, 0.75, 0, 2]]
    >>> for row in make_summary_rows(rows, "All"):
    ...     " ".join(row)
    'A 4 1 2 1 25.0%'
    'B 4 3 1 0 75.0%'
    'All 8 4 3 1 50.0%'
    """
    places = [1 + FIGURES.index(name) for name in SUMMARY]
    lines = [[row[0], *(row[place] for place in places)] for row in rows]
    sums = [sum(row[place] for row in rows) for place in places]
    found, closed = sums[:2]
    lines.append([total, *sums[:-1], closed / found if found else 0])
    return [[*map(str, line[:-1]), f"{line[-1]:.1%}"] for line in lines]
