"""Referrals to discipline inspection, which nobody else sees, counts or guesses."""

from . import referral_line_mixin
from . import referral
from . import person
from . import material
from . import finding
from . import dossier
from . import unit
from . import signoff
from . import evidence
