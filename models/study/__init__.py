"""Study and education, the first phase: materials, sessions, attendance, reflections."""

from . import attendance
from . import campaign
from . import dossier
from . import form
from . import material
from . import reflection
from . import session
