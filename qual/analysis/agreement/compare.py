"""Where coders differ: unit by unit, and code by code between each two of them.

For learning what a codebook leaves unclear this says more than any coefficient.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qual.analysis.agreement.frames import framed
from qual.analysis.agreement.prepare import CodedUnits, Columns, Seen, Units, code_units
from qual.analysis.agreement.ratings import Ints

if TYPE_CHECKING:
    import pandas as pd

NOT_CODED = "(not coded)"
SEPARATOR = "; "


def disagreements(
    codings: pd.DataFrame,
    *,
    units: Units,
    seen: Seen,
    unit: str = "sentence",
    columns: Columns = "code",
    codes: Collection[str] | None = None,
    coders: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The units on which coders differ, the worst first.

    A row a unit that coders who finished its source did not code alike; arguments as in
    `agreement`. Columns: `source`, `start`, `end`, `coders` (who finished the source), `coded`
    (who applied any code), `shared` (codes that all of them applied), `differing` (codes that
    some applied), and for each coder a column of that name with the codes, "; " between them, ""
    for none, missing where the coder never saw the source. Worst means: fewest shared codes, then
    most coders who coded it, then most differing codes; then as in the text. A coder by the name
    of another column has the column "coder <name>".
    """
    import pandas as pd

    coded = code_units(
        codings, units=units, seen=seen, unit=unit, columns=columns, codes=codes, coders=coders
    )
    touched, masks = coded.masks()
    saw = coded.seen[coded.layout.source[touched]]
    all_bits = np.iinfo(np.uint64).max
    common = np.bitwise_and.reduce(np.where(saw[:, :, None], masks, all_bits), axis=1)
    union = np.bitwise_or.reduce(masks, axis=1)
    shared = np.bitwise_count(common).sum(axis=1).astype(np.int64)
    differing = np.bitwise_count(union & ~common).sum(axis=1).astype(np.int64)
    applied = (masks != 0).any(axis=2).sum(axis=1)
    rows = np.flatnonzero(differing)
    rows = rows[np.lexsort((touched[rows], -differing[rows], -applied[rows], shared[rows]))]
    at = touched[rows]
    frame = pd.DataFrame(
        {
            "source": pd.Series(_names(coded.sources)[coded.layout.source[at]], dtype="str"),
            "start": coded.layout.start[at],
            "end": coded.layout.end[at],
            "coders": saw[rows].sum(axis=1).astype(np.int64),
            "coded": applied[rows].astype(np.int64),
            "shared": shared[rows],
            "differing": differing[rows],
        }
    )
    written, number = _written(masks[rows], coded.codes)
    for n, coder in enumerate(coded.coders):
        cells = written[number[:, n]]
        cells[~saw[rows, n]] = None
        frame[f"coder {coder}" if coder in frame.columns else coder] = pd.Series(cells, dtype="str")
    return frame


def confusion(
    codings: pd.DataFrame,
    *,
    units: Units,
    seen: Seen,
    unit: str = "sentence",
    columns: Columns = "code",
    codes: Collection[str] | None = None,
    coders: Sequence[str] | None = None,
) -> pd.DataFrame:
    """For each two coders, how often a code of one stands where the other has which code.

    Arguments as in `agreement`. Columns: `coder`, `other`, `code` (of the first), `other_code`,
    `units`; a row a combination that occurs, in the order of coders and codebook. A code both
    applied to a unit counts as itself with itself. What is left over on both sides is paired, each
    with each: those are the confusions. What is left over on one side only is paired with
    "(not coded)". Units neither coded stand as "(not coded)" with itself. With several codes left
    over on both sides a unit counts in several rows. Only units of sources that both finished.
    """
    coded = code_units(
        codings, units=units, seen=seen, unit=unit, columns=columns, codes=codes, coders=coders
    )
    labels = (*coded.codes, NOT_CODED)
    per_source = np.bincount(coded.layout.source, minlength=len(coded.sources))
    rows = []
    for a, b in combinations(range(len(coded.coders)), 2):
        both = coded.seen[:, a] & coded.seen[:, b]
        taken = both[coded.layout.source[coded.unit]] & ((coded.coder == a) | (coded.coder == b))
        counts = _met(
            *(_keys(coded, taken & (coded.coder == one)) for one in (a, b)), n_codes=len(coded.codes)
        )
        touched = len(np.unique(coded.unit[taken]))
        counts[-1, -1] = int(per_source[both].sum()) - touched
        for i, j in np.argwhere(counts):
            rows.append(
                {
                    "coder": coded.coders[a],
                    "other": coded.coders[b],
                    "code": labels[i],
                    "other_code": labels[j],
                    "units": int(counts[i, j]),
                }
            )
    return framed(rows, ("coder", "other", "code", "other_code", "units"))


def _keys(coded: CodedUnits, which: npt.NDArray[np.bool_]) -> Ints:
    """The applications of a coder as one number each, by unit and then code."""
    return np.sort(coded.unit[which] * max(1, len(coded.codes)) + coded.code[which])


def _met(one: Ints, other: Ints, *, n_codes: int) -> Ints:
    """Codes of one coder × codes of the other, "(not coded)" last, in how many units."""
    n_codes = max(1, n_codes)
    shared = np.intersect1d(one, other, assume_unique=True)
    left, right = (np.setdiff1d(keys, shared, assume_unique=True) for keys in (one, other))
    begin = np.searchsorted(right, left - left % n_codes)
    stop = np.searchsorted(right, left - left % n_codes + n_codes)
    width = stop - begin
    behind = np.repeat(np.cumsum(width) - width, width)
    met = right[np.repeat(begin, width) + np.arange(width.sum()) - behind]
    lonely = right[~np.isin(right // n_codes, left // n_codes)]
    pairs = [
        (shared, shared % n_codes),
        (np.repeat(left, width), met % n_codes),
        (left[width == 0], np.full(int((width == 0).sum()), n_codes)),
    ]
    counts = np.zeros((n_codes + 1, n_codes + 1), dtype=np.int64)
    for of_one, of_other in pairs:
        np.add.at(counts, (of_one % n_codes, of_other), 1)
    np.add.at(counts[-1], lonely % n_codes, 1)
    return counts


def _names(names: Sequence[str]) -> npt.NDArray[np.object_]:
    """Names as an array that can be indexed by arrays."""
    found = np.empty(len(names), dtype=object)
    found[:] = names
    return found


def _written(masks: npt.NDArray[np.uint64], codes: Sequence[str]) -> tuple[npt.NDArray[np.object_], Ints]:
    """The sets of codes that occur, written out, and rows × coders which of them stands there."""
    rows, coders, words = masks.shape
    distinct, number = np.unique(masks.reshape(-1, words), axis=0, return_inverse=True)
    bits = np.unpackbits(distinct.view(np.uint8), axis=1, bitorder="little")[:, : len(codes)]
    names = np.array(codes, dtype=object)[np.nonzero(bits)[1]].tolist()
    stops = np.cumsum(bits.sum(axis=1, dtype=np.int64)).tolist()
    texts = [SEPARATOR.join(names[a:b]) for a, b in pairwise([0, *stops])]
    return _names(texts), number.reshape(rows, coders).astype(np.int64)
