from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import RectificationCase
from .workbooks import WorkbookMixin


@tagged("post_install", "-at_install")
class TestWorkbookImport(WorkbookMixin, RectificationCase):
    """A sheet goes out as a workbook, is filled in, and comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.sheet = cls._sheet(cls.township)
        cls.later = cls.today + timedelta(days=30)

    def _fill(self, copy):
        """Fill in what a liaison would: all answers, a finding, an action."""
        keys = copy.keys("answers")
        copy.fill("answers", keys[0], answer="None", remark="3-5")
        copy.fill("answers", keys[1], answer="Found")
        copy.fill("answers", keys[2], answer="Not Applicable", remark="No enterprises here")
        for key in keys[3:]:
            copy.fill("answers", key, answer="None")
        copy.fill(
            "findings",
            "N1",
            number=2,
            description="Too many meetings\nEvery day one",
            measures="One a week",
            responsible_member_id="Township Cadre",
            deadline=self.later,
        )
        copy.fill("actions", "M1", finding="New 1", name="Cancel Tuesday's meeting")
        return copy

    def _snapshot(self):
        """Return all that stands on the sheet, for comparing."""
        self.env.invalidate_all()
        return self.env["rectification.offline.workbook"]._get_rows(self.sheet)

    def assertUnwritten(self, upload):
        """The file of ``upload`` cannot be brought in, and nothing was written."""
        self.assertFalse(self.sheet.line_ids.filtered("answer"))
        self.assertFalse(self.sheet.finding_ids)
        with self.assertRaises(UserError):
            upload.action_confirm()

    # ------------------------------------------------------------
    # There and back
    # ------------------------------------------------------------

    def test_round_trip(self):
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        upload = self._preview(self.sheet, self.user_liaison, copy)
        self.assertFalse(self.sheet.line_ids, "nothing is written before it is confirmed")
        self.assertFalse(self.sheet.finding_ids)
        self.assertRecordValues(
            upload,
            [{"state": "preview", "new_count": 2, "changed_count": 8, "error_count": 0}],
        )
        upload.action_confirm()
        self.assertEqual(upload.state, "done")
        self.assertEqual(
            self.sheet.line_ids.sorted("problem_number").mapped("answer"),
            ["none", "found", "not_applicable", "none", "none", "none"],
        )
        self.assertEqual(self.sheet.line_ids.sorted("problem_number")[0].remark, "3-5")
        finding = self.sheet.finding_ids
        self.assertRecordValues(
            finding,
            [
                {
                    "problem_number": 2,
                    "description": "Too many meetings\nEvery day one",
                    "measures": "One a week",
                    "responsible_member_id": self.member_cadre.id,
                    "leader_member_id": self.member_head.id,
                    "deadline": self.later,
                    "state": "draft",
                    "rectification_type": "time_limited",
                }
            ],
        )
        self.assertRecordValues(
            finding.action_ids,
            [{"name": "Cancel Tuesday's meeting", "member_id": self.member_cadre.id}],
        )

    def test_second_copy_is_equal(self):
        """What is exported after an import says what the file said, and changes nothing."""
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        self._bring_in(self.sheet, self.user_liaison, copy)
        second = self._download(self.sheet, self.user_liaison)
        self.assertEqual(second.values("answers"), copy.values("answers"))
        written = copy.values("findings")[0]
        again = second.values("findings")[0]
        names = [cell.value for cell in copy.sheet("findings")[0][4]]
        for name in ("number", "description", "measures", "responsible_member_id"):
            with self.subTest(name):
                place = names.index(name)
                self.assertEqual(again[place], written[place])
        before = self._snapshot()
        upload = self._preview(self.sheet, self.user_liaison, second)
        self.assertFalse(upload.line_ids)
        with self.assertRefused("Nothing to do"):
            upload.action_confirm()
        self.assertEqual(self._snapshot(), before)

    def test_same_file_twice(self):
        """Nothing comes in twice, findings and actions included."""
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        self._bring_in(self.sheet, self.user_liaison, copy)
        before = self._snapshot()
        upload = self._preview(self.sheet, self.user_liaison, copy)
        self.assertFalse(upload.line_ids)
        with self.assertRefused("Nothing to do"):
            upload.action_confirm()
        self.assertEqual(self._snapshot(), before)

    def test_file_filled_in_further(self):
        """The same file is filled in further, and only that comes in."""
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        self._bring_in(self.sheet, self.user_liaison, copy)
        copy.fill("findings", "N1", measures="One a month")
        copy.fill("actions", "M2", finding="New 1", name="Tell everybody")
        copy.fill("findings", "N2", number=4, description="Too much paper")
        copy.fill("answers", copy.keys("answers")[3], answer="Found")
        upload = self._bring_in(self.sheet, self.user_liaison, copy)
        self.assertRecordValues(upload, [{"new_count": 2, "changed_count": 2}])
        first, second = self.sheet.finding_ids.sorted("id")
        self.assertEqual(first.measures, "One a month")
        self.assertEqual(len(first.action_ids), 2)
        self.assertEqual(second.problem_number, 4)

    def test_new_finding_deleted_online(self):
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        self._bring_in(self.sheet, self.user_liaison, copy)
        self.sheet.finding_ids.with_user(self.user_liaison).unlink()
        self.assertFalse(self._preview(self.sheet, self.user_liaison, copy).line_ids)
        copy.fill("findings", "N1", measures="One a month")
        upload = self._preview(self.sheet, self.user_liaison, copy)
        self.assertIn("deleted online", upload.line_ids.sentence)

    def test_progress_of_a_finding(self):
        """Actions and the result of a finding on record; what was signed stays locked."""
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison, self.member_cadre)
        self._answer_rest(self.sheet, self.user_liaison)
        self.sheet.with_user(self.user_liaison).action_submit()
        copy = self._download(self.sheet, self.user_liaison)
        for name, locked in (("description", True), ("result", False), ("state", True)):
            cell = copy.place("findings", f"F{finding.id}", name)
            self.assertEqual(cell.protection.locked, locked, name)
        copy.fill("findings", f"F{finding.id}", result="Half of them are gone")
        copy.fill("actions", f"A{action.id}", state="Done", done_note="Cancelled")
        self._bring_in(self.sheet, self.user_liaison, copy)
        self.assertEqual(finding.result, "Half of them are gone")
        self.assertRecordValues(action, [{"state": "done", "done_note": "Cancelled"}])
        self.assertEqual(finding.state, "in_progress")

    def test_personal_sheet(self):
        """A cadre's own sheet, and that of somebody without a user."""
        for member, user in (
            (self.member_cadre, self.user_cadre),
            (self.member_paper, self.user_liaison),
        ):
            sheet = self._sheet(self.township, member)
            copy = self._fill(self._download(sheet, user))
            upload = self._bring_in(sheet, user, copy)
            self.assertEqual(sheet.finding_ids.member_id, member)
            self.assertEqual(upload.attachment_id.res_model, "rectification.check")
            self.assertEqual(upload.attachment_id.res_id, sheet.id)
        self.assertFalse(self.sheet.line_ids, "the unit's sheet is another one")

    def test_file_is_kept(self):
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        content = copy.save()
        upload = self._bring_in(self.sheet, self.user_liaison, content)
        attachment = upload.attachment_id
        self.assertEqual(attachment.raw, content)
        self.assertEqual(attachment.res_model, "rectification.dossier")
        dossier = self.sheet.dossier_id
        self.assertEqual(attachment.res_id, dossier.id)
        self.assertIn("New: 2, changed: 8", str(dossier.message_ids[0].body))
        self.assertEqual(dossier.import_count, 1)

    def test_no_number_is_lost(self):
        """Looking at a preview draws no reference numbers."""
        sequence = self.env.ref("rectification_campaign.sequence_finding")
        before = sequence.number_next_actual
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        upload = self._preview(self.sheet, self.user_liaison, copy)
        upload.action_refresh()
        self.env.invalidate_all()
        self.assertEqual(sequence.number_next_actual, before)
        upload.action_confirm()
        self.assertTrue(self.sheet.finding_ids.reference)

    def test_queries_do_not_grow(self):
        """Twenty findings with their actions cost hardly more queries than two."""
        counts = []
        for start, end in ((1, 3), (3, 23)):
            copy = self._download(self.sheet, self.user_liaison)
            for number in range(start, end):
                values = {"number": 2, "description": f"Found {number}"}
                copy.fill("findings", f"N{number}", **values)
                copy.fill("actions", f"M{number}", finding=f"New {number}", name="Put right")
            upload = self._upload(self.sheet, self.user_liaison, copy)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            upload.action_preview()
            upload.action_confirm()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(self.sheet.finding_ids), 22)
        self.assertLess(counts[1], counts[0] + 20, "less than one query for each finding")

    # ------------------------------------------------------------
    # Changed online meanwhile
    # ------------------------------------------------------------

    def _answer_online(self, number, **values):
        sheet = self.sheet.with_user(self.user_head)
        if not sheet.line_ids:
            sheet.action_start()
        line = sheet.line_ids.filtered(lambda line: line.problem_number == number)
        line.write(values)
        return line

    def test_conflict(self):
        """Both changed the same cell: what is online stays, unless somebody decides otherwise."""
        copy = self._download(self.sheet, self.user_liaison)
        first, second, third = copy.keys("answers")[:3]
        copy.fill("answers", first, answer="None")
        copy.fill("answers", second, answer="None")
        copy.fill("answers", third, answer="None")
        one = self._answer_online(1, answer="not_applicable")
        two = self._answer_online(2, answer="not_applicable")
        same = self._answer_online(3, answer="none")
        upload = self._preview(self.sheet, self.user_liaison, copy)
        self.assertRecordValues(
            upload.line_ids,
            [
                {
                    "kind": "conflict",
                    "row": row,
                    "column": "Answer",
                    "before": "Not Applicable",
                    "after": "None",
                    "choice": "online",
                }
                for row in (5, 6)
            ],
        )
        with Form(upload) as form, form.line_ids.edit(1) as line:
            line.choice = "file"
        upload.action_confirm()
        self.assertEqual((one | two | same).mapped("answer"), ["not_applicable", "none", "none"])
        # The same file once more: decided is decided.
        self.assertFalse(self._preview(self.sheet, self.user_liaison, copy).line_ids)

    def test_untouched_cells_follow_online(self):
        """What is not filled in is not taken back."""
        copy = self._download(self.sheet, self.user_liaison)
        copy.fill("answers", copy.keys("answers")[0], answer="None")
        line = self._answer_online(2, answer="not_applicable", remark="None here")
        self._bring_in(self.sheet, self.user_liaison, copy)
        self.assertRecordValues(line, [{"answer": "not_applicable", "remark": "None here"}])

    def test_changed_after_the_preview(self):
        """The preview has to hold when it is confirmed."""
        copy = self._download(self.sheet, self.user_liaison)
        copy.fill("answers", copy.keys("answers")[0], answer="None")
        upload = self._preview(self.sheet, self.user_liaison, copy)
        line = self._answer_online(1, answer="not_applicable")
        with self.assertRefused("since you looked"):
            upload.action_confirm()
        self.assertEqual(line.answer, "not_applicable")
        upload.action_refresh()
        self.assertEqual(upload.line_ids.kind, "conflict")
        upload.action_confirm()
        self.assertEqual(line.answer, "not_applicable")

    def test_two_people_with_one_copy(self):
        """Head and liaison fill in copies of the same download."""
        content = self._download(self.sheet, self.user_liaison).save()
        mine, theirs = self._copy(content), self._copy(content)
        keys = mine.keys("answers")
        mine.fill("answers", keys[0], answer="None")
        mine.fill("findings", "N1", number=2, description="Seen by the liaison")
        theirs.fill("answers", keys[3], answer="None")
        theirs.fill("findings", "N2", number=3, description="Seen by the head")
        first = self._preview(self.sheet, self.user_liaison, mine)
        second = self._preview(self.sheet, self.user_head, theirs)
        first.action_confirm()
        second.action_confirm()
        self.assertEqual(
            self.sheet.line_ids.sorted("problem_number").mapped("answer"),
            ["none", "found", "found", "none", False, False],
        )
        self.assertEqual(
            set(self.sheet.finding_ids.mapped("description")),
            {"Seen by the liaison", "Seen by the head"},
        )
        # The same line, filled in differently in both copies, is a conflict.
        theirs.fill("findings", "N1", description="Seen differently")
        third = self._preview(self.sheet, self.user_head, theirs)
        self.assertEqual(third.line_ids.mapped("kind"), ["conflict"])
        # And what the other copy leaves empty is no answer to what this one has filled in.
        self.assertFalse(self._preview(self.sheet, self.user_liaison, mine).line_ids)

    # ------------------------------------------------------------
    # The models' own guards
    # ------------------------------------------------------------

    def test_submitted_sheet(self):
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        self._answer_rest(self.sheet, self.user_liaison)
        self.sheet.with_user(self.user_liaison).action_submit()
        before = self._snapshot()
        upload = self._preview(self.sheet, self.user_liaison, copy)
        sentences = " ".join(line.sentence or "" for line in upload.line_ids)
        self.assertIn("can no longer be answered", sentences)
        with self.assertRefused("Correct them"):
            upload.action_confirm()
        self.assertEqual(self._snapshot(), before)

    def test_answer_against_findings(self):
        """“None” where findings stand: the sheet's own sentence, on the row it is about."""
        self._find(self.sheet, 1, self.user_liaison)
        copy = self._download(self.sheet, self.user_liaison)
        copy.fill("answers", copy.keys("answers")[0], answer="None")
        upload = self._preview(self.sheet, self.user_liaison, copy)
        error = upload.line_ids.filtered(lambda line: line.kind == "error")
        self.assertEqual(error.row, 5)
        self.assertIn("findings are recorded under it", error.sentence)

    def test_preview_cannot_be_forged(self):
        """Lines and what the code remembers are not the user's to write."""
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        upload = self._preview(self.sheet, self.user_liaison, copy)
        for vals in ({"after": "x"}, {"kind": "conflict"}, {"choice": "file"}):
            with self.subTest(vals), self.assertRaises(UserError):
                upload.line_ids[0].write(vals)
        for vals in ({"memory": {}}, {"kind": "sheet"}, {"line_ids": [Command.clear()]}):
            with self.subTest(vals), self.assertRaises(UserError):
                upload.write(vals)
        with self.assertRefused("has been read already"):
            upload.file = False
        with self.assertRaises(UserError):
            self._upload(self.sheet, self.user_liaison, copy).write({"state": "done"})
        with self.assertRaises(AccessError):
            upload.unlink()

    # ------------------------------------------------------------
    # Roles
    # ------------------------------------------------------------

    def test_who_may_upload(self):
        copy = self._download(self.sheet, self.user_liaison)
        personal = self._sheet(self.township, self.member_cadre)
        paper = self._sheet(self.township, self.member_paper)
        allowed = {
            self.sheet: self.user_head | self.user_liaison,
            personal: self.user_cadre,
            paper: self.user_head | self.user_liaison,
        }
        users = (
            self.user_head
            | self.user_liaison
            | self.user_cadre
            | self.user_responsible
            | self.user_county
            | self.user_village
            | self.user_school
            | self.user_stranger
            | self.user_observer
            | self.user_officer
            | self.user_leader
            | self.user_inspector
        )
        for sheet, fillers in allowed.items():
            for user in users:
                with self.subTest(sheet=sheet.display_name, user=user.login):
                    if user in fillers:
                        self.assertTrue(self._upload(sheet, user, copy))
                    else:
                        with self.assertRaises(UserError), self.env.cr.savepoint():
                            self._upload(sheet, user, copy)

    def test_who_sees_an_import(self):
        upload = self._bring_in(
            self.sheet,
            self.user_liaison,
            self._fill(self._download(self.sheet, self.user_liaison)),
        )
        personal = self._sheet(self.township, self.member_cadre)
        own = self._bring_in(
            personal, self.user_cadre, self._fill(self._download(personal, self.user_cadre))
        )
        seen = {
            self.user_liaison: upload | own,
            self.user_head: upload | own,
            self.user_county: upload | own,
            self.user_officer: upload | own,
            self.user_observer: upload | own,
            self.user_cadre: own,
            self.user_responsible: upload.browse(),
            self.user_village: upload.browse(),
            self.user_school: upload.browse(),
        }
        for user, imports in seen.items():
            with self.subTest(user=user.login):
                model = self.env["rectification.workbook.import"].with_user(user)
                self.assertEqual(model.search([]), imports)
                lines = self.env["rectification.workbook.import.line"].with_user(user)
                self.assertEqual(lines.search([]).import_id, imports)
        for user in (self.user_head, self.user_officer, self.user_observer):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                upload.with_user(user).write({"state": "upload"})

    def test_unfinished_are_forgotten(self):
        copy = self._fill(self._download(self.sheet, self.user_liaison))
        done = self._bring_in(self.sheet, self.user_liaison, copy)
        open_ = self._preview(self.sheet, self.user_liaison, copy)
        old = self.env.cr.now() - timedelta(days=8)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE rectification_workbook_import SET write_date = %s WHERE id IN %s",
            (old, (done.id, open_.id)),
        )
        self.env.invalidate_all()
        self.env["rectification.workbook.import"]._gc_unfinished()
        self.assertTrue(done.exists())
        self.assertFalse(open_.exists())
