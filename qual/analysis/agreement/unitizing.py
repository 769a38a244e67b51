"""Agreement on stretches of text: where coders begin and end, and what they call what lies between.

The family of 2016 (Krippendorff, Mathet, Bouvry & Widlöcher, "On the reliability of unitizing
textual continua: further developments", Quality & Quantity 50, 2347–2364; Krippendorff 2019,
section 12.6), which replaces the form of 1995 and 2004:

- u-alpha: stretches and codes together, gaps being a value of their own;
- |u-alpha: coded or not, whatever the code;
- cu-alpha: the codes, where two coders both coded something;
- (k)u-alpha: one code, where both coded something, with the share of its text that this covers.

What chance would give pairs everything with everything, except a stretch with itself: stretches
enter that correction with their length squared, gaps with their length, so that it does not matter
how a gap is cut. For cu-alpha the length of a stretch is its pairable length: its overlaps with
the stretches of each other coder, summed up and divided by the number of other coders.

Several texts are pooled by adding up lengths. A coder who never saw a text is missing there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import numpy as np

from qual.analysis.agreement.bootstrap import (
    ENOUGH_INTERVIEWS,
    REPLICATES,
    SEED,
    interval,
    replicates_of,
    resamples,
)
from qual.analysis.agreement.estimate import (
    NO_UNITS,
    NOTHING_IN_COMMON,
    ONE_CODER,
    ONE_VALUE,
    OVERLAPPING,
    UNUSED,
    Estimate,
    too_few,
)
from qual.analysis.agreement.ratings import Bools, Floats, Ints
from qual.errors import InvalidRequest

GAP = -1
TINY = 1e-9


@dataclass(frozen=True)
class Continuum:
    """One text as its coders cut it: its length and, for each coder, (start, end, code).

    Positions count from 0, an end is not included; they may be characters, tokens or seconds. A
    coder without stretches has read the text and coded nothing; one who is not named never saw it.
    """

    length: int
    stretches: Mapping[str, Sequence[tuple[int, int, Hashable]]]
    name: str = ""


@dataclass(frozen=True)
class Unitizing:
    """The four coefficients. `each_code` and `coverage` are keyed by code.

    `coverage` is the share of the text under a code that lies where another coder coded, too: a
    (k)u-alpha with low coverage speaks of little. None for a code nobody used.
    """

    u_alpha: Estimate
    boundaries: Estimate
    codes: Estimate
    each_code: Mapping[Any, Estimate] = field(default_factory=dict)
    coverage: Mapping[Any, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Stretches:
    """Stretches of all texts end to end, in arrays; the texts follow one another without a gap.

    `coder`, `code`, `start`, `end` and `text` have one entry a stretch; positions run on from text
    to text. `seen` is texts × coders, `lengths` the length of each text.
    """

    coder: Ints
    code: Ints
    start: Ints
    end: Ints
    text: Ints
    lengths: Ints
    seen: Bools
    names: tuple[str, ...]
    codes: tuple[Any, ...]

    def of_codes(self, chosen: Sequence[int]) -> Stretches:
        """The stretches of some codes only, which become codes 0, 1, … in the order given."""
        number = np.full(len(self.codes), GAP, dtype=np.int64)
        number[list(chosen)] = np.arange(len(chosen))
        return self._with(number[self.code], tuple(self.codes[n] for n in chosen))

    def as_one(self) -> Stretches:
        """What each coder coded, whatever the code: one code, with stretches that meet merged."""
        return self._with(np.zeros_like(self.code), ("coded",)).merged()

    def merged(self) -> Stretches:
        """Stretches of one coder and code that overlap or touch become one; texts stay apart."""
        group = (self.coder * max(1, len(self.codes)) + self.code) * max(1, len(self.lengths)) + self.text
        order = np.lexsort((self.start, group))
        _, rank = np.unique(group[order], return_inverse=True)
        shift = rank * (int(self.end.max(initial=0)) + 2)
        reach = np.maximum.accumulate(self.end[order] + shift)
        begins = np.ones(len(order), dtype=np.bool_)
        begins[1:] = (self.start[order] + shift)[1:] > reach[:-1]
        last = np.append(np.flatnonzero(begins)[1:] - 1, len(order) - 1)[: int(begins.sum())]
        kept = order[begins]
        return replace(
            self,
            coder=self.coder[kept],
            code=self.code[kept],
            start=self.start[kept],
            end=(reach - shift)[last],
            text=self.text[kept],
        )

    def _with(self, code: Ints, codes: tuple[Any, ...]) -> Stretches:
        kept = code != GAP
        return replace(
            self,
            coder=self.coder[kept],
            code=code[kept],
            start=self.start[kept],
            end=self.end[kept],
            text=self.text[kept],
            codes=codes,
        )

    def overlap(self) -> tuple[int, int] | None:
        """Two stretches of one coder that share text, as positions in the arrays, or None."""
        order = np.lexsort((self.start, self.coder))
        coder, start, end = self.coder[order], self.start[order], self.end[order]
        shared = (coder[1:] == coder[:-1]) & (start[1:] < end[:-1])
        at = np.flatnonzero(shared)
        return (int(order[at[0]]), int(order[at[0] + 1])) if len(at) else None


def unitizing(
    continua: Continuum | Sequence[Continuum], *, replicates: int = REPLICATES, seed: int = SEED
) -> Unitizing:
    """The unitizing family for one text or several, pooled, with intervals over texts.

    Stretches stay as they are given: two that touch are two. Each coder's stretches must not
    overlap; where they do, all coefficients are undefined ("codes overlap"): compute them for one
    code at a time, or for codes that exclude each other. Texts that fewer than two coders saw
    take no part. In the estimates `n_units` is the length of the texts that do, in positions.

    Undefined: "only one value used" when nobody coded anything, when everything is coded
    (|u-alpha), and when one code alone is used where coders meet (cu-alpha, (k)u-alpha); "nothing
    in common" when no stretch of one coder meets a stretch of another. A (k)u-alpha of 0 says
    that the code never met itself. Raises InvalidRequest for a stretch outside its text.
    """
    texts = [continua] if isinstance(continua, Continuum) else list(continua)
    return family(_as_arrays(texts), replicates=replicates, seed=seed)


def family(stretches: Stretches, *, replicates: int = REPLICATES, seed: int = SEED) -> Unitizing:
    """The unitizing family of stretches in arrays; see `unitizing`."""
    shared = np.flatnonzero(stretches.seen.sum(axis=1) >= 2)
    about = Estimate(
        None,
        n_units=int(stretches.lengths[shared].sum()),
        n_coders=int(stretches.seen.any(axis=0).sum()),
        n_interviews=len(shared),
    )
    reason = ""
    if about.n_coders < 2:
        reason = ONE_CODER
    elif not len(shared):
        reason = NOTHING_IN_COMMON
    elif not about.n_units:
        reason = NO_UNITS
    elif stretches.overlap() is not None:
        reason = OVERLAPPING
    if reason:
        nothing = replace(about, reason=reason)
        return Unitizing(
            nothing, nothing, nothing, dict.fromkeys(stretches.codes, nothing), dict.fromkeys(stretches.codes)
        )
    sums = length_sums(stretches)
    weights = None
    if len(shared) >= ENOUGH_INTERVIEWS:
        weights = resamples(len(shared), replicates=replicates, seed=seed)

    totals = sums.sum(axis=0)

    def give(coefficient: Coefficient) -> Estimate:
        value = float(coefficient.statistic(totals))
        if np.isnan(value):
            return replace(about, reason=coefficient.why_undefined(totals))
        low, high, no_interval = None, None, ""
        each: dict[str, float | None] = {}
        if weights is not None:
            low, high, no_interval = interval(replicates_of(sums[shared], coefficient.statistic, [weights]))
        else:
            no_interval = too_few(len(shared), ENOUGH_INTERVIEWS)
        if no_interval:
            singles = coefficient.statistic(sums[shared])
            for n, single in zip(shared, singles, strict=True):
                each[stretches.names[n]] = None if np.isnan(single) else float(single)
        return replace(about, value=value, low=low, high=high, no_interval=no_interval, each=each)

    q = len(stretches.codes)
    return Unitizing(
        give(u_alpha(q)),
        give(boundaries_alpha(q)),
        give(codes_alpha(q)),
        {code: give(code_alpha(q, n)) for n, code in enumerate(stretches.codes)},
        {code: coverage(q, n, totals) for n, code in enumerate(stretches.codes)},
    )


# --- lengths, text by text -------------------------------------------------------------------


@dataclass(frozen=True)
class Lengths:
    """Which lengths stand in which column of the sums, for a number of codes."""

    codes: int

    total = 0  # length times coders
    same = 1  # coincidences of a value, gaps included, with itself
    same_coded = 2  # coincidences of coded with coded and gap with gap
    itself = 3  # Σ length² of stretches + Σ length of gaps
    met_length = 4  # coincidences where both coded
    met_same = 5  # of these, of a code with itself

    @property
    def length(self) -> slice:
        """Length under each value, gaps first."""
        return slice(6, 7 + self.codes)

    @property
    def met(self) -> slice:
        """Coincidences of each code with any code."""
        return slice(7 + self.codes, 7 + 2 * self.codes)

    @property
    def met_itself(self) -> slice:
        """Coincidences of each code with itself."""
        return slice(7 + 2 * self.codes, 7 + 3 * self.codes)

    @property
    def met_stretches(self) -> slice:
        """For each code Σ pairable length²."""
        return slice(7 + 3 * self.codes, 7 + 4 * self.codes)


def length_sums(stretches: Stretches) -> Floats:
    """Texts × columns (see `Lengths`): all lengths that the four coefficients are made of.

    Texts that fewer than two coders saw stay 0. A coder's stretches must not overlap.
    """
    texts, coders = stretches.seen.shape
    q = len(stretches.codes)
    columns = Lengths(q)
    begins = np.concatenate([[0], np.cumsum(stretches.lengths)])
    cuts = np.unique(np.concatenate([begins, stretches.start, stretches.end]))
    left, size = cuts[:-1], np.diff(cuts).astype(np.float64)
    text = np.searchsorted(begins, left, side="right") - 1
    others = stretches.seen.sum(axis=1)[text] - 1
    kept = others >= 1
    left, size, text, others = left[kept], size[kept], text[kept], others[kept]
    saw = stretches.seen[text]
    value, unit = _labels(stretches, left, coders)
    coded = (value != GAP) & saw
    sums = np.zeros((texts, columns.met_stretches.stop))

    def add(amount: Floats) -> Floats:
        return np.bincount(text, amount, minlength=texts).astype(np.float64)

    sums[:, Lengths.total] = add(size * (others + 1))
    for a, b in combinations(range(coders), 2):
        pair = np.where(saw[:, a] & saw[:, b], 2 * size / others, 0.0)
        alike = value[:, a] == value[:, b]
        both = coded[:, a] & coded[:, b]
        sums[:, Lengths.same] += add(pair * alike)
        sums[:, Lengths.same_coded] += add(pair * (coded[:, a] == coded[:, b]))
        sums[:, Lengths.met_length] += add(pair * both)
        sums[:, Lengths.met_same] += add(pair * (both & alike))
        place = text * q + value[:, a]
        itself = both & alike
        sums[:, columns.met_itself] += np.bincount(place[itself], pair[itself], texts * q).reshape(texts, q)
    row, coder = np.nonzero(saw)
    place = text[row] * (q + 1) + value[row, coder] + 1
    sums[:, columns.length] = np.bincount(place, size[row], texts * (q + 1)).reshape(texts, q + 1)
    n_coded = coded.sum(axis=1)
    row, coder = np.nonzero(coded)
    pairable = size[row] * (n_coded[row] - 1) / others[row]
    place = text[row] * q + value[row, coder]
    sums[:, columns.met] = np.bincount(place, pairable, texts * q).reshape(texts, q)
    counts = (
        stretches.seen[stretches.text, stretches.coder] & (stretches.seen.sum(axis=1) >= 2)[stretches.text]
    )
    of_unit = np.bincount(unit[row, coder], pairable, minlength=len(stretches.start))
    place = stretches.text * q + stretches.code
    squared = np.bincount(place[counts], of_unit[counts] ** 2, texts * q)
    sums[:, columns.met_stretches] = squared.reshape(texts, q)
    squares = (stretches.end - stretches.start).astype(np.float64) ** 2
    sums[:, Lengths.itself] = np.bincount(stretches.text[counts], squares[counts], texts)
    sums[:, Lengths.itself] += sums[:, columns.length.start]
    return sums


def _labels(stretches: Stretches, left: Ints, coders: int) -> tuple[Ints, Ints]:
    """For each piece of text and coder the code, and which stretch it belongs to; GAP where none."""
    value = np.full((len(left), coders), GAP, dtype=np.int64)
    unit = np.full((len(left), coders), GAP, dtype=np.int64)
    for coder in range(coders):
        own = np.flatnonzero(stretches.coder == coder)
        own = own[np.argsort(stretches.start[own], kind="stable")]
        if not len(own):
            continue
        at = np.searchsorted(stretches.start[own], left, side="right") - 1
        inside = (at >= 0) & (left < stretches.end[own][np.maximum(at, 0)])
        value[inside, coder] = stretches.code[own][at[inside]]
        unit[inside, coder] = own[at[inside]]
    return value, unit


# --- the coefficients ------------------------------------------------------------------------


@dataclass(frozen=True)
class Coefficient:
    """A coefficient of length sums: its value (NaN where undefined), and why it has none."""

    statistic: Callable[[Floats], Floats]
    why_undefined: Callable[[Floats], str]


def u_alpha(codes: int) -> Coefficient:
    """Stretches and codes together, for so many codes."""
    columns = Lengths(codes)

    def statistic(sums: Floats) -> Floats:
        total = _some(sums[..., Lengths.total])
        unlike = (total**2 - (sums[..., columns.length] ** 2).sum(axis=-1)) / _apart(sums)
        return _alpha((total - sums[..., Lengths.same]) / total, unlike / total)

    return Coefficient(statistic, lambda sums: ONE_VALUE)


def boundaries_alpha(codes: int) -> Coefficient:
    """|u-alpha: coded or not, for so many codes."""
    columns = Lengths(codes)

    def statistic(sums: Floats) -> Floats:
        total, gaps = _some(sums[..., Lengths.total]), sums[..., columns.length.start]
        unlike = (total**2 - gaps**2 - (total - gaps) ** 2) / _apart(sums)
        return _alpha((total - sums[..., Lengths.same_coded]) / total, unlike / total)

    return Coefficient(statistic, lambda sums: ONE_VALUE)


def codes_alpha(codes: int) -> Coefficient:
    """cu-alpha: the codes where coders meet, for so many codes."""
    columns = Lengths(codes)

    def statistic(sums: Floats) -> Floats:
        total = _some(sums[..., Lengths.met_length])
        itself = sums[..., columns.met_stretches].sum(axis=-1) / total
        with np.errstate(divide="ignore", invalid="ignore"):
            unlike = (total**2 - (sums[..., columns.met] ** 2).sum(axis=-1)) / (total - itself)
        return _alpha((total - sums[..., Lengths.met_same]) / total, unlike / total)

    def why(sums: Floats) -> str:
        return ONE_VALUE if sums[Lengths.met_length] > 0 else NOTHING_IN_COMMON

    return Coefficient(statistic, why)


def code_alpha(codes: int, code: int) -> Coefficient:
    """(k)u-alpha of one code among so many."""
    columns = Lengths(codes)

    def statistic(sums: Floats) -> Floats:
        total = sums[..., Lengths.met_length]
        length = sums[..., columns.met.start + code]
        itself = sums[..., columns.met_itself.start + code]
        own = sums[..., columns.met_stretches.start + code]
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = 1 - itself / _some(length)
            expected = 1 - (length**2 - own) / (length * total - own)
        return _alpha(np.asarray(observed), np.asarray(expected))

    def why(sums: Floats) -> str:
        if not sums[columns.length.start + 1 + code]:
            return UNUSED
        return ONE_VALUE if sums[columns.met.start + code] > 0 else NOTHING_IN_COMMON

    return Coefficient(statistic, why)


def coverage(codes: int, code: int, sums: Floats) -> float | None:
    """The share of a code's text that lies where another coder coded, too; None when it has no text."""
    columns = Lengths(codes)
    length = float(sums[columns.length.start + 1 + code])
    return float(sums[columns.met.start + code]) / length if length else None


