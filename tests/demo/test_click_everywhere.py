from odoo.tests import HttpCase, tagged

APP = "rectification_campaign.menu_root"
CLICKBOT = "@web/webclient/clickbot/clickbot_loader"


@tagged("demo", "-standard", "post_install", "-at_install")
class TestClickEverywhere(HttpCase):
    """Every menu, view and filter of the app opens, in a browser, on the demo county.

    Odoo's own click-everywhere runs as its administrator with all apps; this one asks as the
    people who use this app. An error in the browser's console or on the server makes it fail.
    """

    allow_end_on_form = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["rectification.demo"]._load_county()

    def _click_everywhere(self, login):
        user = self.env["res.users"].search([("login", "=", login)])
        user.tour_enabled = False
        menus = self.env(user=user)["ir.ui.menu"].load_menus(False)
        self.assertIn(APP, [menus[app]["xmlid"] for app in menus["root"]["children"]])
        self.browser_js(
            "/odoo",
            f"odoo.loader.modules.get('{CLICKBOT}').startClickEverywhere('{APP}');",
            "odoo.isReady === true",
            login=login,
            timeout=600,
            success_signal="clickbot test succeeded",
        )

    def test_administrator(self):
        self._click_everywhere("admin")

    def test_officer(self):
        self._click_everywhere("officer")

    def test_liaison(self):
        self._click_everywhere("liaison")
