"""Rows become frames whose types do not depend on what they hold, and plain values again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

WORDS = {"code", "measure", "about", "of", "source", "reason", "coder", "other", "other_code", "rule", "term"}
WHOLE = {"coders", "sources", "units", "suggested", "people", "both", "undecided", "accepted", "rejected"}
"""Columns that hold words, and columns that count; all others hold figures."""


def framed(rows: Iterable[Row], names: Sequence[str], *, counts: Collection[str] = ()) -> pd.DataFrame:
    """Rows as a frame with these columns; `counts` names further columns that count."""
    import pandas as pd

    rows = list(rows)
    whole = {*WHOLE, *counts}
    columns = {}
    for name in names:
        dtype = "str" if name in WORDS else "Int64" if name in whole else "float64"
        values = [row[name] for row in rows]
        if dtype == "float64":
            values = [float("nan") if value is None else value for value in values]
        columns[name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns)
