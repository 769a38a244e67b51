"""Stretches of one text or many, laid end to end so that they are searched together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from qual.matching.engine.arrays import Numbers
from qual.matching.plain import Hit, Stretch
from qual.model import ROLES

BATCH = 500_000
"""Characters that are searched together. More is hardly faster, and takes more memory."""

Answer = tuple[list[Stretch], list[Hit]]
"""Stretches of a text, and hits that count them."""

_BETWEEN = "\0"  # no word and no white space: neither words nor phrases reach over it


class Batch:
    """Stretches of texts; each text has an answer that hits in its stretches belong into.

    A stretch given without a number gets one when it has a hit, and is put into the answer then.
    """

    def __init__(self) -> None:
        self.size = 0  # in characters
        self.stretches: list[Stretch] = []
        self._numbers: list[int] = []  # -1 for none
        self._slices: list[str] = []
        self._languages: list[tuple[int, str]] = []  # the language from a stretch on
        self._first: list[int] = []  # of each text, its first stretch
        self._texts: list[str] = []
        self._answers: list[Answer] = []

    def add(
        self, text: str, answer: Answer, stretches: Sequence[Stretch], numbers: Sequence[int] | None = None
    ) -> None:
        """Put stretches of a text behind the others."""
        slices = [text[start:end] for start, end, _, _ in stretches]
        self._first.append(len(self.stretches))
        self._texts.append(text)
        self._answers.append(answer)
        self.size += sum(map(len, slices)) + len(slices)
        spoken = [language for _, _, language, _ in stretches]
        changes = range(len(spoken)) if len(set(spoken)) > 1 else range(min(1, len(spoken)))
        self._languages += [(len(self.stretches) + at, spoken[at]) for at in changes]
        self.stretches += stretches
        self._numbers += [-1] * len(slices) if numbers is None else numbers
        self._slices += slices

    def by_text(self, stretches: Sequence[int]) -> Iterator[tuple[str, Answer, Sequence[int]]]:
        """Some of the stretches, in order, together with their text and its answer."""
        bounds = [bisect_left(stretches, first) for first in self._first] + [len(stretches)]
        for text, answer, (first, end) in zip(self._texts, self._answers, pairwise(bounds), strict=True):
            if first < end:
                yield text, answer, stretches[first:end]

    @cached_property
    def text(self) -> str:
        """All stretches as one text."""
        return _BETWEEN.join(self._slices)

    @cached_property
    def starts(self) -> Numbers:
        """Where in `text` each stretch begins."""
        lengths = self._lengths + len(_BETWEEN)
        return np.cumsum(lengths) - lengths

    @cached_property
    def ends(self) -> Numbers:
        """Where in `text` each stretch ends."""
        return self.starts + self._lengths

    @cached_property
    def own_starts(self) -> Numbers:
        """Where each stretch begins in the text it belongs to."""
        return np.array([stretch.start for stretch in self.stretches], np.int64)

    @property
    def languages(self) -> tuple[list[str], Numbers]:
        """The languages in the order of the stretches, and where in `text` each language begins."""
        return [language for _, language in self._languages], self.starts[[at for at, _ in self._languages]]

    def roles_of(self, stretches: Numbers) -> Numbers:
        """Who speaks some of the stretches, as numbers."""
        return np.array([_NUMBER_OF_ROLE[self.stretches[at].role] for at in stretches.tolist()], np.int64)

    @cached_property
    def _lengths(self) -> Numbers:
        return np.array(list(map(len, self._slices)), np.int64)

    def answer(self, stretch: Numbers, term: Numbers, start: Numbers, end: Numbers) -> None:
        """Put hits into the answers, in order. `start` and `end` are places in the stretch's own text."""
        order = np.lexsort((end, start, term, stretch))
        stretch, term, start, end = stretch[order], term[order], start[order], end[order]
        for _, (stretches, _), found in self.by_text(np.flatnonzero(np.bincount(stretch)).tolist()):
            for which in found:
                if self._numbers[which] < 0:
                    self._numbers[which] = len(stretches)
                    stretches.append(self.stretches[which])
        number = np.array(self._numbers, np.int64)[stretch]
        hits = list(map(Hit, number.tolist(), term.tolist(), start.tolist(), end.tolist()))
        first = np.searchsorted(stretch, [*self._first, len(self.stretches)]).tolist()
        for (_, answer), (from_, to) in zip(self._answers, pairwise(first), strict=True):
            answer += hits[from_:to]


_NUMBER_OF_ROLE = {role: number for number, role in enumerate(ROLES)}
