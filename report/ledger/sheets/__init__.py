"""The sheets of the ledger's workbook, in their order."""

from .findings import FindingsSheet
from .registers import ActionsSheet, ExtensionsSheet, MechanismsSheet, SignoffsSheet
from .sheet import Sheet
from .summaries import AreasSheet, ItemsSheet, UnitsSheet

SHEETS: list[type[Sheet]] = [
    FindingsSheet,
    UnitsSheet,
    AreasSheet,
    ItemsSheet,
    ActionsSheet,
    ExtensionsSheet,
    MechanismsSheet,
    SignoffsSheet,
]
