"""Agreement: whether people who read the same found the same, over all codes and code by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qual.export.workbook.layout import row_height
from qual.export.workbook.numbers import DASH
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book, Page, Sheet

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import Cell

NAME = "Agreement"
EXTENT = ("coders", "sources", "units")
OVERALL = ("measure", "about", "value", "low", "high", "coverage", *EXTENT, "reason")
CODES = ("code", "prevalence", "percent", "positive", "negative", "alpha", "low", "high")
OF_TWO, OF_MORE = ("kappa", "kappa_max"), ("fleiss",)
ASSESSMENTS = ("code", "alpha", "low", "high", "ac2", *EXTENT, "reason")
SHARES = frozenset({"prevalence", "percent", "positive", "negative", "coverage"})
FIRST, NUMBER, REASON = 30.0, 10.0, 44.0


def write_agreement(book: Book, results: Results) -> None:
    """Write the sheet: overall figures, then a row a code that somebody used, then assessments.

    An undefined figure is a dash, and the last column says why: it is neither 0 nor 1.
    """
    say, found = results.say, results.agreement
    if found is None:
        sheet = book.sheet(NAME, Page([FIRST, REASON, REASON], freeze="A1", repeat=0))
        sheet.note(say("note no agreement"))
        return
    who = [f"coded {coder}" for coder in found.coders]
    used = found.used
    of_coders = OF_TWO if used["kappa"].notna().any() else OF_MORE
    codes = (*CODES, *of_coders, "ac1", "boundaries", *who, *EXTENT, "reason")
    widths = [FIRST, *(NUMBER for _ in range(max(len(codes), len(OVERALL)) - 2)), REASON]
    sheet = book.sheet(NAME, Page(widths, freeze="A1", repeat=0))
    for note in ("note agreement", "note alpha"):
        unit = say(f"unit {found.unit}")
        sheet.note(say(note, unit=unit, coders=", ".join(found.coders)), "plain")
    _write(sheet, results, "agreement overall", found.overall, OVERALL, widths)
    _write(sheet, results, "agreement codes", used, codes, widths)
    if len(found.assessments):
        _write(sheet, results, "agreement assessments", found.assessments, ASSESSMENTS, widths)


def _write(
    sheet: Sheet,
    results: Results,
    title: str,
    frame: pd.DataFrame,
    keys: tuple[str, ...],
    widths: list[float],
) -> None:
    """A table; where it is narrower than the sheet, its `reason` runs on over the empty cells beside it."""
    sheet.add()
    sheet.add([sheet.cell(results.say(title), "part")], height=20)
    heads = [_head(results, key) for key in keys]
    height = row_height(zip(heads, widths, strict=False), 2)
    sheet.add([sheet.cell(head, "head") for head in heads], height=height)
    narrower = len(keys) < len(widths)
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    for row in rows:
        cells = [_cell(sheet, results, key, row[key]) for key in keys[:-1]]
        reason = str(row["reason"] or "")
        cells.append(sheet.cell(reason or None, "running" if narrower else "waiting"))
        texts = [(str(cells[0].value or ""), FIRST)] + ([] if narrower else [(reason, REASON)])
        sheet.add(cells, height=row_height(texts))


def _head(results: Results, key: str) -> str:
    if key.startswith("coded "):
        return results.say("coded by", coder=key.removeprefix("coded "))
    return results.say(key if key in ("code", "coverage") else f"of agreement {key}")


def _cell(sheet: Sheet, results: Results, key: str, value: Any) -> Cell:
    import pandas as pd

    if pd.isna(value):
        return sheet.cell(DASH, "middle")
    if isinstance(value, str):
        return sheet.cell(results.label(value) if key in ("code", "about") else value)
    if key in EXTENT or key.startswith("coded "):
        return sheet.cell(int(value), "count")
    return sheet.cell(float(value), "percent" if key in SHARES else "figure")
