import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AccessCase


@tagged("post_install", "-at_install")
class TestAttackFiles(AccessCase):
    """Files are guarded like the records they belong to, also when asked for by themselves."""

    def _get_file(self, record, name=False):
        domain = [
            ("res_model", "=", record._name),
            ("res_id", "=", record.id),
            ("res_field", "=", name),
        ]
        return self.env["ir.attachment"].sudo().search(domain, limit=1).sudo(False)

    def assertFixed(self, attachment, user):
        attachment = attachment.with_user(user)
        for change in (
            lambda: attachment.write({"raw": b"Forged"}),
            lambda: attachment.write({"datas": base64.b64encode(b"Forged")}),
            lambda: attachment.write({"res_id": 0}),
            lambda: attachment.write({"res_field": False}),
            attachment.unlink,
        ):
            with self.assertRaises(UserError):
                change()
                self.env.flush_all()
            self.env.invalidate_all()
        self.assertTrue(attachment.sudo().exists())

    def test_file_of_a_field(self):
        """The record has guards that the bare file would go around."""
        self.draw.with_user(self.user_officer)
        material = self.referral.material_ids
        for record, name, user in (
            (self.draw, "frame_file", self.user_officer),
            (self.session, "minutes_file", self.user_liaison),
            (material, "file", self.user_officer),
        ):
            with self.subTest(model=record._name):
                attachment = self._get_file(record, name)
                self.assertTrue(attachment)
                self.assertFixed(attachment, user)
                with self.assertRaises(UserError):
                    self.env["ir.attachment"].with_user(user).create(
                        {
                            "name": "Forged",
                            "raw": b"Forged",
                            "res_model": record._name,
                            "res_id": record.id,
                            "res_field": name,
                        }
                    )

    def test_field_itself_can_be_changed(self):
        self.session.with_user(self.user_liaison).minutes_file = base64.b64encode(b"Corrected")
        self.assertEqual(self._get_file(self.session, "minutes_file").sudo().raw, b"Corrected")
        self.session.with_user(self.user_liaison).minutes_file = False
        self.assertFalse(self._get_file(self.session, "minutes_file"))
        self.session.with_user(self.user_liaison).unlink()

    def test_text_of_a_rule_in_force(self):
        files = self.env["ir.attachment"].with_user(self.user_liaison)
        attachment = files.create({"name": "rule.txt", "raw": b"Fewer meetings"})
        mechanism = self._make_mechanism().with_user(self.user_liaison)
        mechanism.write({"document_number": "1", "date_in_force": self.today})
        mechanism.attachment_ids = attachment
        attachment.raw = b"Fewer and shorter meetings"
        mechanism.action_put_in_force()
        self.assertFixed(attachment, self.user_liaison)
        mechanism.action_draft()
        attachment.raw = b"Fewer meetings"

    def test_first_print_of_a_document(self):
        document = self._make_document(issued=True)
        attachment = self.env["ir.attachment"].create(
            {
                "name": "print.pdf",
                "raw": b"Print",
                "res_model": document._name,
                "res_id": document.id,
            }
        )
        self.assertFixed(attachment, self.user_officer)
        draft = self._make_document()
        attachment = (
            self.env["ir.attachment"]
            .with_user(self.user_officer)
            .create(
                {"name": "draft.pdf", "raw": b"Print", "res_model": draft._name, "res_id": draft.id}
            )
        )
        attachment.raw = b"Other"
        attachment.unlink()
