"""Small cells of a published table: which to hide so that none can be worked out again.

A count of one or two experts of a country may tell who said it, and so does "all but one". Hiding
these is not enough where the rule itself or a total gives them away. So the check assumes a reader
who knows the rule, the bases and everything shown: each hidden cell must still have two possible
values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest

if TYPE_CHECKING:
    import pandas as pd

LEAST = 3


@dataclass(frozen=True)
class Published:
    """A table of k of n as it may be published.

    `cells` (cases × themes) and `total` hold missing where a number is hidden; `small` counts the
    cells hidden for what they tell, `totals` the totals hidden because a cell could be worked out.
    """

    cells: pd.DataFrame
    total: pd.Series[int]
    small: int
    totals: int
    least: int


def suppressed(cells: pd.DataFrame, base: pd.Series[int], *, least: int = LEAST) -> Published:
    """A table of experts, cases × themes, with `base` experts a case, made fit to be published.

    Hidden are the whole row of a case with fewer than `least` experts; elsewhere counts of 1 to
    `least` − 1 experts, and counts that leave 1 to `least` − 1 of them silent. 0 and "all" stay
    where the base is large enough. The total of a column is hidden when it is small itself or when
    some hidden cell has one possible value only (`possible_values`). The check covers one table: a
    theme's count and those of its codes, published side by side, tell more. Raises InvalidRequest
    for `least` below 3, with which the rule itself would give counts away.
    """
    import pandas as pd

    if least < LEAST:
        raise InvalidRequest(
            f"the least number that is shown is {LEAST} or more.",
            hint="With 2, a hidden count in a base of 2 could only be 1.",
        )
    values = cells.fillna(0).astype("int64")
    sizes = [int(base[case]) for case in values.index]
    everyone = sum(sizes)
    hidden = pd.DataFrame(False, index=values.index, columns=values.columns)
    hide_total = pd.Series(False, index=values.columns)
    for column in values.columns:
        counts = [int(k) for k in values[column]]
        marks = [k in hideable(n, least) for k, n in zip(counts, sizes, strict=True)]
        hidden[column] = marks
        total = sum(counts)
        rest = sum(k for k, mark in zip(counts, marks, strict=True) if mark)
        choices = [hideable(n, least) for n, mark in zip(sizes, marks, strict=True) if mark]
        known = any(len(values_) < 2 for values_ in possible_values(choices, rest))
        hide_total[column] = known or total in hideable(everyone, least)
    return Published(
        cells.astype("Int64").mask(hidden),
        values.sum().astype("Int64").mask(hide_total),
        int(hidden.to_numpy().sum()),
        int(hide_total.sum()),
        least,
    )


def hideable(base: int, least: int = LEAST) -> frozenset[int]:
    """The counts of a base that are hidden: what a reader who knows the rule thinks possible there."""
    if base < least:
        return frozenset(range(base + 1))
    few = {k for k in range(1, base) if k < least or base - k < least}
    return frozenset(few)


def possible_values(choices: Sequence[frozenset[int]], total: int) -> list[frozenset[int]]:
    """For each hidden cell the values that agree with the sum of all of them."""
    before: list[set[int]] = [{0}]
    for own in choices:
        before.append({known + k for known in before[-1] for k in own})
    after: list[set[int]] = [{0}]
    for own in reversed(choices):
        after.append({known + k for known in after[-1] for k in own})
    after.reverse()
    return [
        frozenset(k for k in own if any(total - k - left in after[n + 1] for left in before[n]))
        for n, own in enumerate(choices)
    ]
