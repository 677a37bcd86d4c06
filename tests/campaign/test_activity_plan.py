from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestActivityPlan(RectificationCase):
    """What has to be done around a launch comes as a plan, and an office makes it its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env.ref("rectification_campaign.activity_plan_launch")

    def _schedule(self, user):
        wizard = Form(
            self.env["mail.activity.schedule"]
            .with_user(user)
            .with_context(
                active_model="rectification.campaign",
                active_ids=self.campaign.ids,
                active_id=self.campaign.id,
                plan_mode=True,
            )
        )
        wizard.plan_id = self.plan.with_user(user)
        wizard.plan_date = self.today + timedelta(days=10)
        wizard.plan_on_demand_user_id = user
        wizard.save().action_schedule_plan()
        return self.campaign.activity_ids

    def test_an_officer_schedules_the_whole_plan(self):
        activities = self._schedule(self.user_officer)
        self.assertEqual(
            [(activity.date_deadline - self.today).days for activity in activities],
            [0, 5, 10, 24],
        )
        self.assertEqual(activities.user_id, self.user_officer)
        self.assertEqual(activities[:1].summary, "核对单位和人员名册")

    def test_an_officer_changes_the_plan(self):
        plan = self.plan.with_user(self.user_officer)
        plan.template_ids[0].write({"summary": "Look at the rosters", "delay_count": 20})
        plan.template_ids[3].unlink()
        self.assertEqual(
            self._schedule(self.user_officer).mapped("summary")[:1], ["Look at the rosters"]
        )
        self.assertEqual(len(self.campaign.activity_ids), 3)

    def test_plans_of_others_stay_theirs(self):
        foreign = self.env["mail.activity.plan"].create(
            {"name": "Of contacts", "res_model": "res.partner"}
        )
        with self.assertRaises(AccessError):
            foreign.with_user(self.user_officer).write({"name": "Ours"})
        for user in (self.user_head, self.user_observer):
            with self.assertRaises(AccessError):
                self.plan.with_user(user).write({"name": "Ours"})
