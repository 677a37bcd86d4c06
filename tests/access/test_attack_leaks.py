import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OWN_SECRET, SECRET, AccessCase


@tagged("post_install", "-at_install")
class TestAttackLeaks(AccessCase):
    """Side doors through which a text could reach somebody whose it is not."""

    def _evidence(self, user, **context):
        return self.env["rectification.evidence"].with_user(user).with_context(**context)

    def test_record_named_as_evidence(self):
        """Title of a record of others: by default from the context, and while a form is open."""
        mine = self._find(self._sheet(self.school), 1, self.user_school)
        foreign = f"rectification.finding,{self.finding.id}"
        pieces = self._evidence(self.user_school, default_reference=foreign)
        try:
            piece = pieces.create({"finding_id": mine.id, "kind": "note", "note": "Mine"})
        except UserError:
            piece = pieces
        self.assertNotIn("Secret", str(piece.mapped("name")))
        self.env.invalidate_all()
        asked = {"name": {}, "reference": {"fields": {"display_name": {}}}, "frozen_title": {}}
        try:
            answer = self._evidence(self.user_school).onchange(
                {"finding_id": mine.id, "kind": "record", "reference": foreign},
                ["reference"],
                asked,
            )
        except UserError:
            answer = ""
        self.assertNotIn("Secret", str(answer))

    def test_groups_by_fields_of_others(self):
        """A field of the leading group cannot be read from the headings of groups either."""
        for model in ("dossier", "finding", "bulletin", "document", "study.session", "review"):
            records = self.env[f"rectification.{model}"].with_user(self.user_head)
            for name, field in records._fields.items():
                if field.type != "many2many" or records._has_field_access(field, "read"):
                    continue
                with self.subTest(model=model, field=name):
                    for ask in (records.formatted_read_group, records.web_read_group):
                        self.assertRaises(AccessError, ask, [], [name])
                    self.assertRaises(AccessError, records._read_group, [], [name])
        own = self.env["rectification.unit"].with_user(self.user_head)
        self.assertTrue(own.formatted_read_group([], ["manager_user_ids"]))

    def test_forms_over_records_of_others(self):
        """A form filled with ids of others shows nothing of what they say."""
        foreign = self.finding.id
        name = {"fields": {"display_name": {}}}
        questions = (
            (
                "action",
                {"finding_id": foreign},
                {"deadline": {}, "member_id": name, "unit_id": name, "finding_id": name},
            ),
            (
                "extension",
                {"finding_id": foreign},
                {"display_name": {}, "old_deadline": {}, "unit_id": name},
            ),
            ("evidence", {"finding_id": foreign}, {"name": {}, "finding_id": name}),
            (
                "finding",
                {"dossier_id": self.dossier.id},
                {"leader_member_id": name, "unit_id": name, "dossier_id": name, "result": {}},
            ),
            (
                "finding",
                {"check_line_id": self.sheet.line_ids[0].id},
                {"responsible_member_id": name, "check_id": name},
            ),
            (
                "study.attendance",
                {"session_id": self.session.id},
                {"session_state": {}, "session_id": name},
            ),
            (
                "mechanism",
                {"unit_id": self.township.id, "campaign_id": self.campaign.id},
                {"dossier_id": name},
            ),
            (
                "study.reflection",
                {"member_id": self.member_cadre.id},
                {"dossier_id": name, "content": {}},
            ),
        )
        for model, values, spec in questions:
            with self.subTest(model=model):
                self.env.invalidate_all()
                records = self.env[f"rectification.{model}"].with_user(self.user_school)
                try:
                    answer = records.onchange(values, list(values), spec)
                except UserError:
                    answer = ""
                self.assertNotIn("Secret", str(answer))

    def test_followers_who_left_get_nothing(self):
        """A former reader who follows a finding gets none of its messages."""
        finding = self.finding
        finding.with_user(self.user_liaison).message_subscribe(
            partner_ids=(self.user_responsible | self.user_head).partner_id.ids
        )
        self.user_responsible.notification_type = self.user_head.notification_type = "inbox"
        self.member_responsible.with_user(self.user_officer).user_id = False
        self.env.flush_all()
        message = finding.with_user(self.user_liaison).message_post(
            body=SECRET, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(message.sudo().notified_partner_ids, self.user_head.partner_id)
        with self.assertRaises(AccessError):
            message.with_user(self.user_responsible).read(["body"])

    def test_nobody_outside_is_told(self):
        outsider = self.user_school.partner_id
        message = self.finding.with_user(self.user_liaison).message_post(
            body=OWN_SECRET,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=outsider.ids,
        )
        self.assertNotIn(outsider, message.sudo().notified_partner_ids)

    def test_minutes_of_others(self):
        self.assertEqual(
            self.session.with_user(self.user_head).with_context(bin_size=False).minutes_file,
            base64.b64encode(SECRET.encode()),
        )

    def test_own_import_after_leaving(self):
        """What somebody brought in for a unit is not theirs to read once they have left it."""
        imports = self.env["rectification.workbook.import"].with_user(self.user_liaison)
        record = imports.create({"dossier_id": self.dossier.id, "file_name": SECRET})
        self.assertTrue(record.has_access("write"))
        self.member_liaison.with_user(self.user_officer).action_archive()
        self.env.flush_all()
        self.assertFalse(record.has_access("read"))
        self.assertFalse(record.has_access("write"))

    def test_archived_line_opens_nothing(self):
        """Leaving the roster takes the own sheet and the work with it, whatever the context."""
        self.member_cadre.with_user(self.user_officer).action_archive()
        self.env.flush_all()
        self.assertFalse(self.member_cadre.user_id)
        for record in (self.own_sheet, self.own_finding, self.finding, self.action):
            self.assertFalse(record.with_user(self.user_cadre).has_access("read"))
        findings = self.env["rectification.finding"].with_user(self.user_cadre)
        with self.assertRaises(AccessError):
            findings.with_context(active_test=False).create(
                {
                    "dossier_id": self.dossier.id,
                    "problem_id": self.finding.problem_id.id,
                    "description": "Still here",
                }
            )
        # Head and liaison complete what is left.
        self._answer_rest(self.own_sheet, self.user_liaison)
        self.own_sheet.with_user(self.user_liaison).action_submit()

    def test_final_report_being_written(self):
        self.campaign.with_user(self.user_officer).final_report = SECRET
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.user_head).read(["final_report"])
        self.assertFalse(self.campaign.with_user(self.user_officer).copy().final_report)
