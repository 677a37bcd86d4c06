"""The body of an official document (GB/T 9704-2012): which line is a heading of which level."""

import re

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


def paragraphs(text):
    """Return ``[(level, heading, rest)]`` for the lines of ``text`` that are not empty.

    ``level``: 1 to 4 for numbered lines, 0 for plain text; ``heading``: what is set in the type of
    the level; ``rest``: what follows it on the line.

    >>> paragraphs("一、总体要求\\n\\n（一）减会议。每周一次。")
    [(1, '一、总体要求', ''), (2, '（一）减会议。', '每周一次。')]
    >>> paragraphs("1.压减文件\\n各单位要照办。")
    [(3, '1.压减文件', ''), (0, '', '各单位要照办。')]
    >>> paragraphs("3.5次会议")
    [(0, '', '3.5次会议')]
    """
    result = []
    for line in (text or "").splitlines():
        line = line.strip()
        if line:
            result.append(_split(line))
    return result


def _split(line):
    for level, pattern in _LEVELS:
        if pattern.match(line):
            heading, stop, rest = line.partition("。")
            if level > 2 or not rest:
                return level, line, ""
            if len(heading) <= _MAX_HEADING:
                return level, heading + stop, rest
            return level, "", line
    return 0, "", line
