"""The rows of a sheet as text, with their numbers, from .csv and .xlsx."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime

from qual.errors import Problem, UnreadableSource
from qual.reading.archives import open_archive, read_part
from qual.reading.encodings import decode, guess_told
from qual.reading.normalise import normalise

Row = tuple[int, list[str]]
"""The number of a row in its sheet, and its cells."""


def text_rows(raw: bytes, name: str, encoding: str | None = None) -> tuple[list[Row], str, list[Problem]]:
    """The rows of a .csv file, its encoding, and a remark when that was guessed.

    The separator is the one of comma, semicolon and tab that the first line has most of. Raises
    UnreadableSource, with the row, for quotation marks that do not close.
    """
    decoded = decode(raw, name, encoding)
    return list(_text_rows(normalise(decoded.text)[0], name)), decoded.encoding, guess_told(decoded, name)


def _text_rows(text: str, name: str) -> Iterator[Row]:
    first, _, rest = text.partition("\n")
    told = first.strip().casefold()
    if told.startswith("sep=") and len(told) == 5:  # Excel's own note to itself
        text, first = "\n" + rest, told[-1]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UnreadableSource(
            f"{name}, row {reader.line_num}: the row cannot be read ({error}).",
            hint="Look for a stray quotation mark.",
        ) from None


def excel_rows(raw: bytes, name: str) -> tuple[list[Row], list[str]]:
    """The rows of the first sheet of an .xlsx file, and the names of its other sheets that hold anything.

    Values are text: dates in ISO form, whole numbers without a point; of a formula its last value.
    Raises UnreadableSource for what is no workbook.
    """
    from openpyxl import load_workbook

    with open_archive(raw, name, ".xlsx") as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                read_part(archive, part, name)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-down lists and styles, of which only values matter here.
            warnings.simplefilter("ignore")
            first, *others = load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets
            rows = list(first.iter_rows(values_only=True))
            filled = [sheet.title for sheet in others if any(map(any, sheet.iter_rows(values_only=True)))]
    except Exception as error:  # openpyxl lets through whatever goes wrong inside it
        raise UnreadableSource(
            f"{name} cannot be read as a workbook ({type(error).__name__}).", hint="Open it and save it anew."
        ) from None
    return [
        (number, [_as_text(cell) for cell in cells]) for number, cells in enumerate(rows, start=1)
    ], filled


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat()
            if cell == datetime(cell.year, cell.month, cell.day)
            else cell.isoformat(" ")
        )
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
