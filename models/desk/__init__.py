"""The desk: what its user has to do now, and who waits for whom.

``desk.py`` is the model that the screen calls. It builds a :class:`~.frame.Frame` (who the user is)
and hands it to the classes listed in ``topics/`` (what there is to do) and ``standings/`` (how far
everything has come). ``results.py`` says what the screen receives.
"""

from . import desk
