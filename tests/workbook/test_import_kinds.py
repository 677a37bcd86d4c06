import inspect

from odoo.tests import tagged

from ...models.workbook.kinds import KINDS
from ...models.workbook.kinds.base import ImportKind
from ...models.workbook.kinds.table import TableKind
from ..common import RectificationCase
from .workbooks import WorkbookMixin


@tagged("post_install", "-at_install")
class TestImportKinds(WorkbookMixin, RectificationCase):
    """Every kind of file has its class, and what is only tried out leaves nothing behind."""

    def test_every_kind_has_its_class(self):
        field = self.env["rectification.workbook.import"]._fields["kind"]
        self.assertEqual(list(KINDS), [name for name, __ in field.selection])
        for name, kind in KINDS.items():
            with self.subTest(kind=name):
                self.assertTrue(issubclass(kind, ImportKind))
                for base in (ImportKind, TableKind):
                    for method, function in inspect.getmembers(base, inspect.isroutine):
                        if issubclass(kind, base) and not method.startswith("__"):
                            self.assertNotIn(
                                "raise NotImplementedError",
                                inspect.getsource(getattr(kind, method)),
                                f"{method} of {function.__qualname__} is left open",
                            )

    def test_every_column_of_a_list_can_be_chosen(self):
        field = self.env["rectification.workbook.import.column"]._fields["target"]
        offered = {name for name, __ in field.selection}
        for name, kind in KINDS.items():
            if issubclass(kind, TableKind):
                with self.subTest(kind=name):
                    self.assertLessEqual(set(kind.headings.targets), offered)
                    self.assertIn(kind.headings.required, kind.headings.targets)

    def test_trying_out_cannot_be_asked_for(self):
        """A remote caller sends any context, and still no finding is born without its number."""
        self._launch()
        sheet = self._sheet(self.township)
        line = self._find(sheet, 1, self.user_liaison).check_line_id
        model = self.env["rectification.finding"].with_user(self.user_liaison)
        for value in (True, "TRYING_OUT", {"rectification_trying_out": True}, object()):
            with self.subTest(value=value):
                finding = model.with_context(rectification_trying_out=value).create(
                    {"check_line_id": line.id, "description": "Found"}
                )
                self.assertTrue(finding.reference)
