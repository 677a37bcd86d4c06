from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import RectificationCase

OFFICE = {"officer", "leader"}
UNIT = {"head", "liaison"}


@tagged("post_install", "-at_install")
class TestFlow(RectificationCase):
    """Every step × every role: allowed exactly as the tables below say, else refused.

    The tables are written out here a second time on purpose: a change in a model's own table has to
    be made in both places.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_roster_officer = cls.user_officer2
        cls._add_member(cls.township, cls.user_roster_officer, "cadre")
        cls.users = {
            "head": cls.user_head,
            "liaison": cls.user_liaison,
            "owner": cls.user_cadre,
            "responsible": cls.user_responsible,
            "other_head": cls.user_school,
            "superior_head": cls.user_county,
            "inferior_head": cls.user_village,
            "officer": cls.user_officer,
            "roster_officer": cls.user_roster_officer,
            "leader": cls.user_leader,
            "observer": cls.user_observer,
            "inspector": cls.user_inspector,
            "stranger": cls.user_stranger,
        }
        cls._launch()
        cls.dossier = cls._dossier(cls.township)
        cls.sheet = cls._sheet(cls.township)
        cls.finding = cls._find(
            cls.sheet,
            1,
            cls.user_liaison,
            responsible_member_id=cls.member_responsible.id,
            rectification_type="immediate",
            result="Put right on the spot",
        )
        cls._answer_rest(cls.sheet, cls.user_liaison)

    def assertFlow(self, record, allowed, methods=None, **prepared):
        """Try every state of ``record`` against every target, as every role.

        ``allowed``: {(from, to): roles}; ``methods``: {to: function taking the record, as a button
        or a wizard would}; ``prepared``: values that let the guards pass.
        """
        states = [state for state, __ in record._fields["state"].selection]
        reason = dict.fromkeys(
            {step.reason_field for step in record._get_flow().values()} - {""}, "Because"
        )
        for origin in states:
            self._set_state(record, origin, **prepared)
            for target in states:
                expected = allowed.get((origin, target), set())
                ways = []
                if target != origin:
                    step = record._get_flow().get((origin, target))
                    values = {"state": target, **(reason if step and step.reason_field else {})}
                    ways.append(lambda rec, values=values: rec.write(values))
                if target in (methods or {}):
                    ways.append(methods[target])
                for role, user in self.users.items():
                    offered = self._get_offered(record, user)
                    for way in ways:
                        with self.subTest(model=record._name, origin=origin, to=target, role=role):
                            error = self._attempt(record, user, way, target)
                            self.assertEqual(error is None, role in expected, error)
                    if (
                        offered is not None
                        and target != origin
                        and not record._get_flow().get((origin, target), ((), ""))[1]
                    ):
                        self.assertEqual(
                            target in offered, role in expected, (origin, target, role)
                        )

    def _get_offered(self, record, user):
        """Return the targets that the screens offer to ``user``, None when they show nothing."""
        record = record.with_user(user)
        return record.allowed_targets.split(",") if record.has_access("read") else None

    def _attempt(self, record, user, way, target):
        """Return the refusal with which ``user`` meets, or None; whatever happens is undone."""
        before = record.state
        savepoint = self.cr.savepoint()
        error = None
        try:
            way(record.with_user(user))
            self.env.flush_all()
            self.assertEqual(record.state, target)
        except UserError as refusal:
            error = refusal
            self.assertTrue(str(refusal).strip())
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        self.assertEqual(record.state, before)
        return error

    def test_campaign(self):
        steps = [
            ("draft", "study"),
            ("study", "self_check"),
            ("self_check", "supervision"),
            ("self_check", "study"),
            ("supervision", "self_check"),
            ("supervision", "closed"),
            ("draft", "cancelled"),
            ("study", "cancelled"),
            ("self_check", "cancelled"),
            ("cancelled", "draft"),
        ]
        self._pass_reviews()
        self.assertFlow(
            self.campaign,
            dict.fromkeys(steps, {"leader"}),
            {"cancelled": lambda campaign: campaign.action_cancel()},
            launched_on=False,
            open_finding_policy="keep",
        )

    def test_dossier(self):
        self.assertFlow(
            self.dossier,
            {
                ("open", "submitted"): {"head"},
                ("returned", "submitted"): {"head"},
                ("submitted", "accepted"): OFFICE,
                ("submitted", "returned"): OFFICE,
                ("accepted", "returned"): OFFICE,
                ("accepted", "completed"): OFFICE,
                ("completed", "returned"): OFFICE,
            },
            {
                "submitted": lambda dossier: dossier.action_submit(),
                "accepted": lambda dossier: dossier.action_accept(),
                "completed": lambda dossier: dossier.action_complete(),
                "returned": lambda dossier: self._return_dossier(dossier),
            },
            **self._close_findings(),
        )

    def _close_findings(self):
        self._set_state(self.finding, "closed")
        return {}

    def _return_dossier(self, dossier):
        wizard = dossier.env["rectification.dossier.return"].create(
            {"dossier_ids": dossier.ids, "reason": "Because"}
        )
        wizard.action_return()

    def _return_sheet(self, sheet):
        wizard = sheet.env["rectification.check.return"].create(
            {"check_ids": sheet.ids, "reason": "Because"}
        )
        wizard.action_return()

    def _give_reason(self, finding, target):
        wizard = finding.env["rectification.finding.reason"].create(
            {"finding_ids": finding.ids, "target": target, "reason": "Because"}
        )
        wizard.action_apply()

    def assertSheetFlow(self, sheet, fillers, confirmers):
        self.assertFlow(
            sheet,
            {
                ("draft", "submitted"): fillers,
                ("returned", "submitted"): fillers,
                ("submitted", "draft"): fillers,
                ("submitted", "confirmed"): confirmers,
                ("submitted", "returned"): confirmers | OFFICE,
                ("confirmed", "returned"): OFFICE,
            },
            {
                "submitted": lambda check: check.action_submit(),
                "confirmed": lambda check: check.action_confirm(),
                "draft": lambda check: check.action_withdraw(),
                "returned": lambda check: self._return_sheet(check),
            },
        )

    def test_sheet_of_unit(self):
        self.assertSheetFlow(self.sheet, UNIT, {"head"})

    def test_sheet_of_cadre(self):
        sheet = self._sheet(self.township, self.member_cadre)
        self._answer_rest(sheet, self.user_cadre)
        self.assertSheetFlow(sheet, {"owner"}, {"head"})

    def test_sheet_of_head(self):
        """The head's own sheet is confirmed by the leading group."""
        sheet = self._sheet(self.township, self.member_head)
        self._answer_rest(sheet, self.user_head)
        self.assertSheetFlow(sheet, {"head"}, OFFICE)

    def test_sheet_of_person_without_user(self):
        sheet = self._sheet(self.township, self.member_paper)
        self._answer_rest(sheet, self.user_liaison)
        self.assertSheetFlow(sheet, UNIT, {"head"})

    def assertFindingFlow(self, finding, authors, workers):
        asking = {("open", "to_verify"), ("in_progress", "to_verify")}
        closing = {("open", "closed"), ("in_progress", "closed"), ("to_verify", "closed")}
        rejecting = {(state, "rejected") for state in ("open", "in_progress", "to_verify")}
        self.assertFlow(
            finding,
            {
                ("draft", "open"): authors,
                ("open", "in_progress"): workers,
                ("in_progress", "open"): authors,
                **dict.fromkeys(asking, workers),
                **dict.fromkeys(closing | rejecting, OFFICE),
                ("to_verify", "in_progress"): {"head"} | OFFICE,
                ("closed", "in_progress"): OFFICE,
                ("rejected", "in_progress"): OFFICE,
            },
            {
                "closed": lambda finding: finding.action_accept(),
                "rejected": lambda finding: self._give_reason(finding, "rejected"),
            },
            requested_by_id=self.env.uid,
        )

    def test_finding_of_unit(self):
        self.assertFindingFlow(self.finding, UNIT, UNIT | {"responsible"})

    def test_finding_of_cadre(self):
        sheet = self._sheet(self.township, self.member_cadre)
        finding = self._find(
            sheet, 1, self.user_cadre, rectification_type="immediate", result="Done at once"
        )
        workers = UNIT | {"owner"}
        self.assertFindingFlow(finding, workers, workers)

    def test_action(self):
        action = (
            self.env["rectification.action"]
            .with_user(self.user_liaison)
            .create(
                {
                    "finding_id": self.finding.id,
                    "name": "Cut the meetings",
                    "member_id": self.member_cadre.id,
                }
            )
            .with_env(self.env)
        )
        deciders = UNIT | {"responsible"}
        doers = deciders | {"owner"}
        self.assertFlow(
            action,
            {
                ("todo", "doing"): doers,
                ("doing", "todo"): doers,
                ("todo", "done"): doers,
                ("doing", "done"): doers,
                ("done", "doing"): doers,
                ("todo", "cancelled"): deciders,
                ("doing", "cancelled"): deciders,
                ("cancelled", "todo"): deciders,
            },
            {
                "done": lambda action: action.action_done(),
                "cancelled": lambda action: action.action_cancel(),
            },
        )

    def test_finding_buttons(self):
        """The buttons of a finding take the same steps as a plain write."""
        finding = self.finding.with_user(self.user_liaison)
        finding.action_open()
        self.assertEqual(finding.state, "open")
        finding.action_start()
        self.assertEqual(finding.state, "in_progress")
        finding.action_ask_acceptance()
        self.assertEqual(finding.state, "to_verify")
        with self.assertRaises(UserError):
            finding.action_confirm()
        finding.with_user(self.user_head).action_confirm()
        with self.assertRaisesRegex(UserError, "does not wait"):
            finding.with_user(self.user_head).action_confirm()
        action = finding.with_user(self.user_officer).action_return()
        self._give_reason(finding.with_user(self.user_officer), action["context"]["default_target"])
        self.assertRecordValues(
            self.finding,
            [
                {
                    "state": "in_progress",
                    "is_returned": True,
                    "return_count": 1,
                    "head_confirmed_by_id": False,
                    "return_reason": "Because",
                }
            ],
        )

    def test_phase_buttons(self):
        campaign = self.campaign.with_user(self.user_leader)
        campaign.action_start_self_check()
        campaign.action_start_supervision()
        campaign.action_back_one_phase()
        self.assertEqual(campaign.state, "self_check")
        campaign.action_start_supervision()
        self._set_state(self.finding, "closed")
        self._pass_reviews()
        campaign.action_close()
        self.assertEqual(campaign.state, "closed")

    def test_mixed_batch(self):
        """A batch in which one record cannot move is refused as a whole, and says which."""
        second = self._find(self._sheet(self.township), 1, self.user_liaison)
        both = (self.finding | second).with_user(self.user_liaison)
        second.with_user(self.user_liaison).action_open()
        with self.assertRaises(UserError) as caught:
            both.action_open()
        self.assertIn(second.reference, str(caught.exception))
        self.assertNotIn(self.finding.reference, str(caught.exception))
        self.assertRecordValues(self.finding | second, [{"state": "draft"}, {"state": "open"}])
        # A plain write leaves those alone that are there already.
        both.write({"state": "open"})
        self.assertEqual(set(both.mapped("state")), {"open"})
