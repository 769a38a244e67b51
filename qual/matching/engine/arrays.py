"""What numpy lacks: an array that grows, and lists of lists laid end to end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Column:
    """An array that grows at its end, of numbers or of rows of them."""

    def __init__(self, dtype: type[np.generic], *width: int) -> None:
        self._room: NDArray[Any] = np.zeros((1024, *width), dtype)
        self._size = 0

    @property
    def values(self) -> NDArray[Any]:
        """What was put in so far. Ask again after `extend`: the array may have moved."""
        return self._room[: self._size]

    def extend(self, values: NDArray[Any] | Sequence[int]) -> None:
        """Put values behind the others."""
        size = self._size + len(values)
        if size > len(self._room):
            room = np.empty((2 * size, *self._room.shape[1:]), self._room.dtype)
            room[: self._size] = self.values
            self._room = room
        self._room[self._size : size] = values
        self._size = size

    def __len__(self) -> int:
        return self._size


def spread(starts: Numbers, counts: Numbers) -> Numbers:
    """The numbers `start, start + 1, …` for each start, `count` of them, end to end."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


class Links:
    """For each number from 0 some other numbers; most have none."""

    def __init__(self, size: int, pairs: Iterable[tuple[int, int]]) -> None:
        links = sorted(set(pairs))
        sources = np.array([source for source, _ in links], np.int64)
        self._to = np.array([to for _, to in links], np.int64)
        self._count = np.bincount(sources, minlength=size)
        self._start = np.cumsum(self._count) - self._count
        self.any = bool(links)

    def has(self, sources: Numbers) -> NDArray[np.bool_]:
        """Which of these lead anywhere."""
        return self._count[sources] > 0

    def follow(self, sources: Numbers) -> tuple[Numbers, Numbers]:
        """Every link from these: the position of its source among them, and where it leads."""
        counts = self._count[sources]
        return np.repeat(np.arange(len(sources)), counts), self._to[spread(self._start[sources], counts)]
