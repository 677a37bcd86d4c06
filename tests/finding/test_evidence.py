import base64
import hashlib
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestEvidence(RectificationCase):
    """A file, a record of this Odoo, or a sentence: taken down as it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.finding = cls._find(cls._sheet(cls.township), 1, cls.user_liaison).with_env(cls.env)
        cls.partner = cls.env["res.partner"].create({"name": "Meeting Room", "city": "Here"})

    def _add(self, user=None, **values):
        return (
            self.env["rectification.evidence"]
            .with_user(user or self.user_liaison)
            .create({"finding_id": self.finding.id, **values})
        )

    def test_file(self):
        evidence = self._add(file=base64.b64encode(b"Minutes"), file_name="minutes.txt")
        attachment = evidence.sudo().attachment_id
        self.assertRecordValues(
            evidence,
            [
                {
                    "kind": "attachment",
                    "name": "minutes.txt",
                    "digest": hashlib.sha256(b"Minutes").hexdigest(),
                    "is_changed": False,
                }
            ],
        )
        self.assertRecordValues(
            attachment, [{"res_model": "rectification.evidence", "res_id": evidence.id}]
        )
        evidence.write({"file": base64.b64encode(b"Better minutes")})
        self.assertEqual(evidence.digest, hashlib.sha256(b"Better minutes").hexdigest())
        self.assertFalse(attachment.exists(), "the file that was replaced is gone")
        attachment = evidence.sudo().attachment_id
        evidence.unlink()
        self.assertFalse(attachment.exists())

    def test_a_form_takes_the_title_from_what_is_added(self):
        evidence = self.env["rectification.evidence"].with_user(self.user_liaison)
        with Form(evidence.with_context(default_finding_id=self.finding.id)) as form:
            self.assertEqual(form.name, "Evidence", "as long as there is nothing better")
            form.kind = "note"
            form.note = "Notice board, ground floor"
        self.assertEqual(form.record.name, "Notice board, ground floor")

    def test_note(self):
        evidence = self._add(kind="note", note="Notice board, ground floor\nsince May")
        self.assertRecordValues(
            evidence, [{"name": "Notice board, ground floor", "is_changed": False}]
        )
        digest = evidence.digest
        evidence.note = "Notice board, first floor"
        self.assertNotEqual(evidence.digest, digest)

    def test_record(self):
        evidence = self._add(kind="record", reference=f"res.partner,{self.partner.id}")
        self.assertRecordValues(
            evidence,
            [{"name": "Meeting Room", "frozen_title": "Meeting Room", "is_changed": False}],
        )
        self.assertEqual(evidence.digest, evidence._compute_record_digest())
        self.partner.city = "Elsewhere"
        evidence.invalidate_recordset()
        self.assertTrue(evidence.is_changed)
        self.partner.write({"city": "Here", "name": "Renamed"})
        evidence.invalidate_recordset()
        self.assertTrue(evidence.is_changed)
        self.assertEqual(evidence.frozen_title, "Meeting Room", "as it was when it was added")

    def test_chatter_of_the_record_changes_nothing(self):
        evidence = self._add(kind="record", reference=f"res.partner,{self.partner.id}")
        self.partner.message_post(body=self.partner.name)
        self.partner.activity_schedule("mail.mail_activity_data_todo", user_id=self.env.uid)
        evidence.invalidate_recordset()
        self.assertFalse(evidence.is_changed)

    def test_record_looks_the_same_to_everybody(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        industry = self.env["res.partner.industry"].create({"name": "Farming"})
        industry.with_context(lang="zh_CN").name = "农业"
        evidence = self._add(kind="record", reference=f"res.partner.industry,{industry.id}")
        self.user_officer.write({"lang": "zh_CN", "tz": "Asia/Shanghai"})
        officer = evidence.with_user(self.user_officer).with_context(
            lang="zh_CN", tz="Asia/Shanghai"
        )
        self.assertFalse(officer.is_changed)

    def test_deleted_record(self):
        evidence = self._add(kind="record", reference=f"res.partner,{self.partner.id}")
        self.partner.unlink()
        evidence.invalidate_recordset()
        self.assertTrue(evidence.is_changed)
        self.assertEqual(evidence.frozen_title, "Meeting Room")
        self._read_as(self.user_officer, evidence)

    def test_unreadable_record(self):
        """What the user may not read serves as no evidence; what others added shows its title."""
        group = self.env.ref("base.group_system")
        hidden = self.env["mail.blacklist"].create({"email": "a@county.example.com"})
        with self.assertRefused(exception=AccessError):
            self._add(kind="record", reference=f"{hidden._name},{hidden.id}")
        self.user_liaison.group_ids = [Command.link(group.id)]
        evidence = self._add(kind="record", reference=f"{hidden._name},{hidden.id}")
        self.user_liaison.group_ids = [Command.unlink(group.id)]
        for user in (self.user_liaison, self.user_head, self.user_officer, self.user_observer):
            self._read_as(user, evidence)

    def _read_as(self, user, evidence):
        """Read the evidence the way the finding's form does."""
        self.env.flush_all()
        self.env.invalidate_all()
        fields_read = {
            "kind": {},
            "name": {},
            "reference": {},
            "frozen_title": {},
            "frozen_on": {},
            "is_changed": {},
        }
        (piece,) = evidence.with_user(user).web_read(fields_read)
        self.assertEqual(piece["name"], evidence.sudo().name)
        (finding,) = self.finding.with_user(user).web_read(
            {"evidence_ids": {"fields": fields_read}}
        )
        self.assertEqual(finding["evidence_ids"], [piece])
        return piece

    def test_nothing_chosen(self):
        for values, sentence in (
            ({"kind": "attachment", "name": "X"}, "Choose the file"),
            ({"kind": "record", "name": "X"}, "Choose the record"),
            ({"kind": "note", "name": "X", "note": " "}, "Say where"),
        ):
            with self.assertRefused(sentence):
                self._add(**values)

    def test_offered_records(self):
        offered = dict(
            self.env["rectification.evidence"].with_user(self.user_liaison)._selection_reference()
        )
        self.assertIn("rectification.finding", offered)
        self.assertIn("res.partner", offered)
        for hidden in ("ir.rule", "res.users.log", "rectification.signoff"):
            self.assertNotIn(hidden, offered)

    def test_evidence_stays_with_its_finding(self):
        evidence = self._add(kind="note", note="Here")
        other = self._find(self._sheet(self.township), 2, self.user_liaison)
        with self.assertRefused("stays with its finding"):
            evidence.write({"finding_id": other.id})
        # Nobody adds evidence to what is not theirs to put right.
        with self.assertRefused(exception=AccessError):
            self._add(user=self.user_school, kind="note", note="There")
        for user in (self.user_officer, self.user_observer):
            with self.assertRefused(exception=AccessError):
                self._add(user=user, kind="note", note="x")

    def test_signed_evidence_stays(self):
        finding = self._find(self._sheet(self.township), 2, self.user_liaison)
        evidence = (
            self.env["rectification.evidence"]
            .with_user(self.user_liaison)
            .create({"finding_id": finding.id, "file": b"SGVsbG8=", "file_name": "minutes.txt"})
        )
        attachment = evidence.sudo().attachment_id
        self._put_right(finding, self.user_head)
        sentence = ("minutes.txt", "somebody has signed", "Add another piece")
        unit = evidence.with_user(self.user_liaison)
        for attempt in (
            lambda: unit.write({"note": "Other"}),
            lambda: unit.write({"file": b"T3RoZXI="}),
            unit.unlink,
            evidence.sudo().unlink,
            attachment.unlink,
            lambda: attachment.write({"raw": b"Other"}),
            lambda: attachment.write({"res_id": False}),
            attachment.with_user(self.user_liaison).unlink,
        ):
            with self.assertRefused(*sentence):
                attempt()
        with self.assertRefused("taken by the system itself"):
            unit.write({"digest": "0"})
        # Returned, the unit may add a piece, but what was signed for stays.
        with freeze_time(fields.Datetime.now() + timedelta(minutes=1)):
            finding.with_user(self.user_officer).write(
                {"state": "in_progress", "return_reason": "More"}
            )
            with self.assertRefused(*sentence):
                unit.unlink()
            more = self._add_evidence(finding, self.user_liaison, note="More")
            more.unlink()
