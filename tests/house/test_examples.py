import doctest
import importlib
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ... import tools

TOOLS = Path(tools.__file__).parent


@tagged("post_install", "-at_install")
class TestExamples(BaseCase):
    """The examples in the docstrings of the plain Python are true."""

    def test_examples(self):
        attempted = 0
        for path in sorted(TOOLS.rglob("*.py")):
            parts = path.relative_to(TOOLS).with_suffix("").parts
            module = importlib.import_module(".".join((tools.__name__, *parts)))
            with self.subTest(file="/".join(parts)):
                result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
                self.assertEqual(result.failed, 0)
                attempted += result.attempted
        self.assertGreater(attempted, 100)
