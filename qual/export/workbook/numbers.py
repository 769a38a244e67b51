"""What the tables of numbers share: a cell with its link, and the notes below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qual.analysis.matrix import Matrix
from qual.export.workbook import quotes
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Sheet, place

if TYPE_CHECKING:
    from openpyxl.cell import Cell

DASH = "–"
"""Stands where nobody has been coded yet; 0 says that somebody has, and found nothing."""


def number(sheet: Sheet, value: Any, style: str, *, quote: int | None = None) -> Cell:
    """A number of a matrix, linked to a quote by its place on Quotes; a dash where it is missing."""
    import pandas as pd

    if pd.isna(value):
        return sheet.cell(DASH, "middle")
    shown = int(value) if float(value).is_integer() else float(value)
    if quote is None:
        return sheet.cell(shown, style)
    return sheet.cell(shown, "linked count", link=place(quotes.NAME, quotes.FIRST_ROW + quote))


def largest(matrix: Matrix) -> float:
    """The largest number of the cells; 0 where there is none."""
    return float(matrix.cells.max().max()) if matrix.cells.notna().to_numpy().any() else 0.0


def write_notes(
    sheet: Sheet, results: Results, matrix: Matrix, meaning: Sequence[str], waiting: Sequence[str]
) -> None:
    """Write what the numbers mean, who has not been coded yet, and how much nobody has reviewed."""
    say = results.say
    sheet.add()
    if matrix.base.empty:
        sheet.note(say("note empty"))
    for text in meaning:
        sheet.note(text)
    if matrix.cells.isna().to_numpy().any():
        sheet.note(say("note dash"))
    if waiting:
        sheet.note(say("note pending", list=", ".join(waiting)))
    sheet.note(say("note reviewed", codings=matrix.codings, unreviewed=matrix.unreviewed))
    if results.settings.note:
        sheet.note(results.settings.note, "warning" if matrix.invented else "bold note")
