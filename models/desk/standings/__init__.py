"""How far everything has come: one class for each circle of units, listed in screen order."""

from .own_units import OwnUnits
from .standings import Standings
from .unit_groups import AllUnits, UnitsBelow

STANDINGS: tuple[type[Standings], ...] = (OwnUnits, UnitsBelow, AllUnits)
