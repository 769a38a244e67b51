"""Numbers as tables on the screen show them: a dash for what is missing, no minus before a zero."""

from __future__ import annotations

from typing import Any


def missing(value: Any) -> bool:
    """Whether there is no number."""
    import pandas as pd

    return bool(pd.isna(value))


def figure(value: Any, places: int = 2) -> str:
    """A figure with so many places."""
    if missing(value):
        return "–"
    shown = f"{float(value):.{places}f}"
    return shown.removeprefix("-") if float(shown) == 0 else shown


def percent(value: Any) -> str:
    """A share as a whole percentage."""
    return "–" if missing(value) else f"{float(value):.0%}"


def count(value: Any) -> str:
    """A whole number."""
    return "–" if missing(value) else str(int(value))
