import doctest

from odoo.tests import BaseCase, tagged

from ...tools.prints import charts, fonts, official, style


@tagged("post_install", "-at_install")
class TestPrintTools(BaseCase):
    """What prints are drawn with does what its docstrings show."""

    def test_doctests(self):
        for module in (charts, fonts, official, style):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)
