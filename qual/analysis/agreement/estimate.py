"""One figure with everything needed to read it, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NO_UNITS = "no units"
ONE_CODER = "one coder"
NOT_TWO_CODERS = "not exactly two coders"
NOTHING_IN_COMMON = "nothing in common"
ONE_VALUE = "only one value used"
UNUSED = "nobody used it"
OVERLAPPING = "codes overlap"

NOTHING_VARIES = "every resample gives the same value"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure of agreement. `value` is None exactly when `reason` says why.

    `low` and `high` frame the 95 % bootstrap interval over interviews; where there is none,
    `no_interval` says why and `each` holds the value of every single interview (None where it
    is undefined). `n_units` counts the units that two or more coders have rated, `n_coders` the
    coders who rated any, `n_interviews` the interviews such units lie in.
    """

    value: float | None
    reason: str = ""
    low: float | None = None
    high: float | None = None
    no_interval: str = ""
    n_units: int = 0
    n_coders: int = 0
    n_interviews: int = 0
    each: Mapping[str, float | None] = field(default_factory=dict)

    def __str__(self) -> str:
        if self.value is None:
            return f"undefined ({self.reason})"
        interval = "" if self.low is None or self.high is None else f" [{self.low:.3f}, {self.high:.3f}]"
        return f"{self.value:.3f}{interval} ({self.n_units} units, {self.n_coders} coders)"


def too_few(interviews: int, needed: int) -> str:
    """Why an interval over so few interviews is not given."""
    named = "1 interview" if interviews == 1 else f"{interviews} interviews"
    return f"{named} coded by two or more, an interval needs {needed}"
