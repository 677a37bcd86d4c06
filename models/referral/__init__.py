"""Referrals to discipline inspection, which nobody else sees, counts or guesses."""

from . import dossier
from . import evidence
from . import finding
from . import material
from . import person
from . import referral
from . import referral_line_mixin
from . import signoff
from . import unit
