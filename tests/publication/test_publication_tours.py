from datetime import timedelta

from odoo.tests import tagged

from ..referral.tours import OpenFindingsTours


@tagged("post_install", "-at_install")
class TestPublicationTours(OpenFindingsTours):
    """The ways of a bulletin and of a rule, in a browser, in Chinese."""

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
