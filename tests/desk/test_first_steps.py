import doctest

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from ...tools.core import listing
from ..common import RectificationCase

DESK = "rectification_campaign.rectification_desk_action"


@tagged("post_install", "-at_install")
class TestFirstSteps(RectificationCase):
    """An office that has just installed the addon is told what comes first, and by name."""

    def _setup_tasks(self, user):
        self.env.invalidate_all()
        desk = self.env["rectification.desk"].with_user(user).get_desk()
        tasks = {task["key"]: task for part in desk["parts"] for task in part["tasks"]}
        return {key: task for key, task in tasks.items() if key.startswith("setup_")}

    def _empty(self):
        """Leave nothing but a catalogue and users, as after the installation."""
        self.env["rectification.campaign"].search([]).active = False
        self.env["rectification.unit"].search([]).active = False
        self.campaign.unlink()

    # ------------------------------------------------------------
    # The desk
    # ------------------------------------------------------------

    def test_empty_database(self):
        self._empty()
        tasks = self._setup_tasks(self.user_officer)
        self.assertEqual(list(tasks), ["setup_units"], "one step after the other")
        self.assertEqual(
            tasks["setup_units"]["action"], "rectification_campaign.rectification_unit_action"
        )
        self.assertFalse(self._setup_tasks(self.user_observer), "who changes nothing")

    def test_units_without_a_campaign(self):
        self._empty()
        self.school.active = True
        self._add_unit("Headless Village", kind="village")
        tasks = self._setup_tasks(self.user_officer)
        self.assertEqual(list(tasks), ["setup_heads", "setup_campaign"])
        self.assertIn(": 1.", tasks["setup_heads"]["text"])
        self.assertEqual(tasks["setup_heads"]["action"]["res_model"], "rectification.unit")

    def test_a_running_campaign_ends_the_first_steps(self):
        self._add_unit("Headless Village", kind="village")
        self.assertEqual(list(self._setup_tasks(self.user_leader)), ["setup_heads"])
        self._launch()
        self.assertFalse(self._setup_tasks(self.user_leader))

    def test_the_only_catalogue_is_chosen(self):
        catalogues = self.env["rectification.catalogue"]
        others = catalogues.search([("id", "!=", self.catalogue.id)])
        others.active = False
        form = Form(self.env["rectification.campaign"].with_user(self.user_officer))
        self.assertEqual(form.catalogue_id, self.catalogue)
        self.catalogue.copy().action_publish()
        form = Form(self.env["rectification.campaign"].with_user(self.user_officer))
        self.assertFalse(form.catalogue_id, "of several somebody chooses")

    # ------------------------------------------------------------
    # People
    # ------------------------------------------------------------

    def test_newcomers_begin_at_the_desk(self):
        newcomer, known = self._add_user("newcomer"), self._add_user("known")
        self.env["res.users.log"].with_user(known).sudo().create({})
        for user in newcomer | known:
            self._add_member(self.school, user, "cadre")
        self.assertEqual(newcomer.action_id.id, self.env.ref(DESK).id)
        self.assertFalse(known.action_id, "who works in Odoo already keeps their first screen")

    def test_a_chosen_first_screen_stays(self):
        user = self._add_user("chooser")
        chosen = self.env.ref("base.action_res_users")
        user.action_id = chosen.id
        self._add_member(self.school, user, "cadre")
        self.assertEqual(user.action_id.id, chosen.id)

    # ------------------------------------------------------------
    # Sentences
    # ------------------------------------------------------------

    def test_a_code_given_twice_names_the_units(self):
        with self.assertRefused(
            "T-2 would stand for School and Kindergarten", exception=ValidationError
        ):
            self._add_unit("Kindergarten", kind="school", code="T-2")
        with self.assertRefused("T-9 would stand for A and B", exception=ValidationError):
            self.env["rectification.unit"].create(
                [{"name": name, "kind": "school", "code": "T-9"} for name in ("A", "B")]
            )
        with self.assertRefused(
            "T-2 would stand for School and Village", exception=ValidationError
        ):
            self.village.code = "T-2"
        self.school.active = False
        with self.assertRefused("an archived unit keeps its code", exception=ValidationError):
            self.village.code = "T-2"
        self.village.code = "T-1-1"

    def test_the_job_writes_in_the_language_of_the_office(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "in", ("base", "mail", "rectification_campaign"))]
        )._update_translations(["zh_CN"])
        self.user_leader.lang = "zh_CN"
        campaign = self.campaign.with_user(self.user_leader)
        campaign._enrol(self.school)
        campaign.action_launch()
        with self.enter_registry_test_mode():
            self.env.ref("rectification_campaign.ir_cron_prepare_dossiers").method_direct_trigger()
        self.env.invalidate_all()
        self.assertIn("自查自纠表", self._sheet(self.school).message_ids[-1].body)

    def test_lists_and_refusals_read_as_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "rectification_campaign")]
        )._update_translations(["zh_CN"])
        campaign = self.campaign.with_user(self.user_leader).with_context(lang="zh_CN")
        campaign.write({"date_study_end": False, "date_submission": False})
        with self.assertRefused("Campaign under Test：", "集中学习教育阶段截止和清单提交截止"):
            campaign.action_launch()
        names = (self.school | self.village).with_context(lang="zh_CN").mapped("name")
        self.assertEqual(listing.join_names(names, "zh_CN"), "School、Village")

    def test_pure_function(self):
        self.assertEqual(doctest.testmod(listing).failed, 0)

    def test_a_step_for_several_roles_says_or(self):
        sheet = self._sheet_of_school()
        with self.assertRaises(UserError) as caught:
            sheet.with_user(self.user_officer).action_submit()
        self.assertIn(" or ", str(caught.exception))

    def _sheet_of_school(self):
        self._launch()
        sheet = self._sheet(self.school)
        self._answer_rest(sheet, self.user_school)
        return sheet
