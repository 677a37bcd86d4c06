"""Areas, items and phases from the rows of a table."""

import re
from collections.abc import Iterable

from .dates import find_deadlines
from .draft import AreaDraft, Draft
from .items import END_MARKS, ItemReader
from .outline import Block
from .phases import PhaseReader
from .tables import Row, Table, row_number
from .text import has_text

_CELL_MARK = re.compile(r"\s*[(]?(\d{1,3})\s?[.、)](?!\d)\s*")


class TableReader:
    """Adds what a draft's tables list."""

    def __init__(
        self, draft: Draft, tables: Iterable[Table], items: ItemReader, phases: PhaseReader
    ) -> None:
        self.draft, self.norm = draft, draft.norm
        self.items, self.phases = items, phases
        self.tables = {table.start: table for table in tables}

    def read_table(self, block: Block, heading: Block | None = None) -> None:
        """Read the table of a block; ``heading`` names its area if no column does."""
        table = self.tables[block.start]
        self.draft.claim("table", table.start, table.head.end)
        if table.phase is not None:
            for row in table.rows:
                self._read_phase(table, row)
            return
        area: AreaDraft | None = None
        if heading is not None and table.area is None:
            area = self.items.open_area(heading)
        elif heading is not None:
            self.items.claim_heading(heading)
        number: int | None = None
        for row in table.rows:
            area = self._read_area(table, row, area)
            number = self._read_item(table, row, area, number)

    def lists_phases(self, block: Block) -> bool:
        """Return whether the table of a block has a 阶段 and a 时间 column."""
        return self.tables[block.start].phase is not None

    def _read_area(self, table: Table, row: Row, area: AreaDraft | None) -> AreaDraft | None:
        """Return a row's area: from its own cell, from a row by itself, or the one before."""
        filled = [cell for cell in row.cells if has_text(self.norm, *cell)]
        if len(filled) == 1 and filled[0] in row.cells[:2] and len(row.cells) > 1:
            name = self.draft.wording(*filled[0])
            if row_number(name) is None:
                self.draft.claim("area", row.start, row.end)
                return self.draft.add_area(None, "", name.strip(END_MARKS), (row.start, row.end))
        cell = _cell(row, table.area)
        if cell and has_text(self.norm, *cell):
            name = self.draft.wording(*cell)
            if area is None or area.name != name:
                area = self.draft.add_area(None, "", name, cell)
            self.draft.claim("area", *cell)
        problem = _cell(row, table.problem)
        if area is None and problem and has_text(self.norm, *problem):
            area = self.draft.add_area(None, "", "", (row.start, row.start))
        return area

    def _read_item(
        self, table: Table, row: Row, area: AreaDraft | None, previous: int | None
    ) -> int | None:
        """Add a row's item; return its number, or that of the row before if it has none."""
        cell = _cell(row, table.problem)
        if not cell or not has_text(self.norm, *cell):
            return previous
        if area is None or (area.start, area.end) == row[:2]:
            return previous
        start, end = cell
        text_start = start
        label_cell = _cell(row, table.number)
        label = self.draft.wording(*label_cell) if label_cell else ""
        if label_cell and table.number is not None and table.number + 1 == table.problem:
            start = label_cell[0]
        elif label_cell:
            self.draft.claim("table", *label_cell)
        mark = None if label else _CELL_MARK.match(self.norm, *cell)
        if mark and mark.end() < end:
            label, text_start = self.draft.wording(*mark.span()), mark.end()
        number = row_number(label)
        area.add(number, label, self.draft.wording(text_start, end), start, end)
        self.draft.claim("item", start, end)
        self.items.check_wording(text_start, end)
        self.draft.count_row(number, previous, start, end)
        return previous if number is None else number

    def _read_phase(self, table: Table, row: Row) -> None:
        cell, time = _cell(row, table.phase), _cell(row, table.time)
        if not cell or not has_text(self.norm, *cell):
            return
        deadlines = (
            find_deadlines(self.draft.source, self.norm, *time, self.draft.year) if time else []
        )
        label_cell = _cell(row, table.number)
        label = self.draft.wording(*label_cell) if label_cell else ""
        self.phases.add(
            row_number(label),
            label,
            self.draft.wording(*cell),
            deadlines[0] if deadlines else None,
            (cell[0], row.start, row.end),
        )


def _cell(row: Row, column: int | None) -> tuple[int, int] | None:
    return row.cells[column] if column is not None and column < len(row.cells) else None
