"""Sheets filled in offline, and ledgers that a unit has kept itself, taken back."""

from . import workbook_import
from . import workbook_import_line
from . import workbook_import_column
from . import finding
from . import check
from . import dossier
