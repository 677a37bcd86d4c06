"""Findings, the actions that put them right, evidence, extensions of a deadline."""

from . import action
from . import evidence
from . import extension
from . import finding
