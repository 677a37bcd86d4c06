"""Content of the demo database: pure data, no Odoo; each part is explained where it is defined."""

from .campaigns import CAMPAIGN, DOSSIER_STATES, LAST_CAMPAIGN, NOT_APPLICABLE
from .findings import FINDINGS, LAST_FINDINGS
from .people import PEOPLE
from .units import OFFICE, UNITS

__all__ = [
    "CAMPAIGN",
    "DOSSIER_STATES",
    "FINDINGS",
    "LAST_CAMPAIGN",
    "LAST_FINDINGS",
    "NOT_APPLICABLE",
    "OFFICE",
    "PEOPLE",
    "UNITS",
]
