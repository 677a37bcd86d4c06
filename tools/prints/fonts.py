"""Which characters the fonts of this server can draw, as fontconfig knows them.

Names are written with characters that few fonts have (𠮷, 㛃). A print must not lose one in
silence, so what no font can draw is found before the page is made.
"""

import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable
from functools import lru_cache

TIMEOUT = 30
# What typesetters put where a sort is lacking.
LACKING = "〓"
# What leaves no mark on paper: controls, format characters and blanks; the variation selectors too.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# Fonts that draw a box with a number in it for everything: they have no character at all.
_PLACEHOLDERS = ("last resort", "lastresort", "unicode bmp fallback", "adobe blank")


class Coverage:
    """The code points that at least one font draws, as ranges.

    >>> coverage = Coverage(["20-7e 4e00-9fa5", "a0 4e00-4e10"])
    >>> "丁" in coverage, "~" in coverage, "é" in coverage
    (True, True, False)
    >>> coverage.find_missing("丁é é~")
    ['é']
    """

    def __init__(self, charsets: Iterable[str]) -> None:
        """``charsets``: lists of code points as ``fc-list`` writes them (``20-7e a0``)."""
        spans = set()
        for charset in charsets:
            for part in charset.split():
                first, __, last = part.partition("-")
                spans.add((int(first, 16), int(last or first, 16)))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1] + 1:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self._starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self._ends[place]

    def find_missing(self, text: str) -> list[str]:
        """Return the characters of ``text`` that no font draws, each once, in their order."""
        return [
            character
            for character in dict.fromkeys(text)
            if character not in self and _leaves_a_mark(character)
        ]


def _leaves_a_mark(character: str) -> bool:
    if any(ord(character) in selectors for selectors in _SELECTORS):
        return False
    return unicodedata.category(character) not in _INVISIBLE


@lru_cache(maxsize=1)
def get_coverage() -> Coverage:
    """Return the :class:`Coverage` of the fonts installed; empty where fontconfig cannot say.

    Asked once for each process: fonts change when a server is set up, not while it works.
    """
    program = shutil.which("fc-list")
    if not program:
        return Coverage(())
    try:
        answer = subprocess.run(
            [program, "--format", "%{family}|%{charset}\n"],
            capture_output=True,
            check=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT,
        )
    except (OSError, subprocess.SubprocessError):
        return Coverage(())
    return read_coverage(answer.stdout)


def read_coverage(listing: str) -> Coverage:
    """Return the :class:`Coverage` of fonts listed as ``family|charset`` lines.

    >>> bool(read_coverage("Last Resort|0-10ffff\\nbroken line\\n"))
    False
    >>> "A" in read_coverage("Song|41-5a\\n")
    True
    """
    charsets = []
    for line in listing.splitlines():
        family, bar, charset = line.partition("|")
        if bar and not any(name in family.lower() for name in _PLACEHOLDERS):
            charsets.append(charset)
    return Coverage(charsets)


def find_missing(text: str) -> list[str]:
    """Return the characters of ``text`` that no installed font draws, each once.

    Where fontconfig cannot say which fonts there are, nothing is taken to be missing.
    """
    coverage = get_coverage()
    return coverage.find_missing(text) if coverage else []


def show_missing(text: str, missing: Collection[str]) -> str:
    """Return ``text`` with each of ``missing`` as the mark of a lacking sort and its number.

    >>> show_missing("张𠮷", ["𠮷"])
    '张〓U+20BB7'
    """
    return text.translate(
        {ord(character): f"{LACKING}{name_character(character)}" for character in missing}
    )


def name_character(character: str) -> str:
    """Return how a character that cannot be shown is named.

    >>> name_character("𠮷")
    'U+20BB7'
    """
    return f"U+{ord(character):04X}"
