"""What all topics of the desk have in common."""

from datetime import timedelta

from odoo import fields
from odoo.api import Environment

from ..frame import Frame
from ..results import Task
from ..task_maker import TaskMaker

# How long what is new stays on the desk: it goes by itself, read or not.
NEWS_DAYS = 14


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


class News(Topic):
    """Something to be read, for a while."""

    part = "person"

    @property
    def since(self) -> str:
        """The moment from which something is new."""
        return fields.Datetime.to_string(fields.Datetime.now() - timedelta(days=NEWS_DAYS))
