"""The kinds of spreadsheet that an import takes, by the value of its field ``kind``.

A file is of the first kind here that knows it.
"""

from .own_ledger import OwnLedgerKind
from .sheet import SheetKind

KINDS = {
    "sheet": SheetKind,
    "ledger": OwnLedgerKind,
}
