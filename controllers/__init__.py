from . import dashboard
from . import ledger
from . import offline_workbook
from . import study_calendar
