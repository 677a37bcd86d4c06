"""The campaign: enrolment, launch, phases, closing."""

from . import campaign_close
from . import campaign_enrol
