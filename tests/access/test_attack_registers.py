from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_people import TwoPeopleCase


@tagged("post_install", "-at_install")
class TestAttackRegisters(TwoPeopleCase):
    """Numbers drawn, campaigns launched, referrals and reviews concluded by two at once."""

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.sql_db", "odoo.service.model"))

    # ------------------------------------------------------------
    # Campaigns
    # ------------------------------------------------------------

    def test_launching_twice(self):
        with self._open() as env:
            campaign = env["rectification.campaign"].browse(self.created["campaign"])
            day = self.today
            campaign.write(
                {
                    name: day + timedelta(days=days)
                    for name, days in (
                        ("date_study_end", 10),
                        ("date_submission", 15),
                        ("date_self_check_end", 20),
                        ("date_supervision_end", 30),
                    )
                }
            )

        def launch(env):
            env["rectification.campaign"].browse(self.created["campaign"]).action_launch()

        self.assertIn("cannot become", self._meet("leader", launch, "leader", launch))
        with self._open() as env:
            self.assertEqual(
                env["rectification.signoff"].search_count(
                    [
                        ("res_model", "=", "rectification.campaign"),
                        ("res_id", "in", self.created["campaign"]),
                    ]
                ),
                1,
            )

    def test_numbers_of_documents(self):
        """Two officers issue at once: one of them is tried again and gets the next number."""
        self._set(state="open")
        ids = []
        for name in ("officer", "leader"):
            with self._open(name) as env:
                document = env["rectification.document"].create(
                    {
                        "dossier_id": self.created["dossiers"][0],
                        "finding_ids": self.created["finding"],
                        "body": "Put it right",
                        "prefix": "Concurrent",
                    }
                )
                ids.append(document.id)
        told = self._meet(
            "officer",
            lambda env: env["rectification.document"].browse(ids[0]).action_issue(),
            "leader",
            lambda env: env["rectification.document"].browse(ids[1]).action_issue(),
        )
        self.assertFalse(told)
        with self._open() as env:
            numbers = env["rectification.document"].browse(ids).mapped("number")
            self.assertEqual(numbers[1] - numbers[0], 1)

    def test_referral_handed_over_twice(self):
        ids = self._make_referrals(1)

        def hand_over(env):
            env["rectification.referral"].browse(ids).action_hand_over()

        self.assertIn("cannot become", self._meet("officer", hand_over, "leader", hand_over))

    def test_numbers_of_the_register(self):
        """Two hand-overs at once: one of them is tried again and gets the next number."""
        first, second = self._make_referrals(2)
        told = self._meet(
            "officer",
            lambda env: env["rectification.referral"].browse(first).action_hand_over(),
            "leader",
            lambda env: env["rectification.referral"].browse(second).action_hand_over(),
        )
        self.assertFalse(told)
        with self._open() as env:
            numbers = env["rectification.referral"].browse((first, second))
            self.assertEqual(numbers[1].register_number - numbers[0].register_number, 1)

    def test_material_while_the_referral_is_approved(self):
        [referral] = self._make_referrals(1, approved=False)
        told = self._meet(
            "leader",
            lambda env: env["rectification.referral"].browse(referral).action_approve(),
            "officer",
            lambda env: env["rectification.referral.material"].create(
                {"referral_id": referral, "name": "One more"}
            ),
        )
        self.assertIn("until it is approved", told)

    def _make_referrals(self, count, approved=True):
        with self._open("officer") as env:
            referrals = env["rectification.referral"].create(
                [
                    {
                        "name": "Concurrent",
                        "unit_id": self.created["units"][0],
                        "campaign_id": self.created["campaign"][0],
                        "facts": "Facts",
                        "person_ids": [Command.create({"name": "Somebody"})],
                        "material_ids": [Command.create({"name": "Paper"})],
                    }
                    for __ in range(count)
                ]
            )
            ids = referrals.ids
        self.created["referrals"] = ids
        if approved:
            with self._open("leader") as env:
                env["rectification.referral"].browse(ids).action_approve()
        return ids

    # ------------------------------------------------------------
    # Reviews
    # ------------------------------------------------------------

    def test_verdict_while_the_review_is_concluded(self):
        self._set(state="closed")
        with self._open() as env:
            campaign = env["rectification.campaign"].browse(self.created["campaign"])
            self._set_state(campaign, "supervision")
            self._set_state(self._dossier(env), "accepted")
        with self._open("officer") as env:
            review = env["rectification.review"].create(
                {
                    "dossier_id": self.created["dossiers"][0],
                    "reviewer_ids": [self.created["officer"], self.created["leader"]],
                }
            )
            review_id = review.id
            review.action_confirm_rest()
            review.verdict = "pass"

        def get_review(env):
            return env["rectification.review"].browse(review_id)

        told = self._meet(
            "officer",
            lambda env: get_review(env).action_pass(),
            "leader",
            lambda env: get_review(env).line_ids.write({"verdict": "untrue", "remark": "Not so"}),
        )
        self.assertIn("is concluded", told)
        told = self._meet(
            "officer",
            lambda env: get_review(env).search_count([]),
            "leader",
            lambda env: get_review(env).action_return(),
        )
        self.assertIn("cannot become", told)
