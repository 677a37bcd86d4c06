from odoo.tests import tagged

from ..common import RectificationCase

DESK = "rectification_campaign.rectification_desk_action"


@tagged("post_install", "-at_install")
class TestFirstSteps(RectificationCase):
    """An office that has just installed the addon reads what comes first, and with names."""

    def _setup_tasks(self, user):
        self.env.invalidate_all()
        desk = self.env["rectification.desk"].with_user(user).get_desk()
        tasks = {task["key"]: task for part in desk["parts"] for task in part["tasks"]}
        return {key: task for key, task in tasks.items() if key.startswith("setup_")}

    def _empty(self):
        """Leave nothing but a catalogue and users, as after the installation."""
        self.env["rectification.campaign"].search([]).active = False
        self.env["rectification.unit"].search([]).active = False
        self.campaign.unlink()

    def test_empty_database(self):
        self._empty()
        tasks = self._setup_tasks(self.user_officer)
        self.assertEqual(list(tasks), ["setup_units"], "one step after the other")
        self.assertEqual(
            tasks["setup_units"]["action"], "rectification_campaign.rectification_unit_action"
        )
        self.assertFalse(self._setup_tasks(self.user_observer), "who changes nothing")

    def test_units_without_a_campaign(self):
        self._empty()
        self.school.active = True
        self._add_unit("Headless Village", kind="village")
        tasks = self._setup_tasks(self.user_officer)
        self.assertEqual(list(tasks), ["setup_heads", "setup_campaign"])
        self.assertIn(": 1.", tasks["setup_heads"]["text"])
        self.assertEqual(tasks["setup_heads"]["action"]["res_model"], "rectification.unit")

    def test_a_running_campaign_ends_the_first_steps(self):
        self._add_unit("Headless Village", kind="village")
        self.assertEqual(list(self._setup_tasks(self.user_leader)), ["setup_heads"])
        self._launch()
        self.assertFalse(self._setup_tasks(self.user_leader))
