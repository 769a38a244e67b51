"""From a text to its words, all at once: where they begin and end, and their letters.

The words are those of `qual.matching.words.tokens`. Offsets count characters of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qual.matching.engine.arrays import Numbers, spread
from qual.matching.engine.letters import JOINER, LETTER, MARK, PADDING, SPACE, Kinds, Units, read_letters

Fours = NDArray[np.uint64]

PIECE = 1 << 19
"""Characters read at a time, so that a text of any length needs only so much working memory."""

_BREAK = re.compile(r"[\s\0]")  # no word reaches over it


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text. `stops` are the characters that are neither in a word nor white space."""

    starts: Numbers
    ends: Numbers
    stops: Numbers
    written: Spelling
    folded: Spelling

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The letters of words: word i is `letters[starts[i] : starts[i] + lengths[i]]`, in code units.

    Behind the last letter there are some zeros.
    """

    letters: Units
    starts: Numbers
    lengths: Numbers

    def __len__(self) -> int:
        return len(self.starts)

    def take(self, at: Numbers) -> Spelling:
        """The spelling of some of the words."""
        return Spelling(self.letters, self.starts[at], self.lengths[at])

    def copy(self, at: Numbers) -> Spelling:
        """The spelling of some of the words, without the letters of the others."""
        lengths = self.lengths[at]
        ends = np.cumsum(lengths)
        letters = np.zeros(int(lengths.sum()) + PADDING, "<u2")
        letters[:-PADDING] = self.letters[spread(self.starts[at], lengths)]
        return Spelling(letters, ends - lengths, lengths)

    def spell(self) -> list[str]:
        """The words as strings."""
        sizes = self.lengths + 1  # and a zero between words
        letters = self.letters[spread(self.starts, sizes)]
        letters[np.cumsum(sizes) - 1] = 0
        return letters.tobytes().decode("utf-16-le").split("\0")[:-1]

    def fours(self) -> Fours:
        """For each letter, it and the three behind it as one number."""
        size = len(self.letters) - PADDING + 1
        anywhere: Fours = np.ndarray((size,), "<u8", self.letters.data, strides=(2,))
        return np.ascontiguousarray(anywhere)  # reading in step with memory pays for the copy


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that cut no word, each with its place."""
    start = 0
    while start < len(text):
        space = _BREAK.search(text, start + PIECE)
        end = space.start() if space else len(text)
        yield start, text[start:end]
        start = end


def read_words(text: str) -> Words:
    """The words of a text."""
    letters = read_letters(text)
    breaks = np.flatnonzero(letters.kinds != LETTER)[:-PADDING]
    kinds = letters.kinds[breaks]
    inside = _inside_words(breaks, kinds, letters.kinds)
    breaks, kinds = breaks[~inside], kinds[~inside]
    stops = breaks[kinds != SPACE]
    starts = np.concatenate(([0], breaks + 1))
    ends = np.concatenate((breaks, [len(letters.written) - PADDING]))
    some = np.flatnonzero(ends > starts)
    starts, ends = starts[some], ends[some]
    lengths = ends - starts
    written, folded = (Spelling(row, starts, lengths) for row in (letters.written, letters.folded))
    if len(letters.second_halves):
        starts, ends, stops = (_in_characters(row, letters.second_halves) for row in (starts, ends, stops))
    return Words(starts, ends, stops, written, folded)


def _inside_words(breaks: Numbers, kinds: Kinds, all_kinds: Kinds) -> NDArray[np.bool_]:
    """Which characters that are no letters belong to a word all the same.

    Marks belong to the word of the letter before them, a joiner when a word ends before it and a
    letter follows.
    """
    inside = kinds == MARK
    if inside.any():
        marks = np.flatnonzero(inside)
        first = np.diff(breaks[marks], prepend=-2) != 1  # of marks in a row
        place = breaks[marks[first]]
        on_letter = (place > 0) & (all_kinds[place - 1] == LETTER)
        inside[marks] = on_letter[np.cumsum(first) - 1]
    joiners = np.flatnonzero(kinds == JOINER)
    place = breaks[joiners]
    follows_mark = inside[joiners - 1] & (all_kinds[place - 1] == MARK)
    follows_word = (place > 0) & (follows_mark | (all_kinds[place - 1] == LETTER))
    inside[joiners] = follows_word & (all_kinds[place + 1] == LETTER)
    return np.asarray(inside)


def _in_characters(places: Numbers, second_halves: Numbers) -> Numbers:
    """Places counted in code units, counted in characters."""
    return places - np.searchsorted(second_halves, places)
