"""The dashboard of the leading group, and the analysis of findings.

``dashboard`` is the model that screen, workbook and print ask. It reads the question
(``frame``), lets each block make its entries (``blocks``, of figures made in ``figure``), and hands
over what ``result`` describes; ``tables``, ``workbook`` and ``paper`` are made of that result.
"""

from . import analysis
from . import dashboard
from . import print_dashboard
