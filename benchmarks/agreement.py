"""How long an interval for alpha takes, beside `krippendorff` in a loop.

    python benchmarks/agreement.py

10,000 units, 5 coders, 8 codes, 15 % of the ratings missing, 1,000 resamples. Both sides get the
same resamples: `qual` as weights on its sums, `krippendorff` as the ratings repeated accordingly.
All 1,000 alphas of both are compared. Once whole interviews are drawn, as `qual agreement` does,
once single units, which is what costs `qual` most.
"""

from __future__ import annotations

import platform
import time

import krippendorff
import numpy as np
import numpy.typing as npt

from qual.analysis.agreement import alpha, resamples
from qual.analysis.agreement.bootstrap import SEED, replicates_of
from qual.analysis.agreement.krippendorff import at_level
from qual.analysis.agreement.ratings import read_ratings

UNITS, CODERS, CODES, MISSING, REPLICATES = 10_000, 5, 8, 0.15, 1000

Table = npt.NDArray[np.float64]


def main() -> None:
    """Print the table."""
    ratings = invented_ratings()
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}\n")
    print(
        f"{UNITS:,} units × {CODERS} coders, {CODES} codes, {MISSING:.0%} missing, {REPLICATES:,} resamples\n"
    )
    print("| drawn again | alpha | `qual`, s | `krippendorff` in a loop, s | ratio | largest difference |")
    print("|---|---|---|---|---|---|")
    for drawn, clusters in (("50 interviews", 50), ("10,000 units", UNITS)):
        print(measure(drawn, ratings, clusters))


def measure(drawn: str, ratings: Table, clusters: int) -> str:
    """A row of the table: both ways over the same resamples, each with its point value."""
    names = np.arange(UNITS) // (UNITS // clusters)
    begun = time.perf_counter()
    estimate = alpha(ratings, clusters=names.tolist(), replicates=REPLICATES)
    ours = time.perf_counter() - begun

    weights = resamples(clusters, replicates=REPLICATES, seed=SEED)
    columns = ratings.T
    begun = time.perf_counter()
    theirs = krippendorff.alpha(columns, level_of_measurement="nominal")
    looped = [
        krippendorff.alpha(
            np.repeat(columns, np.repeat(times, UNITS // clusters), axis=1), level_of_measurement="nominal"
        )
        for times in weights
    ]
    loop = time.perf_counter() - begun

    read = read_ratings(ratings, clusters=names.tolist())
    nominal = at_level("nominal", read.labels)
    own = replicates_of(nominal.sums(read), nominal.statistic, [weights])
    low, high = np.quantile(looped, [0.025, 0.975])
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    apart = max(
        abs(estimate.value - theirs),
        abs(estimate.low - low),
        abs(estimate.high - high),
        float(np.abs(own - looped).max()),
    )
    assert apart < 1e-9
    shown = f"{estimate.value:.4f} [{estimate.low:.4f}, {estimate.high:.4f}]"
    return f"| {drawn} | {shown} | {ours:.3f} | {loop:.1f} | {loop / ours:.0f} | {apart:.0e} |"


def invented_ratings() -> Table:
    """Coders who mostly see the right code and miss some units; every unit has two ratings or more."""
    random = np.random.default_rng(SEED)
    truth = random.integers(CODES, size=UNITS)
    guessed = random.integers(CODES, size=(UNITS, CODERS))
    right = random.random((UNITS, CODERS)) < 0.7
    ratings = np.where(right, truth[:, None], guessed).astype(np.float64)
    missing = random.random((UNITS, CODERS)) < MISSING
    missing[missing.sum(axis=1) > CODERS - 2] = False
    ratings[missing] = np.nan
    return ratings


if __name__ == "__main__":
    main()
