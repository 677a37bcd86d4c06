from . import campaign_enrol
from . import campaign_close
from . import dossier_return
from . import check_return
from . import finding_reason
from . import remind
