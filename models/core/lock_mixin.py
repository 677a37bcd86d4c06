from odoo import models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL


def touch(records):
    """Let whatever else was begun before now on ``records`` be tried again, on what is true then.

    ``records``: of any model. Nothing in them changes, and no right to write them is needed.
    """
    if not records:
        return
    # Raw SQL: a lock leaves no trace once it is released, only a new version of the row does. Who
    # has begun earlier meets it and is tried again by Odoo.
    records.env.execute_query(
        SQL(
            "UPDATE %s SET write_date = write_date WHERE id IN %s RETURNING id",
            SQL.identifier(records._table),
            records._ids,
        )
    )


class LockMixin(models.AbstractModel):
    """A record that two people may work on in the same moment.

    Whoever takes a step locks the record; whoever changes what a signature on it covers (answers,
    evidence, actions, verdicts) touches it. Of two that meet, one is told to look again or is tried
    again by Odoo on what is true then: nothing is signed that was not there when it was signed.
    """

    _name = "rectification.lock.mixin"
    _description = "Two People at One Record"

    def _lock_for_transition(self):
        """Keep a second person from acting on the same records until this step is stored."""
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "%(records)s: somebody else is working on this at this very moment. Nothing "
                    "was changed; reload the page and look again.",
                    records=self._get_names(),
                )
            ) from error

    def _touch(self):
        """Note on the records that something below them changes; see ``touch``."""
        touch(self)
