from odoo.tests import HttpCase

from .common import RectificationCase


class ToursCase(HttpCase, RectificationCase):
    """The cast of the tests in Chinese, with passwords for the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        users = (
            cls.user_head
            | cls.user_liaison
            | cls.user_cadre
            | cls.user_stranger
            | cls.user_observer
            | cls.user_officer
            | cls.user_leader
            | cls.user_inspector
        )
        users.lang = "zh_CN"
        users.tz = "Asia/Shanghai"
        for user in users:
            user.password = user.login

    def _tour(self, role, user, start="/odoo/rectification-desk"):
        self.start_tour(start, f"rectification_{role}_tour", login=user.login, timeout=120)
