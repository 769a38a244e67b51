"""Which themes or codes stand in the same unit: a sentence, a turn, an interview, an expert.

Counted are units, never codings, so that every index lies between 0 and 1; and only what the same
coder says counts as standing together: two people who code differently do not make a connection
that nobody made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from qual.analysis.matrix import Columns, column_members, names_of, unit_of
from qual.analysis.tidy import context_of, counted
from qual.errors import InvalidRequest
from qual.model import AUTO

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

Unit = Literal["sentence", "turn", "source", "expert"]
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Cooccurrence:
    """Pairs of themes or codes in the same unit.

    `pairs` has a row a pair that occurs: `first`, `second`, `together` (units with both, n12),
    `n_first`, `n_second` (units with each), `share_first` and `share_second` (together by each),
    `jaccard` = n12/(n1+n2−n12), `lift` = n12·n/(n1·n2): how many times as often as if they were
    independent. `counts` is the square table of n12 with n1 on its diagonal; `units` is n.
    """

    unit: str
    columns: str
    units: int
    pairs: pd.DataFrame
    counts: pd.DataFrame
    names: Mapping[str, str]

    @property
    def jaccard(self) -> pd.DataFrame:
        """The square table of Jaccard indices; missing where neither occurs."""
        import numpy as np
        import pandas as pd

        both = self.counts.to_numpy(dtype=float)
        alone = np.diag(both)
        either = alone[:, None] + alone - both
        with np.errstate(invalid="ignore", divide="ignore"):
            values = np.where(either > 0, both / either, np.nan)
        return pd.DataFrame(values, index=self.counts.index, columns=self.counts.columns)

    def to_json(self) -> dict[str, Any]:
        """The record as plain values."""
        return {
            "unit": self.unit,
            "columns": self.columns,
            "units": self.units,
            "pairs": self.pairs.round(6).to_dict(orient="records"),
        }

    def _repr_html_(self) -> str:
        return f"{self.pairs.round(3).to_html(index=False)}<p>unit: {self.unit}, {self.units} in all</p>"


def cooccurrence(
    codings: pd.DataFrame,
    *,
    columns: Columns = "theme",
    unit: Unit = "sentence",
    units: Mapping[str, Sequence[tuple[int, int]]] | None = None,
    kind: str | None = "interview",
    reviewed: bool = False,
) -> Cooccurrence:
    """How often themes (or codes) stand in the same unit, as said by the same coder.

    `units` gives the sentences, or the turns, of each source as (start, end); a coding stands in
    each that it shares a character with. Turns may be left to the frame: then a coding stands in the
    one where it begins, and `units` of the result counts those of interviewers, too. An accepted
    suggestion is the codebook's and also the person's who accepted it. `units` of the
    result counts those that could hold a code: all sentences, turns, sources or experts that
    somebody has looked at. A code stands for itself and what is below it; a code and its parent
    always stand together and are left out as a pair. Jaccard 1901; lift as in Brin, Motwani,
    Ullman & Tsur 1997 ("interest"). Raises InvalidRequest for an unknown unit.
    """
    import numpy as np
    import pandas as pd

    if unit not in get_args(Unit):
        raise InvalidRequest(f"{unit!r} is not a unit.", hint=f"Choose one of: {', '.join(get_args(Unit))}.")
    context = context_of(codings)
    sources = [row for row in context.sources if row.tagged and (kind is None or row.kind == kind)]
    frame = counted(codings, reviewed=reviewed)
    frame = frame[frame["source"].isin([row.id for row in sources])]
    members = column_members(context, frame, columns)
    if unit == "sentence" and units is None:
        raise InvalidRequest("where the sentences lie is not given.", hint="Pass units, or unit='turn'.")
    if unit in ("sentence", "turn") and units is not None:
        from qual.analysis.agreement.layout import lay_out

        layout = lay_out(units, [row.id for row in sources], unit=unit)
        row_of, place = _met(frame, layout)
        total = layout.n_units
    else:
        own = {row.id: unit_of(row) if unit == "expert" else row.id for row in sources}
        keys = frame["source"].map(own)
        if unit == "turn":
            keys = keys + "\n" + frame["turn"].astype(str)
        place = np.asarray(pd.factorize(keys)[0], dtype=np.int64)
        row_of = np.arange(len(frame))
        total = sum(row.turns for row in sources) if unit == "turn" else len(set(own.values()))
    said = _said(frame, row_of, place, members)
    counts = _together(*said, len(members)) if len(said[0]) else np.zeros((len(members),) * 2, dtype=np.int64)
    return Cooccurrence(
        unit,
        columns,
        total,
        _pairs(counts, members, total),
        pd.DataFrame(counts, index=list(members), columns=list(members), dtype="int64"),
        names_of(context, members),
    )


def _met(frame: pd.DataFrame, layout: Any) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Codings and the units they meet, as two columns of equal length."""
    import numpy as np
    import pandas as pd

    source = pd.Index(layout.sources).get_indexer(pd.Index(frame["source"])).astype(np.int64)
    begin, stop = layout.units_of(source, frame["start"].to_numpy(), frame["end"].to_numpy())
    width = stop - begin
    row = np.repeat(np.arange(len(frame)), width)
    inside = np.arange(len(row)) - np.repeat(np.cumsum(width) - width, width)
    return row, begin[row] + inside


