"""Where the demo data comes in."""

from . import demo
