import ast
from pathlib import Path

from odoo.tests import BaseCase, tagged

ADDON = Path(__file__).parents[2]
# Programs of their own, and the manifest, which Odoo reads and never runs.
APART = {"bench", "bin", "tests", ".ci", "__manifest__.py"}
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


def is_definition(node: ast.stmt) -> bool:
    """Return whether a statement of a module only gives something a name."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True  # a docstring
        case ast.Assign(targets=targets):
            return all(isinstance(target, ast.Name | ast.Tuple) for target in targets)
        case ast.AnnAssign(target=ast.Name()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=[]):
            return True
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__")), orelse=[]):
            return True
    return isinstance(node, DEFINITIONS)


@tagged("post_install", "-at_install")
class TestImportEffects(BaseCase):
    """Importing the addon changes nothing for other apps of the same process."""

    def test_modules_only_define(self):
        paths = [
            path for path in ADDON.rglob("*.py") if path.relative_to(ADDON).parts[0] not in APART
        ]
        self.assertGreater(len(paths), 100)
        for path in paths:
            for node in ast.parse(path.read_text()).body:
                with self.subTest(file=str(path.relative_to(ADDON)), line=node.lineno):
                    self.assertTrue(is_definition(node), ast.unparse(node))
