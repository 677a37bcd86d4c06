from num2words import CONVERTER_CLASSES, num2words

from odoo.tests import BaseCase, tagged

from ...tools.core.chinese_numerals import ChineseNumeralError, from_chinese, to_chinese

WRITTEN = {
    0: "〇",
    1: "一",
    10: "十",
    12: "十二",
    20: "二十",
    43: "四十三",
    100: "一百",
    101: "一百零一",
    110: "一百一十",
    112: "一百一十二",
    1000: "一千",
    1001: "一千零一",
    1010: "一千零一十",
    1100: "一千一百",
    2026: "二千零二十六",
    9999: "九千九百九十九",
}


@tagged("post_install", "-at_install")
class TestChineseNumerals(BaseCase):
    """Numerals of headings, written and read back."""

    def test_known_numerals(self):
        for number, text in WRITTEN.items():
            with self.subTest(number=number):
                self.assertEqual(to_chinese(number), text)
                self.assertEqual(from_chinese(text), number)

    def test_every_numeral_reads_back(self):
        for number in range(10_000):
            self.assertEqual(from_chinese(to_chinese(number)), number)

    def test_both_zeros_are_read(self):
        self.assertEqual(from_chinese("一百〇一"), 101)
        self.assertEqual(from_chinese("零"), 0)

    def test_malformed_numerals_are_refused(self):
        malformed = (
            *(
                "廿",
                "廿一",
                "卅",
                "两",
                "壹",
                "一百一",
                "一十二",
                "十十",
                "百",
                "千",
                "零一",
                "一〇",
            ),
            *(
                "二〇二六",
                "",
                " 一",
                "一 ",
                "1",
                "一万",
                "九千九百九十九九",
                None,
                7,
                "〇〇",
                "一二",
            ),
        )
        for text in malformed:
            with self.subTest(text=text), self.assertRaises(ChineseNumeralError):
                from_chinese(text)
        self.assertTrue(issubclass(ChineseNumeralError, ValueError))

    def test_numbers_out_of_range_are_refused(self):
        for number in (-1, 10_000, 1.5, "3", None, True):
            with self.subTest(number=number), self.assertRaises(ChineseNumeralError):
                to_chinese(number)

    def test_num2words_knows_chinese(self):
        self.assertIn("zh", CONVERTER_CLASSES)
        for language in ("zh", "zh_CN"):
            self.assertEqual(num2words(43, lang=language), "四十三")
        self.assertEqual(num2words(-12, lang="zh_CN"), "负十二")
        self.assertEqual(num2words(1.5, lang="zh_CN"), "一点五")
        self.assertEqual(num2words(3, lang="zh_CN", to="ordinal"), "第三")
        self.assertEqual(num2words(3, lang="zh_CN", to="ordinal_num"), "第3")
        self.assertEqual(num2words(2026, lang="zh_CN", to="year"), "二〇二六")
        with self.assertRaises(OverflowError):
            num2words(10_000, lang="zh_CN")
