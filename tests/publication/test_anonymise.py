import doctest

from odoo.tests import tagged
from odoo.tests.common import BaseCase

from ...tools.publication import anonymise as anonymise_module
from ...tools.publication import final_report
from ...tools.publication.anonymise import anonymise, find_names, short_names


@tagged("post_install", "-at_install")
class TestAnonymise(BaseCase):
    """Names go out of a text, and nothing else does."""

    def test_doctests(self):
        for module in (anonymise_module, final_report):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)

    def test_persons(self):
        for text, persons, expected in (
            ("王海澜牵头，王海澜负责。", ["王海澜"], "王某牵头，王某负责。"),
            # The longer name is not the shorter one with something behind it.
            ("王海与王海澜", ["王海", "王海澜"], "王某甲与王某乙"),
            ("王　海发言", ["王海"], "王某发言"),
            ("王\u200b海发言", ["王海"], "王某发言"),
            ("李 明哲", ["李明哲"], "李某"),
            ("司马光、司马明远", ["司马光", "司马明远"], "司马某甲、司马某乙"),
            ("欧阳", ["欧阳"], "欧某"),
            ("John Smith was late", ["John Smith"], "某人 was late"),
            ("没有人名", ["王海澜"], "没有人名"),
            ("", ["王海澜"], ""),
            ("王海澜", ["", "  "], "王海澜"),
            ("A+B (C)", ["A+B"], "某人 (C)"),
        ):
            with self.subTest(text=text):
                self.assertEqual(anonymise(text, persons), expected)

    def test_many_alike(self):
        names = [f"王{character}" for character in "一二三四五六七八九十百千"]
        text = anonymise("、".join(names), names)
        self.assertTrue(text.startswith("王某甲、王某乙、"))
        self.assertTrue(text.endswith("王某癸、王某11、王某12"))

    def test_units(self):
        units = [
            ("禾湾镇", "township"),
            ("青禾县民政局", "department"),
            ("青禾县财政局", "department"),
            ("中共青禾县委", "committee"),
            ("青禾县人民医院", "hospital"),
            ("禾湾镇中心小学", "school"),
            ("望麦街道", "township"),
        ]
        aliases = [(alias, kind) for name, kind in units for alias in short_names(name)]
        for text, expected in (
            ("禾湾镇重复报表", "某镇重复报表"),
            ("青禾县民政局要表，民政局又要", "某局要表，某局又要"),
            ("民政局、财政局都要表", "甲局、乙局都要表"),
            ("中共青禾县委发文", "某党委发文"),
            ("去县人民医院看病", "去某医院看病"),
            ("禾湾镇中心小学的会", "某小学的会"),
            ("望麦街道办事处", "某街道办事处"),
        ):
            with self.subTest(text=text):
                self.assertEqual(anonymise(text, units=aliases), expected)

    def test_find_names(self):
        self.assertEqual(find_names("李萍和王 海", ["王海", "李萍", "赵"]), ["李萍", "王海"])
        self.assertEqual(find_names(None, ["王海"]), [])
        self.assertEqual(find_names("王某在场", ["王海"]), [])
