from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...models.core import clock
from ..common import RectificationCase


class ReviewCase(RectificationCase):
    """The township has handed in two findings, one of them closed, and is accepted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)
        cls.closed = cls._find(cls.sheet, 1, cls.user_liaison)
        cls.pending = cls._find(cls.sheet, 2, cls.user_liaison)
        cls._answer_rest(cls.sheet, cls.user_liaison)
        cls.dossier.with_user(cls.user_head).action_submit()
        cls.dossier.with_user(cls.user_officer).action_accept()
        cls._put_right(cls.closed, cls.user_liaison)
        cls.closed.with_user(cls.user_head).action_confirm()
        cls.closed.with_user(cls.user_officer2).action_accept()
        cls.campaign.with_user(cls.user_leader).action_start_supervision()

    @classmethod
    def _assign(cls, dossier=None, reviewer=None, user=None):
        """Assign ``reviewer`` through the wizard and return the review, as the reviewer sees it."""
        dossier = dossier or cls.dossier
        reviewer = reviewer or cls.user_officer
        action = (
            cls.env["rectification.review.assign"]
            .with_user(user or cls.user_officer)
            .create({"dossier_ids": dossier.ids, "reviewer_ids": reviewer.ids})
            .action_assign()
        )
        return cls.env["rectification.review"].with_user(reviewer[:1]).search(action["domain"])

    @classmethod
    def _judge(cls, review, finding, verdict, remark=False):
        line = review.line_ids.filtered(lambda line: line.finding_id == finding)
        line.write({"verdict": verdict, "remark": remark})


@tagged("post_install", "-at_install")
class TestReview(ReviewCase):
    def test_unit_passes(self):
        self.assertEqual(self.dossier.review_status, "to_review")
        review = self._assign()
        self.assertRecordValues(
            self.dossier, [{"review_status": "in_review", "review_since": self.today}]
        )
        self.assertEqual(review.line_ids.finding_id, self.closed | self.pending)
        self.assertEqual(review.nil_line_ids.mapped("problem_number"), [3, 4, 5, 6])
        activity = review.sudo().activity_ids
        self.assertEqual(activity.user_id, self.user_officer)
        review.action_confirm_rest()
        review.action_pass()
        self.assertRecordValues(self.dossier, [{"review_status": "passed", "state": "accepted"}])
        self.assertFalse(review.sudo().activity_ids)
        self.assertEqual(review.line_ids.mapped("finding_state"), ["closed", "open"])
        signoff = self.env["rectification.signoff"].search(
            [("res_model", "=", review._name), ("res_id", "=", review.id)]
        )
        self.assertRecordValues(
            signoff, [{"user_id": self.user_officer.id, "dossier_id": self.dossier.id}]
        )

    def test_only_what_failed_is_redone(self):
        review = self._assign()
        self._judge(review, self.closed, "untrue", "The meetings are as many as before")
        self._judge(review, self.pending, "confirmed")
        review.summary = "Look at the meetings again"
        review.action_return()
        self.assertRecordValues(
            self.closed,
            [
                {
                    "state": "in_progress",
                    "return_reason": "The meetings are as many as before",
                    "return_count": 1,
                }
            ],
        )
        self.assertRecordValues(self.pending, [{"state": "open", "is_returned": False}])
        self.assertRecordValues(self.dossier, [{"state": "accepted", "review_status": "returned"}])
        self.assertEqual(self.dossier.review_redo_count, 1)
        self.assertEqual(self.sheet.state, "confirmed")
        history = self.env["rectification.signoff"].search(
            [("res_model", "=", self.closed._name), ("res_id", "=", self.closed.id)], order="id"
        )
        self.assertEqual(
            history.mapped("transition"),
            ["to_verify", "confirmed_by_head", "closed", "in_progress"],
        )

        # The next round looks at what failed and at nothing else.
        self._put_right(self.closed, self.user_head)
        self.closed.with_user(self.user_officer2).action_accept()
        self.assertEqual(self.dossier.review_redo_count, 0)
        self.dossier.with_user(self.user_officer).action_next_round()
        second = self.dossier.current_review_id.with_user(self.user_officer)
        self.assertRecordValues(second, [{"round": 2, "state": "draft"}])
        self.assertEqual(second.line_ids.finding_id, self.closed)
        second.action_confirm_rest()
        second.action_pass()
        self.assertEqual(self.dossier.review_status, "passed")
        self.assertEqual(self.dossier.review_ids.sorted("id").mapped("verdict"), ["return", "pass"])

    def test_doubted_answer_is_given_again(self):
        review = self._assign()
        review.action_confirm_rest()
        line = self.sheet.line_ids.filtered(lambda line: line.problem_number == 4)
        review.doubted_line_ids = line
        review.summary = "Item 4: the township called 40 meetings in May"
        with self.assertRefused("something has failed"):
            review.action_pass()
        review.action_return()
        self.assertRecordValues(self.dossier, [{"state": "returned"}])
        self.assertRecordValues(self.sheet, [{"state": "returned"}])
        self.assertEqual(self.sheet.line_ids.filtered(lambda line: not line.answer), line)
        with self.assertRefused("items without an answer: 4"):
            self.dossier.with_user(self.user_head).action_submit()
        line.with_user(self.user_liaison).action_answer("not_applicable")
        self.dossier.with_user(self.user_head).action_submit()

    def test_new_finding_joins_the_ledger(self):
        review = self._assign()
        with Form(review) as form, form.new_finding_ids.new() as row:
            row.problem_id = self.sheet.line_ids[4].problem_id
            row.description = "Two forms ask the same"
        finding = review.new_finding_ids
        self.assertRecordValues(
            finding,
            [{"dossier_id": self.dossier.id, "source": "leading_group", "state": "open"}],
        )
        finding.with_user(self.user_liaison).write({"measures": "Merge the forms"})
        with self.assertRaises(UserError):
            finding.with_user(self.user_liaison).description = "One form"
        review.action_confirm_rest()
        review.action_pass()
        with self.assertRefused("only its reviewers add findings"):
            self.env["rectification.finding"].with_user(self.user_officer).create(
                {
                    "dossier_id": self.dossier.id,
                    "review_id": review.id,
                    "problem_id": self.sheet.line_ids[4].problem_id.id,
                    "description": "Afterwards",
                }
            )

    def test_what_is_missing_is_said(self):
        review = self._assign()
        with self.assertRefused("give a verdict on 2 findings"):
            review.action_pass()
        self._judge(review, self.closed, "incomplete")
        self._judge(review, self.pending, "confirmed")
        with self.assertRefused("say what is missing about"):
            review.action_return()
        with self.assertRefused("What Has to Be Redone"):
            review.action_return()
        school = self._assign(self._dossier(self.school))
        with self.assertRefused("dossier is not accepted yet"):
            school.action_pass()
        late = (
            self.env["rectification.finding"]
            .with_user(self.user_officer)
            .create(
                {
                    "dossier_id": self.dossier.id,
                    "problem_id": self.pending.problem_id.id,
                    "description": "Seen on the way",
                }
            )
        )
        self._judge(review, self.closed, "confirmed")
        with self.assertRefused("Update the List"):
            review.action_pass()
        review.action_update_list()
        self.assertIn(late, review.line_ids.finding_id)

    def test_completed_unit_is_taken_up_again(self):
        self._put_right(self.pending, self.user_head)
        self.pending.with_user(self.user_officer).action_accept()
        self.dossier.with_user(self.user_officer).action_complete()
        review = self._assign()
        self._judge(review, self.closed, "untrue", "Nothing has changed")
        self._judge(review, self.pending, "confirmed")
        review.summary = "Do it"
        review.action_return()
        self.assertRecordValues(self.dossier, [{"state": "accepted", "review_status": "returned"}])

    def test_not_substantiated_can_be_reopened(self):
        self.pending.with_user(self.user_officer).write(
            {"state": "rejected", "return_reason": "Unfounded"}
        )
        review = self._assign()
        self._judge(review, self.closed, "confirmed")
        self._judge(review, self.pending, "untrue", "It is founded")
        review.summary = "Put it right"
        review.action_return()
        self.assertRecordValues(self.pending, [{"state": "in_progress", "is_returned": True}])


@tagged("post_install", "-at_install")
class TestReviewAccess(ReviewCase):
    def test_never_the_own_unit(self):
        self._add_member(self.township, self.user_officer2, "cadre")
        with self.assertRefused("nobody reviews their own unit"):
            self._assign(reviewer=self.user_officer2)
        with self.assertRefused("nobody reviews their own unit"):
            self.env["rectification.review"].with_user(self.user_officer).create(
                {"dossier_id": self.dossier.id, "reviewer_ids": self.user_officer2.ids}
            )
        with self.assertRefused("is no officer"):
            self.env["rectification.review"].with_user(self.user_officer).create(
                {"dossier_id": self.dossier.id, "reviewer_ids": self.user_observer.ids}
            )
        self.assertFalse(self.dossier.review_ids)

    def test_joining_the_roster_ends_reviewing(self):
        review = self._assign()
        self._add_member(self.township, self.user_officer, "cadre")
        with self.assertRefused("only its reviewers judge"):
            review.action_confirm_rest()

    def test_evenly_and_around_the_own_unit(self):
        self._add_member(self.school, self.user_officer2, "cadre")
        dossiers = self.campaign.dossier_ids
        reviews = self._assign(dossiers, self.user_officer | self.user_officer2)
        reviewers = {review.unit_id: review.reviewer_ids for review in reviews}
        self.assertEqual(reviewers[self.school], self.user_officer)
        self.assertEqual(
            reviewers[self.township] | reviewers[self.village],
            self.user_officer | self.user_officer2,
        )

    def test_steps_are_the_reviewers(self):
        """Draft to done by a reviewer; no other user, no other step."""
        users = (
            self.user_head
            | self.user_liaison
            | self.user_cadre
            | self.user_observer
            | self.user_officer2
            | self.user_leader
        )
        review = self._assign()
        review.action_confirm_rest()
        values = {"state": "done", "verdict": "pass"}
        for user in users:
            with self.subTest(user=user.login), self.assertRaises(UserError):
                review.with_user(user).write(values)
        self.assertEqual(review.state, "draft")
        review.write(values)
        for user in users | self.user_officer:
            with self.subTest(user=user.login, step="back"), self.assertRaises(UserError):
                review.with_user(user).write({"state": "draft"})
        with self.assertRefused("stays as it was signed"):
            review.line_ids[:1].verdict = "untrue"
        with self.assertRefused("stays as it was signed"):
            review.summary = "Afterwards"
        with self.assertRefused("they stay"):
            review.unlink()
        with self.assertRefused("Create it first"):
            review.create({"dossier_id": self.dossier.id, "state": "done"})

    def test_unit_reads_what_is_concluded(self):
        review = self._assign()
        Review, Line = self.env["rectification.review"], self.env["rectification.review.line"]
        for user in (self.user_head, self.user_liaison, self.user_cadre, self.user_school):
            with self.subTest(user=user.login):
                self.assertFalse(Review.with_user(user).search([]))
                self.assertFalse(Line.with_user(user).search([]))
        with self.assertRaises(AccessError):
            Review.with_user(self.user_inspector).search([])
        with self.assertRaises(AccessError):
            self.dossier.with_user(self.user_head).read(["current_review_id"])
        self.assertEqual(self.dossier.with_user(self.user_head).review_status, "in_review")
        review.action_confirm_rest()
        review.action_pass()
        self.assertEqual(Review.with_user(self.user_head).search([]), review)
        self.assertEqual(len(Line.with_user(self.user_head).search([])), 2)
        self.assertFalse(Review.with_user(self.user_school).search([]))

    def test_a_unit_is_in_one_review(self):
        self._assign()
        with self.assertRefused("in review already"):
            self._assign(reviewer=self.user_officer2)

    def test_number_of_queries_does_not_grow(self):
        """Assigning the reviews of four units and of forty takes the same number of queries."""
        units = self.env["rectification.unit"].create(
            [{"name": f"Unit {number}", "kind": "village"} for number in range(48)]
        )
        dossiers = self.campaign.with_user(self.user_leader)._enrol(units)
        counts = []
        for batch in (dossiers[:4], dossiers[4:8], dossiers[8:]):  # the first one fills the caches
            self.env.flush_all()
            start = self.cr.sql_log_count
            self._assign(batch)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - start)
        self.assertLessEqual(counts[2], counts[1] + 3, "room for lists cut into pieces")

    def test_reviewers_are_exchanged(self):
        review = self._assign()
        review.with_user(self.user_officer2).write({"reviewer_ids": self.user_officer2.ids})
        self.assertEqual(review.sudo().activity_ids.user_id, self.user_officer2)
        with self.assertRefused("only its reviewers judge"):
            review.action_confirm_rest()


@tagged("post_install", "-at_install")
class TestClosing(ReviewCase):
    def test_closes_when_every_unit_has_passed(self):
        campaign = self.campaign.with_user(self.user_leader)
        with self.assertRefused("have not been reviewed"):
            campaign._do_close("keep", campaign.browse())
        self.assertIn("3 units have not been reviewed: ", campaign.closing_obstacles)
        review = self._assign()
        self.assertIn("1 units are in review: Township.", campaign.closing_obstacles)
        self._judge(review, self.closed, "incomplete", "Half of it")
        self._judge(review, self.pending, "confirmed")
        review.summary = "The other half"
        review.action_return()
        self.assertIn("returned by their review", campaign.closing_obstacles)
        self._pass_reviews(self.campaign)
        self.assertEqual(campaign.passed_count, 3)
        campaign._do_close("keep", campaign.browse())
        self.assertEqual(campaign.state, "closed")

    def test_unit_that_left_does_not_hold_it_up(self):
        (self.campaign.dossier_ids - self.dossier).with_user(self.user_officer).active = False
        review = self._assign()
        review.action_confirm_rest()
        review.action_pass()
        self.assertNotIn("reviewed", self.campaign.closing_obstacles)

    def test_board_of_an_observer(self):
        """The board's figures in one grouped query, each column shown even when it is empty."""
        self._assign()
        groups = (
            self.env["rectification.dossier"]
            .with_user(self.user_observer)
            .with_context(read_group_expand=True)
            .web_read_group(
                [("campaign_id", "=", self.campaign.id)], ["review_status"], ["__count"]
            )["groups"]
        )
        self.assertEqual(
            {group["review_status"]: group["__count"] for group in groups},
            {"to_review": 2, "in_review": 1, "returned": 0, "passed": 0},
        )
        self.assertEqual(self.dossier.with_user(self.user_observer).reviewer_ids, self.user_officer)
        self.assertEqual(self.dossier.review_since, clock.today(self.env))
