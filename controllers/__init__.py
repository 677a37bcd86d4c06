from . import study_calendar
