from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ...models.core.flows import BULLETIN_FLOW
from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestBulletin(RectificationCase):
    """Cases published to units: without names, approved by the head, read by those addressed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.township.name = "禾湾镇"
        cls.member_cadre.name = "周向阳"
        cls.member_paper.name = "高峰"
        cls.member_school.name = "高山"
        cls._launch()
        cls.campaign.with_user(cls.user_leader).action_start_self_check()
        cls.finding = cls._find(
            cls._sheet(cls.township),
            1,
            cls.user_liaison,
            description="禾湾镇周　向阳要求各村重复填表，高峰照转。",
            measures="取消重复报表。",
        ).with_env(cls.env)
        cls.finding.with_user(cls.user_liaison).action_open()

    def _write(self, user=None, **values):
        return (
            self.env["rectification.bulletin"]
            .with_user(user or self.user_officer)
            .create(
                {
                    "name": "关于周向阳重复要表的通报",
                    "campaign_id": self.campaign.id,
                    "finding_ids": self.finding.ids,
                    **values,
                }
            )
            .with_env(self.env)
        )

    def _published(self, **values):
        bulletin = self._write(**values)
        officer = bulletin.with_user(self.user_officer)
        officer.action_write_text()
        officer.action_anonymise()
        bulletin.with_user(self.user_leader).action_approve()
        officer.action_publish()
        return bulletin

    def test_text_without_names(self):
        bulletin = self._write()
        officer = bulletin.with_user(self.user_officer)
        officer.action_write_text()
        self.assertIn("取消重复报表", bulletin.body)
        self.assertEqual(officer.names_left, "周向阳, 高峰")
        with self.assertRefused("周向阳 and 高峰"):
            bulletin.with_user(self.user_leader).action_approve()
        officer.action_anonymise()
        self.assertEqual(bulletin.name, "关于周某重复要表的通报")
        self.assertIn("禾湾镇周某要求各村重复填表，高某照转。", bulletin.body)
        self.assertFalse(officer.names_left)
        bulletin.with_user(self.user_leader).action_approve()
        # The roster has grown since: what was approved is looked at once more.
        self._add_member(self.township, None, "cadre", name="各村重")
        with self.assertRefused("各村重"):
            officer.action_publish()

    def test_units_without_names(self):
        bulletin = self._write(anonymise_units=True)
        officer = bulletin.with_user(self.user_officer)
        officer.action_write_text()
        self.assertIn("禾湾镇", officer.names_left)
        officer.action_anonymise()
        self.assertNotIn("禾湾", bulletin.body)
        self.assertIn("某镇周某", bulletin.body)

    def test_short_names_elsewhere_are_words(self):
        bulletin = self._write(name="山", body="高山蔬菜基地的高峰期")
        self.assertEqual(bulletin.with_user(self.user_officer).names_left, "高峰")

    def test_longer_names_elsewhere_are_names(self):
        for name in ("春风", "王小明"):
            self._add_member(self.school, None, "cadre", name=name)
        bulletin = self._write(name="通报", body="王小明说，春风来了。")
        self.assertEqual(bulletin.with_user(self.user_officer).names_left, "王小明")

    def test_names_may_stand_where_wanted(self):
        bulletin = self._write(kind="good_practice", anonymise_persons=False, body="周向阳很好")
        bulletin.with_user(self.user_leader).action_approve()
        self.assertEqual(bulletin.state, "approved")

    def test_every_step_and_role(self):
        bulletin = self._write(name="通报", body="不点名。", return_reason=False)
        leader, officers = {self.user_leader}, {self.user_officer, self.user_officer2}
        allowed = {
            ("draft", "approved"): leader,
            ("approved", "draft"): leader | officers,
            ("approved", "published"): leader | officers,
            ("published", "draft"): leader,
        }
        self.assertEqual(set(allowed), set(BULLETIN_FLOW))
        self.assertSteps(
            bulletin,
            allowed,
            (
                *leader,
                *officers,
                self.user_head,
                self.user_liaison,
                self.user_cadre,
                self.user_village,
                self.user_school,
                self.user_stranger,
                self.user_observer,
                self.user_inspector,
            ),
        )

    def test_bad_input(self):
        bulletin = self._write(finding_ids=False)
        officer = bulletin.with_user(self.user_officer)
        with self.assertRefused("choose the findings"):
            officer.action_write_text()
        with self.assertRefused("has no text yet"):
            bulletin.with_user(self.user_leader).action_approve()
        officer.write({"name": "通报", "body": "不点名。", "audience": "chosen"})
        with self.assertRefused("choose the units"):
            bulletin.with_user(self.user_leader).action_approve()
        officer.unit_ids = self.school
        with self.assertRefused("filled by the steps"):
            officer.approved_by_id = self.user_leader
        bulletin.with_user(self.user_leader).action_approve()
        with self.assertRefused("stands as it was approved"):
            officer.body = "周向阳"
        with self.assertRefused("Why Back to Draft"):
            officer.write({"state": "draft"})
        with self.assertRefused("stays on record"):
            officer.unlink()
        action = officer.action_draft()
        with Form.from_action(self.env(user=self.user_officer), action) as form:
            form.reason = "Say it more clearly"
            wizard = form.save()
        wizard.action_apply()
        self.assertRecordValues(bulletin, [{"state": "draft"}])
        with self.assertRefused("stays on record"):
            officer.unlink()

    def test_read_by_those_addressed(self):
        model = self.env["rectification.bulletin"]
        draft = self._write()
        for_all = self._published()
        for_school = self._published(audience="chosen", unit_ids=self.school.ids)
        every = draft | for_all | for_school
        readers = (self.user_head, self.user_liaison, self.user_cadre, self.user_village)
        for user in readers:
            self.assertEqual(model.with_user(user).search([]).with_env(self.env), for_all)
        self.assertEqual(
            model.with_user(self.user_school).search([]).with_env(self.env), for_all | for_school
        )
        for user in (self.user_observer, self.user_officer, self.user_leader):
            self.assertEqual(model.with_user(user).search([]).with_env(self.env), every)
        for user in (self.user_stranger, self.user_inspector):
            with self.assertRaises(AccessError):
                model.with_user(user).search([])
        for user in (*readers, self.user_observer):
            with self.assertRaises(UserError):
                for_all.with_user(user).name = "Changed"

    def test_new_ones_are_on_the_desk(self):
        """For those addressed, and for a fortnight."""
        self._published(audience="chosen", unit_ids=self.township.ids)
        for user, sees in (
            (self.user_liaison, True),
            (self.user_cadre, True),
            (self.user_school, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual("bulletins_read" in self._get_tasks(user), sees)
        with freeze_time(fields.Datetime.now() + timedelta(days=20)):
            self.assertNotIn("bulletins_read", self._get_tasks(self.user_liaison))

    def _get_tasks(self, user):
        """Return the keys of the tasks that the desk of ``user`` has for the person."""
        parts = self.env["rectification.desk"].with_user(user).get_desk()["parts"]
        return {task["key"] for part in parts if part["key"] == "person" for task in part["tasks"]}

    def test_readers_learn_no_name(self):
        bulletin = self._published(anonymise_units=True)
        reader = bulletin.with_user(self.user_school)
        for name in ("finding_ids", "unit_ids", "names_left", "return_reason"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                reader.read([name])
            with self.subTest(search=name), self.assertRaises(AccessError):
                reader.search([(name, "!=", False)])
        everything = str(reader.read())
        for name in ("周向阳", "高峰", "禾湾"):
            self.assertNotIn(name, everything)
