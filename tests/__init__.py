from . import test_story
from . import test_flow
from . import test_guards
from . import test_reminders
from . import test_ledger
from . import test_study
from . import test_security
