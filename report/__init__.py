from . import ledger
from . import ledger_export
from . import ir_actions_report
from . import print_style
from . import campaign_prints
from . import check_prints
from . import dossier_prints
from . import study_prints
