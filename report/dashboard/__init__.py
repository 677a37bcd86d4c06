"""The dashboard of the leading group, and the analysis of findings."""

from . import analysis
from . import dashboard
from . import dashboard_units
from . import dashboard_findings
from . import dashboard_times
from . import dashboard_drill_down
from . import dashboard_tables
from . import dashboard_exports
from . import dashboard_print
