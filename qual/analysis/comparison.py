"""Do countries differ? Intervals always; a test only when it is asked for, over experts.

Sentences of one expert resemble each other, so a test over sentences finds differences that are
not there. Here country labels are shuffled over experts. Experts are chosen, not drawn: a small p
says that shuffled labels would seldom give such a table, not that a population differs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qual.analysis.matrix import Columns
from qual.analysis.presence import Presence, presence
from qual.analysis.records import records
from qual.errors import InvalidRequest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

PERMUTATIONS, SEED = 9_999, 20_220_105
Z = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""

CELLS_AT_ONCE = 5_000_000


@dataclass(frozen=True)
class Comparison:
    """Shares of experts by case, and whether cases differ.

    `shares` has a row a column (theme or code) and case: `column`, the case under the name of the
    attribute, `experts` (who speak of it), `base`, `share`, `low` and `high` (Wilson, 95 %).
    `tests`, None unless asked for, has a row a column: `column`, `v` (Cramér's V), `v_chance` (its
    mean over shuffled labels: what V is when nothing differs), `p` (permutation), `q` (Benjamini
    and Hochberg over the columns), `reason` (why there is none). `confounded` says why tests were
    refused altogether.
    """

    rows: str
    columns: str
    shares: pd.DataFrame
    tests: pd.DataFrame | None
    names: dict[str, str]
    confounded: str = ""
    permutations: int = PERMUTATIONS
    seed: int = SEED

    def to_json(self) -> dict[str, Any]:
        """The record as plain values; what is missing is None."""
        return {
            "rows": self.rows,
            "columns": self.columns,
            "shares": records(self.shares),
            "tests": None if self.tests is None else records(self.tests),
            "confounded": self.confounded,
            "permutations": self.permutations,
            "seed": self.seed,
        }

    def _repr_html_(self) -> str:
        shown = self.shares.round(2).to_html(index=False, na_rep="–")
        return shown + ("" if self.tests is None else self.tests.round(3).to_html(index=False, na_rep="–"))


def comparison(
    codings: pd.DataFrame,
    *,
    rows: str = "country",
    columns: Columns = "theme",
    tests: bool = False,
    within: str = "",
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    reviewed: bool = False,
) -> Comparison:
    """Shares of experts who speak of a theme, by case, with intervals; with `tests`, one test a theme.

    Intervals after Wilson (1927), without continuity correction. The test shuffles the case labels
    over experts `permutations` times; its statistic is chi-square of k and n − k by case, p is
    (b + 1)/(B + 1) (Phipson & Smyth 2010), q after Benjamini & Hochberg (1995) over the themes that
    could be tested. `within` is an attribute of the design (expert group, say) inside whose values
    alone labels are shuffled, so that a country of officials and one of journalists do not differ
    for that. Cramér's V is large by chance when bases are small: read it beside `v_chance`.

    There is no test where fewer than two cases have two experts, or where all or none speak of the
    theme; and none at all when one person alone coded and reviewed a case and had no hand in
    another, or nobody has reviewed one case while another is reviewed: what differs might be the
    coder. Experts without a value take no part in tests. Raises InvalidRequest for an attribute no
    source has.
    """
    import pandas as pd

    there = presence(codings, rows=rows, columns=columns, reviewed=reviewed)
    counts, base = there.count(), there.base()
    found = []
    for column in there.speaks.columns:
        for case in there.cases:
            k, n = counts[case, column], int(base[case])
            low, high = wilson(k, n)
            found.append(
                {"column": column, rows: case, "experts": k, "base": n}
                | {"share": k / n if n else None, "low": low, "high": high}
            )
    types = {"column": "str", rows: "str", "experts": "int64", "base": "int64"}
    types |= dict.fromkeys(("share", "low", "high"), "float64")
    shares = pd.DataFrame(found, columns=list(types)).astype(types)
    confounded = _confounded(codings, rows) if tests else ""
    strata = presence(codings, rows=within, columns=columns, reviewed=reviewed).case if within else None
    tested = _tests(there, strata, permutations, seed) if tests and not confounded else None
    return Comparison(rows, columns, shares, tested, there.names, confounded, permutations, seed)


def wilson(k: int, n: int, z: float = Z) -> tuple[float, float]:
    """The 95 % interval of k of n (Wilson 1927); NaN for a base of 0.

    Raises InvalidRequest when k does not lie between 0 and n.
    """
    if not 0 <= k <= n:
        raise InvalidRequest(f"{k} of {n} is no share.")
    if not n:
        return float("nan"), float("nan")
    share, spread = k / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * (share * (1 - share) / n + spread / (4 * n)) ** 0.5
    return (max(0.0, middle - half) if k else 0.0), (min(1.0, middle + half) if k < n else 1.0)


def benjamini_hochberg(p: Iterable[float]) -> list[float]:
    """Adjusted p-values (Benjamini & Hochberg 1995), in the order given; as R's p.adjust(method = "BH")."""
    values = list(p)
    order = sorted(range(len(values)), key=lambda n: values[n], reverse=True)
    adjusted, least = [0.0] * len(values), 1.0
    for rank, n in zip(range(len(values), 0, -1), order, strict=True):
        least = min(least, values[n] * len(values) / rank)
        adjusted[n] = least
    return adjusted


