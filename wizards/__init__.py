"""Dialogs that ask for something before a step, by room."""

from . import campaign
from . import dossier
from . import self_check
from . import finding
from . import review
from . import referral
from . import publication
from . import suggestion
from . import handover
from . import reminder
