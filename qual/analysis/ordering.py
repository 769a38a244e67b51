"""In which order interviews were held, as far as anybody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qual.analysis.tidy import context_of

if TYPE_CHECKING:
    import pandas as pd


def order_of_interviews(codings: pd.DataFrame) -> str:
    """The attribute that interviews are ordered by: "date" where any has one, else "source", their ids."""
    rows = context_of(codings).sources
    dated = any(row.kind == "interview" and row.attributes.get("date") for row in rows)
    return "date" if dated else "source"
