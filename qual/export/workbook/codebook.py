"""Codebook: themes and codes as the coders had them, with how far each one carried."""

from __future__ import annotations

from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Book
from qual.export.workbook.table import Column, write_table
from qual.model import Code, in_language

NAME = "Codebook"
TEXTS = {"definition": 36, "include": 30, "exclude": 30, "example": 30}  # and their widths


def write_codebook(book: Book, results: Results) -> None:
    """Write the sheet: one row a code, those below another grouped under it."""
    say, language = results.say, results.language
    other = "en" if language == "ru" else "ru"
    rows = _rows(results)
    codes = [code for code, _, _ in rows]
    levels = [level for _, _, level in rows]
    indents = [f"indent {min(level, 7)}" for level in levels]
    experts, segments = results.totals("experts"), results.totals("segments")
    columns = [
        Column(say("name"), [code.label(language) for code in codes], width=28, styles=indents),
        Column(say("id"), [code.id for code in codes], width=18),
        *(
            Column(say(name), [in_language(getattr(code, name), language) for code in codes], width=width)
            for name, width in TEXTS.items()
        ),
        Column(say("experts"), [experts.get(code.id, 0) for code in codes], "count"),
        Column(say("segments"), [segments.get(code.id, 0) for code in codes], "count"),
        Column(say("name in", language=other), [code.name.get(other, "") for code in codes], width=28),
        Column(say("parent"), [parent for _, parent, _ in rows], width=18),
        Column(say("level"), [level + 1 for level in levels], "count"),
        Column(say("rule languages"), [_languages(code) for code in codes]),
        Column(say("terms"), [_terms(code) for code in codes], "count or blank"),
        Column(say("unchecked"), [_terms(code, unchecked=True) for code in codes], "count or blank"),
    ]
    write_table(book, NAME, "tblCodebook", columns, levels=levels)


def _rows(results: Results) -> list[tuple[Code, str, int]]:
    """(code, id of the code above, depth), in the order of the codebook; codes it no longer has come last."""
    rows: list[tuple[Code, str, int]] = []

    def walk(code: Code, parent: str, depth: int) -> None:
        rows.append((code, parent, depth))
        for below in code.codes:
            walk(below, code.id, depth + 1)

    for theme in results.context.codebook.themes if results.context.codebook else ():
        walk(theme, "", 0)
    gone = results.say("not in codebook")
    rows += [(Code(code_id, definition={results.language: gone}), "", 0) for code_id in results.strays]
    return rows


def _languages(code: Code) -> str:
    return ", ".join(dict.fromkeys(rule.language for rule in code.rules))


def _terms(code: Code, *, unchecked: bool = False) -> int:
    rules = [rule for rule in code.rules if not (unchecked and rule.checked)]
    return sum(len(rule.any) + len(rule.regex) + len(rule.spacy) for rule in rules)
