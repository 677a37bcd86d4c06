import base64
import io

from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_people import TwoPeopleCase
from .workbooks import Copy


@tagged("post_install", "-at_install")
class TestWorkbookConcurrency(TwoPeopleCase):
    """Head and liaison bring in copies of the same workbook in the same moment."""

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_bring_in_the_same_file(self):
        """The second is refused with what has happened, and nothing comes in twice."""
        with self._open() as env:
            env["rectification.dossier"].browse(self.created["dossiers"])._prepare_sheets()
        with self._open("liaison") as env:
            check = self._dossier(env).unit_check_id
            file = io.BytesIO()
            env["rectification.offline.workbook"]._write_workbook(check, file)
            copy = Copy(file.getvalue())
            copy.fill("answers", copy.keys("answers")[2], answer="None")
            copy.fill("findings", "N1", number=2, description="Written once")
            content = base64.b64encode(copy.save())
        self.addCleanup(self._drop_finding, "Written once")
        uploads = {}
        for user in ("liaison", "head"):
            with self._open(user) as env:
                upload = env["rectification.workbook.import"].create(
                    {"dossier_id": self._dossier(env).id, "file": content, "file_name": "a.xlsx"}
                )
                upload.action_preview()
                self.assertEqual(upload.new_count, 1)
                uploads[user] = upload.id

        def confirm(env, user):
            env["rectification.workbook.import"].browse(uploads[user]).action_confirm()

        with self._open("head") as second:
            self.assertEqual(self._dossier(second).finding_count, 1)
            with self._open("liaison") as first:
                confirm(first, "liaison")
                first.flush_all()
                with self.assertRaisesRegex(UserError, "somebody else is working on"):
                    confirm(second, "head")
                second.cr.rollback()
                self.assertEqual(self._dossier(second).finding_count, 1)
            with self.assertRaisesRegex(UserError, "since you looked"):
                retrying(lambda: confirm(second, "head"), second)
            second.cr.rollback()
        with self._open() as env:
            findings = self._dossier(env).finding_ids
            self.assertEqual(findings.mapped("description").count("Written once"), 1)

    def _drop_finding(self, description):
        """Delete a finding as the unit would, so that its answer is open again."""
        with self._open("liaison") as env:
            self._dossier(env).finding_ids.filtered(
                lambda finding: finding.description == description
            ).unlink()

    def _dossier(self, env):
        return env["rectification.dossier"].browse(self.created["dossiers"][0])
