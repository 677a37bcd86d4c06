import gc
from datetime import timedelta

from odoo.tests import tagged

from ..common import RectificationCase


@tagged("post_install", "-at_install")
class TestDesk(RectificationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.write({"date_submission": cls.today + timedelta(days=5)})
        cls._launch()
        cls.campaign.with_user(cls.user_leader).action_start_self_check()

    def _desk(self, user):
        self.env.invalidate_all()
        return self.env["rectification.desk"].with_user(user).get_desk()

    def _tasks(self, user, part):
        """Return ``{key: task}`` of one part of the user's desk."""
        parts = {entry["key"]: entry["tasks"] for entry in self._desk(user)["parts"]}
        return {task["key"]: task for task in parts[part]}

    def _count_behind(self, task, user):
        """Return how many records the task's button opens."""
        action = task["action"]
        if action.get("res_id"):
            return 1
        model = self.env[action["res_model"]].with_user(user)
        return model.search_count(action["domain"])

    def _prepare_request(self, number=1):
        """Let the liaison ask for acceptance of a finding of the township."""
        finding = self._find(self._sheet(self.township), number, self.user_liaison)
        finding.action_open()
        self._put_right(finding, self.user_liaison)
        return finding

    # ------------------------------------------------------------
    # Who sees which parts
    # ------------------------------------------------------------

    def test_parts_follow_the_roles(self):
        expected = {
            self.user_cadre: ["person"],
            self.user_liaison: ["person", "unit"],
            self.user_head: ["person", "unit"],
            self.user_observer: ["office"],
            self.user_officer: ["office"],
            self.user_leader: ["office"],
            self.user_inspector: ["discipline"],
        }
        for user, parts in expected.items():
            with self.subTest(user=user.login):
                desk = self._desk(user)
                self.assertTrue(desk["is_involved"])
                self.assertEqual([part["key"] for part in desk["parts"]], parts)

    def test_somebody_with_several_roles_has_them_separate(self):
        self.user_liaison.sudo().group_ids |= self.env.ref("rectification_campaign.group_officer")
        parts = [part["key"] for part in self._desk(self.user_liaison)["parts"]]
        self.assertEqual(parts, ["person", "unit", "office"])

    def test_a_stranger_sees_an_explanation(self):
        desk = self._desk(self.user_stranger)
        self.assertEqual(
            desk,
            {
                "is_involved": False,
                "parts": [],
                "sees_campaigns": False,
                "campaigns": [],
                "suggestion": False,
            },
        )

    def test_a_user_taken_off_the_roster_sees_the_same(self):
        self.member_cadre.active = False
        desk = self._desk(self.user_cadre)
        self.assertFalse(desk["is_involved"])
        self.assertFalse(desk["campaigns"])

    # ------------------------------------------------------------
    # Sheets
    # ------------------------------------------------------------

    def test_the_sheet_is_described_in_a_sentence(self):
        sheet = self._sheet(self.township, self.member_cadre)
        key = f"sheet_{sheet.id}"
        task = self._tasks(self.user_cadre, "person")[key]
        self.assertEqual(task["text"], "Your own sheet has not been started.")
        self.assertEqual((task["due"], task["level"]), ("due in 5 days", "warning"))
        self.assertEqual(
            task["call"],
            {"model": "rectification.check", "method": "action_open_sheet", "id": sheet.id},
        )
        self._find(sheet, 1, self.user_cadre)
        task = self._tasks(self.user_cadre, "person")[key]
        self.assertEqual(task["text"], "Your own sheet: 1 of 6 items are answered.")
        self._answer_rest(sheet, self.user_cadre)
        self.assertEqual(self._tasks(self.user_cadre, "person")[key]["button"], "Hand In")
        sheet.with_user(self.user_cadre).action_submit()
        self.assertNotIn(key, self._tasks(self.user_cadre, "person"))
        sheet.with_user(self.user_head)._move_to("returned", return_reason="Look again " * 30)
        task = self._tasks(self.user_cadre, "person")[key]
        self.assertEqual(task["text"], "Your own sheet has been returned.")
        self.assertTrue(task["note"].startswith("Look again"))
        self.assertLessEqual(len(task["note"]), 120)

    def test_the_unit_sheet_waits_for_the_liaison_then_for_the_head(self):
        sheet = self._sheet(self.township)
        self.assertIn(f"sheet_{sheet.id}", self._tasks(self.user_liaison, "unit"))
        self.assertNotIn(f"sheet_{sheet.id}", self._tasks(self.user_head, "unit"))
        self._answer_rest(sheet, self.user_liaison)
        sheet.with_user(self.user_liaison).action_submit()
        self.assertNotIn(f"sheet_{sheet.id}", self._tasks(self.user_liaison, "unit"))
        task = self._tasks(self.user_head, "unit")[f"sign_{sheet.id}"]
        self.assertEqual(task["action"]["res_id"], sheet.id)
        # The village has no liaison: its head fills in the sheet.
        village = self._sheet(self.village)
        self.assertIn(f"sheet_{village.id}", self._tasks(self.user_village, "unit"))

    def test_sheets_of_people_without_a_login_are_one_sentence(self):
        task = self._tasks(self.user_liaison, "unit")["paper_sheets"]
        self.assertEqual(self._count_behind(task, self.user_liaison), 1)
        self.assertNotIn("paper_sheets", self._tasks(self.user_head, "unit"))

    def test_the_head_confirms_personal_sheets_but_not_the_own(self):
        for member, user in (
            (self.member_cadre, self.user_cadre),
            (self.member_head, self.user_head),
        ):
            own = self._sheet(self.township, member)
            self._answer_rest(own, user)
            own.with_user(user).action_submit()
        task = self._tasks(self.user_head, "unit")["confirm_sheets"]
        self.assertEqual(self._count_behind(task, self.user_head), 1)
        task = self._tasks(self.user_officer, "office")["heads_sheets"]
        self.assertEqual(self._count_behind(task, self.user_officer), 1)

    # ------------------------------------------------------------
    # Findings and actions
    # ------------------------------------------------------------

    def test_actions_come_by_light_overdue_first(self):
        finding = self._find(self._sheet(self.township), 1, self.user_liaison)
        for days in (-3, -2, 2, 40):
            self.env["rectification.action"].with_user(self.user_liaison).create(
                {
                    "finding_id": finding.id,
                    "name": f"Action {days}",
                    "member_id": self.member_cadre.id,
                    "deadline": self.today + timedelta(days=days),
                }
            )
        parts = self._desk(self.user_cadre)["parts"]
        keys = [task["key"] for task in parts[0]["tasks"]]
        self.assertEqual(keys[0], "actions_red")
        tasks = self._tasks(self.user_cadre, "person")
        self.assertEqual(tasks["actions_red"]["text"], "2 of your actions are overdue.")
        self.assertEqual(tasks["actions_red"]["due"], "overdue by 3 days")
        self.assertEqual(self._count_behind(tasks["actions_red"], self.user_cadre), 2)
        self.assertEqual(tasks["actions_yellow"]["text"], "“Action 2” is to be done.")
        self.assertTrue(tasks["actions_yellow"]["action"]["res_id"])
        self.assertEqual(tasks["actions_green"]["level"], "")

    def test_a_finding_goes_from_desk_to_desk(self):
        finding = self._prepare_request()
        self.assertIn("confirm", self._tasks(self.user_head, "unit"))
        self.assertNotIn("to_verify", self._tasks(self.user_officer, "office"))
        finding.with_user(self.user_head).action_confirm()
        self.assertNotIn("confirm", self._tasks(self.user_head, "unit"))
        task = self._tasks(self.user_officer, "office")["to_verify"]
        self.assertEqual(self._count_behind(task, self.user_officer), 1)
        finding.with_user(self.user_officer)._move_to("in_progress", return_reason="More figures")
        self.assertNotIn("to_verify", self._tasks(self.user_officer, "office"))
        self.assertIn("returned", self._tasks(self.user_liaison, "unit"))

    def test_nobody_is_asked_to_accept_for_the_own_unit(self):
        self.user_cadre.sudo().group_ids |= self.env.ref("rectification_campaign.group_officer")
        self._prepare_request().with_user(self.user_head).action_confirm()
        self._answer_rest(self._sheet(self.township), self.user_liaison)
        self._dossier(self.township).with_user(self.user_head).action_submit()
        tasks = self._tasks(self.user_cadre, "office")
        self.assertNotIn("to_verify", tasks)
        self.assertNotIn("dossiers", tasks)
        self.assertIn("to_verify", self._tasks(self.user_officer, "office"))
        self.assertIn("dossiers", self._tasks(self.user_officer, "office"))

    # ------------------------------------------------------------
    # The leading group
    # ------------------------------------------------------------

    def test_the_office_sees_what_waits_and_what_is_late(self):
        self._answer_rest(self._sheet(self.township), self.user_liaison)
        self._dossier(self.township).with_user(self.user_head).action_submit()
        task = self._tasks(self.user_officer, "office")["dossiers"]
        self.assertEqual(task["action"]["res_id"], self._dossier(self.township).id)
        self.campaign.write(
            {
                "date_start": self.today - timedelta(days=30),
                "date_submission": self.today - timedelta(days=1),
            }
        )
        task = self._tasks(self.user_officer, "office")["late"]
        self.assertEqual(self._count_behind(task, self.user_officer), 2)
        self.assertEqual(self._tasks(self.user_observer, "office"), {})

    def test_the_head_of_the_group_launches_and_moves_on(self):
        draft = self._add_campaign("Next Campaign")
        self.campaign.write(
            {
                "date_start": self.today - timedelta(days=30),
                "date_study_end": self.today - timedelta(days=20),
                "date_submission": self.today - timedelta(days=3),
                "date_self_check_end": self.today - timedelta(days=2),
            }
        )
        tasks = self._tasks(self.user_leader, "office")
        self.assertIn(f"launch_{draft.id}", tasks)
        self.assertEqual(tasks[f"phase_{self.campaign.id}"]["level"], "danger")
        self.assertNotIn(f"launch_{draft.id}", self._tasks(self.user_officer, "office"))

    # ------------------------------------------------------------
    # Where everything stands
    # ------------------------------------------------------------

    def test_the_phases_stand_in_a_line(self):
        (campaign,) = self._desk(self.user_cadre)["campaigns"]
        self.assertEqual(
            [phase["status"] for phase in campaign["phases"]], ["done", "current", "coming"]
        )
        self.assertEqual(campaign["phases"][1]["due"], "ends in 60 days")
        self.assertEqual(
            [phase["due"] for phase in campaign["phases"]], ["", "ends in 60 days", ""]
        )

    def test_everybody_sees_who_waits_for_whom(self):
        def read(user):
            (campaign,) = self._desk(user)["campaigns"]
            return campaign["standings"][0]["lines"][0]["text"]

        dossier = self._dossier(self.township)
        self.assertEqual(read(self.user_cadre), "The sheet waits for Township Liaison to start it.")
        self._find(self._sheet(self.township), 1, self.user_liaison)
        self.assertIn("1 of 6 items are answered", read(self.user_cadre))
        self._answer_rest(self._sheet(self.township), self.user_liaison)
        self._sheet(self.township).with_user(self.user_liaison).action_submit()
        self.assertIn("it waits for Township Head to sign it", read(self.user_cadre))
        dossier.with_user(self.user_head).action_submit()
        self.assertIn("it waits for the leading group", read(self.user_liaison))
        dossier.with_user(self.user_officer)._do_return(
            "Look again", self.env["rectification.finding"]
        )
        self.assertIn("it waits for Township Liaison to complete it", read(self.user_head))

    def test_a_cadre_sees_the_state_and_no_way_into_the_dossier(self):
        (campaign,) = self._desk(self.user_cadre)["campaigns"]
        (standing,) = campaign["standings"]
        self.assertEqual(standing["title"], "Township")
        self.assertEqual([line["action"] for line in standing["lines"]], [False])

    def test_heads_see_the_units_below_and_the_office_all(self):
        (campaign,) = self._desk(self.user_head)["campaigns"]
        titles = [standing["title"] for standing in campaign["standings"]]
        self.assertEqual(titles, ["Township", "Units Below"])
        (campaign,) = self._desk(self.user_observer)["campaigns"]
        (standing,) = campaign["standings"]
        self.assertEqual(standing["lines"][0]["text"], "0 of 3 units have handed in.")
        (state,) = standing["states"]
        self.assertEqual((state["key"], state["count"]), ("open", 3))
        self.assertEqual(self._count_behind(state, self.user_observer), 3)

    # ------------------------------------------------------------
    # Cost
    # ------------------------------------------------------------

    def _count_queries(self, user):
        """Return how many queries the user's desk takes.

        Environments that Python has not thrown away yet would save a query or two by chance.
        """
        self._desk(user)
        self.env.invalidate_all()
        gc.collect()
        gc.disable()
        try:
            before = self.cr.sql_log_count
            self.env["rectification.desk"].with_user(user).get_desk()
            return self.cr.sql_log_count - before
        finally:
            gc.enable()

    def test_the_cost_does_not_grow_with_the_county(self):
        """Thirty units and sixty findings more take no query more than none."""
        users = (self.user_officer, self.user_observer, self.user_head, self.user_cadre)
        for user in users:
            self._desk(user)
        self._prepare_request(1).with_user(self.user_head).action_confirm()
        few = {user: self._count_queries(user) for user in users}
        units = self.env["rectification.unit"]
        for number in range(30):
            units |= self._add_unit(f"Village {number}", kind="village", parent=self.township)
        dossiers = self.campaign.with_user(self.user_leader)._enrol(units)
        dossiers._prepare_sheets()
        sheet = self._sheet(self.township)
        for number in range(60):
            self._find(sheet, 2 + number % 5, self.user_liaison)
        for user in users:
            with self.subTest(user=user.login):
                self.assertLessEqual(self._count_queries(user), few[user] + 1)
                self.assertLessEqual(self._count_queries(user), 45)
