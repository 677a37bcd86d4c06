"""Sheets filled in offline, and ledgers that a unit has kept itself, taken back."""
