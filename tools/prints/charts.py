"""Charts for paper as SVG, drawn without any library; in grey, because offices print in black."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from unicodedata import east_asian_width

# Attributes in lower case only: HTML parsers on the way to paper lower them all.
FILLS = ("#404040", "#9a9a9a", "#ffffff")
_TEXT = 12
_BAR, _GAP = 18, 10


def text_width(text: str) -> float:
    """Return about how wide ``text`` is set, in Chinese characters.

    >>> text_width("专项ab")
    3.1
    """
    return round(sum(1.0 if east_asian_width(char) in "WFA" else 0.55 for char in text), 2)


def stacked_bars(
    rows: Sequence[tuple[str, Sequence[int]]], legend: Sequence[str], width: int = 580
) -> str:
    """Return an SVG of horizontal bars, one for each of ``rows`` = ``[(label, values)]``.

    ``legend`` names the parts of the bars in the order of the values; ``width`` is in pixels. Every
    part says its number, so that the chart can be read without its colours.

    >>> svg = stacked_bars([("文件", [3, 1, 0])], ["done", "doing", "open"])
    >>> svg.count("<rect"), ">3<" in svg, ">0<" in svg
    (5, True, False)
    >>> stacked_bars([], ["done"])
    ''
    """
    if not rows:
        return ""
    left = min(_TEXT * max(text_width(label) for label, __ in rows) + 10, width * 0.45)
    largest = max(sum(values) for __, values in rows) or 1
    scale = (width - left - 30) / largest
    parts = list(_draw_legend(legend, left))
    top = _TEXT + 14
    for label, values in rows:
        middle = top + _BAR / 2 + 4
        parts.append(_text(left - 6, middle, _shorten(label, (left - 10) / _TEXT), "end"))
        x = left
        for value, fill in zip(values, FILLS, strict=True):
            if not value:
                continue
            length = value * scale
            parts.append(_rect(x, top, length, fill))
            if length > 7 * len(str(value)) + 2:
                ink = "#ffffff" if fill == FILLS[0] else "#000000"
                parts.append(_text(x + length / 2, middle, value, "middle", ink))
            x += length
        parts.append(_text(x + 4, middle, sum(values)))
        top += _BAR + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}">'
        f"{''.join(parts)}</svg>"
    )


def paired_columns(
    points: Sequence[tuple[str, tuple[int, int]]],
    legend: Sequence[str],
    width: int = 580,
    height: int = 170,
) -> str:
    """Return an SVG of pairs of columns, a pair for each of ``points`` = ``[(label, (a, b))]``.

    ``legend`` names the two; every column says its number where there is room for it, and labels
    that would touch are left out.

    >>> svg = paired_columns([("5-4", (3, 1)), ("5-11", (0, 2))], ["recorded", "closed"])
    >>> svg.count("<rect"), ">3<" in svg, ">0<" in svg
    (6, True, False)
    >>> paired_columns([], ["recorded", "closed"])
    ''
    """
    if not points:
        return ""
    slot = width / len(points)
    column = min(slot * 0.4, 26)
    largest = max(max(values) for __, values in points) or 1
    base, room = height - _TEXT - 8, height - 3 * _TEXT - 34
    every = math.ceil((_TEXT * max(text_width(label) for label, __ in points) + 6) / slot)
    parts = list(_draw_legend(legend, 2, (FILLS[0], FILLS[2])))
    for number, (label, values) in enumerate(points):
        middle = (number + 0.5) * slot
        for offset, value, fill in zip((-column, 0), values, (FILLS[0], FILLS[2]), strict=True):
            tall = value * room / largest
            parts.append(_rect(middle + offset, base - tall, column, fill, round(tall, 1)))
            if value and column >= 7 * len(str(value)):
                parts.append(_text(middle + offset + column / 2, base - tall - 3, value, "middle"))
        if number % every == 0:
            parts.append(_text(middle, height - 6, label, "middle"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f"{''.join(parts)}</svg>"
    )


def _draw_legend(legend: Sequence[str], left: float, fills: Sequence[str] = FILLS) -> Iterator[str]:
    x = left
    for name, fill in zip(legend, fills, strict=False):
        yield _rect(x, 2, 14, fill, 12)
        yield _text(x + 18, 12, name)
        x += 18 + _TEXT * text_width(name) + 16


def _rect(x: float, y: float, width: float, fill: str, height: float = _BAR) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="{fill}"'
        ' stroke="#000000" stroke-width="0.6"/>'
    )


def _text(x: float, y: float, text: str | int, anchor: str = "start", ink: str = "#000000") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{_TEXT}" text-anchor="{anchor}" fill="{ink}">'
        f"{escape(str(text))}</text>"
    )


def _shorten(label: str, characters: float) -> str:
    while text_width(label) > characters and len(label) > 1:
        label = label[:-2] + "…"
    return label
