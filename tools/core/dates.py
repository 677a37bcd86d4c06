"""Dates as official documents write them."""

from datetime import date


def chinese_date(value: date | None) -> str:
    """Return a date in Arabic numerals without zero padding (GB/T 9704), '' for none.

    >>> chinese_date(date(2026, 5, 8))
    '2026年5月8日'
    >>> chinese_date(None)
    ''
    """
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def document_number(prefix: str, year: int, number: int) -> str:
    """Return the number of an official document: no leading zero, the year in 〔〕.

    >>> document_number("某整治办", 2026, 12)
    '某整治办〔2026〕12号'
    """
    return f"{prefix}〔{year}〕{number}号"
