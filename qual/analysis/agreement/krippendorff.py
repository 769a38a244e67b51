"""Krippendorff's alpha for units that are given: any number of coders, values missing here and there.

α = 1 − D_o / D_e, observed by expected disagreement, from the coincidences of values inside units
(Krippendorff 2011; 2019, chapter 12). A unit that one coder rated has no pair in it and changes
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import combinations
from typing import Any, Literal, get_args

import numpy as np

from qual.analysis.agreement.bootstrap import REPLICATES, SEED, estimate
from qual.analysis.agreement.estimate import Estimate
from qual.analysis.agreement.ratings import MISSING, Floats, Ints, Measure, Ratings, read_ratings
from qual.errors import InvalidRequest

Level = Literal["nominal", "ordinal", "interval", "ratio"]
SetDistance = Literal["masi", "jaccard"]


def alpha(
    ratings: Any,
    *,
    level: Level = "nominal",
    distance: Any = None,
    values: Sequence[Hashable] | None = None,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Krippendorff's alpha: 1 is full agreement, 0 what chance gives, below 0 systematic disagreement.

    `ratings` has a row for each unit and a column for each coder; None or NaN means that the coder
    never saw the unit. `level` is how far apart two values are: "nominal" (alike or not),
    "ordinal" (values in between, by their frequency), "interval" (difference squared), "ratio".
    `distance` replaces it: a square array over `values`, 0 on the diagonal, used as it stands
    (where the literature writes δ², give δ²). `values` fixes values and order; by default those
    that occur, sorted. `clusters` names the interview of each unit, for the bootstrap interval.

    Undefined, with the reason, when nobody rated ("no units"), for one coder, when no unit has two
    ratings ("nothing in common"), and when all pairable ratings are the same value.
    """
    read = read_ratings(ratings, values=values, clusters=clusters)
    measure = at_level(level, read.labels) if distance is None else by_distance(_square(distance, read))
    return estimate(measure, read, replicates=replicates, seed=seed)


