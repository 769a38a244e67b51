"""Letters as numbers: what kind of character each UTF-16 code unit is, and what it folds to.

The tables say the same as `qual.matching.words`, for a whole text at a time. A character beyond
the first 65,536 takes two code units, both of its kind; such characters are rare and are looked
up one by one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qual.matching.engine.arrays import Numbers
from qual.matching.words import JOINERS, fold

OTHER, LETTER, MARK, JOINER, SPACE = range(5)
"""Kinds of characters. Digits count as letters; a mark combines with the letter before it."""

PADDING = 4
"""Zeros behind a text, so that four letters can be read wherever one stands."""

Units = NDArray[np.uint16]
Kinds = NDArray[np.uint8]

_PLANE = 0x10000  # code units, and characters that take one of them


def kind_of(character: str) -> int:
    """The kind of one character."""
    if character.isalnum():
        return LETTER
    if character in JOINERS:
        return JOINER
    if character.isspace():
        return SPACE
    return MARK if unicodedata.category(character)[0] == "M" else OTHER


@dataclass(frozen=True, slots=True)
class Letters:
    """A text in code units, with some zeros behind its end.

    `second_halves` are the places of code units that are the second of two for one character; in
    most texts there are none.
    """

    written: Units
    folded: Units
    kinds: Kinds
    second_halves: Numbers


def read_letters(text: str) -> Letters:
    """A text as written and folded, and what kind each of its characters is."""
    written = _code_units(text + "\0" * PADDING)
    both = _table().take(written, mode="clip")
    folded, kinds = both.astype("<u2"), (both >> 16).astype(np.uint8)
    if len(written) == len(text) + PADDING:
        return Letters(written, folded, kinds, np.zeros(0, np.int64))
    first = np.flatnonzero((written & 0xFC00) == 0xD800)
    second = first + 1
    points = 0x10000 + ((written[first] & 0x3FF).astype(np.int64) << 10) + (written[second] & 0x3FF)
    distinct, which = np.unique(points, return_inverse=True)
    characters = [chr(point) for point in distinct.tolist()]
    kinds[first] = kinds[second] = np.array([kind_of(c) for c in characters], np.uint8)[which]
    halves = _code_units(fold("".join(characters))).reshape(-1, 2)
    folded[first], folded[second] = halves[which, 0], halves[which, 1]
    return Letters(written, folded, kinds, second)


def _code_units(text: str) -> Units:
    try:
        encoded = text.encode("utf-16-le")
    except UnicodeEncodeError:  # half a character on its own: no file holds one, a caller's text may
        whole = "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in text)
        encoded = whole.encode("utf-16-le")
    return np.frombuffer(encoded, "<u2")


@cache
def _table() -> NDArray[np.uint32]:
    """For each code unit what it folds to, and from the 17th bit on its kind: one look-up gives both."""
    characters = "".join(map(chr, range(_PLANE)))
    folded = np.array([ord(character) for character in fold(characters)], "<u4")
    kinds = np.array([kind_of(character) for character in characters], "<u4")
    return np.asarray(folded | kinds << 16)
