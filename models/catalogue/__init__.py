"""Catalogues of problem items, by area."""

from . import area
from . import catalogue
from . import problem
