"""Content of the demo database: pure data, no Odoo; each part is explained where it is defined."""

from .campaigns import (
    ANSWERED_WHEN_HALF,
    CAMPAIGN,
    DOSSIER_STATES,
    LAST_CAMPAIGN,
    NOT_APPLICABLE,
    PERSONAL_RETURN_REASONS,
    PERSONAL_SHEETS,
    TAKEN_INTO_UNIT_LIST,
)
from .findings import FINDINGS, LAST_FINDINGS
from .people import PEOPLE
from .units import OFFICE, UNITS

__all__ = [
    "ANSWERED_WHEN_HALF",
    "CAMPAIGN",
    "DOSSIER_STATES",
    "FINDINGS",
    "LAST_CAMPAIGN",
    "LAST_FINDINGS",
    "NOT_APPLICABLE",
    "OFFICE",
    "PEOPLE",
    "PERSONAL_RETURN_REASONS",
    "PERSONAL_SHEETS",
    "TAKEN_INTO_UNIT_LIST",
    "UNITS",
]
