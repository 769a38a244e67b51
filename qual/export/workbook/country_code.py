"""Country × code: the same as country × theme, code by code under their themes."""

from __future__ import annotations

from qual.export.workbook.country_theme import BLOCKS, write_by_country
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book

NAME = "Country × code"


def write_country_code(book: Book, results: Results) -> None:
    """Write the sheet: countries across; experts, shares, segments and words of each code."""
    write_by_country(book, results, NAME, "code", BLOCKS)
