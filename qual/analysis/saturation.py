"""Saturation: how many codes each further interview brings that none before it had.

The order of the interviews decides how a curve looks, so the real order is shown beside the band
of many permuted ones. With a codebook fixed beforehand, saturation of its codes says when each has
come up at least once, not that there is nothing else to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qual.analysis.matrix import Columns, case_values, cases_of, column_members
from qual.analysis.tidy import CONTEXT, Context, context_of, counted
from qual.errors import InvalidRequest
from qual.model import NOT_GIVEN

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

BASE, RUN, THRESHOLD = 4, 2, 0.05
"""Guest, Namey & Chen 2020: the first interviews, those looked at next, and what still counts as new."""

PERMUTATIONS, SEED = 1_000, 20_200_505
ENOUGH_FOR_CHAO = 10
CODES: Columns = "code"
ALL_CASES = "all"


@dataclass(frozen=True)
class Saturation:
    """How codes accumulate over interviews.

    `curve` has a row an interview in the real order: `source`, `label` (the expert), `value` (what
    it was ordered by), `new` (codes no earlier one had), `cumulative`, and over permuted orders
    `low`, `middle`, `high` (2.5 %, median, 97.5 %). `runs` has a row for each run of interviews
    behind the base: `interviews` ("5–6"), `new`, `ratio` (new by the codes of the base).
    `reached` is the number of interviews with which the ratio first fell to `threshold` (base and
    the runs up to the last one before it; None when it never did). `chao2` estimates how many codes
    there would be with interviews without end, a lower bound; `coverage` which share of what a
    further interview says is known already; both None with fewer than ten interviews.
    """

    columns: str
    order: str
    base: int
    run: int
    threshold: float
    curve: pd.DataFrame
    runs: pd.DataFrame
    reached: int | None
    chao2: float | None
    coverage: float | None
    permutations: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """The record as plain values."""
        return {
            "columns": self.columns,
            "order": self.order,
            "base": self.base,
            "run": self.run,
            "threshold": self.threshold,
            "reached": self.reached,
            "chao2": None if self.chao2 is None else round(self.chao2, 6),
            "coverage": None if self.coverage is None else round(self.coverage, 6),
            "curve": self.curve.to_dict(orient="records"),
            "runs": self.runs.round(6).to_dict(orient="records"),
            "permutations": self.permutations,
            "seed": self.seed,
        }

    def _repr_html_(self) -> str:
        return self.curve.to_html(index=False) + self.runs.round(3).to_html(index=False)


def saturation(
    codings: pd.DataFrame,
    *,
    columns: Columns = CODES,
    order: str | Sequence[str] = "date",
    base: int = BASE,
    run: int = RUN,
    threshold: float = THRESHOLD,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    reviewed: bool = False,
) -> Saturation:
    """How codes accumulate over the interviews that somebody has looked at.

    `order` is an attribute to sort by ("date"; interviews without a value come last, equal ones by
    id), or a list of source ids. `base`, `run` and `threshold` are those of Guest, Namey & Chen
    (2020, doi 10.1371/journal.pone.0232076): the new-information ratio of a run is its new codes
    by the codes of the base; saturation is reached with the interviews before the first run whose
    ratio is at most the threshold, and stated as "base + run". Choose the interviews of one country
    with `qual.select`, or see `saturation_by_case`. Chao2 as in Chao (1987), in the bias-corrected
    form where no code has two interviews; coverage as in Chao & Jost (2012), equation for incidence
    data. Raises InvalidRequest for an attribute or source that does not exist, for a base, run or
    number of permutations below 1, and for a threshold that is no share.
    """
    import numpy as np
    import pandas as pd

    if base < 1 or run < 1:
        raise InvalidRequest("base and run are numbers of interviews.", hint="Usual are base 4 and run 2.")
    if not 0 <= threshold <= 1 or permutations < 1:
        raise InvalidRequest(
            "a threshold is a share, and a band needs one order at least.", hint="5 % is 0.05."
        )
    context = context_of(codings)
    ordered = _ordered(context, order)
    frame = counted(codings[["source", "code", "status"]], reviewed=reviewed)
    frame = frame[frame["source"].isin([source_id for source_id, _, _ in ordered])]
    members = column_members(context, frame, columns)
    leaves = _without_parents(members)
    at = {code: n for n, name in enumerate(leaves) for code in members[name]}
    row = {source_id: n for n, (source_id, _, _) in enumerate(ordered)}
    has = np.zeros((len(ordered), len(leaves)), dtype=bool)
    kept = frame[frame["code"].isin(at)]
    has[kept["source"].map(row).to_numpy(dtype=int), kept["code"].map(at).to_numpy(dtype=int)] = True
    cumulative = np.logical_or.accumulate(has, axis=0).sum(axis=1)
    low, middle, high = _band(has, permutations, seed)
    curve = pd.DataFrame(
        {
            "source": pd.Series([source_id for source_id, _, _ in ordered], dtype="str"),
            "label": pd.Series([label for _, label, _ in ordered], dtype="str"),
            "value": pd.Series([value for _, _, value in ordered], dtype="str"),
            "new": np.diff(cumulative, prepend=0).astype(np.int64),
            "cumulative": cumulative.astype(np.int64),
            "low": low,
            "middle": middle,
            "high": high,
        }
    )
    runs = _runs(curve["new"].tolist(), base, run)
    chao2, coverage = chao_2(has) if len(has) >= ENOUGH_FOR_CHAO else (None, None)
    return Saturation(
        columns,
        order if isinstance(order, str) else "as given",
        base,
        run,
        threshold,
        curve,
        runs,
        _reached(runs, base, run, threshold),
        chao2,
        coverage,
        permutations,
        seed,
    )


def saturation_by_case(
    codings: pd.DataFrame, *, rows: str = "country", order: str | Sequence[str] = "date", **choices: Any
) -> pd.DataFrame:
    """Saturation of all interviews and of those of each case alone: all may be saturated because one case is.

    A row for "all" and for each value of the attribute `rows`: `case`, `interviews`, `codes`,
    `base_codes` (of the first interviews), `reached`, `last` (the new-information ratio of the last
    run), `chao2`, `coverage`; missing where there are too few interviews. `choices` are those of
    `saturation`.
    """
    import pandas as pd

    context = context_of(codings)
    ordered = [source_id for source_id, _, _ in _ordered(context, order)]
    by_id = {row.id: row for row in context.sources}
    interviews = tuple(by_id[source_id] for source_id in ordered)
    case_values(codings, interviews, rows)
    found = []
    for case, members in {ALL_CASES: interviews, **cases_of(interviews, rows)}.items():
        own = [row.id for row in members]
        part = codings[codings["source"].isin(own)].copy()
        part.attrs[CONTEXT] = replace(context, sources=members)
        one = saturation(part, order=own, **{**choices, "permutations": 1})
        ratios = one.runs["ratio"].tolist()
        found.append(
            {"case": case, "interviews": len(one.curve), "codes": int(one.curve["new"].sum())}
            | {"base_codes": int(one.curve["new"].iloc[: one.base].sum()), "reached": one.reached}
            | {"last": ratios[-1] if ratios else None, "chao2": one.chao2, "coverage": one.coverage}
        )
    types = {"case": "str"} | dict.fromkeys(("interviews", "codes", "base_codes"), "int64")
    types |= {"reached": "Int64"} | dict.fromkeys(("last", "chao2", "coverage"), "float64")
    return pd.DataFrame(found, columns=list(types)).astype(types)


def chao_2(has: npt.NDArray[np.bool_]) -> tuple[float | None, float | None]:
    """Chao2 and coverage from samples × codes; None where nothing was found at all.

    S + (m−1)/m · Q1²/(2·Q2), or (m−1)/m · Q1(Q1−1)/2 where Q2 = 0 (Chao 1987; Colwell 2013), with
    Q1, Q2 the codes found in one and in two of m samples. Coverage 1 − Q1/U · (m−1)Q1/((m−1)Q1+2Q2),
    U all incidences (Chao & Jost 2012); where Q2 = 0 with Q1 − 1 for Q1 and 1 for Q2 in the factor.
    """
    m = len(has)
    found = has.sum(axis=0)
    seen, total = int((found > 0).sum()), int(found.sum())
    once, twice = int((found == 1).sum()), int((found == 2).sum())
    if not total or not m:
        return None, None
    more = once**2 / (2 * twice) if twice else once * (once - 1) / 2
    singles, pairs = (once, twice) if twice else (once - 1, 1)
    share = (m - 1) * singles / ((m - 1) * singles + 2 * pairs) if once else 0.0
    return seen + (m - 1) / m * more, 1 - once / total * share


def _ordered(context: Context, order: str | Sequence[str]) -> list[tuple[str, str, str]]:
    """Id, label and value of the interviews in their order."""
    rows = [row for row in context.sources if row.kind == "interview" and row.tagged]
    if isinstance(order, str):
        if order not in ("source", "country", "expert", "language") and not any(
            order in row.attributes for row in context.sources
        ):
            raise InvalidRequest(
                f"no source has the attribute {order!r} to order by.",
                hint="Choose one that has, or give the ids in their order.",
            )
        rows.sort(key=lambda row: (row.value(order) == NOT_GIVEN, row.value(order), row.id))
        return [(row.id, row.expert or row.id, row.value(order)) for row in rows]
    known = {row.id: row for row in rows}
    for source_id in order:
        if source_id not in known:
            raise InvalidRequest(f"there is no interview {source_id!r} that was looked at.")
    return [(source_id, known[source_id].expert or source_id, "") for source_id in dict.fromkeys(order)]


def _without_parents(members: dict[str, set[str]]) -> list[str]:
    """The columns that hold no other one: a parent would be counted with its codes."""
    return [name for name, codes in members.items() if not (codes - {name}) & members.keys()]


def _band(has: npt.NDArray[np.bool_], permutations: int, seed: int) -> Any:
    """2.5 %, median and 97.5 % of the cumulative curve over permuted orders."""
    import numpy as np

    random = np.random.default_rng(seed)
    m = len(has)
    if not m:
        return np.zeros((3, 0))
    curves = np.empty((permutations, m), dtype=np.int32)
    first = np.where(has, np.arange(m)[:, None], m)
    for n in range(permutations):
        place = random.permutation(m)
        appears = np.where(has, place[:, None], m).min(axis=0) if first.size else np.empty(0, dtype=int)
        curves[n] = np.cumsum(np.bincount(appears[appears < m], minlength=m))
    return np.percentile(curves, [2.5, 50, 97.5], axis=0)


def _runs(new: Sequence[int], base: int, run: int) -> pd.DataFrame:
    import pandas as pd

    first = sum(new[:base])
    rows = []
    for begin in range(base, len(new) - run + 1):
        added = sum(new[begin : begin + run])
        label = f"{begin + 1}–{begin + run}" if run > 1 else str(begin + 1)
        rows.append({"interviews": label, "new": added, "ratio": added / first if first else float("nan")})
    types = {"interviews": "str", "new": "int64", "ratio": "float64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _reached(runs: pd.DataFrame, base: int, run: int, threshold: float) -> int | None:
    for n, ratio in enumerate(runs["ratio"]):
        if ratio <= threshold:
            return base + n
    return None
