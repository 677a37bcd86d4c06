"""Sheets filled in offline, and ledgers that a unit has kept itself, taken back."""

from . import workbook_import
from . import workbook_import_line
from . import workbook_import_run
from . import workbook_import_reader
from . import workbook_import_ledger
from . import workbook_import_ledger_row
from . import workbook_import_column
from . import workbook_import_ledger_line
from . import workbook_import_sheet
from . import finding
from . import check
from . import dossier
