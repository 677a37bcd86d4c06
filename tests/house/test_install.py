from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import RectificationCase

MODULE = "rectification_campaign"


@tagged("post_install", "-at_install")
class TestInstall(RectificationCase):
    """Whatever a role finds in its menus opens, and what an office has changed survives updates."""

    def test_every_menu_opens_for_every_role(self):
        self._launch()
        root = self.env.ref(f"{MODULE}.menu_root")
        for user in (
            self.user_head,
            self.user_liaison,
            self.user_cadre,
            self.user_officer,
            self.user_leader,
            self.user_observer,
            self.user_inspector,
        ):
            env = self.env(user=user)
            menus = env["ir.ui.menu"].load_menus(False)
            opened = 0
            for menu in menus.values():
                if menu.get("app_id") != root.id or not menu["action_id"]:
                    continue
                with self.subTest(user=user.login, menu=menu["name"]):
                    self._open(env, env[menu["action_model"]].browse(menu["action_id"]))
                opened += 1
            self.assertTrue(opened, user.login)

    def _open(self, env, action):
        """Open an action as the web client does: its views, then what they show."""
        values = action.sudo()._get_action_dict()
        if values["type"] != "ir.actions.act_window":
            return
        context = {"uid": env.uid, "active_id": False, "active_ids": [], "active_model": False}
        context = safe_eval(values["context"] or "{}", dict(context))
        model = env[values["res_model"]].with_context(**context)
        views = model.get_views(
            [(view_id, kind) for view_id, kind in values["views"]] + [(False, "search")],
            {"toolbar": True, "action_id": action.id},
        )
        self.assertTrue(views["views"])
        domain = safe_eval(values["domain"] or "[]", {"uid": env.uid, "context": context})
        model.web_search_read(domain, {"display_name": {}}, limit=80)

    def test_stranger_sees_nothing_of_it(self):
        """Who is not concerned is shown no menu."""
        root = self.env.ref(f"{MODULE}.menu_root")
        menus = self.env(user=self.user_stranger)["ir.ui.menu"].load_menus(False)
        self.assertNotIn(root.id, menus)
        with self.assertRaises(AccessError):
            self.env["rectification.finding"].with_user(self.user_stranger).search([])

    def test_views_are_valid(self):
        views = self.env["ir.ui.view"].search([("model", "=like", "rectification.%")])
        self.assertTrue(views)
        views._check_xml()
        for view in views.filtered(lambda view: view.mode == "primary"):
            self.env[view.model].get_view(view.id, view.type)

    def test_what_an_office_changes_survives_an_update(self):
        """Jobs, activity types, the counter and the catalogue are loaded once."""
        for name in (
            "ir_cron_prepare_dossiers",
            "ir_cron_refresh_lights",
            "mail_activity_action",
            "sequence_finding",
        ):
            data = self.env["ir.model.data"].search([("module", "=", MODULE), ("name", "=", name)])
            self.assertTrue(data.noupdate, name)
        catalogues = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "rectification.catalogue")]
        )
        self.assertTrue(catalogues)
        self.assertTrue(all(catalogues.mapped("noupdate")))

    def test_uninstalling_is_refused_once_something_is_signed(self):
        """Neither from the prompt nor by a call nor through an app it needs, until permitted."""
        admin = self.env.ref("base.user_admin")
        module = self.env["ir.module.module"].with_user(admin)
        app = module.search([("name", "=", MODULE)])
        mail = module.search([("name", "=", "mail")])
        # The register itself cannot be emptied; on demo data it has entries from the start.
        self.env.cr.execute("DELETE FROM rectification_signoff")
        self.assertEqual(app.button_uninstall_wizard()["res_model"], "base.module.uninstall")
        self._launch()
        count = self.env["rectification.signoff"].search_count([])
        for attempt in (
            app.button_uninstall_wizard,
            app.button_uninstall,
            mail.button_uninstall,
        ):
            with self.assertRefused(f"{count} entries", "Permit Uninstalling"):
                attempt()
        self.assertEqual(app.state, "installed")
        self.env["res.config.settings"].with_user(admin).create(
            {"rectification_permit_uninstall": True}
        ).execute()
        app.button_uninstall()
        self.assertEqual(app.state, "to remove")

    def test_shipped_catalogue(self):
        catalogue = self.env["rectification.catalogue"].browse(
            self.env["ir.model.data"]
            .search([("module", "=", MODULE), ("model", "=", "rectification.catalogue")], limit=1)
            .res_id
        )
        self.assertEqual(catalogue.state, "published")
        areas = catalogue.area_ids.sorted("number")
        self.assertEqual([len(area.problem_ids) for area in areas], [5, 5, 4, 5, 5, 9, 5, 5])
        problems = areas.problem_ids.sorted("number")
        self.assertEqual(problems.mapped("number"), list(range(1, 44)))
        for problem in problems:
            self.assertTrue(problem.guidance and problem.evidence_hint, problem.number)
            self.assertLessEqual(len(problem.name), 24)
