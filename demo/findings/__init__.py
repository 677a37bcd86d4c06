"""Findings of the demo county.

A finding names its `unit` (a key of UNITS) or, on a member's own sheet, the `person`. All dates are
days relative to today. An action is (name, deadline, state). The keys `result` and `evidence`
(title of a text file) are there once sign-off was asked for. "returned" is a finding in progress
again after a return: it has a `return_reason` and `return_actions`, added after the return. A
rejected finding has a `reject_reason`; a draft may lack cause, measures and actions.
"""

from .county import COUNTY
from .departments import DEPARTMENTS
from .institutions import INSTITUTIONS
from .last_year import LAST_FINDINGS
from .personal import PERSONAL
from .townships import TOWNSHIPS
from .villages import VILLAGES

FINDINGS = [*COUNTY, *DEPARTMENTS, *TOWNSHIPS, *VILLAGES, *INSTITUTIONS, *PERSONAL]

__all__ = ["FINDINGS", "LAST_FINDINGS"]
