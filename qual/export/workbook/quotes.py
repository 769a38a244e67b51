"""Quotes: what was said, so ordered that the quotes behind a number stand together."""

from __future__ import annotations

from qual.export.workbook import segments
from qual.export.workbook.results import Results, short_coder
from qual.export.workbook.sheet import MOST_LINKS, Book, place
from qual.export.workbook.table import Column, write_table
from qual.model import NOT_GIVEN

NAME = "Quotes"
FIRST_ROW = 2


def write_quotes(book: Book, results: Results) -> None:
    """Write the sheet: one row a coding that counts. The id leads to its row on Segments."""
    say, frame = results.say, results.quotes
    ids = frame["id"].tolist()
    row_of = {coding: row for row, coding in enumerate(results.segments["id"], segments.FIRST_ROW)}
    links = [place(segments.NAME, row_of[coding]) for coding in ids] if len(ids) <= MOST_LINKS else []
    experts = [
        expert if kind == "interview" or expert != NOT_GIVEN else ""
        for expert, kind in zip(frame["expert"], frame["kind"], strict=True)
    ]
    mores = [say("see segment", id=coding) for coding in ids]
    columns = [
        Column(say("theme"), [results.label(theme) for theme in frame["theme"]], width=20),
        Column(say("code"), [results.label(code) for code in frame["code"]], width=22),
        Column(say("country"), frame["country"].tolist(), "middle"),
        Column(say("expert"), experts, width=11),
        Column(say("source"), frame["source"].tolist(), width=11),
        Column(say("turn"), frame["turn"].tolist(), "count"),
        Column(say("quote"), frame["quote"].tolist(), width=70, mores=mores),
        Column(say("kind"), frame["kind"].tolist()),
        Column(say("status"), frame["status"].tolist()),
        Column(say("coder"), [short_coder(coder) for coder in frame["coder"]]),
        Column(say("id"), ids, "linked text" if links else "one line", links=links),
    ]
    write_table(book, NAME, "tblQuotes", columns, fixed=4)
