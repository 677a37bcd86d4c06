from dataclasses import FrozenInstanceError
from datetime import timedelta
from typing import get_args, get_origin, get_type_hints, is_typeddict

from odoo.tests import tagged

from ...models.desk.desk import LEVELS
from ...models.desk.frame import get_frame
from ...models.desk.results import Desk, Level
from ...models.desk.standings import STANDINGS, Standings
from ...models.desk.task_maker import NOTE_LENGTH, TaskMaker
from ...models.desk.topics import TOPICS, Topic
from ..common import RectificationCase


def get_leaves(base):
    """Return the classes of the desk below ``base`` from which no other class is made."""
    package = base.__module__.rpartition(".")[0]
    found = set()
    for child in base.__subclasses__():
        if child.__module__.startswith(package):
            found |= get_leaves(child) or {child}
    return found


@tagged("post_install", "-at_install")
class TestDeskObjects(RectificationCase):
    """The plain objects of which the desk is made."""

    def assertShape(self, value, kind, path="desk"):
        """Assert that ``value`` has exactly the keys that its TypedDict names, and so on inside."""
        if is_typeddict(kind):
            hints = get_type_hints(kind)
            self.assertEqual(set(value), set(hints), path)
            for key, inner in hints.items():
                self.assertShape(value[key], inner, f"{path}.{key}")
        elif get_origin(kind) is list:
            self.assertIsInstance(value, list, path)
            for item in value:
                self.assertShape(item, get_args(kind)[0], path)
        elif value and (inner := [arg for arg in get_args(kind) if is_typeddict(arg)]):
            self.assertShape(value, inner[0], path)

    def test_the_screen_receives_what_the_types_say(self):
        self.campaign.write({"date_submission": self.today + timedelta(days=5)})
        self._launch()
        self._find(self._sheet(self.township), 1, self.user_liaison)
        filled = set()
        for user in (
            self.user_cadre,
            self.user_liaison,
            self.user_head,
            self.user_observer,
            self.user_leader,
            self.user_inspector,
            self.user_stranger,
        ):
            with self.subTest(user=user.login):
                desk = self.env["rectification.desk"].with_user(user).get_desk()
                self.assertShape(desk, Desk)
                filled |= {key for key, value in desk.items() if value}
        self.assertEqual(filled, set(get_type_hints(Desk)), "every kind of result was looked at")

    def test_every_topic_is_listed_once(self):
        self.assertEqual(set(TOPICS), get_leaves(Topic))
        self.assertEqual(len(TOPICS), len(set(TOPICS)))
        self.assertEqual({topic.part for topic in TOPICS}, set(self._get_part_keys()))
        self.assertEqual(set(STANDINGS), get_leaves(Standings))

    def _get_part_keys(self):
        """Return the parts of a user who sits on every side of the table."""
        groups = self.env["res.groups"]
        for name in ("officer", "inspector"):
            groups |= self.env.ref(f"rectification_campaign.group_{name}")
        self.user_liaison.sudo().group_ids |= groups
        desk = self.env["rectification.desk"].with_user(self.user_liaison).get_desk()
        return [part["key"] for part in desk["parts"]]

    def test_another_addon_adds_a_topic(self):
        class OtherTopic(Topic):
            part = "person"

            @staticmethod
            def applies(frame):
                return not frame.headed

            def get_tasks(self):
                return [self.maker.make("other", "Something else", "Open", level="danger")]

        desk = self.env.registry["rectification.desk"]
        self.patch(desk, "_get_topics", lambda self: (*TOPICS, OtherTopic))
        self._launch()
        for user, first in ((self.user_cadre, True), (self.user_head, False)):
            (part, *__) = self.env["rectification.desk"].with_user(user).get_desk()["parts"]
            keys = [task["key"] for task in part["tasks"]]
            self.assertEqual(keys[:1] == ["other"], first, user.login)
            self.assertEqual("other" in keys, first, user.login)

    def test_the_frame_says_who_the_user_is(self):
        self._launch()
        frame = get_frame(self.env(user=self.user_liaison))
        self.assertEqual(frame.members, self.member_liaison)
        self.assertEqual((frame.units, frame.managed), (self.township, self.township))
        self.assertFalse(frame.headed)
        self.assertEqual(frame.filled, self.township)
        self.assertEqual(frame.campaigns, self.campaign)
        self.assertFalse(get_frame(self.env(user=self.user_head)).filled, "the liaison fills it")
        self.assertEqual(get_frame(self.env(user=self.user_village)).filled, self.village)
        self.assertFalse(get_frame(self.env(user=self.user_inspector)).campaigns)
        with self.assertRaises(FrozenInstanceError):
            frame.today = self.today

    def test_a_deadline_makes_a_task_urgent(self):
        maker = TaskMaker(self.env(context={"lang": "en_US"}), self.today)
        for days, level, due, expected in (
            (-2, "info", "overdue by 2 days", "danger"),
            (-1, "", "overdue since yesterday", "danger"),
            (0, "info", "due today", "warning"),
            (1, "", "due tomorrow", "warning"),
            (7, "danger", "due in 7 days", "danger"),
            (7, "info", "due in 7 days", "warning"),
            (8, "info", "due in 8 days", "info"),
        ):
            with self.subTest(days=days, level=level):
                deadline = self.today + timedelta(days=days)
                task = maker.make("key", "Text", "Button", deadline=deadline, level=level)
                self.assertEqual((task["due"], task["level"]), (due, expected))
        self.assertEqual(maker.make("key", "Text", "Button")["due"], "")
        self.assertEqual(set(LEVELS), set(get_args(Level)))

    def test_a_long_note_is_cut(self):
        maker = TaskMaker(self.env, self.today)
        for length in (NOTE_LENGTH, NOTE_LENGTH + 1):
            note = maker.make("key", "Text", "Button", note="x" * length)["note"]
            self.assertEqual(len(note), NOTE_LENGTH)
            self.assertEqual(note.endswith("…"), length > NOTE_LENGTH)
