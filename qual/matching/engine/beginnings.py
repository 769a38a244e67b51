"""A first look at words, all at once: most begin as nothing does that the codebook asks about.

Only the first three letters count here, so that the look is quick; whoever passes is looked at
closely. Words with a mark, hyphen or apostrophe in them always pass.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from qual.matching.engine.arrays import Numbers
from qual.matching.engine.tokens import Fours, Words

FIRST = 3
"""Letters that are looked at."""

_BITS = 16
_FIRST_LETTERS = np.uint64((1 << 16 * FIRST) - 1)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_KEEP = np.uint64(64 - _BITS)


class Beginnings:
    """For each language, how words begin that may meet something: a table of marks, reached by a hash."""

    def __init__(self) -> None:
        self._marks: NDArray[np.bool_] = np.zeros((0, 1 << _BITS), np.bool_)

    def add(self, beginnings: Iterable[str] | None) -> None:
        """Add a language with the beginnings of words, of up to three letters; None lets all words pass."""
        marks = np.full((1, 1 << _BITS), beginnings is None)
        if beginnings is not None:
            letters = [beginning.encode("utf-16-le")[: 2 * FIRST].ljust(8, b"\0") for beginning in beginnings]
            marks[0, _places(np.frombuffer(b"".join(letters), "<u8"))] = True
        self._marks = np.concatenate((self._marks, marks))

    def possible(self, words: Words, languages: Numbers) -> Numbers:
        """The positions of words that may meet something, given the number of each word's language."""
        places = _places(words.folded.first_four())
        if len(languages) and not languages.strides[0]:  # one language for all words
            passes = self._marks[languages[0]].take(places)
        else:
            passes = self._marks.reshape(-1)[(languages.astype(np.int64) << _BITS) + places]
        passes[words.odd] = True
        return np.flatnonzero(passes)


def _places(letters: Fours) -> Numbers:
    """Where in the table words stand; some share a place, which lets one pass for nothing."""
    return ((letters & _FIRST_LETTERS) * _MULTIPLIER >> _KEEP).astype(np.int64)
