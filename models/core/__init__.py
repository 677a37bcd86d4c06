"""What every room builds on: flows of states, lights, boards, locks, chatter, the register."""

from . import activity_planner
from . import board_mixin
from . import chatter_mixin
from . import confidential_mixin
from . import flow_mixin
from . import follower_mixin
from . import import_mixin
from . import ir_attachment
from . import ir_module_module
from . import light_mixin
from . import lock_mixin
from . import mail_activity
from . import notify_mixin
from . import res_config_settings
from . import signoff
