"""A frame as plain records, for JSON and for what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values: whole numbers, numbers to six places, None for what is missing."""
    import pandas as pd

    def plain(value: Any) -> Any:
        if isinstance(value, (str, bool)):
            return value
        if pd.isna(value):
            return None
        return round(float(value), 6) if isinstance(value, float) else int(value)

    return [{str(k): plain(v) for k, v in row.items()} for row in frame.to_dict(orient="records")]
