from odoo.tests import tagged

from .tours import OpenFindingsTours


@tagged("post_install", "-at_install")
class TestReferralTours(OpenFindingsTours):
    """The way of a referral, of which a cadre meets no word, in a browser, in Chinese."""

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
