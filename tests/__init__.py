from . import test_story
from . import test_reminders
from . import test_ledger
from . import test_study
from . import test_chinese_numerals
from . import test_plan_any_text
from . import test_plan_parser
from . import test_plan_reader
