"""A sheet that is one table: columns with their values, below a header that stays in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qual.errors import UnwritableFile
from qual.export.text import clean
from qual.export.workbook.cells import STYLES, Value
from qual.export.workbook.layout import LETTER, WIDER, column_width, row_height
from qual.export.workbook.sheet import PAPER, Book, Page, Sheet

WIDEST_LETTER = LETTER + WIDER
LONG = 20_000  # rows from which on they are written at once; see `bulk`
MOST_ROWS = 1_048_575  # of a sheet, the header taken off


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `styles` and `links`, where given, hold one entry a row and go before `style`."""

    head: str
    values: Sequence[Value]
    style: str = "text"
    width: float = 0  # 0: as wide as header and values ask for
    styles: Sequence[str] = ()
    links: Sequence[str] = ()
    mores: Sequence[str] = ()  # what stands at the end of a value that had to be cut


def write_table(
    book: Book,
    sheet_name: str,
    table_name: str,
    columns: Sequence[Column],
    *,
    fixed: int = 1,
    levels: Sequence[int] = (),
) -> None:
    """Write a sheet with one table.

    The first `fixed` columns stay in sight, `levels` groups rows (0: not at all). On paper go as
    many columns as stay legible, so put those first that are to be read. Headers are made unique,
    because a table must tell them apart.
    """
    count = len(columns[0].values)
    if count > MOST_ROWS:
        raise UnwritableFile(
            f"{sheet_name} would have {count:,} rows, a sheet holds {MOST_ROWS:,}.",
            hint="Export a part of the codings, or CSV.",
        )
    heads = unique_heads([column.head for column in columns])
    widths = [
        column.width or column_width(head, column.values) for head, column in zip(heads, columns, strict=True)
    ]
    legible = sum(total <= PAPER for total in accumulate(widths))
    page = Page(widths, freeze=_cell_after(fixed), printed=max(1, legible), depth=max(levels, default=0))
    sheet = book.sheet(sheet_name, page)
    sheet.add(
        [sheet.cell(head, "head") for head in heads], height=row_height(zip(heads, widths, strict=True), 2)
    )
    if count > LONG:
        _write_long(sheet, columns, widths, levels)
    else:
        for row in range(count):
            cells = [
                sheet.cell(value, style, link=link, more=more)
                for value, style, link, more in _row(columns, row)
            ]
            sheet.add(cells, height=_height(columns, widths, row), level=levels[row] if levels else 0)
    sheet.table(table_name, heads)


def _write_long(
    sheet: Sheet, columns: Sequence[Column], widths: Sequence[float], levels: Sequence[int]
) -> None:
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
    rows = sheet.long_list()
    for row in range(len(columns[0].values)):
        cells = []
        for letter, (value, style, link, more) in zip(letters, _row(columns, row), strict=True):
            if link:
                sheet.link(f"{letter}{rows.next}", link)
            cells.append((letter, value, style, more))
        rows.add(cells, _height(columns, widths, row), levels[row] if levels else 0)


def _row(columns: Sequence[Column], row: int) -> Iterator[tuple[Value, str, str, str]]:
    """Value, style, link and ending of each cell of a row."""
    for column in columns:
        yield (
            column.values[row],
            column.styles[row] if column.styles else column.style,
            column.links[row] if column.links else "",
            column.mores[row] if column.mores else "…",
        )


def _height(columns: Sequence[Column], widths: Sequence[float], row: int) -> float:
    """The height of a row; texts that surely fit on one line are not measured."""
    wrapped = []
    for column, width in zip(columns, widths, strict=True):
        value, style = column.values[row], STYLES[column.styles[row] if column.styles else column.style]
        if isinstance(value, str) and style.wrap:
            room = width - 2 * style.indent
            if len(value) * WIDEST_LETTER > room - 1 or "\n" in value:
                wrapped.append((value, room))
    return row_height(wrapped)


def unique_heads(heads: Sequence[str]) -> list[str]:
    """Headers as a table needs them: one line each, never empty, never the same but for case."""
    seen: set[str] = set()
    unique = []
    for head in heads:
        base = " ".join(clean(head).split())[:200] or "–"
        name, number = base, 1
        while name.casefold() in seen:
            number += 1
            name = f"{base} ({number})"
        seen.add(name.casefold())
        unique.append(name)
    return unique


def _cell_after(columns: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(columns + 1)}2"
