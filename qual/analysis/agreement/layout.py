"""Where the units of the sources lie, and which of them a stretch of text falls into.

A stretch falls into a unit when they share at least one character. For the unitizing measures the
units of a source are laid end to end: what lies between them (white space, the interviewer) is
not part of the text that coders could have coded. Its positions are characters, and for the unit
"token" the tokens themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qual.analysis.agreement.ratings import Ints
from qual.errors import InvalidRequest

TOKEN = "token"


@dataclass(frozen=True)
class Layout:
    """The units of several sources one after another, in the order of the sources and of the text.

    `source`, `start` and `end` have one entry a unit; `first` says at which unit each source
    begins, with one entry more at the end. No unit ends behind `reach`. `place` is where each
    source begins on a line on which the sources do not touch, `position` where each unit begins
    when all units are laid end to end.
    """

    unit: str
    sources: tuple[str, ...]
    source: Ints
    start: Ints
    end: Ints
    first: Ints
    reach: int
    place: Ints
    position: Ints

    @property
    def n_units(self) -> int:
        """Units of all sources together."""
        return len(self.source)

    @property
    def lengths(self) -> Ints:
        """The length of each source in positions."""
        return np.diff(self.position[self.first])

    def units_of(self, source: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """For each stretch its first unit and the unit behind its last; the same when it meets none."""
        start, end = np.minimum(start, self.reach), np.minimum(end, self.reach)
        line_start, line_end = self.place[source] + start, self.place[source] + end
        begin = np.searchsorted(self.place[self.source] + self.end, line_start, side="right")
        stop = np.searchsorted(self.place[self.source] + self.start, line_end, side="left")
        stop = np.where(end > start, np.maximum(begin, stop), begin)
        return np.asarray(begin, dtype=np.int64), np.asarray(stop, dtype=np.int64)

    def positions_of(self, source: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Each stretch on the units laid end to end; start and end are the same when it meets none."""
        begin, stop = self.units_of(source, start, end)
        if self.unit == TOKEN or not self.n_units:
            return begin, stop
        head = np.minimum(begin, self.n_units - 1)
        tail = np.maximum(stop - 1, 0)
        left = self.position[head] + np.maximum(start - self.start[head], 0)
        right = self.position[tail] + np.minimum(end, self.end[tail]) - self.start[tail]
        meets = stop > begin
        return np.where(meets, left, 0), np.where(meets, right, 0)


def lay_out(units: Mapping[str, Sequence[tuple[int, int]]], sources: Iterable[str], *, unit: str) -> Layout:
    """The layout of some of the sources. Units are sorted; empty ones are dropped.

    Raises InvalidRequest when two units of a source overlap.
    """
    names = tuple(sources)
    pieces: list[Ints] = []
    for name in names:
        own = np.array(units.get(name, ()), dtype=np.int64).reshape(-1, 2)
        own = own[own[:, 1] > own[:, 0]]
        own = own[np.argsort(own[:, 0], kind="stable")]
        overlapping = np.flatnonzero(own[1:, 0] < own[:-1, 1])
        if len(overlapping):
            at = int(own[overlapping[0] + 1, 0])
            raise InvalidRequest(
                f"{name}: two units overlap at character {at}.", hint="A unit ends before the next begins."
            )
        pieces.append(own)
    counts = np.array([len(own) for own in pieces], dtype=np.int64)
    both = np.concatenate([*pieces, np.empty((0, 2), dtype=np.int64)])
    sizes = np.ones(len(both), dtype=np.int64) if unit == TOKEN else both[:, 1] - both[:, 0]
    reach = int(both[:, 1].max(initial=0))
    return Layout(
        unit=unit,
        sources=names,
        source=np.repeat(np.arange(len(names)), counts),
        start=both[:, 0],
        end=both[:, 1],
        first=np.concatenate([[0], np.cumsum(counts)]),
        reach=reach,
        place=np.arange(len(names)) * (reach + 1),
        position=np.concatenate([[0], np.cumsum(sizes)]),
    )
