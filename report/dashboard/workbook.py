"""The dashboard as a workbook: a sheet for each table, and one with all that is overdue."""

from typing import BinaryIO

from odoo.api import Environment
from odoo.fields import Date

from ...tools.office_files.columns import DATE
from ...tools.office_files.writer import LedgerBook
from .heading import get_note, get_title
from .result import Dashboard
from .tables import Table, Tables

OVERDUE_LIST = (
    "index",
    "reference",
    "unit",
    "area",
    "item_number",
    "item",
    "description",
    "responsible",
    "deadline",
    "state",
)


def write_workbook(env: Environment, result: Dashboard, target: BinaryIO) -> None:
    """Write a result of ``get_dashboard`` to ``target``."""
    title = get_title(env, result)
    note = get_note(env, result)
    with LedgerBook(target, title=title) as book:
        for table in Tables(env, result).get():
            # All that is overdue is listed below.
            if table.key != "overdue":
                heading = f"{title} · {table.title}"
                book.add_table(table.sheet, heading, note, table.columns, _iter_cells(table))
        ledger = env["rectification.ledger"]
        name = env._("Overdue")
        book.add_table(
            name,
            f"{title} · {name}",
            note,
            ledger._get_columns(OVERDUE_LIST),
            ledger._iter_rows(result["overdue"]["figure"]["domain"], OVERDUE_LIST),
        )


def _iter_cells(table: Table):
    """Yield rows as a sheet holds them: dates as dates, nothing as an empty cell."""
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        yield [
            Date.to_date(value) if kind == DATE else value
            for kind, value in zip(kinds, row, strict=True)
        ]
