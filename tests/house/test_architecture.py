import ast
import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

ADDON = Path(__file__).parents[2]
PAPERS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/referral.md", "docs/use.md")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
PLACE = re.compile(
    r"`((?:models|views|security|data|report|wizards|static|tests|tools|docs|bin|bench)/[\w./]*\.\w+)"
    r"(?::(\w+))?`"
)


def read_rooms():
    """Return the rooms of the table in ``docs/architecture.md``, in the order of the arrows."""
    page = (ADDON / "docs/architecture.md").read_text()
    table = page.split("## Rooms")[1].split("\n\n`tests/`")[0]
    rows = [row.split("|")[1].strip() for row in table.splitlines() if row.startswith("| ")]
    return rows[1:]


@tagged("at_install", "-post_install")
class TestArchitecture(BaseCase):
    """The papers say what is there: rooms, files and methods that they name."""

    def test_every_folder_is_a_room(self):
        rooms = set(read_rooms())
        self.assertGreater(len(rooms), 15)
        for top in ("models", "views", "data", "report", "wizards", "tools"):
            for folder in (ADDON / top).iterdir():
                if folder.is_dir() and folder.name != "__pycache__":
                    self.assertIn(folder.name, rooms, f"{top}/ has a folder that is no room")

    def test_every_room_is_there(self):
        tops = ("models", "report", "wizards", "tools")
        for room in read_rooms():
            found = [top for top in tops if (ADDON / top / room).is_dir()]
            self.assertTrue(found, f"the room {room} holds nothing")

    def test_rules_belong_to_rooms(self):
        rooms = {*read_rooms(), "groups"}
        for file in (ADDON / "security").glob("*.xml"):
            self.assertIn(file.stem, rooms)

    def test_models_are_imported_in_the_order_of_the_arrows(self):
        for top in ("models", "report", "wizards"):
            tree = ast.parse((ADDON / top / "__init__.py").read_text())
            imported = [
                alias.name
                for node in tree.body
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            ]
            expected = [room for room in read_rooms() if room in imported]
            self.assertEqual(imported, expected, f"{top}/__init__.py")

    def test_places_that_are_named_exist(self):
        for paper in PAPERS:
            text = (ADDON / paper).read_text()
            places = PLACE.findall(text)
            for path, name in places:
                with self.subTest(paper=paper, path=path, name=name):
                    file = ADDON / path
                    self.assertTrue(file.exists(), f"{paper} names {path}")
                    if name:
                        self.assertIn(name, self._get_functions(file), f"{paper} names {path}")

    def test_links_lead_somewhere(self):
        for paper in (*PAPERS, "docs/glossary.md"):
            file = ADDON / paper
            for target in LINK.findall(file.read_text()):
                self.assertTrue((file.parent / target).exists(), f"{paper} links to {target}")

    def test_every_file_about_referrals_is_named(self):
        """An auditor who reads the page has seen every file of the room."""
        page = (ADDON / "docs/referral.md").read_text()
        for top in ("models", "views", "report", "wizards", "tests"):
            for file in (ADDON / top / "referral").rglob("*"):
                if file.suffix in (".py", ".xml") and self._says_something(file):
                    path = file.relative_to(ADDON).as_posix()
                    self.assertIn(f"`{path}`", page)

    def test_glossary_is_in_order(self):
        page = (ADDON / "docs/glossary.md").read_text()
        words = re.findall(r"^\| ([a-z][^|]*) \|", page, re.MULTILINE)
        self.assertGreater(len(words), 50)
        self.assertEqual(words, sorted(words))

    def _get_functions(self, file):
        return {
            node.name
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.FunctionDef)
        }

    def _says_something(self, file):
        return file.name != "__init__.py"
