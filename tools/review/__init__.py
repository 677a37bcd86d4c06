"""Supervision, the third phase: reviews of units, spot checks and look-backs from a draw."""
