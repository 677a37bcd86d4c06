"""What all blocks of the dashboard have in common."""

from typing import Any

from odoo.api import Environment

from ..counts import Counts
from ..frame import Frame


class Block:
    """One block: what it adds to the result of the dashboard.

    ``frame`` says what is asked for; ``counts`` has what several blocks count together.
    """

    def __init__(self, env: Environment, frame: Frame, counts: Counts) -> None:
        self.env = env
        self.frame = frame
        self.counts = counts

    def get(self) -> dict[str, Any]:
        """Return ``{name in the result: what the screen receives}``; see ``result.py``."""
        raise NotImplementedError
