import doctest
import inspect
import os
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged

from ...models.core import flows
from ...models.core.flows import FLOWS
from ...tools.core import flow_page
from ...tools.core.flow import Transition

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "flows.md"
BEGINNING = "Blocks "


@tagged("post_install", "-at_install")
class TestFlowPage(TransactionCase):
    """``docs/flows.md`` says what the tables of ``models/core/flows.py`` say."""

    def _get_guard_words(self, model, guard):
        """Return when a guard blocks, in the words of the rooms that have a part in it."""
        words = []
        for cls in reversed(type(model).__mro__):
            if guard in vars(cls):
                paragraph = inspect.getdoc(vars(cls)[guard]).split("\n\n")[0]
                self.assertTrue(
                    paragraph.startswith(BEGINNING),
                    f"{cls.__module__}.{guard}: its docstring begins with “{BEGINNING}”, for "
                    "docs/flows.md",
                )
                words.append(" ".join(paragraph.split()).removeprefix(BEGINNING).rstrip("."))
        self.assertTrue(words, f"{model._name} has no method {guard}")
        return "; ".join(words)

    def _get_table(self, name):
        model = self.env[name].with_context(lang="en_US")
        flow = model._get_flow()
        guards = {step.guard for step in flow.values()} - {""}
        return flow_page.FlowTable(
            label=model._description,
            flow=flow,
            states=dict(model._fields["state"]._description_selection(model.env)),
            initial=model._get_initial_states(),
            roles=model._get_role_labels(),
            guards={guard: self._get_guard_words(model, guard) for guard in guards},
            fields={
                field: model._fields[field]._description_string(model.env)
                for field in model._get_reason_names()
            },
        )

    def _get_chinese(self):
        """Return ``{English label: Chinese term}``."""
        translation = polib.pofile(ROOT / "i18n" / "zh_CN.po")
        return {entry.msgid: entry.msgstr for entry in translation.translated_entries()}

    def test_page_is_up_to_date(self):
        page = flow_page.make_page(map(self._get_table, FLOWS), self._get_chinese())
        if os.environ.get("RECTIFICATION_WRITE_PAGES"):
            PAGE.write_text(page, encoding="utf-8")
        self.assertEqual(
            PAGE.read_text(encoding="utf-8") if PAGE.exists() else "", page, "run bin/flows"
        )

    def test_every_flow_stands_in_one_place(self):
        mixin = self.registry["rectification.flow.mixin"]
        names = {
            name
            for name, model in self.registry.items()
            if issubclass(model, mixin) and not model._abstract
        }
        self.assertEqual(names, set(FLOWS))
        for name, flow in FLOWS.items():
            with self.subTest(model=name):
                self.assertIs(self.env[name]._get_flow(), flow)
                states = dict(self.env[name]._fields["state"].selection)
                self.assertLessEqual({state for step in flow for state in step}, set(states))

    def test_comments_name_the_records(self):
        source = inspect.getsource(flows)
        chinese = self._get_chinese()
        for name in FLOWS:
            self.assertIn(f"({chinese[self.env[name]._description]}): ", source, name)

    def test_page_of_a_small_flow(self):
        self.assertEqual(doctest.testmod(flow_page).failed, 0)
        table = flow_page.FlowTable(
            label="Letter",
            flow={
                ("draft", "sent"): Transition(("writer", "head"), "_get_reasons", signed=True),
                ("sent", "draft"): Transition(("head",), reason_field="why"),
            },
            states={"draft": "Draft", "sent": "Sent"},
            initial=("draft",),
            roles={"writer": "who wrote it", "head": "the head"},
            guards={"_get_reasons": "without an address"},
            fields={"why": "Why It Came Back"},
        )
        page = flow_page.make_page([table], {"Letter": "信", "Draft": "草稿", "Sent": "已发出"})
        self.assertEqual(
            page.removeprefix(flow_page.HEAD),
            """
## Letter（信）

Begins as: Draft（草稿）.

| From | To | Who | Blocked | Reason in | Signed |
| --- | --- | --- | --- | --- | --- |
| Draft（草稿） | Sent（已发出） | who wrote it; the head | without an address |  | yes |
| Sent（已发出） | Draft（草稿） | the head |  | Why It Came Back |  |
""",
        )
        with self.assertRaises(KeyError):
            flow_page.make_page([table], {})
