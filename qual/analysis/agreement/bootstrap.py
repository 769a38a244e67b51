"""Intervals by drawing interviews again.

Sentences of one interview resemble each other, so the interview is drawn, never the sentence
(Davison & Hinkley 1997, section 3.8). Every coefficient here is a function of sums over
interviews; a resample is a row of weights, and all resamples together are one matrix product.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from qual.analysis.agreement.estimate import NOTHING_VARIES, ONE_VALUE, Estimate, too_few
from qual.analysis.agreement.ratings import UNNAMED, Floats, Ints, Measure, Ratings

REPLICATES = 1000
SEED = 20240229
"""Fixed, so that the same codings give the same interval on every computer."""

ENOUGH_INTERVIEWS = 8
"""With fewer, an interval would pretend to knowledge: the single values are given instead."""

LEVEL = 0.95
ENOUGH_DEFINED = 0.95
CELLS_AT_ONCE = 500_000


def resamples(n: int, *, replicates: int = REPLICATES, seed: int = SEED) -> Ints:
    """Replicates × n: how often each of `n` interviews was drawn; every row sums to `n`.

    The weights are those of drawing `n` times with replacement (multinomial with equal chances),
    and the same for the same seed.
    """
    parts = list(drawn(n, replicates=replicates, seed=seed))
    return np.concatenate(parts) if parts else np.empty((0, n), dtype=np.int64)


def drawn(n: int, *, replicates: int = REPLICATES, seed: int = SEED) -> Iterator[Ints]:
    """The same resamples some at a time, so that many units fit into memory."""
    random = np.random.default_rng(seed)
    step = max(1, CELLS_AT_ONCE // max(1, n))
    for begin in range(0, replicates, step):
        rows = min(step, replicates - begin)
        places = random.integers(n, size=(rows, n)) + n * np.arange(rows)[:, None]
        yield np.bincount(places.ravel(), minlength=rows * n).reshape(rows, n)


def replicates_of(sums: Floats, statistic: Callable[[Floats], Floats], weights: Iterable[Ints]) -> Floats:
    """The statistic of every resample; NaN where a resample leaves it undefined.

    `sums` is interviews × columns, each of `weights` resamples × interviews.
    """
    step = max(1, CELLS_AT_ONCE // max(1, sums.shape[1]))
    values = [
        np.atleast_1d(statistic(part[begin : begin + step].astype(np.float64) @ sums))
        for part in weights
        for begin in range(0, len(part), step)
    ]
    return np.concatenate(values) if values else np.empty(0)


def interval(values: Floats) -> tuple[float | None, float | None, str]:
    """The middle 95 % of the resamples (percentile interval), or why there is none.

    No interval is given when more than 5 % of the resamples are undefined (a code so rare that
    many draws of interviews hold none of it), and none when all resamples give the same value:
    full agreement in every interview says nothing of how sure it is.
    """
    if not len(values):
        return None, None, "no resamples drawn"
    defined = values[~np.isnan(values)]
    if len(defined) < ENOUGH_DEFINED * len(values):
        return None, None, f"too rare: {len(values) - len(defined)} of {len(values)} resamples are undefined"
    if np.ptp(defined) < 1e-12:
        return None, None, NOTHING_VARIES
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high), ""


def estimate(
    measure: Measure,
    ratings: Ratings,
    *,
    reason: str = "",
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Estimate:
    """A measure of ratings with its interval over interviews.

    `reason` is why the value is undefined although coders have units in common; by default that
    they used only one value. Without interviews (all units in one cluster) no interval is tried;
    interviews that fewer than two coders rated take no part in it.
    """
    pairable = ratings.pairable
    shared = np.unique(ratings.cluster[pairable])
    about = Estimate(
        None,
        n_units=int(ratings.weight[pairable].sum()),
        n_coders=ratings.n_coders,
        n_interviews=len(shared),
    )
    if not len(shared):
        return replace(about, reason=ratings.why_undefined())
    sums = measure.sums(ratings)
    value = _number(measure.statistic(sums.sum(axis=0)))
    if value is None:
        return replace(about, reason=reason or ONE_VALUE)
    low, high, no_interval = None, None, ""
    each: dict[str, float | None] = {}
    if ratings.clusters != UNNAMED:
        if len(shared) < ENOUGH_INTERVIEWS:
            no_interval = too_few(len(shared), ENOUGH_INTERVIEWS)
        else:
            weights = drawn(len(shared), replicates=replicates, seed=seed)
            low, high, no_interval = interval(replicates_of(sums[shared], measure.statistic, weights))
        if no_interval:
            singles = measure.statistic(sums[shared])
            each = {ratings.clusters[n]: _number(v) for n, v in zip(shared, singles, strict=True)}
    return replace(about, value=value, low=low, high=high, no_interval=no_interval, each=each)


def _number(value: npt.ArrayLike) -> float | None:
    number = float(np.asarray(value))
    return None if np.isnan(number) else number
