"""Reminders: the daily digest, reminders by officers, the list of holidays."""

from . import digest
from . import holiday
from . import reminder
from . import res_config_settings
