"""Agreement laid out for a sheet: what a reader looks for first, each figure with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from qual.analysis.agreement.frames import records

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.agreement.report import Agreement

Look = Literal["text", "count", "share", "figure"]

WORDS = ("measure", "about", "of", "code", "reason")
COUNTS = ("coders", "sources", "units")
SHARES = ("prevalence", "percent", "positive", "negative", "coverage")

OVERALL = ("measure", "about", "value", "low", "high", "coverage", "sources", "units", "of", "reason")
CODES = ("prevalence", "percent", "positive", "negative", "alpha", "low", "high", "ac1")
OF_TWO, OF_MORE = ("kappa", "kappa_max"), ("fleiss",)
EXTENT = ("boundaries", "coders", "sources", "units", "reason")
ASSESSED = ("code", "alpha", "low", "high", "ac2", "sources", "units", "reason")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table: `key` names it, `look` says how its values are to be shown.

    The keys are those of the frames of `Agreement`; `coded <name>` counts the units that a coder
    coded, and the attribute of `by` comes first where there is one.
    """

    key: str
    look: Look


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table. `rows` hold plain values in the order of `columns`, None for what is undefined.

    `name` is "overall", "codes" or "assessments". The last column is `reason`: why a row's figure,
    or its interval, is missing.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


def agreement_sheet(found: Agreement) -> tuple[SheetTable, ...]:
    """The tables of agreement for a sheet: over all codes, for each code, for assessments.

    Codes that nobody used are left out of `codes`: there is nothing to agree about, and a column of
    full percentages would say the opposite. Kappa stands where exactly two coders finished the
    sources, Fleiss' kappa where more did. Assessments come only where two coders gave any.
    """
    head = (found.by,) if found.by else ()
    coded = tuple(f"coded {name}" for name in found.coders)
    used = found.codes[found.codes[list(coded)].sum(axis=1) > 0]
    codes = found.codes[found.codes["code"].isin(list(used["code"]))]
    of_coders = OF_TWO if codes["kappa"].notna().any() else OF_MORE
    tables = [
        _table("overall", found.overall, head, OVERALL),
        _table("codes", codes, head, ("code", *coded, *CODES, *of_coders, *EXTENT)),
    ]
    if len(found.assessments):
        tables.append(_table("assessments", found.assessments, head, ASSESSED))
    return tuple(tables)


def _table(name: str, frame: pd.DataFrame, head: Sequence[str], keys: Sequence[str]) -> SheetTable:
    rows: list[dict[str, Any]] = records(frame)
    columns = (*(SheetColumn(key, "text") for key in head), *(SheetColumn(key, _look(key)) for key in keys))
    return SheetTable(name, columns, tuple(tuple(row[column.key] for column in columns) for row in rows))


def _look(key: str) -> Look:
    if key in WORDS:
        return "text"
    if key in COUNTS or key.startswith("coded "):
        return "count"
    return "share" if key in SHARES else "figure"
