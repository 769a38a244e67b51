"""attributes.csv or attributes.xlsx: one row a source, one column an attribute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from qual.errors import UnreadableSource
from qual.reading.attributes import FIELDS, attribute_name
from qual.reading.files import read_bytes
from qual.reading.normalise import normalise
from qual.reading.sheet_rows import excel_rows, text_rows
from qual.reading.sources import READERS


def read_attributes(path: Path) -> dict[str, dict[str, str]]:
    """For every source of a sheet its attributes, without those that have no value.

    A source is known by the name of its file without the ending. It stands in the column called
    "file", "id" or "source", else in the first one; beside "file", an "id" is an attribute like any
    other. Values are text: dates in ISO form, whole numbers without a point. Raises UnreadableSource,
    with the row, when a source comes twice or has no name, when a value has no heading, and when a
    heading is a name that results need for themselves.
    """
    name = path.name
    rows = [(number, [normalise(cell)[0].strip() for cell in cells]) for number, cells in _rows(path, name)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        raise UnreadableSource(f"{name} is empty.", hint="Give it a row of headings and one row a source.")
    headings = _headings(rows[0][1], f"{name}, row {rows[0][0]}")
    key = next((column for column in ("file", "id") if column in headings), headings[0])
    table: dict[str, dict[str, str]] = {}
    for number, cells in rows[1:]:
        place = f"{name}, row {number}"
        if any(cell for column, cell in enumerate(cells) if column >= len(headings) or not headings[column]):
            raise UnreadableSource(f"{place}: a value stands in a column without a heading.", hint="Name it.")
        values = dict(zip(headings, cells, strict=False))
        source = _without_ending(values.pop(key))
        if not source:
            raise UnreadableSource(f"{place}: no source is named.", hint=f"Fill in the column {key!r}.")
        if source in table:
            raise UnreadableSource(f"{place}: {source} has a row already.", hint="Keep one row a source.")
        table[source] = {heading: value for heading, value in values.items() if value}
    return table


def _without_ending(source: str) -> str:
    file = PurePosixPath(source.replace("\\", "/"))
    return file.stem if file.suffix.casefold() in READERS else file.name


def _headings(cells: Sequence[str], place: str) -> list[str]:
    headings = []
    for cell in cells:
        if cell.casefold() in ("source", "file"):
            headings.append("id" if cell.casefold() == "source" else "file")
        else:
            headings.append(attribute_name(cell, place))
    for heading, times in Counter(headings).items():
        if heading and times > 1:
            raise UnreadableSource(
                f"{place}: {times} columns are called {heading!r}.", hint="Keep one of them."
            )
    named = {"file", "id"} & {*headings}
    if not named and (not headings[0] or headings[0] in FIELDS):
        raise UnreadableSource(
            f"{place}: no column says which source a row describes.",
            hint='Call one "id" and write the file names there, without their endings.',
        )
    return headings


def table_rows(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a .csv or .xlsx file as text, each with its number. Raises UnreadableSource."""
    return [(number, list(cells)) for number, cells in _rows(path, path.name)]


def _rows(path: Path, name: str) -> Iterable[tuple[int, list[str]]]:
    raw = read_bytes(path, name)
    if path.suffix.casefold() == ".xlsx":
        return excel_rows(raw, name)[0]
    if path.suffix.casefold() in (".csv", ".tsv", ".txt"):
        return text_rows(raw, name)[0]
    raise UnreadableSource(
        f"{name}: attributes are read from .csv and .xlsx.", hint="Save the sheet as .csv."
    )
