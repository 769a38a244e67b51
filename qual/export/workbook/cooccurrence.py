"""Co-occurrence: which themes and codes are spoken of together, as squares and as a list of pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qual.export.workbook.expert_theme import LETTER, LONGEST_HEAD, shades
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book, Page, Sheet
from qual.export.workbook.table import Column, write_table

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.cooccurrence import Cooccurrence

NAME = "Co-occurrence"
CODES = "Code × code"
PAIRS = "Code pairs"
WIDE, NARROW = 34.0, 5.4
LARGEST = 150  # codes of a square that anybody can still read
MOST_PAIRS = 20_000


def write_cooccurrence(book: Book, results: Results) -> None:
    """Write the sheet of themes: how many units have both, and Jaccard.

    The diagonal is blank, and so is a code beside one that it is a part of: they always stand
    together.
    """
    found = results.cooccurrence("theme")
    _write(
        book,
        results,
        NAME,
        found,
        [("square themes", found.counts, "count"), ("square jaccard", found.jaccard, "figure")],
    )


def write_code_square(book: Book, results: Results) -> None:
    """Write the same for codes, in counts; those of a large codebook stand on the list of pairs only."""
    found = results.cooccurrence("code")
    _write(book, results, CODES, found, [("square codes", found.counts, "count")])


def _write(
    book: Book, results: Results, name: str, found: Cooccurrence, squares: list[tuple[str, pd.DataFrame, str]]
) -> None:
    say = results.say
    alone = found.counts.to_numpy().diagonal()
    shown = [str(column) for column, n in zip(found.counts.columns, alone, strict=True) if n]
    legible = len(shown) <= LARGEST
    columns = len(shown) if legible else 1
    wide = max(columns, 12)  # so that the notes have room
    sheet = book.sheet(
        name, Page([WIDE] + [NARROW] * wide, freeze="B2" if len(squares) == 1 else "B1", fixed=1)
    )
    if not shown or not legible:
        sheet.note(
            say("note large square", codes=len(shown), most=LARGEST)
            if shown
            else say("note nothing together")
        )
        return
    for number, (title, counts, style) in enumerate(squares):
        if number:
            sheet.add()
        _write_square(sheet, results, title, counts, shown, style)
    sheet.add()
    notes = [say("note together", unit=say(f"unit {found.unit}"), units=found.units), say("note square")]
    if len(squares) > 1:
        notes.append(say("note jaccard"))
    for note in notes:
        sheet.note(note, columns=min(1 + wide, 25))


def write_pairs(book: Book, results: Results) -> None:
    """Write the list: one row a pair of codes that stand together, the closest first."""
    say = results.say
    pairs = results.cooccurrence("code").pairs
    pairs = pairs.sort_values(
        ["jaccard", "together", "first", "second"], ascending=[False, False, True, True]
    )
    pairs = pairs.head(MOST_PAIRS)
    names = {side: [results.label(code) for code in pairs[side]] for side in ("first", "second")}
    columns = [
        Column(say("first"), names["first"], width=WIDE),
        Column(say("second"), names["second"], width=WIDE),
        Column(say("together"), pairs["together"].tolist(), "count"),
        Column(say("n first"), pairs["n_first"].tolist(), "count"),
        Column(say("n second"), pairs["n_second"].tolist(), "count"),
        Column(say("jaccard"), pairs["jaccard"].tolist(), "figure"),
        Column(say("lift"), pairs["lift"].tolist(), "figure"),
    ]
    write_table(book, PAIRS, "tblPairs", columns, fixed=2)
    sheet = book.sheets[-1]
    if pairs.empty:
        sheet.note(say("note nothing together"))


def _write_square(
    sheet: Sheet, results: Results, title: str, counts: pd.DataFrame, shown: list[str], style: str
) -> None:
    names = [results.label(column) for column in shown]
    looks = shades(results, shown) if title == "square codes" else ["head turned"] * len(shown)
    sheet.add(
        [
            sheet.cell(results.say(title), "head left"),
            *(sheet.cell(name, look) for name, look in zip(names, looks, strict=True)),
        ],
        height=20 + LETTER * min(LONGEST_HEAD, max(map(len, names))),
    )
    top = sheet.rows + 1
    values: Any = counts.loc[shown, shown].to_dict()
    below = results.parts
    for row, name in zip(shown, names, strict=True):
        cells = [sheet.cell(name, "one line")]
        for column in shown:
            if row == column or row in below.get(column, ()) or column in below.get(row, ()):
                cells.append(sheet.cell(None, "diagonal"))
            else:
                value = values[column][row]
                cells.append(sheet.cell(value if value else None, style))
        sheet.add(cells)
    sheet.heat((top, sheet.rows), (2, 1 + len(shown)))
