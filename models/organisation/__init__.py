"""Units in a tree, and the rosters that say what a person may do in a unit."""

from . import unit
from . import unit_member
