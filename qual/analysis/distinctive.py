"""What one country's experts say more than the others': words, or codes.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008): words that all use
are pulled to zero, rare ones do not jump to the top. Words of one person are not independent, so
the score ranks and tests nothing; a least number of experts keeps out the habits of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest

if TYPE_CHECKING:
    import pandas as pd

PRIOR = 500.0
LEAST_EXPERTS = 3


def distinctive(
    counts: pd.DataFrame,
    experts: pd.DataFrame | None = None,
    *,
    base: Mapping[Any, int] | None = None,
    prior: float = PRIOR,
    least_experts: int = LEAST_EXPERTS,
) -> pd.DataFrame:
    """For each case the items that set it apart from all others together, the most so first.

    `counts` is cases × items (words, codes), `experts` how many experts of the case use the item;
    items that fewer than `least_experts` experts of the case use are left out. `base` says how many
    experts a case has: where it has fewer than that, all of them must use the item, and two at
    least, so that a case with one expert has no items (it still counts among the others).
    `prior` is the weight of the pooled counts, as a number of words.

    Columns: `case`, `item`, `count`, `others` (count elsewhere), `experts`, `log_odds` (natural,
    of the item in the case against elsewhere, with the prior), `z` = log-odds by its standard error
    (equations 16, 19, 20 and 22 of Monroe et al., doi 10.1093/pan/mpn018). Items that a case uses
    less than the others have negative values. Raises InvalidRequest for fewer than two cases.
    """
    import numpy as np
    import pandas as pd

    if len(counts.index) < 2:
        raise InvalidRequest("there is nothing to compare: only one case.", hint="Take more countries.")
    if prior <= 0:
        raise InvalidRequest("the prior is a number above 0.")
    values = counts.to_numpy(dtype=np.float64)
    pooled = values.sum(axis=0)
    alpha = prior * pooled / max(pooled.sum(), 1.0)
    found: list[pd.DataFrame] = []
    for n, case in enumerate(counts.index):
        here, elsewhere = values[n], pooled - values[n]
        with np.errstate(divide="ignore", invalid="ignore"):
            inside = np.log((here + alpha) / (here.sum() + prior - here - alpha))
            outside = np.log((elsewhere + alpha) / (elsewhere.sum() + prior - elsewhere - alpha))
            delta = inside - outside
            z = delta / np.sqrt(1 / (here + alpha) + 1 / (elsewhere + alpha))
        users = experts.loc[case].to_numpy() if experts is not None else np.full(len(here), least_experts)
        table = pd.DataFrame(
            {
                "case": str(case),
                "item": counts.columns.astype(str),
                "count": here.astype(np.int64),
                "others": elsewhere.astype(np.int64),
                "experts": np.asarray(users, dtype=np.int64),
                "log_odds": delta,
                "z": z,
            }
        )
        least = max(min(least_experts, 2), min(least_experts, (base or {}).get(case, least_experts)))
        found.append(table[(users >= least) & (pooled > 0)].sort_values("z", ascending=False, kind="stable"))
    return pd.concat(found, ignore_index=True)
