"""The blocks of the dashboard, in the order in which the screen shows them."""

from .areas import AreasBlock
from .block import Block
from .durations import DurationsBlock
from .items import ItemsBlock
from .overdue import OverdueBlock
from .sheets import SheetsBlock
from .trend import TrendBlock
from .types import TypesBlock
from .units import UnitsBlock
from .waiting import WaitingBlock

# A block that is added here is on the screen's result; see ``result.py`` for what it hands over.
BLOCKS: list[type[Block]] = [
    UnitsBlock,
    SheetsBlock,
    WaitingBlock,
    AreasBlock,
    TypesBlock,
    TrendBlock,
    DurationsBlock,
    ItemsBlock,
    OverdueBlock,
]
