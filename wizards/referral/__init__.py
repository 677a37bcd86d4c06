"""Referrals to discipline inspection, which nobody else sees, counts or guesses."""

from . import referral_reason
