"""The ledger: columns, rows and figures, the same for paper, spreadsheet and screen.

``ledger`` is the model that all outputs ask; ``headings`` names the columns, ``workbook`` writes
the ``sheets``, and ``paper`` lays out the printed lists.
"""

from . import ledger
