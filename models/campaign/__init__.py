"""The campaign: enrolment, launch, phases, closing."""

from . import campaign
from . import res_config_settings
