"""Expert × code: the same as expert × theme, code by code."""

from __future__ import annotations

from qual.export.workbook.expert_theme import write_by_expert
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book

NAME = "Expert × code"


def write_expert_code(book: Book, results: Results) -> None:
    """Write the sheet: narrow columns, so that many codes stand side by side."""
    write_by_expert(book, results, NAME, "code", width=3.8)
