from odoo.tests import tagged

from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker

SUITE = "@rectification_campaign"


class RectificationHoot(HOOTCommon):
    def _run_suite(self, preset):
        """Run the unit tests of this addon's components in the browser."""
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset={preset}&timeout=15000"
            f"&id={self._generate_hash(SUITE)}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )


@tagged("post_install", "-at_install")
class TestWebDesktop(RectificationHoot):
    def test_components(self):
        self._run_suite("desktop")


@tagged("post_install", "-at_install")
class TestWebMobile(RectificationHoot):
    browser_size = "375x667"
    touch_enabled = True

    def test_components(self):
        self._run_suite("mobile")
