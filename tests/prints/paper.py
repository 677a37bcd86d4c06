"""Measuring pages of a PDF in millimetres, for tests of what comes out of the printer."""

from collections import namedtuple

from pypdf import PdfReader
from pypdf.generic import ContentStream

POINTS = 72 / 25.4
Box = namedtuple("Box", "left top right bottom")
THICK = 1.0  # the thickest line, in millimetres
_UNIT = (1, 0, 0, 1, 0, 0)


def read_pages(file):
    """Return the :class:`Page` list of a PDF in a binary file."""
    return [Page(page) for page in PdfReader(file).pages]


class Page:
    """One page: what is drawn on it and where, in millimetres from its upper left corner."""

    def __init__(self, page):
        self.width = float(page.mediabox.width) / POINTS
        self.height = float(page.mediabox.height) / POINTS
        self.lines = []  # Box of every rule and border
        self.texts = []  # (left, baseline, text)
        self._page = page
        self._read_paths()
        page.extract_text(visitor_text=self._note_text)

    def box_of_lines(self):
        """Return the :class:`Box` around all rules and borders."""
        return Box(
            min(box.left for box in self.lines),
            min(box.top for box in self.lines),
            max(box.right for box in self.lines),
            max(box.bottom for box in self.lines),
        )

    def baselines(self, above=None):
        """Return the heights at which text stands, each once, from the top."""
        heights = {round(top, 1) for __, top, __ in self.texts if above is None or top < above}
        return sorted(heights)

    def _note_text(self, text, matrix, text_matrix, *__):
        if text.strip():
            x, y = _apply(_multiply(text_matrix, matrix), 0, 0)
            self.texts.append((x / POINTS, self.height - y / POINTS, text.strip()))

    def _read_paths(self):
        """Follow the matrices through the page: what is drawn goes through all of them."""
        matrix, saved, points = _UNIT, [], []
        content = ContentStream(self._page.get_contents(), self._page.pdf)
        for operands, operator in content.operations:
            values = [float(value) for value in operands if isinstance(value, int | float)]
            if operator == b"q":
                saved.append(matrix)
            elif operator == b"Q":
                matrix = saved.pop()
            elif operator == b"cm":
                matrix = _multiply(values, matrix)
            elif operator in (b"m", b"l"):
                points.append(_apply(matrix, *values[:2]))
            elif operator == b"re":
                x, y, width, height = values
                points += [_apply(matrix, x, y), _apply(matrix, x + width, y + height)]
            elif operator in (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"):
                self._note_path(points)
                points = []
            elif operator == b"n":
                points = []

    def _note_path(self, points):
        if not points:
            return
        across = [x / POINTS for x, __ in points]
        down = [self.height - y / POINTS for __, y in points]
        box = Box(min(across), min(down), max(across), max(down))
        # What is as wide as high is the ground behind the text, not a line.
        if min(box.right - box.left, box.bottom - box.top) < THICK:
            self.lines.append(box)


def _multiply(first, second):
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _apply(matrix, x, y):
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
