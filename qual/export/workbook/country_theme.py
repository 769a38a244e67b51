"""Country × theme: who speaks of what, in four measures with the base beside each country."""

from __future__ import annotations

from qual.analysis.matrix import Matrix, Measure
from qual.export.workbook.layout import row_height
from qual.export.workbook.numbers import largest, number, write_notes
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book, Page, Sheet

NAME = "Country × theme"
BLOCKS: tuple[tuple[Measure, str], ...] = (
    ("experts", "count"),
    ("share", "percent"),
    ("segments", "count"),
    ("words", "percent, one digit"),
)
"""The measures, one block each, and how their numbers look."""


def write_country_theme(book: Book, results: Results) -> None:
    """Write the sheet: countries across, and for each measure a block with the themes."""
    say, matrix = results.say, results.interviews
    small = results.settings.small_base
    theme, *cases = heads = [
        say("theme"),
        *(
            say("with base", case=results.country(str(case)), n=n) + ("*" if 0 < n < small else "")
            for case, n in matrix.base.items()
        ),
        say("with base", case=say("all"), n=matrix.base_total),
    ]
    longest = max((len(results.label(str(theme))) for theme in matrix.cells.columns), default=0)
    widths = [max(30.0, min(55.0, longest + 3))] + [13.0] * len(cases)
    legible = _fits_one_page(len(matrix.cells.columns), widths)
    sheet = book.sheet(NAME, Page(widths, freeze="B2", portrait=legible, one_page=legible))
    sheet.add(
        [sheet.cell(theme, "head left"), *(sheet.cell(case, "head") for case in cases)],
        height=row_height(zip(heads, widths, strict=True), 2),
    )
    for measure, style in BLOCKS:
        _write_block(sheet, results, results.by_country(measure), style)
    meaning = [say("note numbers")]
    if any(0 < n < small for n in matrix.base):
        meaning.append(say("note small", n=small))
    waiting = [f"{results.country(str(case))} ({n})" for case, n in matrix.pending.items() if n]
    write_notes(sheet, results, matrix, meaning, waiting)


def _write_block(sheet: Sheet, results: Results, matrix: Matrix, style: str) -> None:
    """One measure: a band with its name, then a row a theme. Experts lead to their first quote."""
    cases = list(matrix.cells.index)
    first = results.first_quotes("country") if matrix.measure == "experts" else {}
    band = [sheet.cell(None, "band") for _ in sheet.page.widths[1:]]
    sheet.add([sheet.cell(results.say(f"block {matrix.measure}"), "band"), *band], height=18)
    top = sheet.rows + 1
    for column in matrix.cells.columns:
        name = results.label(str(column))
        values = matrix.cells[column]
        cells = [number(sheet, values[case], style, quote=first.get((case, column))) for case in cases]
        cells.append(number(sheet, matrix.total[column], style))
        sheet.add([sheet.cell(name), *cells], height=row_height([(name, sheet.page.widths[0])]))
    if largest(matrix):
        most = 1.0 if matrix.measure == "share" else None
        sheet.heat((top, sheet.rows), (2, 1 + len(cases)), most=most)


def _fits_one_page(themes: int, widths: list[float]) -> bool:
    """Whether all blocks stay legible on one upright page; they are higher than wide."""
    rows = len(BLOCKS) * (themes + 1) + 10
    return min(100 / sum(widths), 55 / rows) > 0.6