def _alpha(observed: Floats, expected: Floats) -> Floats:
    """1 − observed / expected disagreement, both as shares; NaN where none is expected."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - observed / np.where(expected > TINY, expected, np.nan))


def _apart(sums: Floats) -> Floats:
    """What the pairs of different stretches are divided by: total − Σ self-pairing / total."""
    total = _some(sums[..., Lengths.total])
    return np.asarray(total - sums[..., Lengths.itself] / total)


def _some(length: Floats) -> Floats:
    """A length that can be divided by: NaN in place of 0."""
    return np.where(length > 0, length, np.nan)


# --- records become arrays -------------------------------------------------------------------


def _as_arrays(texts: Sequence[Continuum]) -> Stretches:
    coders = list(dict.fromkeys(coder for text in texts for coder in text.stretches))
    codes: dict[Hashable, int] = {}
    rows: list[tuple[int, int, int, int, int]] = []
    seen = np.zeros((len(texts), len(coders)), dtype=np.bool_)
    begin = 0
    for n, text in enumerate(texts):
        for coder, stretches in text.stretches.items():
            seen[n, coders.index(coder)] = True
            for start, end, code in stretches:
                if not 0 <= start < end <= text.length:
                    raise InvalidRequest(
                        f"the stretch {start} to {end} is not inside a text of length {text.length}."
                    )
                number = codes.setdefault(code, len(codes))
                rows.append((coders.index(coder), number, begin + start, begin + end, n))
        begin += text.length
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return Stretches(
        table[:, 0],
        table[:, 1],
        table[:, 2],
        table[:, 3],
        table[:, 4],
        np.array([text.length for text in texts], dtype=np.int64),
        seen,
        tuple(text.name or str(n + 1) for n, text in enumerate(texts)),
        tuple(codes),
    )
