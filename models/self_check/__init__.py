"""Self-check sheets of units and persons, and the answers on them."""

from . import check
from . import check_line
