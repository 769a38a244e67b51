"""From the frame of codings to what each coder said of each unit.

"Read it and did not code it" is a statement and counts as absence; "never saw it" is missing.
Which is which cannot be seen from the codings: `seen` says which sources a coder has finished.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import numpy.typing as npt

from qual.analysis.agreement.krippendorff import distances
from qual.analysis.agreement.layout import Layout, lay_out
from qual.analysis.agreement.ratings import MISSING, Bools, Floats, Ints, Ratings
from qual.analysis.agreement.unitizing import Stretches
from qual.analysis.tidy import Context, context_of
from qual.errors import InvalidRequest
from qual.model import AUTO

if TYPE_CHECKING:
    import pandas as pd

Columns = Literal["code", "theme"]
Units = Mapping[str, Sequence[tuple[int, int]]]
Seen = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class CodedUnits:
    """Which coder applied which code to which unit, and who read what.

    `unit`, `coder` and `code` are one entry for each application; a coder who coded a unit twice
    with a code applied it once. They are sorted by code, then unit, then coder. `assessment` has
    the value from −2 to +2 that came with it, NaN without one or where one coder gave a unit
    several. `seen` is sources × coders. `left_out` counts the codings that take no part, by reason.
    """

    layout: Layout
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    seen: Bools
    unit: Ints
    coder: Ints
    code: Ints
    assessment: Floats
    placed: Stretches
    left_out: Mapping[str, int]

    @cached_property
    def stretches(self) -> Stretches:
        """What was coded as stretches of text; those of one coder and code that touch are one."""
        return self.placed.merged()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources in their order; the first axis of `seen`."""
        return self.layout.sources

    def of_code(self, code: int) -> slice:
        """Where the applications of a code stand."""
        begin, end = np.searchsorted(self.code, [code, code + 1])
        return slice(int(begin), int(end))

    def presence(self, code: int) -> Ratings:
        """Ratings 1 (applied) and 0 (read, not applied) of a code; untouched units share a row."""
        at = self.of_code(code)
        touched, row = np.unique(self.unit[at], return_inverse=True)
        values = np.where(self.seen[self.layout.source[touched]], 0, MISSING)
        values[row, self.coder[at]] = 1
        return self._ratings(values.astype(np.int64), touched, (0, 1), 0)

    def sets(self) -> tuple[Ratings, Floats, Floats]:
        """Ratings in sets of codes, with the MASI and Jaccard distances of all sets that occur."""
        touched, masks = self.masks()
        rows, coders, words = masks.shape
        flat = np.concatenate([np.zeros((1, words), dtype=np.uint64), masks.reshape(-1, words)])
        distinct, number = np.unique(flat, axis=0, return_inverse=True)
        number = number.reshape(-1)
        values = np.where(self.seen[self.layout.source[touched]], number[1:].reshape(rows, coders), MISSING)
        size = np.bitwise_count(distinct).sum(axis=1).astype(np.int64)
        common = np.zeros((len(distinct), len(distinct)), dtype=np.int64)
        for word in distinct.T:
            common += np.bitwise_count(word[:, None] & word).astype(np.int64)
        union = size[:, None] + size - common
        sizes = np.broadcast_arrays(size[:, None], size)
        masi = distances(common, union, sizes[0], sizes[1], "masi")
        jaccard = distances(common, union, sizes[0], sizes[1], "jaccard")
        labels = tuple(range(len(distinct)))
        return self._ratings(values, touched, labels, int(number[0])), masi, jaccard

    def masks(self) -> tuple[Ints, npt.NDArray[np.uint64]]:
        """The units somebody coded, and touched units × coders × words of 64 codes as bits."""
        touched, row = np.unique(self.unit, return_inverse=True)
        words = max(1, -(-len(self.codes) // 64))
        masks = np.zeros((len(touched), len(self.coders), words), dtype=np.uint64)
        bits = np.left_shift(np.uint64(1), (self.code % 64).astype(np.uint64))
        np.bitwise_or.at(masks, (row, self.coder, self.code // 64), bits)
        return touched, masks

    def assessments(self, code: int) -> Ratings:
        """Ratings −2 to +2 of a code, of the units in which coders gave one."""
        at = self.of_code(code)
        given = ~np.isnan(self.assessment[at])
        touched, row = np.unique(self.unit[at][given], return_inverse=True)
        values = np.full((len(touched), len(self.coders)), MISSING, dtype=np.int64)
        values[row, self.coder[at][given]] = (self.assessment[at][given] + 2).astype(np.int64)
        cluster = self.layout.source[touched]
        return Ratings(values, SCALE, cluster, self.sources, np.ones(len(touched)))

    def _ratings(self, values: Ints, touched: Ints, labels: tuple[int, ...], nothing: int) -> Ratings:
        """The rows of touched units, and for each source one row for all its other units."""
        per_source = np.bincount(self.layout.source, minlength=len(self.sources))
        rest = per_source - np.bincount(self.layout.source[touched], minlength=len(self.sources))
        others = np.flatnonzero(rest)
        quiet = np.where(self.seen[others], nothing, MISSING).astype(np.int64)
        return Ratings(
            np.concatenate([values.reshape(len(touched), len(self.coders)), quiet]),
            labels,
            np.concatenate([self.layout.source[touched], others]),
            self.sources,
            np.concatenate([np.ones(len(touched)), rest[others].astype(np.float64)]),
        )


SCALE = (-2, -1, 0, 1, 2)
"""The values an assessment can have."""


def code_units(
    codings: pd.DataFrame,
    *,
    units: Units,
    seen: Seen,
    unit: str = "sentence",
    columns: Columns = "code",
    codes: Collection[str] | None = None,
    coders: Sequence[str] | None = None,
    at_least: int = 2,
) -> CodedUnits:
    """The codings of people as applications of codes to units.

    `units` gives the units of each source as (start, end), in any order; only sources that are in
    the frame's context are taken. `seen` names for each coder the sources read to the end;
    `at_least` so many of the coders must have read a source. `coders` picks and orders them (all
    people in `seen`, sorted, when None), `codes` the codes, each with everything below it;
    `columns` "theme" takes the theme in place of the code.

    Rejected codings and machines ("auto:…") are left out. So are codings by a coder in a source
    they have not finished (what they did not code yet says nothing), codings in a source that too
    few finished, and codings that meet no unit. `left_out` counts these three as "not finished",
    "not shared" and "outside the units".
    """
    context = context_of(codings)
    people = _people(seen, coders)
    order = {row.id: n for n, row in enumerate(context.sources)}
    read = {name: set(seen.get(name, ())) for name in people}
    sources = [
        source
        for source in sorted(units, key=lambda s: order.get(s, len(order)))
        if source in order and sum(source in read[name] for name in people) >= at_least
    ]
    matrix = np.array([[source in read[name] for name in people] for source in sources], dtype=np.bool_)
    frame = codings[(codings["status"] != "rejected") & codings["coder"].isin(people)]
    return place_codings(
        frame,
        context=context,
        layout=lay_out(units, sources, unit=unit),
        coders=people,
        seen=matrix.reshape(len(sources), len(people)),
        columns=columns,
        codes=codes,
    )


def place_codings(
    frame: pd.DataFrame,
    *,
    context: Context,
    layout: Layout,
    coders: tuple[str, ...],
    seen: Bools,
    columns: Columns,
    codes: Collection[str] | None,
) -> CodedUnits:
    """The rows of a frame on a layout; see `code_units`."""
    if isinstance(codes, str):
        raise InvalidRequest("codes are a list of ids.", hint=f"Write codes=[{codes!r}].")
    if columns not in get_args(Columns):
        raise InvalidRequest(f"columns are code or theme, not {columns!r}.")
    wanted = wanted_codes(context, codes)
    if wanted is not None:
        frame = frame[frame["code"].isin(wanted)]
    source, coder = _numbers(frame["source"], layout.sources), _numbers(frame["coder"], coders)
    in_play = (source >= 0) & (coder >= 0)
    finished = in_play.copy()
    finished[in_play] = seen[source[in_play], coder[in_play]]
    left_out = {"not shared": int((source < 0).sum()), "not finished": int((in_play & ~finished).sum())}
    frame = frame[finished]
    source, coder = source[finished], coder[finished]
    start = frame["start"].to_numpy(dtype=np.int64)
    end = frame["end"].to_numpy(dtype=np.int64)
    begin, stop = layout.units_of(source, start, end)
    inside = stop > begin
    left_out["outside the units"] = int((~inside).sum())
    names = frame[columns].to_numpy(dtype=object)[inside]
    labels = _in_order(context, columns, names.tolist(), codes)
    code = _numbers(names, labels)
    source, coder = source[inside], coder[inside]
    assessment = frame["assessment"].to_numpy(dtype=np.float64, na_value=np.nan)[inside]
    width = stop[inside] - begin[inside]
    unit = np.repeat(begin[inside] - np.concatenate([[0], np.cumsum(width)])[:-1], width) + np.arange(
        width.sum()
    )
    key = (np.repeat(code, width) * max(1, layout.n_units) + unit) * max(1, len(coders)) + np.repeat(
        coder, width
    )
    distinct, row = np.unique(key, return_inverse=True)
    left, right = layout.positions_of(source, start[inside], end[inside])
    return CodedUnits(
        layout=layout,
        coders=coders,
        codes=labels,
        seen=seen,
        unit=distinct // max(1, len(coders)) % max(1, layout.n_units),
        coder=distinct % max(1, len(coders)),
        code=distinct // max(1, len(coders)) // max(1, layout.n_units),
        assessment=_one_value(row, np.repeat(assessment, width), len(distinct)),
        placed=Stretches(coder, code, left, right, source, layout.lengths, seen, layout.sources, labels),
        left_out=left_out,
    )


def _numbers(values: pd.Series[str] | npt.NDArray[np.object_], names: Sequence[str]) -> Ints:
    """The place of each value among the names, −1 for a stranger."""
    import pandas as pd

    known = pd.Index(np.array([*names, None], dtype=object)[:-1])
    found = known.get_indexer(pd.Index(np.asarray(values, dtype=object)))
    return np.asarray(found, dtype=np.int64)


def wanted_codes(context: Context, codes: Collection[str] | None) -> set[str] | None:
    """The codes that take part, with everything below them; None for all."""
    chosen = None if context.chosen is None else set(context.chosen)
    if codes is None:
        return chosen
    wanted = set(codes)
    for name in codes:
        code = context.codebook.code(name) if context.codebook else None
        if code is not None:
            wanted |= {below.id for below in code.walk()}
    return wanted if chosen is None else wanted & chosen


def _people(seen: Seen, coders: Sequence[str] | None) -> tuple[str, ...]:
    if isinstance(coders, str):
        raise InvalidRequest("coders are a list of names.", hint=f"Write coders=[{coders!r}].")
    if coders is None:
        return tuple(sorted(name for name in seen if not name.startswith(AUTO)))
    for name in coders:
        if name.startswith(AUTO):
            raise InvalidRequest(
                f"{name} is a codebook, not a coder.", hint="How well its rules do is a matter of validation."
            )
        if name not in seen:
            known = ", ".join(sorted(n for n in seen if not n.startswith(AUTO)))
            raise InvalidRequest(
                f"no coder {name!r} has finished a source.", hint=f"There are: {known or 'none'}."
            )
    return tuple(dict.fromkeys(coders))


def _in_order(
    context: Context, columns: Columns, names: Iterable[str], asked: Collection[str] | None
) -> tuple[str, ...]:
    """The codes used, in the order of the codebook, strangers behind.

    A code that was asked for by name is there even if nobody used it, so that the table says so.
    """
    book = context.codebook.codes if context.codebook else ()
    above = {code.id for code in book if code.codes}
    used = set(names)
    if columns == "code":
        used |= set(asked or ()) - above
    known = [code.id for code in book if code.id in used]
    return (*known, *sorted(used - set(known)))


def _one_value(row: Ints, values: Floats, n: int) -> Floats:
    """For each application the value that all its codings with one agree on, else NaN."""
    given = ~np.isnan(values)
    low, high = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(low, row[given], values[given])
    np.maximum.at(high, row[given], values[given])
    return np.where(low == high, low, np.nan)
