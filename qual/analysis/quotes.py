"""Quotations, in the order in which one reads them: theme, country, expert, turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qual.analysis.tidy import context_of, counted
from qual.model import NOT_GIVEN

if TYPE_CHECKING:
    import pandas as pd

JSON_FIELDS = (
    "id",
    "source",
    "kind",
    "country",
    "expert",
    "turn",
    "theme",
    "code",
    "coder",
    "status",
    "start",
    "end",
    "quote",
    "evidence",
)


def quotes(codings: pd.DataFrame, *, reviewed: bool = False, with_rejected: bool = False) -> pd.DataFrame:
    """The codings that count, sorted by theme (in codebook order), country, expert, source, place, code.

    Countries and experts that are not given come last, as in a matrix. `reviewed` takes accepted
    codings only, `with_rejected` takes all.
    """
    import pandas as pd

    frame = codings if with_rejected else counted(codings, reviewed=reviewed)
    codebook = context_of(codings).codebook
    rank = {code.id: n for n, code in enumerate(codebook.codes)} if codebook else {}
    last = len(rank)
    keys = pd.DataFrame(
        {
            "theme": [rank.get(theme, last) for theme in frame["theme"]],
            "no country": (frame["country"] == NOT_GIVEN).to_numpy(),
            "country": frame["country"].to_numpy(),
            "no expert": (frame["expert"] == NOT_GIVEN).to_numpy(),
            "expert": frame["expert"].to_numpy(),
            "source": frame["source"].to_numpy(),
            "start": frame["start"].to_numpy(),
            "end": frame["end"].to_numpy(),
            "code": [rank.get(code, last) for code in frame["code"]],
            "stray": frame["code"].to_numpy(),
            "coder": frame["coder"].to_numpy(),
            "id": frame["id"].to_numpy(),
        }
    )
    return frame.iloc[keys.sort_values(list(keys.columns)).index]


def quote_records(codings: pd.DataFrame) -> list[dict[str, Any]]:
    """The shape that `qual quotes --json` prints, one record a coding."""
    records = []
    for row in codings[list(JSON_FIELDS)].to_dict(orient="records"):
        row["evidence"] = [
            {"rule": e.rule, "term": e.term, "start": e.start, "end": e.end} for e in row["evidence"]
        ]
        records.append({str(name): value for name, value in row.items()})
    return records
