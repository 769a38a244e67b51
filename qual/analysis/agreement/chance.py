"""Percent agreement and the coefficients that correct it for chance: kappa, AC1, and their kin.

All take a table with a row for each unit and a column for each coder; None or NaN means that the
coder never saw the unit. All give an `Estimate`.

Agreement on a unit is the share of pairs of its coders that agree, weighted where values are
ordered. With coders missing here and there, agreement is averaged over the units that two or more
coders rated, and the prevalence of a value over all rated units, each unit counting once (Gwet
2014); a unit that one coder rated therefore still says something of prevalence.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from qual.analysis.agreement.bootstrap import REPLICATES, SEED, estimate
from qual.analysis.agreement.estimate import NOT_TWO_CODERS, UNUSED, Estimate
from qual.analysis.agreement.ratings import MISSING, Floats, Measure, Ratings, read_ratings
from qual.errors import InvalidRequest

Weights = Literal["identity", "ordinal", "linear", "quadratic"]
TINY = 1e-12


def percent_agreement(
    ratings: Any,
    *,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """The share of pairs of coders that agree, averaged over units: 0 to 1.

    Not corrected for chance: with a rare code two coders who never coincide still agree on nearly
    every unit. Defined with a single value, too.
    """
    return estimate(PERCENT, read_ratings(ratings, clusters=clusters), replicates=replicates, seed=seed)


def specific_agreement(
    ratings: Any,
    value: Hashable = 1,
    *,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Of the times a coder gave `value`, how often another coder did too: 0 to 1.

    With two coders and presence 1, absence 0 this is positive agreement 2a/(2a+b+c) for 1 and
    negative agreement 2d/(2d+b+c) for 0 (Cicchetti & Feinstein 1990; Dice 1945). With more coders
    or missing ones the pairs of a unit are weighted 1/(raters − 1), as in alpha. Undefined when
    nobody gave the value.
    """
    read = read_ratings(ratings, clusters=clusters)
    if value not in read.labels:
        reason = read.why_undefined()
        reason = UNUSED if not reason or len(read.labels) == 1 else reason
        return Estimate(None, reason, n_units=int(read.pairable.sum()), n_coders=read.n_coders)
    measure = specific(read.labels.index(value))
    unused = "" if not read.pairable.any() else UNUSED
    return estimate(measure, read, reason=unused, replicates=replicates, seed=seed)


