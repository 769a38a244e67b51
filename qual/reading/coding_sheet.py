"""A coding sheet as it comes back from Excel or LibreOffice: its cells as text, and what is odd there.

What the cells mean is for others to say; here a row is only told apart from its neighbours.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from qual.errors import UnreadableSource
from qual.reading.archives import open_archive, read_part
from qual.reading.files import read_bytes

_HEAD_WITHIN = 20  # rows that are looked at for the headings
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as Excel shows it, and its cells by the column they belong to."""

    number: int
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()  # columns where a formula or an error value stands
    merged: frozenset[str] = frozenset()  # columns whose cell is merged with others


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The rows of a sheet that are not empty. `ignored` are headings nobody asked for."""

    rows: tuple[SheetRow, ...]
    columns: frozenset[str]
    ignored: tuple[str, ...] = ()


def read_coding_sheet(
    path: Path,
    *,
    sheet: str,
    columns: Mapping[str, str],
    needed: Collection[str],
    written_by: str = "qual export coding-sheet",
) -> SheetRead:
    """The rows of a sheet in an .xlsx file.

    `columns` says which column a heading, in small letters, means; `needed` must all be there. The
    sheet may have another name, if its headings are right. Raises UnreadableSource for a file that
    is no workbook, lacks the sheet or a needed column, or has a column twice.
    """
    from openpyxl import load_workbook

    name = path.name
    if path.suffix.casefold() not in (".xlsx", ".xlsm"):
        raise UnreadableSource(f"{name} is not an .xlsx file.", hint="Save it as an Excel workbook (.xlsx).")
    raw = read_bytes(path, name)
    with open_archive(raw, name, ".xlsx") as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                read_part(archive, part, name)
        merged = _merged_cells(archive, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drop-downs and styles, which do not matter here
            book = load_workbook(io.BytesIO(raw), read_only=True)
            sheets = {one.title: list(_rows(one)) for one in book.worksheets}
            book.close()
    except Exception as error:  # openpyxl lets through whatever goes wrong inside it
        raise UnreadableSource(
            f"{name} cannot be read as a workbook ({type(error).__name__}).", hint="Open it and save it anew."
        ) from None
    for title in sorted(sheets, key=lambda title: title != sheet):
        at = _heading_row(sheets[title], columns)
        if at is not None:
            return _read(sheets[title], at, columns, needed, merged.get(title, []), f"{name}, sheet {title}")
    raise UnreadableSource(
        f"{name} has no sheet {sheet!r} that can be read; there are: {', '.join(sheets)}.",
        hint=f"Take the file that {written_by} wrote.",
    )


_Cell = tuple[str, bool]  # its text, and whether a formula or an error value stands there
_Row = tuple[int, list[_Cell]]


def _rows(sheet: Any) -> Iterator[_Row]:
    sheet.reset_dimensions()  # not every program says them right
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = [(_text(cell.value), cell.data_type in ("f", "e")) for cell in cells]
        if any(text or odd for text, odd in row):
            yield number, row


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))


def _heading_row(rows: Sequence[_Row], columns: Mapping[str, str]) -> int | None:
    """Where among the rows the headings stand; None when the sheet is another kind of sheet."""
    for at, (number, cells) in enumerate(rows):
        if number > _HEAD_WITHIN:
            break
        found = {columns.get(_folded(text)) for text, _ in cells} - {None}
        if len(found) >= 3:
            return at
    return None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(
    rows: Sequence[_Row],
    at: int,
    columns: Mapping[str, str],
    needed: Collection[str],
    merged: Sequence[_Area],
    place: str,
) -> SheetRead:
    heads = [text for text, _ in rows[at][1]]
    known = [columns.get(_folded(text), "") for text in heads]
    for column, times in Counter(known).items():
        if column and times > 1:
            raise UnreadableSource(
                f"{place}: {times} columns are called {column!r}.", hint="Keep one of them."
            )
    missing = [column for column in needed if column not in known]
    if missing:
        raise UnreadableSource(
            f"{place}: columns that tie its rows to the project are gone ({', '.join(missing)}).",
            hint="Export a new sheet and copy your columns into it, in the same order of rows.",
        )
    read = []
    for number, cells in rows[at + 1 :]:
        empty: list[_Cell] = [("", False)] * (len(known) - len(cells))  # a row may end early
        by_column = {column: cell for column, cell in zip(known, [*cells, *empty], strict=False) if column}
        if any(text or odd for text, odd in by_column.values()):
            read.append(
                SheetRow(
                    number,
                    {column: text for column, (text, _) in by_column.items()},
                    frozenset(column for column, (_, odd) in by_column.items() if odd),
                    frozenset(_merged_here(number, known, merged)),
                )
            )
    ignored = [
        " ".join(text.split()) for text, column in zip(heads, known, strict=True) if text and not column
    ]
    return SheetRead(tuple(read), frozenset(known) - {""}, tuple(ignored))


# --- merged cells ----------------------------------------------------------------------------

_Area = tuple[int, int, int, int]  # first and last row, first and last column, counted from 1


def _merged_here(number: int, known: Sequence[str], merged: Iterable[_Area]) -> Iterator[str]:
    for top, bottom, left, right in merged:
        if top <= number <= bottom:
            yield from filter(None, known[left - 1 : right])


def _merged_cells(archive: ZipFile, name: str) -> dict[str, list[_Area]]:
    """For every sheet its merged areas, of which openpyxl says nothing when it reads row by row."""
    from openpyxl.utils import column_index_from_string

    found = {}
    for title, part in _sheet_parts(archive, name).items():
        found[title] = [
            (
                int(top),
                int(bottom),
                column_index_from_string(left.decode()),
                column_index_from_string(right.decode()),
            )
            for left, top, right, bottom in _MERGED.findall(read_part(archive, part, name))
        ]
    return found


def _sheet_parts(archive: ZipFile, name: str) -> dict[str, str]:
    from xml.etree import ElementTree

    try:
        book = ElementTree.fromstring(read_part(archive, "xl/workbook.xml", name) or b"<none/>")
        links = ElementTree.fromstring(read_part(archive, "xl/_rels/workbook.xml.rels", name) or b"<none/>")
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts = {}
    for element in book.iter():
        if str(element.tag).endswith("}sheet"):
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            parts[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts
