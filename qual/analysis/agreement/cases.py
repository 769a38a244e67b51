"""The cases a table of agreement has rows for: all sources together, then those of each value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qual.analysis.agreement.bootstrap import ENOUGH_INTERVIEWS, interval, replicates_of, resamples
from qual.analysis.agreement.estimate import NO_UNITS, NOTHING_IN_COMMON, ONE_CODER, too_few
from qual.analysis.agreement.prepare import CodedUnits
from qual.analysis.agreement.ratings import Bools, Floats, Ints
from qual.analysis.tidy import context_of
from qual.errors import InvalidRequest

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"
Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Case:
    """The sources that two people finished and that share a value of an attribute.

    `member` marks them among all sources; `weights` are their resamples, None when they are too
    few for an interval; `trouble` says why nothing can be computed, whatever the measure.
    """

    name: str
    member: Bools
    coders: int
    weights: Ints | None
    trouble: str = ""

    @property
    def sources(self) -> int:
        """How many sources the case has."""
        return int(self.member.sum())

    def total(self, sums: Floats) -> Floats:
        """Sums (sources × columns) over the sources of the case."""
        return np.asarray(sums[self.member].sum(axis=0))

    def figure(self, sums: Floats, statistic: Statistic) -> float | None:
        """The value of a statistic, None where it is undefined."""
        if self.trouble:
            return None
        value = float(statistic(self.total(sums)))
        return None if np.isnan(value) else value

    def row(self, sums: Floats, statistic: Statistic, *, why: str) -> dict[str, Any]:
        """`value`, `low`, `high` and `reason`; `why` is the reason of a value that is undefined."""
        value = self.figure(sums, statistic)
        if value is None:
            return {"value": None, "low": None, "high": None, "reason": self.trouble or why}
        if self.weights is None:
            no_interval = too_few(self.sources, ENOUGH_INTERVIEWS)
            return {"value": value, "low": None, "high": None, "reason": no_interval}
        low, high, no_interval = interval(replicates_of(sums[self.member], statistic, [self.weights]))
        return {"value": value, "low": low, "high": high, "reason": no_interval}


def cases_of(
    codings: pd.DataFrame, coded: CodedUnits, *, by: str | None, replicates: int, seed: int
) -> list[Case]:
    """All sources first, then with `by` the values of that attribute in order, "(not given)" last.

    Raises InvalidRequest for an attribute that no source has.
    """
    everything = np.ones(len(coded.sources), dtype=np.bool_)
    members = {ALL: everything}
    if by is not None:
        rows = {row.id: row for row in context_of(codings).sources}
        known = {"source", "kind", "country", "expert"}.union(*(row.attributes for row in rows.values()))
        if by not in known:
            raise InvalidRequest(
                f"no source has the attribute {by!r}.", hint=f"There are: {', '.join(sorted(known))}."
            )
        values = np.array([rows[source].value(by) for source in coded.sources], dtype=object)
        for value in sorted(set(values.tolist()), key=lambda value: (value[:1] == "(", value)):
            members[value] = np.asarray(values == value, dtype=np.bool_)
    units = np.bincount(coded.layout.source, minlength=len(coded.sources))
    cases = []
    for name, member in members.items():
        n = int(member.sum())
        weights = resamples(n, replicates=replicates, seed=seed) if n >= ENOUGH_INTERVIEWS else None
        trouble = ONE_CODER if len(coded.coders) < 2 else NOTHING_IN_COMMON if not n else ""
        if not trouble and not units[member].sum():
            trouble = NO_UNITS
        cases.append(Case(name, member, int(coded.seen[member].any(axis=0).sum()), weights, trouble))
    return cases
