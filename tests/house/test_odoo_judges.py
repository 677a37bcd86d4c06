"""The checks that Odoo runs on its own addons, run on this one.

Left out of ``test_lint``: ``test_l10n`` (accounting packages), ``test_eslint`` (``bin/lint`` runs
eslint; ``TestEslintRules`` compares the rules), ``test_test_holes`` (``TestHouse`` looks for
forgotten tests), and ``test_checkers``, which tests the checkers.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import odoo
from odoo.modules import Manifest
from odoo.tests import BaseCase, tagged

from odoo.addons.base.tests import test_overrides
from odoo.addons.test_lint.tests import (
    test_docstring,
    test_i18n,
    test_index,
    test_jstranslate,
    test_manifests,
    test_markers,
    test_naming,
    test_onchange_domains,
    test_orm_import,
    test_override_signatures,
    test_pofile,
    test_routes,
)

MODULE = "rectification_campaign"
ROOT = Path(__file__).resolve().parents[2]


@tagged("post_install", "-at_install")
class TestEmptyRecordsets(test_overrides.TestOverrides):
    """Create, write, unlink and default_get of nothing give what Odoo expects."""

    allow_inherited_tests_method = True


@tagged("post_install", "-at_install")
class TestOverrideSignatures(test_override_signatures.TestLintOverrideSignatures):
    """An override can be called like the method of Odoo that it stands for."""

    allow_inherited_tests_method = True


@tagged("post_install", "-at_install")
class TestParameterNames(test_naming.TestNaming):
    """Public methods can be called over RPC."""

    allow_inherited_tests_method = True


@tagged("post_install", "-at_install")
class TestRoutes(test_routes.RoutesLinter):
    """No route repeats what it inherits."""

    allow_inherited_tests_method = True


@tagged("post_install", "-at_install")
class TestDocstrings(test_docstring.TestDocstring):
    """Docstrings are correct reStructuredText and name the parameters that exist."""

    allow_inherited_tests_method = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo checks the text of its own module `base`; here it is this addon's.
        cls.classPatch(test_docstring, "MODULES_TO_LINT", (MODULE,))


@tagged("post_install", "-at_install")
class TestIndexes(test_index.TestIndex):
    """What a one2many looks up has an index."""

    allow_inherited_tests_method = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        covered = {
            "rectification.finding.campaign_id",  # covered by the first key of _figures_idx
        }
        cls.classPatch(
            test_index,
            "BTREE_INDEX_IGNORE_FIELDS",
            test_index.BTREE_INDEX_IGNORE_FIELDS | covered,
        )


class OurFilesOnly:
    """For the checks that read the files of every addon: they read those of this one."""

    allow_inherited_tests_method = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ours = [Manifest.for_addon(MODULE)]
        cls.startClassPatcher(patch.object(Manifest, "all_addon_manifests", lambda: ours))


@tagged("post_install", "-at_install")
class TestComponentTexts(OurFilesOnly, test_i18n.TestI18n):
    """Texts given to a component can be translated."""


@tagged("post_install", "-at_install")
class TestScriptTexts(OurFilesOnly, test_jstranslate.TestJsTranslations):
    """Texts in JavaScript can be translated."""


@tagged("post_install", "-at_install")
class TestManifest(OurFilesOnly, test_manifests.ManifestLinter):
    """The manifest has known keys with values of the right type."""


@tagged("post_install", "-at_install")
class TestMergeMarkers(OurFilesOnly, test_markers.TestConflictMarkers):
    """No file holds the markers of a merge."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(odoo.addons, "__path__", [str(ROOT)]))
        cls.startClassPatcher(patch.object(odoo, "__path__", []))


@tagged("post_install", "-at_install")
class TestOnchangeDomains(OurFilesOnly, test_onchange_domains.TestOnchangeDomains):
    """No onchange returns a domain."""


@tagged("post_install", "-at_install")
class TestOrmImports(OurFilesOnly, test_orm_import.TestDunderinit):
    """Nothing is imported from Odoo's inner modules."""


@tagged("post_install", "-at_install")
class TestTranslationTemplate(OurFilesOnly, test_pofile.PotLinter):
    """No entry of the template stands twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(test_pofile, "get_modules", lambda: [MODULE])


@tagged("post_install", "-at_install")
class TestOdooCheckers(BaseCase):
    """Odoo's own checkers for pylint: SQL, translations, unlink.

    The checks of pylint itself that ``test_pylint`` adds to them are ruff's in ``bin/lint``.
    """

    CHECKS = (
        "sql-injection",
        "missing-gettext",
        "gettext-variable",
        "gettext-placeholders",
        "gettext-repr",
        "raise-unlink-override",
    )
    PLUGINS = (
        "_pylint_path_setup",
        "_odoo_checker_sql_injection",
        "_odoo_checker_gettext",
        "_odoo_checker_unlink_override",
    )

    def test_checkers(self):
        addon = Path(Manifest.for_addon(MODULE).path)
        plugins = Path(test_index.__file__).parent
        result = subprocess.run(
            [
                *(sys.executable, "-m", "pylint", f"--rcfile={os.devnull}", "--score=no"),
                f"--load-plugins={','.join(self.PLUGINS)}",
                *("--disable=all,unknown-option-value", f"--enable={','.join(self.CHECKS)}"),
                # The checkers themselves pass over tests.
                "--ignore=tests,bench,bin",
                addon,
            ],
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(plugins), *sys.path]),
                "ADDONS_PATH": os.pathsep.join(odoo.addons.__path__),
            },
        )
        self.assertEqual((result.returncode, result.stdout), (0, ""), result.stderr)


@tagged("post_install", "-at_install")
class TestEslintRules(BaseCase):
    """``bin/lint`` runs eslint with all rules that Odoo has for its own JavaScript."""

    def test_rules(self):
        text = (Path(test_index.__file__).parent / "eslintrc").read_text(encoding="utf-8")
        odoos = json.loads(re.sub(r",(?=\s*\n\s*[\]}])", "", text))["rules"]
        ours = json.loads((ROOT / ".eslintrc.json").read_text(encoding="utf-8"))["rules"]
        self.assertEqual({name: ours.get(name) for name in odoos}, odoos)
