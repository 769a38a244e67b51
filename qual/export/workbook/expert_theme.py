"""Expert × theme: how many segments of each theme, expert by expert."""

from __future__ import annotations

from qual.export.workbook.numbers import largest, number, write_notes
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book, Page
from qual.model import NOT_GIVEN

NAME = "Expert × theme"
STYLE = "count or blank"
LETTER = 6.5  # points that a letter of a turned header takes


def write_expert_theme(book: Book, results: Results) -> None:
    """Write the sheet: experts by country, themes turned upright, each number linked to its first quote."""
    say, matrix = results.say, results.by_expert()
    columns = list(matrix.cells.columns)
    names = [results.label(str(column)) for column in columns]
    widths = [16.0, 16.0] + [7.0] * len(names)
    sheet = book.sheet(NAME, Page(widths, freeze="C2", portrait=len(names) < 12))
    sheet.add(
        [
            sheet.cell(say("expert"), "head left"),
            sheet.cell(say("country"), "head left"),
            *(sheet.cell(name, "head turned") for name in names),
        ],
        height=min(160, 20 + LETTER * max(map(len, names), default=0)),
    )
    countries = _countries(results)
    first = results.first_quotes("expert")
    for expert in sorted(matrix.cells.index, key=lambda expert: (_place(countries[expert]), expert)):
        values = matrix.cells.loc[expert]
        cells = [
            number(sheet, values[column], STYLE, quote=first.get((expert, column))) for column in columns
        ]
        home = ", ".join(results.country(code) for code in countries[expert])
        sheet.add([sheet.cell(expert, "one line"), sheet.cell(home, "one line"), *cells])
    if largest(matrix):
        sheet.heat((2, sheet.rows), (3, 2 + len(columns)))
    totals = [number(sheet, n, STYLE) for n in matrix.total]
    sheet.add([sheet.cell(say("all"), "strong"), sheet.cell(None), *totals])
    waiting = [str(expert) for expert, n in matrix.pending.items() if n]
    write_notes(sheet, results, matrix, [say("note segments")], waiting)


def _countries(results: Results) -> dict[str, list[str]]:
    """The countries of each expert; rarely more than one."""
    countries: dict[str, set[str]] = {}
    for source in results.context.sources:
        if source.kind == "interview":
            countries.setdefault(source.value("expert"), set()).add(source.value("country"))
    return {expert: sorted(found) for expert, found in countries.items()}


def _place(countries: list[str]) -> tuple[bool, list[str]]:
    return NOT_GIVEN in countries, countries
