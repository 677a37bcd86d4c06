"""What goes out: notices, bulletins, long-term mechanisms, the final report."""

from . import bulletin
from . import campaign
from . import document
from . import dossier
from . import finding
from . import mechanism
