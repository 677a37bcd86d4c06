from unittest.mock import patch

from odoo.tests import tagged

from ...tools.prints.fonts import Coverage, find_missing, get_coverage, read_coverage
from ..publication.test_documents import NOTICE, DocumentCase
from .test_prints import UNIT_LIST, PrintCase

# Assigned in 2022; no font of the server is expected to have what the stub leaves out anyway.
RARE = "𠮷"
FONTS = "odoo.addons.rectification_campaign.tools.prints.fonts.get_coverage"
SETTINGS = "odoo.addons.rectification_campaign.models.prints.res_config_settings.get_coverage"


def without(*characters):
    """Return what the installed fonts have, without ``characters``."""
    everything = [(0x20, 0x10FFFF)]
    for character in characters:
        code = ord(character)
        everything = [
            part
            for first, last in everything
            for part in ((first, min(last, code - 1)), (max(first, code + 1), last))
            if part[0] <= part[1]
        ]
    return Coverage([" ".join(f"{first:x}-{last:x}" for first, last in everything)])


@tagged("post_install", "-at_install")
class TestFonts(PrintCase):
    """Characters that no font has are named, never dropped."""

    def _notices(self):
        """Return what was sent to screens since the last time it was asked."""
        self.env.cr.precommit.run()
        sent = self.env["bus.bus"].search([("message", "like", "simple_notification")])
        messages = sent.mapped("message")
        sent.unlink()
        return messages

    def test_rare_names_are_drawn(self):
        """What the usual Chinese fonts of servers have is printed as it is."""
        self.assertEqual(find_missing("王𠮷、李㛃 𫚭"), [])
        self._find(self.sheet, 1, self.user_liaison, description="王𠮷、李㛃")
        content = self._print_pdf(UNIT_LIST, self.dossier, self.user_observer)
        __, texts = self._read_pages(content)
        self.assertIn("㛃", "".join(texts))
        self.assertNotIn("〓", "".join(texts))
        self.assertFalse(self._notices())

    def test_missing_is_named_on_paper_and_screen(self):
        self._find(self.sheet, 1, self.user_liaison, description=f"王{RARE}, again 王{RARE}")
        with patch(FONTS, lambda: without(RARE)):
            content = self._print_pdf(UNIT_LIST, self.dossier, self.user_observer)
        __, texts = self._read_pages(content)
        self.assertEqual("".join(texts).count("王〓U+20BB7"), 2)
        (message,) = self._notices()
        self.assertIn("U+20BB7", message)
        self.assertEqual(message.count("U+20BB7"), 1, "each character once")

    def test_nothing_is_said_where_fonts_cannot_be_asked(self):
        self._find(self.sheet, 1, self.user_liaison, description=f"王{RARE}")
        with patch(FONTS, lambda: Coverage(())):
            self._print_pdf(UNIT_LIST, self.dossier, self.user_observer)
        self.assertFalse(self._notices())

    def test_settings_name_the_people(self):
        settings = self.env["res.config.settings"].with_user(self.user_leader)
        self.assertIn("every character", settings._describe_missing_characters())
        self.member_paper.name = f"王{RARE}"
        with patch(FONTS, lambda: without(RARE)):
            sentence = settings._describe_missing_characters()
        self.assertIn(f"王{RARE} (U+20BB7)", sentence)
        with patch(SETTINGS, lambda: Coverage(())):
            self.assertIn("fc-list", settings._describe_missing_characters())

    def test_coverage(self):
        self.assertTrue(get_coverage())
        self.assertIs(get_coverage(), get_coverage(), "asked once")
        coverage = read_coverage("Song|20-7e 4e00-9fa5\nLast Resort|0-10ffff\nbroken\n")
        self.assertEqual(coverage.find_missing("一 é\n\u200bé\ufe0f𠮷"), ["é", "𠮷"])


@tagged("post_install", "-at_install")
class TestFontsOfDocuments(DocumentCase):
    """A document that lacks a character is printed, but not kept as the one that went out."""

    def test_not_kept(self):
        self.notice.body = f"王{RARE}"
        self.notice.action_issue()
        kept = self.env["ir.attachment"].search_count
        domain = [("res_model", "=", self.notice._name), ("res_id", "=", self.notice.id)]
        with patch(FONTS, lambda: without(RARE)):
            self.assertTrue(self._print_pdf(NOTICE, self.notice, self.user_officer))
            self.assertFalse(kept(domain))
        self._print_pdf(NOTICE, self.notice, self.user_officer)
        self.assertEqual(kept(domain), 1)
