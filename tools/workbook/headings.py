"""The table in a spreadsheet that somebody has kept in columns of their own: where it begins, and
which column means what.

Offices keep the same list under many headings, with a title above and often a head of two lines. A
:class:`Headings` knows those of one kind of list.

    >>> from ..office_files.sheet_values import Row, Sheet
    >>> headings = Headings(
    ...     {"number": ["序号"], "problem": ["存在的问题"], "measures": ["整改措施"]},
    ...     needless=["备注"],
    ...     required="problem",
    ... )
    >>> sheet = Sheet("台账")
    >>> sheet.rows = [Row(1, ("某镇台账",)), Row(2, ("序号", "存在的 问题", "整改措施", "备注"))]
    >>> table = headings.find_table(sheet)
    >>> table.first_row, [(column.heading, column.target) for column in table.columns]
    (3, [('序号', 'number'), ('存在的问题', 'problem'), ('整改措施', 'measures'), ('备注', '')])
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..office_files.cell_values import IllegibleCell, plain, read_line
from ..office_files.sheet_values import Row, Sheet, column_letters

# A head stands near the top and is recognised by this many of its columns.
ROWS_SEARCHED, COLUMNS_NEEDED = 20, 3
MAX_HEADING = 40


class Guess(NamedTuple):
    """What a heading means: ``target``, '' for nothing known; ``sure`` when it is a usual one."""

    target: str
    sure: bool


@dataclass(frozen=True)
class TableColumn:
    """A column of the table: its place from 0, its heading, what it is taken for."""

    place: int
    heading: str
    target: str
    sure: bool

    @property
    def letters(self) -> str:
        """How the spreadsheet program names the column."""
        return column_letters(self.place)


@dataclass(frozen=True)
class Table:
    """Where the table of a sheet is: the number of its first row, and its columns."""

    sheet: Sheet
    first_row: int
    columns: tuple[TableColumn, ...]

    def get_sample(self, column: TableColumn) -> str:
        """Return the first text in a column."""
        for row in self.sheet.rows:
            if row.number >= self.first_row:
                try:
                    text = read_line(row.cell(column.place))
                except IllegibleCell as error:
                    text = error.text
                if text:
                    return text
        return ""


class Headings:
    """What the columns of one kind of list can mean, and under which headings offices keep them.

    :param targets: ``{what a column means: its headings}``, the most usual heading first.
    :param needless: headings of columns that say nothing the system does not know by itself.
    :param required: what a column has to mean for the list to be of use.
    """

    def __init__(
        self,
        targets: Mapping[str, Sequence[str]],
        needless: Sequence[str] = (),
        required: str = "",
    ):
        self.targets, self.needless, self.required = targets, needless, required
        self._known = {
            **{_bare(name): "" for name in needless},
            **{_bare(name): target for target, names in targets.items() for name in names},
        }

    def recognise(self, heading: str) -> Guess:
        """Return what a column with this heading means.

        Blanks, brackets and what stands in them do not matter. A longer heading with a usual one
        in it is a guess; where two are in it, the longer one counts.

        >>> headings = Headings({"area": ["问题类别"], "leader": ["责任领导"]}, ["责任单位"])
        >>> headings.recognise("问题类别（方面）"), headings.recognise("责任 单位\\n（盖章）")
        (Guess(target='area', sure=True), Guess(target='', sure=True))
        >>> headings.recognise("牵头责任领导及职务"), headings.recognise("电话")
        (Guess(target='leader', sure=False), Guess(target='', sure=False))
        """
        text = _bare(heading)
        known = self._known.get(text)
        if known is not None:
            return Guess(known, True)
        inside = [name for name in self._known if len(name) > 2 and name in text]
        if inside:
            return Guess(self._known[max(inside, key=len)], False)
        return Guess("", False)

    def find_table(self, sheet: Sheet) -> Table | None:
        """Return the table of a sheet, None where no row looks like the head of such a list.

        A head in which nothing is recognised as ``required`` is taken where there is no better
        one: the user knows which column it is.
        """
        best, rank = None, (False, 0, False)
        for position, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
            following = sheet.rows[position + 1] if position + 1 < len(sheet.rows) else None
            for lower in (None, following):
                if lower is not None and lower.number != row.number + 1:
                    continue
                columns = self._read_head(sheet, row, lower)
                targets = {column.target for column in columns if column.target}
                # One line where one says it all: what stands below it is the first entry.
                found = (self.required in targets, len(targets), lower is None)
                if len(targets) >= COLUMNS_NEEDED and found > rank:
                    rank = found
                    last = row if lower is None else lower
                    best = Table(sheet, last.number + 1, columns)
        return best

    def _read_head(self, sheet: Sheet, row: Row, lower: Row | None) -> tuple[TableColumn, ...]:
        width = max(len(row.values), len(lower.values) if lower else 0)
        columns = []
        taken: set[str] = set()
        for place in range(width):
            lines = [_heading_at(sheet, line, place) for line in (row, lower) if line is not None]
            texts = list(dict.fromkeys(text for text in lines if text))
            if not texts or max(map(len, texts)) > MAX_HEADING:
                continue
            # Of two lines the lower one says it, else both together, else the upper one.
            guesses = [self.recognise(text) for text in (texts[-1], "".join(texts), texts[0])]
            target, sure = next((guess for guess in guesses if guess.target), guesses[0])
            if target in taken:
                target, sure = "", False
            taken.add(target)
            columns.append(TableColumn(place, "".join(texts), target, sure))
        return tuple(columns)


# ------------------------------------------------------------
# What columns are taken for
# ------------------------------------------------------------


@dataclass
class ColumnUse:
    """A column of a file and what it is taken for; '' when it is left out."""

    table: Table
    column: TableColumn
    target: str
    is_guessed: bool
    is_corrected: bool


class TargetTakenTwice(ValueError):
    """The user takes two columns for the same thing: ``first`` and ``second`` for ``target``."""

    def __init__(self, first: TableColumn, second: TableColumn, target: str):
        super().__init__(first, second, target)
        self.first, self.second, self.target = first, second, target


def choose_targets(
    tables: Iterable[Table], corrected: Mapping[str, str], remembered: Mapping[str, str]
) -> list[ColumnUse]:
    """Return what each column is taken for, one entry for each heading, as they stand in the file.

    First what the user has corrected, then what it was taken for the last time (both by heading),
    then what the heading itself says. Of two columns for the same thing the second is left out.

    :raises TargetTakenTwice: when it is the user who takes both for it.
    """
    uses: dict[str, ColumnUse] = {}
    for table in tables:
        for column in table.columns:
            if column.heading not in uses:
                uses[column.heading] = _choose_target(table, column, corrected, remembered)
    taken: dict[str, ColumnUse] = {}
    # What somebody corrected goes before what was only recognised.
    for use in sorted(uses.values(), key=lambda use: not use.is_corrected):
        if use.target and taken.setdefault(use.target, use) is not use:
            if use.is_corrected:
                raise TargetTakenTwice(taken[use.target].column, use.column, use.target)
            use.target, use.is_guessed = "", False
    return list(uses.values())


def _choose_target(
    table: Table,
    column: TableColumn,
    corrected: Mapping[str, str],
    remembered: Mapping[str, str],
) -> ColumnUse:
    heading = column.heading
    if heading in corrected:
        return ColumnUse(table, column, corrected[heading], False, True)
    if heading in remembered:
        return ColumnUse(table, column, remembered[heading], False, False)
    return ColumnUse(table, column, column.target, bool(column.target) and not column.sure, False)


def get_tables_with(
    target: str, tables: Collection[Table], targets: Mapping[str, str]
) -> Collection[Table]:
    """Return the tables with a column for ``target``; all of them where none has one.

    ``targets``: ``{heading: what it is taken for}``.
    """
    return [
        table
        for table in tables
        if any(targets[column.heading] == target for column in table.columns)
    ] or tables


def _heading_at(sheet: Sheet, row: Row, place: int) -> str:
    """Return the heading in a cell; of a merged one, what stands in its first cell."""
    value = row.cell(place)
    area = sheet.merged_at(row.number, place)
    if value is None and area:
        first = next((other for other in sheet.rows if other.number == area.first_row), None)
        value = first.cell(area.first_column) if first else None
    try:
        return "".join(read_line(value).split())
    except IllegibleCell:
        return ""


def _bare(heading: str) -> str:
    text = re.sub(r"[(\[【〔].*?[)\]】〕]", "", plain(heading))
    return text.strip("*:：、.。")
