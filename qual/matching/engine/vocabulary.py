"""Word types: every different word of all texts read so far gets a number, and is decided once.

Words are looked up by a hash of their letters, and what is found is compared with the word letter
by letter: two words that share a hash stay two words. So a collision costs a step, never a hit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qual.matching.engine.arrays import Column, Numbers, spread
from qual.matching.engine.tokens import FOUR, Fours, Spelling, four

Hashes = NDArray[np.uint64]

LONG = 32
"""Longer words (a link, a row of signs) are kept apart, so that they do not slow down the others."""

FORGET = 2_000_000
"""Types after which a vocabulary starts anew; no corpus of interviews comes near it."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio: spreads what it multiplies
_HALF = np.uint64(32)
_REST = np.arange(4 * FOUR, LONG + 1, FOUR)  # where the fours of the longest words begin; the last is zeros
_FACTORS = _MULTIPLIER * (2 * _REST + 1).astype(np.uint64)

Meaning = tuple[frozenset[int], bool]
"""What a word meets, by numbers, and a remark about it that is kept as well."""


class Vocabulary:
    """The word types met so far, and what each of them means. Type 0 is no word.

    A type is a word in the stretches of one language: the same letters mean one thing in a Russian
    turn and another in an English one. Languages are numbers here.
    """

    def __init__(self, decide: Callable[[int, str], Meaning]) -> None:
        self._decide = decide
        self._start()

    def _start(self) -> None:
        self._hash = Column(np.uint64)
        self._first = Column(np.uint64)  # the letters as in `_Keys`, and which row of `rest` is the word's
        self._second = Column(np.uint64)
        self._third = Column(np.uint64)
        self._fourth = Column(np.uint64)
        self._rest_at = Column(np.int64)
        self._rest = Column(np.uint64, len(_REST))
        self._met = Column(np.int64)
        self._met_at = Column(np.int64)
        self._met_count = Column(np.int64)
        self._meets = Column(np.bool_)
        self._remark = Column(np.bool_)
        self._table = np.zeros(1 << 14, np.int32)  # from the beginning of a hash to a type
        self._apart: dict[tuple[int, str], int] = {}  # types that the table does not lead to
        self._rest.extend(np.zeros((1, len(_REST)), np.uint64))
        self._append_apart((frozenset(), False))

    def __len__(self) -> int:
        return len(self._hash) - 1

    def types_of(self, words: Spelling, languages: Numbers) -> Numbers:
        """The type of each word in its language; a word never met before is decided now.

        Types mean something until the next call.
        """
        if len(self) > FORGET:
            self._start()
        keys = _Keys(words, languages)
        types = self._with_hash(keys.hashes)
        unsettled = np.flatnonzero(~self._are(types, keys))
        if len(unsettled):
            types[unsettled] = self._settle(types[unsettled], keys.take(unsettled))
        return types

    def _settle(self, types: Numbers, keys: _Keys) -> Numbers:
        """The types of words that were not found: most are new, some are kept apart."""
        new = np.flatnonzero((types == 0) & (keys.words.lengths <= LONG))
        self._add(keys.take(new[np.unique(keys.hashes[new], return_index=True)[1]]))
        types = self._with_hash(keys.hashes)
        apart = np.flatnonzero(~self._are(types, keys))
        types[apart] = [self._type_apart(*word) for word in keys.take(apart).spell()]
        return types

    def met(self, types: Numbers) -> tuple[Numbers, Numbers]:
        """All that words of these types meet: the position of the word, and the number of what it meets."""
        words = np.flatnonzero(self._meets.values[types])
        counts = self._met_count.values[types[words]]
        return np.repeat(words, counts), self._met.values[spread(self._met_at.values[types[words]], counts)]

    def remarked(self, types: Numbers) -> Numbers:
        """The positions of words whose meaning has the remark."""
        return np.flatnonzero(self._remark.values[types])

    def _with_hash(self, hashes: Hashes) -> Numbers:
        """The types with these hashes, 0 where there is none.

        A hash leads to a place of the table. Where a type with another hash sits there, the next
        place is tried, until the right one or an empty place comes.
        """
        place = self._place(hashes)
        types = self._table[place].astype(np.int64)
        wrong = np.flatnonzero(self._hash.values[types] != hashes)
        wrong = wrong[types[wrong] != 0]
        while len(wrong):
            place[wrong] = (place[wrong] + 1) % len(self._table)
            types[wrong] = here = self._table[place[wrong]]
            wrong = wrong[(self._hash.values[here] != hashes[wrong]) & (here != 0)]
        return types

    def _are(self, types: Numbers, keys: _Keys) -> NDArray[np.bool_]:
        """Whether words that share the hash of a type are this type, letter by letter.

        That their language is the same goes without saying: with the same letters, another language
        gives another hash. Type 0 and types kept apart have no letters here, and no word is one of them.
        """
        same = (self._first.values[types] == keys.first) & (self._second.values[types] == keys.second)
        longer = types[keys.longer]
        same[keys.longer] &= (self._third.values[longer] == keys.third) & (
            self._fourth.values[longer] == keys.fourth
        )
        rest = self._rest.values[self._rest_at.values[types[keys.longest]]]
        same[keys.longest] &= (rest == keys.rest).all(axis=1)
        return np.asarray(same)

    def _add(self, keys: _Keys) -> None:
        """Give numbers to new words, decide them, and put them into the table."""
        first = len(self) + 1
        third, fourth = np.zeros((2, len(keys.words)), np.uint64)
        third[keys.longer], fourth[keys.longer] = keys.third, keys.fourth
        rest_at = np.zeros(len(keys.words), np.int64)
        rest_at[keys.longest] = len(self._rest) + np.arange(len(keys.longest))
        self._first.extend(keys.first)
        self._second.extend(keys.second)
        self._third.extend(third)
        self._fourth.extend(fourth)
        self._rest_at.extend(rest_at)
        self._rest.extend(keys.rest)
        self._append(keys.hashes, [self._decide(*word) for word in keys.spell()])
        if 4 * len(self) > len(self._table):
            self._table = np.zeros(4 * len(self._table), np.int32)
            first = 1
        self._enter(np.arange(first, len(self) + 1))

    def _enter(self, types: Numbers) -> None:
        """Put types into the first free place that their hash leads to."""
        types = types[self._first.values[types] != 0]  # not those kept apart
        place = self._place(self._hash.values[types])
        while len(types):
            free = self._table[place] == 0
            self._table[place[free]] = types[free]  # where two want one place, the last gets it
            out = self._table[place] != types
            types, place = types[out], (place[out] + 1) % len(self._table)

    def _place(self, hashes: Hashes) -> Numbers:
        bits = len(self._table).bit_length() - 1
        return (hashes >> np.uint64(64 - bits)).astype(np.int64)

    def _type_apart(self, language: int, word: str) -> int:
        """The type of a word that the table does not lead to: a long one, or one whose hash is taken."""
        if (language, word) not in self._apart:
            self._apart[language, word] = len(self) + 1
            self._append_apart(self._decide(language, word))
        return self._apart[language, word]

    def _append_apart(self, meaning: Meaning) -> None:
        """A type that has no letters here."""
        nothing = np.zeros(1, np.int64)
        for column in (self._first, self._second, self._third, self._fourth, self._rest_at):
            column.extend(nothing)
        self._append(nothing.astype(np.uint64), [meaning])

    def _append(self, hashes: Hashes, meanings: Sequence[Meaning]) -> None:
        counts = np.array([len(met) for met, _ in meanings])
        self._hash.extend(hashes)
        self._met_at.extend(len(self._met) + np.cumsum(counts) - counts)
        self._met_count.extend(counts)
        self._meets.extend(counts > 0)
        self._met.extend([number for met, _ in meanings if met for number in sorted(met)])
        self._remark.extend([remark for _, remark in meanings])


