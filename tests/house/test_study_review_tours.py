from datetime import timedelta

from odoo.tests import tagged

from ..referral.common import ReferralCase
from ..review.test_review import ReviewCase
from ..study.test_study import StudyCase
from ..workbook.workbooks import WorkbookMixin
from .test_tours import ToursCase


@tagged("post_install", "-at_install")
class TestStudyTour(ToursCase, StudyCase):
    def test_study(self):
        """A session from an empty form to the last make-up, in Chinese."""
        self.plan.name = "专项整治工作方案"
        self._tour("study", self.user_liaison, "/odoo/rectification-study-sessions")
        session = self.dossier.study_session_ids
        self.assertRecordValues(
            session,
            [
                {
                    "state": "held",
                    "form_id": self.form_discussion.id,
                    "material_ids": self.plan.ids,
                    "present_count": 4,
                    "absent_count": 1,
                    "make_up_count": 0,
                }
            ],
        )


@tagged("post_install", "-at_install")
class TestWorkbookTour(WorkbookMixin, ToursCase):
    def test_workbook(self):
        """A sheet filled in offline, taken back with a mistake and without, in Chinese."""
        self._launch()
        sheet = self._sheet(self.township)

        copy = self._download(sheet.with_context(lang="zh_CN"), self.user_liaison)
        keys = copy.keys("answers")
        copy.fill("answers", keys[0], answer="也许")
        copy.fill("findings", "N1", number=2, description="会议多、会期长，层层陪会")
        for name, answer in (("wrong.xlsx", "也许"), ("right.xlsx", "无")):
            copy.fill("answers", keys[0], answer=answer)
            self.env["ir.attachment"].with_user(self.user_liaison).create(
                {"name": name, "raw": copy.save()}
            )
        self._tour("workbook", self.user_liaison, "/odoo/rectification-my-sheets")
        self.assertEqual(
            sheet.line_ids.sorted("problem_number")[:2].mapped("answer"), ["none", "found"]
        )
        upload = self.env["rectification.workbook.import"].search([])
        self.assertRecordValues(
            upload, [{"state": "done", "create_uid": self.user_liaison.id, "check_id": sheet.id}]
        )


@tagged("post_install", "-at_install")
class TestReviewTour(ToursCase, ReviewCase):
    def test_review(self):
        """A unit from the board to the verdict, in Chinese."""
        self._tour("review", self.user_officer, "/odoo/rectification-third-phase")
        self.assertEqual(self.dossier.review_status, "passed")
        self.assertEqual(set(self.dossier.review_ids.line_ids.mapped("verdict")), {"confirmed"})

    def test_draw(self):
        """A sample, drawn and repeated, in Chinese."""
        self._tour("draw", self.user_officer, "/odoo/rectification-sample-draws")
        draw = self.env["rectification.sample.draw"].search([])
        self.assertRecordValues(draw, [{"state": "drawn", "seed": "会上商定", "size": 1}])


