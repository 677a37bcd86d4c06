"""Chinese numerals for headings (一、 （一） 第三), written and read back.

num2words has no Chinese. :class:`Num2WordZH` adds it, built on that library's own base class and
registered under ``zh`` and ``zh_CN``, so ``num2words(43, lang='zh_CN')`` gives 四十三.

    >>> to_chinese(43), to_chinese(101), to_chinese(0)
    ('四十三', '一百零一', '〇')
    >>> from_chinese('四十三'), from_chinese('一百〇一')
    (43, 101)
"""

from num2words import CONVERTER_CLASSES
from num2words.base import Num2Word_Base

MAX_NUMBER = 9999
ZERO = "〇"
# The longest numeral, 九千九百九十九, has seven characters.
_MAX_LENGTH = 7
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


class ChineseNumeralError(ValueError):
    """The text is no Chinese numeral as headings use them, or the number has none."""


class Num2WordZH(Num2Word_Base):
    """Cardinals, ordinals and years in simplified Chinese, up to 9999."""

    def setup(self):
        self.negword = "负"
        self.pointword = "点"
        self.high_numwords = ()
        self.mid_numwords = [(1000, "千"), (100, "百"), (10, "十")]
        self.low_numwords = list("九八七六五四三二一〇")

    def __init__(self):
        super().__init__()
        # The base class takes a thousand times the highest word, which needs 万.
        self.MAXVAL = MAX_NUMBER + 1

    def set_high_numwords(self, high):
        """There is no word above 千 here."""

    def merge(self, curr, next):
        """Join two (word, number) pairs: 四 and 十 to 四十, 一百 and 三 to 一百零三."""
        left_word, left = curr
        right_word, right = next
        if left == 1 and right < 10:
            return next
        if right_word in _UNITS:
            return left_word + right_word, left * right
        highest_unit = 10 ** (len(str(left)) - 1)
        zero = "零" if right * 10 < highest_unit else ""
        return left_word + zero + right_word, left + right

    def to_cardinal(self, value):
        """Return 十二 for 12, 负三 for -3, 一点五 for 1.5; raise OverflowError from 10000 on."""
        words = super().to_cardinal(value).replace(" ", "")
        sign = self.negword if words.startswith(self.negword) else ""
        words = words[len(sign) :]
        return sign + (words[1:] if words.startswith("一十") else words)

    def to_ordinal(self, value):
        """Return 第三 for 3; raise TypeError for what has no place in a row."""
        self.verify_ordinal(value)
        return "第" + self.to_cardinal(value)

    def to_ordinal_num(self, value):
        """Return 第3 for 3."""
        self.verify_ordinal(value)
        return f"第{value}"

    def to_year(self, value, **kwargs):
        """Return 二〇二六 for 2026: years are read digit by digit."""
        self.verify_ordinal(value)
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(int(value)))


CONVERTER = Num2WordZH()
for _language in ("zh", "zh_CN"):
    CONVERTER_CLASSES.setdefault(_language, CONVERTER)


def to_chinese(number):
    """Return the numeral for a whole number from 0 (〇) to 9999 (九千九百九十九).

    :raises ChineseNumeralError: for anything else.
    """
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MAX_NUMBER:
        raise ChineseNumeralError(f"{number!r} is not a whole number from 0 to {MAX_NUMBER}")
    return CONVERTER.to_cardinal(number)


def from_chinese(text):
    """Return the number that a numeral from 〇 to 九千九百九十九 stands for.

    Only the written form that :func:`to_chinese` gives is read, with 〇 and 零 equal: 一百零一 and
    一百〇一, but not 一百一, 一十二, 廿, 两 or 二〇二六.

    :raises ChineseNumeralError: for anything else.
    """
    if not isinstance(text, str) or not 0 < len(text) <= _MAX_LENGTH:
        raise ChineseNumeralError(f"{text!r} is not a Chinese numeral")
    normal = text.replace("零", ZERO)
    number = _read(normal)
    # Writing it again is the whole grammar: what does not come back was malformed.
    if number is None or to_chinese(number).replace("零", ZERO) != normal:
        raise ChineseNumeralError(f"{text!r} is not a Chinese numeral")
    return number


def _read(text):
    """Return the sum of the digits times their units, None where a character is neither."""
    total, digit = 0, None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        else:
            return None
    total += digit or 0
    return total if total <= MAX_NUMBER else None
