import datetime
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import CONVERTER_CLASSES, num2words

from odoo.tests import BaseCase, TransactionCase, tagged

from ...tools.core.chinese_numerals import (
    CONVERTER,
    MAX_NUMBER,
    ChineseNumeralError,
    from_chinese,
    to_amount,
    to_chinese,
    to_ordinal,
)

ADDON = Path(__file__).parents[2]
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
    10_000: "一万",
    10_001: "一万零一",
    10_010: "一万零一十",
    11_000: "一万一千",
    100_000: "十万",
    100_500: "十万零五百",
    105_000: "十万五千",
    120_000: "十二万",
    1_100_000: "一百一十万",
    10_001_000: "一千万一千",
    20_050_000: "二千零五万",
    100_000_000: "一亿",
    100_000_001: "一亿零一",
    100_100_000: "一亿零一十万",
    110_000_000: "一亿一千万",
    500_003_000: "五亿零三千",
    1_000_000_000: "十亿",
    1_000_100_000_000: "一兆零一亿",
    1_000_000_000_000: "一兆",
    10_000_000_000_010: "十兆零一十",
    1_234_567_890_123_456: "一千二百三十四兆五千六百七十八亿九千零一十二万三千四百五十六",
    9_000_000_000_000_009: "九千兆零九",
    MAX_NUMBER: "九千九百九十九兆九千九百九十九亿九千九百九十九万九千九百九十九",
}
AMOUNTS = {
    0: "零元整",
    10_000: "壹万元整",
    Decimal("305.20"): "叁佰零伍元贰角整",
    0.05: "伍分",
    0.5: "伍角整",
    0.55: "伍角伍分",
    10: "壹拾元整",
    12: "壹拾贰元整",
    # The examples of the People's Bank (支付结算办法, annex 1).
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "107000.53": "壹拾万柒仟元伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    1.005: "壹元零壹分",
    "0.004": "零元整",
    "-0.004": "零元整",
    -1: "负壹元整",
    "-0.30": "负叁角整",
    "9000000000000009.09": "玖仟兆零玖元零玖分",
}
# Numbers of every length, and those with many zeros, where 零 is decided.
NUMBERS = st.one_of(
    st.integers(0, MAX_NUMBER),
    st.integers(1, 16).flatmap(lambda length: st.integers(0, 10**length - 1)),
    st.text("00001239", min_size=1, max_size=16).map(int),
)
MALFORMED = """
    廿 廿一 卅 两 壹 一百一 一十二 十十 百 千 零一 一〇 二〇二六 1 一二 〇〇 九千九百九十九九
    万 一万一 一万零千 一亿万 一万亿 一万零五千 一万一万 十万零 一兆兆 一万五百
    零万 一十万 一百十万 一亿零零一 一万二亿
"""
CHARACTERS = "〇零一二三四五六七八九十百千万亿兆"


