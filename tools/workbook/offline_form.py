"""The form of an offline workbook: its columns, and the protected part that comes back with it.

A workbook has three sheets to fill in. Each row carries its key in a hidden first column, each
sheet a hidden row under its head with the names of the columns, by which they are found again
whatever they are called in the user's language. What stood in the cells when the workbook was made,
the words to choose from, and whose workbook it is, go into the *protected part*, which is signed:
what does not fit it any more was changed by hand.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

from ..office_files.cell_values import read_choice, read_date, read_line, read_number, read_text

FORMAT = 1
MARK = "rectification-offline"
SHEET_MARK = "rc:"
CHUNK = 30_000  # characters; a cell takes 32,767
TEXT, LINE, NUMBER, DATE, CHOICE = "text", "line", "number", "date", "choice"


class Field(NamedTuple):
    """One column: the field behind it, what a cell holds, and how much of it.

    ``choices`` names the list of words to choose from; ``required`` is for new rows; ``width`` is
    counted in Chinese characters.
    """

    name: str
    kind: str = TEXT
    limit: int = 0
    choices: str = ""
    required: bool = False
    width: int = 10


ANSWERS = (
    Field("number", NUMBER, width=3),
    Field("area", LINE, width=15),
    Field("item", LINE, width=32),
    Field("answer", CHOICE, choices="answer", width=6),
    Field("remark", LINE, 200, width=16),
)
FINDINGS = (
    Field("reference", LINE, width=6),
    Field("number", NUMBER, required=True, width=4),
    Field("description", TEXT, 2000, required=True, width=22),
    Field("cause", TEXT, 2000, width=12),
    Field("rectification_type", CHOICE, choices="rectification_type", width=5),
    Field("measures", TEXT, 2000, width=18),
    Field("leader_member_id", CHOICE, choices="person", width=5),
    Field("responsible_member_id", CHOICE, choices="person", width=5),
    Field("deadline", DATE, width=6),
    Field("result", TEXT, 2000, width=14),
    Field("state", CHOICE, choices="finding_state", width=5),
)
ACTIONS = (
    Field("finding", CHOICE, choices="finding", required=True, width=8),
    Field("name", LINE, 200, required=True, width=30),
    Field("member_id", CHOICE, choices="person", width=6),
    Field("deadline", DATE, width=6),
    Field("state", CHOICE, choices="action_state", width=5),
    Field("done_note", TEXT, 2000, width=20),
)
MODELS = {
    "answers": "rectification.check.line",
    "findings": "rectification.finding",
    "actions": "rectification.action",
}
FORMS = {"answers": ANSWERS, "findings": FINDINGS, "actions": ACTIONS}


class StoredRow(TypedDict):
    """A row as it stood: its values by column, and the columns that could be filled in."""

    values: dict[str, Any]
    open: list[str]


# {form: {key of a row: the row}}, and {list: {word in the user's language: what it stands for}}
StoredRows = dict[str, dict[str, StoredRow]]
Words = dict[str, dict[str, Any]]


class ProtectedPart(TypedDict):
    """Whose workbook it is, what it held when it was made, and its words to choose from."""

    uid: str
    check: int
    sheet: str
    campaign: int
    campaign_name: str
    catalogue: int
    words: Words
    rows: StoredRows


class FormError(ValueError):
    """The protected part of a workbook is not what was handed out; each subclass is one reason."""


class NoForm(FormError):
    """There is no protected part: the file is another spreadsheet."""


class OtherVersion(FormError):
    """The workbook was made by an older or newer version of this addon."""

    def __init__(self, version: str):
        super().__init__(version)
        self.version = version


class ChangedForm(FormError):
    """The protected part was changed, or signed by another system."""


def pack(content: Mapping[str, Any]) -> str:
    """Return the protected part as one text without signs that a spreadsheet would change."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b85encode(zlib.compress(text.encode(), 9)).decode()


def unpack(text: str) -> dict[str, Any]:
    """Return the content of a protected part whose signature has been verified.

    >>> unpack(pack({"unit": "青禾镇"}))
    {'unit': '青禾镇'}
    """
    content: dict[str, Any] = json.loads(zlib.decompress(base64.b85decode(text)))
    return content


def write_cells(text: str, signature: str) -> list[str]:
    """Return the cells that hold a protected part, one below the other.

    >>> write_cells("abc", "0f")
    ['rectification-offline/1', '0f', 'abc']
    """
    chunks = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    return [f"{MARK}/{FORMAT}", signature, *chunks]


def read_cells(cells: Sequence[Any]) -> tuple[str, str]:
    """Return text and signature from the cells that :func:`write_cells` wrote.

    >>> read_cells(["rectification-offline/1", "0f", "ab", "c"])
    ('abc', '0f')

    :raises FormError: when they are not those, or of another version.
    """
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    mark, __, version = (texts[0] if texts else "").partition("/")
    if mark != MARK:
        raise NoForm
    if version != str(FORMAT):
        raise OtherVersion(version)
    if len(texts) < 3:
        raise ChangedForm
    return "".join(texts[2:]), texts[1]


def read_value(field: Field, value: Any, choices: Mapping[str, Any]) -> Any:
    """Return a cell as the plain value that is compared and written: '' when it is empty.

    >>> read_value(Field("deadline", DATE), "2026年5月8日", {}), read_value(Field("x"), None, {})
    ('2026-05-08', '')

    :param dict choices: ``{word: meaning}`` of the column.
    :raises IllegibleCell: when it cannot be understood.
    """
    if field.kind == CHOICE:
        return read_choice(value, choices) or ""
    if field.kind == NUMBER:
        return read_number(value) or ""
    if field.kind == DATE:
        day = read_date(value)
        return day.isoformat() if day else ""
    return (read_line if field.kind == LINE else read_text)(value, field.limit)


def unique_words(pairs: Iterable[tuple[str, str, Any]]) -> dict[str, Any]:
    """Return ``{word: meaning}`` of (word, what tells it apart, meaning), each word once.

    >>> unique_words([("Li", "clerk", 1), ("Li", "driver", 2), ("Li", "driver", 3), ("Wu", "", 4)])
    {'Li': 1, 'Li (driver)': 2, 'Li (3)': 3, 'Wu': 4}
    """
    words: dict[str, Any] = {}
    for word, addition, meaning in pairs:
        candidates = [word, f"{word} ({addition})"] if addition else [word]
        number = sum(1 for known in words if known.split(" (")[0] == word) + 1
        candidates.append(f"{word} ({number})")
        words[next(name for name in candidates if name not in words)] = meaning
    return words
