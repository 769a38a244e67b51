"""Segments: the tidy frame, one row a coding with all that is known of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qual.analysis.tidy import COLUMNS
from qual.export.text import evidence_text
from qual.export.workbook.cells import Value
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book
from qual.export.workbook.sources import EARLIEST, attribute_column
from qual.export.workbook.table import Column, write_table

if TYPE_CHECKING:
    import pandas as pd

NAME = "Segments"
FIRST_ROW = 2
FIRST = ("id", "source", "turn", "country", "expert", "theme", "code", "quote", "evidence", "status", "coder")
"""Columns that are to be read; all others of the frame follow in their order."""
COUNTS = ("turn", "start", "end", "words", "matches", "assessment")


def write_segments(book: Book, results: Results) -> None:
    """Write the sheet. Its columns are called as in Python and CSV, whatever the language of the results."""
    frame = results.segments
    names = [*FIRST, *(str(name) for name in frame.columns if name not in FIRST)]
    columns = [_column(name, frame, results.say("see csv")) for name in names]
    write_table(book, NAME, "tblSegments", columns, fixed=2)


def _column(name: str, frame: pd.DataFrame, more: str) -> Column:
    import pandas as pd

    values = frame[name].tolist()
    if name in COUNTS:
        return Column(name, [None if pd.isna(value) else int(value) for value in values], "count")
    if name == "quote":
        return Column(name, values, width=60, mores=[more] * len(values))
    if name == "evidence":
        found = zip(values, frame["quote"], frame["start"], strict=True)
        return Column(name, [evidence_text(*each) for each in found], width=30)
    if name == "created":
        return Column(name, [_moment(value) for value in values], "time", width=16)
    if name == "id":
        return Column(name, values, "one line", width=10)
    if name in COLUMNS:
        return Column(name, values)
    return attribute_column(name, values, "one line")


def _moment(text: str) -> Value:
    """A time in UTC as Excel knows it, without a zone; text that is no time stays."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.year < EARLIEST:
        return text
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
