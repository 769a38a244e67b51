"""Expert × theme: how many segments of each theme, expert by expert."""

from __future__ import annotations

from qual.analysis.matrix import Columns
from qual.export.workbook.numbers import largest, number, write_notes
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import MOST_COLUMNS, Book, Page

NAME = "Expert × theme"
STYLE = "count or blank"
LETTER = 6.5  # points that a letter of a turned header takes
LONGEST_HEAD = 28  # letters of a turned header on one line


def write_expert_theme(book: Book, results: Results) -> None:
    """Write the sheet: experts by country, themes turned upright, each number linked to its first quote."""
    write_by_expert(book, results, NAME, "theme", width=7.0)


def write_by_expert(book: Book, results: Results, name: str, columns: Columns, *, width: float) -> None:
    """Write a sheet with a row an expert and a column a theme or code, heads turned upright.

    The heads change their shade with the theme. Columns beyond what a sheet holds are left out, and
    a note says so.
    """
    say, matrix = results.say, results.by_expert(columns)
    shown = [str(column) for column in matrix.cells.columns][: MOST_COLUMNS - 2]
    names = [results.label(column) for column in shown]
    longest = max(map(len, names), default=0)
    widths = [16.0, 16.0] + [max(width, 4.8 if longest > LONGEST_HEAD else 0)] * len(names)
    sheet = book.sheet(name, Page(widths, freeze="C2", portrait=len(names) < 12))
    looks = shades(results, shown) if columns == "code" else ["head turned"] * len(shown)
    sheet.add(
        [
            sheet.cell(say("expert"), "head left"),
            sheet.cell(say("country"), "head left"),
            *(sheet.cell(name, look) for name, look in zip(names, looks, strict=True)),
        ],
        height=20 + LETTER * min(LONGEST_HEAD, longest),
    )
    first = results.first_quotes("expert", columns)
    for expert, homes in results.countries_of_experts.items():
        values = matrix.cells.loc[expert]
        cells = [number(sheet, values[column], STYLE, quote=first.get((expert, column))) for column in shown]
        home = ", ".join(results.country(code) for code in homes)
        sheet.add([sheet.cell(expert, "one line"), sheet.cell(home, "one line"), *cells])
    if largest(matrix):
        sheet.heat((2, sheet.rows), (3, 2 + len(shown)))
    totals = [number(sheet, matrix.total[column], STYLE) for column in shown]
    sheet.add([sheet.cell(say("all"), "strong"), sheet.cell(None), *totals])
    waiting = [str(expert) for expert, n in matrix.pending.items() if n]
    meaning = [say("note segments")]
    if len(shown) < len(matrix.cells.columns):
        meaning.append(say("note too many", shown=len(shown), all=len(matrix.cells.columns)))
    write_notes(sheet, results, matrix, meaning, waiting)


def shades(results: Results, columns: list[str]) -> list[str]:
    """The head of each column, in two shades that take turns with the themes."""
    themes = list(dict.fromkeys(results.place_of(column)[0] for column in columns))
    return [
        "head turned pale" if themes.index(results.place_of(column)[0]) % 2 else "head turned"
        for column in columns
    ]
