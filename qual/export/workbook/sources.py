"""Sources: every piece of material, with its attributes and whether anybody has looked at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from qual.analysis.tidy import SourceRow
from qual.export.workbook.cells import Value
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book
from qual.export.workbook.table import Column, write_table
from qual.model import NOT_GIVEN

NAME = "Sources"
APART = ("language", "invented")  # attributes with a column of their own
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
EARLIEST = 1901  # before that Excel's calendar is wrong or has none


def write_sources(book: Book, results: Results) -> None:
    """Write the sheet: one row a source; attributes behind, those of interviews before all others."""
    say, sources = results.say, results.context.sources
    yes = {True: say("yes"), False: say("no")}
    invented = {source.id for source in sources if source.attributes.get("invented") == "true"}
    counts = results.counted_by_source()
    columns = [
        Column(say("id"), [source.id for source in sources]),
        Column(say("kind"), [source.kind for source in sources]),
        Column(say("country"), [source.country or NOT_GIVEN for source in sources], "middle"),
        Column(
            say("expert"),
            [source.expert or (NOT_GIVEN if source.kind == "interview" else "") for source in sources],
        ),
        Column(say("language"), [source.attributes.get("language", "") for source in sources], "middle"),
        Column(say("words"), [source.words for source in sources], "count"),
        Column(say("turns"), [source.turns for source in sources], "count"),
        Column(say("codings"), [counts.get(source.id, 0) for source in sources], "count"),
        Column(say("looked at"), [yes[source.tagged] for source in sources], "middle"),
        Column(say("invented"), [yes[source.id in invented] for source in sources], "middle"),
    ]
    of_interviews = _names(source for source in sources if source.kind == "interview")
    for name in sorted(_names(sources), key=lambda name: (name != "date", name not in of_interviews, name)):
        values = [source.attributes.get(name, "") for source in sources]
        columns.append(attribute_column(name, values, "text" if name in of_interviews else "one line"))
    write_table(book, NAME, "tblSources", columns)


def _names(sources: Iterable[SourceRow]) -> set[str]:
    """The attributes of some sources, but for those with a column of their own."""
    return {name for source in sources for name in source.attributes} - set(APART)


def attribute_column(name: str, values: Sequence[str], style: str = "text") -> Column:
    """A column of an attribute. In a column of dates days become real dates; years and months stay text."""
    given = {value for value in values if value and value != NOT_GIVEN}
    days = {value: day for value in given if (day := _day(value))}
    if days and all(_DATE.fullmatch(value) for value in given):
        dates: list[Value] = [days.get(value, value) for value in values]
        return Column(name, dates, "date", width=11)
    return Column(name, values, style, width=0 if all(len(value) < 40 for value in values) else 30)


def _day(text: str) -> date | None:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None
    return day if day.year >= EARLIEST else None
