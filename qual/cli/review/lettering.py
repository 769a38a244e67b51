"""Text on a terminal: harmless, as wide as it looks, broken between words.

All text passes `harmless`: nothing that an interview holds speaks to the terminal.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

Piece: TypeAlias = tuple[str, str]
"""A text and its style."""
Line: TypeAlias = list[Piece]

STYLES = {"dim": "2", "bold": "1", "match": "1;4" if os.environ.get("NO_COLOR") else "1;33"}

_UNSEEN: dict[int, str] = {code: chr(0x2400 + code) for code in range(32)} | {0x7F: "␡"}
_UNSEEN |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], "�")
_UNSEEN |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�")  # they turn lines round
_UNSEEN |= {ord("\n"): "\n", ord("\t"): " ", 0x2028: "\n", 0x2029: "\n"}


def harmless(text: str) -> str:
    """A text in which nothing speaks to the terminal: control characters are made visible."""
    return text.translate(_UNSEEN)


def columns(line: Line) -> int:
    """How many columns a line takes on the screen."""
    return sum(_columns(text) for text, _ in line)


@lru_cache(maxsize=10_000)
def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def wrapped(pieces: Iterable[Piece], width: int) -> list[Line]:
    """Text as lines of a width, broken between words, and inside one that is longer than a line.

    A line break of the text stays one; empty lines are left out. No-break spaces keep words together.
    """
    lines: list[Line] = [[]]
    used = 0
    for word in _words(pieces):
        if not word or (used and used + 1 + columns(word) > width):
            lines.append([])
            used = 0
        if word and used:
            lines[-1].append((" ", word[0][1] if word[0][1] == lines[-1][-1][1] else ""))
            used += 1
        for text, style in word:
            for part in _parts(text, width):
                if used + _columns(part) > width:
                    lines.append([])
                    used = 0
                lines[-1].append((part, style))
                used += _columns(part)
    return [line for line in lines if line]


def _words(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Words, which may have several styles; a line break is an empty word."""
    word: Line = []
    for text, style in pieces:
        for part in re.findall(r"\n|[^\S\n\u00a0]+|[\S\u00a0]+", harmless(text)):
            if part.isspace() and "\u00a0" not in part:
                if word:
                    yield word
                if part == "\n":
                    yield []
                word = []
            else:
                word.append((part, style))
    if word:
        yield word


def _parts(text: str, width: int) -> Iterator[str]:
    """A word in pieces that fit into a line."""
    while _columns(text) > width:
        end = next(n for n in range(len(text), 0, -1) if n == 1 or _columns(text[:n]) <= width)
        yield text[:end]
        text = text[end:]
    yield text


def styled(line: Line) -> str:
    """A line as the terminal takes it, with its styles."""
    runs = ((style, "".join(text for text, _ in run)) for style, run in groupby(line, key=lambda p: p[1]))
    return "".join(f"\x1b[{STYLES[style]}m{text}\x1b[0m" if style else text for style, text in runs)


def put_lines(lines: Iterable[Line]) -> None:
    """Write lines without their styles."""
    put("".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines))


def put(text: str) -> None:
    """Write at once; what the terminal's encoding has no letter for becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def size() -> tuple[int, int]:
    """Columns and rows of the terminal; COLUMNS and 100 where there is none."""
    size = shutil.get_terminal_size((100, 24))
    return max(size.columns, 20), max(size.lines, 8)
