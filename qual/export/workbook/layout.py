"""How wide a column and how high a row must be. Measured in characters; no program is asked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

NARROWEST, WIDEST = 8, 70
LINE_HEIGHT = 13.5  # points, for text of size 10
HIGHEST = 409  # points; no program shows a higher row
LETTER = 0.95  # a letter of a text, against the larger digit that widths are counted in
WIDER = 0.15  # what an Armenian letter takes more

_ARMENIAN = re.compile("[\u0530-\u058f]")


def column_width(head: str, values: Iterable[object]) -> float:
    """The longest word of the header or the 95th percentile of the values, from 8 to 70 characters."""
    lengths = sorted(longest_line(str(value)) for value in values if value is not None)
    typical = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))] if lengths else 0
    words = max((len(word) for word in head.split()), default=0) + 3  # the filter button
    return min(WIDEST, max(NARROWEST, words, typical + 2))


def longest_line(text: str) -> int:
    """Characters of the longest line of a text."""
    return max(map(len, text.split("\n")), default=0)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column."""
    room = max(1.0, width - 1)
    return sum(max(1, math.ceil(_length(line) / room)) for line in text.split("\n"))


def _length(line: str) -> float:
    wide = 0 if line.isascii() else len(_ARMENIAN.findall(line))
    return len(line) * LETTER + wide * WIDER


def row_height(texts: Iterable[tuple[str, float]], least: int = 1) -> float:
    """The height of a row with these wrapped texts in columns of these widths."""
    most = max([least, *(lines(text, width) for text, width in texts)])
    return min(HIGHEST, LINE_HEIGHT * most + 2)
