from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestAction(RectificationCase):
    """Actions: the person who does one does not change the plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)

    def test_doer_changes_no_plan(self):
        finding = self._find(self.sheet, 1, self.user_liaison)
        action = self._add_action(finding, self.user_liaison, self.member_cadre)
        doer = action.with_user(self.user_cadre)
        for values in ({"deadline": self.today}, {"name": "Less"}, {"user_id": False}):
            with self.assertRefused("Do it", "by whom and by when"):
                doer.write(values)
        with self.assertRefused("Do it", "this step is for"):
            doer.action_cancel()
        with self.assertRefused("stays with its finding"):
            action.with_user(self.user_liaison).write({"finding_id": finding.id + 1})
        with self.assertRefused("by hand"):
            action.with_user(self.user_liaison).write({"done_by_id": self.user_head.id})
        doer.write({"state": "done", "done_note": "Finished"})
        self.assertRecordValues(action, [{"done_by_id": self.user_cadre.id, "state": "done"}])
