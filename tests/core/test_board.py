from odoo.tests import tagged

from ..common import RectificationCase

BOARDS = ("rectification.dossier", "rectification.check", "rectification.finding")


@tagged("post_install", "-at_install")
class TestBoard(RectificationCase):
    """What a board asks before it moves a card."""

    def test_every_step_with_a_reason_has_a_button_that_asks(self):
        for name in BOARDS:
            model = self.env[name]
            needing = {step for step, rule in model._get_flow().items() if rule.reason_field}
            with self.subTest(model=name):
                self.assertEqual(set(model._asking_buttons), needing)
                for button in model._asking_buttons.values():
                    self.assertTrue(callable(getattr(model, button)))

    def test_the_button_is_for_those_who_may_take_the_step(self):
        self._launch()
        self.campaign.with_user(self.user_leader).action_start_self_check()
        finding = self._find(self._sheet(self.township), 1, self.user_liaison)
        finding.action_open()
        self._put_right(finding, self.user_liaison)

        def ask(user, target):
            return finding.with_user(user).get_asking_button(target)

        self.assertEqual(ask(self.user_officer, "in_progress"), "action_return")
        self.assertEqual(ask(self.user_head, "in_progress"), "action_return")
        self.assertEqual(ask(self.user_officer, "rejected"), "action_reject")
        # Not theirs to take, or without a reason: tried, and refused or done by the flow itself.
        self.assertFalse(ask(self.user_liaison, "in_progress"))
        self.assertFalse(ask(self.user_head, "rejected"))
        self.assertFalse(ask(self.user_officer, "closed"))
        self.assertFalse(ask(self.user_officer, "draft"))
