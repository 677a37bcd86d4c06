"""The ledger on paper: lists of findings as rows of texts."""

from collections.abc import Iterator

from odoo.models import BaseModel

from ...models.core import clock
from ...tools.office_files.columns import DATE, Column, split_row

# What one row of a printed list may hold so that it fits on a page, and a line of it across.
LINES_PER_ROW = 25
CHARACTERS_PER_LINE = 64


def iter_texts(
    ledger: BaseModel, domain: list, columns: list[Column], line: int = CHARACTERS_PER_LINE
) -> Iterator[list[str]]:
    """Yield the findings in ``domain`` as rows of texts, the day of a sign-off beside it.

    A row never breaks across pages; a text that is longer than a page goes on in rows of its
    own. ``line``: how many Chinese characters fit across the table.
    """
    names = [column.name for column in columns]
    dates = [index for index, column in enumerate(columns) if column.kind == DATE]
    signed_off = names.index("signed_off") if "signed_off" in names else None
    whole = sum(column.width for column in columns)
    widths = [line * column.width / whole for column in columns]
    continued = ledger.env._("cont.")  # 续
    for row in ledger._iter_rows(domain, [*names, "signed_off_on"]):
        closed_on = row.pop()
        for index in dates:
            row[index] = _format_narrow(ledger, row[index])
        if closed_on and signed_off is not None:
            row[signed_off] += f"\n{_format_narrow(ledger, closed_on)}"
        texts = ["" if value is None else str(value) for value in row]
        first, *others = split_row(texts, widths, LINES_PER_ROW)
        yield first
        for other in others:
            other[0] = continued
            yield other


def _format_narrow(ledger, day):
    """Return a date for a narrow column: it breaks after the year, not within a month."""
    return clock.format_day(ledger.env, day).replace("年", "年\n")
