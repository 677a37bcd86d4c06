"""The models, by room, in the order of the arrows: a room builds only on those before it."""

from . import core
from . import prints
from . import organisation
from . import catalogue
from . import campaign
from . import dossier
from . import self_check
from . import finding
from . import study
from . import review
from . import referral
from . import publication
from . import suggestion
from . import plan
from . import workbook
from . import reminder
from . import desk
from . import demo
