"""The dossier: one unit in one campaign."""

from . import dossier_return
