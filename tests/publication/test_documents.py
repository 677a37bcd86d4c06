import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.base.models.ir_actions_report import _wkhtml

from ..prints.test_prints import UNIT_LIST, PrintCase
from ..review.test_review import ReviewCase

NOTICE = "rectification_campaign.print_notice"
SIGNOFF = "rectification_campaign.print_signoff"
BODY = """经督导检查，发现你单位存在以下突出问题。
一、总体要求
坚持问题导向，对照清单逐项整改，做到件件有着落、事事有回音，坚决防止以形式主义反对形式主义。
（一）压实责任。主要负责人为第一责任人。
1.立行立改的问题，五个工作日内完成。"""


class DocumentCase(PrintCase):
    """A notice to the township about a finding that is on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("rectification_campaign.document_prefix", "整治办")
        cls.finding = cls._find(cls.sheet, 1, cls.user_liaison)
        cls.finding.with_user(cls.user_liaison).action_open()
        cls.notice = cls._write(cls.finding)

    @classmethod
    def _write(cls, findings, **values):
        return (
            cls.env["rectification.document"]
            .with_user(cls.user_officer)
            .create({"dossier_id": findings.dossier_id.id, "finding_ids": findings.ids, **values})
        )

    @classmethod
    def _make_overdue(cls, finding):
        cls._set_values(finding, deadline=cls.today - timedelta(days=3), light="red")


@tagged("post_install", "-at_install")
class TestDocument(DocumentCase):
    """Numbers, steps and rights of official documents."""

    def test_numbers_run_by_year(self):
        second, third = self._write(self.finding), self._write(self.finding)
        year = self.today.year
        third.date = f"{year + 1}-01-05"
        (self.notice | second).action_issue()
        third.action_issue()
        self.assertRecordValues(
            self.notice | second | third,
            [
                {"reference": f"整治办〔{year}〕1号", "date": self.today},
                {"reference": f"整治办〔{year}〕2号", "date": self.today},
                {
                    "reference": f"整治办〔{year + 1}〕1号",
                    "date": fields.Date.to_date(f"{year + 1}-01-05"),
                },
            ],
        )
        entry = self.env["rectification.signoff"].search(
            [("res_model", "=", second._name), ("res_id", "=", second.id)]
        )
        self.assertRecordValues(entry, [{"transition": "issued", "dossier_id": self.dossier.id}])

    def test_issued_stays_as_it_is(self):
        self.notice.action_issue()
        for values in (
            {"body": "Other"},
            {"finding_ids": False},
            {"number": 7},
            {"state": "draft"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.notice.write(values)
        with self.assertRaises(UserError):
            self.notice.unlink()
        self._write(self.finding).unlink()

    def test_what_is_missing_is_said(self):
        self.notice.write({"finding_ids": False, "body": " "})
        with self.assertRaisesRegex(UserError, "name the findings.*\n.*write the text"):
            self.notice.action_issue()
        reminder = self._write(self.finding, kind="supervision")
        with self.assertRaisesRegex(UserError, "is not overdue"):
            reminder.action_issue()
        self._make_overdue(self.finding)
        reminder.action_issue()
        elsewhere = self._find(self._sheet(self.school), 1, self.user_school)
        wrong = self._write(self.finding)
        wrong.finding_ids = elsewhere
        with self.assertRaisesRegex(UserError, "belong to another unit"):
            wrong.action_issue()

    def test_rights(self):
        Document = self.env["rectification.document"]
        for user in (self.user_liaison, self.user_observer, self.user_stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Document.with_user(user).create({"dossier_id": self.dossier.id})
        for user, before, after in (
            (self.user_liaison, False, True),
            (self.user_cadre, False, False),
            (self.user_school, False, False),
            (self.user_observer, True, True),
        ):
            with self.subTest(user=user.login):
                seen = Document.with_user(user).search([("id", "=", self.notice.id)])
                self.assertEqual(bool(seen), before)
                if before != after:
                    self.notice.action_issue()
                    seen = Document.with_user(user).search([("id", "=", self.notice.id)])
                    self.assertTrue(seen)
        self._add_member(self.school, self.user_officer2, "cadre")
        other = self._write(self._find(self._sheet(self.school), 1, self.user_school))
        other.finding_ids.with_user(self.user_school).action_open()
        with self.assertRaisesRegex(UserError, "not on the unit's roster"):
            other.with_user(self.user_officer2).action_issue()

    def test_drafts_from_the_findings(self):
        elsewhere = self._find(self._sheet(self.school), 1, self.user_school)
        findings = (self.finding | elsewhere).with_user(self.user_officer)
        action = findings.action_write_notice()
        documents = self.env["rectification.document"].search(action["domain"])
        self.assertEqual(documents.dossier_id, self.dossier | self._dossier(self.school))
        with self.assertRaisesRegex(UserError, "None of these findings is overdue"):
            findings.action_write_supervision()
        self._make_overdue(elsewhere)
        action = findings.action_write_supervision()
        document = self.env["rectification.document"].browse(action["res_id"])
        self.assertRecordValues(
            document, [{"kind": "supervision", "finding_ids": elsewhere.ids, "addressee": "School"}]
        )
        self.assertIn("has passed its deadline", document.body)


@tagged("post_install", "-at_install")
class TestDocumentPrint(DocumentCase):
    """The pages of official documents."""

    def test_text(self):
        self.notice.write({"body": BODY, "copy_to": "County Office", "reply_deadline": self.today})
        self.notice.action_issue()
        (text,) = self._print_html(NOTICE, self.notice, self.user_liaison)
        for part in (
            self.notice.reference,
            "Rectification Notice",
            "Township：",
            "一、总体要求",
            "Found under item 1",
            "Report the result to us in writing by",
            "Copy to: County Office",
        ):
            self.assertIn(part, text)
        with self.assertRaises(AccessError):
            self._print_html(NOTICE, self.notice, self.user_school)

    def test_first_print_is_kept(self):
        draft = self._print_pdf(NOTICE, self.notice, self.user_officer)
        self.assertTrue(draft)
        self.notice.action_issue()
        first = self._print_pdf(NOTICE, self.notice, self.user_officer)
        self._set_values(self.finding, description="Something else")
        again = self._print_pdf(NOTICE, self.notice, self.user_officer)
        self.assertEqual(first, again)
        self.assertNotEqual(draft, first)

    def test_several_are_kept_one_by_one(self):
        other = self._write(self.finding)
        (self.notice | other).action_issue()
        content = self._print_pdf(NOTICE, self.notice | other, self.user_officer)
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", other._name), ("res_id", "in", (self.notice | other).ids)]
        )
        self.assertEqual(len(attachments), 2)
        __, texts = self._read_pages(content)
        numbers = [re.search(r"—(\d)—", text)[1] for text in texts]
        self.assertEqual(numbers, ["1", "2", "1", "2"])

    def test_sign_off_sheet(self):
        (text,) = self._print_html(SIGNOFF, self.finding, self.user_liaison)
        self.assertIn("Application for Sign-Off", text)
        self.assertIn("Nobody has signed yet.", text)
        self._put_right(self.finding, self.user_liaison)
        self.finding.with_user(self.user_head).action_confirm()
        self.finding.with_user(self.user_officer).action_accept()
        (text,) = self._print_html(SIGNOFF, self.finding, self.user_liaison)
        self.assertIn("Sign-Off Sheet", text)
        chain = [
            self.user_liaison.name,
            "Confirmed by the Head",
            self.user_head.name,
            self.user_officer.name,
            "Officer of the leading group",
        ]
        places = [text.index(part, text.index("Signed As")) for part in chain]
        self.assertEqual(places, sorted(places))
        self.assertIn("Put right as planned", text)
        with self.assertRaises(AccessError):
            self._print_html(SIGNOFF, self.finding, self.user_school)

    def test_bulletin(self):
        bulletin = (
            self.env["rectification.bulletin"]
            .with_user(self.user_officer)
            .create({"name": "On Meetings", "campaign_id": self.campaign.id, "body": BODY})
        )
        report = "rectification_campaign.print_bulletin"
        (text,) = self._print_html(report, bulletin, self.user_observer)
        self.assertIn("On Meetings", text)
        self.assertIn("All units：", text)
        self.assertIn("（一）压实责任。主要负责人为第一责任人。", text)

    def test_settings_say_what_prints(self):
        module = "odoo.addons.rectification_campaign.models.prints.res_config_settings._wkhtml"
        for state, patched, said in (
            ("ok", True, "good"),
            ("ok", False, "plain"),
            ("install", False, "none"),
        ):
            program = _wkhtml()._replace(is_patched_qt=patched, state=state)
            with self.subTest(said=said), patch(module, lambda program=program: program):
                settings = self.env["res.config.settings"].new({})
                self.assertEqual(settings.rectification_print_state, said)

    def test_without_the_patches_of_qt(self):
        program = _wkhtml()._replace(is_patched_qt=False)
        records = self.dossier | self._dossier(self.school)
        module = "odoo.addons.rectification_campaign.report.prints.ir_actions_report._wkhtml"
        with patch(module, lambda: program):
            content = self._print_pdf(UNIT_LIST, records, self.user_officer)
        __, texts = self._read_pages(content)
        self.assertEqual(len(texts), 2)
        self.assertIn("Township", texts[0])
        self.assertIn("School", texts[1])
        self.assertNotIn("—1—", "".join(texts))


@tagged("post_install", "-at_install")
class TestReviewPrint(ReviewCase):
    """The opinion on a review says what was looked at and what came of it."""

    def test_opinion(self):
        review = self._assign()
        self._judge(review, self.closed, "untrue", "The meetings are as many as before")
        self._judge(review, self.pending, "confirmed")
        review.summary = "Look at the meetings again"
        review.action_return()
        reports = self.env["ir.actions.report"].with_user(self.user_officer)
        report = "rectification_campaign.print_review"
        content = reports._render_qweb_html(report, review.ids)[0].decode()
        for text in (
            "Review Opinion",
            "Township：",
            "Findings looked at: 2, of them not confirmed: 1",
            "Conclusion: Returned.",
            "Look at the meetings again",
            "The meetings are as many as before",
            "Untrue",
            self.closed.reference,
        ):
            self.assertIn(text, content)
        with self.assertRaises(AccessError):
            reports.with_user(self.user_school)._render_qweb_html(report, review.ids)
