from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .test_documents import BODY, DocumentCase

REPORT = "rectification_campaign.print_final_report"


@tagged("post_install", "-at_install")
class TestFinalReport(DocumentCase):
    """The final report: a person's text, the ledger's figures, typical problems without names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls._find(
            cls._sheet(cls.school), 5, cls.user_school, description="School Head asked twice"
        )
        cls.elsewhere.with_user(cls.user_school).action_open()
        cls.report = cls.campaign.with_user(cls.user_officer)

    def _read(self, **context):
        (text,) = self._print_html(REPORT, self.campaign, self.user_observer, **context)
        return text

    def test_text_and_figures(self):
        self._put_right(self.finding, self.user_liaison)
        self.finding.with_user(self.user_head).action_confirm()
        self.finding.with_user(self.user_officer).action_accept()
        self.report.final_report = BODY
        text = self._read()
        for part in (
            "Final Report on Campaign under Test",
            "一、总体要求",
            "1. Figures",
            "Units that take part: 3; lists handed in: 0",
            "Problems found: 2; put right: 1; being put right: 0; not yet begun: 1",
            "rate of completion: 50.0%",
            "2. Problems Found Most Often",
        ):
            self.assertIn(part, text)
        self.assertRegex(text, r"Area 1 ?1 ?1 ?0 ?0 ?100.0%")
        self.assertRegex(text, r"School ?1 ?0 ?0 ?1 ?0.0%")
        # item, how often, in how many units, how many put right
        self.assertRegex(text, r"1 ?Item 1 ?1 ?1 ?1 ?5 ?Item 5 ?1 ?1 ?0")
        self.assertNotIn("Typical Problems", text)
        self.assertNotIn("Long-Term Mechanisms", text)
        content = self._print_pdf(REPORT, self.campaign, self.user_observer)
        __, texts = self._read_pages(content)
        self.assertIn("FinalReport", texts[0])

    def test_items_are_counted_over_units(self):
        for __ in range(2):
            self._find(self._sheet(self.school), 1, self.user_school)
        self.assertRegex(self._read(), r"1 ?Item 1 ?3 ?2 ?0")

    def test_typical_problems_name_nobody(self):
        self.report.typical_finding_ids = self.elsewhere
        text = self._read()
        self.assertIn("3. Typical Problems", text)
        self.assertIn("某人 asked twice", text)
        self.assertNotIn("School Head", text)
        self.assertRegex(text, r"1 ?School ?5\. Item 5")
        self.report.typical_without_units = True
        self.assertRegex(self._read(), r"1 ?某学校 ?5\. Item 5")

    def test_named_from_the_list(self):
        findings = (self.finding | self.elsewhere).with_user(self.user_officer)
        findings.action_name_typical()
        findings[0].action_name_typical()
        self.assertEqual(self.report.typical_finding_ids, findings)
        found = self.env["rectification.finding"].with_user(self.user_observer)
        self.assertEqual(found.search([("typical_campaign_ids", "!=", False)]), findings)

    def test_what_does_not_stand_is_not_typical(self):
        draft = self._find(self._sheet(self.school), 2, self.user_school)
        with self.assertRaisesRegex(UserError, f"{draft.reference}.*a draft"):
            draft.with_user(self.user_officer).action_name_typical()
        self.elsewhere.with_user(self.user_officer).action_name_typical()
        self.elsewhere.with_user(self.user_officer).write(
            {"state": "rejected", "return_reason": "Nothing in it"}
        )
        self.assertNotIn("Typical Problems", self._read())
        other = self._add_campaign("Another Campaign")
        with self.assertRaisesRegex(ValidationError, f"{self.finding.reference}.*another campaign"):
            other.typical_finding_ids = self.finding

    def test_rights(self):
        for user in (self.user_liaison, self.user_observer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.finding.with_user(user).action_name_typical()
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.user_liaison).read(["typical_finding_ids"])
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.user_observer).typical_finding_ids = [Command.clear()]

    def test_mechanisms(self):
        create = self.env["rectification.mechanism"].with_user(self.user_officer).create
        rules = create(
            [
                {
                    "name": name,
                    "kind": kind,
                    "document_number": number,
                    "date_in_force": "2026-05-08",
                    "campaign_id": self.campaign.id,
                    "unit_id": unit.id,
                }
                for name, kind, number, unit in (
                    ("Rules of the School", "changed", "〔2026〕3号", self.school),
                    ("Rules of the County", "made", "〔2026〕4号", self.env["rectification.unit"]),
                    ("Left a Draft", "made", False, self.school),
                )
            ]
        )
        rules[:2].action_put_in_force()
        text = self._read()
        self.assertIn("Long-Term Mechanisms", text)
        self.assertIn("mechanisms made: 2", text)
        self.assertIn("〔2026〕3号", text)
        self.assertLess(text.index("Rules of the County"), text.index("Rules of the School"))
        self.assertNotIn("Left a Draft", text)

    def test_headings_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "rectification_campaign")]
        )._update_translations(["zh_CN"])
        self.report.typical_finding_ids = self.elsewhere
        text = self._read(lang="zh_CN")
        for heading in ("一、", "二、", "三、典型问题"):
            self.assertIn(heading, text)
