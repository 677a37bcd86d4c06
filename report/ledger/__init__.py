"""The ledger: columns, rows and figures, the same for paper, spreadsheet and screen."""

from . import ledger
from . import ledger_columns
from . import ledger_export
from . import ledger_extensions
from . import ledger_paper
