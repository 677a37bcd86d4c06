"""What all sheets of the ledger's workbook have in common."""

from collections.abc import Iterable, Sequence
from typing import Any

from odoo.fields import Domain
from odoo.models import BaseModel

from ....tools.office_files.writer import Total


class Sheet:
    """One sheet of the ledger of ``record``, a campaign or a dossier.

    What the user may not see is in no row and in no total.
    """

    # The columns, by their names in ``headings.py``.
    columns: Sequence[str] = ()
    # Whether it is left out of the ledger of a single dossier.
    of_campaigns_only = False

    def __init__(self, ledger: BaseModel, record: BaseModel) -> None:
        self.ledger = ledger
        self.env = ledger.env
        is_campaign = record._name == "rectification.campaign"
        self.campaign = record if is_campaign else record.campaign_id
        self.domain = Domain("campaign_id" if is_campaign else "dossier_id", "=", record.id)

    def get_title(self) -> str:
        """Return what the sheet is called."""
        raise NotImplementedError

    def get_rows(self) -> Iterable[Sequence[Any]]:
        """Return the rows, in the order of ``columns``; they are read once."""
        raise NotImplementedError

    def get_totals(self) -> dict[str, str | Total] | None:
        """Return the cells of the last line by column, None for no such line."""
        return None
