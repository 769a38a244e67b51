"""Triangulation: what each kind of source says of each theme, and what the author makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qual.analysis.matrix import Columns
from qual.analysis.triangulation import triangulation
from qual.export.workbook import quotes
from qual.export.workbook.authored import KEY, WAS, cell_text, was
from qual.export.workbook.layout import row_height
from qual.export.workbook.numbers import DASH
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book, Page, Sheet, place
from qual.export.workbook.table import unique_heads
from qual.model import CONVERGENCES, KINDS, Kind

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import Cell

NAME = "Triangulation"
PICKED = 2  # quotations of a kind in a cell
LONGEST = 180  # letters of a quotation; the whole stands on Quotes
COUNT, QUOTED = 10.5, 29.0
WIDTHS = (18.0, *(width for _ in KINDS for width in (COUNT, QUOTED)), 11.5, 13.5, 38.0)
TO_WRITE = ("convergence", "conclusion")


def write_triangulation(book: Book, results: Results) -> None:
    """Write the sheet: a row a theme, and a row for each code of which the author has written.

    Each kind of source has two cells: how many speak of it, which leads to the first quote, and a
    few quotations, balanced over countries and experts. `qual import framework` reads convergence
    and conclusion back.
    """
    say = results.say
    heads = unique_heads(
        [
            say("theme"),
            *(say(f"{what} {kind}") for kind in KINDS for what in ("kind", "say")),
            say("silent"),
            say("convergence"),
            say("conclusion"),
        ]
    )
    hidden = [KEY, *(f"{WAS}{name}" for name in TO_WRITE)]
    page = Page(
        [*WIDTHS, *(10.0 for _ in hidden)], freeze="B2", hidden=len(hidden), printed=len(heads), fixed=1
    )
    sheet = book.sheet(NAME, page)
    sheet.add(
        [sheet.cell(head, "head") for head in (*heads, *hidden)],
        height=row_height(zip(heads, WIDTHS, strict=False), 2),
    )
    frame = results.quotes.set_index("id")
    levels: tuple[Columns, ...] = ("code", "theme")  # a theme that is a code itself counts as a theme
    first = {
        key: n for level in levels for key, n in results.first_quotes("kind", level, kinds=KINDS).items()
    }
    rows = _rows(results)
    for row in rows:
        _write_row(sheet, results, row, frame, first)
    sheet.table("tblTriangulation", [*heads, *hidden])
    if rows:
        column = heads.index(say("convergence")) + 1
        wrong = (say("wrong convergence"), say("choose convergence", values=", ".join(CONVERGENCES)))
        sheet.offer(column, (2, sheet.rows), CONVERGENCES, wrong)
    else:
        sheet.note(say("note no theme"), columns=len(heads))


def _rows(results: Results) -> list[dict[str, Any]]:
    """Every theme; and behind it those of its codes of which the author has written."""
    themes = triangulation(results.codings, notes=results.notes, quotes=PICKED)
    noted = {note.code for note in results.notes.notes if note.purpose in TO_WRITE and not note.country}
    told = triangulation(
        results.codings,
        columns="code",
        notes=results.notes,
        quotes=PICKED,
        only=noted - set(themes["id"]),
    )
    below: dict[str, list[Any]] = {}
    for row in told.to_dict("records"):
        below.setdefault(results.place_of(row["id"])[0], []).append(row)
    rows = []
    for row in themes.to_dict("records"):
        rows += [row, *below.get(row["id"], ())]
    return rows


def _write_row(
    sheet: Sheet,
    results: Results,
    row: dict[str, Any],
    frame: pd.DataFrame,
    first: dict[tuple[str, str], int],
) -> None:
    say, column = results.say, row["id"]
    theme, depth = results.place_of(column)
    name = results.label(column)
    cells = [sheet.cell(name, "strong" if theme == column or depth == 0 else f"indent {min(depth, 7)}")]
    texts = [(name, WIDTHS[0])]
    for kind in KINDS:
        picked = row[f"{kind}_quotes"]
        at = first.get((kind, column))
        link = "" if at is None else place(quotes.NAME, quotes.FIRST_ROW + at)
        text = "\n".join(_quoted(frame, coding, kind) for coding in picked)
        cells.append(_count(sheet, results, row, kind, link))
        cells.append(sheet.cell(text or None))
        texts.append((text, QUOTED))
    silent = ", ".join(say(f"kind {kind}") for kind in row["silent"].split(", ") if kind)
    cells.append(sheet.cell(silent or "–", "middle wrapped"))
    texts.append((silent, WIDTHS[-3]))
    kept = []
    for name in TO_WRITE:
        shown = cell_text(row[name]) or say("not written")
        looks = {"": "waiting"}.get(row[name], "middle" if name == "convergence" else "text")
        cells.append(sheet.cell(shown, looks))
        texts.append((shown, WIDTHS[-1]))
        kept.append(was(shown))
    sheet.add(
        [*cells, *(sheet.cell(value, "one line") for value in (column, *kept))], height=row_height(texts, 2)
    )


def _count(sheet: Sheet, results: Results, row: dict[str, Any], kind: Kind, link: str) -> Cell:
    """How many of how many speak of it; a dash where there is none of the kind."""
    import pandas as pd

    if pd.isna(row[f"{kind}_voices"]):
        return sheet.cell(DASH, "middle")
    shown = results.say("of", n=row[f"{kind}_voices"], of=row[f"{kind}_of"])
    return sheet.cell(shown, "linked middle" if link else "middle", link=link)


def _quoted(frame: pd.DataFrame, coding: str, kind: Kind) -> str:
    """A quotation with who said it: `KZ · KZ-01, 14: «…»`."""
    said = frame.loc[coding]
    words = " ".join(said["quote"].split())
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0] + "…"
    who = f"{said['expert']}, {said['turn']}" if kind == "interview" else said["source"]
    return f"• {who}: «{words}»"
