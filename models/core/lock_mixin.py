from odoo import models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL


def mark_changed(records):
    """Make another transaction that began before now fail when it locks or writes ``records``.

    Odoo then repeats that request, on the data as they stand by then. ``records``: of any model.
    No value in them changes, and no right to write them is needed.
    """
    if not records:
        return
    # Raw SQL: a lock leaves no trace once it is released; only a new version of the row makes
    # PostgreSQL refuse the earlier transaction.
    records.env.execute_query(
        SQL(
            "UPDATE %s SET write_date = write_date WHERE id IN %s RETURNING id",
            SQL.identifier(records._table),
            records._ids,
        )
    )


class LockMixin(models.AbstractModel):
    """A record that two people may work on in the same moment.

    A step locks the record; a change of what a signature on it covers (answers, evidence, actions,
    verdicts) marks it as changed. When the two meet, one person is asked to look again, or Odoo
    repeats the request on the data as they stand by then: nobody signs what could not be read.
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

    def _mark_changed(self):
        """Mark the records as changed: something below them changes. See ``mark_changed``."""
        mark_changed(self)
