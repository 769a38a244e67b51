"""From a text to its words, all at once: where they begin and end, and their letters.

The words are those of `qual.matching.words.tokens`. Offsets count characters of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qual.matching.engine.arrays import Numbers, spread
from qual.matching.engine.letters import JOINER, LETTER, MARK, PADDING, SPACE, Kinds, Units, read_letters

Fours = NDArray[np.uint64]

PIECE = 1 << 19
"""Characters read at a time, so that a text of any length needs only so much working memory."""

FOUR = 4
"""Letters of 16 bits that make one number of 64: words are compared four letters at a time."""

LONGER = "İ"
"""The one letter whose small form is two characters."""

_KEEP = np.array([(1 << 16 * letters) - 1 for letters in range(FOUR + 1)], np.uint64)
_BREAK = re.compile(r"[\s\0]")  # no word reaches over it


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, with the positions of those that do not consist of plain letters alone.

    `stops` are the characters that are neither in a word nor white space.
    """

    starts: Numbers
    ends: Numbers
    stops: Numbers
    odd: Numbers
    written: Spelling
    folded: Spelling

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The letters of words: word i is `letters[starts[i] : starts[i] + lengths[i]]`, in code units.

    `fours[i]` are the four letters that begin at i, as one number; behind the last letter there are zeros.
    """

    letters: Units
    fours: Fours
    starts: Numbers
    lengths: Numbers

    def __len__(self) -> int:
        return len(self.starts)

    def take(self, at: Numbers) -> Spelling:
        """The spelling of some of the words."""
        return Spelling(self.letters, self.fours, self.starts[at], self.lengths[at])

    def first_four(self) -> Fours:
        """The first four letters of each word as one number; where it has fewer, zeros follow."""
        return four(self.fours, self.starts, self.lengths)

    def spell(self) -> list[str]:
        """The words as strings."""
        sizes = self.lengths + 1  # and a zero between words
        letters = self.letters[spread(self.starts, sizes)]
        letters[np.cumsum(sizes) - 1] = 0
        return letters.tobytes().decode("utf-16-le").split("\0")[:-1]


def four(fours: Fours, starts: Numbers, lengths: Numbers) -> Fours:
    """The four letters from each start on as one number; where a word has fewer left, zeros follow."""
    return np.asarray(fours.take(starts, mode="clip") & _KEEP.take(lengths, mode="clip"))


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
    odd = breaks[inside]
    breaks, kinds = breaks[~inside], kinds[~inside]
    stops = breaks[kinds != SPACE]
    starts = np.concatenate(([0], breaks + 1))
    ends = np.concatenate((breaks, [len(letters.written) - PADDING]))
    some = np.flatnonzero(ends > starts)
    starts, ends = starts[some], ends[some]
    lengths = ends - starts
    longer = letters.written == ord(LONGER)
    if longer.any():
        odd = np.append(odd, np.flatnonzero(longer))
    odd = np.searchsorted(starts, odd, "right") - 1
    written, folded = (
        Spelling(row, _fours(row), starts, lengths) for row in (letters.written, letters.folded)
    )
    folded = replace(folded, fours=np.ascontiguousarray(folded.fours))  # to read in step with memory pays
    if len(letters.second_halves):
        starts, ends, stops = (_in_characters(row, letters.second_halves) for row in (starts, ends, stops))
    return Words(starts, ends, stops, odd, written, folded)


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


def _fours(letters: Units) -> Fours:
    return np.ndarray((len(letters) - PADDING + 1,), "<u8", letters.data, strides=(2,))


def _in_characters(places: Numbers, second_halves: Numbers) -> Numbers:
    """Places counted in code units, counted in characters."""
    return places - np.searchsorted(second_halves, places)
