"""Cases that differ: an expert alone in speaking of a theme or in silence, or of an opposite judgement."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from qual.analysis.matrix import column_members, unit_of
from qual.analysis.tidy import context_of, counted
from qual.model import NOT_GIVEN

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 4
"""Experts with whom one can differ: with fewer, everybody is a case of their own."""

COLUMNS = ("theme", "country", "expert", "reason", "k", "n", "own", "others")


def deviant_cases(codings: pd.DataFrame, *, reviewed: bool = False) -> pd.DataFrame:
    """For each theme the experts who differ from the others, by three plain rules.

    One row a theme, expert and reason, in codebook order:

    - `silent`: the only one of `n` + 1 coded experts who does not speak of the theme, while `k` =
      `n` others do;
    - `alone`: the only one of `n` experts who speaks of it;
    - `against`: their mean assessment (`own`) has the sign opposite to the mean of the `n` others
      (`others`), and lies at least 2 away from it; expert means first, so that nobody counts twice.

    Interviews only, of which somebody has looked at all; no rule speaks with fewer than four
    experts. The rules find candidates for the deviant cases of the method (Lincoln & Guba 1985,
    negative case analysis); whether one matters the researcher decides.
    """
    import pandas as pd

    context = context_of(codings)
    sources = {row.id: row for row in context.sources if row.kind == "interview"}
    pending = {unit_of(row) for row in sources.values() if not row.tagged}
    experts: dict[str, Any] = {unit_of(row): row for row in sources.values()}
    experts = {unit: row for unit, row in experts.items() if unit not in pending}
    frame = counted(codings, reviewed=reviewed)
    frame = frame[frame["source"].isin(list(sources))]
    units = frame["source"].map({id_: unit_of(row) for id_, row in sources.items()})
    rows: list[dict[str, Any]] = []
    for theme, codes in column_members(context, frame, "theme").items():
        of_theme = frame["code"].isin(codes)
        speaking = set(units[of_theme]) & set(experts)
        if len(experts) >= FEWEST:
            silent = set(experts) - speaking
            if len(silent) == 1:
                others = len(experts) - 1
                rows.append(_row(theme, experts[silent.pop()], "silent", others, others))
            elif len(speaking) == 1:
                rows.append(_row(theme, experts[min(speaking)], "alone", 1, len(experts)))
        rows += _against(theme, frame[of_theme], units[of_theme], experts)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _against(
    theme: str, frame: pd.DataFrame, units: pd.Series[Any], experts: dict[str, Any]
) -> list[dict[str, Any]]:
    values: dict[str, list[float]] = defaultdict(list)
    for unit, value in zip(units, frame["assessment"].astype("float64"), strict=True):
        if value == value and unit in experts:
            values[unit].append(value)
    means = {unit: sum(own) / len(own) for unit, own in sorted(values.items())}
    if len(means) < FEWEST:
        return []
    rows = []
    for unit, own in means.items():
        others = (sum(means.values()) - own) / (len(means) - 1)
        if own * others < 0 and abs(own - others) >= 2:
            row = _row(theme, experts[unit], "against", len(means) - 1, len(means) - 1)
            rows.append(row | {"own": own, "others": others})
    return rows


def _row(theme: str, source: Any, reason: str, k: int, n: int) -> dict[str, Any]:
    return {
        "theme": theme,
        "country": source.country or NOT_GIVEN,
        "expert": source.expert or source.id,
        "reason": reason,
        "k": k,
        "n": n,
        "own": float("nan"),
        "others": float("nan"),
    }
