from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..referral.common import ReferralCase


@tagged("post_install", "-at_install")
class TestHandover(ReferralCase):
    """Somebody leaves: the open work goes to somebody else, what is signed stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finding.with_user(cls.user_liaison).write(
            {"responsible_member_id": cls.member_cadre.id}
        )
        actions = cls.env["rectification.action"].with_user(cls.user_liaison)
        cls.action = actions.create(
            {"finding_id": cls.finding.id, "name": "Now", "member_id": cls.member_cadre.id}
        ).with_env(cls.env)
        cls.done = actions.create(
            {"finding_id": cls.finding.id, "name": "Before", "member_id": cls.member_cadre.id}
        ).with_env(cls.env)
        cls.done.with_user(cls.user_cadre).action_done()

    def _pass_on(self, user=None, **values):
        wizard = (
            self.env["rectification.transfer"]
            .with_user(user or self.user_officer)
            .create(
                {
                    "unit_id": self.township.id,
                    "from_member_id": self.member_cadre.id,
                    "to_member_id": self.member_responsible.id,
                    "reason": "Posted elsewhere",
                    **values,
                }
            )
        )
        wizard.action_apply()

    def test_cadre_leaves(self):
        sheet = self._sheet(self.township, self.member_cadre)
        with Form(
            self.env["rectification.transfer"]
            .with_user(self.user_officer)
            .with_context(active_model="rectification.unit.member", active_id=self.member_cadre.id)
        ) as form:
            self.assertEqual(form.unit_id, self.township)
            self.assertFalse(form.take_role)
            self.assertIn("Findings: 1", form.summary)
            form.to_member_id = self.member_responsible
            wizard = form.save()
        wizard.action_apply()
        self.assertEqual(self.finding.responsible_member_id, self.member_responsible)
        self.assertEqual(self.action.user_id, self.user_responsible)
        self.assertEqual(self.action.activity_ids.user_id, self.user_responsible)
        self.assertEqual(self.done.member_id, self.member_cadre)
        self.assertRecordValues(self.member_cadre, [{"active": False, "user_id": False}])
        self.assertFalse(sheet.user_id)
        self.assertTrue(sheet.with_user(self.user_liaison).is_editable)
        entries = self.env["rectification.signoff"].search([("transition", "=", "transferred")])
        self.assertEqual(
            set(entries.mapped("res_model")),
            {
                "rectification.finding",
                "rectification.action",
                "rectification.check",
                "rectification.dossier",
            },
        )
        self.assertIn("Township Cadre", entries[:1].comment)
        self.assertIn("Passed on", self.finding.message_ids[:1].body)

    def test_head_leaves(self):
        extension = self.env["rectification.extension"].with_user(self.user_liaison)
        extension = extension.create(
            {
                "finding_id": self.finding.id,
                "reason": "Late",
                "progress": "Half",
                "requested_deadline": "2099-01-01",
            }
        ).with_env(self.env)
        self.assertEqual(extension.activity_ids.user_id, self.user_head)
        self._pass_on(from_member_id=self.member_head.id, to_member_id=self.member_liaison.id)
        self.assertEqual(self.township.head_user_id, self.user_liaison)
        self.assertFalse(self.member_head.active)
        self.assertEqual(extension.activity_ids.user_id, self.user_liaison)
        self.assertEqual(self.finding.leader_member_id, self.member_liaison)

    def test_officer_leaves(self):
        self.campaign.with_user(self.user_leader).officer_user_ids = self.user_officer
        referral = self._refer()
        review = (
            self.env["rectification.review"]
            .with_user(self.user_officer)
            .create(
                {
                    "dossier_id": self._dossier(self.township).id,
                    "kind": "spot_check",
                    "reviewer_ids": self.user_officer.ids,
                }
            )
            .with_env(self.env)
        )
        values = {
            "scope": "office",
            "from_user_id": self.user_officer.id,
            "to_user_id": self.user_officer2.id,
        }
        with self.assertRaises(AccessError):
            self._pass_on(self.user_officer, **values)
        observed = self.env["rectification.signoff"].with_user(self.user_observer)
        self._pass_on(self.user_leader, **values)
        self.assertEqual(review.reviewer_ids, self.user_officer2)
        self.assertEqual(self.campaign.officer_user_ids, self.user_officer2)
        self.assertEqual(referral.proposed_by_id, self.user_officer2)
        self.env.invalidate_all()
        self.assertFalse(referral.with_user(self.user_officer).has_access("read"))
        entries = observed.search([("transition", "=", "transferred")])
        self.assertEqual(
            set(entries.mapped("res_model")), {"rectification.review", "rectification.campaign"}
        )

    def test_bad_input(self):
        before = self.finding.responsible_member_id
        for values, sentence in (
            ({"to_member_id": False}, "to whom"),
            ({"to_member_id": self.member_cadre.id}, "cannot take over"),
            ({"to_member_id": self.member_school.id}, "The work of a unit stays"),
            ({"to_member_id": self.member_paper.id}, "has no login"),
            ({"scope": "office"}, "which other officer"),
        ):
            with self.subTest(sentence=sentence), self.assertRefused(sentence):
                self._pass_on(**values)
        self._add_member(self.township, self.user_officer2, "cadre")
        with self.assertRefused("You are on the roster"):
            self._pass_on(self.user_officer2)
        with self.assertRefused("is not an officer"):
            self._pass_on(
                self.user_leader,
                scope="office",
                from_user_id=self.user_officer.id,
                to_user_id=self.user_cadre.id,
            )
        for user in (self.user_head, self.user_observer, self.user_inspector):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._pass_on(user)
        self.assertEqual(self.finding.responsible_member_id, before)
        self.assertTrue(self.member_cadre.active)
