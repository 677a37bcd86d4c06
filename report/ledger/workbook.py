"""The ledger as a workbook: findings, summaries and registers, a sheet each."""

from typing import BinaryIO

from odoo.models import BaseModel

from ...models.core import clock
from ...tools.office_files.writer import LedgerBook
from .sheets import SHEETS


def write_workbook(ledger: BaseModel, record: BaseModel, target: BinaryIO) -> None:
    """Write the ledger of ``record``, a campaign or a dossier, to the file ``target``.

    Sheets of findings and registers take one query each and constant memory.

    :raises AccessError: when the user may not read ``record`` or no findings at all.
    """
    env = ledger.env
    record.check_access("read")
    is_campaign = record._name == "rectification.campaign"
    title = env._("%s: Ledger", record.display_name)
    note = env._(
        "As of %(date)s, as seen by %(user)s",
        date=clock.format_day(env, clock.today(ledger.env)),
        user=env.user.name,
    )
    author = (record if is_campaign else record.campaign_id).organiser or ""
    with LedgerBook(target, title=title, author=author) as book:
        for sheet_class in SHEETS:
            if sheet_class.of_campaigns_only and not is_campaign:
                continue
            sheet = sheet_class(ledger, record)
            name = sheet.get_title()
            columns = ledger._get_columns(sheet.columns)
            totals = sheet.get_totals()
            book.add_table(name, f"{title} · {name}", note, columns, sheet.get_rows(), totals)
