"""Reminders: the daily digest, reminders by officers, the list of holidays."""
