"""The body of an official document (GB/T 9704-2012): which line is a heading of which level."""

import re
from typing import NamedTuple

_NUMERAL = "[一二三四五六七八九十百〇零]+"
# level: 一、 in 黑体; （一） in 楷体; 1. and （1） like the text, in 仿宋
_LEVELS = (
    (1, re.compile(f"{_NUMERAL}、")),
    (2, re.compile(f"[（(]{_NUMERAL}[）)]")),
    (3, re.compile(r"\d{1,3}[.．](?!\d)")),
    (4, re.compile(r"[（(]\d{1,3}[）)]")),
)
# A heading of the upper levels stands alone or ends at its first full stop.
_MAX_HEADING = 40


class Paragraph(NamedTuple):
    """A line of a document.

    ``level``: 1 to 4 for numbered lines, 0 for plain text; ``heading``: what is set in the type of
    the level; ``rest``: what follows it on the line.
    """

    level: int
    heading: str
    rest: str


def paragraphs(text: str | None) -> list[Paragraph]:
    """Return the lines of ``text`` that are not empty.

    >>> for paragraph in paragraphs("一、总体要求\\n（一）减会议。每周一次。"):
    ...     print(list(paragraph))
    [1, '一、总体要求', '']
    [2, '（一）减会议。', '每周一次。']
    >>> paragraphs("1.压减文件\\n各单位要照办。")[0]
    Paragraph(level=3, heading='1.压减文件', rest='')
    >>> paragraphs("3.5次会议")
    [Paragraph(level=0, heading='', rest='3.5次会议')]
    """
    result = []
    for line in (text or "").splitlines():
        line = line.strip()
        if line:
            result.append(_split(line))
    return result


def _split(line: str) -> Paragraph:
    for level, pattern in _LEVELS:
        if pattern.match(line):
            heading, stop, rest = line.partition("。")
            if level > 2 or not rest:
                return Paragraph(level, line, "")
            if len(heading) <= _MAX_HEADING:
                return Paragraph(level, heading + stop, rest)
            return Paragraph(level, "", line)
    return Paragraph(0, "", line)
