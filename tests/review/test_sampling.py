import base64
import doctest
import subprocess
import sys
import tempfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...tools.review import sampling
from ...tools.study import ics
from .test_review import ReviewCase


@tagged("post_install", "-at_install")
class TestSampleDraw(ReviewCase):
    @classmethod
    def _draw(cls, user=None, **values):
        return (
            cls.env["rectification.sample.draw"]
            .with_user(user or cls.user_officer)
            .create(
                {"campaign_id": cls.campaign.id, "size": 1, "seed": "agreed in public", **values}
            )
        )

    def test_pure_functions(self):
        for module in (sampling, ics):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_shares_are_proportional(self):
        frame = [
            sampling.Item(str(number), kind, 1)
            for kind, size in (("village", 60), ("school", 30), ("hospital", 10))
            for number in range(size)
        ]
        frame = [item._replace(key=f"{item.stratum}{item.key}") for item in frame]
        drawn = [item.stratum for item in sampling.draw(frame, 20, "x")]
        self.assertEqual(
            [drawn.count(kind) for kind in ("village", "school", "hospital")], [12, 6, 2]
        )

    def test_weights_raise_the_chance(self):
        frame = [sampling.Item(str(number), "", 5 if number < 20 else 1) for number in range(100)]
        heavy = sum(
            int(item.key) < 20
            for seed in range(300)
            for item in sampling.draw(frame, 1, f"seed {seed}")
        )
        # 20 × 5 of 180 parts: 167 of 300 on average, without weights 60.
        self.assertTrue(130 < heavy < 200, heavy)

    def test_look_back_reopens_with_history(self):
        draw = self._draw(kind="look_back")
        draw.action_draw()
        self.assertRecordValues(
            draw, [{"state": "drawn", "frame_count": 1, "drawn_by_id": self.user_officer.id}]
        )
        self.assertRecordValues(
            draw.line_ids, [{"finding_id": self.closed.id, "dossier_id": self.dossier.id}]
        )
        wizard = self.env["rectification.review.assign"].with_user(self.user_officer)
        wizard.create({"draw_id": draw.id, "reviewer_ids": self.user_officer2.ids}).action_assign()
        review = draw.review_ids.with_user(self.user_officer2)
        self.assertRecordValues(review, [{"kind": "look_back", "dossier_id": self.dossier.id}])
        self.assertEqual(review.line_ids.finding_id, self.closed)
        self.assertEqual(
            self.dossier.review_status, "to_review", "A sample is no review of the unit"
        )
        self._judge(review, self.closed, "untrue", "It has come back")
        review.summary = "Again"
        review.action_return()
        self.assertEqual(self.closed.state, "in_progress")
        steps = self.env["rectification.signoff"].search(
            [("res_model", "=", self.closed._name), ("res_id", "=", self.closed.id)], order="id"
        )
        self.assertEqual(steps[-1].comment, "It has come back")
        self.assertEqual(len(steps), 4)
        with self.assertRefused("assigned already"):
            draw._do_assign({self.dossier: self.user_officer2})

    def test_anybody_can_repeat_it(self):
        draw = self._draw(target="unit", size=2)
        draw.action_draw()
        keys = draw.line_ids.mapped("key")
        frame = base64.b64decode(draw.with_context(bin_size=False).frame_file).decode()
        items = sampling.read_frame(frame)
        self.assertEqual({item.key for item in items}, {"T-1", "T-1-1", "T-2"})
        self.assertEqual([item.key for item in sampling.draw(items, 2, "agreed in public")], keys)
        self.assertEqual(draw.action_repeat()["params"]["type"], "success")
        again = self._draw(target="unit", size=2)
        again.action_draw()
        self.assertEqual(again.line_ids.mapped("key"), keys, "Same frame, same seed")
        self.assertEqual(again.frame_digest, draw.frame_digest)
        # A record that was tampered with in the database does not come out the same.
        self._set_values(draw, seed="another one, chosen afterwards")
        line = draw.sudo().line_ids[:1]
        self.cr.execute(
            "UPDATE rectification_sample_draw_line SET key = 'forged' WHERE id = %s", [line.id]
        )
        line.invalidate_recordset()
        self.assertEqual(draw.action_repeat()["params"]["type"], "danger")

    def test_the_program_repeats_it(self):
        """The command line of the README, on the frame as it is downloaded."""
        draw = self._draw(target="unit", size=2)
        draw.action_draw()
        frame = base64.b64decode(draw.with_context(bin_size=False).frame_file)
        with tempfile.NamedTemporaryFile(suffix=".csv") as target:
            target.write(frame)
            target.flush()
            done = subprocess.run(
                [sys.executable, sampling.__file__, target.name, "2", draw.seed],
                capture_output=True,
                text=True,
                check=True,
            )
        self.assertEqual(
            [line.split(",")[0] for line in done.stdout.splitlines()], draw.line_ids.mapped("key")
        )

    def test_risk_weights(self):
        draw = self._draw(weight_returned=3, weight_overdue=0, weight_nil=0)
        self._set_values(self.closed, return_count=1)
        __, items = draw._get_frame()
        self.assertEqual([(item.key, item.weight) for item in items], [(self.closed.reference, 4)])
        by_area = self._draw(stratify="area")
        self.assertEqual(by_area._get_frame()[1][0].stratum, "Area 1")

    def test_bad_input(self):
        early = self._draw(closed_before="2020-01-01")
        with self.assertRefused("nothing to draw from"):
            early.action_draw()
        self.assertFalse(early.line_ids)
        many = self._draw(size=5)
        with self.assertRefused("there are only 1"):
            many.action_draw()
        with self.assertRefused("units belong to no area"):
            self._draw(target="unit", stratify="area")
        draw = self._draw()
        draw.action_draw()
        with self.assertRefused("what it was drawn with stays"):
            draw.seed = "a better one"
        with self.assertRefused("stays on record"):
            draw.unlink()
        with self.assertRefused("cannot become"):
            draw.action_draw()

    def test_who_draws(self):
        for user in (self.user_observer, self.user_head, self.user_inspector):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._draw(user=user)
        draw = self._draw()
        draw.action_draw()
        line = draw.line_ids
        with self.assertRaises(AccessError):
            line.copy({"key": "another"})
        with self.assertRaises(UserError):
            line.write({"key": "another"})
        self.assertEqual(draw.with_user(self.user_observer).line_ids, line)
        with self.assertRaises(AccessError):
            draw.with_user(self.user_head).read(["seed"])
