from . import test_story
from . import test_extension
from . import test_reminders
from . import test_ledger
from . import test_mechanism
from . import test_anonymise
from . import test_bulletin
