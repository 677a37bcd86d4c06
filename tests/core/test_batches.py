from datetime import timedelta

from odoo.tests import tagged

from ..common import RectificationCase

CARD = {
    "name": {},
    "state": {},
    "unit_id": {"fields": {"display_name": {}}},
    "activity_ids": {},
    "activity_state": {},
}


@tagged("post_install", "-at_install")
class TestBatches(RectificationCase):
    """What is done in batches comes out as Odoo would have done it record by record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._launch()
        sheet = cls._sheet(cls.township)
        cls.findings = cls.env["rectification.finding"]
        for number in range(1, 6):
            cls.findings |= cls._find(
                sheet,
                number,
                cls.user_liaison,
                deadline=cls.today + timedelta(days=20 - number),
            )
        cls.findings[:2].with_user(cls.user_liaison).action_open()

    def _read_board(self, method, user, **options):
        findings = self.findings.browse().with_user(user)
        findings.invalidate_model()
        return method(
            findings,
            [],
            ["state"],
            ["__count"],
            unfold_read_specification=CARD,
            unfold_read_default_limit=2,
            **options,
        )

    def test_columns_are_those_of_odoo(self):
        self.findings.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.user_liaison.id
        )
        ours = type(self.findings).web_read_group
        odoos = self.env.registry["base"].web_read_group
        for user in (self.user_liaison, self.user_officer, self.user_village):
            for options in (
                {"auto_unfold": True},
                {"opening_info": [{"value": "draft", "folded": False, "limit": 1, "offset": 1}]},
            ):
                with self.subTest(user=user.login, **options):
                    expected = self._read_board(odoos, user, **options)
                    self.assertEqual(self._read_board(ours, user, **options), expected)

    def test_every_record_gets_its_message(self):
        bodies = dict.fromkeys(self.findings.ids, "Looked at")
        bodies[self.findings[2].id] = "Looked at <twice>"
        messages = self.findings._message_log_batch(bodies=bodies)
        self.assertEqual(messages.mapped("res_id"), self.findings.ids)
        for finding, message in zip(self.findings, messages, strict=True):
            self.assertIn(message, finding.message_ids)
            self.assertEqual(message.author_id, self.env.user.partner_id)
            twice = finding == self.findings[2]
            self.assertEqual("&lt;twice&gt;" in message.body, twice)

    def test_every_record_notes_its_change(self):
        self.flush_tracking()
        before = self.findings.message_ids
        deadline = self.today + timedelta(days=40)
        self.findings.with_user(self.user_liaison).write({"deadline": deadline})
        self.flush_tracking()
        notes = (self.findings.message_ids - before).sorted("res_id")
        self.assertEqual(notes.mapped("res_id"), sorted(self.findings.ids))
        for note in notes:
            values = note.sudo().tracking_value_ids
            self.assertEqual(values.field_id.name, "deadline")
            self.assertEqual(values.new_value_datetime.date(), deadline)

    def test_carrying_over_costs_no_query_for_each_finding(self):
        """Nor do the links between findings and copies, though each has one of its own."""
        counts = []
        self._set_state(self.findings, "closed")
        for number, size in enumerate((1, 1, 3)):  # the first one warms up
            findings = self.findings[number : number + size]
            self._set_state(findings, "open")
            successor = self._add_campaign(f"Follow-Up {number}")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            copies = self.campaign._carry_over_findings(successor)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(copies.mapped("predecessor_id"), findings)
            self.assertEqual(findings.mapped("successor_id"), copies)
        self.assertLess(counts[2] - counts[1], 2, counts)

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()
        self.env.invalidate_all()
