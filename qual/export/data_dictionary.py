"""What each column of a table means: the sheet that a data set is worth nothing without.

It stands beside the CSV files as `data-dictionary.csv`, beside Parquet files as
`parquet-dictionary.csv`, and inside each Parquet file with its column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "codings": {
        "id": "Id of the coding; the same in the project, the workbook and every export.",
        "source": "Id of the source it is in; see sources.id.",
        "kind": "What the source is: interview, literature or statement.",
        "country": "Country of the source, ISO 3166 alpha-2; (not given) where nobody said.",
        "expert": "Pseudonym of the expert; (not given) for sources without one.",
        "language": "Language of the source, ISO 639-1; (not given) where nobody knows.",
        "turn": "Number of the turn in which the segment begins, from 1.",
        "speaker": "Label of that turn, as written in the transcript.",
        "theme": "Id of the code of the top level above the code, or of the code itself.",
        "code": "Id of the code, as in the codebook.",
        "coder": "Who coded: a person, or auto:<codebook>@<version> for the rules of a codebook.",
        "status": "suggested (nobody has decided), accepted or rejected.",
        "decided_by": "Who accepted, rejected or assessed it last; empty for nobody.",
        "start": "First character of the segment, counted in code points of the source's text, from 0.",
        "end": "The character behind its last, counted in the same way.",
        "words": "Words of the segment, as white space divides them.",
        "matches": "How many matches of rules the evidence holds; 0 where a person coded.",
        "assessment": "A coder's value from -2 (very negative) to 2 (very positive); empty for none.",
        "created": "When the coding was made, ISO 8601, UTC.",
        "quote": "The words of the segment: text[start:end] of the source.",
        "evidence": "The terms of rules that suggested it, with the words that met them.",
    },
    "sources": {
        "id": "Id of the source.",
        "kind": "What it is: interview, literature or statement.",
        "country": "Its country, ISO 3166 alpha-2; empty where nobody said.",
        "expert": "Pseudonym of its expert; empty for sources without one.",
        "language": "Its language, ISO 639-1; empty where nobody knows.",
        "words": "Words of the turns that count as its own: the expert's in an interview, else all.",
        "turns": "Number of its turns, an interviewer's included.",
        "file": "The file it was read from, relative to the study's folder.",
    },
    "country-theme": {"country": "Country of the sources, ISO 3166 alpha-2, or (not given)."},
}
"""For each table its own columns; further ones are attributes that the study gives its sources."""

_KINDS = {"i": "whole number", "u": "whole number", "f": "number", "b": "true or false"}


def meaning(table: str, column: str) -> str:
    """What a column of a table means, in one sentence."""
    known = MEANINGS.get(table, {}).get(column)
    if known:
        return known
    if table == "country-theme":
        return f"Experts of the country who speak of {column}; the base stands beside." if column else ""
    return "An attribute that the study gives its sources."


def dictionary(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A row for each column of each table: table, column, type, meaning, values (when they are few)."""
    import pandas as pd

    rows = [
        (table, str(column), _type(frame[column]), meaning(table, str(column)), _values(frame[column]))
        for table, frame in tables.items()
        for column in frame.columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "meaning", "values"])


def _type(column: pd.Series) -> str:
    if column.name == "evidence":
        return "list"
    return _KINDS.get(column.dtype.kind, "text")


_CLOSED = ("kind", "status", "country", "language")


def _values(column: pd.Series) -> str:
    """The values of a column that has a fixed set of them; nobody's words are ever among these."""
    return "; ".join(_sorted(column)) if column.name in _CLOSED else ""


def _sorted(values: Iterable[object]) -> list[str]:
    return sorted({str(value) for value in values if value})
