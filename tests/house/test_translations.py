import re

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.translate import TranslationModuleReader

MODULE = "rectification_campaign"
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]")
TAG = re.compile(r"</?([a-zA-Z]+)")


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    """Every sentence a user can see is translated into Chinese, and its gaps are filled alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.translation = polib.pofile(file_path(f"{MODULE}/i18n/zh_CN.po"))

    def _get_foreign_labels(self):
        """Return labels that addons outside the dependencies put on our models, such as sms."""
        known = {"base", "mail", "web", MODULE}
        return {
            field.string
            for model in self.env.values()
            if model._original_module == MODULE
            for field in model._fields.values()
            if field._modules and not known.intersection(field._modules)
        }

    def test_every_term_is_translated(self):
        translated = {entry.msgid for entry in self.translation.translated_entries()}
        used = {
            row[4]
            for row in TranslationModuleReader(self.env.cr, [MODULE])
            if row[4] not in self._get_foreign_labels()
        }
        self.assertTrue(used, "the addon has terms")
        self.assertFalse(sorted(used - translated), "run bin/i18n and translate these terms")

    def test_placeholders_and_tags_are_kept(self):
        for pattern in (PLACEHOLDER, TAG):
            broken = [
                entry.msgid
                for entry in self.translation
                if sorted(pattern.findall(entry.msgid)) != sorted(pattern.findall(entry.msgstr))
            ]
            self.assertFalse(broken)

    def test_nothing_is_left_uncertain(self):
        self.assertFalse([entry.msgid for entry in self.translation.fuzzy_entries()])
        self.assertFalse([entry.msgid for entry in self.translation.obsolete_entries()])