def _said(
    frame: pd.DataFrame,
    row_of: npt.NDArray[np.int64],
    place: npt.NDArray[np.int64],
    members: Mapping[str, set[str]],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Unit, coder and column of everything that was said, each once."""
    import numpy as np

    width = max(1, len(members))
    codes, code = _numbered(frame["code"])
    coder, voices = _voices(frame)
    columns_of: dict[str, list[int]] = {}
    for number, own in enumerate(members.values()):
        for name in own:
            columns_of.setdefault(name, []).append(number)
    held = [columns_of.get(name, []) for name in codes]
    many = np.array([len(columns) for columns in held], dtype=np.int64)
    first = np.cumsum(many) - many
    flat = np.array([number for columns in held for number in columns], dtype=np.int64)
    also = np.flatnonzero(voices[row_of] >= 0)
    of, unit = np.concatenate([row_of, row_of[also]]), np.concatenate([place, place[also]])
    who = np.concatenate([coder[row_of], voices[row_of[also]]])
    times = many[code[of]]
    at = np.repeat(np.arange(len(of)), times)
    inside = np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    column = flat[first[code[of]][at] + inside]
    people = int(who.max(initial=0)) + 1
    key = np.unique((unit[at] * people + who[at]) * width + column)
    return key // width // people, key // width % people, key % width


def _numbered(texts: pd.Series[str]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The different texts, and for each row the number of its own."""
    import numpy as np
    import pandas as pd

    numbers, different = pd.factorize(texts)
    return [str(one) for one in different], np.asarray(numbers, dtype=np.int64)


def _voices(frame: pd.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each coding the number of its coder, and that of the person who accepted a suggestion, else -1."""
    import numpy as np
    import pandas as pd

    coders, coder = _numbered(frame["coder"])
    by_machine = np.array([name.startswith(AUTO) for name in coders], dtype=bool)[coder]
    accepted = by_machine & (frame["status"] == "accepted").to_numpy()
    decided = frame["decided_by"].fillna("").to_numpy(dtype=object)[accepted]
    numbers = {name: number for number, name in enumerate(coders)}
    persons = {name: numbers.setdefault(name, len(numbers)) for name in pd.unique(decided) if name}
    other = np.full(len(frame), -1, dtype=np.int64)
    other[accepted] = [persons.get(name, -1) for name in decided]
    return coder, other


def _together(
    unit: npt.NDArray[np.int64], coder: npt.NDArray[np.int64], column: npt.NDArray[np.int64], width: int
) -> npt.NDArray[np.int64]:
    """Columns × columns: in how many units one coder has both, and on the diagonal how many have each."""
    import numpy as np

    group = unit * (int(coder.max()) + 1) + coder
    size = np.diff(np.append(np.flatnonzero(np.diff(group, prepend=-1)), len(group)))
    listing, tables = int((size * size).sum()) * 5, len(size) * width * (1 + width // 8)
    if tables < listing:  # rough costs: pairs are sorted, tables are multiplied and met
        return _together_in_tables(group, unit, column, width)
    alone = unit * width + column
    found = [np.unique(alone) % width * (width + 1)]
    pairs = []
    for apart in range(1, int(size.max())):
        here = np.flatnonzero(group[apart:] == group[:-apart])
        pairs.append((unit[here] * width + column[here]) * width + column[here + apart])
    if pairs:
        found.append(np.unique(np.concatenate(pairs)) % (width * width))
    counts = np.bincount(np.concatenate(found), minlength=width * width).reshape(width, width)
    return np.maximum(counts, counts.T).astype(np.int64)


def _together_in_tables(
    group: npt.NDArray[np.int64], unit: npt.NDArray[np.int64], column: npt.NDArray[np.int64], width: int
) -> npt.NDArray[np.int64]:
    """The same where a unit has many columns, as an expert has: pairs are not listed but multiplied out."""
    import numpy as np

    distinct, first_row, row = np.unique(group, return_index=True, return_inverse=True)
    table = np.zeros((len(distinct), width), dtype=np.float32)
    table[row, column] = 1
    of_unit = unit[first_row]
    first = np.flatnonzero(np.diff(of_unit, prepend=-1))
    several = np.diff(np.append(first, len(of_unit))) > 1
    alone = table[first[~several]]
    counts: npt.NDArray[np.int64] = np.rint(alone.T @ alone).astype(np.int64)
    begins = first[several]
    ends = np.append(first, len(of_unit))[1:][several]
    for start in range(0, len(begins), ROWS_AT_ONCE):
        rows = np.concatenate(
            [
                np.arange(a, b)
                for a, b in zip(begins[start:][:ROWS_AT_ONCE], ends[start:][:ROWS_AT_ONCE], strict=True)
            ]
        )
        part = table[rows] > 0
        heads = np.flatnonzero(np.diff(of_unit[rows], prepend=-1))
        for n in range(width):
            met = np.logical_or.reduceat(part & part[:, n : n + 1], heads, axis=0)
            counts[n] += met.sum(axis=0)
    return counts


def _pairs(counts: npt.NDArray[np.int64], members: Mapping[str, set[str]], units: int) -> pd.DataFrame:
    """A row a pair that occurs, the most frequent first; a code and its parent are no pair."""
    import numpy as np
    import pandas as pd

    names = np.array(list(members), dtype=object)
    a, b = np.nonzero(np.triu(counts, k=1))
    within = np.array(sorted(_nested(members)), dtype=np.int64)
    pair = ~np.isin(a * len(names) + b, within)
    a, b = a[pair], b[pair]
    together, alone = counts[a, b], counts.diagonal()
    jaccard = together / (alone[a] + alone[b] - together)
    order = np.lexsort((-jaccard, -together))
    a, b, together, jaccard = a[order], b[order], together[order], jaccard[order]
    found = {
        "first": names[a],
        "second": names[b],
        "together": together,
        "n_first": alone[a],
        "n_second": alone[b],
        "share_first": together / alone[a],
        "share_second": together / alone[b],
        "jaccard": jaccard,
        "lift": together * float(units) / (alone[a] * alone[b].astype(np.float64)),
    }
    types = dict.fromkeys(("first", "second"), "str")
    types |= dict.fromkeys(("together", "n_first", "n_second"), "int64")
    return pd.DataFrame(found).astype(types)


def _nested(members: Mapping[str, set[str]]) -> set[int]:
    """Pairs of columns of which one holds the other, as row × width + column."""
    at = {column: number for number, column in enumerate(members)}
    pairs = [(at[column], at[below]) for column, codes in members.items() for below in codes if below in at]
    return {min(pair) * len(members) + max(pair) for pair in pairs}
