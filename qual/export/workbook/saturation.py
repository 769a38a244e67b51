"""Saturation: what each further interview brought that no earlier one had, over all and by country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qual.export.workbook.layout import row_height
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Area, Book, Page, Sheet

if TYPE_CHECKING:
    from qual.analysis.saturation import Saturation

NAME = "Saturation"
WIDTHS = (16.0, 14.0, 14.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0)


def write_saturation(book: Book, results: Results) -> None:
    """Write the sheet: facts in a few sentences, the curve, the runs, and a row a country."""
    say, found = results.say, results.saturation
    sheet = book.sheet(NAME, Page(WIDTHS, freeze="A1", repeat=0))
    if found is None or found.curve.empty:
        sheet.note(say("note no saturation"))
        return
    for note in _facts(results, found):
        sheet.note(note, "plain")
    _write_curve(book, sheet, results, found)
    _write_runs(sheet, results, found)
    _write_countries(sheet, results)
    sheet.add()
    sheet.note(say("note saturation"))


def _facts(results: Results, found: Saturation) -> list[str]:
    say, all_codes = results.say, int(found.curve["cumulative"].iloc[-1])
    percent = f"{found.threshold:.0%}"
    facts = [say("saturation codes", codes=all_codes, interviews=len(found.curve))]
    values = {"base": found.base, "run": found.run, "threshold": percent}
    if found.reached is None:
        facts.append(say("saturation not reached", **values))
    else:
        facts.append(say("saturation reached", interviews=found.reached, **values))
    if found.chao2 is None or found.coverage is None:
        facts.append(say("saturation few"))
    else:
        facts.append(say("saturation chao", codes=f"{found.chao2:.1f}", coverage=f"{found.coverage:.1%}"))
    return facts


def _write_curve(book: Book, sheet: Sheet, results: Results, found: Saturation) -> None:
    say = results.say
    keys = ("interview", "expert", "date", "new codes", "cumulative", "low", "middle", "high")
    _head(sheet, results, "saturation curve", keys)
    top = sheet.rows
    rows: list[dict[str, Any]] = found.curve.to_dict("records")  # type: ignore[assignment]
    for number, row in enumerate(rows, 1):
        value = "" if row["value"].startswith("(") else row["value"]
        sheet.add(
            [
                sheet.cell(number, "count"),
                sheet.cell(row["label"], "one line"),
                sheet.cell(value or say("(not given)"), "one line"),
                sheet.cell(row["new"], "count"),
                sheet.cell(row["cumulative"], "count"),
                *(sheet.cell(float(row[name]), "one digit") for name in ("low", "middle", "high")),
            ]
        )
    book.areas[NAME] = Area(NAME, top, sheet.rows, 1, len(keys))


def _write_runs(sheet: Sheet, results: Results, found: Saturation) -> None:
    if found.runs.empty:
        return
    _head(sheet, results, "saturation runs", ("interviews", "new codes", "ratio"))
    rows: list[dict[str, Any]] = found.runs.to_dict("records")  # type: ignore[assignment]
    for row in rows:
        ratio = None if row["ratio"] != row["ratio"] else row["ratio"]
        sheet.add(
            [
                sheet.cell(row["interviews"], "middle"),
                sheet.cell(row["new"], "count"),
                sheet.cell("–", "middle") if ratio is None else sheet.cell(ratio, "percent"),
            ]
        )


def _write_countries(sheet: Sheet, results: Results) -> None:
    keys = ("country", "interviews", "codes", "reached", "chao2", "coverage")
    _head(sheet, results, "saturation by country", keys)
    for country, found in results.saturation_by_country.items():
        codes = int(found.curve["cumulative"].iloc[-1]) if len(found.curve) else 0
        undefined = sheet.cell("–", "middle")
        sheet.add(
            [
                sheet.cell(results.country(country), "one line"),
                sheet.cell(len(found.curve), "count"),
                sheet.cell(codes, "count"),
                undefined if found.reached is None else sheet.cell(found.reached, "count"),
                undefined if found.chao2 is None else sheet.cell(found.chao2, "one digit"),
                undefined if found.coverage is None else sheet.cell(found.coverage, "percent"),
            ]
        )


def _head(sheet: Sheet, results: Results, title: str, keys: tuple[str, ...]) -> None:
    sheet.add()
    sheet.add([sheet.cell(results.say(title), "part")], height=20)
    heads = [results.say(key) for key in keys]
    height = row_height(zip(heads, WIDTHS, strict=False), 2)
    sheet.add([sheet.cell(head, "head") for head in heads], height=height)