def permutation_test(
    speaks: npt.NDArray[np.bool_],
    label: npt.NDArray[np.int64],
    *,
    strata: npt.NDArray[np.int64] | None = None,
    permutations: int,
    seed: int,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """For each column of experts × columns: p, Cramér's V, and the mean V of shuffled labels.

    `label` numbers the case of each expert, `strata` the groups inside which labels are shuffled.
    With two outcomes V is the root of chi-square by n.
    """
    import numpy as np

    values = speaks.astype(np.float64)
    n, width = values.shape
    size = np.bincount(label).astype(np.float64)
    share = values.mean(axis=0)

    def chi_square(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        expected = size[:, None] * share
        with np.errstate(invalid="ignore", divide="ignore"):
            gaps = (counts - expected) ** 2 / (expected * (1 - share))
        summed: npt.NDArray[np.float64] = np.nan_to_num(gaps.sum(axis=-2))
        return summed

    cases = np.eye(len(size))[label]
    real = chi_square(cases.T @ values)
    random = np.random.default_rng(seed)
    groups = (
        [np.arange(n)] if strata is None else [np.flatnonzero(strata == one) for one in np.unique(strata)]
    )
    as_large, total_v = np.zeros(width), np.zeros(width)
    step = max(1, CELLS_AT_ONCE // max(1, n * max(len(size), width)))
    for begin in range(0, permutations, step):
        batch = min(step, permutations - begin)
        shuffled = np.tile(label, (batch, 1))
        for own in groups:
            shuffled[:, own] = random.permuted(shuffled[:, own], axis=1)
        chi = chi_square(np.einsum("bnk,nw->bkw", np.eye(len(size))[shuffled], values, optimize=True))
        as_large += (chi >= real - 1e-9).sum(axis=0)
        total_v += np.sqrt(chi / n).sum(axis=0)
    return (as_large + 1) / (permutations + 1), np.sqrt(real / n), total_v / permutations


def _tests(there: Presence, strata: pd.Series[str] | None, permutations: int, seed: int) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    known = there.case.str[:1] != "("
    speaks, case = there.speaks[known.to_numpy()], there.case[known]
    names = pd.Series(list(speaks.columns), dtype="str")
    width = len(names)
    p, q, v, chance = (np.full(width, np.nan) for _ in range(4))
    sizes = case.value_counts()
    values = speaks.to_numpy(dtype=bool)
    reason = np.where(
        values.all(axis=0), "all speak of it", np.where(values.any(axis=0), "", "nobody speaks of it")
    )
    if int((sizes >= 2).sum()) < 2:
        reason = np.full(width, "fewer than two cases with two experts")
    group = None if strata is None else np.asarray(pd.factorize(strata[known.to_numpy()])[0], dtype=np.int64)
    if group is not None and case.groupby(group).nunique().max() < 2:
        reason = np.full(width, "no group has experts of two cases")
    varies = reason == ""
    if varies.any():
        label = np.asarray(pd.factorize(case, sort=True)[0], dtype=np.int64)
        p[varies], v[varies], chance[varies] = permutation_test(
            values[:, varies], label, strata=group, permutations=permutations, seed=seed
        )
        q[varies] = benjamini_hochberg(p[varies].tolist())
    return pd.DataFrame(
        {
            "column": names,
            "v": v,
            "v_chance": chance,
            "p": p,
            "q": q,
            "reason": pd.Series(reason, dtype="str"),
        }
    )


def _confounded(codings: pd.DataFrame, rows: str) -> str:
    """Why a difference between cases might be one between coders; "" when it cannot.

    Whoever coded, accepted or rejected had a hand in a case; of a suggestion that nobody decided
    the codebook had. A case that is in the hands of one alone is like another only if that one had
    a hand there, too.
    """
    from qual.model import AUTO

    frame = codings[codings["kind"] == "interview"]
    if rows not in frame.columns or frame.empty:
        return ""
    decided = frame["decided_by"].fillna("")
    hand = frame["coder"].where(~frame["coder"].str.startswith(AUTO) | (decided == ""), decided)
    pairs = frame[[rows]].assign(hand=hand).drop_duplicates()
    hands = {str(case): set(own) for case, own in pairs.groupby(rows)["hand"]}
    for case, own in hands.items():
        only = next(iter(own))
        apart = [other for other, others in hands.items() if only not in others]
        if len(own) == 1 and apart:
            if only.startswith(AUTO):
                return f"nobody has reviewed {case}, while {apart[0]} is reviewed"
            return f"{only} alone coded and reviewed {case}, and had no hand in {apart[0]}"
    return ""
