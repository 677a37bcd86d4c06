from odoo.tests import tagged

from ..tours import ToursCase
from .test_review import ReviewCase


@tagged("post_install", "-at_install")
class TestReviewTours(ToursCase, ReviewCase):
    """The ways of a review and of a draw, in a browser, in Chinese."""

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
