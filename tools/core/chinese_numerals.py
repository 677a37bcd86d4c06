"""Chinese numerals, written and read back: headings (一、 第三), counts, amounts (壹佰元整).

num2words has no Chinese of its own. :class:`Num2WordZH` is built on that library's base class and
used by this addon alone. It is not registered with num2words, so that other apps in the same
process get from num2words what they would get without this addon.

    >>> to_chinese(43), to_chinese(101), to_chinese(0), to_chinese(20_050_000)
    ('四十三', '一百零一', '〇', '二千零五万')
    >>> from_chinese('四十三'), from_chinese('一百〇一')
    (43, 101)
    >>> to_ordinal(12), to_amount('305.20')
    ('第十二', '叁佰零伍元贰角整')
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from num2words.base import Num2Word_Base

# 九千九百九十九兆九千九百九十九亿九千九百九十九万九千九百九十九
MAX_NUMBER = 10**16 - 1
ZERO = "〇"
_MAX_LENGTH = 31
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
# The characters of cheques and invoices, which nobody can change into others with a stroke.
_CAPITALS = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_FEN = Decimal("0.01")


class ChineseNumeralError(ValueError):
    """The text is no Chinese numeral in its full form, or the number has none."""


class Num2WordZH(Num2Word_Base):
    """Cardinals, ordinals, years and amounts in simplified Chinese, below 10**16.

    万 is 10**4, 亿 10**8 and 兆 10**12.
    """

    def setup(self) -> None:
        """Set the words; the base class calls this while it is being made."""
        self.negword = "负"
        self.pointword = "点"
        self.high_numwords = [(value, word) for word, value in reversed(_GROUPS.items())]
        self.mid_numwords = [(value, word) for word, value in reversed(_UNITS.items())]
        self.low_numwords = list("九八七六五四三二一〇")

    def __init__(self) -> None:
        super().__init__()
        # The base class allows a thousand times the highest word; four digits stand before 兆.
        self.MAXVAL = MAX_NUMBER + 1

    def set_high_numwords(self, high: list[tuple[int, str]]) -> None:
        """Take 兆, 亿 and 万, each with its value."""
        self.cards.update(high)

    def merge(self, curr: tuple[str, int], next: tuple[str, int]) -> tuple[str, int]:
        """Join two (word, number) pairs: 四 and 十 to 四十, 一百 and 三 to 一百零三.

        A zero is written where digits are left out between two others, not where they end a group
        of four: 十万零五百, but 十万五千.
        """
        left_word, left = curr
        right_word, right = next
        if left == 1 and right < 10:
            return next
        if right_word in _UNITS or right_word in _GROUPS:
            return left_word + right_word, left * right
        places = len(str(left)) - 1
        unit = 10 ** (places if places < 4 else places - places % 4)
        zero = "零" if right * 10 < unit else ""
        return left_word + zero + right_word, left + right

    def to_cardinal(self, value: Any) -> str:
        """Return 十二 for 12, 负三 for -3, 一点五 for 1.5; raise OverflowError from 10**16 on."""
        words = self._words(value)
        sign = self.negword if words.startswith(self.negword) else ""
        words = words[len(sign) :]
        return sign + (words[1:] if words.startswith("一十") else words)

    def _words(self, value: Any) -> str:
        """Return the cardinal that keeps the 一 of 一十二, as amounts do."""
        words: str = Num2Word_Base.to_cardinal(self, value)
        return words.replace(" ", "")

    def to_cardinal_float(self, value: Any) -> str:
        """Return 一点五 for 1.5; the base class drops the sign of what lies between -1 and 0."""
        words: str = super().to_cardinal_float(value)
        return self.negword + words if -1 < value < 0 else words

    def to_ordinal(self, value: Any) -> str:
        """Return 第三 for 3; raise TypeError for what has no place in a row."""
        self.verify_ordinal(value)
        return "第" + self.to_cardinal(value)

    def to_ordinal_num(self, value: Any) -> str:
        """Return 第3 for 3."""
        self.verify_ordinal(value)
        return f"第{value}"

    def to_year(self, value: Any, **kwargs: Any) -> str:
        """Return 二〇二六 for 2026: years are read digit by digit."""
        self.verify_ordinal(value)
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(int(value)))

    def to_currency(self, val: Any, currency: str = "CNY", **kwargs: Any) -> str:
        """Return 壹万元整 for 10000, 叁佰零伍元贰角整 for 305.2, 伍分 for 0.05, 负壹元整 for -1.

        The rules are those of cheques: 整 ends what has no 分, and 零 stands for a missing 角
        before 分. Halves of a 分 are rounded away from zero. A whole number is an amount in yuan
        here, while the base class takes it for hundredths.

        :raises NotImplementedError: for other money than yuan.
        :raises OverflowError: from 10**16 yuan on.
        :raises decimal.InvalidOperation: for what is no number.
        """
        if currency != "CNY":
            raise NotImplementedError(f"amounts in {currency}")
        amount = Decimal(str(val))
        if abs(amount) >= self.MAXVAL:
            raise OverflowError(self.errmsg_toobig % (amount, self.MAXVAL))
        # Not quantize(): its result would be cut to the 28 digits of whatever context is set.
        fen = int((abs(amount) / _FEN).to_integral_value(ROUND_HALF_UP))
        yuan, tenths, hundredths = fen // 100, fen // 10 % 10, fen % 10
        words = self._words(yuan) + "元" if yuan or not fen else ""
        if tenths:
            words += self._words(tenths) + "角"
        elif yuan and hundredths:
            words += "零"
        words += self._words(hundredths) + "分" if hundredths else "整"
        return (self.negword if amount < 0 and fen else "") + words.translate(_CAPITALS)


CONVERTER = Num2WordZH()


def to_chinese(number: int) -> str:
    """Return the numeral for a whole number from 0 (〇) to 9999兆 9999亿 9999万 9999.

    :raises ChineseNumeralError: for anything else.
    """
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MAX_NUMBER:
        raise ChineseNumeralError(f"{number!r} is not a whole number from 0 to {MAX_NUMBER}")
    return CONVERTER.to_cardinal(number)


def to_ordinal(number: int) -> str:
    """Return 第三 for 3.

    :raises ChineseNumeralError: for what :func:`to_chinese` refuses.
    """
    return "第" + to_chinese(number)


def to_amount(yuan: int | float | Decimal | str) -> str:
    """Return an amount of yuan in the characters of cheques (大写): 壹万元整 for 10000.

    :raises ChineseNumeralError: for what is no number, or 10**16 yuan and more.
    """
    try:
        return CONVERTER.to_currency(yuan)
    except (InvalidOperation, OverflowError) as error:
        raise ChineseNumeralError(f"{yuan!r} is not an amount of yuan below 10**16") from error


def from_chinese(text: str) -> int:
    """Return the number that a numeral below 10**16 stands for.

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


def _read(text: str) -> int | None:
    """Return the sum of the digits times their units, None where a character is neither."""
    total, group, digit = 0, 0, None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            group += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        elif character in _GROUPS:
            total += (group + (digit or 0)) * _GROUPS[character]
            group, digit = 0, None
        else:
            return None
    total += group + (digit or 0)
    return total if total <= MAX_NUMBER else None
