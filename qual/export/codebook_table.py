"""A codebook's table as .xlsx or .csv, to be edited and read back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from qual.errors import UnwritableFile
from qual.export.atomic import whole_file
from qual.export.package import repack
from qual.export.text import OPENINGS, clean

LONGEST = 32_767
"""Characters that a cell of Excel holds."""

_WIDTHS = {"id": 26, "parent": 26, "assessment": 12, "colour": 10, "codable": 10, "guid": 12, "rules": 80}


def write_table(path: Path, rows: Sequence[Sequence[str]], *, title: str) -> Path:
    """Write rows, headings first, to an .xlsx or .csv file: all cells are text, none is a formula.

    Raises UnwritableFile for another ending, and when a cell is longer than Excel's cells are.
    """
    ending = path.suffix.casefold()
    if ending not in (".xlsx", ".csv"):
        raise UnwritableFile(f"{path.name}: a table is written as .xlsx or .csv.", hint="Change the ending.")
    for number, row in enumerate(rows, 1):
        for heading, cell in zip(rows[0], row, strict=True):
            if ending == ".xlsx" and len(cell) > LONGEST:
                raise UnwritableFile(
                    f"{path.name}: {heading} in row {number} is longer than a cell of Excel holds.",
                    hint="Write a .csv file.",
                )
    with whole_file(path) as unfinished:
        if ending == ".csv":
            with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([_guarded(cell) for cell in row] for row in rows)
        else:
            repack(_workbook(rows, title), unfinished)
    return path


def unguarded(cell: str) -> str:
    """A cell of a .csv file as it was before the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(OPENINGS) else cell


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(OPENINGS) else cell


def _workbook(rows: Sequence[Sequence[str]], title: str) -> BytesIO:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Codebook"
    book.properties.title = title
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if not text:
                continue
            cell = sheet.cell(number, column, clean(text))
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", start_color="E7EDF3")
    for column, heading in enumerate(rows[0], 1):
        width = _WIDTHS.get(heading, 30 if heading.startswith("name") else 44)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    raw = BytesIO()
    book.save(raw)
    raw.seek(0)
    return raw
