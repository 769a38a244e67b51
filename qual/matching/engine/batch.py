"""Stretches of one text or many, laid end to end so that they are searched together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

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
        self._first: list[int] = []  # of each text, its first stretch
        self._texts: list[str] = []
        self._answers: list[Answer] = []

    def add(
        self, text: str, answer: Answer, stretches: Sequence[Stretch], numbers: Sequence[int] | None = None
    ) -> None:
        """Put stretches of a text behind the others."""
        self._first.append(len(self.stretches))
        self._texts.append(text)
        self._answers.append(answer)
        slices = [text[stretch.start : stretch.end] for stretch in stretches]
        self.size += sum(map(len, slices)) + len(slices)
        self.stretches += stretches
        self._numbers += [-1] * len(slices) if numbers is None else numbers
        self._slices += slices

    def text_of(self, stretch: int) -> tuple[str, Answer]:
        """The text that a stretch belongs to, and the answer of this text."""
        at = bisect_right(self._first, stretch) - 1
        return self._texts[at], self._answers[at]

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

    @cached_property
    def languages(self) -> tuple[list[str], Numbers]:
        """The languages in the order of the stretches, and where in `text` each language begins."""
        every = [stretch.language for stretch in self.stretches]
        if len(set(every)) == 1:
            return every[:1], self.starts[:1]
        changes = [0, *(at for at in range(1, len(every)) if every[at] != every[at - 1])]
        return [every[at] for at in changes], self.starts[changes]

    @cached_property
    def roles(self) -> Numbers:
        """Who speaks each stretch, as a number."""
        return np.array([_NUMBER_OF_ROLE[stretch.role] for stretch in self.stretches], np.int64)

    @cached_property
    def _lengths(self) -> Numbers:
        return np.array(list(map(len, self._slices)), np.int64)

    def answer(self, stretch: Numbers, term: Numbers, start: Numbers, end: Numbers) -> None:
        """Put hits into the answers, in order. `start` and `end` are places in the stretch's own text."""
        order = np.lexsort((end, start, term, stretch))
        stretch, term, start, end = stretch[order], term[order], start[order], end[order]
        for which in np.flatnonzero(np.bincount(stretch)).tolist():
            if self._numbers[which] < 0:
                stretches, _ = self.text_of(which)[1]
                self._numbers[which] = len(stretches)
                stretches.append(self.stretches[which])
        number = np.array(self._numbers, np.int64)[stretch]
        hits = list(map(Hit, number.tolist(), term.tolist(), start.tolist(), end.tolist()))
        first = np.searchsorted(stretch, [*self._first, len(self.stretches)]).tolist()
        for (_, answer), from_, to in zip(self._answers, first, first[1:], strict=False):
            answer += hits[from_:to]


_NUMBER_OF_ROLE = {role: number for number, role in enumerate(ROLES)}
