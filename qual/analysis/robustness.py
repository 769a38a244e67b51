"""What a finding hangs on: one expert, or suggestions that nobody has reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qual.analysis.matrix import Columns
from qual.analysis.presence import presence

if TYPE_CHECKING:
    import pandas as pd


def robustness(codings: pd.DataFrame, *, rows: str = "country", columns: Columns = "theme") -> pd.DataFrame:
    """Each cell of the table again, with one expert left out, and with reviewed codings only.

    A row a case and column: the case under the name of the attribute, `column`, `experts`, `base`,
    `share`, `least` and `most` (the share when any one expert of the case is left out; missing for
    a base of 1), `hangs_on` (the expert without whom nobody of the case speaks of it, else ""),
    `reviewed` (experts when only accepted codings count). What stays when anybody may be left out
    is not one voice; where `reviewed` is much smaller, the finding is still the machine's.
    Raises InvalidRequest for an attribute no source has.
    """
    import pandas as pd

    every = presence(codings, rows=rows, columns=columns)
    sure = presence(codings, rows=rows, columns=columns, reviewed=True).count()
    counts, base = every.count(), every.base()
    found = []
    for case in every.cases:
        of_case = every.speaks[(every.case == case).to_numpy()]
        n = int(base[case])
        for column in every.speaks.columns:
            k = counts[case, column]
            without_one = [(k - 1) / (n - 1)] if k and n > 1 else []
            without_one += [k / (n - 1)] if k < n and n > 1 else []
            only = str(of_case.index[of_case[column].to_numpy()][0]) if k == 1 else ""
            found.append(
                {rows: case, "column": column, "experts": k, "base": n, "share": k / n}
                | {"least": min(without_one, default=None), "most": max(without_one, default=None)}
                | {"hangs_on": only, "reviewed": sure.get((case, column), 0)}
            )
    types = {rows: "str", "column": "str", "experts": "int64", "base": "int64"}
    types |= dict.fromkeys(("share", "least", "most"), "float64") | {"hangs_on": "str", "reviewed": "int64"}
    return pd.DataFrame(found, columns=list(types)).astype(types)
