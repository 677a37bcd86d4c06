from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ReferralCase

MODELS = (
    "rectification.referral",
    "rectification.referral.person",
    "rectification.referral.material",
)
# What a user may look at around a referral, and what an attacker would compare.
AROUND = (
    "rectification.campaign",
    "rectification.unit",
    "rectification.unit.member",
    "rectification.dossier",
    "rectification.check",
    "rectification.finding",
    "rectification.action",
    "rectification.evidence",
    "rectification.extension",
    "rectification.mechanism",
    "rectification.bulletin",
    "rectification.document",
    "rectification.review",
    "rectification.review.line",
    "rectification.sample.draw",
    "rectification.suggestion",
    "rectification.reminder",
    "rectification.analysis",
    "rectification.workbook.import",
    "rectification.signoff",
    "mail.message",
    "mail.followers",
    "mail.activity",
    "mail.notification",
    "ir.attachment",
    "ir.sequence",
    "ir.model.data",
    "bus.bus",
)


@tagged("post_install", "-at_install")
class TestReferralSecrecy(ReferralCase):
    """Nobody but proposer, head and inspectors can learn that a referral exists."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "rectification_campaign.group_%s"
        cls.user_portal = new_test_user(cls.env, "t_portal", groups="base.group_portal")
        # An officer and an inspector who sit on the township's roster.
        cls.user_officer3 = new_test_user(cls.env, "t_officer3", groups=group % "officer")
        cls.user_inspector3 = new_test_user(cls.env, "t_inspector3", groups=group % "inspector")
        cls._add_member(cls.township, cls.user_officer3, "cadre", name="Officer Cadre")
        cls._add_member(cls.township, cls.user_inspector3, "cadre", name="Inspector Cadre")
        cls._add_evidence(cls.finding, cls.user_liaison)
        cls.env["rectification.action"].create(
            {
                "finding_id": cls.finding.id,
                "name": "Fewer meetings",
                "member_id": cls.member_cadre.id,
            }
        )
        cls.outsiders = (
            cls.user_head,
            cls.user_liaison,
            cls.user_cadre,
            cls.user_village,
            cls.user_county,
            cls.user_responsible,
            cls.user_school,
            cls.user_observer,
            cls.user_officer2,
            cls.user_officer3,
            cls.user_inspector3,
            cls.user_stranger,
            cls.user_portal,
        )

    # ------------------------------------------------------------
    # What a user sees
    # ------------------------------------------------------------

    def _attempt(self, function):
        """Return what ``function`` returns, or the refusal as text."""
        try:
            return function()
        except UserError as error:
            return f"{type(error).__name__}: {error}"

    def _look(self, user):
        """Return everything ``user`` can read, count and group around the referral."""
        self.env.flush_all()
        self.env.invalidate_all()
        seen = {}
        for name in AROUND:
            model = self.env[name].with_user(user)
            # Rows that every session writes (log-ins and the like) are no part of it.
            seen[name] = self._attempt(lambda model=model: self._look_at(model))
        seen["desk"] = self._attempt(
            lambda: str(self.env["rectification.desk"].with_user(user).get_desk())
        )
        seen["dashboard"] = self._attempt(
            lambda: str(self.env["rectification.dashboard"].with_user(user).get_dashboard())
        )
        seen["clock of activities"] = self._attempt(
            lambda: str(user.with_user(user)._get_activity_groups())
        )
        return seen

    def _look_at(self, model):
        fields = list(model.fields_get(attributes=["type"]))
        records = model.search([], order="id")
        sight = {
            "count": model.search_count([]),
            "ids": records.ids,
            "fields": fields,
            "groups": str(model.formatted_read_group([], ["create_uid"], ["__count"]))
            if "create_uid" in fields
            else "",
        }
        try:
            sight["values"] = str(records[:30].read(fields, load=None))
        except UserError:
            # One refused field must not hide the others.
            sight["values"] = [
                self._attempt(lambda name=name: str(records[:30].read([name]))) for name in fields
            ]
        return sight

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nothing_around_changes(self):
        """What outsiders see is byte for byte the same before, during and after a referral."""
        before = {user: self._look(user) for user in self.outsiders}
        observed = before[self.user_observer]
        self.assertTrue(observed["rectification.finding"]["values"])
        self.assertTrue(observed["rectification.signoff"]["values"])
        referral = self._refer()
        self.assertEqual(self.finding.with_user(self.user_officer).referral_count, 1)
        self._check_unchanged(before, "proposed")
        self._hand_over(referral)
        self._conclude(referral)
        self._check_unchanged(before, "concluded")

    def _check_unchanged(self, before, stage):
        for user, seen in before.items():
            now = self._look(user)
            for name, sight in seen.items():
                with self.subTest(stage=stage, user=user.login, what=name):
                    self.assertEqual(now[name], sight)

    # ------------------------------------------------------------
    # Direct attacks
    # ------------------------------------------------------------

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_direct_attacks(self):
        """Each way into the models, tried on a real id and on one that does not exist."""
        referral = self._refer()
        self._hand_over(referral)
        self.env.flush_all()
        samples = {
            "rectification.referral": referral,
            "rectification.referral.person": referral.person_ids,
            "rectification.referral.material": referral.material_ids,
            "rectification.signoff": self.env["rectification.signoff"].search(
                [("referral_id", "=", referral.id)], limit=1
            ),
        }
        # One user for each combination of groups and place.
        alike = (self.user_liaison, self.user_responsible, self.user_village, self.user_school)
        for user in (user for user in self.outsiders if user not in alike):
            for name, sample in samples.items():
                model = self.env[name].with_user(user)
                for attack, function in self._get_attacks(model).items():
                    with self.subTest(user=user.login, model=name, attack=attack):
                        self.env.invalidate_all()
                        real = self._attempt(lambda f=function, i=sample.id: f(i))
                        self.env.invalidate_all()
                        invented = self._attempt(lambda f=function: f(99999999))
                        self.assertEqual(
                            str(real).replace(f"({sample.id},)", "(N,)"),
                            str(invented).replace("(99999999,)", "(N,)"),
                        )
                        for secret in ("Subject of the Lead", "Secret", "号"):
                            self.assertNotIn(secret, str(real))

    def _get_attacks(self, model):
        by_id = lambda i: [("id", "=", i)]  # noqa: E731
        return {
            "search": lambda i: model.search(by_id(i)).ids,
            "search_count": lambda i: model.search_count(by_id(i)),
            "search_read": lambda i: model.search_read(by_id(i)),
            "web_search_read": lambda i: model.web_search_read(by_id(i), {"display_name": {}}),
            "read": lambda i: model.browse(i).read(),
            "web_read": lambda i: model.browse(i).web_read({"display_name": {}}),
            "display_name": lambda i: model.browse(i).display_name,
            "create_date": lambda i: model.browse(i).create_date,
            "export": lambda i: model.browse(i).export_data(["id", "display_name"]),
            "name_search": lambda i: model.name_search("", by_id(i)),
            "group": lambda i: model.formatted_read_group(by_id(i), ["create_uid"], ["__count"]),
            "read_group": lambda i: model._read_group(by_id(i), [], ["__count"]),
            "write": lambda i: model.browse(i).write({"create_date": "2026-01-01"}),
            "write_text": lambda i: model.browse(i).write({"display_name": "x"}),
            "unlink": lambda i: model.browse(i).unlink(),
            "copy": lambda i: model.browse(i).copy().display_name,
            "exists": lambda i: model.browse(i).exists().ids,
            "has_access": lambda i: model.browse(i).has_access("read"),
            "may_write": lambda i: model.browse(i).has_access("write"),
            "metadata": lambda i: model.browse(i).get_metadata(),
            "onchange": lambda i: model.browse(i).onchange({}, [], {"display_name": {}}),
        }

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_no_way_from_other_records(self):
        """No field of a finding, unit or sign-off leads to a referral."""
        referral = self._refer()
        self._hand_over(referral)
        for user in self.outsiders:
            for record in (self.finding, self.township, self.campaign):
                model = record.with_user(user)
                for name, field in model._fields.items():
                    if (field.comodel_name or "").startswith("rectification.referral"):
                        with self.subTest(user=user.login, field=f"{model._name}.{name}"):
                            with self.assertRaises(AccessError):
                                model.search([(name, "!=", False)])
                            with self.assertRaises(AccessError):
                                model.search([(f"{name}.state", "=", "handed_over")])
                            with self.assertRaises(AccessError):
                                model.read([name])
                            with self.assertRaises(AccessError):
                                model._read_group([], [name])
        with self.assertRaises(AccessError):
            self.env["rectification.signoff"].with_user(self.user_observer).search(
                [("referral_id", "!=", False)]
            )

    def test_nothing_in_chatter_activities_followers(self):
        logs = (
            "mail.message",
            "mail.notification",
            "mail.followers",
            "mail.activity",
            "mail.mail",
            "bus.bus",
            "ir.logging",
        )
        self.env.cr.precommit.run()  # what the steps before it have to say
        before = {name: self.env[name].search_count([]) for name in logs}
        referral = self._refer()
        self._hand_over(referral)
        self._conclude(referral)
        self.env.cr.precommit.run()
        self.assertEqual({name: self.env[name].search_count([]) for name in logs}, before)
        for name in MODELS:
            self.assertNotIn("message_ids", self.env[name]._fields)
            self.assertNotIn("activity_ids", self.env[name]._fields)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_attachments(self):
        referral = self._refer()
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "rectification.referral.material"), ("res_field", "=", "file")]
        )
        self.assertEqual(attachment.raw, b"Secret minutes")
        for user in (*self.outsiders, self.user_inspector):
            with self.subTest(user=user.login):
                mine = attachment.with_user(user)
                for domain in (
                    [("res_model", "=", "rectification.referral.material")],
                    [("id", "=", attachment.id), ("res_field", "!=", False)],
                    [("name", "=", "file"), ("res_field", "!=", False)],
                ):
                    found = self._attempt(lambda m=mine, d=domain: m.search(d).ids)
                    # Refused as a whole, whatever there is, or nothing found.
                    self.assertTrue(found == [] or str(found).startswith("AccessError"), found)
                with self.assertRaises(AccessError):
                    mine.read(["raw", "name"])
        self._hand_over(referral)
        self.env.invalidate_all()
        self.assertEqual(attachment.with_user(self.user_inspector).raw, b"Secret minutes")

    def test_each_sees_their_own(self):
        referral = self._refer()
        other = self._refer(
            self.user_officer2,
            name="Another Lead",
            finding_id=False,
            unit_id=self.school.id,
            campaign_id=self.campaign.id,
        )
        model = self.env["rectification.referral"]

        def seen(user):
            return model.with_user(user).search([]).with_env(self.env)

        self.assertEqual(seen(self.user_officer), referral)
        self.assertEqual(seen(self.user_officer2), other)
        self.assertEqual(seen(self.user_leader), referral | other)
        self.assertFalse(seen(self.user_inspector))
        self._hand_over(referral)
        self.assertEqual(seen(self.user_inspector), referral)
        signoffs = self.env["rectification.signoff"]
        for user, expected in (
            (self.user_officer, referral),
            (self.user_officer2, other),
            (self.user_leader, referral | other),
            (self.user_inspector, referral),
        ):
            entries = signoffs.with_user(user).search([("res_model", "=", model._name)])
            self.assertEqual(set(entries.mapped("res_id")), set(expected.ids), user.login)
        self.env.invalidate_all()
        with self.assertRaises(MissingError):
            other.with_user(self.user_officer).display_name  # noqa: B018

    def test_deleting_what_it_points_at_tells_nothing(self):
        """Somebody who may delete a person or a user meets no word about a referral."""
        member = self._add_member(self.school, None, "cadre", name="Person Named")
        self.env["rectification.check"].search([("member_id", "=", member.id)]).unlink()
        referral = self._refer(
            finding_id=False,
            unit_id=self.school.id,
            campaign_id=self.campaign.id,
            person_ids=[(0, 0, {"member_id": member.id})],
        )
        member.with_user(self.user_officer2).unlink()
        self.assertFalse(member.exists())
        self.assertEqual(referral.person_ids.name, "Person Named")

    def test_not_as_evidence(self):
        """A referral cannot be shown to the unit as evidence on its finding."""
        referral = self._refer()
        evidence = self.env["rectification.evidence"].with_user(self.user_leader)
        self.assertNotIn(
            "rectification.referral", [name for name, __ in evidence._selection_reference()]
        )
        with self.assertRaises(ValueError):
            self.env["rectification.evidence"].with_user(self.user_liaison).sudo().create(
                {
                    "finding_id": self.finding.id,
                    "kind": "record",
                    "reference": f"rectification.referral,{referral.id}",
                }
            )

    def test_no_readable_counter(self):
        """Every employee may read the counters of sequences, so the register has none."""
        referral = self._refer()
        sequences = self.env["ir.sequence"].search([])
        before = sequences.mapped("number_next_actual")
        self._hand_over(referral)
        self.assertTrue(referral.reference)
        sequences.invalidate_recordset()
        self.assertEqual(sequences.mapped("number_next_actual"), before)
