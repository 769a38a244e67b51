"""The workbook: one Excel file with the numbers, what stands behind them, and how they were counted.

To add a sheet, write a module with a function `(book, results)`, give it a line in `SHEETS` and a
text `about <name>` in `wording`. `book.sheet` sets a sheet up, `table.write_table` writes one that
is a single table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from qual.export.atomic import whole_file
from qual.export.package import repack
from qual.export.workbook import (
    agreement as agreement_sheet,
)
from qual.export.workbook import (
    charts,
    codebook,
    cooccurrence,
    country_code,
    country_theme,
    expert_code,
    expert_theme,
    framework,
    quotes,
    readme,
    saturation,
    segments,
    sources,
    triangulation,
)
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book
from qual.model import EMPTY, AuthorNotes, Settings

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.agreement import Agreement

NO_NOTES = AuthorNotes()

SHEETS: dict[str, Callable[[Book, Results], None]] = {
    codebook.NAME: codebook.write_codebook,
    sources.NAME: sources.write_sources,
    country_theme.NAME: country_theme.write_country_theme,
    country_code.NAME: country_code.write_country_code,
    expert_theme.NAME: expert_theme.write_expert_theme,
    expert_code.NAME: expert_code.write_expert_code,
    cooccurrence.NAME: cooccurrence.write_cooccurrence,
    cooccurrence.CODES: cooccurrence.write_code_square,
    cooccurrence.PAIRS: cooccurrence.write_pairs,
    quotes.NAME: quotes.write_quotes,
    framework.NAME: framework.write_framework,
    triangulation.NAME: triangulation.write_triangulation,
    agreement_sheet.NAME: agreement_sheet.write_agreement,
    saturation.NAME: saturation.write_saturation,
    segments.NAME: segments.write_segments,
    charts.NAME: charts.write_charts,
}
"""The sheets in their order, behind README."""


def write_workbook(
    path: str | Path,
    codings: pd.DataFrame,
    *,
    settings: Settings,
    made_with: Mapping[str, str],
    country_names: Mapping[str, str] = EMPTY,
    notes: AuthorNotes = NO_NOTES,
    sentences: Mapping[str, Sequence[tuple[int, int]]] | None = None,
    agreement: Agreement | None = None,
) -> Path:
    """Write the results of a study as an Excel workbook; the path it was written to.

    `codings` is the tidy frame with codings of every kind and status: what is rejected, or comes
    from statements and literature, stands on the sheets that list, and not in the tables.
    `made_with` are facts for the README sheet, such as versions and hashes; `country_names` maps
    the codes of countries to their names; `notes` is what the author wrote; `sentences` are
    those of each source as (start, end), by which co-occurrence is counted (by turns without them);
    `agreement` is that of the people who coded, if anybody can be compared. The same input gives
    the same bytes. Raises UnwritableFile.
    """
    path = Path(path)
    results = Results(codings, settings, made_with, country_names, notes, sentences, agreement)
    book = Book(title=results.title, mark=results.say("invented mark") if results.invented else "")
    with whole_file(path) as temporary, closing(book):
        readme.write_readme(book, results, [readme.NAME, *SHEETS])
        for write in SHEETS.values():
            write(book, results)
        written = BytesIO()
        repack(written, temporary, book.save(written))
    return path
