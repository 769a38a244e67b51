"""Who speaks of what when: themes by month, quarter or year of a date attribute."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from qual.analysis.matrix import Columns, Matrix, count_matrix
from qual.analysis.tidy import CONTEXT, SourceRow, context_of
from qual.errors import InvalidRequest
from qual.model import NOT_GIVEN

if TYPE_CHECKING:
    import pandas as pd

Period = Literal["day", "month", "quarter", "year"]
PERIODS: tuple[Period, ...] = get_args(Period)


def timeline(
    codings: pd.DataFrame,
    *,
    attribute: str = "date",
    period: Period = "month",
    columns: Columns = "theme",
    kind: str | None = "interview",
    reviewed: bool = False,
) -> Matrix:
    """The matrix of themes by period of a date attribute, oldest first, with bases.

    Dates begin with the year: 2022, 2022-10, 2022-10-14; one less exact than the period, or none, is
    the row "(not given)". Periods without a source are left out. Raises InvalidRequest when no
    source has such a date.
    """
    if period not in PERIODS:
        raise InvalidRequest(f"{period!r} is not a period.", hint=f"Choose one of: {', '.join(PERIODS)}.")
    context = context_of(codings)
    sources = tuple(_dated(row, attribute, period) for row in context.sources)
    if all(row.attributes[period] == NOT_GIVEN for row in sources):
        raise InvalidRequest(
            f"no source has a date in the attribute {attribute!r}.",
            hint="Dates are written 2022-10-14, 2022-10 or 2022.",
        )
    dated = codings.copy()
    dated.attrs[CONTEXT] = replace(context, sources=sources)
    return count_matrix(dated, rows=period, columns=columns, kind=kind, reviewed=reviewed)


def period_of(date: str, period: Period) -> str:
    """The period of a date: "2022-10-14" lies in month "2022-10" and quarter "2022-Q4"; "" if unknown."""
    match = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?!\d)", date.strip())
    if not match:
        return ""
    year, month, day = match.groups()
    if period == "year":
        return year
    if period == "quarter" and month:
        return f"{year}-Q{(int(month) + 2) // 3}"
    if period == "month" and month:
        return f"{year}-{month}"
    return f"{year}-{month}-{day}" if period == "day" and day else ""


def _dated(row: SourceRow, attribute: str, period: Period) -> SourceRow:
    value = row.attributes.get(attribute, "")
    return replace(row, attributes={**row.attributes, period: period_of(value, period) or NOT_GIVEN})