@tagged("post_install", "-at_install")
class TestThirdPhaseTours(ToursCase, ReferralCase):
    """What becomes of findings beside being put right, one way for each role, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meetings = cls._open_finding("会议太长", 2)
        cls.papers = cls._open_finding(
            "材料太多", 3, description="材料太多。周向阳要求各村每周报三张表。"
        )
        cls.member_cadre.name = "Township Cadre"

    @classmethod
    def _open_finding(cls, text, number, **values):
        finding = cls._find(
            cls._sheet(cls.township),
            number,
            cls.user_liaison,
            **{"description": text, "responsible_member_id": cls.member_cadre.id, **values},
        ).with_env(cls.env)
        finding.with_user(cls.user_liaison).action_open()
        return finding

    def _ask_extension(self, finding, days):
        extension = (
            self.env["rectification.extension"]
            .with_user(self.user_liaison)
            .create(
                {
                    "finding_id": finding.id,
                    "requested_deadline": finding.deadline + timedelta(days=days),
                    "reason": "会议室改造月底完工",
                    "progress": "已合并三个例会",
                }
            )
        )
        return extension.with_env(self.env)

    def test_extension_asked_and_agreed(self):
        """The liaison asks on the finding, the head agrees on the desk."""
        self._tour("extension_ask", self.user_liaison, "/odoo/rectification-findings")
        extension = self.meetings.extension_ids
        self.assertRecordValues(
            extension,
            [
                {
                    "state": "requested",
                    "waiting_for": "head",
                    "old_deadline": self.meetings.deadline,
                    "requested_deadline": self.today + timedelta(days=40),
                    "requested_by_id": self.user_liaison.id,
                }
            ],
        )
        self._tour("extension_agree", self.user_head)
        self.assertRecordValues(
            extension, [{"waiting_for": "office", "head_confirmed_by_id": self.user_head.id}]
        )

    def test_extension_answered(self):
        """An officer grants one request, and another one for less."""
        granted = self._ask_extension(self.meetings, 10)
        shortened = self._ask_extension(self.papers, 30)
        (granted | shortened).with_user(self.user_head).action_agree()
        self._tour("extension_answer", self.user_officer)
        self.assertRecordValues(
            granted | shortened, [{"state": "granted", "decided_by_id": self.user_officer.id}] * 2
        )
        self.assertEqual(self.meetings.deadline, self.today + timedelta(days=30))
        self.assertEqual(self.papers.deadline, self.today + timedelta(days=25))
        self.assertEqual(shortened.condition, "二十五天足够")

    def test_bulletin(self):
        """Written by an officer, approved and published by the head, read by a liaison."""
        self.member_cadre.name = "周向阳"
        self._tour("bulletin_write", self.user_officer, "/odoo/rectification-bulletins")
        bulletin = self.env["rectification.bulletin"].search([])
        self.assertRecordValues(
            bulletin,
            [
                {
                    "state": "draft",
                    "finding_ids": self.papers.ids,
                    "campaign_id": self.campaign.id,
                    "names_left": False,
                }
            ],
        )
        self._tour("bulletin_publish", self.user_leader)
        self.assertRecordValues(
            bulletin, [{"state": "published", "approved_by_id": self.user_leader.id}]
        )
        self._tour("bulletin_read", self.user_liaison, "/odoo/rectification-bulletins")

    def test_mechanism(self):
        """A liaison records a rule; its review is planned."""
        self._tour("mechanism", self.user_liaison, "/odoo/rectification-mechanisms")
        rule = self.env["rectification.mechanism"].search([])
        self.assertRecordValues(
            rule,
            [
                {
                    "state": "in_force",
                    "unit_id": self.township.id,
                    "campaign_id": self.campaign.id,
                    "finding_ids": self.meetings.ids,
                    "date_in_force": self.today,
                }
            ],
        )
        self.assertRecordValues(
            rule.activity_ids,
            [
                {
                    "user_id": self.user_liaison.id,
                    "date_deadline": self.today + timedelta(days=90),
                }
            ],
        )

    def test_referral(self):
        """Proposed by an officer, handed over by the head, concluded by an inspector."""
        self._tour("referral_propose", self.user_officer, "/odoo/rectification-findings")
        referral = self.env["rectification.referral"].search([])
        self.assertRecordValues(
            referral,
            [
                {
                    "state": "draft",
                    "finding_id": self.papers.id,
                    "proposed_by_id": self.user_officer.id,
                    "facts": "三份签到表笔迹相同，涉嫌补签。",
                }
            ],
        )
        self.assertEqual(referral.person_ids.name, "Township Cadre")
        self.assertEqual(referral.material_ids.name, "签到表复印件")
        self._tour("referral_hand_over", self.user_leader)
        self.assertRecordValues(
            referral, [{"state": "handed_over", "approved_by_id": self.user_leader.id}]
        )
        self._tour("referral_conclude", self.user_inspector)
        self.assertRecordValues(
            referral,
            [
                {
                    "state": "concluded",
                    "accepted_by_id": self.user_inspector.id,
                    "disposition": "verification",
                    "outcome": "已初步核实，补签属实。",
                }
            ],
        )

    def test_cadre_voice(self):
        """A reflection and a suggestion of a cadre, who meets no word of a referral."""
        self._hand_over(self._refer(finding_id=self.papers.id))
        self._tour("cadre_voice", self.user_cadre, "/odoo/rectification-study-reflections")
        self.assertRecordValues(
            self.env["rectification.study.reflection"].search([]),
            [{"member_id": self.member_cadre.id, "content": "少发一份表，村里就能多走一户。"}],
        )
        self.assertRecordValues(
            self.env["rectification.suggestion"].search([]),
            [{"author_id": self.user_cadre.id, "state": "sent"}],
        )

    def test_transfer(self):
        """An officer passes on the work of a cadre who leaves."""
        action = self._add_action(self.meetings, self.user_liaison, self.member_cadre)
        self._tour("transfer", self.user_officer)
        self.assertEqual(
            (self.meetings | self.papers).responsible_member_id, self.member_responsible
        )
        self.assertEqual(action.member_id, self.member_responsible)
        self.assertRecordValues(self.member_cadre, [{"active": False, "user_id": False}])
        self.assertTrue(
            self.env["rectification.signoff"].search_count([("transition", "=", "transferred")])
        )
