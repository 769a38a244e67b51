"""README: what the workbook is about, what its numbers mean, and what they were made from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qual.analysis.matrix import unit_of
from qual.export.workbook.layout import row_height
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book, Page, Sheet, place
from qual.model import KINDS

NAME = "README"
WIDTHS = (28, 92, 68)
MOST_NAMED = 30
_HASH = re.compile("[0-9a-f]{40,128}")


def write_readme(book: Book, results: Results, sheets: Sequence[str]) -> None:
    """Write the sheet. `sheets` are the names of all sheets, in their order."""
    say = results.say
    sheet = book.sheet(NAME, Page(WIDTHS, repeat=0, portrait=True, printed=2))
    sheet.add([sheet.cell(results.title, "title")], height=row_height([(results.title, 75)]) + 12)
    if results.invented:
        notice = say("invented line", n=results.invented, all=len(results.context.sources))
        sheet.note(notice, "warning", columns=2)
    if results.settings.note:
        sheet.note(results.settings.note, "warning" if results.invented else "bold note", columns=2)

    _part(sheet, say("part sheets"))
    for name in sheets:
        _line(sheet, name, say(f"about {name}"), link=place(name, 1))

    _part(sheet, say("part material"))
    for label, text in _material(results):
        _line(sheet, label, text)

    _part(sheet, say("part rules"))
    for label, text in _rules(results):
        _line(sheet, label, text)

    _part(sheet, say("part facts"))
    for name, fact in results.made_with.items():
        if _HASH.fullmatch(fact):
            _line(sheet, name, f"{fact[:12]}…", full=fact)
        else:
            _line(sheet, name, fact)


def _material(results: Results) -> list[tuple[str, str]]:
    say, sources, codebook = results.say, results.context.sources, results.context.codebook
    kinds = Counter(source.kind for source in sources)
    experts = len({unit_of(source) for source in sources if source.kind == "interview"})
    waiting = [source.id for source in sources if not source.tagged]
    some = ", ".join(waiting[:MOST_NAMED]) + (f" … ({len(waiting)})" if len(waiting) > MOST_NAMED else "")
    looked = say("not looked at list", list=some) if waiting else say("not looked at none")
    book = say("no codebook")
    if codebook:
        codes = len(codebook.codes) - len(codebook.themes)
        book = say("codebook text", name=codebook.name, themes=len(codebook.themes), codes=codes)
    matrix = results.interviews
    return [
        (say("sources"), say("kinds", experts=experts, **{kind: kinds[kind] for kind in KINDS})),
        (say("codebook"), book),
        (say("reviewed"), say("reviewed text", codings=matrix.codings, unreviewed=matrix.unreviewed)),
        (say("not looked at"), looked),
    ]


def _rules(results: Results) -> list[tuple[str, str]]:
    say = results.say
    rejected = int((results.codings["status"] == "rejected").sum())
    small = results.settings.small_base
    return [
        (say("unit"), say("unit text")),
        (say("base"), say("base text")),
        (say("union"), say("union text")),
        (say("interviews only"), say("interviews only text")),
        (say("zero"), say("zero text")),
        (say("small"), say("small text", n=small)),
        (say("emphasis"), say("emphasis text")),
        (say("rejected"), say("rejected text", n=rejected)),
        (say("links"), say("links text")),
    ]


def _part(sheet: Sheet, title: str) -> None:
    sheet.add()
    sheet.add([sheet.cell(title, "part")], height=20)


def _line(sheet: Sheet, label: str, text: str, *, full: str = "", link: str = "") -> None:
    cells = [sheet.cell(label, "link" if link else "label", link=link), sheet.cell(text, "plain")]
    if full:
        cells.append(sheet.cell(full, "plain"))
    sheet.add(cells, height=row_height([(label, WIDTHS[0]), (text, WIDTHS[1])]))
