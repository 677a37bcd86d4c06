"""What the cells of an uploaded spreadsheet mean: texts, whole numbers, dates, choices.

People fill in the same thing in many ways, and a spreadsheet program changes it once more. What
is clear is taken, what is not raises a subclass of :class:`IllegibleCell` with the text in
question: nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from .sheet_values import Broken, Cell
from .xlsx_reader import from_serial

Meaning = TypeVar("Meaning")

FIRST_YEAR, LAST_YEAR = 1990, 2099
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\ufeff]")
_DATE = re.compile(
    r"(?P<year>\d{4})\s*(?P<mark>[-./年,、])\s*(?P<month>\d{1,2})\s*[-./月,、]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:[\sT]+\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:前|之前|以前)?"
)
_COMPACT_DATE = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_NUMBER = re.compile(r"第?\s*(\d{1,6})(?:\.0+)?\s*[项条款个号.、．)]?")


class IllegibleCell(ValueError):
    """A cell cannot be understood; ``text`` is what stands in it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.text = text


class BrokenCell(IllegibleCell):
    """The cell shows an error such as ``#REF!``, which is its ``text``."""


class UnworkedFormula(IllegibleCell):
    """The cell holds a formula that no program has worked out."""


class IllegibleDate(IllegibleCell):
    """The cell holds no date, or one that can be read in two ways."""


class IllegibleNumber(IllegibleCell):
    """The cell holds no whole number."""


class UnknownChoice(IllegibleCell):
    """The cell holds none of the words to choose from; ``choices`` are those."""

    def __init__(self, text: str, choices: tuple[str, ...]) -> None:
        super().__init__(text)
        self.choices = choices


class TextTooLong(IllegibleCell):
    """The cell holds more characters than the field takes."""

    def __init__(self, text: str, length: int, limit: int) -> None:
        super().__init__(text)
        self.length, self.limit = length, limit


def read_text(value: Cell, limit: int = 0) -> str:
    """Return a cell as text: without control characters, blanks at its ends and blank lines.

    :param limit: how many characters the field takes, 0 for any number.
    :raises IllegibleCell: for errors, formulas without a result, texts that are too long.

    >>> read_text(" 会议\\x00过多\\r\\n\\r\\n "), read_text(12.0), read_text(None)
    ('会议过多', '12', '')
    >>> read_text(date(2026, 5, 8)), read_text(True)
    ('2026-05-08', '1')
    """
    if value is None:
        return ""
    if isinstance(value, Broken):
        raise BrokenCell(value.text) if value.text else UnworkedFormula
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.isoformat(" ")
    text = _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.strip(" \t\u3000\xa0") for line in text.split("\n")]
    text = "\n".join(line for line in lines if line)
    if limit and len(text) > limit:
        raise TextTooLong(text, len(text), limit)
    return text


def read_line(value: Cell, limit: int = 0) -> str:
    """Return a cell as text in one line: breaks become blanks, or nothing between Chinese.

    >>> read_line("会议\\n过多"), read_line("too\\nmany")
    ('会议过多', 'too many')
    """
    text = read_text(value)
    text = re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", text).replace("\n", " ")
    return read_text(text, limit)


def plain(text: str) -> str:
    """Return a text for comparing: full-width signs as half-width, no blanks, small letters.

    >>> plain("２０２６ 年（Ａ）")
    '2026年(a)'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def read_date(value: Cell) -> date | None:
    """Return a cell as a date, None for an empty one.

    Real dates, and texts in the habits of Chinese offices, full-width digits included; a plain
    number is the day a spreadsheet counts as that number. What lacks the year or the day, or
    leaves open which is which, is not guessed.

    >>> [str(read_date(text)) for text in ("2026-5-8", "2026.5.8", "2026/05/08", "2026年5月8日")]
    ['2026-05-08', '2026-05-08', '2026-05-08', '2026-05-08']
    >>> [str(read_date(value)) for value in ("２０２６年５月８日前", 46150, "46150", "20260508")]
    ['2026-05-08', '2026-05-08', '2026-05-08', '2026-05-08']
    >>> for text in ("5月8日", "2026年5月", "5/8/2026", "2026-2-30", "月底"):
    ...     try:
    ...         read_date(text)
    ...     except IllegibleDate as error:
    ...         print(error.text)
    5月8日
    2026年5月
    5/8/2026
    2026-2-30
    月底

    :raises IllegibleCell: when it is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = read_line(value)
    if not text:
        return None
    digits = unicodedata.normalize("NFKC", text)
    match = _DATE.fullmatch(digits) or _COMPACT_DATE.fullmatch(digits)
    try:
        if match:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        else:
            day = from_serial(int(digits))
    except (ValueError, OverflowError) as error:
        raise IllegibleDate(text) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise IllegibleDate(text)
    return day


def read_number(value: Cell) -> int | None:
    """Return a cell as a whole number, None for an empty one.

    >>> read_number("１２"), read_number("第3项"), read_number(7.0), read_number("5、")
    (12, 3, 7, 5)

    :raises IllegibleCell: when it is none.
    """
    text = read_line(value)
    if not text:
        return None
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    if not match:
        raise IllegibleNumber(text)
    return int(match[1])


def read_choice(value: Cell, choices: Mapping[str, Meaning]) -> Meaning | None:
    """Return what a cell's word stands for, None for an empty one.

    :param choices: ``{word: what it stands for}``; case, blanks and width do not matter.

    >>> read_choice(" ＮＯＮＥ ", {"None": "none"})
    'none'

    :raises IllegibleCell: when the word is none of them.
    """
    text = read_line(value)
    if not text:
        return None
    known = {plain(word): meaning for word, meaning in choices.items()}
    if plain(text) not in known:
        raise UnknownChoice(text, tuple(choices))
    return known[plain(text)]
