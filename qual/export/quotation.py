"""Quotations, ready to be copied: the words, and who said them where."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.export.atomic import whole_file
from qual.export.text import clean
from qual.model import NOT_GIVEN

if TYPE_CHECKING:
    import pandas as pd

SHORT = 8
"""Characters of a coding's id that a citation gives; every command takes them."""

ENDINGS = (".csv", ".xlsx", ".md")

_WORDS = {  # in English and Russian
    "turn": ("turn", "реплика"),
    "paragraph": ("paragraph", "абзац"),
    "not reviewed": ("not reviewed", "не проверено"),
}


def citation(row: Mapping[Any, Any], language: str = "en") -> str:
    """Where a quotation stands: `KZ-03, turn 41 [1f0c93ab]`; "реплика 41" in Russian.

    An interview is called by its expert's pseudonym, any other source by its id. The id in
    brackets is that of the coding.
    """
    interview = row["kind"] == "interview"
    named = row["expert"] if interview and row["expert"] != NOT_GIVEN else row["source"]
    place = _WORDS["turn" if interview else "paragraph"][language == "ru"]
    return f"{named}, {place} {row['turn']} [{row['id'][:SHORT]}]"


def write_quotes(path: str | Path, table: pd.DataFrame, *, title: str = "", language: str = "en") -> Path:
    """Write a table of quotations as .csv, .xlsx or .md, by the ending of the path.

    `table` is what `study.quote_table` gives. Raises InvalidRequest for another ending and
    UnwritableFile.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InvalidRequest(
            f"{path.name}: quotations cannot be written as {ending or 'a file without an ending'}.",
            hint=f"Choose one of: {', '.join(ENDINGS)}.",
        )
    if ending == ".csv":
        from qual.export.tables import write_csv

        return write_csv(path, table)
    if ending == ".md":
        with whole_file(path) as temporary:
            text = clean(markdown(table, title=title, language=language))
            temporary.write_text(text, encoding="utf-8", newline="\n")
        return path
    return _write_sheet(path, table, title)


def markdown(table: pd.DataFrame, *, title: str = "", language: str = "en") -> str:
    """Theme by theme and country by country: each quotation as a block quote, its citation below."""
    lines = [f"# {_plain(title)}"] if title else []
    theme = country = ""
    for row in table.to_dict("records"):
        if row["theme"] != theme:
            theme, country = row["theme"], ""
            lines += ["", f"## {_plain(theme)}"]
        if row["country"] != country:
            country = row["country"]
            lines += ["", f"### {_plain(country)}"]
        quote = _plain(row["quote"])
        if row.get("before") or row.get("after"):
            before, after = (_plain(row.get(name) or "") for name in ("before", "after"))
            quote = " ".join(part for part in (before, f"**{quote}**", after) if part)
        status = f" ({_WORDS['not reviewed'][language == 'ru']})" if row["status"] == "suggested" else ""
        lines += ["", f"> {quote}", ">", f"> — {_plain(row['citation'])}, {_plain(row['label'])}{status}"]
    return "\n".join(lines).strip("\n") + "\n"


_MARKUP = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~&$"})


def _plain(text: str) -> str:
    """Text on one line, in which nothing is markup. A list or heading cannot begin inside a quote's line."""
    line = " ".join(str(text).split()).translate(_MARKUP)
    return f"\\{line}" if line[:1] in ("-", "+", "=") else line


_WIDE = {"quote": 70.0, "before": 45.0, "after": 45.0, "citation": 26.0, "label": 24.0}
_NUMBERS = ("turn", "words", "assessment")


def _write_sheet(path: Path, table: pd.DataFrame, title: str) -> Path:
    from io import BytesIO

    import pandas as pd

    from qual.export.package import repack
    from qual.export.workbook.sheet import Book
    from qual.export.workbook.table import Column, write_table

    columns = []
    for name in table.columns:
        values = [None if not isinstance(v, str) and pd.isna(v) else v for v in table[name].tolist()]
        columns.append(Column(str(name), values, "count" if name in _NUMBERS else "text", _WIDE.get(name, 0)))
    with whole_file(path) as temporary:
        book = Book(title=title)
        write_table(book, "Quotes", "tblQuotes", columns, fixed=2)
        written = BytesIO()
        book.save(written)
        repack(written, temporary)
    return path
