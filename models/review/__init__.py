"""Supervision, the third phase: reviews of units, spot checks and look-backs from a draw."""

from . import campaign
from . import check_line
from . import dossier
from . import finding
from . import review
from . import review_line
from . import sample_draw
from . import sample_draw_line
