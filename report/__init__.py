from . import ledger
from . import ledger_export
from . import campaign_prints
from . import dossier_prints
