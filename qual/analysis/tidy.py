"""The tidy frame: one row a coding, where every number starts.

What the rows alone cannot tell, the frame carries along: which sources there are (the bases count
experts who said nothing of a theme, too) and which codes the codebook has. That context lives in
`frame.attrs` and survives filtering and sorting.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.model import KINDS, NOT_GIVEN, STATUSES, Codebook, Coding, Selection, Source, Turn

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "id",
    "source",
    "kind",
    "country",
    "expert",
    "language",
    "turn",
    "speaker",
    "theme",
    "code",
    "coder",
    "status",
    "decided_by",
    "start",
    "end",
    "words",
    "matches",
    "assessment",
    "created",
    "quote",
    "evidence",
)
"""The frame's own columns, in order; attributes of the sources follow and may not take these names."""

CONTEXT = "qual"


@dataclass(frozen=True)
class SourceRow:
    """What the numbers need to know of a source. `tagged` is False while nobody has looked at it."""

    id: str
    kind: str
    country: str
    expert: str
    words: int
    turns: int
    tagged: bool
    attributes: Mapping[str, str]  # `language` among them
    text_sha256: str = ""

    def value(self, name: str) -> str:
        """The value of an attribute, "(not given)" when it has none."""
        if name == "source":
            return self.id
        own = (
            getattr(self, name, None) if name in ("kind", "country", "expert") else self.attributes.get(name)
        )
        return own or NOT_GIVEN


@dataclass(frozen=True)
class Context:
    """The sources and codes a frame of codings is about.

    `chosen` are the codes that a filter let pass, None when there was none: a theme that was
    filtered out is not a theme of which nobody speaks.
    """

    sources: tuple[SourceRow, ...]
    codebook: Codebook | None
    chosen: frozenset[str] | None = None

    def __deepcopy__(self, memo: object) -> Context:
        return self  # pandas copies attrs at every step; this record never changes

    def narrowed(self, selection: Selection) -> Context:
        """The context of a filtered frame: only the sources and codes that the filters let pass."""
        kept = tuple(row for row in self.sources if _takes(selection, row))
        chosen = self.chosen
        for wanted in (selection.theme, selection.code):
            if wanted:
                codes = frozenset(_with_descendants(wanted, self.codebook))
                chosen = codes if chosen is None else chosen & codes
        return replace(self, sources=kept, chosen=chosen)


def tidy_codings(
    codings: Iterable[Coding],
    sources: Sequence[Source],
    codebook: Codebook | None,
    *,
    tagged: Iterable[str] | None = None,
) -> pd.DataFrame:
    """One row a coding, with the attributes of its source as columns.

    `country` and every other attribute without a value read "(not given)"; `turn` is the number of
    the turn in which the segment begins, `words` the words of the segment, `matches` how many
    matches the evidence holds, `decided_by` who accepted, rejected or assessed it last. A code that
    the codebook no longer has keeps its row, with the theme "(not in the codebook)". `tagged` names
    the sources somebody has looked at (all, when None): the others count as not coded yet, unless
    they hold a coding. Codings on other sources than these are left out.
    """
    there = {source.id for source in sources}
    kept = [coding for coding in codings if coding.segment.source_id in there]
    segments = [coding.segment for coding in kept]
    columns: dict[str, list[Any]] = {
        "id": [coding.id for coding in kept],
        "source": [segment.source_id for segment in segments],
        "code": [coding.code for coding in kept],
        "coder": [coding.coder for coding in kept],
        "status": [coding.status for coding in kept],
        "decided_by": [coding.decided_by for coding in kept],
        "start": [segment.start for segment in segments],
        "end": [segment.end for segment in segments],
        "assessment": [coding.assessment for coding in kept],
        "created": [coding.created for coding in kept],
        "quote": [segment.quote for segment in segments],
        "evidence": [coding.evidence for coding in kept],
    }
    return tidy_columns(columns, sources, codebook, tagged=tagged)


def tidy_columns(
    columns: Mapping[str, Sequence[Any]],
    sources: Sequence[Source],
    codebook: Codebook | None,
    *,
    tagged: Iterable[str] | None = None,
    with_attributes: bool = True,
) -> pd.DataFrame:
    """The same from columns instead of records, which is much quicker for many codings.

    `columns` holds, for codings on these sources, any of id, source, code, coder, status,
    decided_by, start, end, assessment, created, quote and evidence; source and code must be among
    them. What cannot be told without a missing one is missing in the frame, too: without "quote"
    there are no words. The sources' further attributes can be left out.
    """
    import pandas as pd

    themes = codebook.theme_of() if codebook else {}
    about = {source.id: _About(source) for source in sources}
    names = sorted({name for source in sources for name in source.attributes})
    _refuse_clashes(names)
    names = names if with_attributes else []
    in_source = columns["source"]
    of = [about[source_id] for source_id in in_source]
    made: dict[str, Sequence[Any]] = {
        **columns,
        "kind": [source.kind for source in of],
        "country": [source.country for source in of],
        "expert": [source.expert for source in of],
        "language": [source.language for source in of],
        "theme": [themes.get(code, NOT_IN_CODEBOOK) for code in columns["code"]],
    }
    if "start" in columns:
        turns = [source.turn_at(start) for source, start in zip(of, columns["start"], strict=True)]
        made["turn"] = [turn.number if turn else 0 for turn in turns]
        made["speaker"] = [turn.speaker if turn else "" for turn in turns]
    if "quote" in columns:
        made["words"] = [len(quote.split()) for quote in columns["quote"]]
    if "evidence" in columns:
        made["matches"] = [len(evidence) for evidence in columns["evidence"]]
    made |= {name: [source.attribute(name) for source in of] for name in names}
    order = [*(name for name in COLUMNS if name in made), *names]
    frame = pd.DataFrame({name: pd.Series(made[name], dtype=_dtype(name)) for name in order})
    looked_at = set(about) if tagged is None else set(in_source).union(tagged)
    frame.attrs[CONTEXT] = Context(tuple(_source_row(source, looked_at) for source in sources), codebook)
    return frame


