"""A few quotations out of many, chosen so that no expert and no country speaks for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from qual.model import NOT_GIVEN

if TYPE_CHECKING:
    import pandas as pd

LEGIBLE = range(8, 61)
"""Words of a quotation that says enough and can still be quoted whole."""


def pick_quotes(
    quotes: pd.DataFrame, number: int, *, pinned: Collection[str] = (), within: Sequence[str] = ("theme",)
) -> pd.DataFrame:
    """At most so many quotations of each theme (or other `within`), in the order they came in.

    Pinned ones are always among them, even when there are more. The others are taken one by one:
    from the country that has the fewest so far, then from the expert and the code that have; among
    equals an accepted coding before one that nobody reviewed, one of legible length before a
    fragment or a speech, and the earlier in the frame. No two of a group overlap in the text, but
    for pinned ones. The same frame gives the same quotations.
    """
    taken: list[int] = []
    groups = quotes.groupby(list(within), sort=False).indices if len(quotes) else {}
    for places in groups.values():
        taken += _picked(quotes, list(places), number, pinned)
    return quotes.iloc[sorted(taken)]


def _picked(quotes: pd.DataFrame, places: list[int], number: int, pinned: Collection[str]) -> list[int]:
    group = quotes.iloc[places]
    rows: list[dict[str, Any]] = group[list(NEEDED)].to_dict("records")  # type: ignore[assignment]
    open_ = dict(zip(places, rows, strict=True))
    taken: dict[int, dict[str, Any]] = {}
    for place in [place for place, row in open_.items() if row["id"] in pinned]:
        taken[place] = open_.pop(place)
    per = {
        name: Counter(_voice(row, name) for row in taken.values()) for name in ("country", "expert", "code")
    }
    while open_ and len(taken) < number:
        free = {place: row for place, row in open_.items() if not _overlaps(row, taken.values())}
        if not free:
            break
        best = min(
            free,
            key=lambda place: (*(per[n][_voice(free[place], n)] for n in per), *_worth(free[place]), place),
        )
        taken[best] = open_.pop(best)
        for name, count in per.items():
            count[_voice(taken[best], name)] += 1
    return list(taken)


NEEDED = ("id", "source", "country", "expert", "code", "status", "start", "end", "words")


def _voice(row: dict[str, Any], name: str) -> str:
    """Who speaks: a statement or a piece of literature, which has no expert, for itself."""
    return str(row["source"] if name == "expert" and row["expert"] == NOT_GIVEN else row[name])


def _worth(row: dict[str, Any]) -> tuple[bool, bool]:
    return row["status"] != "accepted", row["words"] not in LEGIBLE


def _overlaps(row: dict[str, Any], others: Collection[dict[str, Any]]) -> bool:
    return any(
        row["source"] == other["source"] and row["start"] < other["end"] and other["start"] < row["end"]
        for other in others
    )
