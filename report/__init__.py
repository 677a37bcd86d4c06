"""Figures, exports and prints that are no record's own, by room."""

from . import prints
from . import ledger
from . import workbook
from . import dashboard
