"""Framework: expert × theme, a summary in each cell, written by the author here or in the terminal.

After the Framework Method: Gale et al. (2013), Using the framework method for the analysis of
qualitative data in multi-disciplinary health research, BMC Medical Research Methodology 13, 117.
"""

from __future__ import annotations

from qual.analysis.matrix import Matrix
from qual.export.workbook.authored import KEY, WAS, cell_text, was
from qual.export.workbook.layout import row_height
from qual.export.workbook.numbers import DASH
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import MOST_COLUMNS, PAPER, Book, Page, Sheet
from qual.export.workbook.table import unique_heads

NAME = "Framework"
FIXED = (14.0, 14.0)
NARROWEST, WIDEST = 24.0, 40.0
HIDDEN_WIDTH = 10.0


def write_framework(book: Book, results: Results) -> None:
    """Write the sheet: a row an expert, a column a theme; `qual import framework` reads it back.

    A number in brackets says how many segments the expert has on the theme. Themes beyond what a
    sheet holds are left out.
    """
    say, matrix = results.say, results.by_expert()
    themes = [str(column) for column in matrix.cells.columns if column in results.places]
    themes = themes[: (MOST_COLUMNS - 4) // 2]
    width = min(WIDEST, max(NARROWEST, (PAPER - sum(FIXED)) / max(1, len(themes))))
    labels = unique_heads([say("expert"), say("country"), *(results.label(theme) for theme in themes)])
    hidden = [KEY, *(f"{WAS}{theme}" for theme in themes)]
    widths = [*FIXED, *(width for _ in themes), *(HIDDEN_WIDTH for _ in hidden)]
    page = Page(widths, freeze="C2", fixed=2, hidden=len(hidden), printed=len(labels))
    sheet = book.sheet(NAME, page)
    sheet.add(
        [sheet.cell(head, "head") for head in (*labels, *hidden)],
        height=row_height(zip(labels, widths, strict=False), 2),
    )
    for expert, homes in results.countries_of_experts.items():
        _write_row(sheet, results, matrix, expert, homes, themes, width)
    sheet.table("tblFramework", [*labels, *hidden])
    if not results.countries_of_experts:
        sheet.note(say("note empty"), columns=len(labels))


def _write_row(
    sheet: Sheet,
    results: Results,
    matrix: Matrix,
    expert: str,
    homes: list[str],
    themes: list[str],
    width: float,
) -> None:
    import pandas as pd

    cells = [
        sheet.cell(expert, "strong"),
        sheet.cell(", ".join(results.country(code) for code in homes)),
    ]
    values = matrix.cells.loc[expert].to_dict()
    segments = {str(theme): None if pd.isna(n) else int(n) for theme, n in values.items()}
    kept, texts = [], []
    for theme in themes:
        number = segments[theme]
        summary = results.notes.text("summary", theme, expert=expert)
        if summary or number:
            shown = cell_text(summary, number)
        else:
            shown = DASH if number is None else results.say("not mentioned")
        cells.append(sheet.cell(shown, "text" if summary else "waiting"))
        texts.append((shown, width))
        kept.append(was(shown, number))
    hidden = [sheet.cell(value, "one line") for value in (expert, *kept)]
    sheet.add([*cells, *hidden], height=row_height(texts, 2))
