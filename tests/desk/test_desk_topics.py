from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..referral.common import ReferralCase


@tagged("post_install", "-at_install")
class TestDeskTopics(ReferralCase):
    """What study, extensions, reviews, bulletins and referrals put on whose desk."""

    def _keys(self, user):
        """Return the keys of all tasks on the user's desk."""
        self.env.invalidate_all()
        parts = self.env["rectification.desk"].with_user(user).get_desk()["parts"]
        return {task["key"] for part in parts for task in part["tasks"]}

    def _referral_keys(self, user):
        return {key for key in self._keys(user) if key.startswith("referrals")}

    def test_sessions_that_were_held_are_recorded_by_the_unit(self):
        session = (
            self.env["rectification.study.session"]
            .with_user(self.user_liaison)
            .create(
                {
                    "dossier_id": self._dossier(self.township).id,
                    "form_id": self.env.ref("rectification_campaign.study_form_branch").id,
                    "name": "Plain speaking",
                    "date_start": fields.Datetime.now() + timedelta(days=2),
                }
            )
        )
        self.assertNotIn("study_sessions", self._keys(self.user_liaison))
        session.date_start = fields.Datetime.now() - timedelta(days=2)
        self.assertIn("study_sessions", self._keys(self.user_liaison))
        self.assertNotIn("study_sessions", self._keys(self.user_cadre))
        self.assertNotIn("study_sessions", self._keys(self.user_school))

    def test_an_extension_goes_from_the_head_to_the_office(self):
        extension = (
            self.env["rectification.extension"]
            .with_user(self.user_liaison)
            .create(
                {
                    "finding_id": self.finding.id,
                    "reason": "The supplier is late",
                    "progress": "Half of it is done",
                    "requested_deadline": self.finding.deadline + timedelta(days=10),
                }
            )
        )
        self.assertIn("extensions_agree", self._keys(self.user_head))
        self.assertNotIn("extensions_answer", self._keys(self.user_officer))
        extension.with_user(self.user_head).action_agree()
        self.assertNotIn("extensions_agree", self._keys(self.user_head))
        self.assertIn("extensions_answer", self._keys(self.user_officer))
        self.assertNotIn("extensions_answer", self._keys(self.user_observer))

    def test_a_review_is_on_the_desk_of_its_reviewer_alone(self):
        self._answer_rest(self._sheet(self.township), self.user_liaison)
        dossier = self._dossier(self.township)
        dossier.with_user(self.user_head).action_submit()
        dossier.with_user(self.user_officer).action_accept()
        self.env["rectification.review"].with_user(self.user_officer).create(
            {"dossier_id": dossier.id, "reviewer_ids": self.user_officer2.ids}
        )
        self.assertIn("reviews", self._keys(self.user_officer2))
        self.assertNotIn("reviews", self._keys(self.user_officer))

    def test_a_bulletin_waits_for_the_head_then_for_an_officer(self):
        bulletin = (
            self.env["rectification.bulletin"]
            .with_user(self.user_officer)
            .create(
                {
                    "name": "Fewer reports",
                    "campaign_id": self.campaign.id,
                    "body": "<p>How the reports became fewer</p>",
                }
            )
        )
        self.assertIn("bulletins_approve", self._keys(self.user_leader))
        self.assertNotIn("bulletins_publish", self._keys(self.user_officer))
        bulletin.with_user(self.user_leader).action_approve()
        self.assertIn("bulletins_publish", self._keys(self.user_officer))

    def test_a_referral_shows_on_no_desk_that_must_not_know_of_it(self):
        referral = self._refer()
        self.assertIn("referrals_approve", self._keys(self.user_leader))
        referral.with_user(self.user_leader).action_approve()
        self.assertIn("referrals_hand_over", self._keys(self.user_officer))
        self.assertFalse(self._referral_keys(self.user_inspector))
        referral.with_user(self.user_officer).action_hand_over()
        self.assertIn("referrals_accept", self._keys(self.user_inspector))
        for user in (
            self.user_officer2,
            self.user_observer,
            self.user_head,
            self.user_liaison,
            self.user_cadre,
        ):
            with self.subTest(user=user.login):
                self.assertFalse(self._referral_keys(user))
        self._conclude(referral)
        self.assertFalse(self._referral_keys(self.user_inspector))
