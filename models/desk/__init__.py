"""The desk: what its user has to do now."""

from . import desk
from . import desk_task
from . import desk_office
from . import desk_standing
from . import desk_phase_three
from . import desk_phase_one_and_three
from . import desk_setup
from . import desk_suggestion