class _Keys:
    """Words made ready to be looked up: their letters four at a time, and a hash of them.

    `first` and `second` are the first eight letters of all words, `third` and `fourth` the next
    eight of the `longer` words, `rest` the others of the `longest`. Zeros follow a word's last
    letter, so no word is the beginning of another one.
    """

    def __init__(self, words: Spelling, languages: Numbers) -> None:
        self.words = words
        self.languages = languages
        fours = words.fours
        self.first = words.first_four()
        self.second = four(fours, words.starts + FOUR, words.lengths - FOUR)
        self.longer = np.flatnonzero(words.lengths >= 2 * FOUR)
        starts, lengths = words.starts[self.longer] + 2 * FOUR, words.lengths[self.longer] - 2 * FOUR
        self.third = four(fours, starts, lengths)
        self.fourth = four(fours, starts + FOUR, lengths - FOUR)
        self.longest = self.longer[lengths >= 2 * FOUR]
        starts, lengths = words.starts[self.longest], words.lengths[self.longest]
        self.rest = four(fours, starts[:, np.newaxis] + _REST, lengths[:, np.newaxis] - _REST)
        self.hashes = hash_words(self)

    def take(self, at: Numbers) -> _Keys:
        """Some of the words."""
        return _Keys(self.words.take(at), self.languages[at])

    def spell(self) -> list[tuple[int, str]]:
        """The words as strings, each with its language."""
        return list(zip(self.languages.tolist(), self.words.spell(), strict=True))


def hash_words(keys: _Keys) -> Hashes:
    """A hash for each word, from its language and its letters.

    Each step can be undone, so words that differ in language only never share a hash.
    """
    languages = keys.languages.astype(np.uint64) * _MULTIPLIER
    hashes = _mixed(_mixed(languages, keys.first), keys.second)
    hashes[keys.longer] = _mixed(_mixed(hashes[keys.longer], keys.third), keys.fourth)
    hashes[keys.longest] = _mixed(hashes[keys.longest], (keys.rest * _FACTORS).sum(axis=1))
    return hashes * _MULTIPLIER


def _mixed(hashes: Hashes, fours: Fours) -> Hashes:
    product = (hashes ^ fours) * _MULTIPLIER
    return product ^ (product >> _HALF)
