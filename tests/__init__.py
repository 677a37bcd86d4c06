from . import test_story
from . import test_reminders
from . import test_ledger
from . import test_study
