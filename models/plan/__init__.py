"""From the text of an implementation plan to a catalogue and a campaign."""

from . import campaign
from . import plan
from . import plan_node
