from datetime import timedelta

from lxml import html
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...models.core import clock
from ...models.core.flows import SESSION_FLOW
from ..common import RectificationCase


class StudyCase(RectificationCase):
    """The county of the tests in its first phase, with two materials and two forms expected."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form_meeting = cls.env.ref("rectification_campaign.study_form_committee")
        cls.form_discussion = cls.env.ref("rectification_campaign.study_form_discussion")
        cls.campaign.write(
            {
                "study_theme": "Work for real results",
                "study_form_ids": (cls.form_meeting | cls.form_discussion).ids,
            }
        )
        cls.plan, cls.speech, cls.extra = (
            cls.env["rectification.study.material"]
            .with_user(cls.user_officer)
            .create(
                [
                    {"campaign_id": cls.campaign.id, "name": "The Plan"},
                    {"campaign_id": cls.campaign.id, "name": "A Speech", "kind": "speech"},
                    {"campaign_id": cls.campaign.id, "name": "Further", "is_required": False},
                ]
            )
        )
        cls._launch()
        cls.dossier = cls._dossier(cls.township)

    @classmethod
    def _plan_session(cls, user=None, **values):
        return (
            cls.env["rectification.study.session"]
            .with_user(user or cls.user_liaison)
            .create(
                {
                    "dossier_id": cls.dossier.id,
                    "form_id": cls.form_meeting.id,
                    "date_start": fields.Datetime.now() - timedelta(days=2),
                    **values,
                }
            )
        )

    @classmethod
    def _line(cls, session, member):
        return session.attendance_ids.filtered(lambda line: line.member_id == member)


@tagged("post_install", "-at_install")
class TestStudySession(StudyCase):
    def test_recorded_with_one_click(self):
        with Form(self.env["rectification.study.session"].with_user(self.user_liaison)) as form:
            self.assertEqual(form.dossier_id, self.dossier)
            self.assertEqual(form.name, "Work for real results")
            form.form_id = self.form_meeting
        session = form.record
        self.assertEqual(session.chair_member_id, self.member_head)
        self.assertEqual(session.attendance_ids.member_id, self.township.member_ids)
        session.action_all_present()
        self.assertRecordValues(
            session,
            [{"state": "held", "present_count": 5, "invited_count": 5, "make_up_count": 0}],
        )

    def test_absentees_make_up(self):
        session = self._plan_session()
        line = self._line(session, self.member_cadre)
        line.status = "absent"
        session.action_all_present()
        self.assertRecordValues(session, [{"present_count": 4, "make_up_count": 1}])
        self.assertEqual(self.dossier.study_make_up_count, 1)
        line.action_made_up()
        self.assertRecordValues(session, [{"absent_count": 1, "make_up_count": 0}])
        self.assertEqual(self.dossier.study_make_up_count, 0)

    def test_made_up_days(self):
        session = self._plan_session()
        line = self._line(session, self.member_cadre)
        with self.assertRefused("was not absent"):
            line.write({"status": "present", "made_up_on": self.today})
        with self.assertRefused("between the session"):
            line.write({"status": "absent", "made_up_on": self.today + timedelta(days=1)})
        held = clock.day_of(self.env, session.date_start)
        with self.assertRefused("between the session"):
            line.write({"status": "absent", "made_up_on": held - timedelta(days=1)})
        for day in (held, self.today):
            line.write({"status": "absent", "made_up_on": day})
            self.assertEqual(line.made_up_on, day)

    def test_every_step_and_role(self):
        """Steps are the head's and the liaison's; everything outside the table is refused."""
        users = (
            self.user_head
            | self.user_liaison
            | self.user_cadre
            | self.user_village
            | self.user_observer
            | self.user_officer
            | self.user_leader
        )
        managers = self.user_head | self.user_liaison
        states = [
            state
            for state, __ in self.env["rectification.study.session"]._fields["state"].selection
        ]
        for origin in states:
            for target in states:
                for user in users:
                    session = self._plan_session()
                    session.attendance_ids.status = "present"
                    self._set_state(session, origin)
                    step = session.with_user(user)
                    with self.subTest(origin=origin, target=target, user=user.login):
                        if (origin, target) in SESSION_FLOW and user in managers:
                            step.write({"state": target})
                            self.assertEqual(session.state, target)
                        elif origin != target or user not in managers:
                            with self.assertRaises(UserError):
                                step.write({"state": target})
                            self.assertEqual(session.state, origin)

    def test_bad_input(self):
        later = self._plan_session(date_start=fields.Datetime.now() + timedelta(days=1))
        with self.assertRefused("recorded once it has begun"):
            later.action_all_present()
        session = self._plan_session()
        with self.assertRefused("say of 5 people whether they were there"):
            session.action_hold()
        session.attendance_ids.status = "absent"
        with self.assertRefused("nobody was there"):
            session.action_hold()
        other = self._add_campaign("Another Campaign")
        foreign = self.env["rectification.study.material"].create(
            {"campaign_id": other.id, "name": "Foreign"}
        )
        with self.assertRefused("is not on the list of"):
            session.sudo().material_ids = foreign
        with self.assertRefused("is not on the roster of Township"):
            session.attendance_ids = [(0, 0, {"member_id": self.member_school.id})]
        with self.assertRefused("Create it first"):
            self._plan_session(state="held")
        with self.assertRefused("stays with the unit"):
            session.dossier_id = self._dossier(self.village)

    def test_over_with_the_campaign(self):
        session = self._plan_session()
        session.action_all_present()
        with self.assertRefused("stays on record"):
            session.unlink()
        self._set_state(self.campaign, "closed")
        with self.assertRefused("is not running"):
            session.topics = "Later"
        with self.assertRefused("is not running"):
            session.attendance_ids[:1].status = "absent"
        with self.assertRefused("is over"):
            self.plan.with_user(self.user_officer).name = "Another"

    def test_material_in_use_stays(self):
        self._plan_session(material_ids=self.plan.ids)
        with self.assertRefused("has been studied already"):
            self.plan.with_user(self.user_officer).unlink()
        self.speech.with_user(self.user_officer).unlink()

    def test_calendar(self):
        """With Calendar the session is an event, without it a sentence says what to do."""
        session = self._plan_session(
            date_start=fields.Datetime.now() + timedelta(days=1), place="Hall 2"
        )
        if "calendar.event" in self.env:
            session.action_put_into_calendar()
            session.action_put_into_calendar()
            event = session._get_calendar_events()
            self.assertRecordValues(event, [{"start": session.date_start, "location": "Hall 2"}])
            self.assertLessEqual(self.user_cadre.partner_id, event.partner_ids)
            session.action_cancel()
            self.assertFalse(session._get_calendar_events())
        else:
            with self.assertRefused("Calendar app is not installed"):
                session.action_put_into_calendar()
        text = session._get_calendar_file().decode()
        self.assertIn("SUMMARY:Work for real results", text)
        self.assertIn("LOCATION:Hall 2", text)


@tagged("post_install", "-at_install")
class TestStudyCoverage(StudyCase):
    def test_nothing_yet(self):
        self.assertRecordValues(
            self.dossier,
            [
                {
                    "study_session_count": 0,
                    "study_material_count": 2,
                    "study_covered_count": 0,
                    "study_member_count": 5,
                    "study_reached_count": 0,
                    "study_make_up_count": 0,
                    "is_study_complete": False,
                }
            ],
        )
        self.assertEqual(
            self.dossier.study_missing.splitlines(),
            [
                "Not studied yet: The Plan, A Speech.",
                "Not met yet in this form: Meeting of the Party Committee or Party Group, "
                "Discussion.",
                "Has not taken part yet: Township Head, Township Liaison, Township Cadre, "
                "Responsible Cadre, Paper Cadre.",
            ],
        )

    def test_without_roster_and_expectations_a_session_is_still_missing(self):
        """Where nothing is expected and nobody is on the roster, that alone is no study."""
        unit = self._add_unit("Unit without Roster")
        campaign = self._add_campaign("Campaign without Materials")
        dossier = self._launch(campaign, unit)
        self.assertRecordValues(
            dossier,
            [{"is_study_complete": False, "study_missing": "No session is on record yet."}],
        )

    def test_covered_step_by_step(self):
        first = self._plan_session(material_ids=(self.plan | self.extra).ids)
        self._line(first, self.member_paper).status = "absent"
        first.action_all_present()
        self.assertRecordValues(
            self.dossier,
            [
                {
                    "study_session_count": 1,
                    "study_covered_count": 1,
                    "study_reached_count": 4,
                    "study_make_up_count": 1,
                }
            ],
        )
        self.assertIn("Still to make up: Paper Cadre.", self.dossier.study_missing)
        self._line(first, self.member_paper).action_made_up()
        self.assertEqual(self.dossier.study_reached_count, 5)
        second = self._plan_session(material_ids=self.speech.ids, form_id=self.form_discussion.id)
        self.assertFalse(self.dossier.is_study_complete, "A plan alone covers nothing")
        second.action_all_present()
        self.assertRecordValues(self.dossier, [{"is_study_complete": True, "study_missing": ""}])
        complete = self.env["rectification.dossier"].search([("is_study_complete", "=", True)])
        self.assertEqual(
            complete.filtered(lambda row: row.campaign_id == self.campaign), self.dossier
        )
        self.assertEqual(self.campaign.study_complete_count, 1)

    def test_reflections_count_nowhere(self):
        before = self.dossier._get_study_coverage()
        self.env["rectification.study.reflection"].with_user(self.user_cadre).create(
            {"member_id": self.member_cadre.id, "content": "Fewer papers"}
        )
        self.assertEqual(self.dossier._get_study_coverage(), before)

    def test_number_of_queries_does_not_grow(self):
        """The figures of one dossier and of forty take the same number of queries."""
        units = self.env["rectification.unit"].create(
            [{"name": f"Unit {number}", "kind": "village"} for number in range(40)]
        )
        self.env["rectification.unit.member"].create(
            [
                {"unit_id": unit.id, "name": f"Person {number}"}
                for unit in units
                for number in range(3)
            ]
        )
        dossiers = self.campaign.with_user(self.user_leader)._enrol(units)
        counts = []
        for records in (dossiers[:1], dossiers[:1], dossiers):  # the first one fills the caches
            self.env.flush_all()
            self.env.invalidate_all()
            records = records.with_user(self.user_observer)
            records.mapped("state")
            start = self.cr.sql_log_count
            records.mapped("study_missing")
            counts.append(self.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestStudyPrint(StudyCase):
    def _print(self, report, record, **context):
        reports = self.env["ir.actions.report"].with_user(self.user_liaison)
        content = reports.with_context(**context)._render_qweb_html(report, record.ids)[0]
        return " ".join(html.fromstring(content).text_content().split())

    def test_session(self):
        session = self._plan_session(
            material_ids=self.plan.ids,
            place="Hall 2",
            topics="Fewer papers",
            minutes="<p>Agreed</p>",
        )
        self._line(session, self.member_cadre).write(
            {"status": "absent", "made_up_on": self.today, "note": "ill"}
        )
        session.action_all_present()
        text = self._print("rectification_campaign.print_study", session)
        for part in ("Township", "Hall 2", "The Plan", "4 people: Township Head", "Agreed"):
            self.assertIn(part, text)
        self.assertIn("Township Cadre (made up on", text)
        self.assertNotIn("ill", text.split("Absent")[1].split("Topics")[0])

    def test_unit(self):
        first = self._plan_session(name="First meeting", material_ids=self.plan.ids)
        first.action_all_present()
        self._plan_session(name="Still to come")
        text = self._print("rectification_campaign.print_study_unit", self.dossier)
        for part in ("First meeting", "1 of 2", "5 of 5", "Not studied yet: A Speech."):
            self.assertIn(part, text)
        self.assertNotIn("Still to come", text)

    def test_pdf(self):
        session = self._plan_session()
        session.action_all_present()
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = reports.with_user(self.user_liaison)._render_qweb_pdf(
            "rectification_campaign.print_study", session.ids
        )
        self.assertEqual((kind, content[:4]), ("pdf", b"%PDF"))


@tagged("post_install", "-at_install")
class TestStudyAccess(StudyCase):
    def test_who_sees_sessions(self):
        session = self._plan_session()
        self.env.flush_all()
        Session = self.env["rectification.study.session"]
        for user, sees in (
            (self.user_head, True),
            (self.user_cadre, True),
            (self.user_observer, True),
            (self.user_village, False),
            (self.user_school, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(session in Session.with_user(user).search([]), sees)
        self.env.invalidate_all()
        self.assertEqual(
            session.with_user(self.user_cadre).attendance_ids.member_id, self.member_cadre
        )
        self.assertEqual(session.with_user(self.user_cadre).invited_count, 5)
        with self.assertRaises(AccessError):
            Session.with_user(self.user_inspector).search([])

    def test_nobody_else_records(self):
        for user in (self.user_cadre, self.user_officer, self.user_leader, self.user_observer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._plan_session(user=user)
        session = self._plan_session()
        for user in (self.user_cadre, self.user_officer, self.user_village):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                session.with_user(user).write({"topics": "Changed"})

    def test_superior_reads_only(self):
        session = self._plan_session(
            user=self.user_village, dossier_id=self._dossier(self.village).id
        )
        self.assertEqual(session.with_user(self.user_head).name, "Work for real results")
        with self.assertRaises(UserError):
            session.with_user(self.user_head).write({"topics": "Changed"})

    @mute_logger("odoo.sql_db")
    def test_reflection_once_and_own(self):
        Reflection = self.env["rectification.study.reflection"]
        with self.assertRaises(UserError):
            Reflection.with_user(self.user_liaison).create(
                {"member_id": self.member_cadre.id, "content": "For somebody else"}
            )
        own = Reflection.with_user(self.user_cadre).create({"content": "Fewer papers"})
        self.assertRecordValues(
            own, [{"member_id": self.member_cadre.id, "dossier_id": self.dossier.id}]
        )
        with self.assertRaises(IntegrityError):
            Reflection.with_user(self.user_cadre).create({"content": "Again"})
        with self.assertRefused("is written by the person"):
            own.with_user(self.user_liaison).content = "Better"
        paper = Reflection.with_user(self.user_liaison).create(
            {"member_id": self.member_paper.id, "content": "Dictated"}
        )
        with self.assertRefused("write a text or add a file"):
            paper.content = " "
        self.assertEqual(
            Reflection.with_user(self.user_cadre).search([]), own, "One's own, not the others'"
        )
        own.unlink()
