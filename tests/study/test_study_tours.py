from odoo.tests import tagged

from ..tours import ToursCase
from .test_study import StudyCase


@tagged("post_install", "-at_install")
class TestStudyTours(ToursCase, StudyCase):
    """The way of a study session, in a browser, in Chinese."""

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
