"""Ratings: what each coder said of each unit, as an array of numbers.

Everything a coefficient needs is a sum over units, so that identical units of one interview can
share a row with a weight, and an interview can be drawn again by counting its sums twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qual.analysis.agreement.estimate import NO_UNITS, NOTHING_IN_COMMON, ONE_CODER, ONE_VALUE
from qual.errors import InvalidRequest

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MISSING = -1
"""Stands where a coder never saw the unit; "saw it and did not code it" is a value."""

UNNAMED: tuple[str, ...] = ("",)
"""The interviews of ratings that do not say which interview they come from."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Units in rows, coders in columns, and in the cells the number of a value or MISSING.

    `labels[number]` is the value itself. `cluster` gives the interview of each row as a position
    in `clusters`, `weight` says how many units a row stands for.
    """

    values: Ints
    labels: tuple[Any, ...]
    cluster: Ints
    clusters: tuple[str, ...]
    weight: Floats

    @property
    def raters(self) -> Ints:
        """For each row the number of coders who rated it."""
        return np.asarray((self.values != MISSING).sum(axis=1), dtype=np.int64)

    @property
    def n_coders(self) -> int:
        """Coders who rated anything at all."""
        return int((self.values != MISSING).any(axis=0).sum())

    @property
    def pairable(self) -> Bools:
        """Rows that two or more coders rated: only these can show agreement."""
        return np.asarray(self.raters >= 2, dtype=np.bool_)

    def counts(self) -> Floats:
        """Rows × values: how many coders gave the value."""
        rows, width = len(self.values), len(self.labels)
        given = self.values != MISSING
        row = np.nonzero(given)[0]
        flat = np.bincount(row * width + self.values[given], minlength=rows * width)
        return flat.reshape(rows, width).astype(np.float64)

    def by_cluster(self, amounts: Floats) -> Floats:
        """Interviews × columns: the amounts of the rows, times their weight, summed up."""
        amounts = amounts.reshape(len(self.values), -1)
        columns = [
            np.bincount(self.cluster, self.weight * column, minlength=len(self.clusters))
            for column in amounts.T
        ]
        empty = np.zeros((len(self.clusters), 0))
        return np.stack(columns, axis=1) if columns else empty

    def why_undefined(self) -> str:
        """The plain reason for which chance-corrected agreement cannot be computed, else ""."""
        if not (self.values != MISSING).any():
            return NO_UNITS
        if self.n_coders < 2:
            return ONE_CODER
        if not self.pairable.any():
            return NOTHING_IN_COMMON
        pairable = self.values[self.pairable]
        return ONE_VALUE if len(np.unique(pairable[pairable != MISSING])) < 2 else ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A coefficient in two steps: sums for each interview, and the value that any sums have.

    `sums` gives interviews × columns; `statistic` takes sums with any number of leading axes and
    gives NaN where the coefficient is undefined.
    """

    sums: Callable[[Ratings], Floats]
    statistic: Callable[[Floats], Floats]


def read_ratings(
    ratings: Any, *, values: Sequence[Hashable] | None = None, clusters: Sequence[Hashable] | None = None
) -> Ratings:
    """Ratings from a table with a row for each unit and a column for each coder.

    `ratings` is anything two-dimensional: lists, an array, a data frame. None and NaN mean that
    the coder never saw the unit. `values` fixes the values and their order (otherwise those that
    occur, sorted), `clusters` names the interview of each unit. Raises InvalidRequest for a table
    that is not two-dimensional and for a rating that is not among `values`.
    """
    try:
        table = np.asarray(ratings)
        if table.dtype.kind in "US":  # words beside NaN would make NaN a word
            table = np.asarray(ratings, dtype=object)
    except ValueError:
        raise InvalidRequest("the units do not all have a rating or a None for each coder.") from None
    if table.ndim == 1 and table.size == 0:
        table = table.reshape(0, 0)
    if table.ndim != 2:
        raise InvalidRequest(
            f"ratings have {table.ndim} dimensions.",
            hint="Give a row for each unit, a column for each coder.",
        )
    numbers, labels = _numbered(table, values)
    if clusters is None:
        cluster = np.zeros(len(table), dtype=np.int64)
        names = UNNAMED
    else:
        if len(clusters) != len(table):
            raise InvalidRequest(f"{len(table)} units, but interviews are named for {len(clusters)}.")
        order = {name: n for n, name in enumerate(dict.fromkeys(clusters))}
        cluster = np.array([order[name] for name in clusters], dtype=np.int64)
        names = tuple(str(name) for name in order)
    return Ratings(numbers, labels, cluster, names, np.ones(len(table)))


def _numbered(table: npt.NDArray[Any], values: Sequence[Hashable] | None) -> tuple[Ints, tuple[Any, ...]]:
    """The table in numbers of values, and the values."""
    numbers = np.full(table.shape, MISSING, dtype=np.int64)
    if table.dtype.kind in "biuf":
        given = ~np.isnan(table) if table.dtype.kind == "f" else np.ones(table.shape, dtype=bool)
        found, inverse = np.unique(table[given], return_inverse=True)
        labels: list[Any] = found.tolist()
        numbers[given] = inverse
    else:
        import pandas as pd

        given = ~np.asarray(pd.isna(table.astype(object)))
        cells = table[given].tolist()
        distinct = dict.fromkeys(cells)
        try:
            labels = sorted(distinct)
        except TypeError:
            labels = list(distinct)
        position = {label: n for n, label in enumerate(labels)}
        numbers[given] = [position[cell] for cell in cells]
    if values is None:
        return numbers, tuple(labels)
    wanted = {label: n for n, label in enumerate(values)}
    strangers = [label for label in labels if label not in wanted]
    if strangers:
        raise InvalidRequest(f"{strangers[0]!r} is not among the values {', '.join(map(repr, wanted))}.")
    renumbered = np.array([*(wanted[label] for label in labels), MISSING], dtype=np.int64)
    return renumbered[numbers], tuple(wanted)
