"""Who speaks of what: experts in rows, themes or codes in columns, yes or no.

Analyses that compare experts start here, so that one talkative expert counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qual.analysis.matrix import Columns, case_values, column_members, names_of, unit_of
from qual.analysis.tidy import context_of, counted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Presence:
    """A row an expert (or source) that somebody has looked at, a column a theme or code.

    `speaks` holds True where there is a coding that counts; `case` the value of the attribute that
    experts are grouped by; `cases` the values in order, "(not given)" last; `names` what columns
    are called.
    """

    speaks: pd.DataFrame
    case: pd.Series[str]
    cases: tuple[str, ...]
    names: dict[str, str]

    def counts(self) -> pd.DataFrame:
        """Cases × columns: how many experts of a case speak of it."""
        return self.speaks.groupby(self.case).sum().reindex(list(self.cases), fill_value=0).astype("int64")

    def count(self) -> dict[tuple[str, str], int]:
        """The same by case and column."""
        table = self.counts()
        return {
            (case, column): int(k)
            for column in table.columns
            for case, k in zip(self.cases, table[column].tolist(), strict=True)
        }

    def base(self) -> pd.Series[int]:
        """How many experts each case has."""
        return self.case.value_counts().reindex(list(self.cases), fill_value=0).astype("int64")


def presence(
    codings: pd.DataFrame,
    *,
    rows: str = "country",
    columns: Columns = "theme",
    kind: str | None = "interview",
    reviewed: bool = False,
) -> Presence:
    """Who speaks of what, of the experts that somebody has looked at; choices as in `count_matrix`.

    An expert of several cases (two interviews under two values) counts in the first of them.
    Raises InvalidRequest as `count_matrix` does.
    """
    import numpy as np
    import pandas as pd

    context = context_of(codings)
    sources = [row for row in context.sources if row.tagged and (kind is None or row.kind == kind)]
    case_of = case_values(codings, sources, rows)
    unit = {row.id: unit_of(row).partition(":")[2] for row in sources}
    case: dict[str, str] = {}
    for row in sources:
        case.setdefault(unit[row.id], case_of[row.id])
    frame = counted(codings[["source", "code", "status"]], reviewed=reviewed)
    frame = frame[frame["source"].isin(list(unit))]
    members = column_members(context, frame, columns)
    units = list(case)
    at = {one: number for number, one in enumerate(units)}
    columns_of: dict[str, list[int]] = {}
    for number, codes in enumerate(members.values()):
        for code in codes:
            columns_of.setdefault(code, []).append(number)
    said = np.zeros((len(units), len(members)), dtype=bool)
    spoken = frame[["source", "code"]].drop_duplicates()
    for source, code in zip(spoken["source"], spoken["code"], strict=True):
        said[at[unit[source]], columns_of.get(code, [])] = True
    speaks = pd.DataFrame(
        said, index=pd.Index(units, name="expert", dtype="object"), columns=pd.Index(list(members))
    )
    cases = sorted(set(case.values()), key=lambda value: (value[:1] == "(", value))
    return Presence(
        speaks,
        pd.Series(case, dtype="object").reindex(units).rename(rows),
        tuple(cases),
        names_of(context, members),
    )
