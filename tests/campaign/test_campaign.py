from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestCampaign(RectificationCase):
    """Campaigns: every refusal names the campaign and the way out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    def test_dates_out_of_order(self):
        today = self.today
        campaign = self._add_campaign("Next Campaign")
        for values, earlier, later in (
            ({"date_study_end": today - timedelta(1)}, "Start", "End of Study and Education"),
            (
                {"date_self_check_end": today + timedelta(10)},
                "End of Study and Education",
                "End of Self-Check and Self-Correction",
            ),
            (
                {"date_supervision_end": today},
                "End of Self-Check and Self-Correction",
                "End of Supervision",
            ),
            (
                {"date_submission": today + timedelta(61)},
                "Submission Deadline",
                "End of Self-Check and Self-Correction",
            ),
            ({"date_submission": today - timedelta(1)}, "Start", "Submission Deadline"),
        ):
            with (
                self.subTest(values=values),
                self.assertRefused(
                    "Next Campaign",
                    earlier,
                    later,
                    "Put the dates in order",
                    exception=ValidationError,
                ),
            ):
                campaign.write(values)

    def test_launch_without_units_or_catalogue(self):
        campaign = self._add_campaign("Empty", catalogue_id=False, date_submission=False)
        with self.assertRefused(
            "Empty", "choose a published", "Enrol Units", "fill in: Submission Deadline"
        ):
            campaign.action_launch()
        self.assertFalse(campaign.launched_on)

    def test_draft_catalogue(self):
        draft = self.env["rectification.catalogue"].create({"name": "Half Ready"})
        hasty = self._add_campaign("Hasty", catalogue_id=draft.id)
        hasty._enrol(self.school)
        sentence = ("Hasty", "Half Ready", "is still a draft", "Publish and Launch")
        with self.assertRefused(*sentence):
            hasty.action_launch()
        with self.assertRefused(*sentence):
            hasty.write({"state": "study"})
        with self.assertRefused("Half Ready", "no problem items"):
            draft.action_publish()
        with self.assertRefused("Half Ready", "no problem items"):
            hasty.action_publish_and_launch()
        self.assertFalse(hasty.launched_on)

    def test_launched_campaign_keeps_its_catalogue(self):
        campaign = self.campaign.with_user(self.user_leader)
        with self.assertRefused(self.campaign.name, "Start another campaign"):
            campaign.write({"catalogue_id": False})
        with self.assertRefused(self.campaign.name, "Cancel or archive"):
            campaign.unlink()

    def test_close_with_open_findings(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        campaign = self.campaign.with_user(self.user_leader)
        campaign.action_start_self_check()
        campaign.action_start_supervision()
        self._pass_reviews()
        with self.assertRefused(campaign.name, "1 findings are still open", "Choose “Close”"):
            campaign.write({"state": "closed"})
        self.assertEqual(campaign.action_close()["res_model"], "rectification.campaign.close")
        campaign._do_close("keep", campaign.browse())
        with self.assertRefused("is closed"):
            campaign.write({"name": "Other"})
        with self.assertRefused("nothing new is recorded"):
            self._find(self.sheet, 2, self.user_liaison)
        with self.assertRefused("nothing new is recorded"):
            finding.copy({"check_line_id": False})
        with self.assertRefused(campaign.name, "nothing new is recorded"):
            (
                self.env["rectification.dossier"]
                .with_user(self.user_officer)
                .create({"campaign_id": campaign.id, "unit_id": self.county.id})
            )
        # Kept open means: the unit goes on putting it right.
        finding.with_user(self.user_liaison).action_open()
        self._put_right(finding, self.user_head)
        finding.with_user(self.user_officer).action_accept()
        self.assertEqual(finding.state, "closed")

    def test_the_only_catalogue_is_chosen(self):
        catalogues = self.env["rectification.catalogue"]
        others = catalogues.search([("id", "!=", self.catalogue.id)])
        others.active = False
        form = Form(self.env["rectification.campaign"].with_user(self.user_officer))
        self.assertEqual(form.catalogue_id, self.catalogue)
        self.catalogue.copy().action_publish()
        form = Form(self.env["rectification.campaign"].with_user(self.user_officer))
        self.assertFalse(form.catalogue_id, "of several somebody chooses")
