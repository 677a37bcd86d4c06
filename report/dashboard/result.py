"""What the screen of the dashboard receives, on one page.

Days are text (``2026-05-08``), and what is not there is False, as everywhere between Odoo and a
browser. Every ``domain`` opens exactly the ``count`` records of ``model`` that were counted.
"""

from typing import Any, Literal, TypedDict

Domain = list[Any]
Day = str | Literal[False]


class Named(TypedDict):
    """A record and what it is called."""

    id: int
    name: str


class Filters(TypedDict):
    """What is shown: as asked for, without what does not exist."""

    campaign_id: int | Literal[False]
    phase: str | Literal[False]
    unit_id: int | Literal[False]
    area_id: int | Literal[False]
    date_from: Day
    date_to: Day


# ------------------------------------------------------------
# Figures
# ------------------------------------------------------------


class Count(TypedDict):
    """How many; ``last``: as many in the year before, None where nothing is to be compared."""

    count: int
    last: int | None
    model: str
    domain: Domain


class Figure(Count):
    """A count with a name: ``key`` for programs, ``label`` for people."""

    key: str
    label: str


class WaitingFigure(Figure):
    """What waits, ``since`` when the oldest does, and for how many days."""

    since: Day
    days: int


class FoundAndClosed(TypedDict):
    """What was found, and what of it is signed off."""

    found: Count
    closed: Count


# ------------------------------------------------------------
# Blocks
# ------------------------------------------------------------


class SheetsRow(TypedDict):
    """The units' sheets or the personal ones: all, those handed in, of these the nil returns."""

    key: str
    label: str
    all: Figure
    handed_in: Figure
    nil: Figure


class HeatCell(FoundAndClosed):
    """One area in one kind of unit; ``share``: the part signed off, None without findings."""

    share: float | None


class HeatKind(TypedDict):
    """A column of the heat map: one kind of unit."""

    key: str
    label: str
    total: HeatCell


class HeatRow(TypedDict):
    """A row of the heat map: one area."""

    id: int
    number: int
    name: str
    cells: list[HeatCell]
    total: HeatCell


class Heat(TypedDict):
    """Findings by area and kind of unit; ``largest``: the most findings in one cell."""

    kinds: list[HeatKind]
    rows: list[HeatRow]
    total: HeatCell
    largest: int


class LightColumn(TypedDict):
    """A column of the types: one light."""

    key: str
    label: str
    total: Figure


class TypeRow(TypedDict):
    """A row of the types, with a figure for each light."""

    key: str
    label: str
    cells: list[Figure]
    total: Figure


class Types(TypedDict):
    """Findings by type and light, what is still open, and what was not substantiated."""

    lights: list[LightColumn]
    rows: list[TypeRow]
    open: Figure
    rejected: Figure


class ItemRow(FoundAndClosed):
    """One of the problem items that were found most often."""

    id: int
    number: int
    name: str
    area: str


class TrendPoint(TypedDict):
    """What was recorded and what was signed off from ``start`` to ``end``."""

    key: str
    start: str
    end: str
    opened: Count
    closed: Count


class Trend(TypedDict):
    """The course of time, by weeks or, of long periods, by months."""

    step: Literal["week", "month"]
    points: list[TrendPoint]


class Longest(Count):
    """The sign-off that took the most ``days``, opening one such finding; ``last``: days too."""

    days: int


class Duration(Count):
    """The sign-offs, and how many days passed from recording to sign-off."""

    median: float | None
    last_median: float | None
    longest: Longest | Literal[False]


class OverdueRow(TypedDict):
    """An overdue finding, and by how many days."""

    id: int
    reference: str
    name: str
    unit: str
    area: str
    responsible: str
    deadline: str
    days: int


class Overdue(TypedDict):
    """What is overdue, and the findings with the earliest deadlines."""

    figure: Figure
    rows: list[OverdueRow]


# ------------------------------------------------------------
# The whole
# ------------------------------------------------------------


class Phase(TypedDict):
    """A phase of the campaign, as the desk shows it; ``status``: done, current or coming."""

    key: str
    name: str
    dates: str
    status: str
    due: str
    is_late: bool


class PhaseName(TypedDict):
    """A phase to choose."""

    key: str
    name: str


class CampaignState(Named):
    """The campaign that is shown, and how far it has come."""

    state: str
    state_label: str
    phases: list[Phase]


class NoDashboard(TypedDict):
    """What the screen receives while there is no campaign at all."""

    filters: Filters
    campaigns: list[Named]
    campaign: Literal[False]


class Dashboard(TypedDict):
    """What the screen receives: what can be chosen and was chosen, then one entry for each block.

    ``headline`` repeats the figures that matter most.
    """

    filters: Filters
    campaigns: list[Named]
    campaign: CampaignState
    comparison: Named | Literal[False]
    unit: Named | Literal[False]
    areas: list[Named]
    phases: list[PhaseName]
    as_of: str
    headline: list[Figure]
    taking_part: Figure
    handed_in: Figure
    units: list[Figure]
    reviews: list[Figure]
    sheets: list[SheetsRow]
    waiting: list[WaitingFigure]
    heat: Heat
    types: Types
    items: list[ItemRow]
    trend: Trend
    duration: Duration
    overdue: Overdue


class DrillDownItem(TypedDict):
    """A column of the drill-down: one problem item of the area."""

    id: int
    number: int
    name: str
    total: FoundAndClosed


class DrillDownUnit(Named):
    """A row of the drill-down: one unit, with a cell for each item."""

    cells: list[FoundAndClosed]
    total: FoundAndClosed


class DrillDown(TypedDict):
    """One area in detail: a page of ``limit`` units from ``offset`` on, of ``unit_count``.

    ``kind``: the label of the kind of unit, "" for all kinds.
    """

    area: str
    kind: str
    items: list[DrillDownItem]
    units: list[DrillDownUnit]
    total: FoundAndClosed
    unit_count: int
    offset: int
    limit: int
