"""States and transitions as plain data, so that models, buttons and tests read one table."""

from typing import NamedTuple


class Transition(NamedTuple):
    """One permitted change of state.

    ``who``: names of the roles of which one is enough; a model answers for a role with its
    method ``_filter_role_<name>``.
    ``guard``: name of a model method returning ``{record id: [sentences]}`` for the records that
    must not pass yet; empty when the role is all that counts.
    ``reason_field``: field to be filled in the same ``write``: why something is returned.
    ``signed``: somebody answers for the step, so it is entered in the sign-off register.
    """

    who: tuple[str, ...]
    guard: str = ""
    reason_field: str = ""
    signed: bool = False
