"""How everything is printed: fonts, paper, the official layout (GB/T 9704-2012)."""

from . import res_config_settings
