from . import ledger
from . import study_calendar