def alpha_sets(
    ratings: Iterable[Iterable[Collection[Hashable] | None]],
    *,
    distance: SetDistance = "masi",
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Alpha where a coder gives a unit a set of codes, several or none.

    Each cell is a collection of codes, empty for "read, not coded", None for "never saw it".
    `distance` is "masi" (Passonneau 2006) or "jaccard"; see `set_distance`. Undefined as `alpha`
    is; "only one value used" when all sets are the same, for instance all empty.
    """
    rows = [[None if cell is None else frozenset(cell) for cell in row] for row in ratings]
    width = max((len(row) for row in rows), default=0)
    table = np.empty((len(rows), width), dtype=object)
    for n, row in enumerate(rows):
        table[n, : len(row)] = row
    read = read_ratings(table, clusters=clusters)
    apart = np.array(
        [[set_distance(a, b, distance) for b in read.labels] for a in read.labels], dtype=np.float64
    ).reshape(len(read.labels), len(read.labels))
    return estimate(by_distance(apart), read, replicates=replicates, seed=seed)


def set_distance(a: Collection[Hashable], b: Collection[Hashable], distance: SetDistance = "masi") -> float:
    """How far two sets of codes are apart, 0 (the same) to 1 (no code in common).

    Jaccard: 1 − |A∩B| / |A∪B|. MASI: 1 − M × |A∩B| / |A∪B|, M being 1 for the same set, 2/3 when
    one holds the other, 1/3 when both have codes of their own, 0 without a common code (Passonneau
    2006). Two empty sets are the same: 0. An empty set and another are 1 apart.
    """
    first, second = frozenset(a), frozenset(b)
    common, union = len(first & second), len(first | second)
    apart = distances(
        np.array(common), np.array(union), np.array(len(first)), np.array(len(second)), distance
    )
    return float(apart)


def distances(common: Ints, union: Ints, first: Ints, second: Ints, distance: SetDistance = "masi") -> Floats:
    """Set distances from the sizes of intersection, union and both sets, in arrays of one shape."""
    if distance not in get_args(SetDistance):
        raise InvalidRequest(f"{distance!r} is not a distance of sets.", hint="Choose masi or jaccard.")
    jaccard = np.where(union > 0, common / np.maximum(union, 1), 1.0)
    if distance == "jaccard":
        return np.asarray(1 - jaccard)
    same = (common == first) & (common == second)
    inside = common == np.minimum(first, second)
    fit = np.select([same, (common > 0) & inside, common > 0], [1.0, 2 / 3, 1 / 3], 0.0)
    return np.asarray(1 - fit * jaccard)


# --- the measures as sums --------------------------------------------------------------------


def at_level(level: Level, labels: Sequence[Any]) -> Measure:
    """Alpha at one of the four levels. Interval and ratio need numbers."""
    if level not in get_args(Level):
        raise InvalidRequest(
            f"{level!r} is not a level.", hint=f"Choose one of: {', '.join(get_args(Level))}."
        )
    if level == "ordinal":
        return ORDINAL
    if level == "nominal":
        return by_distance(1 - np.eye(len(labels)))
    scale = np.asarray(labels, dtype=np.float64)
    apart = scale[:, None] - scale
    if level == "interval":
        return by_distance(np.asarray(apart**2))
    sums = scale[:, None] + scale
    return by_distance(np.asarray((apart / np.where(sums == 0, 1, sums)) ** 2))


def by_distance(apart: Floats) -> Measure:
    """Alpha with a fixed distance: sums are the observed disagreement and how often each value occurs."""
    q = len(apart)

    def sums(ratings: Ratings) -> Floats:
        raters = ratings.raters
        disagreement = np.zeros(len(raters))
        for first, second in combinations(ratings.values.T, 2):
            both = (first != MISSING) & (second != MISSING)
            disagreement[both] += apart[first[both], second[both]] + apart[second[both], first[both]]
        disagreement /= np.maximum(raters - 1, 1)
        observed = np.bincount(ratings.cluster, ratings.weight * disagreement, len(ratings.clusters))
        pairable = ratings.pairable
        cells = ratings.values[pairable]
        place = (ratings.cluster[pairable] * q)[:, None] + cells
        heavy = np.broadcast_to(ratings.weight[pairable][:, None], cells.shape)
        given = cells != MISSING
        often = np.bincount(place[given], heavy[given], minlength=len(ratings.clusters) * q)
        return np.column_stack([observed, often.reshape(len(ratings.clusters), q)])

    def statistic(sums: Floats) -> Floats:
        often = sums[..., 1:]
        expected = ((often @ apart) * often).sum(axis=-1)
        return _alpha(sums[..., 0], np.asarray(expected), often.sum(axis=-1))

    return Measure(sums, statistic)


def coincidences(ratings: Ratings) -> Floats:
    """For each interview the coincidence matrix values × values, laid out in one row."""
    q = len(ratings.labels)
    cells = q * q
    total = np.zeros(len(ratings.clusters) * cells)
    weight = ratings.weight / np.maximum(ratings.raters - 1, 1)
    for first, second in combinations(ratings.values.T, 2):
        both = (first != MISSING) & (second != MISSING)
        base = ratings.cluster[both] * cells
        for a, b in ((first[both], second[both]), (second[both], first[both])):
            total += np.bincount(base + a * q + b, weight[both], minlength=len(total))
    return np.asarray(total.reshape(len(ratings.clusters), cells))


def _ordinal(sums: Floats) -> Floats:
    """The distance of two values is what lies between them, so it changes with every resample.

    (Σ_{g=c..k} n_g − (n_c + n_k)/2)² is the difference of mid-ranks squared.
    """
    q = round(sums.shape[-1] ** 0.5)
    met = sums.reshape(*sums.shape[:-1], q, q)
    often = met.sum(axis=-1)
    rank = np.cumsum(often, axis=-1) - often / 2
    apart = (rank[..., :, None] - rank[..., None, :]) ** 2
    expected = (often[..., :, None] * often[..., None, :] * apart).sum(axis=(-2, -1))
    observed = (met * apart).sum(axis=(-2, -1))
    return _alpha(np.asarray(observed), np.asarray(expected), often.sum(axis=-1))


def _alpha(observed: Floats, expected: Floats, pairable: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (pairable - 1) * observed / np.where(expected > 0, expected, np.nan))


ORDINAL = Measure(coincidences, _ordinal)
NOMINAL_BINARY = by_distance(1 - np.eye(2))


def _square(distance: Any, ratings: Ratings) -> Floats:
    apart = np.asarray(distance, dtype=np.float64)
    q = len(ratings.labels)
    if apart.shape != (q, q):
        raise InvalidRequest(f"the distance is {apart.shape}, but there are {q} values.")
    if (np.diag(apart) != 0).any() or (apart < 0).any():
        raise InvalidRequest("a distance is 0 between a value and itself, and never negative.")
    return apart
