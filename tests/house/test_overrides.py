import ast
import inspect
import textwrap
import types
from functools import cache

from odoo.tests import TransactionCase, tagged

OURS = "odoo.addons.rectification_campaign."

METHODS = (types.FunctionType, classmethod, staticmethod, property)
# What Odoo leaves to each model to say for itself.
LEFT_TO_MODELS = {"_compute_display_name", "get_import_templates", "init"}
# Overrides that do not call what they stand for: each with its reason.
REPLACED = {
    "BoardMixin._compute_activity_state": "by the time zone of the activity: no user is read",
    "RectificationReminder.write": "what was sent stays as it was sent",
    "RectificationSignoff.write": "the register only grows",
}


@cache
def calls_super(function):
    """Return whether a method calls the method of the same name further up."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == function.__name__
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "super"
        for node in ast.walk(tree)
    )


@tagged("post_install", "-at_install")
class TestNames(TransactionCase):
    """A name that Odoo uses is not ours: what takes one extends what Odoo does under it."""

    def _get_overrides(self):
        """Yield ``(class of ours, name, what it is there)`` of each method of Odoo we override."""
        for model_class in self.env.registry.values():
            # Definitions alone: the classes that Odoo makes of them hold only fields.
            parents = [base for base in model_class.mro() if getattr(base, "pool", None) is None]
            for index, ours in enumerate(parents):
                if not ours.__module__.startswith(OURS):
                    continue
                for name, value in vars(ours).items():
                    if not name.startswith("__") and any(
                        isinstance(vars(parent).get(name), METHODS)
                        for parent in parents[index + 1 :]
                        if not parent.__module__.startswith(OURS)
                    ):
                        yield ours, name, value

    def test_methods_of_odoo_are_extended(self):
        replaced = {
            f"{ours.__name__}.{name}"
            for ours, name, value in self._get_overrides()
            if name not in LEFT_TO_MODELS and not (inspect.isfunction(value) and calls_super(value))
        }
        self.assertEqual(replaced, set(REPLACED))

    def test_there_are_overrides(self):
        """Otherwise the test above would look in the wrong place."""
        names = {f"{ours.__name__}.{name}" for ours, name, _value in self._get_overrides()}
        self.assertIn("RectificationFinding.create", names)
