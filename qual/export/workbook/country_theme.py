"""Country × theme: who speaks of what, in four measures with the base beside each country."""

from __future__ import annotations

from collections.abc import Sequence

from qual.analysis.matrix import Columns, Matrix, Measure
from qual.export.workbook.layout import row_height
from qual.export.workbook.numbers import largest, number, write_notes
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Area, Book, Page, Sheet

NAME = "Country × theme"
Block = tuple[Measure, str]
BLOCKS: tuple[Block, ...] = (
    ("experts", "count"),
    ("share", "percent"),
    ("segments", "count"),
    ("words", "percent, one digit"),
)
"""The measures, one block each, and how their numbers look."""


def write_country_theme(book: Book, results: Results) -> None:
    """Write the sheet: countries across, and for each measure a block with the themes."""
    write_by_country(book, results, NAME, "theme", BLOCKS)


def write_by_country(
    book: Book, results: Results, name: str, columns: Columns, blocks: Sequence[Block]
) -> None:
    """Write a sheet of blocks: countries across, themes or codes down; codes under their themes."""
    say, matrix = results.say, results.by_country("experts", columns)
    small = results.settings.small_base
    first, *cases = heads = [
        say(columns),
        *(
            say("with base", case=results.country(str(case)), n=n) + ("*" if 0 < n < small else "")
            for case, n in matrix.base.items()
        ),
        say("with base", case=say("all"), n=matrix.base_total),
    ]
    longest = max((len(results.label(str(column))) for column in matrix.cells.columns), default=0)
    widths = [max(30.0, min(55.0, longest + 3))] + [13.0] * len(cases)
    legible = _fits_one_page(len(matrix.cells.columns), len(blocks), widths)
    sheet = book.sheet(
        name, Page(widths, freeze="B2", portrait=columns == "code" or legible, one_page=legible)
    )
    sheet.add(
        [sheet.cell(first, "head left"), *(sheet.cell(case, "head") for case in cases)],
        height=row_height(zip(heads, widths, strict=True), 2),
    )
    for measure, style in blocks:
        top = _write_block(sheet, results, results.by_country(measure, columns), style)
        book.areas[f"{name} {measure}"] = Area(name, top, sheet.rows, 1, len(widths))
    meaning = [say("note numbers")]
    if any(0 < n < small for n in matrix.base):
        meaning.append(say("note small", n=small))
    waiting = [f"{results.country(str(case))} ({n})" for case, n in matrix.pending.items() if n]
    write_notes(sheet, results, matrix, meaning, waiting)


def _write_block(sheet: Sheet, results: Results, matrix: Matrix, style: str) -> int:
    """A band with the measure, then a row a theme or code; the first of them. Experts lead to a quote."""
    columns: Columns = "code" if matrix.columns == "code" else "theme"
    cases = list(matrix.cells.index)
    first = results.first_quotes("country", columns) if matrix.measure == "experts" else {}
    band = [sheet.cell(None, "band") for _ in sheet.page.widths[1:]]
    title = results.say(f"block {matrix.measure}{' of code' if columns == 'code' else ''}")
    sheet.add([sheet.cell(title, "band"), *band], height=18)
    top = sheet.rows + 1
    theme = ""
    for column in map(str, matrix.cells.columns):
        above, depth = results.place_of(column)
        if columns == "code" and above != theme and above != column:
            empty = [sheet.cell(None) for _ in sheet.page.widths[1:]]
            sheet.add([sheet.cell(results.label(above), "strong"), *empty], height=row_height([]))
        theme = above
        name = results.label(column)
        values = matrix.cells[column]
        cells = [number(sheet, values[case], style, quote=first.get((case, column))) for case in cases]
        cells.append(number(sheet, matrix.total[column], style))
        looks = f"indent {min(depth, 7)}" if columns == "code" else "text"
        height = row_height([(name, sheet.page.widths[0] - 2 * depth * (columns == "code"))])
        sheet.add([sheet.cell(name, looks), *cells], height=height)
    if largest(matrix):
        most = 1.0 if matrix.measure == "share" else None
        sheet.heat((top, sheet.rows), (2, 1 + len(cases)), most=most)
    return top


def _fits_one_page(themes: int, blocks: int, widths: list[float]) -> bool:
    """Whether all blocks stay legible on one upright page; they are higher than wide."""
    rows = blocks * (themes + 1) + 10
    return min(100 / sum(widths), 55 / rows) > 0.6
