"""What a row of a unit's own ledger says, as values for a finding, and what is to be said about it.

Needs neither Odoo nor a database: people are given by number and name, sentences are made elsewhere
from the notes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from ..office_files.cell_values import IllegibleCell, IllegibleDate, UnknownChoice, plain
from ..publication.anonymise import find_names
from .headings import TableColumn
from .own_ledger_rows import TYPES, LedgerRow, read_deadline, read_done, read_type

KEY_LENGTH = 20
TEXTS = ("description", "cause", "measures", "result")
# What a column means, and the field of a finding behind it.
PEOPLE = {"leader": "leader_member_id", "responsible": "responsible_member_id"}


class Person(NamedTuple):
    """Somebody on the unit's roster."""

    id: int
    name: str


class Note:
    """Something in a row that was taken in a certain way, or left out; each subclass is one."""


@dataclass(frozen=True)
class DateAssumed(Note):
    """The deadline ``text`` is no full date; ``day`` is what it is taken as."""

    text: str
    day: date


@dataclass(frozen=True)
class NotOnRoster(Note):
    """Nobody whom ``text`` names is on the roster."""

    text: str


@dataclass(frozen=True)
class SeveralOfThisName(Note):
    """The roster has ``count`` people called ``name``."""

    name: str
    count: int


@dataclass(frozen=True)
class FirstNameTaken(Note):
    """Several people are named where one answers; ``first`` is taken, ``others`` are not."""

    first: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class SignedOffElsewhere(Note):
    """The ledger calls the problem signed off, which a finding here has to be asked for."""


@dataclass
class RowValues:
    """What a row says: ``{field of a finding: plain value}``, notes, and cells nobody can read."""

    values: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    errors: list[tuple[TableColumn, IllegibleCell]] = field(default_factory=list)


def get_row_key(row: LedgerRow) -> str:
    """Return by what a row is known again: what was found, and the item where one is named.

    >>> one = LedgerRow(3, {"description": "会议 多", "item": "第2项"})
    >>> same = LedgerRow(9, {"description": "会议多", "item": "第 2 项", "measures": "少开"})
    >>> get_row_key(one) == get_row_key(same)
    True
    """
    texts = row.texts
    item = texts.get("item_number") or texts.get("item") or ""
    words = f"{plain(texts.get('description', ''))}|{plain(item)}"
    return sha256(words.encode()).hexdigest()[:KEY_LENGTH]


def read_values(
    row: LedgerRow, columns: dict[str, TableColumn], year: int, roster: Sequence[Person]
) -> RowValues:
    """Return what a row says of a finding.

    >>> row = LedgerRow(3, {"description": "会议多", "responsible": "李四、王五"})
    >>> found = read_values(row, {}, 2026, [Person(7, "王五"), Person(8, "赵六")])
    >>> found.values, found.notes
    ({'description': '会议多', 'responsible_member_id': 7}, [])

    :param columns: ``{what it means: column}``, to say where something cannot be read.
    :param year: the year of dates without one.
    """
    texts = row.texts
    read = RowValues({name: texts[name] for name in TEXTS if texts.get(name)})
    kind = _read_type(texts.get("type"), columns, read)
    if texts.get("deadline"):
        try:
            day, hint, sure = read_deadline(row.raw["deadline"], year)
        except IllegibleDate as error:
            read.errors.append((columns["deadline"], error))
        else:
            kind = kind or hint
            if day:
                read.values["deadline"] = day.isoformat()
                if not sure:
                    read.notes.append(DateAssumed(texts["deadline"], day))
    if kind:
        read.values["rectification_type"] = kind
    for target, name in PEOPLE.items():
        person = _find_person(texts[target], roster, read) if texts.get(target) else None
        if person:
            read.values[name] = person.id
    if texts.get("signed_off") and read_done(texts["signed_off"]):
        read.notes.append(SignedOffElsewhere())
    return read


def _read_type(text: str | None, columns: dict[str, TableColumn], read: RowValues) -> str | None:
    if not text:
        return None
    kind = read_type(text)
    if not kind:
        words = tuple(names[0] for names in TYPES.values())
        read.errors.append((columns["type"], UnknownChoice(text, words)))
    return kind


def _find_person(text: str, roster: Sequence[Person], read: RowValues) -> Person | None:
    """Return the person of the roster whom a text names first; note what is left open."""
    names = find_names(text, [person.name for person in roster])
    if not names:
        read.notes.append(NotOnRoster(text))
        return None
    found = [person for person in roster if " ".join(person.name.split()) == names[0]]
    if len(found) > 1:
        read.notes.append(SeveralOfThisName(names[0], len(found)))
        return None
    if len(names) > 1:
        read.notes.append(FirstNameTaken(names[0], tuple(names[1:])))
    return found[0]
