"""How experts assess: the mean of each expert first, then of a country's experts.

An expert who assesses one thing ten times counts as one expert. Assessments are given by people
on the scale from −2 (very negative) to +2 (very positive).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qual.analysis.matrix import Columns, case_values, column_members, names_of, unit_of
from qual.analysis.tidy import context_of, counted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Assessments:
    """Mean and spread of assessments.

    `cases` has a row a code and case: `code`, the case under the name of the attribute, `experts`
    (who were assessed on it), `mean` of their means, `sd` between them (missing for one), `low` and
    `high` (the least and the greatest expert). `experts` has a row a code and expert: `code`, the
    case, `expert`, `codings`, `mean`.
    """

    rows: str
    cases: pd.DataFrame
    experts: pd.DataFrame
    names: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """The record as plain values; what is missing is None."""
        cases = self.cases.round(6).astype(object)
        return {
            "rows": self.rows,
            "cases": cases.where(cases.notna(), None).to_dict(orient="records"),
            "experts": self.experts.round(6).to_dict(orient="records"),
        }

    def _repr_html_(self) -> str:
        return self.cases.round(2).to_html(index=False, na_rep="–")


def assessments(
    codings: pd.DataFrame, *, rows: str = "country", columns: Columns = "code", reviewed: bool = False
) -> Assessments:
    """Mean and spread of the assessments from −2 to +2, expert first.

    Codings without an assessment take no part. A theme takes the assessments of all its codes.
    Several assessments of one expert, whoever gave them, make one mean; `sd` is that of a sample
    (n − 1). Raises InvalidRequest for an attribute no source has.
    """
    import pandas as pd

    context = context_of(codings)
    sources = [row for row in context.sources if row.kind == "interview"]
    case_of = case_values(codings, sources, rows)
    expert = {row.id: unit_of(row).partition(":")[2] for row in sources}
    frame = counted(codings, reviewed=reviewed)
    frame = frame[frame["assessment"].notna() & frame["source"].isin(list(expert))]
    members = column_members(context, frame, columns)
    pieces = []
    for column, codes in members.items():
        own = frame[frame["code"].isin(codes)]
        if len(own):
            pieces.append(
                pd.DataFrame(
                    {
                        "code": column,
                        rows: own["source"].map(case_of),
                        "expert": own["source"].map(expert),
                        "value": own["assessment"].astype("float64"),
                    }
                )
            )
    by = ["code", rows, "expert"] if rows != "expert" else ["code", "expert"]
    if pieces:
        each = pd.concat(pieces)
        found = each.groupby(by, sort=False)["value"].agg(["size", "mean"]).reset_index()
        experts = found.rename(columns={"size": "codings"})
    else:
        experts = pd.DataFrame({name: pd.Series(dtype="str") for name in by})
        experts = experts.assign(codings=pd.Series(dtype="int64"), mean=pd.Series(dtype="float64"))
    order = {column: n for n, column in enumerate(members)}
    group = by[:2]
    cases = (
        experts.groupby(group)["mean"]
        .agg(experts="size", mean="mean", sd="std", low="min", high="max")
        .reset_index()
    )
    for table in (cases, experts):
        table["at"] = table["code"].map(order)
    cases = cases.sort_values(["at", group[1]], kind="stable").drop(columns="at").reset_index(drop=True)
    experts = experts.sort_values(["at", *by[1:]], kind="stable").drop(columns="at").reset_index(drop=True)
    return Assessments(rows, cases, experts, names_of(context, members))
