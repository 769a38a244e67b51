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

    `cells` (cases × themes) and `total` hold missing where a number is hidden; `hidden` is True
    there, so that "hidden" and "not coded yet" stay two things. `small` counts the cells hidden for
    what they tell, `totals` the totals hidden because a cell could be worked out.
    """

    cells: pd.DataFrame
    total: pd.Series[int]
    hidden: pd.DataFrame
    small: int
    totals: int
    least: int


def suppressed(
    cells: pd.DataFrame, base: pd.Series[int], *, least: int = LEAST, with_totals: bool = True
) -> Published:
    """A table of experts, cases × themes, with `base` experts a case, made fit to be published.

    Hidden are the whole row of a case with fewer than `least` experts; elsewhere counts of 1 to
    `least` − 1 experts, and counts that leave 1 to `least` − 1 of them silent. 0 and "all" stay
    where the base is large enough. The total of a column is hidden when it is small itself or when
    some hidden cell has one possible value only (`possible_values`). The check covers one table: a
    theme's count and those of its codes, published side by side, tell more. It takes for granted
    that no expert is in two cases; where one is, leave the totals out (`with_totals`). Raises InvalidRequest
    for `least` below 3, with which the rule itself would give counts away.
    """
    import pandas as pd

    if least < LEAST:
        raise InvalidRequest(
            f"the least number that is shown is {LEAST} or more.",
            hint="With 2, a hidden count in a base of 2 could only be 1.",
        )
    sizes = [int(base[case]) for case in cells.index]
    hidden = pd.DataFrame(False, index=cells.index, columns=cells.columns)
    hide_total = pd.Series(False, index=cells.columns)
    for column in cells.columns:
        counts = [None if pd.isna(k) else int(k) for k in cells[column]]
        hidden[column], hide_total[column] = hide(counts, sizes, least=least)
    hide_total |= not with_totals
    return Published(
        cells.astype("Int64").mask(hidden),
        cells.fillna(0).astype("Int64").sum().mask(hide_total),
        hidden,
        int(hidden.to_numpy().sum()),
        int(hide_total.sum()),
        least,
    )


def hide(
    counts: Sequence[int | None], bases: Sequence[int], *, least: int = LEAST
) -> tuple[list[bool], bool]:
    """Of one theme: which cells are hidden, and whether their total is. None is a case not coded yet.

    The total goes when it is small itself, or when it leaves a hidden cell one possible value. That
    a total is hidden tells nothing more: it is also hidden where all hidden cells have their least
    values, and where all have their greatest, so that each still has two.
    """
    marks = [k is not None and k in hideable(n, least) for k, n in zip(counts, bases, strict=True)]
    told = [0 if k is None else k for k in counts]
    choices = [hideable(n, least) for n, mark in zip(bases, marks, strict=True) if mark]
    rest = sum(k for k, mark in zip(told, marks, strict=True) if mark)
    everyone = sum(n for k, n in zip(counts, bases, strict=True) if k is not None)
    known = any(len(values) < 2 for values in possible_values(choices, rest))
    return marks, known or sum(told) in hideable(everyone, least)


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
