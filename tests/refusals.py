from contextlib import contextmanager

from odoo.exceptions import UserError


class RefusalMixin:
    """Vocabulary for what is refused, and for trying every step with every role."""

    @contextmanager
    def assertRefused(self, sentence, exception=UserError):
        """The block is refused with a sentence that matches, and changes nothing."""
        with self.assertRaises(exception) as caught:
            yield
        self.assertRegex(str(caught.exception), sentence)

    def assertSteps(self, record, allowed, users):
        """Try every pair of states with every user; only ``allowed`` may pass.

        ``allowed``: ``{(from, to): users}``. Steps that need a reason get one.
        """
        flow = record._get_flow()
        states = list(dict(record._fields["state"].selection))
        for origin in states:
            for target in states:
                if origin == target:
                    continue
                vals = {"state": target}
                if (origin, target) in flow and flow[origin, target].reason_field:
                    vals[flow[origin, target].reason_field] = "Because"
                for user in users:
                    with self.subTest(origin=origin, target=target, user=user.login):
                        passes = user in allowed.get((origin, target), ())
                        self._try_step(record, origin, vals, user, passes)

    def _try_step(self, record, origin, vals, user, passes):
        with self.env.cr.savepoint() as savepoint:
            record._write_protected({"state": origin})
            if passes:
                record.with_user(user).write(vals)
                self.assertEqual(record.state, vals["state"])
            else:
                # AccessError is a UserError as well.
                with self.assertRaises(UserError):
                    record.with_user(user).write(vals)
            savepoint.rollback()
