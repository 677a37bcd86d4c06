"""Plain Python without the ORM: importable with this folder's parent on the path.

``plan_parser`` is the door for programs that read a plan; it keeps its name.
"""

from .plan import parser as plan_parser