def cohen_kappa(
    ratings: Any,
    *,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Cohen's kappa of exactly two coders (Cohen 1960): −1 to 1, 0 is what chance gives.

    Chance is the sum over values of the product of both coders' shares. Units that only one of the
    two rated are left out. Undefined when both used one and the same value throughout; kappa is 0
    when one coder never varies and the other does.
    """
    return _of_two(KAPPA, ratings, clusters, replicates, seed)


def kappa_max(
    ratings: Any,
    *,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """The largest kappa that the two coders' own shares allow (Cohen 1960).

    Read kappa beside it: where one coder uses a code far oftener than the other, kappa cannot
    reach 1.
    """
    return _of_two(KAPPA_MAX, ratings, clusters, replicates, seed)


def brennan_prediger(
    ratings: Any,
    *,
    values: Sequence[Hashable] | None = None,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Agreement corrected by equal chances for every value (Brennan & Prediger 1981).

    With presence and absence it is 2 × percent − 1, known as PABAK (Byrt, Bishop & Carlin 1993).
    `values` lists all values coders could have given; by default those that occur. Undefined when
    a single value was used.
    """
    read = read_ratings(ratings, values=values, clusters=clusters)
    return estimate(BRENNAN_PREDIGER, read, replicates=replicates, seed=seed)


def fleiss_kappa(
    ratings: Any,
    *,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Fleiss' kappa (Fleiss 1971); with two coders it is Scott's pi (Scott 1955).

    Chance is the sum of the squared shares of the values, all coders together. Missing coders are
    treated as Gwet (2014) does; with complete ratings the published formula results. Undefined
    when a single value was used.
    """
    return estimate(FLEISS, read_ratings(ratings, clusters=clusters), replicates=replicates, seed=seed)


def gwet_ac(
    ratings: Any,
    *,
    weights: Weights | Any = "identity",
    values: Sequence[Hashable] | None = None,
    clusters: Sequence[Hashable] | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """Gwet's AC1, or AC2 with weights for ordered values (Gwet 2008, 2014): −1 to 1.

    It stays high where one value dominates and kappa collapses; therefore read it with the
    prevalence, never alone: it also looks good when nobody uses a code. `values` lists all values
    coders could have given, in order (by default those that occur, sorted); `weights` is
    "identity" (AC1), "ordinal", "linear", "quadratic", or a square array in that order, 1 for full
    agreement. "linear" and "quadratic" need numbers. Undefined when a single value was used.
    """
    read = read_ratings(ratings, values=values, clusters=clusters)
    return estimate(gwet(weight_matrix(weights, read.labels)), read, replicates=replicates, seed=seed)


def weight_matrix(weights: Weights | Any, labels: Sequence[Any]) -> Floats | None:
    """Values × values: how far two values agree, 1 on the diagonal; None for identity (Gwet 2014).

    Raises InvalidRequest for unknown weights, and for an array that does not fit the values.
    """
    q = len(labels)
    if not isinstance(weights, str):
        matrix = np.asarray(weights, dtype=np.float64)
        if matrix.shape != (q, q):
            raise InvalidRequest(f"weights are {matrix.shape}, but there are {q} values.")
        return matrix
    if weights == "identity":
        return None
    if weights not in ("ordinal", "linear", "quadratic"):
        raise InvalidRequest(
            f"{weights!r} are no weights.", hint="Choose identity, ordinal, linear, quadratic."
        )
    ranks = np.arange(q, dtype=np.float64)
    if weights == "ordinal":
        apart = np.abs(ranks[:, None] - ranks) + 1
        unlike = apart * (apart - 1) / 2
    else:
        scale = np.asarray(labels, dtype=np.float64)
        unlike = np.abs(scale[:, None] - scale) ** (1 if weights == "linear" else 2)
    most = unlike.max(initial=0.0)
    return np.asarray(1 - unlike / most if most else np.ones((q, q)))


# --- the measures as sums --------------------------------------------------------------------


def pair_sums(weights: Floats | None = None) -> Any:
    """Sums for percent, Fleiss, AC1/AC2 and Brennan-Prediger: agreement, units, rated units, shares."""

    def sums(ratings: Ratings) -> Floats:
        counts = ratings.counts()
        raters = counts.sum(axis=1)
        pairable = raters >= 2
        alike = counts if weights is None else counts @ weights.T
        pairs = np.where(pairable, raters * (raters - 1), 1.0)
        agreement = np.where(pairable, (counts * (alike - 1)).sum(axis=1) / pairs, 0.0)
        shares = counts / np.maximum(raters, 1)[:, None]
        return ratings.by_cluster(np.column_stack([agreement, pairable, raters > 0, shares]))

    return sums


def _agreement(sums: Floats) -> Floats:
    """Average agreement; NaN without a unit that two coders rated."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[..., 0] / np.where(sums[..., 1] > 0, sums[..., 1], np.nan))


def _shares(sums: Floats) -> Floats:
    """The share of each value; NaN when a single value was used, or none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = sums[..., 3:] / np.where(sums[..., 2:3] > 0, sums[..., 2:3], np.nan)
    several = (shares > TINY).sum(axis=-1, keepdims=True) > 1
    return np.asarray(np.where(several, shares, np.nan))


def _corrected(observed: Floats, chance: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((observed - chance) / np.where(1 - chance > TINY, 1 - chance, np.nan))


def gwet(weights: Floats | None = None) -> Measure:
    """AC1, or AC2 with weights: chance is the weight's sum / q(q−1) × Σ π(1−π)."""

    def statistic(sums: Floats) -> Floats:
        shares = _shares(sums)
        q = shares.shape[-1]
        if q < 2:
            return np.asarray(np.full(shares.shape[:-1], np.nan))
        total = q if weights is None else float(weights.sum())
        chance = total / (q * (q - 1)) * (shares * (1 - shares)).sum(axis=-1)
        return _corrected(_agreement(sums), np.asarray(chance))

    return Measure(pair_sums(weights), statistic)


def _fleiss(sums: Floats) -> Floats:
    return _corrected(_agreement(sums), np.asarray((_shares(sums) ** 2).sum(axis=-1)))


def _brennan_prediger(sums: Floats) -> Floats:
    shares = _shares(sums)
    equal = np.where(np.isnan(shares).any(axis=-1), np.nan, 1 / max(1, shares.shape[-1]))
    return _corrected(_agreement(sums), np.asarray(equal))


PERCENT = Measure(pair_sums(), _agreement)
FLEISS = Measure(pair_sums(), _fleiss)
BRENNAN_PREDIGER = Measure(pair_sums(), _brennan_prediger)
AC1 = gwet()


def specific(number: int) -> Measure:
    """Agreement on one value: coincidences of the value with itself, by all its pairable uses."""

    def sums(ratings: Ratings) -> Floats:
        given = ratings.counts()[:, number]
        raters = ratings.raters
        pairable = raters >= 2
        met = np.where(pairable, given * (given - 1) / np.maximum(raters - 1, 1), 0.0)
        return ratings.by_cluster(np.column_stack([met, np.where(pairable, given, 0.0)]))

    def statistic(sums: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(sums[..., 0] / np.where(sums[..., 1] > 0, sums[..., 1], np.nan))

    return Measure(sums, statistic)


def _table(ratings: Ratings) -> Floats:
    """For each interview the table first coder × second coder, laid out in one row."""
    first, second = ratings.values[:, 0], ratings.values[:, 1]
    both = (first != MISSING) & (second != MISSING)
    cells = len(ratings.labels) ** 2
    place = ratings.cluster * cells + first * len(ratings.labels) + second
    table = np.bincount(place[both], ratings.weight[both], minlength=len(ratings.clusters) * cells)
    return np.asarray(table.reshape(len(ratings.clusters), cells), dtype=np.float64)


def _margins(sums: Floats) -> tuple[Floats, Floats, Floats]:
    """Agreement and the two coders' shares."""
    q = round(sums.shape[-1] ** 0.5)
    table = sums.reshape(*sums.shape[:-1], q, q)
    total = table.sum(axis=(-2, -1), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        table = table / np.where(total > 0, total, np.nan)
    return np.trace(table, axis1=-2, axis2=-1), table.sum(axis=-1), table.sum(axis=-2)


def _kappa(sums: Floats) -> Floats:
    observed, first, second = _margins(sums)
    return _corrected(observed, np.asarray((first * second).sum(axis=-1)))


def _kappa_max(sums: Floats) -> Floats:
    _, first, second = _margins(sums)
    most = np.minimum(first, second).sum(axis=-1)
    return _corrected(np.asarray(most), np.asarray((first * second).sum(axis=-1)))


KAPPA = Measure(_table, _kappa)
KAPPA_MAX = Measure(_table, _kappa_max)


def _of_two(
    measure: Measure, ratings: Any, clusters: Sequence[Hashable] | None, replicates: int, seed: int
) -> Estimate:
    read = read_ratings(ratings, clusters=clusters)
    active = np.flatnonzero((read.values != MISSING).any(axis=0))
    if len(active) > 2:
        return Estimate(None, NOT_TWO_CODERS, n_units=int(read.pairable.sum()), n_coders=len(active))
    if len(active) < 2:
        return Estimate(None, read.why_undefined(), n_coders=len(active))
    two = replace(read, values=read.values[:, active])
    return estimate(measure, two, replicates=replicates, seed=seed)
