import io
import re
import tokenize
from pathlib import Path

from odoo.tests import BaseCase, tagged

ADDON = Path(__file__).parents[2]
# Words that a reader without the history of this code would have to ask about.
DIALECT = (
    r"tales?|diary|diaries|strew\w*|strewn|unnoticed|twins?|unite[ds]?|untold|hears?|quiet[_ ]days?"
    r"|whoever|phase_(?:one|two|three)\w*|TestPhase\w*"
)
WORD = re.compile(rf"(?<![A-Za-z])(?:{DIALECT})(?![A-Za-z])", re.IGNORECASE)
# Technical names that stand in databases.
KEPT = re.compile(
    r"rectification[._]quiet[._]day\w*|rectification\.unnoticed\.mixin|quiet_day_\w+|\w*twin_notice"
)
FOLDERS = (
    "models",
    "report",
    "wizards",
    "controllers",
    "tools",
    "tests",
    "demo",
    "bench",
    "static/src",
)


@tagged("at_install", "-post_install")
class TestPlainWords(BaseCase):
    """Names and comments use the words of the field and of Odoo; see ``docs/glossary.md``."""

    def test_no_private_dialect(self):
        found = []
        for folder in FOLDERS:
            for file in sorted((ADDON / folder).rglob("*.*")):
                if file.suffix not in (".py", ".js") or file == Path(__file__):
                    continue
                for number, line in self._iter_words(file):
                    match = WORD.search(KEPT.sub("", line))
                    if match:
                        found.append(f"{file.relative_to(ADDON)}:{number}: {match.group()}")
        self.assertFalse(found, "\n".join(found))

    def test_files_are_named_after_what_they_hold(self):
        batch = re.compile(r"phase_(one|two|three)|batch_\d|part_\d|new_|old_")
        for folder in FOLDERS:
            for file in (ADDON / folder).rglob("*.py"):
                self.assertFalse(batch.search(file.stem), file.name)

    def _iter_words(self, file):
        """Yield ``(line number, text)`` of names and comments, not of sentences."""
        text = file.read_text()
        if file.suffix == ".js":
            yield from enumerate(text.splitlines(), 1)
            return
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in (tokenize.NAME, tokenize.COMMENT) or token.string.startswith('"""'):
                yield token.start[0], token.string
