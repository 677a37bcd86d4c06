import inspect

from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AccessCase
from .matrix import MATRIX

ADDON = "odoo.addons.rectification_campaign."
# Outside of the leading group, and of the unit whose records these are.
OUTSIDERS = ("other_head", "retired", "stranger", "portal")
# Odoo's own methods, extended here: tried elsewhere, with arguments that fit.
FRAMEWORK = frozenset(
    {
        "copy_data",
        "create",
        "default_get",
        "exists",
        "has_access",
        "load",
        "message_subscribe",
        "unlink",
        "web_read_group",
        "write",
    }
)
SYSTEM = (*MAGIC_COLUMNS, "parent_path")
# Arguments for methods that need some.
ARGUMENTS = {
    "get_asking_button": ("closed",),
    "action_answer": ("none",),
    "action_move": (1,),
    "action_put_into": (1,),
    "action_split": (1,),
    "action_add": ("area",),
}


@tagged("post_install", "-at_install")
class TestAttackMethods(AccessCase):
    """Every method and print that can be called from outside, called by people without a right."""

    def _get_public_methods(self, model):
        """Return the names of the methods of a model that a remote call can reach."""
        cls = type(self.env[model])
        names = []
        for name in dir(cls):
            if name.startswith("_"):
                continue
            method = inspect.getattr_static(cls, name)
            if not inspect.isfunction(method) or getattr(method, "_api_private", False):
                continue
            if any(
                name in base.__dict__ and base.__module__.startswith(ADDON) for base in cls.__mro__
            ):
                names.append(name)
        return names

    def _call(self, record, name):
        """Call a method as somebody does from outside; return what comes back, or is refused."""
        with self.cr.savepoint() as savepoint, mute_logger("odoo.models"):
            try:
                answer = getattr(record, name)(*ARGUMENTS.get(name, ()))
                self.env.flush_all()
            except UserError as error:
                answer = error
            savepoint.rollback()
        self.env.invalidate_all()
        return answer

    def test_methods_tell_outsiders_nothing(self):
        """A step is refused and an answer holds no text, whatever record is guessed."""
        called = 0
        for title, (__, rights) in MATRIX.items():
            record = self.records[title]
            if record._name in ("rectification.suggestion",):
                continue
            for name in self._get_public_methods(record._name):
                if name in FRAMEWORK:
                    continue
                for role in OUTSIDERS:
                    if role in rights or role == "other_head" and "referral" in title:
                        continue
                    with self.subTest(record=title, method=name, role=role):
                        self.env.invalidate_all()
                        answer = self._call(record.with_user(self.users[role]), name)
                        called += 1
                        self.assertNotIn("Secret", str(answer))
                        if name.startswith("get_") and name != "get_import_templates":
                            self.assertIsInstance(answer, UserError)
        self.assertGreater(called, 300)

    def test_writing_is_refused_without_a_word(self):
        """Whatever field somebody from outside writes, it is refused, and no text is told."""
        tried = 0
        for title, (__, rights) in MATRIX.items():
            record = self.records[title]
            values = {
                name: value
                for name, value in record._convert_to_write(
                    {name: record[name] for name in record._fields if name not in SYSTEM}
                ).items()
                if record._fields[name].store and record._fields[name].type != "binary"
            }
            for role in OUTSIDERS:
                if role in rights:
                    continue
                for name in values:
                    tried += 1
                    with self.subTest(record=title, field=name, role=role):
                        self.env.invalidate_all()
                        with (
                            self.assertRaises(UserError) as caught,
                            self.cr.savepoint(),
                            mute_logger("odoo.models"),
                        ):
                            record.with_user(self.users[role]).write({name: values[name]})
                        self.assertNotIn("Secret", str(caught.exception))
        self.assertGreater(tried, 1000)

    def test_steps_of_outsiders_change_nothing(self):
        """States stay as they are when somebody from outside presses every button."""
        watched = (self.finding, self.own_finding, self.sheet, self.own_sheet, self.dossier)
        states = [record.state for record in watched]
        entries = self.env["rectification.signoff"].search_count([])
        for record in watched:
            for name in self._get_public_methods(record._name):
                if not name.startswith("action_") or name.startswith("action_open"):
                    continue
                for role in ("other_head", "observer", "superior_head", "stranger"):
                    with (
                        self.subTest(record=record, method=name, role=role),
                        self.cr.savepoint() as savepoint,
                    ):
                        try:
                            getattr(record.with_user(self.users[role]), name)(
                                *ARGUMENTS.get(name, ())
                            )
                        except UserError:
                            savepoint.rollback()
                            self.env.invalidate_all()
                        self.env.flush_all()
                        self.assertEqual([record.state for record in watched], states)
        self.assertEqual(self.env["rectification.signoff"].search_count([]), entries)

    def test_prints_of_others(self):
        """A print is made of records that one may read, whatever id stands in its address."""
        reports = self.env["ir.actions.report"].search(
            [("report_name", "=like", "rectification_campaign.%")]
        )
        self.assertGreater(len(reports), 8)
        records = {record._name: record for record in reversed(list(self.records.values()))}
        tried = 0
        for report in reports:
            record = records.get(report.model)
            if not record:
                continue
            for role in OUTSIDERS:
                if report.model == "rectification.campaign" and role == "other_head":
                    continue  # whose campaign it is as well; it shows them their own unit
                tried += 1
                with self.subTest(report=report.report_name, role=role):
                    self.env.invalidate_all()
                    try:
                        html = (
                            self.env["ir.actions.report"]
                            .with_user(self.users[role])
                            ._render_qweb_html(report.report_name, record.ids)[0]
                        )
                    except UserError as error:
                        html = str(error)
                    self.assertNotIn("Secret", str(html))
                    self.assertNotIn("Township", str(html))
        self.assertGreater(tried, 20)
