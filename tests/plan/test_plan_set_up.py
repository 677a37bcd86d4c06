from datetime import date

from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import PLAN, PlanCase
from .plans.documents import as_docx


@tagged("post_install", "-at_install")
class TestPlanSetUp(PlanCase):
    """Catalogue and campaign are set up in one step, once, as corrected."""

    def setUp(self):
        super().setUp()
        self.plan = self._read_plan()

    def _fill_dates(self, campaign):
        campaign.write(
            {
                "date_start": date(2026, 2, 1),
                "date_submission": date(2026, 5, 1),
                "date_supervision_end": date(2026, 8, 31),
            }
        )

    def test_catalogue(self):
        self._node(self.plan, "item", 1).write(
            {"name": "照抄照转", "wording": "照抄照转上级文件。"}
        )
        self._node(self.plan, "item", 3).action_put_into(self._node(self.plan, "area", 0).id)
        self._node(self.plan, "area", 1).name = "精简会议"
        self.plan.action_set_up()
        catalogue = self.plan.catalogue_id
        self.assertEqual(catalogue.state, "draft")
        self.assertEqual(
            [
                (area.name, [(p.number, p.name, p.wording) for p in area.problem_ids])
                for area in catalogue.area_ids
            ],
            [
                (
                    "文件管理",
                    [
                        (1, "发文没有计划，临时动议多", "发文没有计划，临时动议多。"),
                        (2, "照抄照转", "照抄照转上级文件。"),
                        (4, "陪会现象普遍", "陪会现象普遍。"),
                    ],
                ),
                (
                    "精简会议",
                    [(3, "会议层层套开，同一事项重复部署", "会议层层套开，同一事项重复部署。")],
                ),
            ],
        )

    def test_campaign(self):
        self.plan.write({"organiser": "县整治办", "date_start": date(2026, 2, 1)})
        action = self.plan.action_set_up()
        campaign = self.plan.campaign_id
        self.assertEqual(action["res_id"], campaign.id)
        self.assertRecordValues(
            campaign,
            [
                {
                    "state": "draft",
                    "name": "关于整治会风文风的实施方案",
                    "document_number": "县办发〔2026〕7号",
                    "organiser": "县整治办",
                    "catalogue_id": self.plan.catalogue_id.id,
                    "date_start": date(2026, 2, 1),
                    "date_study_end": date(2026, 3, 31),
                    "date_self_check_end": date(2026, 5, 31),
                    "date_supervision_end": False,
                    "date_submission": False,
                    "study_theme": "从我做起改作风",
                    "study_requirement": "学习教育阶段（3月底前）。以“从我做起改作风”为主题，"
                    "学习《关于精文简会的通知》。",
                    "leader_user_id": False,
                    "officer_user_ids": self.user_officer.ids,
                }
            ],
        )
        self.assertEqual(campaign.study_material_ids.mapped("name"), ["《关于精文简会的通知》"])
        for text in ("根据《关于精文简会的通知》要求", "对各单位逐一检查", "各单位要高度重视"):
            self.assertIn(text, campaign.description)

    def test_leader_heads_what_the_leader_sets_up(self):
        plan = self._read_plan(PLAN + "补充。", user=self.user_leader, year=2026)
        plan.catalogue_name = "组长的清单"
        plan.action_set_up()
        self.assertEqual(plan.campaign_id.leader_user_id, self.user_leader)

    def test_source_is_kept(self):
        """The file, or the pasted text, is attached to the campaign, with a note."""
        content = as_docx(PLAN.replace("会风", "作风"))
        uploaded = self._add_file("方案.docx", content)
        uploaded.action_read()
        for plan, name, raw in (
            (uploaded, "方案.docx", content),
            (self.plan, "关于整治会风文风的实施方案.txt", PLAN.encode()),
        ):
            plan.with_context(bin_size=True).action_set_up()
            message = plan.campaign_id.message_ids.filtered("attachment_ids")
            self.assertIn("2 areas and 4 problem items", message.body)
            self.assertRecordValues(
                message.attachment_ids,
                [
                    {
                        "name": name,
                        "raw": raw,
                        "res_model": "rectification.campaign",
                        "res_id": plan.campaign_id.id,
                    }
                ],
            )

    def test_start_is_no_later_than_the_first_deadline(self):
        for phases, start in (
            (
                "（一）学习阶段（2026年3月5日至3月31日）。\n（二）自查阶段（5月底前）。",
                date(2026, 3, 5),
            ),
            ("（一）学习阶段（3月5日前）。\n（二）自查阶段（3月6日至5月底）。", date(2026, 1, 1)),
        ):
            text = PLAN.partition("二、实施步骤")[0] + "二、实施步骤\n" + phases
            self.assertEqual(self._read_plan(text).date_start, start)

    def test_description_escapes_what_the_plan_says(self):
        plan = self._read_plan(PLAN.replace("高度重视", "<b onclick='x'>高度重视</b>"))
        plan.catalogue_name = "另一份"
        plan.action_set_up()
        self.assertIn("&lt;b onclick", plan.campaign_id.description)

    def test_several_phases_share_a_date(self):
        """The later deadline counts; while one of them is open, so is the date."""
        phases = self.plan._get_nodes("phase")
        phases[2].phase = "self_check"
        self.assertFalse(self.plan._get_phase_dates()["date_self_check_end"])
        phases[2].deadline = date(2026, 7, 31)
        self.assertEqual(self.plan._get_phase_dates()["date_self_check_end"], date(2026, 7, 31))
        self.assertFalse(self.plan._get_phase_dates()["date_supervision_end"])

    def test_open_deadline_without_a_place_in_the_campaign(self):
        """What is left open has to stand somewhere, so that it is asked for before the launch."""
        phase = self._node(self.plan, "phase", 2)
        phase.phase = False
        with self.assertRefused("the phase “督促检查阶段” has an open deadline \\(“X月底前”\\)"):
            self.plan.action_set_up()
        phase.deadline = date(2026, 8, 31)
        self.plan.action_set_up()
        self.assertFalse(self.plan.campaign_id.date_supervision_end)

    def test_dates_out_of_order(self):
        self._node(self.plan, "phase", 0).deadline = date(2026, 7, 1)
        catalogues = self.env["rectification.catalogue"].search_count([])
        with (
            self.assertRefused("Put the dates in order", exception=ValidationError),
            self.cr.savepoint(),
        ):
            self.plan.action_set_up()
        self.assertEqual(self.plan.state, "proposal")
        self.assertEqual(self.env["rectification.catalogue"].search_count([]), catalogues)

    def test_fields_that_are_missing(self):
        self.plan.write({"name": False, "date_start": False, "catalogue_name": False})
        with self.assertRefused("fill in: Title, Name of the Catalogue, and Start Date"):
            self.plan.action_set_up()

    def test_words_are_not_put_into_the_plan(self):
        """What the plan says of the submission is read from it, not written by hand."""
        with self.assertRefused("cannot be set by hand"):
            self.plan.write({"submission_text": "随时"})

    def test_set_up_once(self):
        """The second of two people is refused; nothing of the plan changes any more."""
        self.plan.action_set_up()
        campaign = self.plan.campaign_id
        with self.assertRefused("is “Set Up” and cannot become"):
            self.plan.with_user(self.user_officer2).action_set_up()
        item = self._node(self.plan, "item", 0)
        for attempt in (
            lambda: self.plan.write({"name": "改名"}),
            lambda: item.write({"name": "改名"}),
            lambda: item.action_remove(),
            lambda: self.plan.action_add("area"),
            lambda: self.plan.action_number_through(),
        ):
            with self.assertRefused("has been set up and stays as it is"):
                attempt()
        with self.assertRefused("a campaign was set up from it"):
            self.plan.unlink()
        with self.assertRefused("was set up from it. Go on there"):
            self.plan.write({"state": "proposal"})
        self.assertEqual(self.plan.campaign_id, campaign)

    def test_set_up_again_after_the_campaign_was_deleted(self):
        self.plan.action_set_up()
        self.plan.campaign_id.with_user(self.user_leader).unlink()
        self.plan.catalogue_id.unlink()
        self.plan.invalidate_recordset()
        self.plan.write({"state": "proposal"})
        self.plan.action_set_up()
        self.assertTrue(self.plan.campaign_id)

    def test_remote_call_meets_the_same_rule(self):
        """A write of the state does what the button does; links cannot be forged."""
        with self.assertRefused("filled by the steps themselves"):
            self.plan.write({"campaign_id": self.campaign.id})
        with self.assertRefused("cannot be created in the state"):
            self._add_plan(state="done")
        self.plan.write({"state": "done"})
        self.assertEqual(self.plan.campaign_id.catalogue_id, self.plan.catalogue_id)

    # ------------------------------------------------------------
    # Launch
    # ------------------------------------------------------------

    def test_launch_waits_for_open_deadlines(self):
        self.plan.date_start = date(2026, 2, 1)
        self.plan.action_set_up()
        campaign = self.plan.campaign_id.with_user(self.user_leader)
        campaign._enrol(self.school)
        with self.assertRefused(
            "End of Supervision \\(the plan leaves it open: “X月底前”\\) and "
            "Submission Deadline \\(the plan leaves it open: “X月X日前”\\)"
        ):
            campaign.action_publish_and_launch()
        self.assertEqual(self.plan.catalogue_id.state, "draft")
        self._fill_dates(campaign)
        with self.assertRefused("is still a draft. Look it through and publish it"):
            campaign.action_launch()
        self.assertIn("is still a draft", campaign.launch_obstacles)
        campaign.action_publish_and_launch()
        self.assertEqual((campaign.state, campaign.catalogue_id.state), ("study", "published"))
        self.assertFalse(campaign.launch_obstacles)

    def test_catalogue_stays_published_once_launched(self):
        """Whatever way a campaign gets into a phase, its catalogue cannot be a draft."""
        self.plan.action_set_up()
        with self.assertRefused("is still a draft. Publish it first", exception=ValidationError):
            self._set_state(self.plan.campaign_id, "study")
            self.env.flush_all()

    def test_officer_cannot_launch(self):
        self.plan.date_start = date(2026, 2, 1)
        self.plan.action_set_up()
        campaign = self.plan.campaign_id
        campaign._enrol(self.school)
        self._fill_dates(campaign)
        with self.assertRefused("this step is for: the head of the leading group"):
            campaign.action_publish_and_launch()

    def test_open_the_plan_from_the_campaign(self):
        self.plan.action_set_up()
        campaign = self.plan.campaign_id
        self.assertEqual(campaign.action_open_plan()["res_id"], self.plan.id)
        with Form(campaign) as form:
            self.assertEqual(form.catalogue_state, "draft")
            self.assertIn("no unit is enrolled", form.launch_obstacles)

    # ------------------------------------------------------------
    # Access
    # ------------------------------------------------------------

    def test_others_are_refused(self):
        for user in (
            self.user_observer,
            self.user_liaison,
            self.user_head,
            self.user_cadre,
            self.user_inspector,
            self.user_stranger,
        ):
            for attempt in (
                lambda user=user: self._add_plan(user=user),
                lambda user=user: self.plan.with_user(user).read(["name"]),
                lambda user=user: self.plan.with_user(user).get_plan_data(),
                lambda user=user: self.plan.with_user(user).action_set_up(),
                lambda user=user: (
                    self._node(self.plan, "item", 0).with_user(user).write({"name": "x"})
                ),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
        self.assertEqual(self.plan.state, "proposal")

    def test_only_officers_are_offered_it(self):
        for model, view_type in (
            ("rectification.campaign", "list"),
            ("rectification.campaign", "kanban"),
            ("rectification.catalogue", "list"),
        ):
            for user, is_offered in ((self.user_officer, True), (self.user_observer, False)):
                with self.subTest(model=model, view=view_type, user=user.login):
                    arch = self.env[model].with_user(user).get_view(view_type=view_type)["arch"]
                    self.assertEqual("o_rectification_from_plan" in arch, is_offered)

    def test_units_read_the_campaign_without_its_plan(self):
        self.plan.action_set_up()
        self.plan.campaign_id._enrol(self.school)
        campaign = self.plan.campaign_id.with_user(self.user_school)
        self.assertEqual(campaign.name, "关于整治会风文风的实施方案")
        self.assertIn("the plan leaves it open", campaign.launch_obstacles)
        with self.assertRaises(AccessError):
            campaign.read(["plan_ids"])

    def test_leader_may_delete_what_is_not_set_up(self):
        self.plan.with_user(self.user_leader).unlink()
        self.assertFalse(self.plan.exists())

    def test_two_people_correct_the_same_plan(self):
        """Each sees what the other did; what was removed meanwhile is said."""
        item = self._node(self.plan, "item", 0)
        self.plan.with_user(self.user_officer2).write({"name": "共同修改"})
        item.with_user(self.user_officer2).action_remove()
        self.assertEqual(self.plan.get_plan_data()["areas"][0]["items"][0]["number"], 2)
        with self.assertRaises(MissingError):
            item.action_move(1)

    def test_campaign_may_take_a_draft_while_it_is_prepared(self):
        draft = self.env["rectification.catalogue"].create(
            {"name": "Draft", "area_ids": [Command.create({"name": "A", "number": 1})]}
        )
        campaign = self._add_campaign("With a Draft", catalogue_id=draft.id)
        self.assertEqual(campaign.catalogue_state, "draft")
