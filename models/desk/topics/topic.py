"""What all topics of the desk have in common."""

from odoo.api import Environment

from ..frame import Frame
from ..results import Task
from ..task_maker import TaskMaker


class Topic:
    """One subject about which the desk may have something to do.

    A topic belongs to one part of the desk. It is only asked when the user has that part and
    ``applies`` says that the subject concerns this user.
    """

    # key of the part on which the tasks stand: person, unit, office or discipline
    part: str

    def __init__(self, env: Environment, frame: Frame):
        self.env = env
        self.frame = frame
        self.maker = TaskMaker(env, frame.today)

    @staticmethod
    def applies(frame: Frame) -> bool:
        """Return whether the topic concerns the user of ``frame``."""
        return True

    def get_tasks(self) -> list[Task]:
        """Return what the user has to do about it."""
        raise NotImplementedError