@tagged("post_install", "-at_install")
class TestChineseNumerals(BaseCase):
    """Numerals of headings, written and read back."""

    def test_known_numerals(self):
        for number, text in WRITTEN.items():
            with self.subTest(number=number):
                self.assertEqual(to_chinese(number), text)
                self.assertEqual(from_chinese(text), number)

    def test_every_numeral_of_four_digits_reads_back(self):
        for number in range(10_000):
            self.assertEqual(from_chinese(to_chinese(number)), number)

    @settings(max_examples=300, deadline=None, database=None)
    @given(NUMBERS)
    def test_every_numeral_reads_back(self, number):
        text = to_chinese(number)
        self.assertEqual(from_chinese(text), number)
        self.assertEqual(from_chinese(text.replace("零", "〇")), number)
        self.assertNotIn("零零", text)
        self.assertFalse(text.endswith("零"))

    @settings(max_examples=300, deadline=None, database=None)
    @given(st.text(CHARACTERS, max_size=12))
    def test_one_number_has_one_numeral(self, text):
        try:
            number = from_chinese(text)
        except ChineseNumeralError:
            return
        self.assertEqual(to_chinese(number).replace("零", "〇"), text.replace("零", "〇"))

    def test_both_zeros_are_read(self):
        self.assertEqual(from_chinese("一百〇一"), 101)
        self.assertEqual(from_chinese("一万〇一"), 10_001)
        self.assertEqual(from_chinese("零"), 0)

    def test_malformed_numerals_are_refused(self):
        for text in (*MALFORMED.split(), "", " 一", "一 ", "一" * 40, None, 7):
            with self.subTest(text=text), self.assertRaises(ChineseNumeralError):
                from_chinese(text)
        self.assertTrue(issubclass(ChineseNumeralError, ValueError))

    def test_numbers_out_of_range_are_refused(self):
        for number in (-1, MAX_NUMBER + 1, 1.5, "3", None, True):
            with self.subTest(number=number), self.assertRaises(ChineseNumeralError):
                to_chinese(number)
            with self.subTest(number=number), self.assertRaises(ChineseNumeralError):
                to_ordinal(number)

    def test_other_forms(self):
        self.assertEqual(CONVERTER.to_cardinal(-12), "负十二")
        self.assertEqual(CONVERTER.to_cardinal(1.5), "一点五")
        self.assertEqual(CONVERTER.to_cardinal(-0.5), "负〇点五")
        self.assertEqual(CONVERTER.to_cardinal(-12.05), "负十二点〇五")
        self.assertEqual(CONVERTER.to_ordinal(3), "第三")
        self.assertEqual(to_ordinal(10_010), "第一万零一十")
        self.assertEqual(CONVERTER.to_ordinal_num(3), "第3")
        self.assertEqual(CONVERTER.to_year(2026), "二〇二六")
        for value in (-1, 1.5):
            for form in (CONVERTER.to_ordinal, CONVERTER.to_ordinal_num, CONVERTER.to_year):
                with self.assertRaises(TypeError):
                    form(value)
        with self.assertRaises(OverflowError):
            CONVERTER.to_cardinal(MAX_NUMBER + 1)

    def test_amounts(self):
        for amount, text in AMOUNTS.items():
            with self.subTest(amount=amount):
                self.assertEqual(to_amount(amount), text)
        for amount in ("ten", None, "nan", "inf", 10**16, "-1e16", datetime.date.max):
            with self.subTest(amount=amount), self.assertRaises(ChineseNumeralError):
                to_amount(amount)
        with self.assertRaises(NotImplementedError):
            CONVERTER.to_currency(1, currency="EUR")

    @settings(max_examples=200, deadline=None, database=None)
    @given(NUMBERS, st.integers(0, 99), st.booleans())
    def test_amounts_read_back(self, yuan, fen, negative):
        """What an amount says is the amount, and it says it by the rules of cheques."""
        amount = Decimal(f"{'-' if negative else ''}{yuan}.{fen:02}")
        text = to_amount(amount)
        self.assertEqual(text.startswith("负"), amount < 0)
        self.assertEqual(text.endswith("整"), fen % 10 == 0)
        self.assertNotIn("零零", text)
        small = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
        words = text.removeprefix("负").removesuffix("整").translate(small)
        whole, yuan_sign, rest = words.rpartition("元")
        whole = whole[1:] if whole.startswith("一十") else whole
        self.assertEqual(from_chinese(whole) if yuan_sign else 0, yuan)
        tenths, tenth_sign, hundredths = rest.removeprefix("零").rpartition("角")
        hundredths = hundredths.removesuffix("分")
        self.assertEqual(from_chinese(tenths) if tenth_sign else 0, fen // 10)
        self.assertEqual(from_chinese(hundredths) if hundredths else 0, fen % 10)
        self.assertEqual(rest.startswith("零"), bool(yuan and 0 < fen < 10))


@tagged("post_install", "-at_install")
class TestForeignNumerals(TransactionCase):
    """Other apps get from num2words what they would get without this addon."""

    def test_nothing_is_registered(self):
        for language, converter in CONVERTER_CLASSES.items():
            self.assertNotIn("rectification", type(converter).__module__, language)
        script = (
            "import num2words; before = dict(num2words.CONVERTER_CLASSES); "
            "import tools.core.chinese_numerals; print(before == num2words.CONVERTER_CLASSES)"
        )
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=ADDON, capture_output=True, text=True, check=True
        )
        self.assertEqual(run.stdout, "True\n")

    def test_amounts_of_other_apps_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        yuan = self.env.ref("base.CNY").with_context(lang="zh_CN")
        for amount in (5, 10_000, 123_456_789):
            # num2words has no Chinese, so Odoo takes the English words.
            words = num2words(amount, lang="en").title()
            self.assertIn(words, yuan.amount_to_text(amount))
        for language in ("zh", "zh_CN"):
            with self.assertRaises(NotImplementedError):
                num2words(10_000, to="currency", lang=language)
