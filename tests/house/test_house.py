import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from odoo.tests import BaseCase, tagged

ADDON = Path(__file__).resolve().parents[2]

# In the order of the arrows: a room builds only on those before it.
ROOMS = (
    "core",
    "prints",
    "office_files",
    "organisation",
    "catalogue",
    "campaign",
    "dossier",
    "self_check",
    "finding",
    "ledger",
    "study",
    "review",
    "referral",
    "publication",
    "suggestion",
    "handover",
    "plan",
    "workbook",
    "reminder",
    "desk",
    "dashboard",
    "demo",
)
# In the order in which the addon loads them.
TOPS = ("tools", "models", "report", "wizards")
# Whatever is not of one room: menus and groups hold all rooms together.
OUTSIDE = {
    "security/groups.xml",
    "security/ir.model.access.csv",
    "static/tests/tour_steps.js",
    "tests/common.py",
    "tests/tours.py",
    "tests/two_people.py",
    "views/menus.xml",
}
MOST_EXTENDED = 10


class Source:
    """One Python file of the addon: where it lies, what it imports, the models it defines."""

    def __init__(self, path):
        self.path = path
        self.name = path.relative_to(ADDON).as_posix()
        parts = self.name.split("/")
        self.top = parts[0]
        self.room = parts[1] if len(parts) > 2 else parts[0]  # demo/ is a room of its own
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @property
    def rank(self):
        """Where the file's room stands in the order; what lies in no room stands behind all."""
        return ROOMS.index(self.room) if self.room in ROOMS else len(ROOMS)

    def get_imports(self):
        """Return the addon's own files that this one imports."""
        found = set()
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.ImportFrom) or not node.level:
                continue
            folder = self.path.parents[node.level - 1]
            if node.module:
                folder = folder.joinpath(*node.module.split("."))
            for alias in node.names:
                for path in (folder / f"{alias.name}.py", folder.with_suffix(".py")):
                    if path.is_file():
                        found.add(path.relative_to(ADDON).as_posix())
                        break
        return found

    def get_models(self):
        """Yield the name, the parents and whether it is new, for each model in the file."""
        for node in self.tree.body:
            if not isinstance(node, ast.ClassDef):
                continue
            values = {
                statement.targets[0].id: ast.literal_eval(statement.value)
                for statement in node.body
                if isinstance(statement, ast.Assign)
                and isinstance(statement.targets[0], ast.Name)
                and statement.targets[0].id in ("_name", "_inherit")
            }
            parents = values.get("_inherit") or []
            parents = [parents] if isinstance(parents, str) else parents
            name = values.get("_name") or (parents[0] if parents else None)
            if name:
                yield name, parents, name not in parents


@cache
def get_sources():
    """Return the Python files of the addon's rooms and its controllers, by name."""
    paths = (path for top in (*TOPS, "controllers", "demo") for path in (ADDON / top).rglob("*.py"))
    sources = [Source(path) for path in paths if path.name != "__init__.py"]
    return {source.name: source for source in sources}


def is_ours(model):
    return "rectification" in model


@tagged("post_install", "-at_install")
class TestHouse(BaseCase):
    """The house stands as it was drawn: rooms, arrows between them, one file for one model."""

    # ------------------------------------------------------------
    # Rooms
    # ------------------------------------------------------------

    def test_every_file_lies_in_a_room(self):
        tests_only = {"access", "house"}
        for top in (*TOPS, "views", "data", "security", "static/src", "static/tests", "tests"):
            rooms = {*ROOMS, *tests_only} if top == "tests" else set(ROOMS)
            for path in sorted((ADDON / top).rglob("*")):
                parts = path.relative_to(ADDON / top).parts
                name = path.relative_to(ADDON).as_posix()
                if path.is_dir() or "__pycache__" in parts or name in OUTSIDE:
                    continue
                if len(parts) == 1 and path.name == "__init__.py":
                    continue
                room = path.stem if top == "security" else parts[0]
                self.assertIn(room, rooms, f"{name} lies outside of a room")

    def test_rooms_are_loaded_in_order(self):
        for top in TOPS:
            tree = ast.parse((ADDON / top / "__init__.py").read_text(encoding="utf-8"))
            names = [
                name
                for node in tree.body
                if isinstance(node, ast.ImportFrom)
                for name in self._get_rooms_imported(node)
            ]
            self.assertEqual(names, sorted(names, key=ROOMS.index), top)

    def _get_rooms_imported(self, node):
        """Return the rooms of one import: those it names, or the one it takes something out of."""
        if node.module:
            return [node.module.partition(".")[0]]
        return [alias.name for alias in node.names]

    def test_no_test_file_is_forgotten(self):
        text = (ADDON / "tests" / "__init__.py").read_text(encoding="utf-8")
        imported = {
            f"{room}/{name}.py"
            for room, name in re.findall(r"^from \.(\w+) import (\w+)", text, re.M)
        }
        found = {
            path.relative_to(ADDON / "tests").as_posix()
            for path in (ADDON / "tests").rglob("test_*.py")
        }
        self.assertEqual(found, imported)

    # ------------------------------------------------------------
    # Arrows
    # ------------------------------------------------------------

    def test_no_import_goes_against_the_arrows(self):
        sources = get_sources()
        self.assertGreater(len(sources), 100)
        for source in sources.values():
            for name in source.get_imports():
                self.assertLessEqual(
                    sources[name].rank,
                    source.rank,
                    f"{source.name} imports {name}, which stands behind it",
                )

    def test_imports_go_in_no_circle(self):
        sources = get_sources()
        clear = set()

        def walk(name, trail):
            self.assertNotIn(name, trail, "imported in a circle: " + " → ".join((*trail, name)))
            if name not in clear:
                for imported in sources[name].get_imports():
                    walk(imported, (*trail, name))
                clear.add(name)

        for name in sources:
            walk(name, ())

    # ------------------------------------------------------------
    # Models
    # ------------------------------------------------------------

    def test_one_model_one_file(self):
        """No model is cut up inside its room; few are extended by other rooms."""
        homes, rooms = {}, defaultdict(lambda: defaultdict(list))
        for source in get_sources().values():
            for model, __, is_new in source.get_models():
                rooms[model][source.top, source.room].append(source.name)
                if is_new:
                    self.assertNotIn(model, homes, "two models of one name")
                    homes[model] = source
        split = {
            model: files
            for model, places in rooms.items()
            for files in places.values()
            if len(files) > 1
        }
        self.assertEqual(split, {})
        extended = {model for model in homes if len(rooms[model]) > 1}
        self.assertLessEqual(len(extended), MOST_EXTENDED, sorted(extended))

    def test_parents_are_known_before_the_children(self):
        """What a model inherits is defined in an earlier room, or in a file it imports itself.

        So nothing depends on the order of lines in a room's ``__init__``.
        """
        sources = get_sources()
        homes = {
            model: source
            for source in sources.values()
            for model, __, is_new in source.get_models()
            if is_new
        }
        for source in sources.values():
            for model, parents, __ in source.get_models():
                for parent in filter(is_ours, parents):
                    home = homes[parent]
                    with self.subTest(model=model, parent=parent):
                        self.assertTrue(
                            home is source
                            or home.name in source.get_imports()
                            or (TOPS.index(home.top), home.rank)
                            < (TOPS.index(source.top), source.rank),
                            f"{source.name} does not import {home.name}",
                        )