NOT_IN_CODEBOOK = "(not in the codebook)"


def context_of(codings: pd.DataFrame) -> Context:
    """The context a frame carries. Raises InvalidRequest for a frame that `qual` did not make."""
    context = codings.attrs.get(CONTEXT)
    if not isinstance(context, Context):
        raise InvalidRequest(
            "this frame does not say which sources it is about, so no base can be given.",
            hint="Take it from qual.codings(project), and filter it with qual.select.",
        )
    return context


def select(codings: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows that pass the filters, with the context narrowed to the sources that pass them.

    `code` and `theme` take a code together with everything below it. The bases count the experts
    who pass, whether or not they speak of the codes chosen. Raises InvalidRequest for a kind,
    status, theme or code that does not exist.
    """
    context = context_of(codings)
    _refuse_unknown(codings, context.codebook, selection)
    keep = codings["source"].notna()
    for column in ("country", "kind", "expert", "source", "coder", "status"):
        wanted = getattr(selection, column)
        if wanted:
            keep &= codings[column].isin(wanted)
    for wanted in (selection.theme, selection.code):
        if wanted:
            keep &= codings["code"].isin(_with_descendants(wanted, context.codebook))
    chosen = codings[keep].copy()
    chosen.attrs[CONTEXT] = context.narrowed(selection)
    return chosen


def counted(codings: pd.DataFrame, *, reviewed: bool = False) -> pd.DataFrame:
    """The codings that count: all but the rejected ones, or with `reviewed` the accepted ones only."""
    return codings[codings["status"] == "accepted"] if reviewed else codings[codings["status"] != "rejected"]


class _About:
    """What the rows of a source say of it, "(not given)" included, and which turn holds an offset."""

    def __init__(self, source: Source) -> None:
        self.kind = source.kind
        self.country = source.country or NOT_GIVEN
        self.expert = source.expert or NOT_GIVEN
        self.language = source.language or NOT_GIVEN
        self._attributes = source.attributes
        self._turns = source.turns
        self._starts = [turn.start for turn in source.turns]

    def attribute(self, name: str) -> str:
        return self._attributes.get(name) or NOT_GIVEN

    def turn_at(self, offset: int) -> Turn | None:
        """The last turn that begins at or before an offset."""
        index = bisect_right(self._starts, offset) - 1
        return self._turns[index] if index >= 0 else None


def _dtype(column: str) -> Any:
    """So that a frame has the same types without rows, and whatever else is installed.

    Text as "str" would change its store, and what it can hold, once pyarrow is there.
    """
    import numpy as np
    import pandas as pd

    if column in ("turn", "start", "end", "words", "matches"):
        return "int64"
    if column == "assessment":
        return "Int64"
    return "object" if column == "evidence" else pd.StringDtype("python", na_value=np.nan)


def _source_row(source: Source, looked_at: Collection[str]) -> SourceRow:
    return SourceRow(
        id=source.id,
        kind=source.kind,
        country=source.country,
        expert=source.expert,
        words=source.words,
        turns=len(source.turns),
        tagged=source.id in looked_at,
        attributes={**source.attributes, "language": source.language},
        text_sha256=hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _with_descendants(code_ids: Iterable[str], codebook: Codebook | None) -> set[str]:
    wanted = set(code_ids)
    for code_id in code_ids:
        code = codebook.code(code_id) if codebook else None
        if code is not None:
            wanted |= {below.id for below in code.walk()}
    return wanted


def _refuse_unknown(codings: pd.DataFrame, codebook: Codebook | None, selection: Selection) -> None:
    """A misspelt filter would look like silence: nothing passes, and every number is 0."""
    known: dict[str, Collection[str]] = {"kind": KINDS, "status": STATUSES}
    if codebook is not None:
        codes = [code.id for code in codebook.codes]
        known |= {"theme": codes, "code": [*codes, *sorted(set(codings["code"].unique()) - set(codes))]}
    for noun, choices in known.items():
        for name in getattr(selection, noun):
            if name not in choices:
                near = get_close_matches(name, choices, 1, 0.5)
                hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(choices)}."
                raise InvalidRequest(f"there is no {noun} {name!r}.", hint=hint)


def _takes(selection: Selection, row: SourceRow) -> bool:
    filters = (
        (selection.country, row.country or NOT_GIVEN),
        (selection.kind, row.kind),
        (selection.expert, row.expert or NOT_GIVEN),
        (selection.source, row.id),
    )
    return all(not wanted or value in wanted for wanted, value in filters)


def _refuse_clashes(names: Iterable[str]) -> None:
    for name in names:
        if name in COLUMNS:
            raise InvalidRequest(
                f"the attribute {name!r} has the name of a column of the results.",
                hint=f"Rename it in the front matter or the attribute sheet, to my_{name} for instance.",
            )
