"""Case × theme: who speaks of what, always with the base.

The expert is the unit: `experts` counts how many experts of a country speak of a theme, `share`
divides by the experts interviewed there. `segments`, `words` and `matches` show emphasis and are
never comparable between cases of different size without their base.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal, get_args

from qual.analysis.tidy import Context, SourceRow, context_of, counted
from qual.errors import InvalidRequest
from qual.model import KINDS, Code

if TYPE_CHECKING:
    import pandas as pd

Measure = Literal["experts", "share", "sources", "segments", "words", "matches"]
Columns = Literal["theme", "code"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
NEEDED = ("source", "code", "coder", "status")
"""Columns of the tidy frame that counting looks at."""

ALSO_NEEDED: dict[str, tuple[str, ...]] = {
    "segments": ("start", "end"),
    "words": ("start", "end", "words", "quote"),
    "matches": ("evidence",),
}
"""And those that a measure looks at besides."""

UNDEFINED = float("nan")
"""A share of nothing: neither 0 nor 1."""

OWN_ROWS = ("country", "expert", "source", "kind", "language", "coder")


@dataclass(frozen=True)
class Matrix:
    """A table of numbers together with what is needed to read it.

    `cells` has a row for each case and a column for each theme or code, in the order of the
    codebook; `total` is the same measure over all cases. `base` says how many experts (or, for
    statements and literature, sources) of each case somebody has looked at, `pending` how many of its
    sources nobody has: they are not in the base, and a case all of whose sources wait reads missing,
    not zero.
    """

    rows: str
    columns: str
    measure: str
    cells: pd.DataFrame
    total: pd.Series[Any]
    base: pd.Series[Any]
    pending: pd.Series[Any]
    codings: int
    unreviewed: int
    invented: bool = False
    names: Mapping[str, str] = field(default_factory=dict)  # column id -> name
    kind: str = ""  # of the sources; "" for all

    @property
    def base_total(self) -> int:
        """Experts (or sources) in all cases together; one expert in two cases counts once."""
        return int(self.total.attrs.get("base", self.base.sum()))

    def to_json(self) -> dict[str, Any]:
        """The shape that `qual matrix --json` prints."""
        cells = {
            str(case): {str(column): _plain(value) for column, value in row.items()}
            for case, row in self.cells.to_dict(orient="index").items()
        }
        return {
            "rows": self.rows,
            "columns": self.columns,
            "measure": self.measure,
            "base": {str(case): int(n) for case, n in self.base.items()},
            "pending": {str(case): int(n) for case, n in self.pending.items() if n},
            "cells": cells,
            "total": {str(column): _plain(value) for column, value in self.total.items()},
            "unreviewed": self.unreviewed,
            "codings": self.codings,
            "invented": self.invented,
        }

    def _repr_html_(self) -> str:
        shown = self.cells.astype("object").where(self.cells.notna(), "–").rename(columns=dict(self.names))
        shown.insert(0, "n", self.base, allow_duplicates=True)
        note = f"{self.measure} by {self.rows}; {self.codings} codings, {self.unreviewed} not reviewed"
        return f"{shown.to_html()}<p>{escape(note)}</p>"


def theme_matrix(codings: pd.DataFrame, **choices: Any) -> pd.DataFrame:
    """The cells of `count_matrix` as a frame: cases in rows, themes or codes in columns.

    Takes the choices of `count_matrix`. `frame.attrs` holds `base`, `total`, `measure`, `codings`
    and `unreviewed`, so that a table never stands without its base.
    """
    matrix = count_matrix(codings, **choices)
    table = matrix.cells.copy()
    table.attrs = {
        "measure": matrix.measure,
        "base": {str(case): int(n) for case, n in matrix.base.items()},
        "total": {str(column): _plain(value) for column, value in matrix.total.items()},
        "codings": matrix.codings,
        "unreviewed": matrix.unreviewed,
    }
    return table


def count_matrix(
    codings: pd.DataFrame,
    *,
    rows: str = "country",
    columns: Columns = "theme",
    measure: Measure = "experts",
    kind: str | None = "interview",
    reviewed: bool = False,
) -> Matrix:
    """How many experts of each case speak of each theme (or another measure), with bases.

    `rows` is any attribute, or `expert`, `source`, `kind`, `coder`. `columns` is `theme` or
    `code`; a code stands for itself and everything below it, counted as a union: an expert, a
    segment or a word is never counted twice because of two codes, rules or coders. `measure`:

    - `experts`: experts with at least one coding that counts; `share`: the same divided by the
      experts of the case; `sources`: sources with at least one coding that counts;
    - `segments`: different stretches of text; `words`: share of the case's words that lie in
      coded segments; `matches`: places where a rule met.

    `kind` limits the table to one kind of source (None takes all; where there are no experts
    their place is taken by sources). Counts take all codings that are not rejected and say how
    many nobody has reviewed; `reviewed` takes accepted ones only. A case without a value is the
    row "(not given)". Raises InvalidRequest for an unknown measure, attribute or column.
    """
    import pandas as pd

    _check_request(codings, rows, columns, measure, kind)
    context = context_of(codings)
    sources = tuple(row for row in context.sources if kind is None or row.kind == kind)
    units = {row.id: unit_of(row) for row in sources}
    needed = [*NEEDED, *ALSO_NEEDED.get(measure, ())]
    frame = counted(codings[needed], reviewed=reviewed)
    frame = frame[frame["source"].isin(list(units))].reset_index(drop=True)
    members = column_members(context, frame, columns)
    if rows == "coder":
        cases = dict.fromkeys(sorted(frame["coder"].unique()), sources)
        frame["case"] = pd.Categorical(frame["coder"], categories=list(cases))
    else:
        cases = cases_of(sources, rows)
        frame["case"] = _case_of(frame["source"], cases)
    base = pd.Series({case: _experts(of, units) for case, of in cases.items()}, dtype="int64")
    pending = pd.Series(
        {case: sum(not row.tagged for row in of) for case, of in cases.items()}, dtype="int64"
    )

    things = _in_columns(_things(frame, measure, units), members)
    total = _count(things, ["column"], measure)
    cells = _count(things, ["case", "column"], measure).unstack("column")
    cells = cells.reindex(index=list(cases), columns=list(members), fill_value=0).rename_axis(
        index=rows, columns=None
    )
    total = total.reindex(list(members), fill_value=0).rename_axis(None)
    if measure == "share":
        cells, total = cells.div(base, axis="index"), total / (_experts(sources, units) or UNDEFINED)
    elif measure == "words":
        spoken = pd.Series({case: _words(of) or UNDEFINED for case, of in cases.items()}, dtype="float64")
        cells, total = cells.div(spoken, axis="index"), total / (_words(sources) or UNDEFINED)
    else:
        cells, total = cells.astype("Int64"), total.astype("Int64")
    nobody_coded = [case for case, of in cases.items() if not any(row.tagged for row in of)]
    cells.loc[nobody_coded] = None
    if cases and len(nobody_coded) == len(cases):
        total.loc[:] = None
    total.attrs["base"] = _experts(sources, units)
    return Matrix(
        rows=rows,
        columns=columns,
        measure=measure,
        cells=cells,
        total=total,
        base=base,
        pending=pending,
        codings=len(frame),
        unreviewed=int((frame["status"] == "suggested").sum()),
        invented=any(row.attributes.get("invented") == "true" for row in sources),
        names=names_of(context, members),
        kind=""
        if len({row.kind for row in sources}) > 1
        else next((row.kind for row in sources), kind or ""),
    )


def unit_of(row: SourceRow) -> str:
    """What is counted: the expert of an interview (who may have given two), else the source."""
    return f"expert:{row.expert}" if row.kind == "interview" and row.expert else f"source:{row.id}"


def case_values(codings: pd.DataFrame, sources: Iterable[SourceRow], rows: str) -> dict[str, str]:
    """For each source its value of an attribute. Raises InvalidRequest for one that no source has."""
    _check_request(codings, rows, "theme", "experts", None)
    if rows == "coder":
        raise InvalidRequest("coders are no attribute of an expert.", hint="Choose country, for instance.")
    return {row.id: row.value(rows) for row in sources}


def cases_of(sources: tuple[SourceRow, ...], rows: str) -> dict[str, tuple[SourceRow, ...]]:
    """The cases of an attribute in alphabetical order, "(not given)" last."""
    grouped: dict[str, list[SourceRow]] = {}
    for row in sources:
        grouped.setdefault(row.value(rows), []).append(row)
    return {case: tuple(grouped[case]) for case in sorted(grouped, key=lambda case: (case[:1] == "(", case))}


def column_members(context: Context, frame: pd.DataFrame, columns: Columns) -> dict[str, set[str]]:
    """For each column of a matrix the codes that count towards it, in codebook order.

    A theme without codes is a code itself. Codes that the codebook no longer has come last, under
    their own ids. Columns of which a filter let nothing pass are left out.
    """
    codes: tuple[Code, ...] = ()
    if context.codebook:
        codes = context.codebook.themes if columns == "theme" else context.codebook.codes
        if columns == "code":
            themes = {theme.id for theme in context.codebook.themes}
            used = set(frame["code"].unique())
            codes = tuple(
                code for code in codes if code.id not in themes or not code.codes or code.id in used
            )
    members = {code.id: {below.id for below in code.walk()} for code in codes}
    known = {code.id for code in context.codebook.codes} if context.codebook else set()
    for stray in sorted(set(frame["code"].unique()) - known):
        members[stray] = {stray}
    if context.chosen is None:
        return members
    return {column: codes for column, codes in members.items() if codes & context.chosen}


def _experts(sources: Iterable[SourceRow], units: Mapping[str, str]) -> int:
    """How many there are, of those that somebody has looked at: of the others nobody knows."""
    return len({units[row.id] for row in sources if row.tagged})


def _words(sources: Iterable[SourceRow]) -> int:
    return sum(row.words for row in sources if row.tagged)


def _case_of(source: pd.Series[str], cases: Mapping[str, Iterable[SourceRow]]) -> Any:
    """The case of each coding, by numbers: a study has far fewer sources than codings."""
    import numpy as np
    import pandas as pd

    number = {row.id: n for n, members in enumerate(cases.values()) for row in members}
    at = pd.Index(list(number)).get_indexer(pd.Index(source))
    return pd.Categorical.from_codes(
        np.array(list(number.values()), dtype=np.int64)[at], pd.Index(list(cases))
    )


def _things(frame: pd.DataFrame, measure: Measure, units: Mapping[str, str]) -> pd.DataFrame:
    """What is counted: each coding (or match) with the number of the `thing` it stands for.

    Two codings that stand for one expert, source, stretch or place have the same number.
    """
    import pandas as pd

    if measure == "matches":
        return _numbered(_matches(frame), ["source", "start", "end"])
    if measure in ("segments", "words"):
        return _numbered(frame, ["source", "start", "end"])
    of = frame["source"] if measure == "sources" else frame["source"].map(units)
    return frame.assign(thing=pd.factorize(of)[0])


def _matches(frame: pd.DataFrame) -> pd.DataFrame:
    """A row for each piece of evidence, with its place instead of that of the segment."""
    evidence = [one for several in frame["evidence"] for one in several]
    each = frame.loc[frame.index.repeat(frame["evidence"].map(len).astype("int64"))]
    return each.assign(start=[one.start for one in evidence], end=[one.end for one in evidence])


def _numbered(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return frame.assign(thing=frame.groupby(by, sort=False).ngroup())


def _in_columns(things: pd.DataFrame, members: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """A row for each column that a thing counts towards."""
    import pandas as pd

    pairs = [(code, column) for column, codes in members.items() for code in sorted(codes)]
    columns = pd.DataFrame(pairs, columns=["code", "column"], dtype="str")
    columns["column"] = pd.Categorical(columns["column"], categories=list(members))
    return things.merge(columns, on="code")


def _count(things: pd.DataFrame, by: list[str], measure: Measure) -> pd.Series[Any]:
    """How many different things each cell holds, or how many words; 0 for a cell without any."""
    once = things.drop_duplicates([*by, "thing"])
    if measure == "words":
        once = once.assign(new=new_words(once, by))
        return once.groupby(by, observed=False)["new"].sum()
    return once.groupby(by, observed=False).size()


def new_words(segments: pd.DataFrame, within: Sequence[str] = ()) -> pd.Series[Any]:
    """The words that each segment adds, where segments of one source overlap counted once.

    `within` are columns whose values keep segments apart.
    """
    groups = [*within, "source"]
    longest_first = [True] * (len(groups) + 1) + [False]
    ordered = segments.sort_values([*groups, "start", "end"], ascending=longest_first)
    by = [ordered[name] for name in groups]
    furthest = ordered["end"].groupby(by, observed=True).cummax()
    reached = furthest.groupby(by, observed=True).shift(fill_value=0)  # by the segments before
    new = ordered["words"].where(ordered["start"] >= reached, 0)
    partly = (ordered["start"] < reached) & (reached < ordered["end"])
    if partly.any():
        reaching = ordered[partly]
        covered = reached[partly] - reaching["start"]
        new[partly] = [_words_behind(quote, at) for quote, at in zip(reaching["quote"], covered, strict=True)]
    return new


def _words_behind(quote: str, at: int) -> int:
    """Words that begin behind a place in a quote."""
    words = len(quote[at:].split())
    cut = not quote[at - 1].isspace() and not quote[at].isspace()
    return words - 1 if cut else words


def _check_request(codings: pd.DataFrame, rows: str, columns: str, measure: str, kind: str | None) -> None:
    if measure not in MEASURES:
        raise InvalidRequest(f"{measure!r} is not a measure.", hint=f"Choose one of: {', '.join(MEASURES)}.")
    if columns not in get_args(Columns):
        raise InvalidRequest(f"columns are theme or code, not {columns!r}.", hint="Write columns='theme'.")
    if kind is not None and kind not in KINDS:
        raise InvalidRequest(f"{kind!r} is not a kind of source.", hint=f"Choose one of: {', '.join(KINDS)}.")
    if rows in OWN_ROWS:
        return
    attributes = {name for row in context_of(codings).sources for name in row.attributes}
    if rows not in attributes:
        known = sorted({*OWN_ROWS, *attributes})
        raise InvalidRequest(f"no source has the attribute {rows!r}.", hint=f"There are: {', '.join(known)}.")


def names_of(context: Context, columns: Iterable[str]) -> dict[str, str]:
    """What themes or codes are called, by id; one that the codebook has not is called by its id."""
    book = {code.id: code for code in context.codebook.codes} if context.codebook else {}
    return {column: book[column].label() if column in book else column for column in columns}


def _plain(value: Any) -> int | float | None:
    import pandas as pd

    if pd.isna(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() else round(number, 6)
