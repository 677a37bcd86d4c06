"""The findings themselves."""

from ....tools.office_files.writer import Total
from ..headings import WHOLE_LEDGER
from .sheet import Sheet


class FindingsSheet(Sheet):
    """Every finding with all that the ledger knows of it."""

    columns = WHOLE_LEDGER

    def get_title(self):
        """Return what the sheet is called."""
        return self.env._("Findings")

    def get_rows(self):
        """Return a row for each finding."""
        return self.ledger._iter_rows(self.domain, self.columns)

    def get_totals(self):
        """Return how many findings the rows shown have, whatever they are filtered by."""
        figures = self.ledger._get_figures(self.domain)
        return {
            "reference": Total("SUBTOTAL(103,{column})", figures.found + figures.rejected),
            "unit": self.env._("findings in the rows shown"),
        }
