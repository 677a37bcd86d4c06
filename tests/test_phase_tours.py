from odoo.tests import tagged

from .test_review import ReviewCase
from .test_study import StudyCase
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
