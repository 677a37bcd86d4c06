"""Findings, the actions that put them right, evidence, extensions of a deadline."""

from . import extension_answer
from . import finding_reason
